"""schema/ says everything once: records, Arrow, pandas, pandera and PLOVER agree with it."""

from __future__ import annotations

import json
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from dataset.editions import certain
from dataset.records import RECORD_TYPES
from dataset.schema import Field, Table, load_schema, schema_folder

SCHEMA = load_schema()
TABLES = list(SCHEMA.all.values())
FIELDS = [(table, field) for table in TABLES for field in table.fields]
PROPERTIES = {"$schema", "name", "title", "description", "fields", "fieldsMatch", "missingValues", "primaryKey"}
OURS = {"id", "spans", "dates", "plover", "licenses", "history"}
LIFE = {"since", "renamed_from", "deprecated"}
FIELD_PROPERTIES = {
    *(
        "name",
        "type",
        "format",
        "description",
        "constraints",
        "categories",
        "counts",
        "recorded",
        "words",
        "vocabulary",
    ),
    *LIFE,
}


def test_one_file_a_table() -> None:
    files = {path.stem for path in schema_folder().glob("*.json")}
    assert files == {*SCHEMA.package["resources"], "package", "quality"}
    assert [table.name for table in TABLES] == SCHEMA.package["resources"]


def test_records_have_the_columns_in_their_order() -> None:
    assert RECORD_TYPES.keys() == SCHEMA.tables.keys()
    assert {name: [f.name for f in fields(kind)] for name, kind in RECORD_TYPES.items()} == {
        table.name: table.names for table in SCHEMA.tables.values()
    }


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_projections_agree_on_names_and_nulls(table: Table) -> None:
    assert len(set(table.names)) == len(table.names)
    assert table.arrow.names == list(table.pandas) == list(table.pandera.columns) == table.names
    for field in table.fields:
        column = table.pandera.columns[field.name]
        assert (table.arrow.field(field.name).nullable, column.nullable) == (not field.required, not field.required)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_keys_and_references_are_columns(table: Table) -> None:
    assert table.key
    assert all(table.field(name).required for name in table.key)
    for reference in table.references:
        target = SCHEMA.tables[reference.table]
        assert [table.field(name).type for name in reference.fields] == [
            target.field(name).type for name in reference.target
        ]
        assert list(reference.target) == target.key


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_our_own_properties_name_columns(table: Table) -> None:
    assert table.descriptor.keys() <= PROPERTIES | OURS | {"foreignKeys"}
    for span in table.descriptor.get("spans", []):
        assert {span[part] for part in ("start", "end", "words") if part in span} <= set(table.names)
    for name in table.descriptor.get("dates", []):
        assert {f"{name}_{part}" for part in ("edtf", "earliest", "latest", "basis")} <= set(table.names)


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=lambda part: part.name)
def test_a_column_is_described_and_its_categories_are_its_enumeration(table: Table, field: Field) -> None:
    assert field.descriptor.keys() <= FIELD_PROPERTIES
    assert field.description.strip().endswith((".", "?", ")"))
    assert field.descriptor.get("categories") == field.enum
    if field.enum:
        assert len(set(field.enum)) == len(field.enum)
    if counts := field.descriptor.get("counts"):
        SCHEMA.tables[counts["resource"]].field(counts["field"])


@pytest.mark.parametrize(("table", "field"), FIELDS, ids=lambda part: part.name)
def test_every_text_is_said_to_be_words_or_is_an_id_a_category_or_a_date(table: Table, field: Field) -> None:
    linked = {name for reference in table.references for name in reference.fields}
    dates = {f"{name}_edtf" for name in table.descriptor.get("dates", [])}
    plain = field.enum or "pattern" in field.constraints or field.name in linked | dates | {*table.key}
    assert ("words" in field.descriptor) == (field.type == "string" and not plain)


def test_positions_give_back_only_words() -> None:
    for table in SCHEMA.tables.values():
        assert [name for name in certain(table) if not table.field(name).words] == []


def test_plover_is_whole() -> None:
    plover: dict[str, dict[str, Any]] = SCHEMA.plover
    events, contexts = SCHEMA.tables["events"], SCHEMA.tables["event_contexts"]
    modes = [mode for kind in plover.values() for mode in kind["modes"]]
    assert (len(plover), len(modes), len(contexts.field("context").enum or [])) == (16, 67, 37)
    assert events.field("event_type").enum == list(plover)
    assert set(events.field("event_mode").enum or []) == set(modes)
    assert {kind["quad"] for kind in plover.values()} == set(events.field("quad").enum or []) == {1, 2, 3, 4}


def test_files_are_written_as_json_writes_them() -> None:
    for path in Path(schema_folder()).glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert text == json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"
