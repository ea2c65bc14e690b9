"""What each column alone must be: present, of its Arrow type, within its constraints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dataset.schema import Field, Schema, Table
from dataset.validate.problem import Problem, broken
from dataset.validate.rows import Mask, Rows, differs

RULES = {
    "not_nullable": ("null", "required", "null in a required column"),
    "isin": ("enum", "enum", "a value that the enumeration does not have"),
    "greater_than_or_equal_to": ("minimum", "minimum", "a value below the minimum"),
    "less_than_or_equal_to": ("maximum", "maximum", "a value above the maximum"),
    "str_matches": ("pattern", "pattern", "a value that does not match the pattern"),
}
"""pandera's name of a check -> our rule, the constraint of the schema, what is wrong."""
KEY = "multiple_fields_uniqueness"
REBUILD = "build the tables again with this schema"


def check_shape(tables: Mapping[str, pa.Table], schema: Schema) -> Iterator[Problem]:
    """Tables and columns missing or unknown, columns of another type, arrays that Arrow itself calls invalid."""
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


def _shape(table: pa.Table, expected: Table) -> Iterator[Problem]:
    if table.column_names != expected.names:
        yield from _other_columns(table.column_names, expected)
        return
    for field in expected.fields:
        got, wanted = table.schema.field(field.name).type, field.arrow.type
        if not _same_type(got, wanted):
            what = "another type"
            yield broken(
                expected.name, "type", what, column=field.name, expected=str(wanted), got=str(got), todo=REBUILD
            )
    try:
        table.validate(full=True)
    except pa.ArrowInvalid as error:
        yield broken(expected.name, "unreadable", "damaged values", got=str(error), todo=REBUILD)


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
    """Nulls, enumerations, ranges, patterns and keys, by pandera."""
    from pandera.errors import SchemaErrors

    for table in rows.schema.tables.values():
        try:
            table.pandera.validate(_frame(rows, table), lazy=True)
        except SchemaErrors as errors:
            yield from _failures(rows, table, errors.failure_cases)


def _frame(rows: Rows, table: Table) -> pd.DataFrame:
    """The table in its pandas dtypes; an enumeration with strange values keeps categories of its own."""
    plain = {field.name: _series(rows, table, field) for field in table.fields}
    dtypes = {f.name: f.pandas for f in table.fields if not (f.enum and set(plain[f.name].cat.categories) - {*f.enum})}
    return pd.DataFrame(plain, copy=False).astype(dtypes)


def _series(rows: Rows, table: Table, field: Field) -> pd.Series[Any]:
    values = rows.column(table.name, field.name)
    if field.enum:
        values = values.dictionary_encode()
    mapper = {pa.string(): pd.StringDtype("pyarrow"), pa.int64(): pd.Int64Dtype()}.get
    return pd.Series(values.to_pandas(types_mapper=mapper, date_as_object=False))


def _failures(rows: Rows, table: Table, cases: pd.DataFrame) -> Iterator[Problem]:
    """One problem a column and kind of check; types are left out, since ``check_shape`` knows Arrow's."""
    kinds = cases["check"].str.partition("(")[0]
    if len(twice := cases[kinds == KEY]):
        bad, column = _bad(rows, table, twice), " + ".join(table.key)
        what, expected = "the same key more than once", "every key once"
        yield from rows.found("key", table.name, bad, what, column=column, expected=expected, show=table.key)
    cases = cases[kinds.isin(list(RULES)) & cases["index"].notna()]
    for (name, kind), group in cases.groupby(["column", kinds], sort=False):
        rule, constraint, what = RULES[str(kind)]
        expected = f"{constraint} {table.field(str(name)).constraints[constraint]}"
        yield from rows.found(rule, table.name, _bad(rows, table, group), what, column=str(name), expected=expected)


def _bad(rows: Rows, table: Table, cases: pd.DataFrame) -> Mask:
    bad = np.zeros(rows.tables[table.name].num_rows, np.bool_)
    bad[cases["index"].astype("int64")] = True
    return bad


def check_confidence(rows: Rows) -> Iterator[Problem]:
    """Two decimals, and 1 for a curator's row."""
    for table in rows.schema.tables.values():
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
    for table in rows.schema.tables.values():
        for field in table.fields:
            if field.type == "string":
                empty = pc.equal(rows.column(table.name, field.name), "")
                what, expected = "an empty string", "null" if not field.required else "a value"
                yield from rows.found("empty", table.name, empty, what, column=field.name, expected=expected)
