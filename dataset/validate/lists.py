"""Lists: positions count from 0 without a gap; sentences and fragments stand in order and do not overlap."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from dataset.schema import Table
from dataset.validate.arrays import Integers, Mask, integers
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows

PIECES = ("sentences", "fragments")


def check_lists(rows: Rows) -> Iterator[Problem]:
    """Every table that has ``position``: a list a group of rows."""
    for table in rows.checked:
        if "position" in table.names:
            yield from _list(rows, table)


def _list(rows: Rows, table: Table) -> Iterator[Problem]:
    group = [name for name in table.key if name != "position"] if "position" in table.key else ["article_id"]
    order, first = _ordered(rows, table.name, group)
    position = rows.integers(table.name, "position")[order]
    gap = position != np.where(first, 0, np.roll(position, 1) + 1)
    bad, show = _unordered(gap, order), [*group, "position"]
    yield from rows.found(
        "position",
        table.name,
        bad,
        "a gap in a list",
        column="position",
        expected="0, 1, 2 ... in each list",
        show=show,
    )
    if table.name in PIECES:
        start, end = (rows.integers(table.name, name)[order] for name in ("char_start", "char_end"))
        bad, show = _unordered(~first & (start < np.roll(end, 1)), order), [*show, "char_start"]
        what, expected = "begins before the piece before it ends", "pieces in order that do not overlap"
        yield from rows.found("overlap", table.name, bad, what, column="char_start", expected=expected, show=show)


def _ordered(rows: Rows, table: str, group: list[str]) -> tuple[Integers, Mask]:
    """The rows' numbers list by list, and which of them begin a list."""
    code = integers(rows.label(table, group).dictionary_encode().indices)
    order = np.lexsort((rows.integers(table, "position"), code))
    return order, np.diff(code[order], prepend=-2) != 0


def _unordered(bad: Mask, order: Integers) -> Mask:
    """A mask over ordered rows as one over the table's."""
    mask = np.zeros_like(bad)
    mask[order] = bad
    return mask
