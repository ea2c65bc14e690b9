"""The hand-labelled statements inside others in PolNeAR articles: positions without text (``tests/bench/gold``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dataset.corpora.polnear import Attribution
from dataset.curate.document import read_yaml
from dataset.errors import GoldError, UsageError
from dataset.spans import Span


def read_nested(folder: Path) -> dict[str, list[Attribution]]:
    """Article -> what is stated inside its statements, where that is labelled; raises UsageError without any, GoldError
    for no labels."""
    given = {path.stem: (path.name, read_yaml(path)) for path in sorted(folder.glob("*.yaml"))}
    found = {stem: _nested(name, rows) for stem, (name, rows) in given.items() if "nested" in rows}
    if not found:
        raise UsageError("no labelled nested statements", str(folder), "*.yaml", todo="run it in a checkout")
    return found


def _nested(name: str, given: dict[str, Any]) -> list[Attribution]:
    try:
        return [_attribution(row) for row in given["nested"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldError("not labelled statements", name, "source, cue, content", repr(error)) from None


def _attribution(row: dict[str, Any]) -> Attribution:
    return Attribution(_spans(row["source"]), _spans(row["cue"]), _spans(row["content"]))


def _spans(given: list[list[int]]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in given)
