"""One model, many standards: every metadata file says what ``schema/package.json`` says, in its own words.

That each is valid is asked of its real consumer, in ``tests/consumers/``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
import yaml
from small_package import small_tables

from dataset.disk import Package
from dataset.history import History
from dataset.metadata import REPOSITORY_FILES, Contents, metadata_files
from dataset.package import write_package
from dataset.schema import load_schema
from dataset.tagger.model import MODEL

ROOT = Path(__file__).parents[1]
SCHEMA = load_schema()
JSON = ("datapackage.json", ".zenodo.json", "datacite.json", "croissant.json", "schemaorg.jsonld")
ANOTHER: dict[str, Any] = {
    "title": "Sätze der “Presse” & Co: yes",
    "version": "7.8.9",
    "created": "2031-02-03T00:00:00Z",
    "description": "Who said: 'what' — and #when.",
    "homepage": "https://example.org/other",
    "id": "10.1234/other",
    "keywords": ["no: 1", "two"],
    "contributors": [
        {"title": "Ana Sousa", "givenName": "Ana", "familyName": "Sousa", "roles": ["creator"]},
        {"title": "Port Archive", "organization": "Port Archive", "roles": ["publisher"]},
    ],
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A package whose every property is another than the project's own."""
    out = tmp_path_factory.mktemp("other") / "package"
    write_package(small_tables(), out, replace(SCHEMA, package=SCHEMA.package | ANOTHER))
    return out


@pytest.fixture(scope="module")
def said(folder: Path) -> dict[str, Any]:
    """File -> what it says, parsed; of RO-Crate the root, of the codebook the header."""
    files = {name: json.loads((folder / name).read_text(encoding="utf-8")) for name in JSON}
    crate = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    card = (folder / "README.md").read_text(encoding="utf-8").split("---\n")[1]
    cff = yaml.safe_load((folder / "CITATION.cff").read_text(encoding="utf-8"))
    root = next(entity for entity in crate if entity["@id"] == "./")
    return {**files, "ro-crate-metadata.json": root, "README.md": yaml.safe_load(card), "CITATION.cff": cff}


WHERE: dict[str, dict[str, Callable[[Any], Any]]] = {
    "title": {
        "datapackage.json": lambda d: d["title"],
        ".zenodo.json": lambda d: d["title"],
        "datacite.json": lambda d: d["titles"][0]["title"],
        "croissant.json": lambda d: d["name"],
        "schemaorg.jsonld": lambda d: d["name"],
        "ro-crate-metadata.json": lambda d: d["name"],
        "README.md": lambda d: d["pretty_name"],
        "CITATION.cff": lambda d: d["title"],
    },
    "version": dict.fromkeys((*JSON, "ro-crate-metadata.json", "README.md", "CITATION.cff"), lambda d: d["version"]),
    "description": {
        **dict.fromkeys((*JSON, "ro-crate-metadata.json"), lambda d: d["description"]),
        "datacite.json": lambda d: d["descriptions"][0]["description"],
        "CITATION.cff": lambda d: d["abstract"],
    },
    "homepage": {
        "datapackage.json": lambda d: d["homepage"],
        "datacite.json": lambda d: d["url"],
        **dict.fromkeys(("croissant.json", "schemaorg.jsonld", "ro-crate-metadata.json"), lambda d: d["url"]),
        "CITATION.cff": lambda d: d["url"],
        ".zenodo.json": lambda d: d["related_identifiers"][0]["identifier"],
    },
    "id": {
        "datapackage.json": lambda d: d["id"],
        "datacite.json": lambda d: d["doi"],
        ".zenodo.json": lambda d: d["doi"],
        "CITATION.cff": lambda d: d["doi"],
        "schemaorg.jsonld": lambda d: d["@id"].removeprefix("https://doi.org/"),
    },
    "keywords": {
        **dict.fromkeys((*JSON, "ro-crate-metadata.json", "CITATION.cff"), lambda d: d["keywords"]),
        "datacite.json": lambda d: [subject["subject"] for subject in d["subjects"]],
    },
}


@pytest.mark.parametrize(
    ("name", "file"), [(name, file) for name, files in WHERE.items() for file in files], ids=lambda part: part
)
def test_a_property_shows_in_every_file(name: str, file: str, said: dict[str, Any]) -> None:
    assert WHERE[name][file](said[file]) == ANOTHER[name]


@pytest.mark.parametrize(
    ("file", "day"),
    [
        (".zenodo.json", lambda d: d["publication_date"]),
        ("datacite.json", lambda d: d["dates"][0]["date"]),
        ("croissant.json", lambda d: d["datePublished"]),
        ("schemaorg.jsonld", lambda d: d["datePublished"]),
        ("ro-crate-metadata.json", lambda d: d["datePublished"]),
        ("CITATION.cff", lambda d: d["date-released"]),
    ],
)
def test_the_day_of_the_release_is_that_of_the_model(
    file: str, day: Callable[[Any], str], said: dict[str, Any]
) -> None:
    assert day(said[file]) == "2031-02-03"


@pytest.mark.parametrize(
    ("file", "people"),
    [
        (".zenodo.json", lambda d: [c["name"] for c in d["creators"]] == ["Sousa, Ana"]),
        ("datacite.json", lambda d: d["creators"][0]["familyName"] == "Sousa"),
        ("datacite.json", lambda d: d["publisher"] == {"name": "Port Archive"}),
        ("croissant.json", lambda d: d["creator"][0]["@type"] == "Person"),
        ("schemaorg.jsonld", lambda d: d["publisher"]["name"] == "Port Archive"),
        ("ro-crate-metadata.json", lambda d: d["creator"] == [{"@id": "#ana-sousa"}]),
        ("CITATION.cff", lambda d: d["authors"] == [{"family-names": "Sousa", "given-names": "Ana"}]),
    ],
)
def test_who_made_it(file: str, people: Callable[[Any], bool], said: dict[str, Any]) -> None:
    assert people(said[file])


@pytest.mark.parametrize("file", ["README.md", "CHANGES.md"])
def test_what_people_read_has_the_title(file: str, folder: Path) -> None:
    assert ANOTHER["title"] in (folder / file).read_text(encoding="utf-8")


def test_every_table_carries_the_title(folder: Path) -> None:
    for name in SCHEMA.all:
        footer = pq.read_metadata(folder / f"{name}.parquet").metadata
        assert json.loads(footer[b"PANDAS_ATTRS"])["title"] == ANOTHER["title"]


def test_files_and_hashes_are_those_of_the_package(folder: Path) -> None:
    sums = Package.open(folder).checksums()
    tables = {f"{name}.parquet": sums[f"{name}.parquet"].sha256 for name in SCHEMA.all}
    croissant = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    crate = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    schemaorg = json.loads((folder / "schemaorg.jsonld").read_text(encoding="utf-8"))
    assert {file["contentUrl"]: file["sha256"] for file in croissant["distribution"]} == tables
    assert {file["contentUrl"]: file["sha256"] for file in schemaorg["distribution"]} == tables
    assert {entity["@id"]: entity["sha256"] for entity in crate if entity["@type"] == "File"} == tables
    assert {part["@id"] for part in next(e for e in crate if e["@id"] == "./")["hasPart"]} == set(tables)


CROISSANT = {"@context", "@type", "conformsTo", "name", "description", "url", "license", "creator", "datePublished"}


def test_croissant_has_what_its_reader_does_not_ask_for(folder: Path) -> None:
    croissant = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    assert croissant.keys() >= CROISSANT | {"distribution", "recordSet", "citeAs"}
    assert croissant["conformsTo"] == "http://mlcommons.org/croissant/1.1"
    formats = ["application/vnd.apache.parquet", "application/x-parquet"]
    assert [file["encodingFormat"] for file in croissant["distribution"]] == [formats] * len(SCHEMA.all)
    fields = {field["@id"] for records in croissant["recordSet"] for field in records["field"]}
    assert fields == {f"{table.name}/{name}" for table in SCHEMA.all.values() for name in table.names}


def test_the_card_offers_every_table_that_has_rows(said: dict[str, Any]) -> None:
    card = said["README.md"]
    assert [entry["config_name"] for entry in card["configs"]] == list(SCHEMA.tables)
    assert [entry["config_name"] for entry in card["configs"] if entry.get("default")] == ["statements"]
    assert [[f["name"] for f in info["features"]] for info in card["dataset_info"]] == [
        table.names for table in SCHEMA.tables.values()
    ]
    assert (card["license"], card["size_categories"]) == ("cc-by-4.0", ["n<1K"])


def test_the_top_of_the_repository_has_what_data_has() -> None:
    for name in REPOSITORY_FILES:
        assert (ROOT / name).read_bytes() == (ROOT / "data" / name).read_bytes()


def test_what_data_says_is_what_the_model_says() -> None:
    package = Package.open(ROOT / "data")
    sums = package.checksums()
    files = {name: sums[f"{name}.parquet"] for name in SCHEMA.all}
    rows = {name: int(package.resource(name)["rows"]) for name in SCHEMA.all}
    history = History.of(ROOT / "data")
    for file, text in metadata_files(Contents(SCHEMA, files, rows, history)).items():
        assert (ROOT / "data" / file).read_text(encoding="utf-8") == text


def test_the_figures_that_are_published_are_those_of_the_model_that_is_shipped() -> None:
    sha256 = hashlib.sha256(MODEL.read_bytes()).hexdigest()
    assert load_schema().package["quality"]["model"] == f"sha256:{sha256}", "run the command that stands beside it"
