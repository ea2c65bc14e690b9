"""Roles: who takes part in an event, from the phrases of its sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dataset.annotate.clauses import Clauses
from dataset.annotate.heads import standing
from dataset.annotate.names import Reference
from dataset.annotate.noun_phrases import Phrase
from dataset.annotate.sides import Phrases, Sides
from dataset.spans import Span

_WHERE = frozenset(("in", "at"))
_FRONT = 8  # tokens of what stands before a subject


@dataclass(frozen=True, slots=True)
class Role:
    """A participant: the part that it plays, its place, its words in small letters, its reference where it has one.

    ``home`` is the reference inside the words of somebody unnamed: "Finnish" of "two Finnish diplomats".
    """

    role: str
    span: Span
    words: str
    reference: Reference | None = None
    home: Reference | None = None

    @property
    def identity(self) -> str | None:
        """What tells it from others in the article: its entity, or for "three Finnish diplomats" its words."""
        return self.reference.entity_id if self.reference else self.words


def cast(clauses: Clauses, sides: Sides, end: int) -> list[Role]:
    """The participants of the sides that can act or be acted on, and the place."""
    found = [r for p in sides.actors for r in _parties(clauses, "actor", p)]
    found += [r for p in sides.recipients for r in _parties(clauses, "recipient", p)]
    if sides.patient and all(r.role != "recipient" for r in found):
        found.append(_unnamed(clauses, "recipient", sides.patient))
    told = filter(None, (sides.where, clauses.governed(end, _WHERE), _in_front(clauses, sides.actors)))
    places = ([r for r in _parties(clauses, "place", p) if _is_place(r.reference)] for p in told)
    found += next(filter(None, places), [])
    first: dict[Span, Role] = {}
    for role in found:
        first.setdefault(role.span, role)
    return not_themselves(list(first.values()))


def not_themselves(roles: Sequence[Role]) -> list[Role]:
    """Without recipients who are the actors themselves: who accuses does not accuse himself."""
    acting = {r.reference.entity_id for r in roles if r.role == "actor" and r.reference} - {None}
    return [r for r in roles if r.role != "recipient" or r.reference is None or r.reference.entity_id not in acting]


def _in_front(clauses: Clauses, actors: Phrases) -> Phrase | None:
    """ "In Lima last week, the ministers met": what stands where before the subject and its comma."""
    comma = actors[0][0] - 1 if actors else 0
    if clauses.word(comma) != ",":
        return None
    before = range(max(comma - _FRONT, 0), comma)
    return next((clauses.phrase_from(at + 1) for at in before if clauses.word(at) in _WHERE), None)


def _parties(clauses: Clauses, role: str, phrase: Phrase) -> list[Role]:
    return [_participant(clauses, role, party) for party in standing(clauses, phrase)]


def _participant(clauses: Clauses, role: str, phrase: Phrase) -> Role:
    name = clauses.named[phrase[1] - 1]
    if name is None:
        return _unnamed(clauses, role, phrase)
    return named(role, clauses.references[clauses.tokens[name].start])


def named(role: str, reference: Reference) -> Role:
    """A participant that is a mention."""
    return Role(role, (reference.start, reference.end), (reference.name or "").lower(), reference)


def _unnamed(clauses: Clauses, role: str, phrase: Phrase) -> Role:
    span = clauses.tokens[phrase[0]].start, clauses.tokens[phrase[1] - 1].end
    inside = next((i for i in range(*phrase) if clauses.named[i] == i), None)
    home = None if inside is None else clauses.references[clauses.tokens[inside].start]
    return Role(role, span, " ".join(clauses.lower[slice(*phrase)]), home=home)


def _is_place(reference: Reference | None) -> bool:
    return reference is not None and reference.type in ("country", "place") and reference.form != "demonym"
