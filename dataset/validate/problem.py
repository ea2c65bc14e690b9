"""What a check finds: one problem a cause, with how many rows it touches and the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dataset.errors import DatasetError

Severity = Literal["structure", "quality"]
N_IDS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """One cause. ``structure`` makes a package wrong and blocks it; ``quality`` is reported and never blocks.

    ``table`` is a table, or the file of the package that is at fault; ``ids`` are the first five rows (or files).
    """

    severity: Severity
    table: str
    column: str | None
    rule: str
    message: str
    count: int = 1
    ids: tuple[str, ...] = ()

    def __str__(self) -> str:
        more = ", ..." if self.count > len(self.ids) else ""
        rows = f" ({self.count}: {', '.join(self.ids)}{more})" if self.ids else ""
        return f"{self.severity} [{self.rule}] {self.message}{rows}"


def blocking(problems: Iterable[Problem]) -> list[Problem]:
    """The problems that make a package wrong."""
    return [problem for problem in problems if problem.severity == "structure"]


def broken(
    table: str,
    rule: str,
    what: str,
    *,
    column: str | None = None,
    expected: str = "",
    got: str = "",
    todo: str = "",
    ids: Sequence[str] = (),
) -> Problem:
    """A structure problem of a table or a file as a whole; its message has the parts of a DatasetError."""
    where = f"{table}.{column}" if column else table
    message = str(DatasetError(what, where, expected, got, todo))
    return Problem("structure", table, column, rule, message, max(len(ids), 1), tuple(ids[:N_IDS]))


def shorten(value: object, width: int = 80) -> str:
    """``repr(value)``, cut where it is long; a date as people write it."""
    text = str(value) if isinstance(value, date) else repr(value)
    return text if len(text) <= width else text[: width - 3] + "..."
