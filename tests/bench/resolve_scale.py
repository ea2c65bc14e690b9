"""Entities of many articles in one process: time and peak memory of both passes, and that their order changes nothing.

    python tests/bench/resolve_scale.py [ARTICLES]

The articles are made by counting: twelve entities each, of which some recur everywhere, some share a name with
somebody of another country, and some stand in one article only, in four forms of a name.
"""

from __future__ import annotations

import hashlib
import resource
import sys
import time
from collections.abc import Iterable

from dataset.records import Entity
from dataset.resolve import EntityRegistry

COUNTRIES = ("RUS", "USA", "GBR", None)
PER_ARTICLE = 12


def entities_of(number: int) -> list[Entity]:
    """The entities of an article, from its number alone."""
    return [_entity(number * 7919 + position * 104729, number) for position in range(PER_ARTICLE)]


def _entity(seed: int, number: int) -> Entity:
    surname = f"Name{seed % 97 if seed % 3 else seed % (5 * (number + 1))}"
    name = (f"Ana {surname}", f"Ana {surname}", f"A {surname}", f"Ana B {surname}", surname)[seed % 5]
    entity_id = f"person/{name.lower().replace(' ', '-')}"
    return Entity(entity_id, name, "person", COUNTRIES[seed % 4], description=("president", "spokeswoman")[seed % 2])


def resolved(order: Iterable[int]) -> str:
    """The hash of all entities, and of the final ids of each article by its number."""
    numbers, registry = list(order), EntityRegistry()
    for number in numbers:
        registry.add(entities_of(number))
    digest = hashlib.sha256(repr(registry.entities()).encode())
    for number in sorted(numbers):
        digest.update(repr([registry.final_id(e) for e in entities_of(number)]).encode())
    return digest.hexdigest()


def main() -> None:
    """Print seconds, peak memory and whether the reverse and a mixed order give the same bytes."""
    count = int(sys.argv[1]) if sys.argv[1:] else 50_000
    start = time.monotonic()
    first = resolved(range(count))
    seconds = time.monotonic() - start
    mixed = sorted(range(count), key=lambda n: hashlib.sha256(str(n).encode()).digest())
    same = first == resolved(reversed(range(count))) == resolved(mixed)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{count} articles: {seconds:.1f} s, peak {peak:.0f} MiB, any order the same bytes: {same}")


if __name__ == "__main__":
    main()
