"""Which people of different articles are one: short and long forms of a name, joined only where something else agrees.

Forms: "Putin", "V. Putin", "Vladimir Putin", "Vladimir V. Putin". A form with a middle name is the person without it
where no other middle name contradicts. An initial needs the same country or office, a bare surname the same office, and
one that only one person can hold, "President Putin"; and in either case one full name alone must fit. Forms that one
article tells apart, or whose countries differ, stay apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from dataset.annotate.vocabulary import name_words, roles

PERSON = "person/"


@dataclass(frozen=True, slots=True)
class Known:
    """What the articles say of a person: the countries, and how often each description."""

    countries: frozenset[str]
    descriptions: Counter[str]


@dataclass(frozen=True, slots=True)
class _Name:
    """The parts of a name in an id; of a bare surname ``given`` is empty."""

    given: tuple[str, ...]
    surname: tuple[str, ...]
    generation: str
    """ "jr" or nothing."""

    @property
    def is_full(self) -> bool:
        return bool(self.given) and len(self.given[0]) > 1


def told_apart(entity_ids: Iterable[str]) -> Iterator[frozenset[str]]:
    """The pairs of people with one surname that an article with these entities tells apart."""
    for ids in _by_surname(entity_ids).values():
        yield from map(frozenset, combinations(ids, 2))


def same_people(known: Mapping[str, Known], apart: Set[frozenset[str]]) -> dict[str, str]:
    """Id of a form -> id of the person; who has one form only is not in it. No order of articles changes it."""
    found: dict[str, str] = {}
    for ids in _by_surname(sorted(known)).values():
        if len(ids) > 1:
            _Family(ids, known, apart).join(found)
    return found


def _by_surname(entity_ids: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    found: dict[tuple[str, ...], list[str]] = {}
    for entity_id in entity_ids:
        if entity_id.startswith(PERSON):
            found.setdefault(_name(entity_id).surname, []).append(entity_id)
    return found


@lru_cache(maxsize=1 << 16)
def _name(entity_id: str) -> _Name:
    parts = entity_id.removeprefix(PERSON).split("-")
    generation = parts.pop() if len(parts) > 1 and parts[-1] in name_words("generation") else ""
    first = next((at for at, part in enumerate(parts) if part in name_words("particle")), len(parts) - 1)
    return _Name(tuple(parts[:first]), tuple(parts[first:]), generation)


class _Family:
    """The people of one surname."""

    def __init__(self, ids: list[str], known: Mapping[str, Known], apart: Set[frozenset[str]]) -> None:
        self.ids, self.known, self.apart = ids, known, apart
        self.members = {entity_id: [entity_id] for entity_id in ids}

    def join(self, found: dict[str, str]) -> None:
        """Full names first, so that short ones meet whole people."""
        full = [entity_id for entity_id in self.ids if _name(entity_id).is_full]
        for given in sorted({_name(entity_id).given[0] for entity_id in full}):
            self._join_middle_names([i for i in full if _name(i).given[0] == given], found)
        people = [entity_id for entity_id in full if entity_id not in found]
        for short in self.ids:
            if not _name(short).is_full:
                self._take(short, [p for p in people if self._is_meant(short, p)], found)

    def _join_middle_names(self, ids: list[str], found: dict[str, str]) -> None:
        """ "John B. Lee Jr." is "John Lee Jr.", or "John Lee" where nobody is called so."""
        plain = {_name(entity_id).generation: entity_id for entity_id in ids if len(_name(entity_id).given) == 1}
        longer: dict[str, list[str]] = {}
        for entity_id in ids:
            person = plain.get(_name(entity_id).generation) or plain.get("")
            if person and len(_name(entity_id).given) > 1:
                longer.setdefault(person, []).append(entity_id)
        for person, forms in longer.items():
            if all(_fits(_name(a).given, _name(b).given) for a, b in combinations(forms, 2)):
                for form in forms:
                    self._take(form, [person], found)

    def _take(self, form: str, people: list[str], found: dict[str, str]) -> None:
        """The form is the one person whom it fits, if nothing contradicts."""
        if len(people) != 1:
            return
        members = self.members[people[0]]
        two = any(frozenset((form, member)) in self.apart for member in members)
        countries = frozenset().union(*(self.known[i].countries for i in (form, *members)))
        if not two and len(countries) < 2:
            members.append(form)
            found[form] = people[0]

    def _is_meant(self, short: str, person: str) -> bool:
        own, other = self.known[short], [self.known[member] for member in self.members[person]]
        office = _office(own.descriptions)
        held = office is not None and office == _office(sum((o.descriptions for o in other), Counter()))
        if not _name(short).given:
            return held
        abroad = own.countries & frozenset().union(*(o.countries for o in other))
        return _fits(_name(short).given, _name(person).given) and (held or bool(abroad))


def _fits(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether given names can be one person's: each is the other or its initial, as far as both go."""
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(one, other, strict=False))


def _office(descriptions: Counter[str]) -> str | None:
    """The most frequent office of those that one person holds at a time: "president" of "former U.S. President"."""
    found: Counter[str] = Counter()
    for description, n in descriptions.items():
        if office := _sole_office(description):
            found[office] += n
    return min(found, key=lambda office: (-found[office], office), default=None)


@lru_cache(maxsize=1 << 16)
def _sole_office(description: str) -> str | None:
    words = description.lower().partition(" of ")[0].split()
    endings = (" ".join(words[at:]) for at in range(len(words)))
    return next((e for e in endings if e in roles() and roles()[e]["level"] == "state"), None)
