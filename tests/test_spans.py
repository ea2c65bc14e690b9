"""Containment: the index gives what a look at every range would give, whatever the ranges."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dataset.spans import SpanIndex

RANGES = st.tuples(st.integers(0, 12), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(RANGES), RANGES)
def test_all_that_hold_a_range_are_found(ranges: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    index = SpanIndex((start, end, str(number)) for number, (start, end) in enumerate(ranges))
    expected = {str(number) for number, (start, end) in enumerate(ranges) if start <= asked[0] and asked[1] <= end}
    assert set(index.holding(*asked)) == expected


def test_the_inner_comes_first() -> None:
    index = SpanIndex([(0, 9, "outer"), (2, 4, "inner"), (5, 6, "beside")])
    assert list(index.holding(2, 3)) == ["inner", "outer"]
    assert index.innermost(2, 3) == "inner"
    assert index.innermost(9, 10) is None
