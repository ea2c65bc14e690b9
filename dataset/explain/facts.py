"""The facts that an explanation is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Place:
    """Words of the row in its article: half-open range of code points, line from 1, and the text around them.

    ``part`` is ``words`` for the row itself, else what the columns are called after (``cue``), or the id of a part.
    ``line``, ``words`` and ``context`` are None where an edition leaves the text out.
    """

    part: str
    char_start: int
    char_end: int
    line: int | None
    words: str | None
    context: str | None


@dataclass(frozen=True, slots=True)
class Maker:
    """What made the row: ``origin`` model, rule or curator, ``rule`` the rule or head; None where it is not recorded.

    ``confidence`` is the probability that the row is right, None until it has been measured. ``table`` and ``id`` are
    of the row that says so: the row itself, or the one that it is a part of.
    """

    origin: str
    rule: str | None
    confidence: float | None
    table: str
    id: str


@dataclass(frozen=True, slots=True)
class Decision:
    """A curation entry: where it stands, on which row, and what it decided; ``now`` is the id that the row has since.

    ``expect`` and ``value`` are the columns that it found and that it set; ``now`` is None for a row that it dropped.
    """

    place: str
    table: str
    id: str
    action: str
    expect: dict[str, Any]
    value: dict[str, Any]
    now: str | None
    reason: str
    curator: str
    date: str


@dataclass(frozen=True, slots=True)
class Link:
    """A row that this one points at with a column, and what that row is in words."""

    column: str
    table: str
    id: str
    words: str


@dataclass(frozen=True, slots=True)
class Users:
    """The rows of a table that point at this one with a column: how many, and the first ids."""

    table: str
    column: str
    count: int
    ids: tuple[str, ...]
