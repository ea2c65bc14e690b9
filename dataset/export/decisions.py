"""What curators decided before: entries address the engine's rows, a package holds the rows that came of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dataset.curate import Entry
from dataset.curate.columns import links
from dataset.errors import CurationError
from dataset.schema import load_schema

_CONTENT = {"fragments", "char_start", "char_end"}


class Decisions:
    """The entries that a package was built with, found by the rows that it has."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._of: dict[tuple[str, str], list[Entry]] = {}
        for entry in entries:
            self._of.setdefault((entry.table, _now(entry)), []).append(entry)

    def addressed(self, entry: dict[str, Any], origin: str | None) -> dict[str, Any]:
        """The entry about the package's row, whose ``origin`` is that, as one about the engine's.

        Raises CurationError where an entry has decided that already, or one that is not known made the row.
        """
        if origin == "curator" and (entry["table"], entry["id"]) not in self._of:
            todo = "say with --curation where the entries are that the package was built with"
            raise CurationError("a curator made this row", f"{entry['table']} {entry['id']}", todo=todo)
        table = load_schema().table(entry["table"])
        self._check(entry)
        parts = {p: entry[p] for p in ("expect", "value") if p in entry}
        moved = {p: {c: self._cell(table.name, c, v) for c, v in cells.items()} for p, cells in parts.items()}
        return entry | ({"id": self._row(table.name, entry["id"])} if "id" in entry else {}) | moved

    def _check(self, entry: dict[str, Any]) -> None:
        for earlier in self._about(entry):
            same = _columns(entry["table"], earlier.value) & _columns(entry["table"], entry.get("value", {}))
            if same or earlier.action == "add" or entry["action"] != "set":
                what = f"{entry['table']} {entry['id']} is decided already"
                raise CurationError(what, earlier.place, todo="change that entry")

    def _about(self, entry: dict[str, Any]) -> list[Entry]:
        """The entries on the same row; and on what belongs to it, where it is dropped."""
        key = entry.get("id", "")
        owned = [e for k, es in self._of.items() if k[1].startswith(f"{key}/") for e in es]
        return self._of.get((entry["table"], key), []) + (owned if entry["action"] == "drop" else [])

    def _row(self, table: str, row: str) -> str:
        """The id that the engine gave the row, or the entry that added it."""
        owner, slash, rest = row.partition("/")
        if slash:
            return f"{self._row('statements' if table == 'parties' else 'events', owner)}/{rest}"
        return self._of[table, row][0].id if (table, row) in self._of else row

    def _cell(self, table: str, column: str, value: Any) -> Any:
        to = links(load_schema().table(table)).get(column)
        return self._row(to, value) if to and value is not None else value


def _now(entry: Entry) -> str:
    """The id that the row has after the entry: an id is made of a place, and the entry may have moved it."""
    table = load_schema().table(entry.table)
    was = re.search(r"(\d+)-(\d+)(\.\d+)?$", entry.id)
    if "id" not in table.descriptor or not was:
        return entry.id
    start, end = (table.descriptor["spans"][0][side] for side in ("start", "end"))
    given = entry.value.get("fragments")
    pieces = {start: given[0][0], end: given[-1][1]} if given else {}
    now = (
        {start: int(was[1]), end: int(was[2])} | {c: entry.value[c] for c in (start, end) if c in entry.value} | pieces
    )
    same = list(now.values()) == [int(was[1]), int(was[2])]
    return entry.id if same else str(table.descriptor["id"].format(article_id=entry.article_id, **now))


def _columns(table: str, value: Iterable[str]) -> set[str]:
    """What is decided; a statement's content is one thing, however it is written."""
    return {"fragments" if table == "statements" and column in _CONTENT else column for column in value}
