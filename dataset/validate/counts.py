"""Counts: an integer that counts rows of another table, as the schema's ``counts`` says."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.schema import Field, Table
from dataset.tables import count_column
from dataset.validate.arrays import Column, Integers, find, integers
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows


def check_counts(rows: Rows) -> Iterator[Problem]:
    """Every column that has ``counts``."""
    for table in rows.checked:
        for field in counting(table):
            expected = count_column(dict(rows.tables), table.name, field.name).combine_chunks()
            yield from _count(rows, table, field, expected)


class Tally:
    """The counts of a table that all parts share, added up part by part."""

    def __init__(self, rows: Rows, table: Table) -> None:
        self._rows, self._table = rows, table
        self._keys = rows.column(table.name, table.key[0])
        self._sums: dict[str, Integers] = {f.name: np.zeros(len(self._keys), np.int64) for f in counting(table)}

    def add(self, part: Rows) -> None:
        """Count what this part holds of the rows that it points at."""
        at = integers(find(part.column(self._table.name, self._table.key[0]), self._keys))
        for name, sums in self._sums.items():
            counted = integers(count_column(dict(part.tables), self._table.name, name).combine_chunks())
            sums[at[at >= 0]] += counted[at >= 0]

    def check(self) -> Iterator[Problem]:
        """The same as ``check_counts``, when every part has been added."""
        first = find(self._keys, self._keys)  # a key that stands twice was counted once
        for field in counting(self._table):
            expected = pc.fill_null(pa.array(self._sums[field.name]).take(first), 0)
            yield from _count(self._rows, self._table, field, expected)


def counting(table: Table) -> list[Field]:
    """The columns of a table that count rows of others."""
    return [field for field in table.fields if "counts" in field.descriptor]


def _count(rows: Rows, table: Table, field: Field, expected: Column) -> Iterator[Problem]:
    wrong = pc.not_equal(rows.column(table.name, field.name), expected)
    what = f"not the number of {field.descriptor['counts']['resource']}"
    yield from rows.found("count", table.name, wrong, what, column=field.name, expected=expected)
