"""A package cut into parts of some thousand articles, each with its rows of all tables, one after the other.

Rows stand in the order of their keys, and a key begins with its article's id and a colon, so that an article's rows
stand together in every table. Only the articles themselves stand in another order, that of the id without the colon
(``9`` before ``90``, but ``90:`` before ``9:``): an article is held back until its rows come.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.schema import Schema
from dataset.validate.arrays import Column
from dataset.validate.keys import descends
from dataset.validate.rows import Rows
from dataset.validate.stored import Stored

ARTICLES_AT_ONCE = 1024
SHARED = "entities"
"""The table whose rows belong to no article."""
AFTER_COLON = ";"  # the next character after the colon


def parts(files: Mapping[str, Stored], schema: Schema) -> Iterator[Rows]:
    """Every row of every article's table once, with the shared rows that it points at; the tables must be in order."""
    shared = files[SHARED].read()
    cursors = {name: _Cursor(files[name], table.key[0]) for name, table in schema.tables.items() if name != SHARED}
    for bound in _bounds(files["articles"]):
        tables = {name: cursor.before(bound) for name, cursor in cursors.items()}
        tables[SHARED] = _pointed_at(shared, tables, schema)
        yield Rows(tables, schema, [SHARED], _Elsewhere(files, schema))


def in_order(stored: Stored, key: list[str]) -> bool:
    """Whether the rows stand in the order of their key, all of which have one."""
    last = stored.schema.empty_table().select(key)
    for batch in stored.batches(key):
        rows = pa.concat_tables([last, batch.select(key)])
        columns = [_plain(rows[name]) for name in key]
        if any(column.null_count for column in columns) or descends(columns).any():
            return False
        last = rows.slice(max(rows.num_rows - 1, 0))
    return True


def present(stored: Stored, key: str, wanted: Column) -> Column:
    """Which of these keys a table has."""
    found = np.zeros(len(wanted), np.bool_)
    for batch in stored.batches([key]):
        found |= pc.is_in(wanted, batch[key].combine_chunks()).to_numpy(zero_copy_only=False)
    return pa.array(found)


class _Cursor:
    """A table read from its start to its end, the rows of some articles at a time."""

    def __init__(self, stored: Stored, key: str) -> None:
        self._batches, self._key, self._own = stored.batches(), key, stored.name == "articles"
        self._held = stored.schema.empty_table()

    def before(self, bound: str | None) -> pa.Table:
        """The next rows whose article, with a colon, stands before the bound; all that are left without one."""
        self._read(bound)
        rows, self._held = self._held, self._held.slice(0, 0)
        if bound is not None:
            keys = rows[self._key]
            first = pc.less(pc.binary_join_element_wise(keys, ":", "") if self._own else keys, bound)
            rows, self._held = rows.filter(first), rows.filter(pc.invert(first))
        return rows.combine_chunks()

    def _read(self, bound: str | None) -> None:
        read = [self._held]
        while bound is None or not read[-1].num_rows or read[-1][self._key][-1].as_py() < bound:
            if (batch := next(self._batches, None)) is None:
                break
            read.append(batch)
        self._held = pa.concat_tables(read)


class _Elsewhere:
    """Which keys another part than the one at hand has."""

    def __init__(self, files: Mapping[str, Stored], schema: Schema) -> None:
        self._files, self._schema = files, schema

    def __call__(self, table: str, keys: Column) -> Column:
        return present(self._files[table], self._schema.table(table).key[0], keys)


def _bounds(articles: Stored) -> list[str | None]:
    """Where to cut: behind every so manieth article in the order of the other tables, and at the end."""
    ids = pa.chunked_array([c for b in articles.batches(["article_id"]) for c in b[0].chunks], pa.string())
    ordered = np.sort(pc.binary_join_element_wise(ids.drop_null(), ":", "").to_numpy())
    cuts = ordered[ARTICLES_AT_ONCE - 1 : len(ordered) - 1 : ARTICLES_AT_ONCE]
    return [*(label[:-1] + AFTER_COLON for label in cuts), None]


def _pointed_at(shared: pa.Table, tables: Mapping[str, pa.Table], schema: Schema) -> pa.Table:
    """The shared rows that the tables' references name."""
    fields = [(name, r.fields[0]) for name in tables for r in schema.table(name).references if r.table == SHARED]
    used = pa.concat_arrays([pc.unique(tables[name][field]) for name, field in fields])
    key = schema.table(SHARED).key[0]
    return shared.filter(pc.is_in(shared[key], pc.unique(used))).combine_chunks()


def _plain(column: pa.ChunkedArray) -> Column:
    plain = pc.cast(column, column.type.value_type) if pa.types.is_dictionary(column.type) else column
    return plain.combine_chunks()
