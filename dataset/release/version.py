"""Which version a release must have at least, by what it changed."""

from __future__ import annotations

from collections import Counter

from dataset.release.diff import Diff
from dataset.version import parse

LEVELS = ("patch", "minor", "major")


def level(diff: Diff) -> str:
    """MAJOR for a row edited, moved or removed or a field changed, MINOR for rows added, else PATCH.

    A cell that says how a row was made, found or counted (``recorded``, ``counts`` in ``schema/``) is no edit.
    """
    kinds = {change.kind for change in diff.changes}
    if diff.fields or kinds & {"removed", "moved", "edited"}:
        return "major"
    return "minor" if "added" in kinds else "patch"


def bumped(version: str, by: str) -> str:
    """The next version of that level."""
    parts = list(parse(version))
    place = 2 - LEVELS.index(by)
    parts[place:] = [parts[place] + 1, 0, 0][: 3 - place]
    return ".".join(map(str, parts))


def summary(diff: Diff) -> str:
    """In a few words: ``27 rows added, 3 cells edited``."""
    counts: Counter[str] = Counter(change.kind for change in diff.changes)
    units = {"added": "rows", "removed": "rows", "moved": "rows", "edited": "cells", "recorded": "cells"}
    parts = [f"{counts[kind]} {unit} {kind}" for kind, unit in units.items() if counts[kind]]
    parts += [f"{len(diff.fields)} fields changed"] if diff.fields else []
    parts += [f"{len(diff.metadata)} properties of the package changed"] if diff.metadata else []
    return ", ".join(parts) or "nothing differs in rows, fields or metadata"
