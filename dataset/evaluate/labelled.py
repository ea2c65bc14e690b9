"""The PolNeAR articles that are labelled by hand: where the labels are, what each article has, and in which halves they
are scored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeVar

from dataset.curate.document import read_yaml
from dataset.errors import GoldError, UsageError

_Row = TypeVar("_Row")

GOLD = Path(__file__).parents[2] / "tests" / "bench" / "gold"
TRAIN = "train"
"""The part of the labels that are of PolNeAR's train part, read by one or two people: to tune and to train on."""
_PARTS = {"even": slice(0, None, 2), "odd": slice(1, None, 2)}


def part_of(names: Iterable[str], part: str | None) -> list[str]:
    """Every other article for even and odd, else all."""
    return list(names)[_PARTS.get(part or "", slice(None))]


def place_of(part: str | None, gold: Path) -> tuple[Path, str]:
    """The folder of the labels of a part, and the part of PolNeAR that their articles are from."""
    return (gold / TRAIN, "train") if part == TRAIN else (gold, "dev")


def read_labels(
    folder: Path, key: str, what: str, expected: str, row: Callable[[dict[str, Any]], _Row]
) -> dict[str, list[_Row]]:
    """Article -> its labelled rows under ``key``, where it has some; raises UsageError without any, GoldError for what
    is no label."""
    given = {path.stem: (path.name, read_yaml(path)) for path in sorted(folder.glob("*.yaml"))}
    found = {
        stem: _rows(name, labels[key], what, expected, row) for stem, (name, labels) in given.items() if key in labels
    }
    if not found:
        raise UsageError(f"no labelled {what}", str(folder), "*.yaml", todo="run it in a checkout of the project")
    return found


def _rows(
    name: str, given: list[dict[str, Any]], what: str, expected: str, row: Callable[[dict[str, Any]], _Row]
) -> list[_Row]:
    try:
        return [row(labels) for labels in given]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldError(f"not labelled {what}", name, expected, repr(error)) from None
