"""The hand-labelled speakers of PolNeAR articles: positions and categories, without any text (``tests/bench/gold``)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataset.curate.document import read_yaml
from dataset.errors import GoldError, UsageError
from dataset.spans import Span


@dataclass(frozen=True, slots=True)
class GoldSpeakers:
    """Who speaks in a labelled statement, as places of each speaker's fullest names; nobody where nobody can be told.

    ``resolution`` is the form of the source, or why there is no speaker: a value of ``speaker_resolution``, or metonym.
    """

    cue: Span
    source: Span | None
    speakers: tuple[tuple[Span, ...], ...]
    resolution: str


def read_speakers(folder: Path) -> dict[str, list[GoldSpeakers]]:
    """Article -> its labelled statements, by name, of files that have some; raises UsageError without any, GoldError
    for what is no label."""
    given = {path: read_yaml(path) for path in sorted(folder.glob("*.yaml"))}
    found = {path.stem: _statements(path, labels) for path, labels in given.items() if _is_labelled(labels)}
    if not found:
        raise UsageError("no labelled speakers", str(folder), "*.yaml", todo="run it in a checkout of the project")
    return found


def _is_labelled(labels: object) -> bool:
    """Whether a file is for speakers, right or wrong, and not for nested statements alone."""
    return not (isinstance(labels, dict) and "nested" in labels and "statements" not in labels)


def _statements(path: Path, given: dict[str, Any]) -> list[GoldSpeakers]:
    try:
        places = {name: _spans(entity["spans"]) for name, entity in given["entities"].items()}
        return [_statement(row, places) for row in given["statements"]]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise GoldError("not labelled speakers", path.name, "entities with spans, statements", repr(error)) from None


def _statement(row: dict[str, Any], places: dict[str, tuple[Span, ...]]) -> GoldSpeakers:
    (cue,) = _spans([row["cue"]])
    source = _spans([row["source"]])[0] if row["source"] else None
    return GoldSpeakers(cue, source, tuple(places[name] for name in row["speaker"]), row["resolution"])


def _spans(given: list[list[int]]) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in given)
