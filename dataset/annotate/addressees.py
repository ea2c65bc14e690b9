"""Who is spoken to: the noun phrase that a cue governs, or the subject of a passive cue.

No corpus that the tagger learns from labels addressees, so they are found by rule, and only for the verbs whose frame
in ``lexicon/cues.csv`` takes one.
"""

from __future__ import annotations

from dataset.annotate.attributions import Attribution
from dataset.annotate.cues import cues
from dataset.annotate.phrases import Clause
from dataset.annotate.vocabulary import words
from dataset.spans import Span

_ASKING = frozenset(("when", "if", "where", "as", "once"))


def addressee_of(clause: Clause, attribution: Attribution) -> Span | None:
    """The addressee in the sentence of the cue; None where the verb takes none or no noun phrase stands there."""
    cue = cues().get(attribution.lemma or "")
    if cue is None or attribution.cue is None or attribution.cue_head is None:
        return None
    head = clause.index_at(attribution.cue_head[0], 0)
    after = clause.index_at(attribution.cue_head[1], head)
    if clause.lower(after) == "to" and "p" in cue.frames:
        return _outside(attribution, _phrase(clause, after + 1))
    if not {"a", "o"} & cue.frames:
        return None
    first = clause.index_at(attribution.cue[0], 0)
    if any(clause.lower(at) in words("be") for at in range(max(0, head - 2), head)):
        return _outside(attribution, _subject(clause, min(first, _auxiliaries(clause, head))))
    if _opens(clause, first):
        return _outside(attribution, _asked(clause, attribution))
    return _outside(attribution, _phrase(clause, after))


def _auxiliaries(clause: Clause, head: int) -> int:
    """The first of the auxiliaries and adverbs right before a verb."""
    while clause.lower(head - 1) in words("auxiliary") | words("modal") | words("adverb") | words("negation"):
        head -= 1
    return head


def _opens(clause: Clause, first: int) -> bool:
    """ "Asked whether ..., the minister said": a participle without a subject, whose subject comes behind."""
    return clause.lower(first).endswith("ed") and (clause.is_break(first - 1) or clause.lower(first - 1) in _ASKING)


def _asked(clause: Clause, attribution: Attribution) -> Span | None:
    """The subject of the clause behind the question: what follows its comma."""
    end = clause.index_at(attribution.fragments[-1][1], 0)
    return _phrase(clause, end + 1) if clause.lower(end) == "," else None


def _phrase(clause: Clause, start: int) -> Span | None:
    end = clause.phrase_end(start, short=True)
    return _span(clause, start, end)


def _subject(clause: Clause, end: int) -> Span | None:
    start = clause.subject(end)
    return None if start is None else _span(clause, start, end)


def _span(clause: Clause, start: int, end: int) -> Span | None:
    return (clause.items[start].start, clause.items[end - 1].end) if start < end <= len(clause.items) else None


def _outside(attribution: Attribution, phrase: Span | None) -> Span | None:
    """The phrase, where it is neither what is said nor who says it."""
    taken = [*attribution.fragments, *([attribution.source] if attribution.source else [])]
    return None if phrase is None or any(s < phrase[1] and phrase[0] < e for s, e in taken) else phrase
