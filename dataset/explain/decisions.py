"""Which curation entries are about a row. An entry names the row as the engine made it, which may have moved since."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from dataset.explain.facts import Decision
from dataset.schema import Schema

if TYPE_CHECKING:
    from dataset.curate import Entry


def decisions(schema: Schema, table: str, row_id: str, entries: Sequence[Entry]) -> Iterator[Decision]:
    """The entries that set, added, dropped or merged this row, by its id now or then, or merged another into it."""
    moved = {(entry.table, entry.id): now for entry in entries if (now := _moved(schema, entry))}
    owners = {name: {r.table for r in t.references if set(r.fields) < set(t.key)} for name, t in schema.tables.items()}
    for entry in (entry for entry in entries if entry.table == table):
        first, slash, rest = entry.id.partition("/")
        now = moved.get((table, entry.id)) or entry.target or (None if entry.action == "drop" else entry.id)
        for owner in owners[table] if slash else ():
            now = moved[owner, first] + slash + rest if (owner, first) in moved else now
        if row_id == entry.id or (now and _unnumbered(now) == _unnumbered(row_id) and now != entry.id):
            yield _decision(entry, now)


def _decision(entry: Entry, now: str | None) -> Decision:
    said = (entry.place, entry.table, entry.id, entry.action, dict(entry.expect), dict(entry.value), now)
    return Decision(*said, " ".join(entry.reason.split()), entry.curator, entry.date.isoformat())


def _moved(schema: Schema, entry: Entry) -> str | None:
    """The id that follows from the place which the entry gives a row, without a number behind; None where it gives
    none."""
    here = re.fullmatch(r"(.*:[a-z])(\d+)-(\d+)(\.\d+)?", entry.id)
    if here is None or entry.action != "set":
        return None
    start, end = _place(schema, entry.table, entry.value)
    now = f"{here[1]}{here[2] if start is None else start}-{here[3] if end is None else end}"
    return now if now != _unnumbered(entry.id) else None


def _place(schema: Schema, table: str, value: dict[str, Any]) -> tuple[int | None, int | None]:
    """Start and end that an entry sets, each None where it does not."""
    if pieces := value.get("fragments"):
        return pieces[0][0], pieces[-1][1]
    span = schema.tables[table].descriptor["spans"][0]
    return value.get(span["start"]), value.get(span["end"])


def _unnumbered(row_id: str) -> str:
    """Without the number that tells rows of one place apart."""
    return re.sub(r"(:[a-z]\d+-\d+)\.\d+", r"\1", row_id)
