"""What each column alone must be: present, of its Arrow type, within its constraints."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.schema import Field, Schema, Table
from dataset.validate.arrays import Column, Mask, differs, integers
from dataset.validate.problem import Problem, broken
from dataset.validate.rows import Rows

REBUILD = "build the tables again with this schema"


def check_shape(tables: Mapping[str, pa.Schema], schema: Schema) -> Iterator[Problem]:
    """Tables and columns missing or unknown, columns of another type."""
    expected = ", ".join(schema.tables)
    for name, table in schema.tables.items():
        if name in tables:
            yield from _shape(tables[name], table)
        else:
            yield broken(name, "missing_table", "no such table", expected=expected, todo=REBUILD)
    for name in tables:
        if name not in schema.tables:
            what = "a table that the schema does not have"
            yield broken(name, "unknown_table", what, expected=expected, todo=REBUILD)


def _shape(table: pa.Schema, expected: Table) -> Iterator[Problem]:
    if table.names != expected.names:
        yield from _other_columns(table.names, expected)
        return
    for field in expected.fields:
        got, wanted = table.field(field.name).type, field.arrow.type
        if not _same_type(got, wanted):
            what = "another type"
            yield broken(
                expected.name, "type", what, column=field.name, expected=str(wanted), got=str(got), todo=REBUILD
            )


def check_values(tables: Mapping[str, pa.Table]) -> Iterator[Problem]:
    """Arrays that Arrow itself calls invalid."""
    for name, table in tables.items():
        try:
            table.validate(full=True)
        except pa.ArrowInvalid as error:
            yield damaged(name, error)


def damaged(table: str, error: pa.ArrowInvalid) -> Problem:
    """The problem of a table with values that are no values of their type."""
    return broken(table, "unreadable", "damaged values", got=str(error), todo=REBUILD)


def _other_columns(got: list[str], expected: Table) -> Iterator[Problem]:
    name, columns = expected.name, ", ".join(expected.names)
    for column in expected.names:
        if column not in got:
            yield broken(name, "missing_column", "no such column", column=column, expected=columns, todo=REBUILD)
    for column in got:
        if column not in expected.names or got.count(column) > 1:
            what = "a column that the schema does not have, or has once"
            yield broken(name, "unknown_column", what, column=column, expected=columns, todo=REBUILD)
    if sorted(got) == sorted(expected.names):
        what = "columns in another order"
        yield broken(name, "column_order", what, expected=columns, got=", ".join(got), todo=REBUILD)


def _same_type(got: pa.DataType, expected: pa.DataType) -> bool:
    """Parquet has no timestamps in seconds, so their unit is free."""
    if pa.types.is_timestamp(expected):
        return pa.types.is_timestamp(got) and got.tz is None
    return bool(got == expected)


def check_constraints(rows: Rows) -> Iterator[Problem]:
    """Keys, and what the schema's constraints say: nulls, enumerations, ranges, patterns."""
    for table in rows.checked:
        twice, column = _repeated(rows.label(table.name, table.key)), " + ".join(table.key)
        what, expected = "the same key more than once", "every key once"
        yield from rows.found("key", table.name, twice, what, column=column, expected=expected, show=table.key)
        for field in table.fields:
            yield from _constraints(rows, table.name, field)


def _repeated(keys: Column) -> Mask:
    """Where a value stands more than once; null is none."""
    code = integers(keys.dictionary_encode().indices)
    return (code >= 0) & (np.bincount(code + 1)[code + 1] > 1) if len(code) else np.zeros(0, np.bool_)


def _constraints(rows: Rows, table: str, field: Field) -> Iterator[Problem]:
    values = rows.column(table, field.name)
    for constraint, limit in field.constraints.items():
        rule, what, breaks = RULES[constraint]
        expected = f"{constraint} {limit}"
        yield from rows.found(rule, table, breaks(values, limit), what, column=field.name, expected=expected)


def _not_in(values: Column, enum: list[Any]) -> Column:
    return pc.and_(values.is_valid(), pc.invert(pc.is_in(values, pa.array(enum, values.type))))


def _not_like(values: Column, pattern: str) -> Column:
    return pc.invert(pc.match_substring_regex(values, pattern))


def check_confidence(rows: Rows) -> Iterator[Problem]:
    """Two decimals, and 1 for a curator's row."""
    for table in rows.checked:
        if "confidence" not in table.names:
            continue
        confidence = rows.column(table.name, "confidence")
        finer = pc.not_equal(pc.round(confidence, 2), confidence)
        yield from rows.found("decimals", table.name, finer, "more than two decimals", column="confidence")
        curated = pc.equal(rows.column(table.name, "origin"), "curator")
        unsure = pc.and_(curated, differs(confidence, 1.0))
        yield from rows.found(
            "curator_confidence", table.name, unsure, "a curator's row is sure", column="confidence", expected="1.0"
        )


def check_empty(rows: Rows) -> Iterator[Problem]:
    """Missing is null, never an empty string."""
    for table in rows.checked:
        for field in table.fields:
            if field.type == "string":
                empty = pc.equal(rows.column(table.name, field.name), "")
                what, expected = "an empty string", "null" if not field.required else "a value"
                yield from rows.found("empty", table.name, empty, what, column=field.name, expected=expected)


RULES: dict[str, tuple[str, str, Callable[[Column, Any], Column]]] = {
    "required": ("null", "null in a required column", lambda values, _: values.is_null()),
    "enum": ("enum", "a value that the enumeration does not have", _not_in),
    "minimum": ("minimum", "a value below the minimum", pc.less),
    "maximum": ("maximum", "a value above the maximum", pc.greater),
    "pattern": ("pattern", "a value that does not match the pattern", _not_like),
}
"""A constraint of the schema -> our rule, what is wrong, where a column breaks it."""
