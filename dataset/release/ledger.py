"""The ledger ``id_redirects``: every id ever published is in its table, or here with where it went."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.release.diff import Change, Diff
from dataset.release.reasons import Reasons
from dataset.release.snapshot import Snapshot

Place = tuple[str, str]
"""Table and id."""


def ledger(before: pa.Table, diff: Diff, old: Snapshot, new: Snapshot, reasons: Reasons) -> list[dict[str, Any]]:
    """The rows of the new ledger, in the order of its key, from the one before and what became of the ids since."""
    here = {name: set(new.tables[name][key].to_pylist()) for name, key in _keys(new).items()}
    rows = {(row["table_name"], row["old_id"]): row for row in before.to_pylist()}
    for (table, gone), to in _went(diff, old, new).items():
        kept = to if to in here[table] else None
        reason = reasons(_change(diff, table, gone, kept))
        made = {"table_name": table, "old_id": gone, "new_id": kept, "retired_in": new.version, "reason": reason}
        rows[table, gone] = made
    known = {place: row for place, row in rows.items() if place[1] not in here.get(place[0], set())}
    return [{**known[place], "new_id": _followed(place, known)} for place in sorted(known)]


def _keys(side: Snapshot) -> dict[str, str]:
    """Table -> the column of its ids, for the tables that have ids of one column."""
    return {name: table.key[0] for name, table in side.schema.tables.items() if len(table.key) == 1}


def _went(diff: Diff, old: Snapshot, new: Snapshot) -> dict[Place, str | None]:
    """Every id that the old release had and the new one has not -> the id of the row that stands in its place."""
    found: dict[Place, str | None] = {}
    merged = {(entry.table, entry.id): entry.target for entry in new.entries if entry.action == "merge"}
    for table, key in _keys(new).items():
        if table in old.tables:
            ids = old.tables[table][key].combine_chunks()
            gone = ids.filter(pc.invert(pc.is_in(ids, new.tables[table][key].combine_chunks()))).to_pylist()
            named = _named_now(gone, diff, old, new) if table == "entities" else diff.renamed.get(table, {})
            found |= {(table, was): merged.get((table, was)) or named.get(was) for was in gone}
    return found


def _named_now(gone: Iterable[str], diff: Diff, old: Snapshot, new: Snapshot) -> dict[str, str]:
    """Entity that is gone -> the one that most of its mentions refer to now."""
    if not (wanted := set(gone)):
        return {}
    now = dict(zip(*(new.tables["mentions"][c].to_pylist() for c in ("mention_id", "entity_id")), strict=True))
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for mention, entity in zip(
        *(old.tables["mentions"][c].to_pylist() for c in ("mention_id", "entity_id")), strict=True
    ):
        to = now.get(diff.renamed.get("mentions", {}).get(mention, mention) or "")
        if entity in wanted and to:
            votes[entity][to] += 1
    return {entity: min(count, key=lambda to: (-count[to], to)) for entity, count in votes.items()}


def _change(diff: Diff, table: str, gone: str, to: str | None) -> Change:
    """The change that the reason is asked of: the row's own, which has the new id where the row has one."""
    return Change(table, to or gone, "moved" if to else "removed", "", gone, to)


def _followed(place: Place, rows: Mapping[Place, Mapping[str, Any]]) -> str | None:
    """The end of a chain of redirects, None where it breaks off."""
    seen = {place}
    to: str | None = rows[place]["new_id"]
    while to is not None and (place[0], to) in rows:
        if (place[0], to) in seen:
            return None
        seen.add((place[0], to))
        to = rows[place[0], to]["new_id"]
    return to
