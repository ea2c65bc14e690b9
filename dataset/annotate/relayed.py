"""What somebody "was quoted by an agency as saying": the words are the quoted one's, and the agency only tells them.
So they are in "the agency quoted the mayor as saying that ...".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache

from dataset.annotate.attributions import Attribution
from dataset.annotate.clauses import Clauses
from dataset.annotate.cues import cues
from dataset.spans import Span

_RELAYING = ("quote", "cite")
_FAR = 12  # tokens from "quoted" to "as saying"


def relayed(clauses: Clauses, attribution: Attribution) -> Attribution | None:
    """The statement with who is quoted for its source; as it is where nobody is, none where only that one is quoted."""
    cue, head = attribution.cue, attribution.cue_head
    if cue is None or head is None:
        return attribution
    at = clauses.index_at(head[0])
    verb = at if attribution.lemma in _RELAYING else _relaying_before(clauses, at)
    saying = None if verb is None else _saying(clauses, verb)
    if verb is None or saying is None or (saying == verb + 1 and not clauses.is_passive(verb)):
        return attribution
    participle = clauses.tokens[saying + 1]
    head = participle.start, participle.end
    attribution = replace(attribution, cue_head=head, lemma=cues()[participle.lower].lemma)
    if clauses.is_passive(verb):
        start = clauses.group_start(verb)
        subject = clauses.phrase_to(start)
        source = (clauses.tokens[subject[0]].start, clauses.tokens[subject[1] - 1].end) if subject else None
        return _said_by(clauses, attribution, source, (clauses.tokens[start].start, head[1]))
    source = (clauses.tokens[verb + 1].start, clauses.tokens[saying - 1].end)
    return _said_by(clauses, attribution, source, (clauses.tokens[saying].start, head[1]))


def _saying(clauses: Clauses, verb: int) -> int | None:
    """The "as" of "as saying", "as warning", behind "quoted"."""
    behind = range(verb + 1, verb + _FAR)
    return next((i for i in behind if clauses.word(i) == "as" and clauses.word(i + 1) in _participles()), None)


def _relaying_before(clauses: Clauses, at: int) -> int | None:
    """The "quoted" of a passive that "as warning", with this verb, belongs to."""
    if clauses.word(at - 1) != "as":
        return None
    verbs = (
        i for i in range(at - 2, max(at - _FAR, 0) - 1, -1) if clauses.word(i) in _forms() and clauses.is_passive(i)
    )
    return next(verbs, None)


@lru_cache
def _forms() -> frozenset[str]:
    return frozenset(form for form, cue in cues().items() if cue.lemma in _RELAYING and cue.kind == "past")


@lru_cache
def _participles() -> frozenset[str]:
    return frozenset(form for form, cue in cues().items() if cue.kind == "ing")


def _said_by(clauses: Clauses, attribution: Attribution, source: Span | None, cue: Span) -> Attribution | None:
    """The statement with this source and cue, whose words are neither: what stands behind "saying" is said."""
    taken = [span for span in (source, cue) if span]
    said = [piece for f in attribution.fragments for piece in _outside(clauses, f, taken)]
    return replace(attribution, source=source, cue=cue, fragments=tuple(said)) if said else None


def _outside(clauses: Clauses, fragment: Span, taken: Sequence[Span]) -> list[Span]:
    """The fragment if it overlaps none of these, else what follows the last of them."""
    last = max((end for start, end in taken if start < fragment[1] and fragment[0] < end), default=None)
    if last is None:
        return [fragment]
    at = clauses.index_at(last)
    return [(clauses.tokens[at].start, fragment[1])] if last < fragment[1] and at < len(clauses.tokens) else []
