"""Statements as the text has them: what the tagger finds, and what rules add.

Rules stay beside the tagger, which reads a paragraph alone and is trained on one corpus: a headline's dash or colon
(``headlines``), the turns of a transcript (``transcripts``) and what runs over the end of a paragraph (``blocks``). A
quotation that is a sentence of its own has no source and no cue, so nothing that the tagger is trained on marks it:
somebody goes on speaking.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from dataset.annotate.cues import Cue, cues, is_phrasal, read_cue, stances
from dataset.annotate.document import Document
from dataset.annotate.quotes import Quote
from dataset.annotate.tokens import tokenize
from dataset.annotate.vocabulary import pronouns
from dataset.spans import Span
from dataset.tagger import Model, TaggedLine, calibrated, statement_likelihoods, statements

_LEAST_LIKELY = 0.25  # of a statement that is kept; on PolNeAR dev the F1 of whole attributions is flat to 0.4
_SHORTEST = 3  # letters of the longest word that a heading may write small
_FAR = 9  # characters in which the next paragraph begins
_DIRECTION = re.compile(r"[(\[][^()\[\]]*[)\]]\.?")
_DENIAL = 12  # characters before a cue in which a "not" denies it
_PARTICLE = 2  # characters behind a cue in which its particle begins, "called" "on"
_SENTENCE_MARKS = frozenset(".?!;,…")


@dataclass(frozen=True, slots=True)
class Attribution:
    """A statement as the text has it; ranges are code points of the article's text."""

    fragments: tuple[Span, ...]
    rule: str
    source: Span | None = None
    cue: Span | None = None
    cue_head: Span | None = None
    lemma: str | None = None
    addressee: Span | None = None
    negated: bool = False
    confidence: float | None = None

    @property
    def verbatim(self) -> bool:
        """Whether these are the speaker's words though no quotation marks say so."""
        return self.rule in ("transcript", "block")


def cue_of(attribution: Attribution) -> Cue | None:
    """The verb of the statement's cue, where the lexicon has it."""
    return cues().get(attribution.lemma or "")


def stance_of(attribution: Attribution) -> Cue | None:
    """The word of the statement's cue that takes a clause, "belief", where that is no verb that says something."""
    return None if cue_of(attribution) else stances().get(attribution.lemma or "")


def stated(document: Document, model: Model, line: TaggedLine) -> Iterator[Attribution]:
    """The statements of a line that are likely enough: a cue with its source and its contents."""
    for cue, source, contents in statements(line):
        likely = calibrated(model.statement_weights, statement_likelihoods(line, cue, source, contents))
        read = read_attribution(document, line.spans[cue].range, None if source is None else line.spans[source].range)
        said = _fragments(document, [_behind(document, line.spans[c].range, read.cue) for c in contents], read.cue)
        attribution = replace(read, fragments=said, confidence=likely)
        if likely >= _LEAST_LIKELY and _has_words(document, attribution):
            yield attribution


def running_speech(document: Document, paragraph: Span, found: Sequence[Attribution]) -> Iterator[Attribution]:
    """Sentences of a paragraph that are a quotation and nothing else, where no statement has been found."""
    taken = [span for a in found for span in (*a.fragments, a.cue) if span]
    for start, end in document.units(*paragraph):
        items = document.items(start, end)
        alone = all(item.quote or item.text in _SENTENCE_MARKS for item in items)
        if alone and not any(s < end and start < e for s, e in taken):
            quotes = (item.quote for item in items if item.quote and _is_speech(document, item.quote))
            yield from (Attribution(((q.start, q.end),), "unattributed") for q in quotes)


def _is_speech(document: Document, quote: Quote) -> bool:
    """Whether a quotation that stands alone is said by somebody: it is closed or goes on in the next paragraph, and is
    neither a heading, "The Last Act", nor a direction, "(Applause.)"."""
    words = document.text[slice(*quote.inner)]
    mark, behind = document.text[quote.start : quote.start + quote.width], document.text[quote.end :][:_FAR].lstrip()
    ends = quote.closed or behind.startswith(mark)
    heading = all(w[0].isupper() for w in words.split() if len(w) > _SHORTEST)
    return ends and len(words) > 1 and not heading and not _DIRECTION.fullmatch(words)


def joined(document: Document, found: Iterable[Attribution]) -> list[Attribution]:
    """Running speech goes on from the quotation before it in the paragraph: one statement."""
    rows: list[Attribution] = []
    for attribution in sorted(found, key=lambda a: a.fragments):
        last = rows[-1] if rows else None
        if attribution.rule == "unattributed" and last and document.quotes_in(*last.fragments[-1]):
            rows[-1] = replace(last, fragments=last.fragments + attribution.fragments)
        else:
            rows.append(attribution)
    return rows


def with_own_quotations(document: Document, found: Sequence[Attribution]) -> list[Attribution]:
    """A quotation that runs on into another attribution, '... "I know," he added', is what is said in that one."""
    rows = list(found)
    for at in range(len(rows) - 1):
        *kept, last = rows[at].fragments
        following = rows[at + 1]
        if kept and _runs_into(document, last, following) and following.fragments[0] > last:
            rows[at] = replace(rows[at], fragments=tuple(kept))
            rows[at + 1] = replace(following, fragments=(last, *following.fragments))
    return sorted(rows, key=lambda a: a.fragments)


def _runs_into(document: Document, fragment: Span, attribution: Attribution) -> bool:
    """Whether a quotation ends in a comma, "?" or "!", and the source or cue of the attribution stands behind it."""
    start, end = fragment
    quotes = document.quotes_in(start, end)
    behind = min((span[0] for span in (attribution.source, attribution.cue) if span), default=end)
    whole = bool(quotes) and quotes[0].start == start and quotes[0].end == end and quotes[0].closed
    comma = whole and (document.text[quotes[0].inner[1] - 1] in ",?!" or document.text.startswith(",", end))
    return comma and behind > end and not document.text[end:behind].strip(" ,")


def read_attribution(document: Document, cue: Span, source: Span | None) -> Attribution:
    """Who says, and what the words of the cue say; what is said is left out."""
    before = document.tokens_in(max(0, cue[0] - _DENIAL), cue[0])
    tokens = tokenize(document.text, *cue)
    particle = document.tokens_in(cue[1], cue[1] + _PARTICLE)[:1]
    if particle and is_phrasal(tokens[-1].lower, particle[0].lower):
        cue, tokens = (cue[0], particle[0].end), [*tokens, particle[0]]
    reading = read_cue(tokens, before)
    return Attribution((), "attribution", source, cue, reading.head, reading.lemma, None, reading.negated)


def _fragments(document: Document, contents: Sequence[Span], cue: Span | None) -> tuple[Span, ...]:
    """The pieces of a content. In another sentence than the cue's, neither a pronoun alone nor what no quotation marks
    show to be said is one beside others."""
    pieces = tuple(_within_quotation(document, _with_marks(document, content)) for content in contents)
    here = document.sentence_number(cue[0]) if cue else None
    near = tuple(piece for piece in pieces if document.sentence_number(piece[0]) == here)
    far = (p for p in pieces if p not in near and document.text[slice(*p)].lower() not in pronouns())
    said = near + tuple(p for p in far if not near or document.quotes_in(*p) or document.is_quoted(p[0]))
    return tuple(sorted(said)) or pieces


def _behind(document: Document, content: Span, cue: Span | None) -> Span:
    """Without the particle that the cue has taken from its beginning."""
    if cue is None or not cue[0] < content[0] < cue[1] < content[1]:
        return content
    return document.tokens_in(cue[1], content[1])[0].start, content[1]


def _within_quotation(document: Document, content: Span) -> Span:
    """Without the sentence behind a quotation that ends one: "They say ‘It is over.’ We know" inside another."""
    start, end = content
    quote = next((q for q in document.quotes_in(start, end) if q.start == start and q.closed), None)
    if quote is None or document.text[quote.inner[1] - 1] not in ".?!":
        return content
    return (start, quote.end) if document.text[quote.end : end].strip()[:1].isupper() else content


def _with_marks(document: Document, content: Span) -> Span:
    """With the mark that opens a quotation, where the content begins behind it and has the one that closes it."""
    start, end = content
    around = document.quotes_in(max(0, start - 2), end)
    return next(((q.start, end) for q in around if q.inner[0] == start and q.end == end), content)


def _has_words(document: Document, attribution: Attribution) -> bool:
    """Whether every piece of the content has a letter or a digit: ‘“...,” he said’ says nothing."""
    return all(any(c.isalnum() for c in document.text[start:end]) for start, end in attribution.fragments)
