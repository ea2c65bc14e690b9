"""Realis: whether an event is said to have happened, to be coming, or only thought of; and what PLOVER makes of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dataset.annotate.clauses import Clauses
from dataset.annotate.sides import Sides
from dataset.annotate.triggers import Trigger
from dataset.annotate.vocabulary import words

_SOFT = frozenset(("CONSULT", "SUPPORT", "COOPERATE", "AID"))
_GIVING = frozenset(("AGREE", "CONCEDE", "SUPPORT"))
_SENT = frozenset(("RETREAT", "MOBILIZE"))
_WARNED = {"REJECT": "relations", "MOBILIZE": "violence"}  # mode of the threat that it is if something happens
_CONDITIONS = frozenset(("if", "unless"))
_BE = tuple([form] for form in ("is", "are"))  # "is to visit"
WOULD = frozenset(("would", "'d"))
YIELDING = {"RETREAT": "yield", "CONCEDE": "yield", "CONSULT": "meet", "AID": "assist", "COOPERATE": "assist"}
"""Type of what is asked or refused -> mode of REQUEST and REJECT."""

THREATENING = {
    ("ASSAULT", None): "violence",
    ("SANCTION", "discontinue"): "relations",
    ("SANCTION", "withdraw"): "relations",
    ("SANCTION", "expel"): "expel",
    ("COERCE", "deport"): "expel",
    ("COERCE", "arrest"): "arrest",
    ("COERCE", None): "restrict",
    ("PROTEST", "strike"): "restrict",
    ("PROTEST", "boycott"): "restrict",
    ("PROTEST", "obstruct"): "restrict",
}
"""Type and mode (None: any other) of what is announced or threatened -> mode of THREATEN."""


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

    PLOVER: a future CONSULT, SUPPORT, COOPERATE or AID is AGREE, a future RETREAT is CONCEDE, an act of force that
    one announces is THREATEN, and so is leaving talks or sending troops if something happens; all are actual. Not to
    give, or to say that one will not do any of them or send troops, is REJECT.
    """
    trigger = hit.trigger
    kind, mode = trigger.event_type, trigger.event_mode
    before = _before(clauses, hit)
    realis, denied = _realis(clauses, hit, before), _is_denied(clauses, hit.at)
    negated = denied or is_negated(before) or _has_no(clauses, hit)
    refused = not denied and (kind in _GIVING or (realis == "future" and kind in _SOFT | _SENT))
    if negated and refused:
        return Judgement("REJECT", YIELDING.get(kind), "actual", False)
    if realis == "future" and not negated and kind in _SOFT | {"RETREAT"}:
        return Judgement("AGREE" if kind in _SOFT else "CONCEDE", None, "actual", False)
    if kind == "THREATEN" and trigger.kind == "adjective":  # "will not hesitate to"
        return Judgement(kind, mode, "actual" if realis == "future" else realis, negated)
    announced = realis == "future" and words("expected").isdisjoint(before) and trigger.is_verb and hit.sides.actors
    if announced and not negated and kind in _WARNED and not _CONDITIONS.isdisjoint(clauses.lower[hit.end :]):
        return Judgement("THREATEN", _WARNED[kind], "actual", False)
    if announced and not negated and (threat := threatened(trigger)):
        return Judgement("THREATEN", threat, "actual", False)
    return Judgement(kind, mode, realis, negated)


def cue_realis(clauses: Clauses, at: int) -> tuple[str, bool]:
    """Whether what is said with the cue at a token has been said, and whether somebody denies it: "may accuse", "will
    urge" and "if it demands" have not, and "denied that it had promised" does."""
    if not clauses.verb(at):
        return "actual", False
    start = clauses.group_start(at)
    subject, before = clauses.phrase_to(start), clauses.lower[_group_start(clauses, at) : at]
    realis = _verb_realis(clauses, subject[0] if subject else start, before)
    return realis, _is_denied(clauses, at)


def threatened(trigger: Trigger) -> str | None:
    """The mode of a threat to do it; None where it is nothing to threaten with."""
    kind, mode = trigger.event_type, trigger.event_mode
    other = None if kind in ("PROTEST", "SANCTION") else THREATENING.get((kind, None))
    return THREATENING.get((kind, mode), other)


def _before(clauses: Clauses, hit: Hit) -> list[str]:
    """The verb group of a verb; that of the light verb of a noun ("will hold talks")."""
    if hit.trigger.kind == "noun":
        start = clauses.phrase_start(hit.at)
        light = clauses.word(start - 1) in words("light_verb") | words("inverse_light_verb")
        return clauses.lower[_group_start(clauses, start - 1) if light else start : hit.at]
    return clauses.lower[_group_start(clauses, hit.at) : hit.at]


def _group_start(clauses: Clauses, at: int) -> int:
    """The first token of a verb group, with the verb that an infinitive hangs on and the adverb in front."""
    start = clauses.group_start(at)
    if clauses.word(start - 1) == "to":
        start = clauses.group_start(max(start - 2, 0))
    return max(start - 1, 0) if clauses.is_adverb(start - 1) else start


def is_negated(before: Sequence[str]) -> bool:
    """Whether one of the words before a verb denies it."""
    return any(w in words("negation") | words("failing") or w.endswith("n't") for w in before)


def _has_no(clauses: Clauses, hit: Hit) -> bool:
    """ "made no arrests", "no shots were fired": whether one of the phrases of an event has "no" in front."""
    sides = hit.sides
    phrases = [*sides.actors, *sides.recipients, *filter(None, (sides.thing, sides.patient))]
    starts = [start for start, _ in phrases]
    starts += [clauses.phrase_start(hit.at)] if hit.trigger.kind == "noun" else []
    return any(clauses.word(start - 1) == "no" for start in starts)


def _is_denied(clauses: Clauses, at: int) -> bool:
    """ "denied that he hit her", "rejected claims that", "denied hitting her", "was acquitted of hitting her"."""
    if clauses.verb(at) == "ing":
        of = clauses.word(at - 1) == "of"
        innocent = of and clauses.word(at - 2) == "guilty" and clauses.word(at - 3) == "not"
        return innocent or clauses.word(at - 1 - of) in words("denying")
    subject = clauses.own_subject(at)
    that = (subject[0] if subject else clauses.group_start(at)) - 1
    if clauses.word(that) != "that":
        return clauses.word(that) in words("denying")
    said = clauses.phrase_to(that)
    teller = clauses.word(clauses.before_adverbs(said[0] if said else that))
    unfounded = said is not None and (clauses.word(said[0] - 1) == "no" or teller in words("dismissing"))
    return unfounded or teller in words("denying")


def is_future(word: str) -> bool:
    """Whether a word says that something will be: "will", "we'll", "won't"."""
    return word in words("future") or word == "won't" or word.endswith("'ll")


def _realis(clauses: Clauses, hit: Hit, before: Sequence[str]) -> str:
    first = hit.sides.actors[0][0] if hit.sides.actors else hit.at
    realis = _verb_realis(clauses, min(first, hit.at), before)
    start = clauses.group_start(hit.at)
    thought = clauses.word(start - 1) == "to" and clauses.word(start - 2) not in words("implicative")
    return "hypothetical" if thought and realis == "actual" else realis


def _verb_realis(clauses: Clauses, first: int, before: Sequence[str]) -> str:
    """By the words before a verb, and what stands before its clause, whose first token is ``first``."""
    if any(w in words("generic") for w in before):
        return "generic"
    coming = words("expected") | words("intending")
    due = before[-1:] == ["to"] and (not coming.isdisjoint(before) or before[-2:-1] in _BE)
    if any(map(is_future, before)) or due:
        return "future"
    conditional = clauses.word(first - 1) in ("if", "unless", "whether")
    if not conditional and any(w in words("willing") | WOULD for w in before):
        return "future"
    return "hypothetical" if conditional or any(w in words("possible") for w in before) else "actual"
