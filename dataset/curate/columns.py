"""What a person may decide: which columns, with which values; the rest follows and says from what."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any

from dataset.edtf import bounds
from dataset.errors import DatasetError
from dataset.schema import Field, Table

Row = dict[str, Any]
Fragments = tuple[tuple[int, int], ...]

PROVENANCE = ("confidence", "origin", "rule")
_READ = (
    *("title", "text", "body_char_start", "language", "n_chars", "n_words", "n_removed", "text_sha256"),
    *("record_file", "record_sha256", "record_byte_start", "record_byte_end"),
)
_FOLLOWS: dict[str, dict[str, str]] = {
    "articles": dict.fromkeys(_READ, "the source file in seeds/articles/"),
    "sentences": {"position": "char_start"},
    "statements": {
        "sentence_id": "the cue's positions or fragments",
        "parent_id": "fragments of this statement or of the outer one",
        "depth": "fragments of this statement or of the outer one",
        "text": "fragments",
        "source_mention_id": "mention_id of <statement>/speaker/0 in parties",
        "speaker_id": "entity_id of <statement>/speaker/0 in parties, or of its mention",
        "addressee_mention_id": "mention_id of <statement>/addressee/0 in parties",
        "addressee_id": "entity_id of <statement>/addressee/0 in parties, or of its mention",
    },
    "mentions": {"sentence_id": "char_start", "statement_id": "fragments of the statement around it"},
    "events": {
        "sentence_id": "trigger_char_start",
        "statement_id": "act_of, or fragments of the statement around it",
        "claimant_id": "the speaker of the statement around it",
        "quad": "event_type",
    },
}


def derived(table: Table) -> dict[str, str]:
    """Column -> what to change instead, for the columns that follow from others or that the build writes itself."""
    dates = {
        f"{name}_{bound}": f"{name}_edtf"
        for name in table.descriptor.get("dates", [])
        for bound in ("earliest", "latest")
    }
    counts = {f.name: f"rows of {f.descriptor['counts']['resource']}" for f in table.fields if "counts" in f.descriptor}
    written = dict.fromkeys(PROVENANCE, "nothing: the build writes it")
    article = {} if table.name == "articles" else {"article_id": "nothing: the id says it"}
    hints = dates | counts | written | article | _FOLLOWS.get(table.name, {})
    return {column: hint for column, hint in hints.items() if column in table.names}


def words_columns(table: Table) -> dict[str, tuple[str, str]]:
    """Column of words -> the columns of their positions; people write the words to guard the positions."""
    spans = table.descriptor.get("spans", [])
    return {span["words"]: (span["start"], span["end"]) for span in spans if "words" in span}


def decided(table: Table) -> list[str]:
    """The columns that say what somebody decided about a row: neither key nor words, and derived from nothing.

    A statement's content is the column ``fragments``.
    """
    out = {*derived(table), *words_columns(table), *table.key}
    own = [name for name in table.names if name not in out]
    if table.name != "statements":
        return own
    return ["fragments", *(name for name in own if name not in ("char_start", "char_end"))]


def links(table: Table) -> dict[str, str]:
    """Column -> the table that it refers to, for the columns that people write."""
    skip = derived(table)
    return {r.fields[0]: r.table for r in table.references if r.fields[0] not in skip}


def parse(table: Table, given: Mapping[str, Any]) -> Row:
    """Typed values for some columns of a row; raises DatasetError for what a person cannot write there."""
    hints = derived(table)
    for column in given:
        if column in hints:
            raise DatasetError(f"{column} is not decided", f"table {table.name}", todo=f"change {hints[column]}")
    if table.name == "statements" and "fragments" in given and {"char_start", "char_end"} & given.keys():
        raise DatasetError("the content is given twice", expected="fragments, or char_start and char_end")
    return {column: _cell(table, column, value) for column, value in given.items()}


def parse_whole(table: Table, given: Mapping[str, Any]) -> Row:
    """Typed values of a whole row; every required column has to be there."""
    row = parse(table, given)
    if table.name == "statements" and "fragments" not in row and {"char_start", "char_end"} <= row.keys():
        row["fragments"] = ((row.pop("char_start"), row.pop("char_end")),)
    needed = [c for c in decided(table) if c == "fragments" or table.field(c).required]
    needed += table.key if len(table.key) > 1 else []
    missing = [column for column in needed if column not in row]
    if missing:
        raise DatasetError("columns are missing", f"table {table.name}", ", ".join(missing))
    return row


def plain(value: Any) -> Any:
    """The value as YAML may hold it: a day as text, fragments as lists."""
    if isinstance(value, date):
        return value.isoformat()
    return [list(fragment) for fragment in value] if isinstance(value, tuple) else value


def check_words(table: Table, row: Mapping[str, Any], text: str) -> None:
    """Raises DatasetError where a position lies outside the text or the words beside it are not the text's."""
    for span in table.descriptor.get("spans", []):
        start, end = row.get(span["start"]), row.get(span["end"])
        words = row.get(span.get("words", ""))
        if start is None and end is None and words is None:
            continue
        _check_span(f"{span['start']}, {span['end']}", start, end, text)
        if words is not None and text[start:end] != words:
            at = f"at {start}-{end} stand other words than {span['words']}"
            raise DatasetError(at, expected=repr(words), got=repr(text[start:end]), todo=_found_at(words, text))
    for start, end in row.get("fragments") or ():
        _check_span("fragments", start, end, text)


def _check_span(columns: str, start: int | None, end: int | None, text: str) -> None:
    if start is None or end is None or not 0 <= start < end <= len(text):
        got = f"{start}, {end}"
        raise DatasetError(f"no range of the text in {columns}", expected=f"0 <= start < end <= {len(text)}", got=got)


def _found_at(words: str, text: str) -> str:
    found = [f"{m.start()}-{m.end()}" for m in re.finditer(re.escape(words), text)] if words else []
    return f"the words stand at {', '.join(found[:5])}" if found else "the words stand nowhere in the text"


@contextmanager
def located(kind: type[DatasetError], place: str) -> Iterator[None]:
    """Raise any DatasetError inside as a ``kind`` that names ``place``."""
    try:
        yield
    except DatasetError as error:
        where = f"{place}, {error.where}" if error.where else place
        raise kind(error.what, where, error.expected, error.got, error.todo) from None


def _cell(table: Table, column: str, given: Any) -> Any:
    if table.name == "statements" and column == "fragments":
        return _fragments(given)
    field = table.field(column)
    where = f"table {table.name}, column {column}"
    if given is None:
        if field.required:
            raise DatasetError("null where a value is needed", where)
        return None
    value = _typed(field, given, where)
    _check_limits(field, value, where)
    if column.removesuffix("_edtf") in table.descriptor.get("dates", []):
        with located(DatasetError, where):
            bounds(value)
    return value


def _fragments(given: Any) -> Fragments:
    pairs = given if isinstance(given, Collection) else []
    fragments = [tuple(p) for p in pairs if isinstance(p, Collection)]
    flat = [position for fragment in fragments for position in fragment]
    whole = len(fragments) == len(pairs) and all(len(f) == 2 and f[0] < f[1] for f in fragments)
    if not flat or not whole or flat != sorted(flat) or not all(type(p) is int for p in flat):
        raise DatasetError(
            "not a list of fragments", expected="[[start, end], ...] in the text's order", got=str(given)
        )
    return tuple((start, end) for start, end in fragments)


def _typed(field: Field, given: Any, where: str) -> Any:
    readers = {"date": date.fromisoformat, "datetime": datetime.fromisoformat}
    kinds = {"string": str, "integer": int, "boolean": bool, "date": date, "datetime": datetime}
    if field.type in readers and isinstance(given, str):
        try:
            return readers[field.type](given)
        except ValueError:
            raise DatasetError(f"not a {field.type}", where, "ISO 8601", got=given) from None
    if type(given) is not kinds[field.type]:
        todo = "put it in quotation marks" if field.type == "string" else ""
        raise DatasetError("wrong type", where, f"a {field.type}", f"{type(given).__name__} {given}", todo)
    return given


def _check_limits(field: Field, value: Any, where: str) -> None:
    if field.enum and value not in field.enum:
        raise DatasetError("not a category", where, "one of " + ", ".join(map(str, field.enum)), str(value))
    pattern = field.constraints.get("pattern")
    if pattern and not re.fullmatch(pattern, value):
        raise DatasetError("does not fit the pattern", where, pattern, value)
    if "minimum" in field.constraints and value < field.constraints["minimum"]:
        raise DatasetError("too small", where, f"at least {field.constraints['minimum']}", str(value))
