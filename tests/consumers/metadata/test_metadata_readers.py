"""Croissant, RO-Crate and DataCite metadata, each read by the tool that its standard's people give out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import mlcroissant
import pyarrow.parquet as pq
import pytest
from datacite import schema45
from rocrate.rocrate import ROCrate

TABLES = ["articles", "statements", "mentions", "entities", "parties", "event_contexts"]


def said(package: Path) -> dict[str, Any]:
    return dict(json.loads((package / "datapackage.json").read_text(encoding="utf-8")))


def croissant(package: Path) -> Any:
    """Opened anew each time: what mlcroissant gives of one record set depends on those that it gave before."""
    return mlcroissant.Dataset(jsonld=str(package / "croissant.json"))


def test_croissant_is_one(package: Path) -> None:
    read = croissant(package).metadata
    assert (read.name, read.version) == (said(package)["title"], said(package)["version"])
    assert list(read.ctx.issues.errors) == []


@pytest.mark.parametrize("table", TABLES)
def test_croissant_gives_every_row(table: str, package: Path) -> None:
    records = list(croissant(package).records(table))
    rows = pq.read_table(package / f"{table}.parquet")
    key = rows.column_names[0]
    assert sorted(record[f"{table}/{key}"].decode() for record in records) == sorted(rows[key].to_pylist())


def test_the_folder_is_an_ro_crate(package: Path) -> None:
    crate, model = ROCrate(str(package)), said(package)
    assert crate.version == "1.2"
    assert (crate.name, crate.root_dataset["version"]) == (model["title"], model["version"])
    assert crate.datePublished.date().isoformat() == model["created"][:10]
    assert {entity.id for entity in crate.data_entities} == {resource["path"] for resource in model["resources"]}
    assert crate.root_dataset["license"].id == model["licenses"][0]["path"]


def test_datacite_takes_it(package: Path) -> None:
    """The newest JSON schema that DataCite's Python client ships is 4.5; 4.6 only adds terms, none of which is used."""
    metadata = json.loads((package / "datacite.json").read_text(encoding="utf-8"))
    assert [error.message for error in schema45.validator.iter_errors(metadata)] == []
    assert metadata["titles"] == [{"title": said(package)["title"]}]
