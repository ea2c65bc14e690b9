"""Statements of an article: the headline, what the tagger finds and what rules add, each with its addressee."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from dataset.annotate.addressees import addressed
from dataset.annotate.attributions import Attribution, joined, running_speech, stated, with_own_quotations
from dataset.annotate.blocks import Flow
from dataset.annotate.clauses import Clauses
from dataset.annotate.cues import lemmas
from dataset.annotate.document import Document
from dataset.annotate.headlines import headline_attribution
from dataset.annotate.names import Reference
from dataset.annotate.nested import inside
from dataset.annotate.relayed import relayed
from dataset.annotate.transcripts import turns
from dataset.spans import Span
from dataset.tagger import Model, TaggedLine

MAX_DEPTH = 6
_AT_ONCE = 200  # tokens
_SENTENCES = 256  # that several statements share, kept as clauses


def regions(document: Document) -> list[Span]:
    """What is read: the headline, and the paragraphs without the dateline.

    A paragraph that the tagger cannot read at once is read by sentences, those that a quotation joins together: so its
    reading depends on nothing but the sentences themselves.
    """
    parts = [(0, document.article.body_char_start)]
    for start, end in document.paragraphs():
        parts += document.units(start, end) if len(document.tokens_in(start, end)) > _AT_ONCE else [(start, end)]
    return parts


def find_statements(
    document: Document, model: Model, lines: Sequence[TaggedLine], names: Sequence[Reference]
) -> list[Attribution]:
    """All statements of an article; ``lines`` are its ``regions``, tagged. Nested ones follow what holds them."""
    by_start = {n.start: n for n in sorted(names, key=lambda n: n.end) if n.form == "name"}  # the longer one stays
    read = lru_cache(_SENTENCES)(lambda start, end: Clauses(document.tokens_in(start, end), by_start))
    outer = _with_addressees(document, read, _top(document, model, lines, by_start))
    found = list(outer)
    for _ in range(MAX_DEPTH):
        outer = _with_addressees(document, read, inside(document, model, outer))
        found += outer
    return found


def _top(
    document: Document, model: Model, lines: Sequence[TaggedLine], names: Mapping[int, Reference]
) -> Iterator[Attribution]:
    body = document.article.body_char_start
    headline = headline_attribution(Clauses(document.tokens_in(0, body), names))
    tagged = _stated(document, model, _within(lines, (0, body)))
    yield from [headline] if headline else (a for a in tagged if a.source or a.lemma in lemmas())
    spoken = list(turns(document, names.values()))
    taken = {end for a in spoken for _, end in a.fragments}
    flow = Flow(document, names)
    for paragraph in document.paragraphs():
        here = _within(lines, paragraph)
        if paragraph[1] in taken:
            flow.interrupt()
        else:
            flow.add(paragraph, here, _speech(document, paragraph, _stated(document, model, here)))
    yield from sorted([*flow.found, *spoken], key=lambda a: a.fragments)


def _speech(document: Document, paragraph: Span, found: Sequence[Attribution]) -> list[Attribution]:
    own = with_own_quotations(document, found)
    return joined(document, [*own, *running_speech(document, paragraph, own)])


def _within(lines: Sequence[TaggedLine], region: Span) -> Sequence[TaggedLine]:
    """The lines with a span that begins in the region."""
    low, high = (bisect_left(lines, place, key=lambda line: line.start) for place in region)
    return lines[low:high]


def _stated(document: Document, model: Model, lines: Sequence[TaggedLine]) -> list[Attribution]:
    return sorted((a for line in lines for a in stated(document, model, line)), key=lambda a: a.fragments)


def _with_addressees(
    document: Document, read: Callable[[int, int], Clauses], found: Iterable[Attribution]
) -> list[Attribution]:
    return list(filter(None, (_addressed(document, read, a) for a in found)))


def _addressed(document: Document, read: Callable[[int, int], Clauses], attribution: Attribution) -> Attribution | None:
    if attribution.rule != "attribution" or attribution.cue is None:
        return attribution
    start, end, _ = document.sentences[document.sentence_number(attribution.cue[0])]
    clauses = read(start, max(end, attribution.cue[1]))
    whose = relayed(clauses, attribution)
    return addressed(clauses, whose) if whose else None
