"""Bodies of states: "Iran's Foreign Ministry" and "the Iranian Foreign Ministry" are one, and not that of Israel."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from dataset.annotate.gazetteer import Entry, lookup, slug
from dataset.annotate.names import STATE_SECTORS, Reference
from dataset.annotate.tokens import tokenize
from dataset.annotate.vocabulary import nominals
from dataset.lexicon import rows

_OWNER = re.compile(r"(?:['’]s|s['’]) ")
_OF = re.compile(r"(?P<body>.+) of (?:the )?(?P<land>.+)")
Places = Mapping[int, Reference]


def state_bodies(text: str, names: Sequence[Reference]) -> list[Reference]:
    """The names, in which each body of a state or a place is called by both; one of a country that is named without it
    further on is the only one that the article has of its kind."""
    lands = [r for r in names if r.type in ("country", "place") and r.form in ("name", "demonym")]
    starts, ends = {r.start: r for r in lands}, {r.end: r for r in lands}
    found: list[Reference] = []
    of_kind: dict[str, dict[str | None, Reference]] = {}
    for name in names:
        reading = next(_readings(text, name, starts, ends), None) if _is_guessed(name) else None
        found.append(_named(name, *reading) if reading else name)
        if reading and reading[0].type == "country":
            of_kind.setdefault(reading[1].lower(), {}).setdefault(found[-1].entity_id, found[-1])
    only = {kind: next(iter(bodies.values())) for kind, bodies in of_kind.items() if len(bodies) == 1}
    return [_as_only(r, only) if _is_guessed(r) else r for r in found]


def _is_guessed(reference: Reference) -> bool:
    """Whether it is an organization that the gazetteer does not know."""
    return reference.type == "organization" and reference.form == "name" and reference.rule != "gazetteer"


def _readings(text: str, name: Reference, starts: Places, ends: Places) -> Iterator[tuple[Reference, str]]:
    """Land and body of "Iran's Foreign Ministry", "Iranian Foreign Ministry", "Foreign Ministry of Iran"."""
    own = text[name.start : name.end]
    owner, first = ends.get(name.start - len("'s ")), starts.get(name.start)
    if owner and _OWNER.fullmatch(text, owner.end, name.start) and _is_body(own):
        yield owner, own
    if (
        first
        and first.type == "country"
        and _is_body(rest := _OWNER.sub("", text[first.end : name.end], count=1).strip())
    ):
        yield first, rest
    of = _OF.fullmatch(own)
    land = _known(of["land"]) if of else None
    if of and land and land.entity_type == "country" and _is_body(of["body"]):
        yield replace(name, type="country", name=land.entity_name, country=land.country), of["body"]


def _is_body(words: str) -> bool:
    """Whether many states have one: "Foreign Ministry", "Ministry of Health", "Supreme Court", "Army"."""
    small = words.lower()
    row = nominals().get(small)
    public = row is not None and row["sector"] in STATE_SECTORS and row["number"] == "singular"
    return public or "ministry" in small.split()


def _named(reference: Reference, land: Reference, body: str) -> Reference:
    """By the gazetteer's name of the body, else by the adjective of the country, or by the place."""
    titles = [f"{word} {body}" for word in (_words_of(land.country or "") if land.type == "country" else [land.name])]
    known = (hit for hit in map(_known, titles) if hit and hit.entity_type == "organization")
    name = next((hit.entity_name for hit in known), titles[0])
    return replace(reference, name=name, entity_id=f"organization/{slug(name)}", country=land.country)


def _as_only(name: Reference, only: Mapping[str, Reference]) -> Reference:
    body = only.get((name.name or "").lower())
    if body is None or name.start < body.start:
        return name
    return replace(name, name=body.name, entity_id=body.entity_id, country=body.country)


def _known(title: str) -> Entry | None:
    """What the gazetteer has under just this name."""
    tokens = tokenize(title)
    hit = lookup(tokens, 0)
    return hit[0] if hit and hit[1] == len(tokens) else None


@lru_cache
def _words_of(alpha3: str) -> list[str]:
    """What may stand before a body of the country: its adjectives, its name, its other names."""
    row = next(r for r in rows("countries") if r["alpha3"] == alpha3)
    return [*filter(None, row["adjectives"].split("|")), row["country_name"], *filter(None, row["aliases"].split("|"))]
