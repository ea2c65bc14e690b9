"""The names that need no article to be understood: countries, cities, regions, organizations, agencies and groups."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dataset.annotate.tokens import Token, tokenize
from dataset.lexicon import rows

Key = tuple[str, ...]
_STROKED = str.maketrans("łŁđĐøØßıİ", "lLdDoOsiI")


@dataclass(frozen=True, slots=True)
class Entry:
    """A known entity, and how one of its names refers to it; ``seat``: the country whose government a place houses."""

    entity_id: str
    entity_name: str
    entity_type: str
    country: str | None = None
    form: str = "name"
    plover_actor: str | None = None
    sector: str | None = None
    seat: str | None = None


def slug(name: str) -> str:
    """Lower-case ASCII slug of a name: accents dropped, all but letters and digits a hyphen.

    A name without any Latin letter gets the first eight digits of its SHA-256.
    """
    plain = unicodedata.normalize("NFKD", name.translate(_STROKED)).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or hashlib.sha256(name.encode()).hexdigest()[:8]


def lookup(tokens: Sequence[Token], at: int) -> tuple[Entry, int] | None:
    """The longest known name that begins at token ``at``, with the index after it."""
    names, longest = _names()
    text = _printed(tokens[at].text)
    reach = max(longest.get(text, 0), longest.get(_without_capitals(text), 0))
    for end in range(min(at + reach, len(tokens)), at, -1):
        key = tuple(_printed(t.text) for t in tokens[at:end])
        found = names.get(key) or names.get(tuple(_without_capitals(word) for word in key))
        if found:
            return found, end
    return None


def country(alpha3: str) -> Entry:
    """The country of an ISO 3166-1 alpha-3 code (or ISO 3166-3 for a former state)."""
    return _countries()[alpha3]


def entry(entity_id: str) -> Entry | None:
    """The gazetteer's row of an entity id, if it has one."""
    return _by_id().get(entity_id)


def _printed(text: str) -> str:
    """With the straight apostrophe of the lexicon, whichever the text has."""
    return text.replace("’", "'")


def _without_capitals(text: str) -> str:
    """MOSCOW as Moscow; short words stay, for US is not us."""
    return text.capitalize() if len(text) > 3 and text.isupper() and text.isalpha() else text


@lru_cache
def _countries() -> dict[str, Entry]:
    return {
        r["alpha3"]: Entry(
            f"country/{r['alpha3']}", r["country_name"], "country", r["alpha3"], plover_actor=r["alpha3"]
        )
        for r in rows("countries")
    }


@lru_cache
def _by_id() -> dict[str, Entry]:
    return {e.entity_id: e for _, e in reversed(list(_all())) if e.form == "name"}


@lru_cache
def _names() -> tuple[dict[Key, Entry], dict[str, int]]:
    """Name -> entry, and first word -> the most words a name beginning with it has. The first source wins."""
    names: dict[Key, Entry] = {}
    longest: dict[str, int] = {}
    for name, found in _all():
        key = tuple(t.text for t in tokenize(name))
        if key and name[0].isupper():
            names.setdefault(key, found)
            longest[key[0]] = max(longest.get(key[0], 0), len(key))
    return names, longest


def _all() -> Iterator[tuple[str, Entry]]:
    yield from _country_names()
    yield from _organization_names()
    yield from _group_names()
    yield from _place_names()


def _split(cell: str) -> list[str]:
    return [part for part in cell.split("|") if part]


def _country_names() -> Iterator[tuple[str, Entry]]:
    for row in rows("countries"):
        found = _countries()[row["alpha3"]]
        for name in [row["country_name"], *_split(row["aliases"])]:
            yield name, found
        for name in _split(row["demonyms"]) + _split(row["adjectives"]):
            yield (
                name,
                Entry(found.entity_id, found.entity_name, "country", found.country, "demonym", found.plover_actor),
            )
        if not row["former_of"]:
            yield from _seat_names(row, found)


def _seat_names(row: dict[str, str], found: Entry) -> Iterator[tuple[str, Entry]]:
    """A capital, or another city, is a place unless it stands for the government; a palace always stands for it."""
    towns = {*_split(row["capital"]), *(city["city"] for city in rows("cities"))}
    for name in dict.fromkeys([*_split(row["capital"]), *_split(row["metonyms"])]):
        place = f"place/{slug(name)}" if name in towns else found.entity_id
        yield name, Entry(place, name, "place", found.country, plover_actor=found.plover_actor, seat=found.entity_id)


def _organization_names() -> Iterator[tuple[str, Entry]]:
    members: dict[str, list[str]] = {}
    for row in rows("party_words"):
        members.setdefault(row["slug"], []).append(row["word"])
    for row in rows("organizations"):
        found = Entry(
            f"organization/{row['slug']}",
            row["organization_name"],
            "organization",
            row["country"] or None,
            plover_actor=row["plover_actor"] or None,
            sector=row["sector"] or None,
        )
        for name in [row["organization_name"], *_split(row["aliases"])]:
            yield name, found
        for name in members.get(row["slug"], ()):
            yield name, replace(found, form="demonym")


def _group_names() -> Iterator[tuple[str, Entry]]:
    for row in rows("groups"):
        found = Entry(f"group/{row['slug']}", row["group_name"], "group")
        for name in [row["group_name"], *_split(row["aliases"])]:
            yield name.removeprefix("the "), found
        for name in _split(row["adjectives"]):
            yield name, replace(found, form="demonym")


def _place_names() -> Iterator[tuple[str, Entry]]:
    for row in rows("cities"):
        yield row["city"], Entry(f"place/{slug(row['city'])}", row["city"], "place", row["alpha3"] or None)
    for row in rows("regions"):
        found = Entry(f"place/{slug(row['region'])}", row["region"], "place", row["alpha3"] or None)
        for name in [row["region"], *_split(row["aliases"])]:
            yield name, found
