"""Who is spoken to: the noun phrase that a cue governs, or the subject of a passive cue.

No corpus that the tagger learns from labels addressees, so they are found by rule, and only for the verbs whose frame
in ``lexicon/cues.csv`` takes one. PolNeAR has the object of "urged NATO to talk" in the content; here it is addressed.
"""

from __future__ import annotations

from dataclasses import replace

from dataset.annotate.attributions import Attribution
from dataset.annotate.cues import cues
from dataset.annotate.phrases import Clause
from dataset.annotate.vocabulary import words
from dataset.spans import Span

_ASKING = frozenset(("when", "if", "where", "as", "once"))


def addressed(clause: Clause, attribution: Attribution) -> Attribution:
    """The statement with its addressee, looked for in the sentence of the cue; as it is where the verb takes none."""
    cue = cues().get(attribution.lemma or "")
    if cue is None or not cue.frames or attribution.cue is None or attribution.cue_head is None:
        return attribution
    head = clause.index_at(attribution.cue_head[0], 0)
    after = clause.index_at(attribution.cue_head[1], head)
    if clause.lower(after) == "to" and "p" in cue.frames:
        return _with(attribution, _phrase(clause, after + 1))
    if not cue.frames & {"a", "d", "o"}:
        return attribution
    if any(clause.lower(at) in words("be") for at in range(max(0, head - 2), head)):
        return _with(attribution, _subject(clause, _auxiliaries(clause, head)))
    if _opens(clause, clause.index_at(attribution.cue[0], 0)):
        return _with(attribution, _asked(clause, attribution))
    phrase = _phrase(clause, after)
    return _split(clause, attribution, phrase, cue.frames) or _with(attribution, phrase)


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


def _split(clause: Clause, attribution: Attribution, phrase: Span | None, frames: frozenset[str]) -> Attribution | None:
    """ "told the media Ushakov had left", "urged NATO to talk": an object that begins the content is addressed."""
    first, *more = attribution.fragments
    if phrase is None or phrase[0] != first[0] or phrase[1] >= first[1]:
        return None
    rest = clause.index_at(phrase[1], 0)
    if not ("d" in frames and not clause.is_break(rest)) and not ("o" in frames and clause.lower(rest) == "to"):
        return None
    return replace(attribution, addressee=phrase, fragments=((clause.items[rest].start, first[1]), *more))


def _phrase(clause: Clause, start: int) -> Span | None:
    return _span(clause, start, clause.phrase_end(start, short=True))


def _subject(clause: Clause, end: int) -> Span | None:
    start = clause.subject(end)
    return None if start is None else _span(clause, start, end)


def _span(clause: Clause, start: int, end: int) -> Span | None:
    return (clause.items[start].start, clause.items[end - 1].end) if start < end <= len(clause.items) else None


def _with(attribution: Attribution, phrase: Span | None) -> Attribution:
    """Addressed to the phrase, where it is neither what is said nor who says it."""
    taken = [*attribution.fragments, *([attribution.source] if attribution.source else [])]
    free = phrase is not None and not any(s < phrase[1] and phrase[0] < e for s, e in taken)
    return replace(attribution, addressee=phrase) if free else attribution
