"""What differs between two packages: fields, rows, cells. A row that only moved in its text is one row, moved."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.release.moves import Renamed, Shift, renamed, shifts
from dataset.release.snapshot import Snapshot, new_names
from dataset.schema import Field, Schema, Table
from dataset.validate.arrays import differs, mask

Kind = Literal["added", "removed", "moved", "edited", "recorded"]
SILENT = (
    *("title", "description", "recorded", "counts", "licenses", "words", "vocabulary"),
    *("since", "renamed_from", "deprecated"),
)
"""What may change in a table or a field without changing what its values are."""
OWN = ("version", "created", "releases", "resources", "$schema")
"""Properties of a package that differ between any two releases, or that are compared otherwise."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs; of a row that is new, gone or only moved, its key. Values are text (see ``text``)."""

    table: str
    id: str
    kind: Kind
    field: str
    old: str | None
    new: str | None


@dataclass(frozen=True)
class Diff:
    """All that differs: ``fields`` (place in ``schema/``, old, new), ``metadata`` likewise, ``changes`` of rows."""

    fields: tuple[tuple[str, str, str], ...]
    metadata: tuple[tuple[str, str, str], ...]
    changes: tuple[Change, ...]
    renamed: Renamed

    def __bool__(self) -> bool:
        return bool(self.fields or self.metadata or self.changes)


def compare(old: Snapshot, new: Snapshot) -> Diff:
    """The difference between two packages of this format, of whatever schema each is; a renamed column is one."""
    before = old.in_names_of(new.schema)
    moved = shifts(before, new)
    ids = renamed(before, new, moved)
    common = [name for name in new.tables if name in old.tables]
    changes = [change for name in common for change in _Comparison(name, before, new, ids, moved).changes()]
    fields = tuple(_fields(old.schema, new.schema))
    return Diff(fields, tuple(_metadata(old.schema.package, new.schema.package)), tuple(changes), ids)


class _Comparison:
    """One table of both sides; the old one's ids are those that its rows have now."""

    def __init__(self, name: str, old: Snapshot, new: Snapshot, ids: Renamed, moved: Mapping[str, Shift]) -> None:
        self.table, self.moved = new.schema.tables[name], moved
        self.was, self.after = old.tables[name], new.tables[name]
        self.before = _in_new_ids(self.was, self.table, ids)
        self.key, self.old_key, self.new_key = (
            _label(rows, self.table) for rows in (self.before, self.was, self.after)
        )
        there = pc.index_in(self.new_key, self.key)
        self.fresh = _numbers(pc.is_null(there))
        self.gone = _numbers(pc.invert(pc.is_in(self.key, self.new_key)))
        self.rows = pa.array(_numbers(pc.is_valid(there)), pa.int64())
        self.pairs = pc.drop_null(there)

    def changes(self) -> Iterator[Change]:
        """Rows gone, new, moved; then cells, column by column."""
        name, field = self.table.name, "/".join(self.table.key)
        for row in self.gone:
            yield Change(name, (key := self.old_key[row].as_py()), "removed", field, key, None)
        for row in self.fresh:
            yield Change(name, (key := self.new_key[row].as_py()), "added", field, None, key)
        cells = [change for column in self.table.fields for change in self._cells(column)]
        for row in sorted({row for row, change in cells if change is None} | self._renamed()):
            was, now = self._keys(row)
            yield Change(name, now, "moved", field, was, now)
        yield from (change for _, change in cells if change)

    def _keys(self, row: int) -> tuple[str, str]:
        return self.old_key[self.pairs[row].as_py()].as_py(), self.new_key[self.rows[row].as_py()].as_py()

    def _renamed(self) -> set[int]:
        return set(_numbers(pc.not_equal(self.old_key.take(self.pairs), self.new_key.take(self.rows))))

    def _cells(self, field: Field) -> Iterator[tuple[int, Change | None]]:
        """Row and change of each cell that differs; no change where it is a place that only moved with its text."""
        if field.name not in self.before.column_names or field.name in self.table.key:
            return
        before, after = (_plain(side[field.name]) for side in (self.before, self.after))
        before, after = before.take(self.pairs), after.take(self.rows)
        if _kind(before) != _kind(after):
            before, after = before.cast(pa.string()), after.cast(pa.string())
        kind: Kind = "recorded" if {"recorded", "counts"} & field.descriptor.keys() else "edited"
        for row in _numbers(differs(before, after)):
            old, new = before[row].as_py(), after[row].as_py()
            if self._only_moved(row, field.name, old, new):
                yield row, None
            else:
                yield row, Change(self.table.name, self._keys(row)[1], kind, field.name, text(old), text(new))

    def _only_moved(self, row: int, column: str, old: Any, new: Any) -> bool:
        ends = {span[end]: end == "end" for span in self.table.descriptor.get("spans", []) for end in ("start", "end")}
        article = self._keys(row)[1].partition(":")[0]
        if article not in self.moved or old is None or new is None:
            return False
        if column in ends:
            return bool(self.moved[article](old, ends[column]) == new)
        return f"{{{column}}}" in self.table.descriptor.get("id", "")


def _in_new_ids(rows: pa.Table, table: Table, ids: Renamed) -> pa.Table:
    """The rows with every id that was renamed replaced; the id of a row that is gone becomes one that no row has."""
    columns = {reference.fields[0]: reference.table for reference in table.references} | (
        {table.key[0]: table.name} if len(table.key) == 1 else {}
    )
    for column, target in columns.items():
        if ids.get(target) and column in rows.column_names:
            old = pa.array(list(ids[target]), pa.string())
            new = pa.array([name or f"{was}, gone" for was, name in ids[target].items()], pa.string())
            values = _plain(rows[column])
            now = pc.coalesce(new.take(pc.index_in(values, old, skip_nulls=True)), values)
            rows = rows.set_column(rows.column_names.index(column), column, now)
    return rows


def _label(rows: pa.Table, table: Table) -> pa.Array:
    """Each row's key as one string."""
    columns = [_plain(rows[name]).cast(pa.string()) for name in table.key]
    return pc.binary_join_element_wise(*columns, "/") if len(columns) > 1 else columns[0]


def _plain(column: pa.ChunkedArray) -> pa.Array:
    values = column.cast(column.type.value_type) if pa.types.is_dictionary(column.type) else column
    return values.combine_chunks()


def _kind(values: pa.Array) -> str:
    return "timestamp" if pa.types.is_timestamp(values.type) else str(values.type)


def _numbers(rows: pa.Array) -> list[int]:
    """The places where it is true."""
    return [int(row) for row in np.flatnonzero(mask(rows))]


def text(value: Any) -> str | None:
    """A value as the tables of changes write it: dates in ISO 8601, everything else but strings as JSON."""
    if value is None or isinstance(value, str):
        return value
    return value.isoformat() if isinstance(value, date) else json.dumps(value)


def _fields(old: Schema, new: Schema) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys([*old.tables, *new.tables]):
        names = new_names(old.tables[name], new.tables[name]) if name in old.tables and name in new.tables else {}
        yield from ((f"{name}.{to}", f"named {was}", f"named {to}") for was, to in names.items())
        sides = [_shape(schema.tables[name], names) if name in schema.tables else {} for schema in (old, new)]
        for part in dict.fromkeys([*sides[0], *sides[1]]):
            if (was := sides[0].get(part, "none")) != (now := sides[1].get(part, "none")):
                yield f"{name}.{part}", was, now


def _shape(table: Table, names: Mapping[str, str]) -> dict[str, str]:
    """What the values of a table are, by column as it is called now, and how it is keyed; in words that compare."""
    fields = {names.get(field.name, field.name): _said(field.descriptor) for field in table.fields}
    links = [[[names.get(f, f) for f in r.fields], r.table, list(r.target)] for r in table.references]
    key = [names.get(name, name) for name in table.key]
    return fields | {"primaryKey": json.dumps(key), "foreignKeys": json.dumps(links)}


def _said(descriptor: Mapping[str, Any]) -> str:
    kept = {key: value for key, value in descriptor.items() if key not in (*SILENT, "name")}
    return json.dumps(kept, ensure_ascii=False, sort_keys=True)


def _metadata(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for name in dict.fromkeys([*old, *new]):
        if name not in OWN and old.get(name) != new.get(name):
            was, now = (text(side.get(name)) or "none" for side in (old, new))
            yield name, was, now
