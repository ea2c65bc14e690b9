"""Every export is read back by those who read it to the same rows; a place that is not an export's is left alone."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import duckdb
import frictionless
import pandas as pd
import pytest
from small_package import small_tables

import dataset
from dataset.cli.exports import Format
from dataset.disk import Package
from dataset.errors import PackageError, UnknownNameError, UsageError
from dataset.export import FORMATS
from dataset.package import write_package
from dataset.schema import Field, load_schema
from dataset.tables import logical_hash

Row = dict[str, Any]
ROOT = Path(__file__).parents[1]
FOLDERS = ("csv", "jsonl", "annotation", "brat")


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "package"
    write_package(small_tables(), folder, load_schema())
    return folder


@pytest.fixture(params=["small", "release"])
def package(request: pytest.FixtureRequest, sound: Path) -> Package:
    """Three small articles, two of them labelled in every way; and the release, with its history."""
    return Package.open(sound if request.param == "small" else ROOT / "data")


def exported(format: str, package: Package, tmp_path: Path) -> Path:
    out = tmp_path / f"out-{format}"
    dataset.export(format, out, path=package.folder)
    return out


def rows(package: Package, table: str) -> list[Row]:
    """The table's rows, days and times as ISO 8601."""
    return [
        {name: v.isoformat() if isinstance(v, date) else v for name, v in row.items()}
        for row in package.read(table).to_pylist()
    ]


def bytes_of(out: Path) -> dict[str, str]:
    files = [out] if out.is_file() else sorted(out.iterdir())
    return {file.name: sha256(file.read_bytes()).hexdigest() for file in files}


def test_json_lines_hold_every_row_with_every_column(package: Package, tmp_path: Path) -> None:
    out = exported("jsonl", package, tmp_path)
    for table, definition in package.schema.all.items():
        lines = (out / f"{table}.jsonl").read_text(encoding="utf-8").split("\n")
        read = [json.loads(line) for line in lines[:-1]]
        assert read == rows(package, table)
        assert all(list(row) == definition.names for row in read)


def test_csv_is_a_package_that_frictionless_accepts(package: Package, tmp_path: Path) -> None:
    out = exported("csv", package, tmp_path)
    report = frictionless.validate(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])
    read_back: Any = frictionless.Package(str(out / "datapackage.json"))
    for resource in read_back.resources:
        assert resource.dialect.header
        read = [row.to_dict() for row in resource.read_rows()]
        assert [_iso(row) for row in read] == rows(package, resource.name)


def _iso(row: Row) -> Row:
    numbers = {name: float(v) if type(v).__name__ == "Decimal" else v for name, v in row.items()}
    return {name: v.isoformat() if isinstance(v, date) else v for name, v in numbers.items()}


def test_csv_is_read_by_pandas_with_what_its_descriptor_says(package: Package, tmp_path: Path) -> None:
    out = exported("csv", package, tmp_path)
    model = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    for resource in model["resources"]:
        frame = pd.read_csv(
            out / resource["path"],
            dtype=str,
            na_values=resource["schema"]["missingValues"],
            keep_default_na=False,
        )
        wanted = package.read(resource["name"]).to_pylist()
        assert frame.isna().to_numpy().tolist() == [[v is None for v in row.values()] for row in wanted]


def test_csv_keeps_null_and_the_empty_string_apart(tmp_path: Path) -> None:
    tables = small_tables()
    names = tables["articles"].column_names
    authors = [None, "", "NA"]
    own = {**tables, "articles": tables["articles"].set_column(names.index("author"), "author", [authors])}
    write_package(own, tmp_path / "package", load_schema(), verify=lambda _: None)
    dataset.export("csv", tmp_path / "csv", path=tmp_path / "package")
    with (tmp_path / "csv" / "articles.csv").open(encoding="utf-8", newline="") as stream:
        assert [row["author"] for row in csv.DictReader(stream)] == ["\\N", "", "NA"]
    read_back: Any = frictionless.Package(str(tmp_path / "csv" / "datapackage.json"))
    resource = read_back.get_resource("articles")
    assert [row["author"] for row in resource.read_rows()] == authors


def test_csv_refuses_a_string_that_would_be_read_as_null(tmp_path: Path) -> None:
    tables = small_tables()
    names = tables["articles"].column_names
    own = {**tables, "articles": tables["articles"].set_column(names.index("author"), "author", [["a", "\\N", "b"]])}
    write_package(own, tmp_path / "package", load_schema(), verify=lambda _: None)
    with pytest.raises(PackageError, match="table articles, column author"):
        dataset.export("csv", tmp_path / "csv", path=tmp_path / "package")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["package"]


def _from_sqlite(field: Field, value: Any) -> Any:
    return bool(value) if field.type == "boolean" and value is not None else value


def test_sqlite_has_rows_types_keys_references_and_indices(package: Package, tmp_path: Path) -> None:
    with closing(sqlite3.connect(exported("sqlite", package, tmp_path))) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        for table, definition in package.schema.all.items():
            read = database.execute(f'SELECT * FROM "{table}" ORDER BY rowid').fetchall()
            fields = definition.fields
            assert [{f.name: _from_sqlite(f, v) for f, v in zip(fields, row, strict=True)} for row in read] == rows(
                package, table
            )
            columns = database.execute(f'PRAGMA table_info("{table}")').fetchall()
            assert [name for _, name, _, _, _, key in sorted(columns, key=lambda c: c[5]) if key] == definition.key
            assert {name for _, name, _, required, _, _ in columns if required} == {
                f.name for f in fields if f.required
            }
            keys = database.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()
            assert {(k[3], k[2], k[4]) for k in keys} == {
                (r.fields[0], r.table, r.target[0]) for r in definition.references
            }
            for reference in definition.references:
                plan = database.execute(
                    f'EXPLAIN QUERY PLAN SELECT 1 FROM "{table}" WHERE "{reference.fields[0]}" = ?', ("x",)
                ).fetchall()
                assert "SEARCH" in plan[0][3]


def test_sqlite_refuses_what_the_schema_refuses(sound: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(exported("sqlite", Package.open(sound), tmp_path))) as database:
        for change in ("kind = 'loud'", "negated = 2", "article_id = NULL"):
            with pytest.raises(sqlite3.IntegrityError):
                database.execute(f"UPDATE statements SET {change}")


def test_duckdb_has_rows_types_and_keys(package: Package, tmp_path: Path) -> None:
    with duckdb.connect(str(exported("duckdb", package, tmp_path)), read_only=True) as database:
        for table, definition in package.schema.all.items():
            read = database.sql(f'SELECT * FROM "{table}" ORDER BY rowid').to_arrow_table()
            assert logical_hash(read) == logical_hash(package.read(table))
            found = database.execute(
                "SELECT column_name, data_type, comment FROM duckdb_columns() "
                "WHERE table_name = ? ORDER BY column_index",
                [table],
            ).fetchall()
            kinds = {"string": "VARCHAR", "integer": "BIGINT", "number": "DOUBLE", "datetime": "TIMESTAMP"}
            for (name, kind, comment), field in zip(found, definition.fields, strict=True):
                enum = field.enum and field.type == "string"
                assert (name, comment) == (field.name, field.description)
                assert kind.startswith("ENUM") if enum else kind == kinds.get(field.type, field.type.upper())
            with pytest.raises(duckdb.Error):
                database.execute(f'INSERT INTO "{table}" SELECT * FROM "{table}" LIMIT 1')


def test_web_annotations_select_the_words_and_carry_the_rows(package: Package, tmp_path: Path) -> None:
    out = exported("annotation", package, tmp_path)
    read: dict[str, list[Row]] = {"statements": [], "mentions": [], "events": []}
    owned: dict[str, list[Row]] = {"fragments": [], "parties": [], "event_contexts": [], "participants": []}
    for file in sorted(out.glob("*.jsonld")):
        collection = json.loads(file.read_text(encoding="utf-8"))
        assert collection["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        assert (collection["type"], collection["first"]["type"]) == ("AnnotationCollection", "AnnotationPage")
        assert collection["total"] == len(collection["first"]["items"])
        for item in collection["first"]["items"]:
            _read_annotation(item, out, read, owned)
    ids = [row["article_id"] for row in rows(package, "articles")]
    assert sorted(f.stem for f in out.glob("*.jsonld")) == sorted(ids)
    for table, found in (read | owned).items():
        key = package.schema.table(table).key
        assert sorted(found, key=lambda r: [r[k] for k in key]) == rows(package, table)


def _read_annotation(item: Row, out: Path, read: dict[str, list[Row]], owned: dict[str, list[Row]]) -> None:
    """Check an annotation's selectors as a reader of the standard would, and put its rows into the tables."""
    assert item["type"] == "Annotation"
    targets = item["target"] if isinstance(item["target"], list) else [item["target"]]
    spans = [_selected(target, out) for target in targets]
    body = dict(item["body"][0])
    kind = body.pop("type")
    if kind == "Statement":
        owned["parties"] += body.pop("parties")
        key, article = body["statement_id"], body["article_id"]
        owned["fragments"] += [
            {"statement_id": key, "position": i, "article_id": article, "char_start": s, "char_end": e, "words": w}
            for i, (s, e, w) in enumerate(spans)
        ]
    elif kind == "Event":
        owned["event_contexts"] += body.pop("contexts")
        owned["participants"] += body.pop("participants")
        assert [body["trigger_char_start"], body["trigger_char_end"], body["trigger_text"]] == [*spans[0]]
    else:
        assert [body["char_start"], body["char_end"], body["words"]] == [*spans[0]]
        identified = [b for b in item["body"] if b.get("purpose") == "identifying"]
        assert len(identified) == (body["entity_id"] is not None)
    read[f"{kind.lower()}s"].append(body)


def _selected(target: Row, out: Path) -> tuple[int, int, str]:
    """Range and words that both selectors of a target give, each by itself where the quote is unique."""
    text = (out / target["source"]["id"]).read_bytes().decode("utf-8")
    words, place = target["selector"]
    assert (words["type"], place["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    assert text[place["start"] : place["end"]] == words["exact"]
    around = words["prefix"] + words["exact"] + words["suffix"]
    assert text[place["start"] - len(words["prefix"]) :].startswith(around)
    return place["start"], place["end"], words["exact"]


@pytest.mark.parametrize("format", [f for f in FORMATS if f != "duckdb"])
def test_the_same_package_gives_the_same_bytes(format: str, sound: Path, tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        dataset.export(format, tmp_path / name / "out", path=sound)
        made.append(bytes_of(tmp_path / name / "out"))
    assert made[0] == made[1]


@pytest.mark.parametrize("format", FORMATS)
def test_an_earlier_export_is_replaced(format: str, sound: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    dataset.export(format, out, path=ROOT / "data")
    first = bytes_of(out)
    dataset.export(format, out, path=sound)
    assert bytes_of(out) != first
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("what", ["a package", "a file", "another export", "a database", "a folder"])
def test_anything_else_is_left_alone(format: str, what: str, sound: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if what == "a package":
        shutil.copytree(sound, out)
    elif what == "a file":
        out.write_text("mine", encoding="utf-8")
    elif what == "a folder":
        out.mkdir()
        (out / "export.json").write_text("{}", encoding="utf-8")
    elif what == "a database":
        with closing(sqlite3.connect(out)) as database:
            database.execute("CREATE TABLE mine (a)")
    else:
        dataset.export("jsonl" if format != "jsonl" else "csv", out, path=sound)
    before = bytes_of(out)
    with pytest.raises(UsageError, match="not an earlier export"):
        dataset.export(format, out, path=sound)
    assert bytes_of(out) == before


@pytest.mark.parametrize("format", FORMATS)
def test_a_failed_export_leaves_what_was_there(format: str, sound: Path, tmp_path: Path) -> None:
    damaged, out = Path(shutil.copytree(sound, tmp_path / "damaged")), tmp_path / "out"
    dataset.export(format, out, path=sound)
    before = bytes_of(out)
    (damaged / "participants.parquet").write_bytes(b"no parquet")
    with pytest.raises(PackageError, match=r"participants\.parquet"):
        dataset.export(format, out, path=damaged)
    assert bytes_of(out) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["damaged", "out"]


def test_an_empty_place_is_used(sound: Path, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").touch()
    dataset.export("jsonl", tmp_path / "folder", path=sound)
    dataset.export("sqlite", str(tmp_path / "file"), path=str(sound))
    assert (tmp_path / "folder" / "articles.jsonl").is_file()
    assert stat.S_ISREG(os.stat(tmp_path / "file").st_mode)


@pytest.mark.parametrize("format", FORMATS)
def test_an_export_says_what_it_is_of(format: str, sound: Path, tmp_path: Path) -> None:
    out = exported(format, Package.open(sound), tmp_path)
    if format in FOLDERS:
        said = json.loads((out / "export.json").read_text(encoding="utf-8"))
    else:
        connect: Any = sqlite3.connect if format == "sqlite" else duckdb.connect
        with closing(connect(str(out))) as database:
            said = dict(database.execute("SELECT property, content FROM export").fetchall())
    package = load_schema().package
    assert said["format"] == format
    assert (said["version"], said["citation"]) == (package["version"], dataset.cite(path=sound))


@pytest.mark.parametrize("format", FORMATS)
def test_a_place_that_cannot_be_written_is_told(format: str, sound: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    with pytest.raises(UsageError, match="nothing can be written there"):
        dataset.export(format, tmp_path / "file" / "out", path=sound)
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"


def test_wrong_names_are_told(sound: Path, tmp_path: Path) -> None:
    with pytest.raises(UnknownNameError, match="one of csv, jsonl, sqlite, duckdb, annotation, brat"):
        dataset.export("xml", tmp_path / "out", path=sound)
    with pytest.raises(PackageError, match="no package there"):
        dataset.export("csv", tmp_path / "out", path=tmp_path / "nowhere")
    assert list(tmp_path.iterdir()) == []


def test_the_command_knows_the_same_formats() -> None:
    assert [format.value for format in Format] == list(FORMATS)


def test_without_duckdb_the_error_says_what_to_install(
    sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "duckdb", None)
    with pytest.raises(UsageError, match="pip install duckdb"):
        dataset.export("duckdb", tmp_path / "out", path=sound)
