"""Short forms of full names: whom "Lee", "A. Lee", "Assad", "Xi" and "Lula" stand for in an article."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from dataset.annotate.names import Reference
from dataset.annotate.vocabulary import given_names, name_words, offices_of

_LATELY = 800  # code points within which the last full name tells whose surname it is
_KIN = re.compile(
    r"\b(?:his|her|their|\w+['’]s)\s(?:[\w-]+\s){0,2}?"
    r"(?:wife|husband|spouse|widow|son|daughter|brother|sister|mother|father|parents|cousin|uncle|aunt|nephew|niece),?\s$"
    r"|\b(?:mother|father|parents|wife|husband|widow|son|daughter|brother|sister)\sof\s(?:[\w-]+\s){0,3}$"
)
_OFTEN = 2  # times that somebody is called by a surname who owns it
_REACH = 60  # code points in which that stands
_INITIALS = re.compile(r"(?:\w\.)*\w\.?")
_ARABIC_ARTICLE = re.compile(r"(?:al|el)-(?=\w)")
_WITH_MIDDLE = 3  # words
Key = tuple[str, ...]
Known = Mapping[Key, Sequence[Reference]]


def resolve_short_names(references: Sequence[Reference], text: str) -> list[Reference]:
    """A surname, alone or with an initial, or a given name alone, is the person who is named so in full.

    Where nobody has that surname it may be the first word of a name ("Xi") or one inside it ("Lula"), if the full name
    does not come long behind, then the surname of somebody who has initials only.
    """
    people = _people(references)
    full = [r for r in people if is_full(r.name or "")]
    bearers = _Bearers(people, text, {})
    longest = _by_form(full, _short_forms)
    named = [_resolved(person, longest, bearers) for person in full]
    shortened = _by_form(named, _short_forms)
    bearers = _Bearers(people, text, surname_owners(named, people))
    found = [_resolved(r, shortened, bearers) for r in references]
    initialled = [
        r for r in found if r.form == "name" and r.is_person and _INITIALS.fullmatch(_parts(r.name or "-")[0])
    ]
    for known in (_introduced(_by_form(named, _rare_forms), found), _by_form(initialled, _short_forms)):
        settled = {r.entity_id for r in [*named, *initialled]}
        found = [_resolved(r, known, bearers) if r.is_person and r.entity_id not in settled else r for r in found]
    return found


def _people(references: Iterable[Reference]) -> list[Reference]:
    return [r for r in references if r.form == "name" and r.is_person and r.name]


def surname_owners(full: Sequence[Reference], people: Iterable[Reference]) -> dict[str, str | None]:
    """Surname -> who alone was called so at least twice before another person with it was named in full."""
    firsts: dict[str, dict[str | None, int]] = {}
    for person in sorted(full, key=lambda r: r.start):
        firsts.setdefault(_surname(person), {}).setdefault(person.entity_id, person.start)
    alone: dict[str, list[int]] = {}
    for person in people:
        if " " not in (person.name or ""):
            alone.setdefault(_surname(person), []).append(person.start)
    owners: dict[str, str | None] = {}
    for surname, starts in firsts.items():
        (owner, first), (_, second) = [*starts.items(), (None, 0), (None, 0)][:2]
        if sum(1 for at in alone.get(surname, ()) if first < at < second) >= _OFTEN:
            owners[surname] = owner
    return owners


def _surname(person: Reference) -> str:
    return _body(_parts(person.name or "-"))[-1]


def plain(name: str) -> list[str]:
    """The words of a name in small letters, without "Jr." and the like."""
    return _body(name.lower().split())


def _body(parts: list[str]) -> list[str]:
    generation = len(parts) > 1 and parts[-1].rstrip(".") in name_words("generation")
    return parts[:-1] if generation else parts


def is_full(name: str) -> bool:
    """Whether a name has a given name, not its initial: "Lee", "A. Lee", "Lee Jr." and "von der Lee" have none, "J.
    Ann Lee" has one."""
    before = [part for part in plain(name)[:-1] if not _INITIALS.fullmatch(part)]
    return not all(p in name_words("particle") and p.capitalize() not in given_names() for p in before)


def _by_form(people: Iterable[Reference], forms: Callable[[list[str]], Iterator[Key]]) -> Known:
    """Short form -> the people whom it may name, in the order of the text."""
    known: dict[Key, list[Reference]] = {}
    for person in sorted(people, key=lambda r: r.start):
        for key in dict.fromkeys(forms(_parts(person.name or ""))):
            known.setdefault(key, []).append(person)
    return known


def _parts(name: str) -> list[str]:
    """The words by which names are compared: small, without a last dot and an Arabic article."""
    return [_ARABIC_ARTICLE.sub("", word.lower().rstrip(".")) for word in name.split()]


def _short_forms(parts: list[str]) -> Iterator[Key]:
    """Every end of a full name, the name without initials or without a middle name, and its given name where that is
    one."""
    body = _body(parts)
    yield from (tuple(body[at:]) for at in range(1, len(body)))
    yield from (tuple(parts[at:]) for at in range(1, len(body)) if len(body) < len(parts))
    if len(long := [part for part in body if not _INITIALS.fullmatch(part)]) in range(2, len(body)):
        yield tuple(long)
    if body[0].capitalize() in given_names():
        yield (body[0],)
        if len(body) == _WITH_MIDDLE and body[1] not in name_words("particle"):
            yield body[0], body[2]


def _rare_forms(parts: list[str]) -> Iterator[Key]:
    """The first word ("Xi", "Kim") and those inside ("Lula") that are no given names."""
    particles = name_words("particle")
    yield from ((p,) for p in parts[:-1] if len(p) > 1 and p not in particles and p.capitalize() not in given_names())


def _introduced(known: Known, references: Sequence[Reference]) -> Known:
    """Those short forms that do not stand long before the first full name: "Lee" and, far behind, "Ann Lee Roth"."""
    first: dict[Key, int] = {}
    for reference in sorted(references, key=lambda r: r.start):
        first.setdefault(tuple(_parts(reference.name or "")), reference.start)
    return {key: people for key, people in known.items() if people[0].start <= first.get(key, 0) + _LATELY}


class _Bearers:
    """Who of several people with one name is meant, by their offices, by who owns the surname, by who is kin."""

    def __init__(self, people: Sequence[Reference], text: str, owners: Mapping[str, str | None]) -> None:
        self._text = text
        self._owners = owners
        self._held: dict[str | None, set[str]] = {}
        for person in people:
            self._held.setdefault(person.entity_id, set()).update(self._named(person))
        first = {p.entity_id: p for p in reversed(people)}
        self._kin = {entity for entity, person in first.items() if self._is_kin(person)}

    def _named(self, person: Reference) -> Set[str]:
        last = self._text[slice(*person.role)].rpartition(" ")[2] if person.role else ""
        return {last.lower(), *offices_of(last)} if last else set()

    def likely(self, named: Reference, people: Sequence[Reference]) -> Sequence[Reference]:
        """Of people with one name those who have the office of this one, else who owns it; all where nobody does, but
        for whom the article first names as somebody's wife or son."""
        office = self._named(named)
        holding = [p for p in people if office & self._held.get(p.entity_id, set())]
        owner = self._owners.get(_surname(named)) if " " not in (named.name or "") else None
        owning = [p for p in people if owner and p.entity_id == owner]
        return holding or owning or [p for p in people if p.entity_id not in self._kin] or people

    def _is_kin(self, person: Reference) -> bool:
        before = self._text[max(0, person.start - _REACH) : person.start]
        return _KIN.search(before) is not None


def _may_be_person(reference: Reference) -> bool:
    """Whether nothing but the tagger's reading, or a sieve's guess, says that a name is no person's."""
    return reference.type in ("person", "other") or reference.rule in ("names", "named_source", "repeated_name")


def _resolved(reference: Reference, known: Known, bearers: _Bearers) -> Reference:
    """Of several with one surname the most likely one; who has the office that is named goes before the others."""
    parts = _parts(reference.name or "")
    if reference.form != "name" or not parts or not _may_be_person(reference):
        return reference
    initials = next((at for at, part in enumerate(parts) if not _INITIALS.fullmatch(part)), 0)
    people = known.get(tuple(parts[initials:]), ())
    titled = "" if parts[0].capitalize() in given_names() else reference.gender
    begins = parts[0][0] if initials else ""
    fits = [p for p in people if (p.name or "").lower().startswith(begins) and _agree(p.gender, titled)]
    if not fits or any(p.entity_id == reference.entity_id for p in people):
        return reference
    person = _most_likely(reference.start, bearers.likely(reference, fits))
    return replace(
        reference,
        type="person",
        entity_id=person.entity_id,
        country=reference.country or person.country,
        gender=person.gender or reference.gender,
    )


def _most_likely(position: int, people: Sequence[Reference]) -> Reference:
    """Who was named in full shortly before, else who is most often, of those before; before all, the first."""
    before = [p for p in people if p.start <= position]
    lately = [p for p in before if p.start >= position - _LATELY]
    if lately or not before:
        return lately[-1] if lately else people[0]
    counts = Counter(p.entity_id for p in people)
    return max(before, key=lambda p: counts[p.entity_id])


def _agree(left: str, right: str) -> bool:
    return not left or not right or left == right
