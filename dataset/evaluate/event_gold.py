"""The hand-labelled events of PolNeAR articles: positions and categories, without any text (``tests/bench/gold``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataset.curate.document import read_yaml
from dataset.errors import GoldError, UsageError
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
    """Article -> its labelled events, where it has some; raises UsageError without any, GoldError for no labels."""
    given = {path.stem: (path.name, read_yaml(path)) for path in sorted(folder.glob("*.yaml"))}
    found = {stem: _events(name, rows) for stem, (name, rows) in given.items() if "events" in rows}
    if not found:
        raise UsageError("no labelled events", str(folder), "*.yaml", todo="run it in a checkout of the project")
    return found


def _events(name: str, given: dict[str, Any]) -> list[GoldEvent]:
    try:
        return [_event(row) for row in given["events"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldError("not labelled events", name, "triggers, categories, participants", repr(error)) from None


def _event(row: dict[str, Any]) -> GoldEvent:
    participants = tuple((role, _span(place)) for role, key in ROLES.items() for place in row[key])
    return GoldEvent(_span(row["trigger"]), row["type"], row["mode"], row["realis"], row["negated"], participants)


def _span(given: list[int]) -> Span:
    start, end = given
    return int(start), int(end)
