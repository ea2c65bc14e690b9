"""``check`` for other people: parts, forms of the report, archives and addresses, the action in another repository."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from xml.etree import ElementTree as ET

import pyarrow as pa
import pytest
import yaml
from damage_table import PAGE, page, published, verdict
from hypothesis import given
from hypothesis import strategies as st
from mutations import FILES, TABLES, Mutation, change_descriptor, put
from small_package import small_tables

import dataset.release.place
from dataset.cli import main
from dataset.derive import without_quotes
from dataset.package import write_package
from dataset.release.archive import write_archive
from dataset.schema import load_schema
from dataset.validate import Problem, Report, check_package
from dataset.validate import parts as cut
from dataset.validate.report import as_json, as_junit
from dataset.validate.rules import QUALITY, STRUCTURE
from dataset.validate.statements import bare
from dataset.validate.stored import Stored

ROOT = Path(__file__).parents[1]
Check = Callable[..., tuple[object, str]]


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "package"
    write_package(small_tables(), folder, load_schema())
    return folder


@pytest.fixture
def package(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "package"))


@pytest.fixture
def check(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Check:
    """``python build.py check ARGUMENTS`` in this process: status and what it prints."""

    def check(*arguments: object) -> tuple[object, str]:
        monkeypatch.setattr("sys.argv", ["build.py", "check", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        printed = capsys.readouterr()
        return caught.value.code, printed.out + printed.err

    return check


# Parts


ODD_KEYS = [
    Mutation("an article without an id", "null", "articles", "", put("articles", "617", article_id=None)),
    Mutation("a mention without an id", "null", "mentions", "", put("mentions", "b.2:m71-82", mention_id=None)),
]


@pytest.mark.parametrize("mutation", TABLES[::4] + ODD_KEYS, ids=lambda m: m.title)
def test_a_package_in_parts_has_the_same_problems(
    package: Path, mutation: Mutation, monkeypatch: pytest.MonkeyPatch
) -> None:
    mutation.damage(package)
    whole = check_package(package)
    monkeypatch.setattr(cut, "ARTICLES_AT_ONCE", 1)
    assert sorted(map(str, check_package(package))) == sorted(map(str, whole))


def test_an_article_waits_for_its_rows_and_no_row_is_lost(package: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ids of which one begins another stand in two orders: 6 before 61 as articles, 61: before 6: elsewhere."""
    ids = ["6", "61", "610", "61-a", "6a", "7"]
    articles = small_tables()["articles"]
    many = pa.concat_tables([articles.slice(0, 1)] * len(ids))
    many = many.set_column(0, articles.schema.field("article_id"), pa.array(sorted(ids)))
    empty = {name: table.slice(0, 0) for name, table in small_tables().items()}
    write_package({**empty, "articles": many}, package, load_schema(), verify=lambda _: None)
    monkeypatch.setattr(cut, "ARTICLES_AT_ONCE", 2)
    files = {name: Stored(name, package / f"{name}.parquet") for name in empty}
    read = [rows.column("articles", "article_id").to_pylist() for rows in cut.parts(files, load_schema())]
    assert read == [["61-a", "610"], ["6", "61"], ["6a", "7"]]


MARKED = st.text(st.sampled_from("“”\"«»'’‘„`ab, s1.-\n"), min_size=1, max_size=12)


@given(st.lists(MARKED | st.builds("{}{}{}".format, st.sampled_from('“"«'), MARKED, st.sampled_from('”"»'))))
def test_columns_of_words_lose_the_marks_that_words_lose(words: list[str]) -> None:
    assert bare(pa.array(words, pa.string())).to_pylist() == [without_quotes(word) for word in words]


# Reports


def test_every_rule_is_listed_and_proven_by_a_damage() -> None:
    proven = {mutation.rule for mutation in FILES + TABLES} | {"missing_table", "unknown_table"}
    assert proven == STRUCTURE.keys()
    assert len(FILES + TABLES) >= 40
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dataset" / "validate").glob("*.py"))
    assert [rule for rule in QUALITY if f'"{rule}"' not in sources and not rule.startswith("no_")] == []


def test_junit_has_a_case_for_each_rule_and_a_failure_for_each_broken_one(package: Path) -> None:
    put("statements", "617:s63-165", kind="dierct")(package)
    suite = ET.fromstring(as_junit(Report("a & b", check_package(package))))[0]
    assert (suite.get("name"), suite.get("failures"), len(suite)) == ("a & b", "1", len(STRUCTURE) + len(QUALITY))
    assert suite.get("tests") == str(len(suite))
    (failure,) = suite.iter("failure")
    assert (failure.get("type"), "'dierct'" in str(failure.text)) == ("enum", True)
    told = [case.get("name") for case in suite if case.find("system-out") is not None]
    assert [str(name).partition(":")[0] for name in told] == ["no_entity", "no_participant", "low_confidence"]


def test_junit_is_xml_whatever_is_found() -> None:
    problem = Problem("structure", "events", None, "enum", "a \0 and \ud800 <b>", 1, ("\x1b",))
    assert ET.fromstring(as_junit(Report("x", [problem])).encode()) is not None


def test_half_a_character_in_a_descriptor_can_be_printed(check: Check, package: Path) -> None:
    change_descriptor(lambda d: d["resources"].append({"name": "\ud800", "path": "x"}))(package)
    for form in ("text", "json", "junit"):
        assert check(package, "--format", form)[0] == 1


def test_strict_fails_for_quality(sound: Path) -> None:
    report = Report("x", check_package(sound), strict=True)
    suite = ET.fromstring(as_junit(report))[0]
    assert (suite.get("failures"), json.loads(as_json(report))["accepted"]) == ("3", False)


def test_json_tells_rates(check: Check, sound: Path) -> None:
    status, printed = check(sound, "--format", "json")
    said = json.loads(printed)
    assert (status, said["accepted"], said["structure"], said["quality"]) == (0, True, 0, 3)
    rates = {(p["rule"], p["count"], p["of"]) for p in said["problems"]}
    assert ("no_entity", 2, 13) in rates


@pytest.mark.parametrize(
    ("table", "key", "values"),
    [
        ("articles", "617", {"dateline_date": "1999-01-01"}),
        ("statements", "617:s63-165", {"stated_on_earliest": "2030-01-01"}),
        ("events", "617:e117-121", {"date_earliest": "2030-01-01"}),
    ],
)
def test_odd_dates_are_quality(package: Path, table: str, key: str, values: dict[str, str]) -> None:
    from datetime import date

    put(table, key, **{name: date.fromisoformat(day) for name, day in values.items()})(package)
    odd = [(p.severity, p.table, p.count) for p in check_package(package) if p.rule == "date_odd"]
    assert odd == [("quality", table, 1)]


# Archives and addresses


def zipped(folder: Path, file: Path) -> Path:
    with zipfile.ZipFile(file, "w") as archive:
        for path in sorted(folder.iterdir()):
            archive.write(path, f"{folder.name}/{path.name}")
    return file


def test_archives_are_checked(check: Check, sound: Path, tmp_path: Path) -> None:
    assert check(zipped(sound, tmp_path / "a.zip"))[0] == 0
    assert check(write_archive(ROOT, load_schema(), tmp_path))[0] == 0


def test_damaged_archives_are_status_1(check: Check, sound: Path, tmp_path: Path) -> None:
    file = zipped(sound, tmp_path / "a.zip")
    data = file.read_bytes()
    for damaged in (data[: len(data) // 2], data.replace(b"PAR1", b"PAR2"), b"", b"PK"):
        file.write_bytes(damaged)
        status, printed = check(file)
        assert status == 1
        assert "get the archive again" in printed
        assert "Traceback" not in printed


def test_an_archive_that_unpacks_to_too_much_is_refused(
    check: Check, sound: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dataset.archive.GROWTH", 0)
    status, printed = check(zipped(sound, tmp_path / "a.zip"))
    assert (status, "bytes are packed in" in printed) == (1, True)


class Server(ThreadingHTTPServer):
    """Serves files by name, and says ``extra`` bytes more than it sends."""

    files: dict[str, bytes]
    extra = 0


class Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        server: Any = self.server
        data = server.files.get(self.path)
        self.send_response(404 if data is None else 200)
        self.send_header("Content-Length", str(len(data or b"") + server.extra))
        self.end_headers()
        self.wfile.write(data or b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server(sound: Path, tmp_path: Path) -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Handler) as serving:
        serving.files = {f"/p/{file.name}": file.read_bytes() for file in sound.iterdir()}
        serving.files["/a.zip"] = zipped(sound, tmp_path / "a.zip").read_bytes()
        Thread(target=serving.serve_forever, daemon=True).start()
        yield serving
        serving.shutdown()


def address(server: Server, path: str) -> str:
    return f"http://127.0.0.1:{server.server_port}/{path}"


@pytest.mark.parametrize("path", ["p/", "p/datapackage.json", "a.zip"])
def test_addresses_are_checked(check: Check, server: Server, path: str) -> None:
    status, printed = check(address(server, path))
    assert status == 0
    assert f"{address(server, path)}: accepted" in printed


@pytest.mark.parametrize("path", ["p/", "p/datapackage.json", "a.zip"])
def test_an_address_can_say_the_hash_of_its_file(check: Check, server: Server, path: str) -> None:
    data = server.files["/p/datapackage.json" if path == "p/" else f"/{path}"]
    pinned = address(server, path) + "#sha256="
    assert check(pinned + hashlib.sha256(data).hexdigest())[0] == 0
    status, printed = check(pinned + "0" * 64)
    assert (status, "not the bytes that were released" in printed) == (1, True)
    status, printed = check(pinned + "0")
    assert (status, "not the SHA-256 of an archive" in printed) == (2, True)


def test_a_damaged_archive_is_named_by_its_address(check: Check, server: Server) -> None:
    server.files["/a.zip"] = server.files["/a.zip"][:999]
    status, printed = check(address(server, "a.zip"))
    assert (status, f"{address(server, 'a.zip')}: cannot be unpacked" in printed) == (1, True)


@pytest.mark.parametrize("missing", ["SHA256SUMS", "events.parquet", "README.md"])
def test_a_file_that_an_address_lacks_is_a_problem(check: Check, server: Server, missing: str) -> None:
    del server.files[f"/p/{missing}"]
    status, printed = check(address(server, "p/datapackage.json"))
    assert status == 1
    assert missing in printed


def test_an_address_with_nothing_behind_it_is_wrong_use(check: Check, server: Server) -> None:
    for path in ("q/datapackage.json", "b.zip"):
        status, printed = check(address(server, path))
        assert (status, "cannot be fetched" in printed) == (2, True)
    assert check("http://[")[0] == 2


def test_an_answer_that_is_cut_off_is_status_1(check: Check, server: Server) -> None:
    server.extra = 7
    status, printed = check(address(server, "a.zip"))
    assert (status, "cut off" in printed) == (1, True)


def test_an_answer_that_is_too_large_is_status_1(check: Check, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataset.release.place, "MOST_BYTES", 99)
    status, printed = check(address(server, "p/datapackage.json"))
    assert (status, "too large" in printed) == (1, True)


# The page


def test_the_page_is_what_the_rules_and_the_damages_say() -> None:
    assert page(published()) == PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("mutation", (FILES + TABLES)[5::25], ids=lambda m: m.title)
def test_frictionless_sees_and_misses_what_the_page_says(mutation: Mutation, sound: Path) -> None:
    assert verdict(mutation, sound) == published()[mutation.title]


# Another repository

RECORD = """ID :
{number}
Tue, 03/05/2024 - 09:30
Author :
Jo Lind

Harbour number {number} stays open, mayor says

LISBON, March 4. /Coast News/. "We will keep harbour {number} open," Mayor Ana Sousa told reporters on Monday.
She said that the toll would fall.

Read more

X
"""


def step(name: str) -> dict[str, Any]:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    return next(step for step in action["runs"]["steps"] if step.get("name") == name)


@pytest.fixture(scope="session")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a package of ten articles, built by the command line from somebody's own files."""
    folder = tmp_path_factory.mktemp("repository")
    (folder / "articles").mkdir()
    for number in range(101, 111):
        (folder / "articles" / f"{number}.txt").write_text(RECORD.format(number=number), encoding="utf-8")
    command = [sys.executable, str(ROOT / "build.py"), "build", "--source", "articles", "--out", "data"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def runner(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a runner in which the action's own install step ran, in a venv that sees these packages."""
    home = tmp_path_factory.mktemp("runner")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home / "venv")], check=True)
    paths = [path for path in sys.path if path.endswith("site-packages")]
    (site,) = (home / "venv").glob("lib/python*/site-packages")
    (site / "beside.pth").write_text("\n".join(paths))
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment = kept | {"PATH": f"{home / 'venv' / 'bin'}{os.pathsep}{os.environ['PATH']}"}
    environment |= {"GITHUB_ACTION_PATH": str(ROOT), "RUNNER_TEMP": str(home), "GITHUB_OUTPUT": str(home / "output")}
    install = environment | {"PIP_NO_INDEX": "1", "PIP_FORCE_REINSTALL": "1"}
    done = run_step("Install the check", home, install)
    assert done.returncode == 0, done.stdout + done.stderr
    return environment


def run_step(name: str, folder: Path, environment: dict[str, str], **inputs: str) -> subprocess.CompletedProcess[str]:
    """A step of action.yml as a runner does it, its inputs filled in."""
    given = {
        key: re.sub(r"\$\{\{ inputs\.(\w+) \}\}", lambda match: inputs[match[1]], value)
        for key, value in step(name).get("env", {}).items()
    }
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step(name)["run"]]
    return subprocess.run(command, cwd=folder, env=environment | given, capture_output=True, text=True)


@pytest.mark.parametrize("form", ["text", "json", "junit"])
def test_another_repository_passes_the_action(repository: Path, runner: dict[str, str], form: str) -> None:
    done = run_step("Check", repository, runner, path="data", strict="false", format=form)
    assert done.returncode == 0, done.stdout + done.stderr
    report = Path(runner["RUNNER_TEMP"], f"check.{form}")
    assert report.read_text() == done.stdout
    assert f"report={report}" in Path(runner["GITHUB_OUTPUT"]).read_text()
    if form == "text":
        assert "data: accepted, 0 structure problems" in done.stdout


def test_a_damage_in_another_repository_fails_the_action(repository: Path, runner: dict[str, str]) -> None:
    copy = repository.parent / "damaged"
    shutil.copytree(repository, copy, dirs_exist_ok=True)
    (copy / "data" / "events.parquet").unlink()
    done = run_step("Check", copy, runner, path="data", strict="false", format="text")
    assert (done.returncode, "events.parquet is missing" in done.stdout) == (1, True)


def test_strict_in_another_repository_fails_for_quality(repository: Path, runner: dict[str, str]) -> None:
    findings = json.loads(run_step("Check", repository, runner, path="data", strict="false", format="json").stdout)
    assert findings["quality"] > 0
    assert run_step("Check", repository, runner, path="data", strict="true", format="text").returncode == 1


def test_the_hook_is_one_that_pre_commit_takes() -> None:
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
