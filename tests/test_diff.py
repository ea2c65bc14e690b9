"""A difference tells fields, rows and cells; what only moved is moved; the version that it needs follows."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from checkout import SECOND
from hypothesis import given
from hypothesis import strategies as st
from small_package import small_tables

from dataset.errors import SchemaError
from dataset.pipeline import build
from dataset.release import Snapshot, as_html, as_json, as_text, compare
from dataset.release.diff import Change, Diff
from dataset.release.moves import Shift
from dataset.release.version import bumped, level
from dataset.schema import Schema, Table, load_schema
from dataset.version import parse

Tables = dict[str, pa.Table]
SCHEMA = load_schema()
SMALL = Snapshot(SCHEMA, small_tables())
ARTICLES = replace(SMALL, tables={"articles": SMALL.tables["articles"]})


def with_column(tables: Tables, table: str, column: str, values: pa.Array) -> Tables:
    rows = tables[table]
    place = rows.column_names.index(column)
    return tables | {
        table: rows.set_column(place, rows.schema.field(place), values.cast(rows.schema.field(place).type))
    }


def without(tables: Tables, table: str, row: int) -> Tables:
    rows = tables[table]
    return tables | {table: pa.concat_tables([rows.slice(0, row), rows.slice(row + 1)])}


def changed(tables: Tables, table: str, column: str, value: Any) -> Tables:
    """The first row has another value."""
    values = [value, *tables[table][column].to_pylist()[1:]]
    return with_column(tables, table, column, pa.array(values))


CASES: dict[str, tuple[Callable[[Tables], Tables], str | None, Counter[str]]] = {
    "nothing": (lambda t: t, None, Counter()),
    "a cell": (lambda t: changed(t, "entities", "description", "a state"), "major", Counter(edited=1)),
    "a category": (lambda t: changed(t, "statements", "speech_act", "question"), "major", Counter(edited=1)),
    "null for a value": (lambda t: changed(t, "articles", "agency", None), "major", Counter(edited=1)),
    "a row gone": (lambda t: without(t, "event_contexts", 0), "major", Counter(removed=1)),
    "confidence": (lambda t: changed(t, "statements", "confidence", 0.5), "patch", Counter(recorded=1)),
    "a count": (lambda t: changed(t, "entities", "n_mentions", 9), "patch", Counter(recorded=1)),
    "a file's name": (lambda t: changed(t, "articles", "record_file", "b.txt"), "patch", Counter(recorded=1)),
}


@pytest.mark.parametrize(("change", "needs", "kinds"), CASES.values(), ids=CASES)
def test_what_differs_and_the_level_that_it_needs(
    change: Callable[[Tables], Tables], needs: str | None, kinds: Counter[str]
) -> None:
    diff = compare(SMALL, replace(SMALL, tables=change(SMALL.tables)))
    assert Counter(c.kind for c in diff.changes) == kinds
    assert bool(diff) == (needs is not None)
    assert level(diff) == (needs or "patch")


def test_a_row_more_is_minor_and_back_it_is_removed() -> None:
    fewer = replace(SMALL, tables=without(SMALL.tables, "event_contexts", 0))
    assert level(compare(fewer, SMALL)) == "minor"
    (change,) = compare(fewer, SMALL).changes
    key = "/".join(SMALL.tables["event_contexts"].slice(0, 1).to_pylist()[0].values())
    assert change == Change("event_contexts", key, "added", "event_id/context", None, key)


def _edit_field(schema: Schema, table: str, edit: Callable[[dict[str, Any]], object]) -> Schema:
    descriptor = json.loads(json.dumps(schema.tables[table].descriptor))
    edit(descriptor)
    return replace(schema, tables=schema.tables | {table: Table(descriptor)})


FIELDS: dict[str, tuple[Callable[[dict[str, Any]], object], list[str]]] = {
    "type": (lambda d: d["fields"][4].update(type="string"), ["events.act_of"]),
    "category": (lambda d: d["fields"][3]["constraints"]["enum"].append("other"), ["events.layer"]),
    "renamed": (lambda d: d["fields"][14].update(name="reality"), ["events.realis", "events.reality"]),
    "key": (lambda d: d.update(primaryKey=["event_id", "layer"]), ["events.primaryKey"]),
    "words about it": (lambda d: d["fields"][3].update(description="Which layer."), []),
}


@pytest.mark.parametrize(("edit", "places"), [FIELDS[case] for case in FIELDS if case != "type"])
def test_a_changed_field_is_major_and_other_words_for_it_are_not(
    edit: Callable[[dict[str, Any]], object], places: list[str]
) -> None:
    schema = _edit_field(SCHEMA, "events", edit)
    assert json.dumps(schema.tables["events"].descriptor) != json.dumps(SCHEMA.tables["events"].descriptor)
    diff = compare(ARTICLES, replace(ARTICLES, schema=schema))
    assert [place for place, _, _ in diff.fields] == places
    assert level(diff) == ("major" if places else "patch")


@pytest.mark.parametrize(
    ("version", "by", "next_one"),
    [
        ("1.0.0", "patch", "1.0.1"),
        ("1.4.7", "minor", "1.5.0"),
        ("1.4.7", "major", "2.0.0"),
        ("0.1.0", "major", "1.0.0"),
    ],
)
def test_the_next_version(version: str, by: str, next_one: str) -> None:
    assert bumped(version, by) == next_one


@pytest.mark.parametrize("version", ["1.0", "1.0.0-rc1", "v1.0.0", "01.0.0", "1.0.0\n", ""])
def test_what_is_no_version_of_a_release(version: str) -> None:
    with pytest.raises(SchemaError, match=r"expected 1\.2\.3"):
        parse(version)


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Snapshot]:
    """The package built from one article's record."""

    def make(record: str) -> Snapshot:
        folder = tmp_path_factory.mktemp("article")
        (folder / "source").mkdir()
        (folder / "source" / "a.txt").write_text(record, encoding="utf-8")
        build(folder / "source", folder / "package")
        return Snapshot.of(folder / "package")

    return make


MORE = SECOND.replace('"The talks were', 'The lake was calm. "The talks were')


def test_a_statement_that_only_moved_is_moved(article: Callable[[str], Snapshot]) -> None:
    before, after = article(SECOND), article(MORE)
    diff = compare(before, after)
    found = [change for change in diff.changes if change.table in ("statements", "fragments", "parties", "mentions")]
    assert {c.kind for c in found if c.field != "confidence"} == {"moved"}
    ids = {c.old: c.new for c in found if c.table == "statements" and c.kind == "moved"}
    text = dict(zip(*(after.tables["statements"][c].to_pylist() for c in ("statement_id", "text")), strict=True))
    was = dict(zip(*(before.tables["statements"][c].to_pylist() for c in ("statement_id", "text")), strict=True))
    assert ids
    assert {old: text[str(new)] for old, new in ids.items()} == {old: was[str(old)] for old in ids}
    moved = {int(re.findall(r"\d+", str(new))[1]) - int(re.findall(r"\d+", str(old))[1]) for old, new in ids.items()}
    assert moved == {len("The lake was calm. ")}


def test_a_moved_sentence_keeps_what_it_says(article: Callable[[str], Snapshot]) -> None:
    kinds = Counter(c.kind for c in compare(article(SECOND), article(MORE)).changes if c.table == "sentences")
    assert kinds["added"] == 1
    assert kinds["removed"] == kinds["edited"] == 0


def test_a_statement_with_another_range_is_one_row_edited(article: Callable[[str], Snapshot]) -> None:
    before, after = article(SECOND), article(SECOND.replace("would wait until May", "would wait until June"))
    found = [change for change in compare(before, after).changes if change.table == "statements"]
    (text,) = [change for change in found if change.field == "text"]
    assert (text.kind, text.old, text.new) == ("edited", "NATO would wait until May", "NATO would wait until June")
    assert not {"added", "removed"} & {change.kind for change in found}


WORDS = st.lists(st.sampled_from(["a ", "bb ", "the  ", "talks\n", "“now” ", "🙂 "]), max_size=12).map("".join)


OTHERS = st.lists(st.sampled_from(["x ", "yy\n", "zzz “"]), max_size=12).map("".join)


@given(WORDS, OTHERS, OTHERS, WORDS)
def test_what_both_texts_have_keeps_its_words(before: str, old: str, new: str, after: str) -> None:
    head, tail = f"HEAD {before}", f"TAIL {after}"
    one, other = f"{head}{old}{tail}", f"{head}{new}{tail}"
    shift = Shift(one, other)
    for start, end in ((0, len(head)), (len(head + old), len(one)), (0, 4), (len(head + old), len(head + old) + 4)):
        place = shift.range((start, end))
        assert other[slice(*place)] == one[start:end]
    assert Shift(one, one).range((1, len(one))) == (1, len(one))


def test_text_json_and_html_tell_the_same(article: Callable[[str], Snapshot]) -> None:
    before = article(SECOND)
    after = replace(before, tables=changed(before.tables, "entities", "entity_name", "<script>alert(1)</script>"))
    diff = compare(before, after)
    said = json.loads(as_json("1.0.0", "2.0.0", diff))
    assert (said["old"], said["new"], said["level"]) == ("1.0.0", "2.0.0", "major")
    assert said["tables"] == {"entities": {"edited": 1}}
    assert said["changes"][0]["new"] == "<script>alert(1)</script>"
    text = as_text("1.0.0", "2.0.0", diff)
    assert text.startswith("1.0.0 -> 2.0.0: 1 cells edited (major)\nentities: 1 edited\n  ~ ")
    page = as_html("1.0.0", "2.0.0", diff)
    assert "<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>" in page
    assert "<script>" not in page


def test_no_difference_is_said_too() -> None:
    nothing = Diff((), (), (), {})
    assert as_text("a", "b", nothing) == "a -> b: nothing differs in rows, fields or metadata"
    assert json.loads(as_json("a", "b", nothing))["level"] == "none"


def test_a_package_of_another_schema_can_be_compared(tmp_path: Path) -> None:
    older = _edit_field(SCHEMA, "entities", lambda d: d["fields"].pop(4))
    tables = SMALL.tables | {"entities": SMALL.tables["entities"].drop_columns(["wikidata_id"])}
    diff = compare(Snapshot(older, tables), SMALL)
    assert [place for place, _, _ in diff.fields] == ["entities.wikidata_id"]
    assert diff.changes == ()


def test_ranges_that_only_touch_are_two_rows() -> None:
    rows = SMALL.tables["mentions"]
    far = pc.add(rows["char_start"], 500), pc.add(rows["char_end"], 500)
    ids = pc.binary_join_element_wise("x:", pc.cast(rows["char_start"], pa.string()), "")
    tables = with_column(SMALL.tables, "mentions", "mention_id", ids.combine_chunks())
    tables = with_column(with_column(tables, "mentions", "char_start", far[0]), "mentions", "char_end", far[1])
    kinds = {c.kind for c in compare(SMALL, replace(SMALL, tables=tables)).changes if c.table == "mentions"}
    assert kinds == {"added", "removed"}
