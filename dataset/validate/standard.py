"""The second check: what the Data Package standard's own tool says. Slow, and blind to what only this schema knows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dataset.disk import DESCRIPTOR
from dataset.validate.problem import N_IDS, Problem


def check_with_frictionless(path: str | Path) -> list[Problem]:
    """One problem for each resource, field and kind of error; ``rule`` is frictionless's, ``ids`` are row numbers."""
    from frictionless import FrictionlessException, validate

    path = Path(path)
    file = path if path.name == DESCRIPTOR else path / DESCRIPTOR
    try:
        report = validate(str(file), type="package")
    except FrictionlessException as exception:
        return [_problem((DESCRIPTOR, None, exception.error.type), [exception.error])]
    causes: dict[tuple[str, str | None, str], list[Any]] = {}
    for table, error in _errors(report):
        causes.setdefault((table, getattr(error, "field_name", None), error.type), []).append(error)
    return [_problem(cause, errors) for cause, errors in causes.items()]


def _errors(report: Any) -> Iterator[tuple[str, Any]]:
    yield from ((DESCRIPTOR, error) for error in report.errors)
    for task in report.tasks:
        yield from ((task.name, error) for error in task.errors)


def _problem(cause: tuple[str, str | None, str], errors: list[Any]) -> Problem:
    table, column, rule = cause
    rows = tuple(f"row {error.row_number}" for error in errors[:N_IDS] if hasattr(error, "row_number"))
    return Problem("structure", table, column, rule, errors[0].message, len(errors), rows)
