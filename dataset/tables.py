"""Stage 5: records -> typed, sorted Arrow tables, and the logical hash of a table.

Every column comes from ``schema/``: its type, its categories, the key that the rows are sorted by and what it counts.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.errors import SchemaError
from dataset.records import Annotation, Entity
from dataset.schema import Field, Table, load_schema

BATCH_ROWS = 8192
"""Rows that are held as Python objects before they become an Arrow batch; the result does not depend on it."""


def build_tables(annotations: Iterable[Annotation], entities: Iterable[Entity]) -> dict[str, pa.Table]:
    """All tables of the package, in the order of ``schema/package.json``, from records in any order.

    ``annotations`` is read once, an article at a time; each one's own ``entities`` are ignored, for ``entities`` is
    the final list. Rows are sorted by primary key (strings by code point, integers by value), enumerations are
    dictionaries in the schema's order, and the columns that count rows of another table are computed here.
    Raises SchemaError, naming table and column, for a value that is not of the column's type.
    """
    schema = load_schema()
    rows = {name: _Rows(table) for name, table in schema.tables.items()}
    for annotation in annotations:
        rows["articles"].extend([annotation.article])
        for name in rows.keys() - {"articles", "entities"}:
            rows[name].extend(getattr(annotation, name))
    rows["entities"].extend(entities)
    tables = {name: rows.pop(name).table() for name in schema.tables}
    return {name: _with_counts(tables, table) for name, table in schema.tables.items()}


def count_column(tables: dict[str, pa.Table], table: str, field: str) -> pa.ChunkedArray:
    """What the integer column ``table.field`` must hold, by the ``counts`` property that ``schema/`` gives it.

    One int64 for each row of ``tables[table]``, in its order: how many rows of ``counts.resource`` have this row's key
    in ``counts.field``; or how many different values of ``counts.distinct`` they have; of those rows alone whose
    columns equal ``counts.where``.
    """
    definition = load_schema().table(table)
    rule = definition.field(field).descriptor["counts"]
    counted = tables[rule["resource"]]
    kept = pc.is_valid(counted[rule["field"]])
    for name, value in rule.get("where", {}).items():
        kept = pc.and_kleene(kept, pc.equal(counted[name], value))
    distinct = rule.get("distinct")
    measure = (distinct, "count_distinct") if distinct else ([], "count_all")
    groups = counted.filter(kept).group_by(rule["field"]).aggregate([measure])
    row = pc.index_in(tables[table][definition.key[0]], groups[rule["field"]].combine_chunks())
    return pc.fill_null(groups.drop_columns([rule["field"]]).column(0).take(row), 0)


def logical_hash(table: pa.Table) -> str:
    """SHA-256, in 64 hexadecimal digits, of a table's columns and rows, whatever wrote them and wherever.

    Chunks, row groups, dictionaries, metadata, nullability and the width of a type change nothing; a value, a null,
    the order of rows or columns, a name or a type does. These bytes are hashed, one after the other:

    1. UTF-8 JSON without spaces and a line feed: ``{"rows":N,"columns":[["name","type"],...]}``, where type is Table
       Schema's: string, integer, number, boolean, date or datetime.
    2. For each column, N bytes: 1 for a value, 0 for a null.
    3. Then, for the same column, N times 8 bytes, little endian: for a string the length of its UTF-8 in bytes; an
       integer; a number as IEEE 754 double with -0 as 0 and any NaN as 0x7ff8000000000000; 0 or 1 for a boolean; days
       since 1970-01-01 for a date; microseconds since 1970-01-01T00:00:00 for a datetime; 0 for a null.
    4. Then, for the same column if it holds strings, their UTF-8 bytes without separators, nulls left out.
    """
    return hash_columns(table.schema, table.num_rows, lambda name: table.column(name).chunks)


def hash_columns(schema: pa.Schema, rows: int, chunks: Callable[[str], Iterable[pa.Array]]) -> str:
    """``logical_hash`` of a table that need not stand in memory: ``chunks`` gives a column from its start."""
    kinds = [_kind(field.type) for field in schema]
    header = {"rows": rows, "columns": [list(pair) for pair in zip(schema.names, kinds, strict=True)]}
    digest = hashlib.sha256(json.dumps(header, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
    for name, kind in zip(schema.names, kinds, strict=True):
        for run in _runs(partial(chunks, name), kind):
            digest.update(run)
    return digest.hexdigest()


class _Rows:
    """The rows of one table on their way from records into Arrow batches."""

    def __init__(self, table: Table) -> None:
        self.definition = table
        self.values = attrgetter(*table.names)
        self.pending: list[Any] = []
        self.batches: list[pa.RecordBatch] = []

    def extend(self, records: Iterable[Any]) -> None:
        self.pending.extend(records)
        if len(self.pending) >= BATCH_ROWS:
            self._flush()

    def table(self) -> pa.Table:
        self._flush()
        table = pa.Table.from_batches(self.batches, self.definition.arrow)
        for position, field in enumerate(self.definition.fields):
            if pa.types.is_dictionary(field.arrow.type):
                table = table.set_column(position, field.arrow, _in_enum_order(table.column(position), field))
        return _sorted(table, self.definition.key)

    def _flush(self) -> None:
        columns = list(zip(*map(self.values, self.pending), strict=True)) or [()] * len(self.definition.names)
        arrays = [self._array(f, values) for f, values in zip(self.definition.fields, columns, strict=True)]
        self.batches.append(pa.RecordBatch.from_arrays(arrays, schema=self.definition.arrow))
        self.pending = []

    def _array(self, field: Field, values: tuple[Any, ...]) -> pa.Array:
        try:
            return pa.array(values, field.arrow.type)
        except (pa.ArrowException, ValueError, OverflowError) as error:
            where = f"{self.definition.name}.{field.name}"
            raise SchemaError("value of another type", where, field.type, str(error)) from error


def _in_enum_order(column: pa.ChunkedArray, field: Field) -> pa.ChunkedArray:
    """Categories in the schema's order; a value that is none of them comes last, for the validator to report."""
    values = column.cast(pa.string())
    strangers = set(pc.unique(values).to_pylist()) - {None, *(field.enum or [])}
    categories = pa.array([*(field.enum or []), *sorted(strangers)], pa.string())
    codes = [pc.index_in(chunk, categories) for chunk in values.chunks]
    return pa.chunked_array([pa.DictionaryArray.from_arrays(c, categories) for c in codes], field.arrow.type)


def _sorted(table: pa.Table, key: list[str]) -> pa.Table:
    """Taken in slices, for one Arrow string array holds no more than 2 GiB."""
    plain = [c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c for c in table.select(key).columns]
    order = pc.sort_indices(pa.table(plain, names=key), [(name, "ascending") for name in key])
    parts = [table.take(order.slice(start, BATCH_ROWS)) for start in range(0, len(order), BATCH_ROWS)]
    return pa.concat_tables([table.slice(0, 0), *parts])


def _with_counts(tables: dict[str, pa.Table], definition: Table) -> pa.Table:
    table = tables[definition.name]
    for position, field in enumerate(definition.fields):
        if "counts" in field.descriptor:
            table = table.set_column(position, field.arrow, count_column(tables, definition.name, field.name))
    return table


def _kind(arrow: pa.DataType) -> str:
    if pa.types.is_dictionary(arrow):
        return _kind(arrow.value_type)
    tests = {
        "boolean": pa.types.is_boolean,
        "integer": pa.types.is_integer,
        "number": pa.types.is_floating,
        "date": pa.types.is_date,
        "datetime": pa.types.is_timestamp,
    }
    return next((kind for kind, test in tests.items() if test(arrow)), "string")


def _runs(chunks: Callable[[], Iterable[pa.Array]], kind: str) -> Iterator[Any]:
    """The bytes of points 2 to 4 of ``logical_hash``, a buffer for each chunk; strings are read twice, not kept."""
    eights = []
    for chunk in (_canonical(chunk, kind) for chunk in chunks()):
        yield chunk.is_valid().cast(pa.uint8()).to_numpy()
        eights.append(_eight_bytes(pc.binary_length(chunk) if kind == "string" else chunk))
    yield from eights
    for chunk in (_canonical(chunk, kind) for chunk in chunks()) if kind == "string" else ():
        yield pc.binary_join(pa.ListArray.from_arrays([0, len(chunk)], chunk.fill_null("")), "")[0].as_buffer()


def _canonical(chunk: pa.Array, kind: str) -> pa.Array:
    """Strings as such; numbers as double; everything else as the int64 that point 3 of ``logical_hash`` says."""
    steps = {
        "string": [pa.string()],
        "number": [pa.float64()],
        "date": [pa.date32(), pa.int32(), pa.int64()],
        "datetime": [pa.timestamp("us"), pa.int64()],
    }
    for step in steps.get(kind, [pa.int64()]):
        chunk = chunk.cast(step)
    return chunk


def _eight_bytes(chunk: pa.Array) -> Any:
    values = chunk.fill_null(0).to_numpy()
    if not pa.types.is_floating(chunk.type):
        return values.astype("<i8")
    values = values.astype("<f8") + 0.0  # -0 becomes 0
    values[np.isnan(values)] = np.nan
    return values
