"""The PolNeAR articles that are labelled by hand: where the labels are, and the halves in which they are scored."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

GOLD = Path(__file__).parents[2] / "tests" / "bench" / "gold"
_PARTS = {"even": slice(0, None, 2), "odd": slice(1, None, 2)}


def part_of(names: Iterable[str], part: str | None) -> list[str]:
    """Every other article for even and odd, else all."""
    return list(names)[_PARTS.get(part or "", slice(None))]
