"""What a check finds: one problem a cause, with how many rows it touches and the first of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from dataset.errors import DatasetError

Severity = Literal["structure", "quality"]
N_IDS = 5


@dataclass(frozen=True, slots=True)
class Problem:
    """One cause. ``structure`` makes a package wrong and blocks it; ``quality`` is reported and never blocks.

    ``table`` is a table, or the file of the package that is at fault; ``ids`` are the first five rows (or files).
    ``of`` is the number of rows that were looked at, where the finding is a rate.
    """

    severity: Severity
    table: str
    column: str | None
    rule: str
    message: str
    count: int = 1
    ids: tuple[str, ...] = ()
    of: int | None = None

    def __str__(self) -> str:
        more = ", ..." if self.count > len(self.ids) else ""
        rows = f" ({self.count}: {', '.join(self.ids)}{more})" if self.ids else ""
        return f"{self.severity} [{self.rule}] {self.message}{rows}"


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of a table's rows have a gap; the rates of its parts add up to that of the whole."""

    rule: str
    table: str
    column: str | None
    what: str
    count: int
    of: int
    ids: tuple[str, ...] = ()

    def __add__(self, other: Rate) -> Rate:
        ids = (self.ids + other.ids)[:N_IDS]
        return replace(self, count=self.count + other.count, of=self.of + other.of, ids=ids)

    def problem(self) -> Problem:
        """The finding with its rate, of a gap that occurs."""
        share = f"{self.count} of {self.of} rows ({self.count / self.of:.1%})"
        message = f"{self.table}: {share} have {self.what}"
        return Problem("quality", self.table, self.column, self.rule, message, self.count, self.ids, self.of)


def merged(problems: Iterable[Problem]) -> list[Problem]:
    """One problem a cause: those of one rule that say the same of the same place, in the order of the first."""
    causes: dict[tuple[object, ...], Problem] = {}
    for problem in problems:
        cause = (problem.rule, problem.table, problem.column, problem.message.partition(";")[0])
        first = causes.get(cause)
        causes[cause] = _together(first, problem) if first else problem
    return list(causes.values())


def _together(first: Problem, other: Problem) -> Problem:
    return replace(first, count=first.count + other.count, ids=(first.ids + other.ids)[:N_IDS])


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
