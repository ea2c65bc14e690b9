"""Differences between the machine's rows and gold's, written as the curation entries that remove them.

The entries are complete but for ``reason``, ``curator`` and ``date``, which are a person's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dataset.curate.columns import Row, decided, links, plain, words_columns
from dataset.curate.draft import TABLES, Rows, by_id, inherited, to_rows
from dataset.evaluate.alignment import ENOUGH, align, align_entities, positions
from dataset.records import Annotation
from dataset.schema import Table, load_schema
from dataset.spans import overlap

Names = dict[str, dict[str, str]]
Similarity = Callable[[Row, Row], float]


def suggest(machine: Annotation, gold: Annotation) -> list[dict[str, Any]]:
    """Entries that turn the machine's (resolved) rows into gold's.

    Rows at nearly the same place are set, others added and dropped. A machine's entity that no row refers to any
    more needs no entry: it is no row of the tables.
    """
    left, right = to_rows(machine), to_rows(gold)
    left["entities"] = by_id("entities", machine.entities)
    right["entities"] = by_id("entities", gold.entities)
    names = _names(left, right, {b: a for a, b in align_entities(machine, gold).items()})
    wanted = {table: _translated(load_schema().table(table), right[table], names) for table in TABLES}
    _keep_groups(left["events"], wanted["events"])
    return [*_entity_entries(left, right, names), *row_entries(left, wanted)]


def row_entries(rows: Rows, wanted: Rows) -> list[dict[str, Any]]:
    """Entries that turn the rows of an article into those that are wanted, each under the id that it has in both."""
    own, wanted = _without(rows, _follows(rows, wanted)), _without(wanted, inherited(wanted))
    return [e for table in TABLES for e in _row_entries(load_schema().table(table), rows, own, wanted)]


def _names(machine: Rows, gold: Rows, entities: Mapping[str, str]) -> Names:
    """Gold's row ids -> the machine's for the same row, or an id that is free."""
    names: Names = {"articles": {rid: rid for rid in gold["articles"]}}
    for table, alike in _ALIKE.items():
        left, right = list(machine[table]), list(gold[table])
        pairs = align(list(machine[table].values()), list(gold[table].values()), alike, ENOUGH)
        names[table] = {rid: _free(rid, machine[table]) for rid in right} | {right[j]: left[i] for i, j in pairs}
    names["entities"] = {rid: entities.get(rid) or _free(rid, machine["entities"]) for rid in gold["entities"]}
    return names


def _free(rid: str, taken: Mapping[str, Row]) -> str:
    return _free(f"{rid}.new", taken) if rid in taken else rid


def _same_span(start: str, end: str) -> Similarity:
    return lambda a, b: overlap(range(a[start], a[end]), range(b[start], b[end]))


def _same_statement(a: Row, b: Row) -> float:
    cues = [range(row["cue_char_start"] or 0, row["cue_char_end"] or 0) for row in (a, b)]
    return (2 * overlap(positions(a["fragments"]), positions(b["fragments"])) + overlap(*cues)) / 3


def _same_mention(a: Row, b: Row) -> float:
    return _same_span("char_start", "char_end")(a, b) - 0.01 * int(a["form"] != b["form"])


def _same_event(a: Row, b: Row) -> float:
    unlike = 0.02 * int(a["layer"] != b["layer"]) + 0.01 * int(a["event_type"] != b["event_type"])
    return _same_span("trigger_char_start", "trigger_char_end")(a, b) - unlike


_ALIKE: dict[str, Similarity] = {
    "sentences": _same_span("char_start", "char_end"),
    "statements": _same_statement,
    "mentions": _same_mention,
    "events": _same_event,
}


def _translated(table: Table, rows: Mapping[str, Row], names: Names) -> dict[str, Row]:
    """Gold's rows under the machine's ids, links included."""
    translated = {}
    for rid, row in rows.items():
        new = {column: names[to].get(row[column], row[column]) for column, to in links(table).items()}
        own = {table.key[0]: names[table.name][rid]} if len(table.key) == 1 else {}
        translated[table.row_id(row | new | own)] = row | new | own
    return translated


def _keep_groups(machine: Mapping[str, Row], wanted: Mapping[str, Row]) -> None:
    """Call a group of events what the machine calls it, where no other group has a claim to that."""
    members: dict[str, list[str]] = {}
    for rid, row in wanted.items():
        members.setdefault(row["event_group"], []).append(rid)
    taken: set[str] = set()
    for rids in members.values():
        given = [machine[rid]["event_group"] for rid in rids if rid in machine]
        label = next((g for g in given if (g in rids or g not in wanted) and g not in taken), rids[0])
        taken.add(label)
        for rid in rids:
            wanted[rid]["event_group"] = label


def _without(rows: Rows, cells: Iterable[tuple[str, str, str]]) -> Rows:
    """The rows with null in the cells (table, row id, column)."""
    own = {table: {rid: dict(row) for rid, row in part.items()} for table, part in rows.items()}
    for table, rid, column in cells:
        if rid in own[table]:
            own[table][rid][column] = None
    return own


def _follows(rows: Rows, wanted: Rows) -> set[tuple[str, str, str]]:
    """The cells that need no decision: a mention gives them in ``wanted``, or in ``rows`` and again when curated."""
    given = inherited(rows)
    still = {cell for cell in given if wanted[cell[0]].get(cell[1], {}).get("mention_id") is not None}
    return still | inherited(wanted)


def _entity_entries(machine: Rows, gold: Rows, names: Names) -> Iterable[dict[str, Any]]:
    """An entity of another type gets gold's id: the machine's is merged into it."""
    table, rows = load_schema().table("entities"), machine["entities"]
    for rid, row in gold["entities"].items():
        old = rows.get(names["entities"][rid])
        if old is None or (old["entity_type"] != row["entity_type"] and rid not in rows):
            yield _added(table, rid, row)
        if old and old["entity_type"] != row["entity_type"] and rid not in rows:
            yield _entry(table, old["entity_id"], "merge", _guard(table, old), rid)
        elif old:
            yield from _set(table, old["entity_id"], old, old, row)


def _row_entries(table: Table, machine: Rows, own: Rows, wanted: Rows) -> Iterable[dict[str, Any]]:
    for rid, row in machine[table.name].items():
        if rid in wanted[table.name]:
            yield from _set(table, rid, row, own[table.name][rid], wanted[table.name][rid])
        elif not _falls(table, row, wanted):
            yield _entry(table, rid, "drop", _guard(table, row))
    for rid, row in wanted[table.name].items():
        if rid not in machine[table.name]:
            yield _added(table, rid, row)


def _falls(table: Table, row: Row, wanted: Rows) -> bool:
    """Whether the row goes with one that is dropped."""
    owners = {c: to for c, to in links(table).items() if c in (*table.key, "act_of") and row[c] is not None}
    return any(row[column] not in wanted[to] for column, to in owners.items())


def _set(table: Table, rid: str, row: Row, own: Row, wanted: Row) -> Iterable[dict[str, Any]]:
    columns = [c for c in decided(table) if own[c] != wanted[c]]
    if columns:
        words = [w for w, span in words_columns(table).items() if {*span} & {*columns} and wanted[span[0]] is not None]
        value = {c: wanted[c] for c in [*columns, *words]}
        yield _entry(table, rid, "set", {c: row[c] for c in columns}, _plain(value))


def _added(table: Table, rid: str, row: Row) -> dict[str, Any]:
    keys = table.key if len(table.key) > 1 else []
    columns = [*keys, *decided(table), *words_columns(table)]
    value = _plain({c: row[c] for c in columns if row[c] is not None})
    return _entry(table, None if keys else rid, "add", None, value)


def _guard(table: Table, row: Row) -> Row:
    """What tells a person which row it is: its words and categories."""
    telling = [
        *words_columns(table),
        *(f.name for f in table.fields if f.enum and f.name in {*decided(table), *table.key}),
    ]
    return {c: row[c] for c in telling if row[c] is not None} or {c: row[c] for c in decided(table)}


def _plain(row: Row) -> Row:
    return {column: plain(value) for column, value in row.items()}


def _entry(table: Table, rid: str | None, action: str, expect: Row | None, value: Any = None) -> dict[str, Any]:
    parts = {"table": table.name, "id": rid, "action": action, "expect": expect and _plain(expect), "value": value}
    return {key: part for key, part in parts.items() if part is not None}
