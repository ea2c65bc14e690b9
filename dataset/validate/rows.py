"""The tables as the checks see them: whole columns, rows that references point at, what a mask of bad rows means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.errors import DatasetError
from dataset.schema import Reference, Schema
from dataset.validate.arrays import Column, Integers, Mask, find, integers, mask
from dataset.validate.problem import N_IDS, Problem, shorten
from dataset.validate.texts import Texts

Elsewhere: TypeAlias = Callable[[str, Column], Column]
REBUILD = "correct the rule or the curation entry that makes the row, then rebuild"


class Rows:
    """Tables of the right shape (see ``check_shape``): every column of the schema, of its type, with any values.

    They may be a part of a package. Then ``shared`` names the tables that are there to be pointed at only, and
    ``elsewhere`` says which of some keys of a table stand in another part.
    """

    def __init__(
        self,
        tables: Mapping[str, pa.Table],
        schema: Schema,
        shared: Sequence[str] = (),
        elsewhere: Elsewhere = lambda table, keys: pa.array(np.zeros(len(keys), np.bool_)),
    ) -> None:
        self.tables, self.schema, self.elsewhere = tables, schema, elsewhere
        self.checked = [table for name, table in schema.tables.items() if name in tables and name not in shared]
        self._columns: dict[tuple[str, str], Column] = {}
        self._targets: dict[tuple[str, tuple[str, ...]], Column] = {}

    def column(self, table: str, name: str) -> Column:
        """One column as one array, an enumeration as its strings."""
        if (table, name) not in self._columns:
            self._columns[table, name] = _plain(self.tables[table].column(name))
        return self._columns[table, name]

    @cached_property
    def texts(self) -> Texts:
        """The texts of the articles, to cut ranges from."""
        return Texts(self.column("articles", "text"))

    def integers(self, table: str, name: str) -> Integers:
        """A column of integers for NumPy, null as -1."""
        return integers(self.column(table, name))

    def label(self, table: str, names: Sequence[str]) -> Column:
        """The columns' values as one readable string a row; null where one of them is."""
        columns = [self.column(table, name) for name in names]
        if len(columns) == 1:
            return columns[0]
        return pc.binary_join_element_wise(*[pc.cast(column, pa.string()) for column in columns], " ")

    def target(self, table: str, fields: Sequence[str]) -> Column:
        """For each row, the number of the row that the reference points at; null where it points at none."""
        fields = tuple(fields)
        if (table, fields) not in self._targets:
            reference = self.reference(table, fields)
            known = self.label(reference.table, reference.target)
            self._targets[table, fields] = find(self.label(table, fields), known)
        return self._targets[table, fields]

    def reference(self, table: str, fields: tuple[str, ...]) -> Reference:
        """The reference that the schema gives these fields."""
        return next(r for r in self.schema.table(table).references if r.fields == fields)

    def follow(self, table: str, field: str, name: str) -> Column:
        """For each row, column ``name`` of the row that ``field`` points at."""
        return self.column(self.reference(table, (field,)).table, name).take(self.target(table, [field]))

    def article(self, table: str) -> Column | None:
        """For each row, its article: its own column, or its owner's; None for a table that has none."""
        if "article_id" in self.schema.table(table).names:
            return self.column(table, "article_id")
        for reference in self.schema.table(table).references:
            if "article_id" in self.schema.table(reference.table).names:
                return self.column(reference.table, "article_id").take(self.target(table, reference.fields))
        return None

    def found(
        self,
        rule: str,
        table: str,
        bad: Column | Mask,
        what: str,
        *,
        column: str | None = None,
        expected: str | Column = "",
        show: Sequence[str] = (),
    ) -> Iterator[Problem]:
        """One structure problem if any row is bad. ``show`` names the columns that tell what was got."""
        where = np.flatnonzero(mask(bad))
        if not len(where):
            return
        first = int(where[0])
        wanted = expected if isinstance(expected, str) else shorten(expected[first].as_py())
        got = ", ".join(f"{name} {shorten(self._value(table, name, first))}" for name in show or [column or ""] if name)
        place = f"{table}.{column}" if column else table
        message = str(DatasetError(what, place, wanted, got, REBUILD))
        yield Problem("structure", table, column, rule, message, len(where), self.ids(table, where))

    def ids(self, table: str, where: Integers) -> tuple[str, ...]:
        """The keys of the first of these rows, as text."""
        key = self.schema.table(table).key
        return tuple(" ".join(str(self._value(table, name, int(i))) for name in key) for i in where[:N_IDS])

    def _value(self, table: str, name: str, row: int) -> object:
        scalar = self.column(table, name)[row]
        try:
            return scalar.as_py()
        except (OverflowError, ValueError):
            return scalar.value  # a day or a second outside the years 1 to 9999, as its number


def _plain(column: pa.ChunkedArray) -> Column:
    plain = pc.cast(column, column.type.value_type) if pa.types.is_dictionary(column.type) else column
    return plain.combine_chunks() if plain.num_chunks != 1 else plain.chunk(0)
