"""The patterns of attribution in wire English: one function each, whose name is the ``rule`` of the rows that it makes.

A pattern looks at one cue of a clause and gives the attribution that the cue heads, with the item behind it, or None.
``left`` is the first item that no earlier attribution has taken; ``previous`` is that attribution.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from dataset.annotate.contents import (
    QUESTION_WORDS,
    Range,
    bare_clause,
    complement,
    content_before,
    content_end,
    content_resumed,
    infinitive,
    named_as,
    quotation,
    skip_circumstance,
)
from dataset.annotate.document import Item
from dataset.annotate.phrases import Clause, VerbGroup
from dataset.annotate.vocabulary import words
from dataset.spans import Span

REACH = 40  # items that a closing attribution may take
_HEDGING = frozenset(("i", "we", "you"))


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


Found = tuple[Attribution, int]
Pattern = Callable[[Clause, VerbGroup, int, Attribution | None], Found | None]
Content = tuple[Range, Range | None, str]


def attribution_at(clause: Clause, at: int, left: int, previous: Attribution | None) -> Found | None:
    """The attribution whose cue's head is the item, by the first pattern that fits."""
    if clause.lower(at) == "according" and clause.lower(at + 1) == "to":
        return according_to(clause, at, left)
    group = clause.verb_group(at)
    if group is None or group.start < left:
        return None
    return next((found for pattern in PATTERNS if (found := pattern(clause, group, left, previous))), None)


def closing_attribution(clause: Clause) -> Attribution | None:
    """ "Peru was told that Chile would agree, the minister said.": what closes a sentence has all of it as content."""
    last = len(clause.items) - 1
    for at in range(last, max(last - REACH, 0), -1):
        group = clause.verb_group(at)
        found = after_content(clause, group, 0, None) if group else None
        if found and found[1] >= last and found[0].fragments[0][0] == clause.items[0].start:
            return found[0] if len(found[0].fragments) == 1 else None
    return None


def asked_by(clause: Clause, group: VerbGroup, left: int, previous: Attribution | None) -> Found | None:
    """ "Asked by a correspondent what it might do, the minister said": the question; the minister is asked."""
    before = clause.lower(group.start - 1)
    opens = group.start == group.head and (before in ("when", "if") or clause.is_break(group.start - 1))
    if not opens or group.cue.kind != "past" or "w" not in group.cue.frames:
        return None
    source = (group.end + 1, clause.phrase_end(group.end + 1)) if clause.lower(group.end) == "by" else None
    start = source[1] if source else group.end
    if clause.lower(start) not in QUESTION_WORDS:
        return None
    comma, asked = _main_clause(clause, start) or (content_end(clause, start), None)
    return _attribution(clause, group, [(start, comma)], source, asked, "asked_by"), comma + 1


def _main_clause(clause: Clause, start: int) -> tuple[int, Range] | None:
    """The comma before the clause of the answer, and that clause's subject."""
    for at in range(start + 1, len(clause.items)):
        group = clause.verb_group(at)
        subject = clause.subject(group.start) if group else None
        if group and subject is not None and clause.lower(subject - 1) == ",":
            return subject - 1, (subject, group.start)
    return None


def after_content(clause: Clause, group: VerbGroup, left: int, previous: Attribution | None) -> Found | None:
    """ "It is over," he said; It is over, he told reporters on Thursday; "It is," he said, "over"."""
    subject = clause.subject(group.start)
    if subject is None or subject <= left or group.passive or not {"q", "b"} & group.cue.frames:
        return None
    content = content_before(clause, left, subject) if _closes_content(clause, subject - 1) else None
    addressee = _addressee(clause, group)
    after = skip_circumstance(clause, addressee[1] if addressee else group.end)
    ends = clause.lower(after) in ("", ".", "?", "!", ";", ",") or clause.is_quote(after)
    if content is None or not (ends or _awaits_attribution(clause, subject - 1)):
        return None
    pieces = [content]
    quoted = clause.has_quote(left, subject)
    if clause.lower(after) == "," or clause.is_quote(after):
        more = content_resumed(clause, after + (not clause.is_quote(after)), quoted)
        pieces += [more] if more else []
    end = max(after, pieces[-1][1])
    return _attribution(clause, group, pieces, (subject, group.start), addressee, "after_content"), end


def inverted(clause: Clause, group: VerbGroup, left: int, previous: Attribution | None) -> Found | None:
    """ "It is over," said the minister, a member of the council."""
    finite = group.cue.kind in ("past", "s") and not group.passive and "q" in group.cue.frames
    if not finite or group.start <= left or not _closes_content(clause, group.start - 1):
        return None
    content = content_before(clause, left, group.start)
    end = clause.phrase_end(group.end)
    if content is None or end == group.end or clause.lower(group.end) in ("that", "it"):
        return None
    end = _past_apposition(clause, end)
    after = skip_circumstance(clause, end)
    linked = clause.lower(after) in words("coordinator") | words("subordinator") | words("relative")
    if not (linked or clause.is_break(after) or clause.is_quote(after)):
        return None
    resumed = after + (clause.lower(after) == ",")
    pieces = [content, (resumed, resumed + 1)] if clause.is_quote(resumed) else [content]
    return _attribution(clause, group, pieces, (group.end, end), None, "inverted"), max(after, pieces[-1][1])


def _past_apposition(clause: Clause, comma: int) -> int:
    """ "said Ivan Petrov, a spokesman for the ministry.": the apposition belongs to the source."""
    begins = clause.lower(comma + 1) in ("a", "an", "the") or clause.is_name(comma + 1)
    if clause.lower(comma) != "," or not begins:
        return comma
    end = clause.phrase_end(comma + 1)
    return end if clause.lower(end) in (".", ",", "") and end > comma + 1 else comma


def before_content(clause: Clause, group: VerbGroup, left: int, previous: Attribution | None) -> Found | None:
    """He said on Thursday that it was over; he told reporters it was over; he urged NATO to talk; he said: "It is"."""
    start = clause.subject(group.start)
    elided = start is None or group.cue.kind == "ing" or clause.lower(group.start - 1) in ("and", "but")
    hedged = group.cue.speech_act == "attitude" and clause.lower(group.start - 1) in _HEDGING
    if group.passive or hedged or (not elided and start is not None and start < left):
        return None
    content = _content_after(clause, group)
    if content is None:
        return None
    piece, addressee, rule = content
    own = None if elided or start is None else (start, group.start)
    found = _attribution(clause, group, [piece], own, addressee, rule)
    if elided:
        found = replace(found, source=previous.source if previous else _first_phrase(clause, group.start))
    return (found, piece[1]) if found.source else None


def _first_phrase(clause: Clause, before: int) -> Span | None:
    """The subject of the sentence, for a verb that shares it: "Putin met Biden, saying that ..."."""
    start = next((i for i in range(before) if clause.lower(i) not in words("opener") | {","}), before)
    end = min(clause.phrase_end(start), before)
    named = clause.lower(start) in words("subject_pronoun") or any(clause.is_name(i) for i in range(start, end))
    return span(clause.items[start:end]) if start < end and named else None


def _content_after(clause: Clause, group: VerbGroup) -> Content | None:
    """The content behind a cue, the addressee between them, and the name of the frame."""
    frames, addressee = group.cue.frames, _addressee(clause, group)
    after = addressee[1] if addressee else group.end
    if "o" in frames and (found := _object_infinitive(clause, group)):
        return found
    if "i" in frames and (piece := infinitive(clause, group.end)):
        return piece, None, "infinitive"
    if {"q", "n"} & frames and (piece := quotation(clause, after)):
        return piece, addressee, "before_quotation"
    if "n" in frames:
        named = named_as(clause, group.end)
        return (named, None, "named_as") if named else None
    if piece := complement(clause, after, frames):
        return piece, addressee, "that_clause"
    if "b" in frames and (addressee or "a" not in frames or "q" in frames):
        bare = bare_clause(clause, after, group)
        return (bare, addressee, "bare_clause") if bare else None
    return None


def _object_infinitive(clause: Clause, group: VerbGroup) -> Content | None:
    for stop in (clause.phrase_end(group.end, short=True), clause.phrase_end(group.end)):
        piece = infinitive(clause, stop)
        if stop > group.end and piece:
            return piece, (group.end, stop), "object_infinitive"
    return None


def passive(clause: Clause, group: VerbGroup, left: int, previous: Attribution | None) -> Found | None:
    """It was told that NATO would not expand; he is expected to resign: nobody, or the "by" phrase, speaks."""
    if not group.passive or not {"a", "r", "o"} & group.cue.frames:
        return None
    subject = clause.subject(group.start)
    source = (group.end + 1, clause.phrase_end(group.end + 1)) if clause.lower(group.end) == "by" else None
    addressee = (subject, group.start) if subject is not None and "a" in group.cue.frames else None
    piece = _passive_content(clause, group, source[1] if source else group.end, addressee)
    if piece is None:
        return None
    return _attribution(clause, group, [piece], source, addressee, "passive"), piece[1]


def _passive_content(clause: Clause, group: VerbGroup, after: int, addressee: Range | None) -> Range | None:
    piece = complement(clause, after, frozenset("t")) if addressee else None
    if piece is None and {"r", "o"} & group.cue.frames:
        piece = infinitive(clause, after)
    if piece is None and addressee:
        quote = next((i for i in (addressee[0] - 1, addressee[0] - 2) if clause.is_quote(i)), None)
        piece = (quote, quote + 1) if quote is not None else None
    return piece


def according_to(clause: Clause, at: int, left: int) -> Found | None:
    """According to the ministry, it is over; it is over, according to the ministry."""
    end = clause.phrase_end(at + 2)
    if end == at + 2:
        return None
    opens = at <= left + 1 and clause.lower(end) == ","
    content = (end + 1, content_end(clause, end + 1)) if opens else (left, at - (clause.lower(at - 1) == ","))
    if content[1] - content[0] < 2:
        return None
    cue, source = span(clause.items[at : at + 2]), span(clause.items[at + 2 : end])
    pieces = (span(clause.items[slice(*content)]),)
    return Attribution(pieces, "according_to", source, cue, cue, "according to"), max(end, content[1])


def _closes_content(clause: Clause, at: int) -> bool:
    return clause.is_quote(at) or (clause.lower(at) == "," and at > 0)


def _awaits_attribution(clause: Clause, at: int) -> bool:
    """A quotation that does not end with a full stop, so that an attribution follows: "It is over," he said of it."""
    return clause.is_quote(at) and clause.items[at].text[:-1].endswith((",", "?", "!", "—"))


def _addressee(clause: Clause, group: VerbGroup) -> Range | None:
    """ "the media" of "told the media", "reporters" of "said to reporters"."""
    start = group.end
    if clause.lower(start) == "to" and "p" in group.cue.frames:
        start += 1
    elif "a" not in group.cue.frames:
        return None
    end = clause.phrase_end(start, short=True)
    return (start, end) if end > start else None


def _attribution(
    clause: Clause,
    group: VerbGroup,
    pieces: Sequence[Range],
    source: Range | None,
    addressee: Range | None,
    rule: str,
) -> Attribution:
    items = clause.items
    return Attribution(
        fragments=tuple(span(items[start:end]) for start, end in pieces),
        rule=rule,
        source=span(items[slice(*source)]) if source and source[0] < source[1] else None,
        cue=span(items[group.start : group.end]),
        cue_head=span(items[group.head : group.end]),
        lemma=group.cue.lemma,
        addressee=span(items[slice(*addressee)]) if addressee and addressee[0] < addressee[1] else None,
        negated=group.negated,
    )


def span(items: Sequence[Item]) -> Span:
    """The range of code points that items cover."""
    return items[0].start, items[-1].end


PATTERNS: tuple[Pattern, ...] = (asked_by, after_content, inverted, before_content, passive)
"""In this order: the first that fits wins."""
