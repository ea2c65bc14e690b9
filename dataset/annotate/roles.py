"""Roles: who takes part in an event, from the phrases of its sides."""

from __future__ import annotations

from dataclasses import dataclass

from dataset.annotate.clauses import Clauses
from dataset.annotate.heads import is_party, measured, owners
from dataset.annotate.names import Reference
from dataset.annotate.noun_phrases import Phrase
from dataset.annotate.sides import Sides
from dataset.spans import Span

_WHERE = frozenset(("in", "at"))
_DEEP = 2  # steps from a thing to whose it is


@dataclass(frozen=True, slots=True)
class Role:
    """A participant: the part that it plays, its words, and its reference where it has one."""

    role: str
    span: Span
    reference: Reference | None = None


def cast(clauses: Clauses, sides: Sides, end: int) -> list[Role]:
    """The participants of the sides that can act or be acted on, and the place."""
    found = [r for p in sides.actors for r in _parties(clauses, "actor", p)]
    found += [r for p in sides.recipients for r in _parties(clauses, "recipient", p)]
    if sides.patient and all(r.role != "recipient" for r in found):
        found.append(Role("recipient", _span(clauses, sides.patient)))
    phrase = clauses.governed(end, _WHERE)
    found += [r for r in _parties(clauses, "place", phrase) if _is_place(r.reference)] if phrase else []
    first: dict[Span, Role] = {}
    for role in found:
        first.setdefault(role.span, role)
    return list(first.values())


def _parties(clauses: Clauses, role: str, phrase: Phrase, depth: int = 0) -> list[Role]:
    """Who a phrase stands for: its head, what it is a quantity of, or whose it is."""
    name = clauses.named[phrase[1] - 1]
    if name is not None:
        reference = clauses.references[clauses.tokens[name].start]
        return [Role(role, (reference.start, reference.end), reference)]
    counted = measured(clauses, phrase) if depth < _DEEP else None
    if counted and (inner := _parties(clauses, role, counted, depth + 1)):
        return inner
    if is_party(clauses, phrase):
        return [Role(role, _span(clauses, phrase))]
    return [r for p in owners(clauses, phrase) for r in _parties(clauses, role, p, depth + 1)] if depth < _DEEP else []


def _span(clauses: Clauses, phrase: Phrase) -> Span:
    return clauses.tokens[phrase[0]].start, clauses.tokens[phrase[1] - 1].end


def _is_place(reference: Reference | None) -> bool:
    return reference is not None and reference.type in ("country", "place") and reference.form != "demonym"
