"""Which row of one annotation is which of the other: one to one, best pairs first, the same on every machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from dataset.records import Annotation
from dataset.spans import Span

Left = TypeVar("Left")
Right = TypeVar("Right")
ENOUGH = 0.5


def align(
    left: Sequence[Left], right: Sequence[Right], similarity: Callable[[Left, Right], float], least: float = ENOUGH
) -> list[tuple[int, int]]:
    """Pairs of positions whose similarity is at least ``least``; the most similar first, of equals the first ones."""
    scored = [(similarity(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right)]
    pairs: list[tuple[int, int]] = []
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    for _, i, j in sorted((-s, i, j) for s, i, j in scored if s >= least):
        if i in free_left and j in free_right:
            pairs.append((i, j))
            free_left.remove(i)
            free_right.remove(j)
    return pairs


def positions(spans: Iterable[Span]) -> set[int]:
    """The character positions in the spans."""
    return {position for start, end in spans for position in range(start, end)}


def align_entities(left: Annotation, right: Annotation) -> dict[str, str]:
    """Entity id on the left -> the one on the right with which it shares most mentions, each used once.

    Equal ids go first among equal counts, and are a pair without any mention in common.
    """
    counts = {(e.entity_id, e.entity_id): 0 for e in left.entities} | _shared(left, right)
    known = {e.entity_id for e in right.entities}
    pairs: dict[str, str] = {}
    for a, b in sorted(counts, key=lambda pair: (-counts[pair], pair[0] != pair[1], pair)):
        if a not in pairs and b in known and b not in pairs.values():
            pairs[a] = b
    return pairs


def _shared(left: Annotation, right: Annotation) -> Counter[tuple[str, str]]:
    """How many mentions each pair of entities has at the same place."""
    places: dict[Span, set[str]] = {}
    for m in right.mentions:
        if m.entity_id:
            places.setdefault((m.char_start, m.char_end), set()).add(m.entity_id)
    return Counter(
        (m.entity_id, other)
        for m in left.mentions
        if m.entity_id
        for other in sorted(places.get((m.char_start, m.char_end), ()))
    )
