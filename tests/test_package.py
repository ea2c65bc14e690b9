"""A build replaces a package whole or leaves it as it was, and its bytes depend on nothing but the rows."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dataset.checksum import Checksum
from dataset.disk import Package
from dataset.errors import PackageError
from dataset.package import ROW_GROUP_ROWS, write_package
from dataset.records import Annotation, Article, Entity
from dataset.schema import load_schema
from dataset.tables import build_tables, logical_hash

SCHEMA = load_schema()


def contents(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_files(package: Path) -> None:
    tables = {f"{name}.parquet" for name in SCHEMA.all}
    standards = {"datapackage.json", "croissant.json", "datacite.json", "ro-crate-metadata.json", "schemaorg.jsonld"}
    people = {"README.md", "CHANGES.md", "CITATION.cff", ".zenodo.json", "SHA256SUMS"}
    assert set(contents(package)) == tables | standards | people


def test_frictionless_finds_it_valid(package: Path) -> None:
    report = frictionless.validate(str(package / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_frictionless_finds_a_broken_reference(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    orphans = tables["statements"].set_column(3, "parent_id", pa.array(["no such"] * 3))
    write_package(tables | {"statements": orphans}, tmp_path / "out", SCHEMA)
    report = frictionless.validate(str(tmp_path / "out" / "datapackage.json"))
    assert {error[0] for error in report.flatten(["type"])} == {"foreign-key"}


def test_descriptor(package: Path, tables: dict[str, pa.Table]) -> None:
    descriptor = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    ours = {"$schema": descriptor["$schema"], "releases": [], "resources": None}
    assert {**descriptor, "resources": None} == {**SCHEMA.package, **ours}
    for resource, table in zip(descriptor["resources"], SCHEMA.all.values(), strict=True):
        data = (package / resource["path"]).read_bytes()
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert (resource["type"], resource["format"]) == ("table", "parquet")
        assert resource["rows"] == (tables[table.name].num_rows if table.name in tables else 0)
        assert "bytes" not in resource
        assert {**resource["schema"], "foreignKeys": None} == {**table.descriptor, "foreignKeys": None}
        assert resource["schema"]["missingValues"] == []


def test_a_key_that_points_at_its_own_table_names_none(package: Path) -> None:
    published = Package.open(package).schema.tables
    references = [key["reference"] for table in published.values() for key in table.descriptor.get("foreignKeys", [])]
    assert all(reference.get("resource", "some") for reference in references)
    assert sum("resource" not in reference for reference in references) == 3
    assert {n: t.references for n, t in published.items()} == {n: t.references for n, t in SCHEMA.tables.items()}


def test_checksums_are_lines_of_sha256sum_with_size_and_logical_hash(
    package: Path, tables: dict[str, pa.Table]
) -> None:
    lines = (package / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    said = {line[66:]: line[:64] for line in lines if not line.startswith("#")}
    files = {name: data for name, data in contents(package).items() if name != "SHA256SUMS"}
    assert said == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    sums = Package.open(package).checksums()
    assert {name: entry.size for name, entry in sums.items()} == {name: len(data) for name, data in files.items()}
    hashes = {name.removesuffix(".parquet"): entry.logical for name, entry in sums.items() if entry.logical}
    past = {name: table.arrow.empty_table() for name, table in SCHEMA.history.items()}
    assert hashes == {name: logical_hash(table) for name, table in {**tables, **past}.items()}


def test_a_checksum_reads_what_it_writes() -> None:
    sums = [Checksum("a.parquet", "0" * 64, 12, "f" * 64), Checksum("README.md", "1" * 64, 3)]
    assert list(Checksum.parse("".join(map(str, sums))).values()) == sums


def test_codebook_says_all(package: Path, tables: dict[str, pa.Table]) -> None:
    text = (package / "README.md").read_text(encoding="utf-8")
    for table in SCHEMA.tables.values():
        assert f"## {table.name}\n" in text
        assert f"| [`{table.name}`](#{table.name}) | {tables[table.name].num_rows} |" in text
        for field in table.fields:
            assert f"| `{field.name}` | {field.type} |" in text
            assert field.description.replace("|", "\\|") in text
            assert all(f"`{value}`" in text for value in field.enum or [])
    for said in ("title", "version", "description", "rights", "homepage"):
        assert SCHEMA.package[said] in text


@pytest.mark.parametrize(
    ("table", "dtypes"),
    [
        ("articles", {"article_id": "string", "n_words": "Int64", "agency": "string"}),
        ("statements", {"kind": "category", "negated": "boolean", "confidence": "Float64", "cue_char_start": "Int64"}),
        ("events", {"quad": "Int64", "event_mode": "category", "date_char_start": "Int64"}),
        ("parties", {"role": "category", "position": "Int64", "mention_id": "string"}),
    ],
)
def test_plain_pandas_reads_dtypes_and_attrs(table: str, dtypes: dict[str, str], package: Path) -> None:
    frame = pd.read_parquet(package / f"{table}.parquet")
    assert {name: str(frame[name].dtype) for name in dtypes} == dtypes
    said = {key: frame.attrs[key] for key in ("title", "version", "licence", "table")}
    assert said == {
        "title": "Press Statements",
        "version": SCHEMA.package["version"],
        "licence": "CC-BY-4.0",
        "table": table,
    }
    assert SCHEMA.package["version"] in frame.attrs["citation"]
    assert frame.attrs["rights"] == SCHEMA.package["rights"]


def test_same_rows_give_the_same_bytes(
    annotated: list[Annotation], entities: tuple[Entity, ...], package: Path, tmp_path: Path
) -> None:
    mixed = [replace(a, mentions=a.mentions[::-1], parties=a.parties[::-1]) for a in annotated[::-1]]
    elsewhere = tmp_path / "another" / "folder"
    write_package(build_tables(mixed, entities[::-1]), elsewhere, SCHEMA)
    assert contents(elsewhere) == contents(package)


def test_chunks_change_no_byte(tmp_path: Path) -> None:
    rows = 2 * ROW_GROUP_ROWS + 5
    articles = (Article(f"{i:06}", f"title {i}", "text " * (i % 7), 1, "en") for i in range(rows))
    tables = build_tables(map(Annotation, articles), [])
    pieces = {name: pa.Table.from_batches(t.to_batches(max_chunksize=999), t.schema) for name, t in tables.items()}
    for name, shape in {"one": tables, "two": pieces}.items():
        write_package(shape, tmp_path / name, SCHEMA)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")
    assert pq.read_metadata(tmp_path / "one" / "articles.parquet").num_row_groups == 3


def test_no_file_names_the_folder(package: Path) -> None:
    assert not [name for name, data in contents(package).items() if str(package.parent).encode() in data]


def test_a_package_without_rows_is_one(tmp_path: Path) -> None:
    write_package(build_tables([], []), tmp_path / "out", SCHEMA)
    assert frictionless.validate(str(tmp_path / "out" / "datapackage.json")).valid


def test_a_build_replaces_the_folder_whole(tables: dict[str, pa.Table], package: Path) -> None:
    before = contents(package)
    (package / "table_of_last_year.parquet").write_bytes(b"old")
    write_package(tables, package, SCHEMA)
    assert contents(package) == before
    assert [entry.name for entry in package.parent.iterdir()] == [package.name]


def _refuse(folder: Path) -> None:
    raise PackageError("not good enough", str(folder))


def _unwritable(tables: dict[str, pa.Table]) -> dict[str, pa.Table]:
    nulls = tables["events"].set_column(9, "realis", pa.nulls(1, pa.string()))
    return tables | {"events": nulls}


@pytest.mark.parametrize(
    ("damage", "options", "error"),
    [
        (lambda tables: tables, {"verify": _refuse}, PackageError),
        (_unwritable, {}, (pa.ArrowException, ValueError)),
        (lambda tables: {}, {}, KeyError),
    ],
)
def test_a_failed_build_leaves_the_folder_untouched(
    damage: Callable[[dict[str, pa.Table]], dict[str, pa.Table]],
    options: dict[str, Any],
    error: type[Exception],
    tables: dict[str, pa.Table],
    package: Path,
) -> None:
    before = contents(package)
    with pytest.raises(error):
        write_package(damage(tables), package, SCHEMA, **options)
    assert contents(package) == before
    assert [entry.name for entry in package.parent.iterdir()] == [package.name]


def test_a_failed_swap_puts_the_old_folder_back(
    tables: dict[str, pa.Table], package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, rename = contents(package), Path.rename

    def busy(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise PermissionError("a file is open")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", busy)
    with pytest.raises(PackageError, match="close the programs"):
        write_package(tables, package, SCHEMA)
    assert contents(package) == before
    assert [entry.name for entry in package.parent.iterdir()] == [package.name]


def test_verify_sees_the_new_folder(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    seen: list[set[str]] = []
    write_package(tables, tmp_path / "out", SCHEMA, verify=lambda folder: seen.append(set(contents(folder))))
    assert seen == [set(contents(tmp_path / "out"))]


def test_an_empty_folder_is_filled_and_keeps_the_usual_permissions(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    for name in ("out", "usual"):
        (tmp_path / name).mkdir()
    write_package(tables, tmp_path / "out", SCHEMA)
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_what_is_no_package_is_not_replaced(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    (tmp_path / "thesis").mkdir()
    (tmp_path / "thesis" / "chapter.txt").write_text("years of work", encoding="utf-8")
    (tmp_path / "file").write_text("a file", encoding="utf-8")
    for name in ("thesis", "file"):
        with pytest.raises(PackageError, match=name):
            write_package(tables, tmp_path / name, SCHEMA)
    assert (tmp_path / "thesis" / "chapter.txt").read_text(encoding="utf-8") == "years of work"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["file", "thesis"]
