"""The hand-labelled events of PolNeAR articles: positions and categories, without any text (``tests/bench/gold``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataset.evaluate.labelled import read_labels
from dataset.spans import Span

ROLES = {"actor": "actor", "recipient": "recipient", "third_party": "third", "place": "place"}
"""Role of a participant -> its key in the files."""


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """A labelled event; ``participants`` are the places of everybody in it, each with the role."""

    trigger: Span
    event_type: str
    event_mode: str | None
    realis: str
    negated: bool
    participants: tuple[tuple[str, Span], ...] = ()


def read_events(folder: Path) -> dict[str, list[GoldEvent]]:
    """Article -> its labelled events; raises as ``read_labels`` does."""
    return read_labels(folder, "events", "events", "triggers, categories, participants", _event)


def _event(row: dict[str, Any]) -> GoldEvent:
    participants = tuple((role, _span(place)) for role, key in ROLES.items() for place in row[key])
    return GoldEvent(_span(row["trigger"]), row["type"], row["mode"], row["realis"], row["negated"], participants)


def _span(given: list[int]) -> Span:
    start, end = given
    return int(start), int(end)
