"""Any row explains itself: where its words are, what made it, who corrected it, what it is tied to, where it went."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import yaml
from small_package import small_tables

import dataset
from dataset.cli import main
from dataset.curate import load_entries
from dataset.disk import Package
from dataset.errors import CurationError, UnknownNameError, UsageError
from dataset.explain import Explanation, Link, Maker, Place, Users
from dataset.explain.decisions import decisions
from dataset.explain.rows import Rows
from dataset.history import History, Release
from dataset.package import write_package
from dataset.schema import load_schema

SCHEMA, TABLES = load_schema(), small_tables()
ROOT = Path(__file__).parents[1]
CURATION = ROOT / "seeds" / "curation"
IDS = [(name, SCHEMA.tables[name].row_id(row)) for name, table in TABLES.items() for row in table.to_pylist()]
RETIRED: list[dict[str, Any]] = [
    {"table_name": "statements", "old_id": "617:s1-2", "new_id": "617:s175-230", "retired_in": "2.0.0"},
    {"table_name": "statements", "old_id": "617:s3-4", "new_id": None, "retired_in": "3.0.0"},
]
CHANGED = {"table_name": "statements", "id": "617:s175-230", "change": "edited", "field": "speech_act"}


def _release(folder: Path) -> Path:
    reason = {"reason": "curation: the promise is hers"}
    changes = [CHANGED | {"old": "question", "new": None} | reason]
    past = {
        name: pa.Table.from_pylist(rows, SCHEMA.history[name].arrow)
        for name, rows in {"changes": changes, "id_redirects": [row | reason for row in RETIRED]}.items()
    }
    release = Release("1.0.0", "2024-05-01", None, "MAJOR", "0", {})
    write_package(TABLES, folder, SCHEMA, history=History((release,), past))
    return folder


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _release(tmp_path_factory.mktemp("explained") / "package")


@pytest.fixture(scope="module")
def everything(small: Path) -> dict[str, Explanation]:
    """What is said of each row of the small package."""
    return {row_id: dataset.explain(row_id, path=small) for _, row_id in IDS}


@pytest.mark.parametrize(("table", "row_id"), IDS, ids=[row_id for _, row_id in IDS])
def test_every_row_of_every_table_is_found_by_its_id(
    table: str, row_id: str, everything: dict[str, Explanation]
) -> None:
    known = everything[row_id]
    assert (known.table, known.id) == (table, row_id)
    assert known.row == next(r for r in TABLES[table].to_pylist() if SCHEMA.tables[table].row_id(r) == row_id)
    assert json.loads(json.dumps(known.to_dict())) == known.to_dict()
    assert str(known).startswith(f"{table} {row_id}\n\n")


def test_words_are_those_of_the_article(everything: dict[str, Explanation]) -> None:
    texts = {row["article_id"]: row["text"] for row in TABLES["articles"].to_pylist()}
    for row_id, known in everything.items():
        for place in known.places:
            text = texts[known.row.get("article_id") or row_id.partition(":")[0]]
            assert text[place.char_start : place.char_end] == place.words
            assert place.line is not None
            assert place.words is not None
            assert place.context is not None
            assert text.split("\n")[place.line - 1].find(place.words.split("\n")[0]) >= 0
            assert f"[[{place.words}]]" in place.context
            assert place.context.replace("[[", "").replace("]]", "").strip("…") in text


def test_references_are_told_at_both_ends(everything: dict[str, Explanation]) -> None:
    for row_id, one in everything.items():
        for link in one.refers_to:
            (users,) = [u for u in everything[link.id].referred_by if (u.table, u.column) == (one.table, link.column)]
            assert row_id in users.ids or users.count > len(users.ids)
    for (table, row_id), one in zip(IDS, everything.values(), strict=True):
        for users in one.referred_by:
            rows = TABLES[users.table].to_pylist()
            pointing = [r for r in rows if r[users.column] == row_id]
            own = {row_id} if users.table == table else set()
            assert users.count == len({SCHEMA.tables[users.table].row_id(r) for r in pointing} - own)
            assert len(users.ids) == min(users.count, 5)


def test_a_nested_statement(small: Path) -> None:
    known = dataset.explain("617:s203-230", path=small)
    told = " added that Joe Biden had promised [[that sanctions would follow]]. Ivan Petrov"
    assert known.places[0] == Place("words", 203, 230, 3, "that sanctions would follow", known.places[0].context)
    assert told in (known.places[0].context or "")
    assert [place.part for place in known.places] == ["words", "source", "cue"]
    outer = "that Joe Biden had promised that sanctions would follow"
    assert Link("parent_id", "statements", "617:s175-230", outer) in known.refers_to
    assert Link("speaker_id", "entities", "person/joe-biden", "Joe Biden") in known.refers_to
    assert Users("events", "act_of", 1, ("617:e190-202",)) in known.referred_by
    assert known.maker == Maker("rule", "hand", None, "statements", known.id)


def test_an_entity_has_its_mentions_counted(small: Path) -> None:
    known = dataset.explain("person/dmitry-peskov", path=small)
    (mentions,) = [users for users in known.referred_by if users.table == "mentions"]
    assert mentions.count == known.row["n_mentions"] == 3
    assert known.places == ()
    assert known.maker == Maker("rule", None, None, "entities", known.id)


def test_parts_are_shown_with_the_row_that_they_are_of(small: Path) -> None:
    (statement,) = [i for t, i in IDS if t == "statements" and i.startswith("617:s63-")]
    shown = {place.part: place.words for place in dataset.explain(statement, path=small).places}
    assert shown["fragments/0"] == "“We will not talk 🙂,”"
    assert shown["fragments/1"] == "“and NATO knows it.”"
    part = dataset.explain(f"{statement}/1", path=small)
    assert part.maker == Maker("rule", "hand", None, "statements", statement)
    assert [link.column for link in part.refers_to] == ["article_id", "statement_id"]


@pytest.mark.parametrize(
    ("row_id", "near"),
    [
        ("617:s174-230", r"such as 617:s175-230, "),
        ("617:m999-1000", r"such as 617:m"),
        ("person/joe-bidden", r"such as person/joe-biden"),
        ("61", r"such as 617"),
        ("617:s175-230/speaker/9", r"such as 617:s175-230, "),
        ("zzz:s1-2", r"expected the id of a row; got .*; load\(table\) has the ids"),
        ("", "expected the id of a row"),
        ("617:s" + "9" * 40, r"such as 617:s"),
        ("617:s175-230/speaker/x' or 1=1", r"such as 617:s175-230, "),
    ],
)
def test_an_unknown_id_is_answered_with_near_ones(row_id: str, near: str, small: Path) -> None:
    with pytest.raises(UnknownNameError, match=near):
        dataset.explain(row_id, path=small)


def test_an_id_that_was_retired_says_where_it_went(small: Path) -> None:
    moved, gone = (dataset.explain(row["old_id"], path=small) for row in RETIRED)
    assert (moved.table, moved.row) == ("statements", {})
    assert moved.redirects[0]["new_id"] == "617:s175-230"
    assert "617:s1-2  retired in 2.0.0  now 617:s175-230  curation: the promise is hers" in str(moved)
    assert "617:s3-4  retired in 3.0.0  now nothing" in str(gone)


def _curated(folder: Path, **entry: Any) -> Path:
    signed = {"reason": "read\n it again", "curator": "Ines", "date": "2024-05-03"}
    folder.mkdir()
    (folder / "a.yaml").write_text(yaml.safe_dump([entry | signed], sort_keys=False), encoding="utf-8")
    return folder


SET, ID = {"table": "statements", "action": "set"}, "617:s175-230"
ENTRIES: list[tuple[dict[str, Any], str, str | None]] = [
    (SET | {"id": ID, "expect": {"kind": "direct"}, "value": {"kind": "mixed"}}, ID, ID),
    (SET | {"id": ID, "expect": {"kind": "direct"}, "value": {"kind": "mixed"}}, f"{ID}/0", ID),
    (
        SET | {"id": "617:s170-200.2", "expect": {"fragments": [[170, 200]]}, "value": {"fragments": [[175, 230]]}},
        ID,
        ID,
    ),
    (SET | {"id": "617:s170-230", "expect": {"char_start": 170}, "value": {"char_start": 175}}, ID, ID),
    (SET | {"id": "617:s170-230", "expect": {"char_start": 170}, "value": {"char_start": 175}}, "617:s170-230", ID),
    ({"table": "statements", "action": "drop", "id": "617:s7-8", "expect": {"kind": "direct"}}, "617:s7-8", None),
    (
        {"table": "entities", "action": "merge", "id": "person/d", "expect": {"entity_name": "D"}}
        | {"value": "person/dmitry-peskov"},
        *("person/dmitry-peskov", "person/dmitry-peskov"),
    ),
]


@pytest.mark.parametrize(("entry", "row_id", "now"), ENTRIES)
def test_an_entry_is_told_of_the_row_that_it_made(
    entry: dict[str, Any], row_id: str, now: str | None, small: Path, tmp_path: Path
) -> None:
    known = dataset.explain(row_id, path=small, curation=_curated(tmp_path / "curation", **entry))
    (decision,) = known.decisions
    assert (decision.id, decision.action, decision.now) == (entry["id"], entry["action"], now)
    assert (decision.place, decision.curator, decision.date) == ("a.yaml entry 1", "Ines", "2024-05-03")
    assert decision.reason == "read it again"
    assert "read it again" in str(known)
    assert known.to_dict()["decisions"][0]["action"] == entry["action"]


def test_an_entry_is_told_of_no_other_row(tmp_path: Path) -> None:
    entries = load_entries(_curated(tmp_path / "curation", **ENTRIES[1][0]))
    assert [i for table, i in IDS if list(decisions(SCHEMA, table, i, entries))] == [ID]


def test_every_curated_row_of_the_release_has_its_entry_and_every_entry_its_row() -> None:
    package, entries, told = Package.open(ROOT / "data"), load_entries(CURATION), set()
    for name, table in package.schema.tables.items():
        if "origin" in table.names:
            for row in Rows(package).where(name, "origin", "curator"):
                places = {decision.place for decision in decisions(SCHEMA, name, table.row_id(row), entries)}
                assert places, table.row_id(row)
                told |= places
    addressed = [e for e in entries if "origin" in SCHEMA.tables[e.table].names and e.action != "drop"]
    assert {entry.place for entry in addressed} - told == set()


def test_a_curation_folder_must_be_one(small: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such curation folder"):
        dataset.explain(ID, path=small, curation=tmp_path / "nowhere")
    (tmp_path / "a.yaml").write_text("- {table: statements}", encoding="utf-8")
    with pytest.raises(CurationError, match=r"a\.yaml entry 1"):
        dataset.explain(ID, path=small, curation=tmp_path)


def test_a_curators_row_says_so_without_its_entries(small: Path) -> None:
    assert "a curator  the entry is in the curation folder, which was not given" in str(
        dataset.explain("b.2:m71-82", path=small)
    )


def test_a_notebook_shows_the_same_and_what_a_row_holds_is_only_text(tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>&\u202e'\""
    names = TABLES["entities"]["entity_name"].to_pylist()
    entities = TABLES["entities"].set_column(1, "entity_name", pa.array([hostile, *names[1:]]))
    write_package(TABLES | {"entities": entities}, tmp_path / "package", SCHEMA)
    html = dataset.explain("country/RUS", path=tmp_path / "package")._repr_html_()
    tags: list[str] = []
    parser = HTMLParser()
    parser.handle_starttag = lambda tag, attrs: tags.append(tag)  # type: ignore[method-assign]
    parser.feed(html)
    assert set(tags) <= {"div", "style", "p", "table", "tr", "td"}
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in html
    assert not re.search(r"url\(|https?:|\bon\w+=", html)


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_command_says_what_the_function_says(
    form: str, small: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.argv", ["build.py", "explain", ID, "--path", str(small), "--format", form])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == 0
    known, out = dataset.explain(ID, path=small), capsys.readouterr().out
    assert out == f"{known}\n" if form == "text" else json.loads(out) == known.to_dict()


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["617:s174-230"], 1, "expected an id such as 617:s175-230"),
        ([ID, "--curation", "nowhere"], 2, "nowhere: no such curation folder"),
        ([ID, "--path", "http://127.0.0.1:9/x.zip"], 1, "http://127.0.0.1:9/SHA256SUMS: cannot be fetched"),
        ([ID, "--format", "xml"], 2, "xml"),
        ([], 2, "ID"),
    ],
)
def test_the_command_tells_what_is_wrong(
    arguments: list[str],
    status: int,
    said: str,
    small: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.argv", ["build.py", "explain", "--path", str(small), *arguments])
    with pytest.raises(SystemExit) as caught:
        main()
    assert caught.value.code == status
    assert said in capsys.readouterr().err
