"""Curation entries: one decision of a person about one row, as ``seeds/curation/*.yaml`` holds them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from dataset.curate.columns import Row, located, parse, parse_whole, plain, words_columns
from dataset.curate.document import read_yaml
from dataset.curate.draft import TABLES
from dataset.errors import CurationError, DatasetError, UsageError
from dataset.schema import Table, load_schema

ACTIONS: dict[str, tuple[str, ...]] = {
    "set": ("expect", "value"),
    "add": ("value",),
    "drop": ("expect",),
    "merge": ("expect", "value"),
}
_ALWAYS = ("table", "action", "reason", "curator", "date")
_WHOLE = "the whole row"
_CONTENT = ("fragments", "char_start", "char_end")


@dataclass(frozen=True, slots=True)
class Entry:
    """A decision about the row ``id`` of ``table``, made where the row still is what ``expect`` says.

    ``value`` holds the columns of a ``set`` or ``add``; ``target`` is the row that a ``merge`` leaves.
    """

    place: str
    table: str
    id: str
    action: str
    expect: Row
    value: Row
    target: str | None
    reason: str
    curator: str
    date: date

    @property
    def article_id(self) -> str | None:
        """The article whose row it is; None for an entity, which all articles share."""
        return None if self.table == "entities" else self.id.partition(":")[0]


def load_entries(folder: Path) -> list[Entry]:
    """The entries of all ``*.yaml`` files of the folder, in the order of file names.

    Raises UsageError where there is no such folder; CurationError, which names file and entry, for what is not a
    complete and unambiguous decision.
    """
    if not folder.is_dir():
        raise UsageError("no such curation folder", str(folder), "a folder with *.yaml", todo="check the path")
    entries = [entry for path in sorted(folder.glob("*.yaml")) for entry in _read(path)]
    _check_once(entries)
    return entries


def by_article(entries: Iterable[Entry]) -> dict[str | None, list[Entry]]:
    """The entries of each article, and of the entities under None."""
    groups: dict[str | None, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(entry.article_id, []).append(entry)
    return groups


def check_articles(entries: Iterable[Entry], article_ids: Container[str]) -> None:
    """Raises CurationError where an entry addresses an article that is not there."""
    for entry in entries:
        if entry.article_id is not None and entry.article_id not in article_ids:
            todo = "bring the article back, or delete the entry"
            raise CurationError("the article is gone", entry.place, f"article {entry.article_id}", todo=todo)


def _read(path: Path) -> list[Entry]:
    with located(CurationError, path.name):
        given = read_yaml(path)
    if given is None:
        return []
    if not isinstance(given, list):
        raise CurationError("not a list of entries", path.name, "a YAML list", type(given).__name__)
    return [_entry(f"{path.name} entry {i}", entry) for i, entry in enumerate(given, start=1)]


def _entry(place: str, given: Any) -> Entry:
    if not isinstance(given, dict):
        raise CurationError("not an entry", place, "a mapping", type(given).__name__)
    action = given.get("action")
    if not isinstance(action, str) or action not in ACTIONS:
        raise CurationError("unknown action", place, "one of " + ", ".join(ACTIONS), str(action))
    needed = (*_ALWAYS, *ACTIONS[action])
    _check_keys(place, given, needed)
    with located(CurationError, place):
        schema, when = _table(given["table"]), _date(given["date"])
        expect, value, target = _contents(schema, action, _mappings(given))
        key = _key(schema, given.get("id"), value if action == "add" else {})
    return Entry(place, schema.name, key, action, expect, value, target, given["reason"], given["curator"], when)


def _check_keys(place: str, given: Mapping[str, Any], needed: Sequence[str]) -> None:
    unknown = sorted(str(key) for key in given if key not in {*needed, "id", "fields"})
    if unknown:
        raise CurationError("unknown keys", place, ", ".join(needed) + ", id, fields", ", ".join(unknown))
    missing = [key for key in needed if key not in given or given[key] in ("", {})]
    if missing:
        raise CurationError("keys are missing", place, ", ".join(missing))
    for key in ("reason", "curator"):
        if not isinstance(given[key], str):
            raise CurationError(f"{key} is no text", place, "a string", type(given[key]).__name__)


def _table(name: Any) -> Table:
    if name == "fragments":
        raise DatasetError("fragments are not addressed", todo="set `fragments` of the statement: [[start, end], ...]")
    if name not in (*TABLES, "entities"):
        raise DatasetError("no such table", expected="one of " + ", ".join((*TABLES, "entities")), got=str(name))
    return load_schema().table(name)


def _date(given: Any) -> date:
    try:
        return given if isinstance(given, date) else date.fromisoformat(given)
    except (TypeError, ValueError):
        raise DatasetError("date of the entry is no day", expected="YYYY-MM-DD", got=str(given)) from None


def _mappings(given: Mapping[str, Any]) -> dict[str, Any]:
    """The entry's ``expect`` and ``value``; ``fields`` with one name stands for a mapping with one key."""
    contents = {key: given[key] for key in ("expect", "value") if key in given}
    match given.get("fields"):
        case None:
            return contents
        case str(column):
            return {key: {column: value} for key, value in contents.items()}
        case list(columns) if isinstance(given.get("value"), dict) and set(columns) == given["value"].keys():
            return contents
    raise DatasetError("fields are not those of value", got=str(given["fields"]), todo="leave `fields` out")


def _contents(schema: Table, action: str, given: Mapping[str, Any]) -> tuple[Row, Row, str | None]:
    """``expect``, ``value`` and ``target`` of an entry, checked against the table."""
    if action == "merge" and not isinstance(given["value"], str):
        raise DatasetError(
            "value of a merge is no row", expected="the id of the row that stays", got=str(given["value"])
        )
    mappings = {key: part for key, part in given.items() if (key, action) != ("value", "merge")}
    for key, part in mappings.items():
        if not isinstance(part, dict):
            raise DatasetError(f"{key} is no mapping", expected="column: value", got=str(part))
    if schema.name == "articles" and action != "set":
        raise DatasetError("an article is not added, dropped or merged, only set", todo="change the source file")
    if action == "add":
        return {}, parse_whole(schema, mappings["value"]), None
    expect = _expected(schema, mappings["expect"])
    if action != "set":
        return expect, {}, given.get("value")
    value = parse(schema, mappings["value"])
    _check_settable(schema, expect, value)
    return expect, value, None


def _expected(schema: Table, given: Mapping[str, Any]) -> Row:
    """What the machine's row should hold, derived columns included."""
    known = [*schema.names, *(["fragments"] if schema.name == "statements" else [])]
    unknown = [str(column) for column in given if column not in known]
    if unknown:
        raise DatasetError("no such column in expect", f"table {schema.name}", ", ".join(known), ", ".join(unknown))
    content = parse(schema, {c: v for c, v in given.items() if c == "fragments"})
    return {c: content.get(c, plain(v)) for c, v in given.items()}


def _check_settable(schema: Table, expect: Row, value: Row) -> None:
    keys = [column for column in value if column in schema.key]
    if keys:
        raise DatasetError("a key cannot be set", f"table {schema.name}", got=", ".join(keys), todo="drop and add")
    unguarded = [c for c in value if c not in expect and c not in words_columns(schema)]
    if unguarded:
        raise DatasetError("expect does not cover value", f"table {schema.name}", expected=", ".join(unguarded))


def _key(schema: Table, given: Any, value: Row) -> str:
    """The row id; that of an added row may stand in its key columns, and those of a composite key are filled in."""
    written = schema.row_id(value) if all(column in value for column in schema.key) else None
    key = given if given is not None else written
    if not isinstance(key, str) or (written and written != key):
        raise DatasetError("no row id, or two", expected="/".join(schema.key), got=f"{given}, {written}")
    return key


def _check_once(entries: Sequence[Entry]) -> None:
    """A row that is added, dropped or merged has one entry; a row that is set has one for each column."""
    decided: dict[tuple[str, str], dict[str, str]] = {}
    for entry in entries:
        taken = decided.setdefault((entry.table, entry.id), {})
        columns = _columns(entry) if entry.action == "set" else {_WHOLE}
        clashes = [taken[c] for c in taken if entry.action != "set" or c in columns | {_WHOLE}]
        if clashes:
            raise CurationError("decided twice", entry.place, got=f"{entry.table} {entry.id} also in {clashes[0]}")
        taken.update(dict.fromkeys(columns, entry.place))


def _columns(entry: Entry) -> set[str]:
    """What the entry decides; a statement's content is one thing, however it is written."""
    return {"fragments" if entry.table == "statements" and c in _CONTENT else c for c in entry.value}
