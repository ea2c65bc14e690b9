"""Dates: EDTF that can be placed in time, with the bounds that follow from it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from dataset.edtf import bounds
from dataset.errors import DatasetError
from dataset.validate.arrays import differs
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows


def check_dates(rows: Rows) -> Iterator[Problem]:
    """The schema's ``dates``: each ``<date>_edtf`` with its ``_earliest``, ``_latest`` and ``_basis``."""
    for table in rows.checked:
        for name in table.descriptor.get("dates", []):
            yield from _date(rows, table.name, name)


def _date(rows: Rows, table: str, name: str) -> Iterator[Problem]:
    edtf, earliest, latest = (f"{name}_{part}" for part in ("edtf", "earliest", "latest"))
    code = rows.column(table, edtf).dictionary_encode()
    known = [_bounds(value) for value in code.dictionary.to_pylist()]
    placed = pa.array([pair is not None for pair in known], pa.bool_()).take(code.indices)
    yield from rows.found(
        "edtf", table, pc.invert(placed), "not EDTF with both ends", column=edtf, expected="ISO 8601-2"
    )
    for side, column in enumerate((earliest, latest)):
        expected = pa.array([pair and pair[side] for pair in known], pa.date32()).take(code.indices)
        other = pc.and_(pc.fill_null(placed, True), differs(rows.column(table, column), expected))
        what, show = f"not what {edtf} allows", [edtf, column]
        yield from rows.found("bounds", table, other, what, column=column, expected=expected, show=show)
    backwards = pc.greater(rows.column(table, earliest), rows.column(table, latest))
    what, expected = "the earliest day is after the latest", f"{earliest} <= {latest}"
    yield from rows.found(
        "backwards", table, backwards, what, column=earliest, expected=expected, show=[earliest, latest]
    )
    basis = f"{name}_basis"
    wrong = pc.xor(pc.equal(rows.column(table, basis), "none"), pc.is_null(rows.column(table, edtf)))
    what, expected = f"does not fit {edtf}", f"none if and only if {edtf} is null"
    yield from rows.found("basis", table, wrong, what, column=basis, expected=expected, show=[basis, edtf])


def _bounds(edtf: str) -> tuple[date, date] | None:
    try:
        return bounds(edtf)
    except DatasetError:
        return None
