"""Why a cell changed: a person's decision, another source, a count that follows other rows, or the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.curate import Entry
from dataset.release.diff import Change
from dataset.release.snapshot import Snapshot
from dataset.schema import Table


class Reasons:
    """Says of each change between two packages why it is."""

    def __init__(self, old: Snapshot, new: Snapshot) -> None:
        self.old, self.new = old, new
        self._entries: dict[tuple[str, str], list[Entry]] = defaultdict(list)
        before = {_decision(entry) for entry in old.entries}
        for entry in (entry for entry in new.entries if _decision(entry) not in before):
            self._entries[entry.table, entry.id].append(entry)
        self._made_by: dict[tuple[str, bool], dict[str, str]] = {}
        self._articles = [_column(side, "articles", "text_sha256") for side in (old, new)]
        self._files = _column(old, "articles", "record_file") | _column(new, "articles", "record_file")

    def __call__(self, change: Change) -> str:
        """One line: the curation entry with its reason, the source file, what a count counts, or rule and version."""
        table = self.new.schema.tables[change.table]
        if "counts" in (counted := _descriptor(table, change.field)):
            return f"counts rows of {counted['counts']['resource']}"
        return self._curated(change) or self._sourced(change, table) or self._made(change, table)

    def _curated(self, change: Change) -> str | None:
        """The entry on the cell, else on the row, else on the row that it belongs to or the entity that it named."""
        rows = [(change.table, row) for row in (change.id, change.old) if row]
        owners = [(r.table, change.id.partition("/")[0]) for r in self.new.schema.tables[change.table].references]
        named = [("entities", change.old)] if change.old and change.table != "entities" else []
        found = [entry for place in [*rows, *owners, *named] for entry in self._entries.get(place, [])]
        exact = [entry for entry in found if change.field in entry.value]
        return next((_told(entry) for entry in [*exact, *found]), None)

    def _sourced(self, change: Change, table: Table) -> str | None:
        """The article is new, gone, has another text or stands elsewhere in its source."""
        article = change.id.partition(":")[0]
        before, after = (side.get(article) for side in self._articles)
        if table.name == "entities" or (before == after and table.name != "articles"):
            return None
        what = "is new" if before is None else "is gone" if after is None else "was changed"
        return f"source: {self._files[article]}, article {article} {what}"

    def _made(self, change: Change, table: Table) -> str:
        """Origin and rule of the row, or of the row that it belongs to."""
        owner = change.id.partition("/")[0]
        owners = [r.table for r in table.references if set(r.fields) <= set(table.key)]
        places = [(table.name, change.id), *((name, owner) for name in owners)]
        old = change.kind == "removed"
        makers = [self._makers(name, old).get(row) for name, row in places]
        return f"{next(filter(None, makers), 'rule')}, engine {self.new.version}"

    def _makers(self, table: str, old: bool) -> dict[str, str]:
        """Row id -> origin and rule, for a table that has both an origin and ids of one column."""
        if (table, old) not in self._made_by:
            side = self.old if old else self.new
            rows, key = side.tables[table], side.schema.tables[table].key
            said = [name for name in ("origin", "rule") if name in rows.column_names and len(key) == 1]
            columns = [rows[name].to_pylist() for name in (*key, *said)] if said else []
            self._made_by[table, old] = {row: " ".join(made) for row, *made in zip(*columns, strict=True)}
        return self._made_by[table, old]


def reason_rows(changes: Iterable[Change], reasons: Reasons) -> list[dict[str, Any]]:
    """The rows of the table ``changes``, in the order of its key."""
    rows = [
        {
            "table_name": change.table,
            "id": change.id,
            "change": change.kind,
            "field": change.field,
            "old": change.old,
            "new": change.new,
            "reason": reasons(change),
        }
        for change in changes
    ]
    return sorted(rows, key=lambda row: (row["table_name"], row["id"], row["change"], row["field"]))


def _column(side: Snapshot, table: str, column: str) -> dict[str, str]:
    """Row id -> value."""
    rows = side.tables[table]
    values: pa.ChunkedArray = pc.cast(rows[column], pa.string())
    return dict(zip(rows[side.schema.tables[table].key[0]].to_pylist(), values.to_pylist(), strict=True))


def _descriptor(table: Table, field: str) -> dict[str, Any]:
    return next((f.descriptor for f in table.fields if f.name == field), {})


def _decision(entry: Entry) -> tuple[str, ...]:
    """An entry without its place in the file."""
    return tuple(map(str, (entry.table, entry.id, entry.action, entry.value, entry.target, entry.reason, entry.date)))


def _told(entry: Entry) -> str:
    return f"curation: {entry.place}: {' '.join(entry.reason.split())} ({entry.curator}, {entry.date})"
