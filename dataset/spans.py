"""Which labelled ranges of a text hold a given range: the one structure behind every question of containment."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator

Span = tuple[int, int]


def overlap(left: Iterable[int], right: Iterable[int]) -> float:
    """What two sets share of what they have together (Jaccard); 1 where both are empty."""
    a, b = set(left), set(right)
    return len(a & b) / len(a | b) if a | b else 1.0


class SpanIndex:
    """Labelled half-open ranges, found by what they hold in logarithmic time plus the number of answers.

    ``SpanIndex([(0, 9, "a"), (2, 4, "b")]).holding(2, 3)`` gives ``"b"``, then ``"a"``: the last to begin comes first.
    """

    def __init__(self, labelled: Iterable[tuple[int, int, str]]) -> None:
        self._spans = sorted(labelled, key=lambda s: (s[0], -s[1], s[2]))
        self._starts = [start for start, _, _ in self._spans]
        self._longer = self._earlier_that_end_later()

    def _earlier_that_end_later(self) -> list[int]:
        """For each range the last one before it that ends later, -1 where there is none."""
        found: list[int] = []
        for at, (_, end, _) in enumerate(self._spans):
            before = at - 1
            while before >= 0 and self._spans[before][1] <= end:
                before = found[before]
            found.append(before)
        return found

    def holding(self, start: int, end: int) -> Iterator[str]:
        """Labels of the ranges that hold ``start:end``, the last to begin (so the inner) first."""
        at = bisect_right(self._starts, start) - 1
        while at >= 0:
            if self._spans[at][1] >= end:
                yield self._spans[at][2]
                at -= 1
            else:
                at = self._longer[at]

    def innermost(self, start: int, end: int) -> str | None:
        """Label of the inner range that holds ``start:end``, or None."""
        return next(self.holding(start, end), None)
