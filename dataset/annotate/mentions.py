"""Mentions inside one article, and whom they refer to: sieves from the most precise to the least.

Names first; then surnames of people already named; nominals ("the Russian leader", "the ministry") that one known
entity fits; pronouns last. Each sieve is one function and leaves alone what it cannot decide (Lee et al. 2013,
Computational Linguistics 39(4); for the speakers of quotations Muzny et al. 2017, EACL).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dataset.annotate.document import Document
from dataset.annotate.gazetteer import entry
from dataset.annotate.names import STATE_SECTORS, Reference
from dataset.annotate.offices import sector_of
from dataset.records import Entity
from dataset.spans import Span, SpanIndex

MEMORY = 3  # sentences that a pronoun looks back


@dataclass
class Mentions:
    """The references of an article while they are being resolved, in order of position."""

    document: Document
    found: list[Reference]
    verbatim: Iterable[Span] = ()
    """What somebody's words are without marks of a quotation."""
    quotes: SpanIndex = field(init=False)

    def __post_init__(self) -> None:
        quoted = [*((q.start, q.end) for q in self.document.quotes), *self.verbatim]
        self.quotes = SpanIndex((start, end, str(i)) for i, (start, end) in enumerate(quoted))
        self.found.sort(key=_order)
        self._taken = {(r.start, r.end) for r in self.found}

    def add(self, references: Iterable[Reference]) -> None:
        """Add references; of two with the same range the first stays."""
        for reference in references:
            if (reference.start, reference.end) not in self._taken:
                self._taken.add((reference.start, reference.end))
                insort(self.found, reference, key=_order)

    def replace(self, old: Reference, new: Reference) -> None:
        """Put a reference in the place of one with the same words."""
        self.found[self.found.index(old)] = new

    def at(self, start: int, end: int) -> Reference | None:
        """The reference with exactly these words."""
        return next((r for r in self.within(start, end) if (r.start, r.end) == (start, end)), None)

    def within(self, start: int, end: int) -> list[Reference]:
        """References that lie inside the range."""
        low = bisect_left(self.found, start, key=lambda r: r.start)
        high = bisect_left(self.found, end, key=lambda r: r.start)
        return [r for r in self.found[low:high] if r.end <= end]

    def following(self, start: int) -> Iterator[Reference]:
        """The references that begin at a position or behind it."""
        return iter(self.found[bisect_left(self.found, start, key=lambda r: r.start) :])

    def is_quoted(self, position: int) -> bool:
        """Whether the position lies in a quotation, or in words that are given as one."""
        return self.quotes.innermost(position, position + 1) is not None

    def before(self, position: int, types: Iterable[str]) -> Iterator[Reference]:
        """Resolved references of these types before the position, nearest first, within memory; a quotation that ends
        in the sentence of the position counts as one sentence."""
        number = self.document.sentence_number
        wanted, oldest = set(types), number(self.document.opening(position)) - MEMORY
        for at in range(bisect_left(self.found, position, key=lambda r: r.start) - 1, -1, -1):
            reference = self.found[at]
            if number(reference.start) < oldest:
                return
            if reference.entity_id and reference.type in wanted and reference.end <= position:
                yield reference


def _order(reference: Reference) -> tuple[int, int, str]:
    return reference.start, -reference.end, reference.form


def office_sectors(document: Document, references: Iterable[Reference]) -> dict[str, str]:
    """Entity id -> PLOVER sector of the first office with one that the person has in the article."""
    found: dict[str, str] = {}
    for reference in references:
        sector = sector_of(document.text[slice(*reference.role)]) if reference.role else None
        if reference.entity_id and sector:
            found.setdefault(reference.entity_id, sector)
    return found


def states(document: Document, references: Sequence[Reference]) -> dict[str, str]:
    """Who holds an office of state -> the entity of the country that "we" is in his mouth."""
    sectors = office_sectors(document, references)
    countries = {r.entity_id: r.country for r in reversed(references) if r.country}
    held = (person for person, sector in sectors.items() if sector in STATE_SECTORS)
    return {person: f"country/{countries[person]}" for person in held if person in countries}


def entities_of(document: Document, references: Iterable[Reference]) -> tuple[Entity, ...]:
    """One entity for each id: the longest name, the country and the longest office that the article gives."""
    by_id: dict[str, list[Reference]] = {}
    for reference in references:
        if reference.entity_id:
            by_id.setdefault(reference.entity_id, []).append(reference)
    return tuple(_entity(document, entity_id, rows) for entity_id, rows in sorted(by_id.items()))


def _entity(document: Document, entity_id: str, references: Sequence[Reference]) -> Entity:
    known = entry(entity_id)
    names = [r.name for r in references if r.form == "name" and r.name]
    offices = [document.text[r.role[0] : r.role[1]] for r in references if r.role]
    countries = [r.country for r in references if r.country]
    return Entity(
        entity_id=entity_id,
        entity_name=known.entity_name if known else max(names, key=lambda n: (len(n), n), default=entity_id),
        entity_type=entity_id.split("/", 1)[0],
        country=known.country if known else (countries[0] if countries else None),
        description=max(offices, key=lambda o: (len(o), o), default=None),
    )
