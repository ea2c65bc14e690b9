"""Entries applied to rows: every entry sees the machine's rows, whatever the others change."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from dataset.curate.columns import Row, links, plain
from dataset.curate.draft import Rows
from dataset.curate.entries import Entry
from dataset.errors import CurationError
from dataset.schema import load_schema

Gone = dict[tuple[str, str], str | None]
_CURATED = {"origin": "curator", "rule": "curation", "confidence": 1.0}
_LOOK_AGAIN = "look at the row again, then change or delete the entry"


def edited(machine: Rows, entries: Sequence[Entry]) -> Rows:
    """The machine's rows with all entries applied; raises CurationError where one does not fit."""
    for entry in entries:
        _guard(entry, machine)
    draft = {table: {rid: dict(row) for rid, row in rows.items()} for table, rows in machine.items()}
    for entry in entries:
        if entry.action in ("set", "add"):
            _write(entry, draft)
    written = [entry for entry in entries if entry.action in ("set", "add")]
    _check_links(written, draft)
    _take_out(draft, _gone(entries, draft))
    _check_kept(written, draft)
    return draft


def changed(entries: Iterable[Entry]) -> int:
    """How many rows the entries change."""
    return len({(entry.table, entry.id) for entry in entries})


def targets(entries: Iterable[Entry]) -> dict[str, str | None]:
    """Row id -> the row that it was merged into, None where it was dropped."""
    return {entry.id: entry.target for entry in entries if entry.action in ("drop", "merge")}


def _guard(entry: Entry, machine: Rows) -> None:
    where, row = _place(entry), machine[entry.table].get(entry.id)
    if entry.action == "add":
        if row is not None:
            raise CurationError("the row is there already", where, todo="set its columns, or add it under another id")
        return
    if row is None:
        raise CurationError("the row is gone", where, str(_plain(entry.expect)), todo=_LOOK_AGAIN)
    got = {column: row[column] for column in entry.expect}
    if _plain(got) != _plain(entry.expect):
        raise CurationError("the row has changed", where, str(_plain(entry.expect)), str(_plain(got)), _LOOK_AGAIN)


def _plain(row: Row) -> Row:
    return {column: plain(value) for column, value in row.items()}


def _write(entry: Entry, draft: Rows) -> None:
    key = load_schema().table(entry.table).key
    added = {key[0]: entry.id} if entry.action == "add" and len(key) == 1 else {}
    row = draft[entry.table].setdefault(entry.id, added)
    row |= entry.value | {c: v for c, v in _CURATED.items() if c in load_schema().table(entry.table).names}
    if entry.table == "statements" and {"char_start", "char_end"} & entry.value.keys():
        if len(row["fragments"]) > 1:
            raise CurationError("the content has several fragments", entry.place, todo="set `fragments` instead")
        row["fragments"] = ((row["char_start"], row["char_end"]),)


def _check_links(entries: Iterable[Entry], draft: Rows) -> None:
    for entry in entries:
        for column, table in links(load_schema().table(entry.table)).items():
            to = entry.value.get(column)
            if to is not None and table in draft and to not in draft[table]:
                what = f"{column} refers to no row"
                raise CurationError(what, _place(entry), f"an id of {table}", to, _LOOK_AGAIN)


def _gone(entries: Iterable[Entry], draft: Rows) -> Gone:
    leaving = [entry for entry in entries if entry.action in ("drop", "merge")]
    gone: Gone = {(entry.table, entry.id): entry.target for entry in leaving}
    for entry in leaving:
        to = entry.target
        if to is not None and (to not in draft[entry.table] or (entry.table, to) in gone):
            raise CurationError("merged into no row", _place(entry), "a row that stays", to)
    return gone


def _take_out(draft: Rows, gone: Gone) -> None:
    """Remove the rows, what belongs to them, and what refers to them; a merged row hands all that to its target."""
    falling: Gone = {}
    for table, rows in draft.items():
        for rid, row in list(rows.items()):
            if (table, rid) in gone or not _relinked(table, row, gone) or _repeats(table, rid, rows):
                falling[table, rid] = None
                del rows[rid]
    follow: Gone = {row: None for row in falling if row not in gone}
    if follow:
        _take_out(draft, follow)


def _relinked(table: str, row: Row, gone: Gone) -> bool:
    """Point the row's references away from rows that are gone; False where the row goes with one of them."""
    schema = load_schema().table(table)
    for column, to in links(schema).items():
        if (to, row.get(column)) in gone:
            new = gone[to, row[column]]
            if new is None and column in (*schema.key, "act_of"):
                return False
            if new is not None or column != "event_group":
                row[column] = new
    return True


def _repeats(table: str, rid: str, rows: dict[str, Row]) -> bool:
    """Whether a party, participant or context that changed its owner says what the owner has already."""
    if table not in ("parties", "participants", "event_contexts") or _owner(table, rows[rid]) == rid.split("/")[0]:
        return False
    return any(_said(rows[rid]) == _said(row) for other, row in rows.items() if other != rid)


def _owner(table: str, row: Row) -> str:
    return str(row[load_schema().table(table).key[0]])


def _said(row: Row) -> dict[str, Any]:
    return {column: value for column, value in row.items() if column not in ("position", "origin")}


def _check_kept(entries: Iterable[Entry], draft: Rows) -> None:
    for entry in entries:
        if entry.id not in draft[entry.table]:
            todo = "delete one of the entries"
            raise CurationError("the row goes with another that is dropped", _place(entry), todo=todo)


def _place(entry: Entry) -> str:
    return f"{entry.place}, {entry.table} {entry.id}"
