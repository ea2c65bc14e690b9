"""Counts: an integer that counts rows of another table, as the schema's ``counts`` says."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow.compute as pc

from dataset.tables import count_column
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows


def check_counts(rows: Rows) -> Iterator[Problem]:
    """Every column that has ``counts``."""
    for table in rows.schema.tables.values():
        for field in table.fields:
            if counts := field.descriptor.get("counts"):
                expected = count_column(dict(rows.tables), table.name, field.name).combine_chunks()
                wrong = pc.not_equal(rows.column(table.name, field.name), expected)
                what = f"not the number of {counts['resource']}"
                yield from rows.found("count", table.name, wrong, what, column=field.name, expected=expected)
