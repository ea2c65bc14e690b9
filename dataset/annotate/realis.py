"""Realis: whether an event is said to have happened, to be coming, or only thought of; and what PLOVER makes of it."""

from __future__ import annotations

from dataclasses import dataclass

from dataset.annotate.clauses import Clauses
from dataset.annotate.roles import Sides
from dataset.annotate.triggers import Trigger
from dataset.annotate.vocabulary import words

_SOFT = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
_HARD = frozenset(("SANCTION", "COERCE", "ASSAULT", "PROTEST"))
_GIVING = frozenset(("AGREE", "CONCEDE", "SUPPORT"))
_FAILING = frozenset(("fail", "fails", "failed", "failing"))
_FUTURE_MODALS = frozenset(("would", "'d"))

@dataclass(frozen=True, slots=True)
class Hit:
    """A trigger at the tokens ``at:end`` of a sentence, with the phrases around it."""

    trigger: Trigger
    sides: Sides
    at: int
    end: int


@dataclass(frozen=True, slots=True)
class Judgement:
    """An event as PLOVER has it."""

    event_type: str
    event_mode: str | None
    realis: str
    negated: bool


def judge(clauses: Clauses, hit: Hit) -> Judgement:
    """Type, mode, realis and negation.

    PLOVER: a future CONSULT, SUPPORT, COOPERATE or AID is AGREE, a future RETREAT is CONCEDE; both are actual. To say
    that one will not do any of them is REJECT.
    """
    trigger = hit.trigger
    before = _before(clauses, hit)
    negated, realis = _is_negated(before), _realis(clauses, hit, before)
    if negated and (trigger.event_type in _GIVING or (realis == "future" and trigger.event_type in _SOFT | {"RETREAT"})):
        return Judgement("REJECT", None, "actual", False)
    if realis == "future" and not negated and (intended := _intended(trigger)):
        return Judgement(intended, None, "actual", False)
    return Judgement(trigger.event_type, trigger.event_mode, realis, negated)


def _intended(trigger: Trigger) -> str | None:
    """What it is to say that one will do it."""
    if trigger.event_type in _SOFT:
        return "AGREE"
    if trigger.event_type == "RETREAT":
        return "CONCEDE"
    return "THREATEN" if trigger.event_type in _HARD and trigger.is_verb else None


def _before(clauses: Clauses, hit: Hit) -> list[str]:
    """The verb group of a verb; what stands right before a noun."""
    if hit.trigger.kind == "noun":
        start = clauses.phrase_of(hit.at)[0]
        verb = next((i for i in range(start - 1, max(start - 6, -1), -1) if clauses.verb(i)), start)
        return clauses.lower[clauses.group_start(verb) : hit.at]
    start = clauses.group_start(hit.at)
    if clauses.word(start - 1) == "to":
        verb = start - 2
        return clauses.lower[clauses.group_start(verb) if verb >= 0 else 0 : hit.at]
    return clauses.lower[start : hit.at]


def _is_negated(before: list[str]) -> bool:
    return any(w in words("negation") | _FAILING or w.endswith("n't") for w in before)


def _realis(clauses: Clauses, hit: Hit, before: list[str]) -> str:
    if any(w in words("future") or w in ("won't", "'ll") or w.endswith("'ll") for w in before):
        return "future"
    if any(w in words("willing") for w in before) or any(w in _FUTURE_MODALS for w in before):
        return "future" if not _is_conditional(clauses, hit) else "hypothetical"
    if any(w in words("possible") for w in before) or _is_conditional(clauses, hit):
        return "hypothetical"
    return "hypothetical" if "to" in before and clauses.word(hit.at - 1) == "to" else "actual"


def _is_conditional(clauses: Clauses, hit: Hit) -> bool:
    start = hit.sides.actors[0][0] if hit.sides.actors else hit.at
    return clauses.word(min(start, hit.at) - 1) in ("if", "unless", "whether")
