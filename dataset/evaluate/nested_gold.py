"""The hand-labelled statements inside others in PolNeAR articles: positions without text (``tests/bench/gold``)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from dataset.corpora.polnear import Attribution
from dataset.evaluate.labelled import read_labels
from dataset.spans import Span


def read_nested(folder: Path) -> dict[str, list[Attribution]]:
    """Article -> what is stated inside its statements; raises as ``read_labels`` does."""
    return read_labels(folder, "nested", "nested statements", "source, cue, content", _attribution)


def _attribution(row: dict[str, Any]) -> Attribution:
    return Attribution(_spans(row["source"]), _spans(row["cue"]), _spans(row["content"]))


def _spans(given: list[list[int]]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in given)
