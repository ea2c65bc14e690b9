"""The whole path over a generated dump: only what is broken is set aside, a failure changes nothing, bytes repeat."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import generated
import pyarrow as pa
import pytest
import yaml

import dataset.pipeline
from dataset.disk import Package
from dataset.errors import CurationError, DatasetError, PackageError
from dataset.pipeline import build
from dataset.validate import Problem, blocking, check_package, check_with_frictionless

ROOT = Path(__file__).parents[1]
DUMP = generated.dump()
SMALL = {"a.txt": DUMP.records["2024/a.txt"][0].data, "b.txt": b"Nothing but notes.\n"}
STALE = {
    "table": "articles",
    "article_id": "5001",
    "id": "5001",
    "action": "set",
    "expect": {"source_name": "The Daily Nothing"},
    "value": {"source_name": "The Daily Something"},
    "reason": "a test",
    "curator": "a tester",
    "date": "2024-05-03",
}


def run_build(source: Path, out: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "build.py"), "build", "--source", str(source), "--out", str(out)]
    return subprocess.run(
        command, env=os.environ | environment, cwd=source, text=True, capture_output=True, check=False
    )


def hashes(folder: Path) -> dict[str, str]:
    """Path -> SHA-256 of every file below a folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files}


def tables(package: Path) -> dict[str, pa.Table]:
    opened = Package.open(package)
    return {name: opened.read(name) for name in opened.schema.tables}


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return generated.write(DUMP.files(), tmp_path_factory.mktemp("source"))


@pytest.fixture(scope="module")
def first(source: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    out = tmp_path_factory.mktemp("first") / "package"
    return out, run_build(source, out, TZ="UTC", LC_ALL="C", PYTHONHASHSEED="0")


@pytest.fixture(scope="module")
def package(first: tuple[Path, subprocess.CompletedProcess[str]]) -> Path:
    return first[0]


def test_the_dump_is_a_hundred_records() -> None:
    assert len(DUMP.all) == 100
    assert len(list(DUMP.broken())) == 19


def test_only_what_is_broken_is_set_aside(package: Path) -> None:
    articles = Package.open(package).read("articles", ["article_id", "language"]).to_pylist()
    assert {row["article_id"]: row["language"] for row in articles} == DUMP.kept()


def test_rejects_are_listed_with_their_bytes(package: Path, source: Path) -> None:
    folder = package.parent / "rejects" / package.name
    with (folder / "rejects.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    expected = list(DUMP.broken())
    assert [(row["record_file"], int(row["byte_start"]), int(row["byte_end"])) for row in rows] == [
        (piece.file, piece.start, piece.end) for piece in expected
    ]
    for row, piece in zip(rows, expected, strict=True):
        assert piece.reason in row["reason"]
        data = (source / piece.file).read_bytes()[piece.start : piece.end]
        assert (folder / row["bytes_file"]).read_bytes() == data
    assert {path.name for path in folder.iterdir()} == {"rejects.csv", *(row["bytes_file"] for row in rows)}


def test_the_build_says_what_it_set_aside_and_left_alone(
    first: tuple[Path, subprocess.CompletedProcess[str]],
) -> None:
    package, run = first
    assert run.returncode == 3, run.stderr
    assert "not in English: 2 in de, 2 in es, 2 in fr, 2 in ru" in run.stdout
    assert f"19 set aside, with their bytes, in {package.parent / 'rejects' / package.name}" in run.stdout
    assert "i-broken.txt bytes" in run.stdout
    assert "got '[/b] 50%'" in run.stdout


def test_the_rest_is_accepted(package: Path) -> None:
    assert blocking(check_package(package)) == []
    assert check_with_frictionless(package) == []


def test_other_languages_are_kept_without_annotations(package: Path) -> None:
    foreign = {article for article, language in DUMP.kept().items() if language != "en"}
    found = tables(package)
    assert len(foreign) == 8
    for name in ("sentences", "statements", "mentions", "events"):
        assert not foreign & set(found[name]["article_id"].to_pylist())
        assert found[name].num_rows


def test_other_folders_file_orders_and_environments_give_the_same_bytes(package: Path, tmp_path: Path) -> None:
    backwards = dict(reversed(DUMP.files().items()))
    again = generated.write(backwards, tmp_path / "elsewhere" / "in another folder")
    run = run_build(again, tmp_path / "out", TZ="Asia/Kathmandu", LC_ALL="tr_TR.UTF-8", PYTHONHASHSEED="4711")
    assert run.returncode == 3
    assert hashes(tmp_path / "out") == hashes(package)
    assert hashes(tmp_path / "rejects" / "out") == hashes(package.parent / "rejects" / package.name)


def test_files_may_be_found_in_any_order(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    small = generated.write(
        {name: (source / name).read_bytes() for name in ("h-repeated.txt", "j-small.txt")}, tmp_path / "small"
    )
    found = Path.rglob
    build(small, tmp_path / "out" / "a")
    monkeypatch.setattr(Path, "rglob", lambda path, pattern: reversed(list(found(path, pattern))))
    build(small, tmp_path / "out" / "b")
    assert hashes(tmp_path / "out" / "a") == hashes(tmp_path / "out" / "b")


def test_how_records_are_cut_into_files_changes_nothing_but_where_they_were_read(package: Path, tmp_path: Path) -> None:
    records = [record.data for record in DUMP.all if record.fate != "text before the first record"]
    layouts = {
        "apart": {f"{number:03}.txt": data for number, data in enumerate(records)},
        "together": {"all.txt": b"".join(records)},
    }
    expected = without_place(tables(package))
    for layout, files in layouts.items():
        source = generated.write(files, tmp_path / layout / "source")
        report = build(source, tmp_path / layout / "out")
        assert len(report.rejected) == len([piece for piece in DUMP.broken() if piece.file in DUMP.records]) - 1
        assert without_place(tables(tmp_path / layout / "out")) == expected


def without_place(found: dict[str, pa.Table]) -> dict[str, list[dict[str, Any]]]:
    dropped = [name for name in found["articles"].column_names if name.startswith("record_")]
    return {name: (t.drop_columns(dropped) if name == "articles" else t).to_pylist() for name, t in found.items()}


def _raise(error: Exception) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> Any:
        raise error

    return fail


def _damaged(_: Path) -> list[Problem]:
    return [Problem("structure", "articles", None, "test", "a rule of the package is broken")]


FAILURES: dict[str, tuple[tuple[str, Any] | None, type[Exception], str]] = {
    "a stale curation entry": (None, CurationError, "stale.yaml"),
    "an exception inside the engine": (("engine", _raise(ValueError("boom"))), ValueError, "boom"),
    "an exception between the stages": (("build_tables", _raise(MemoryError("boom"))), MemoryError, "boom"),
    "a package that the check refuses": (("check_package", _damaged), PackageError, "a rule of the package is broken"),
    "a disk that fills up": (("write_package", _raise(OSError("No space left"))), OSError, "No space left"),
}


@pytest.fixture
def before(tmp_path: Path) -> Iterator[dict[str, str]]:
    """A package and its rejects; whatever a test does, the folder holds the same bytes and no others afterwards."""
    generated.write(SMALL, tmp_path / "source")
    generated.write({"stale.yaml": yaml.safe_dump([STALE]).encode()}, tmp_path / "curation")
    build(tmp_path / "source", tmp_path / "home" / "package")
    state = hashes(tmp_path / "home")
    assert {"package/SHA256SUMS", "rejects/package/rejects.csv"} <= state.keys()
    yield state
    assert hashes(tmp_path / "home") == state
    assert sorted(path.name for path in (tmp_path / "home").iterdir()) == ["package", "rejects"]


@pytest.mark.parametrize(("fault", "error", "message"), FAILURES.values(), ids=FAILURES)
@pytest.mark.usefixtures("before")
def test_a_failed_build_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: tuple[str, Any] | None, error: type[Exception], message: str
) -> None:
    generated.write({"c.txt": DUMP.records["2024/a.txt"][1].data}, tmp_path / "source")
    if fault:
        monkeypatch.setattr(dataset.pipeline, *fault)
    with pytest.raises(error, match=message):
        build(tmp_path / "source", tmp_path / "home" / "package", None if fault else tmp_path / "curation")


@pytest.mark.usefixtures("before")
def test_a_folder_that_is_no_package_is_not_replaced(tmp_path: Path) -> None:
    generated.write({"thesis.txt": b"years of work"}, tmp_path / "mine")
    with pytest.raises(DatasetError, match="not a package, so it is not replaced"):
        build(tmp_path / "source", tmp_path / "mine")
    assert hashes(tmp_path / "mine") == {"thesis.txt": sha256(b"years of work").hexdigest()}


def test_a_build_without_rejects_takes_the_old_listing_away(tmp_path: Path) -> None:
    generated.write(SMALL, tmp_path / "source")
    build(tmp_path / "source", tmp_path / "home" / "package")
    (tmp_path / "source" / "b.txt").unlink()
    build(tmp_path / "source", tmp_path / "home" / "package")
    assert not (tmp_path / "home" / "rejects" / "package").exists()


def test_a_file_name_that_is_not_utf_8_is_set_aside_with_its_bytes(tmp_path: Path) -> None:
    generated.write({"a.txt": SMALL["a.txt"]}, tmp_path / "source")
    try:
        (tmp_path / "source" / os.fsdecode(b"caf\xe9.txt")).write_bytes(SMALL["b.txt"])
    except OSError:  # a file system that takes UTF-8 names alone, as on macOS, cannot hold such a file
        return
    report = build(tmp_path / "source", tmp_path / "home" / "package")
    assert [piece.record_file for piece in report.rejected] == ["caf\\xe9.txt"]
    assert (tmp_path / "home" / "rejects" / "package" / "000001.bytes").read_bytes() == SMALL["b.txt"]
