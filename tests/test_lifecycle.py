"""A column knows when it came, was renamed or deprecated; whoever reads it by an old name is told, for one MAJOR."""

from __future__ import annotations

import json
import shutil
import warnings
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from small_package import small_tables

import dataset
from dataset.errors import SchemaError, UnknownNameError
from dataset.load import _warn
from dataset.package import write_package
from dataset.release import Snapshot, as_text, compare
from dataset.release.ledger import ledger
from dataset.release.reasons import Reasons
from dataset.release.version import level
from dataset.schema import Schema, load_schema, read_schema, schema_folder

Edit = Callable[[dict[str, dict[str, Any]]], object]
TABLES = small_tables()
NAMES = {"wikidata_id": "wikidata", "description": "role"}
DEPRECATED = {"version": "1.1.0", "use": "entity_name"}


def schema_at(folder: Path, version: str, edit: Edit) -> Schema:
    """This project's schema as it will be at a version: ``edit`` changes the fields of the table entities, by name."""
    copy = folder / f"schema-{version}"
    shutil.copytree(schema_folder(), copy)
    package, table = (
        json.loads((copy / file).read_text(encoding="utf-8")) for file in ("package.json", "entities.json")
    )
    edit({field["name"]: field for field in table["fields"]})
    (copy / "package.json").write_text(json.dumps(package | {"version": version}), encoding="utf-8")
    (copy / "entities.json").write_text(json.dumps(table), encoding="utf-8")
    return read_schema(copy)


def deprecate(fields: dict[str, dict[str, Any]]) -> None:
    fields["country"]["deprecated"] = DEPRECATED


def rename(fields: dict[str, dict[str, Any]]) -> None:
    deprecate(fields)
    for old, new in NAMES.items():
        fields[old].update(name=new, renamed_from={"name": old, "version": "2.0.0"})


def in_names_of(schema: Schema) -> dict[str, pa.Table]:
    return TABLES | {"entities": TABLES["entities"].rename_columns(schema.tables["entities"].names)}


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Version -> a package of it: in 1.1.0 a column is deprecated, in 2.0.0 two are renamed."""
    folder = tmp_path_factory.mktemp("packages")
    lives: dict[str, Edit] = {
        "1.0.0": lambda _: None,
        "1.1.0": deprecate,
        "2.0.0": rename,
        "2.3.1": rename,
        "3.0.0": rename,
    }
    for version, edit in lives.items():
        schema = schema_at(folder, version, edit)
        write_package(in_names_of(schema), folder / version, schema)
    return {version: folder / version for version in lives}


@pytest.fixture(autouse=True)
def _nothing_was_said_yet() -> None:
    _warn.cache_clear()


def said(call: Callable[[], object]) -> list[str]:
    """The warnings of a call, which point at the line of the caller."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        call()
    assert {(w.category, w.filename) for w in caught} <= {(FutureWarning, __file__)}
    return [str(w.message) for w in caught]


RENAMED = "entities.description is called role since 2.0.0; the old name can be read until 3.0.0"
TOLD = "entities.country is deprecated since 1.1.0; use entity_name"


@pytest.mark.parametrize(
    ("version", "columns", "told"),
    [
        ("1.0.0", None, []),
        ("1.0.0", ["description", "country"], []),
        ("1.1.0", None, [TOLD]),
        ("1.1.0", ["country"], [TOLD]),
        ("1.1.0", ["entity_id", "description"], []),
        ("2.0.0", ["description"], [RENAMED]),
        ("2.3.1", ["entity_id", "description"], [RENAMED]),
        ("2.0.0", ["role", "description", "entity_id"], [RENAMED]),
        ("2.0.0", ["role"], []),
        ("2.0.0", ["country", "description"], [RENAMED, TOLD]),
        ("3.0.0", ["role"], []),
    ],
)
def test_a_reader_is_told_once(
    version: str, columns: list[str] | None, told: list[str], packages: dict[str, Path]
) -> None:
    def call() -> pd.DataFrame:
        return dataset.load("entities", path=packages[version], columns=columns)

    assert sorted(said(call)) == sorted(told)
    assert said(call) == []
    frame = call()
    assert frame.attrs["version"] == version
    for name in columns or []:
        expected = TABLES["entities"][{"role": "description"}.get(name, name)].to_pylist()
        assert frame[name].astype(object).where(frame[name].notna(), None).to_list() == expected
    assert columns is None or list(frame) == columns


@pytest.mark.parametrize("old", NAMES)
def test_after_one_major_version_the_old_name_is_gone(old: str, packages: dict[str, Path]) -> None:
    new = NAMES[old]
    with pytest.raises(
        UnknownNameError, match=rf"no column '{old}' any more; expected '{new}', its name since 2\.0\.0"
    ):
        dataset.load("entities", path=packages["3.0.0"], columns=["entity_id", old])


def test_views_of_the_loader_do_not_warn_of_what_nobody_asked_for(packages: dict[str, Path]) -> None:
    assert said(lambda: (dataset.quotes(path=packages["1.1.0"]), dataset.article("617", path=packages["1.1.0"]))) == []


def test_a_life_is_told_to_people_and_machines(packages: dict[str, Path]) -> None:
    columns = dataset.describe("entities", packages["2.0.0"]).set_index("name")
    assert (columns["since"]["role"], columns["lifecycle"]["role"]) == ("1.0.0", "Called `description` before 2.0.0.")
    assert columns["lifecycle"]["country"] == "Deprecated since 1.1.0: use `entity_name`."
    assert columns.index[columns["lifecycle"].notna()].to_list() == ["country", "wikidata", "role"]
    codebook = (packages["2.0.0"] / "README.md").read_text(encoding="utf-8")
    assert "Called `description` before 2.0.0." in codebook
    assert "Deprecated since 1.1.0: use `entity_name`." in codebook
    descriptor = json.loads((packages["2.0.0"] / "datapackage.json").read_text(encoding="utf-8"))
    fields = {f["name"]: f for r in descriptor["resources"] if r["name"] == "entities" for f in r["schema"]["fields"]}
    assert fields["role"]["renamed_from"] == {"name": "description", "version": "2.0.0"}
    assert fields["country"]["deprecated"] == DEPRECATED
    assert {field["since"] for field in fields.values()} == {"1.0.0"}


def test_every_column_says_since_when_it_is_there() -> None:
    assert {field.since for table in load_schema().all.values() for field in table.fields} == {"1.0.0"}


def life(**said: Any) -> Edit:
    return lambda fields: fields["country"].update(said)


WRONG: dict[str, tuple[Edit, str]] = {
    "no since": (lambda f: f["country"].pop("since"), "entities.json, country: not the version of a release"),
    "no version": (life(since="1.0"), r"not the version of a release; expected 1\.2\.3; got 1\.0"),
    "to come": (life(since="9.0.0"), r"still to come; expected at most 2\.0\.0; got 9\.0\.0"),
    "renamed in time to come": (life(renamed_from={"name": "old", "version": "2.0.1"}), "still to come"),
    "renamed before it came": (life(renamed_from={"name": "old", "version": "1.0.0"}), "`renamed_from` before it came"),
    "deprecated before it came": (life(deprecated={"version": "0.9.0", "use": "entity_id"}), "`deprecated` before"),
    "incomplete": (life(deprecated={"version": "1.1.0"}), "`deprecated` is incomplete; expected use, version"),
    "no object": (life(renamed_from="old"), "`renamed_from` is incomplete; expected name, version; got old"),
    "a column's name": (life(renamed_from={"name": "entity_id", "version": "2.0.0"}), "the old name is a column"),
    "its own name": (life(renamed_from={"name": "country", "version": "2.0.0"}), "the old name is a column"),
    "use of nothing": (life(deprecated={"version": "1.1.0", "use": "nothing"}), "instead is no column.*got nothing"),
    "use of no table": (life(deprecated={"version": "1.1.0", "use": "x.kind"}), r"no column.*got x\.kind"),
    "use of itself": (life(deprecated={"version": "1.1.0", "use": "country"}), "expected another column"),
}


@pytest.mark.parametrize(("edit", "message"), WRONG.values(), ids=WRONG)
def test_a_life_that_cannot_be_is_refused(edit: Edit, message: str, tmp_path: Path) -> None:
    with pytest.raises(SchemaError, match=message):
        schema_at(tmp_path, "2.0.0", edit)


def test_two_columns_were_not_called_the_same(tmp_path: Path) -> None:
    def split(fields: dict[str, dict[str, Any]]) -> None:
        for name in ("country", "description"):
            fields[name]["renamed_from"] = {"name": "old", "version": "2.0.0"}

    with pytest.raises(SchemaError, match="twice an old name"):
        schema_at(tmp_path, "2.0.0", split)


def test_another_table_can_have_what_is_to_be_used(tmp_path: Path) -> None:
    schema = schema_at(tmp_path, "2.0.0", life(deprecated={"version": "1.1.0", "use": "mentions.words"}))
    assert schema.tables["entities"].field("country").lifecycle == ["Deprecated since 1.1.0: use `mentions.words`."]


def test_a_renamed_column_is_one_column_in_a_difference(tmp_path: Path) -> None:
    schema = schema_at(tmp_path, "2.0.0", rename)
    old, new = Snapshot(load_schema(), TABLES), Snapshot(schema, in_names_of(schema))
    diff = compare(old, new)
    assert [(place, was, now) for place, was, now in diff.fields] == [
        (f"entities.{new}", f"named {old}", f"named {new}") for old, new in NAMES.items()
    ]
    assert (diff.changes, level(diff)) == ((), "major")
    assert "\nfield entities.role: named description -> named role" in as_text("1.0.0", "2.0.0", diff)


def test_a_cell_of_a_renamed_column_that_was_edited_is_an_edit(tmp_path: Path) -> None:
    schema = schema_at(tmp_path, "2.0.0", rename)
    rows = in_names_of(schema)["entities"]
    place = rows.column_names.index("role")
    edited = rows.set_column(place, "role", pa.array(["a state", *rows["role"].to_pylist()[1:]]))
    diff = compare(Snapshot(load_schema(), TABLES), Snapshot(schema, TABLES | {"entities": edited}))
    assert [(c.id, c.kind, c.field, c.new) for c in diff.changes] == [("country/RUS", "edited", "role", "a state")]


def test_a_renamed_column_of_another_type_is_both(tmp_path: Path) -> None:
    def retype(fields: dict[str, dict[str, Any]]) -> None:
        rename(fields)
        fields["wikidata_id"]["constraints"] = {"required": True}

    schema = schema_at(tmp_path, "2.0.0", retype)
    diff = compare(Snapshot(load_schema(), TABLES), Snapshot(schema, in_names_of(schema)))
    assert [place for place, _, _ in diff.fields] == ["entities.wikidata", "entities.role", "entities.wikidata"]


def test_a_renamed_key_loses_no_row(tmp_path: Path) -> None:
    schema = load_schema()
    descriptor = json.loads(json.dumps(schema.tables["events"].descriptor).replace('"event_id"', '"id_of_event"'))
    descriptor["fields"][0]["renamed_from"] = {"name": "event_id", "version": "2.0.0"}
    events = replace(schema.tables["events"], descriptor=descriptor)
    names = {"event_id": "id_of_event"}
    rows = TABLES["events"].rename_columns([names.get(c, c) for c in TABLES["events"].column_names])
    old, new = (
        Snapshot(schema, TABLES),
        Snapshot(replace(schema, tables=schema.tables | {"events": events}), TABLES | {"events": rows}),
    )
    diff = compare(old, new)
    assert diff.changes == ()
    assert diff.fields[0] == ("events.id_of_event", "named event_id", "named id_of_event")
    before = schema.history["id_redirects"].arrow.empty_table()
    assert ledger(before, diff, old.in_names_of(new.schema), new, Reasons(old, new)) == []


def test_a_life_alone_changes_no_field(tmp_path: Path) -> None:
    schema = schema_at(tmp_path, "1.1.0", deprecate)
    assert not compare(Snapshot(load_schema(), TABLES), Snapshot(schema, TABLES)).fields
