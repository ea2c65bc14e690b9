"""The command line: what each command says of itself, its exit status, and messages that say what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import generated
import pytest
import yaml
from rich.console import Console
from small_package import small_tables

import dataset.cli
from dataset.cli import main
from dataset.package import write_package
from dataset.schema import load_schema

RECORD = generated.dump().records["2024/a.txt"][0]


@dataclass(frozen=True, slots=True)
class Ran:
    status: object
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``python build.py ARGUMENTS`` in this process; white space in what it prints is one space."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["build.py", *map(str, arguments)])
        monkeypatch.setattr(dataset.cli, "out", Console(width=100))
        monkeypatch.setattr(dataset.cli, "err", Console(width=100, stderr=True))
        with pytest.raises(SystemExit) as caught:
            main()
        return Ran(caught.value.code, *(" ".join(text.split()) for text in capsys.readouterr()))

    return run


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "package"
    write_package(small_tables(), folder, load_schema())
    return folder


@pytest.fixture
def package(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "package"))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return generated.write({"a.txt": RECORD.data}, tmp_path / "source")


HELP = {
    (): [
        "rebuild data/",
        "Exit status: 0 fine, 1 problems found, 2 wrong use, 3 built with articles set aside",
        *("evaluate", "release", "reproduce", "diff", "cite"),
    ],
    ("build",): ["Build a package from a folder of articles", "replaced whole or left as it was", "--source", "--out"],
    ("check",): ["Check any package of this schema", "structure blocks, quality is reported", "--strict"],
    ("release",): ["MAJOR where a row was edited or removed", "MINOR where rows were added, else PATCH", "--last"],
    ("reproduce",): ["again from its own archive", "Exit status 0 where every table has the same rows", "--install"],
    ("diff",): ["A row that only moved in its text is moved", "--format", "json", "html"],
    ("explain",): ["what made it", "what refers to it", "Exit status 1", "--curation", "json"],
    ("cite",): ["with its version", "bibtex", "csl-json", "--table"],
    ("evaluate",): ["precision, recall and F1 of every table", "cofenet, plover, gum FILE", "--suggest"],
}


@pytest.mark.parametrize(("command", "said"), HELP.items(), ids=lambda part: "-".join(part) or "build.py")
def test_help(run: Run, command: tuple[str, ...], said: list[str]) -> None:
    found = run(*command, "--help")
    assert found.status == 0
    assert not [words for words in said if words not in found.out]


def test_a_build_is_fine(run: Run, source: Path, tmp_path: Path) -> None:
    found = run("build", "--source", source, "--out", tmp_path / "package")
    assert found.status == 0, found.err
    assert "rows that a curator changed: 0" in found.out
    assert run("check", tmp_path / "package").status == 0
    assert run("check", tmp_path / "package" / "datapackage.json").status == 0


def test_two_packages_are_compared(run: Run, package: Path, tmp_path: Path) -> None:
    tables = small_tables()
    write_package(tables | {"event_contexts": tables["event_contexts"].slice(1)}, tmp_path / "fewer", load_schema())
    found = run("diff", tmp_path / "fewer", package, "--format", "json")
    assert found.status == 0
    assert json.loads(found.out)["level"] == "minor"
    assert "1 rows added (minor)" in run("diff", tmp_path / "fewer", package / "datapackage.json").out
    assert "<td>added</td>" in run("diff", tmp_path / "fewer", package, "--format", "html").out


def test_a_package_is_cited(run: Run, package: Path) -> None:
    version = load_schema().package["version"]
    assert f"version {version}, table events" in run("cite", package, "--table", "events").out
    assert run("cite", package, "--style", "bibtex").out.startswith("@misc{press-statements-")


def test_set_aside_is_status_3(run: Run, source: Path, tmp_path: Path) -> None:
    (source / "b[1].txt").write_text("ID :\n[/b] [red]50%[/red]\n\nA title\n\nA body.\n", encoding="utf-8")
    found = run("build", "--source", source, "--out", tmp_path / "package")
    assert found.status == 3, found.err
    assert "set aside: b[1].txt bytes 0-43: no id" in found.out
    assert "got '[/b] [red]50%[/red]'; give the record its id" in found.out
    assert f"1 set aside, with their bytes, in {tmp_path / 'rejects' / 'package'}" in found.out


def test_no_command_rebuilds_data(run: Run, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, folder in {"SEEDS": source, "DATA": tmp_path / "data", "CURATION": tmp_path / "curation"}.items():
        monkeypatch.setattr(dataset.cli, name, folder)
    (tmp_path / "curation").mkdir()
    assert run().status == 0
    assert run("check", tmp_path / "data").status == 0


WRONG_USE = {
    "an unknown option": (["build", "--colour"], "--colour"),
    "an unknown command": (["bild"], "bild"),
    "an option without its value": (["build", "--source"], "--source"),
    "one argument too many": (["check", "a", "b"], "b"),
    "no such source": (
        ["build", "--source", "nowhere", "--out", "package"],
        "error: nowhere: no such file or folder; expected a folder of source files; check the path",
    ),
    "a source without files": (
        ["build", "--source", "empty", "--out", "package"],
        "error: empty: no source files; expected at least one file; put the articles there",
    ),
    "an unknown encoding": (
        ["build", "--source", "source", "--out", "package", "--encoding", "utf-88"],
        "error: unknown encoding; expected a text encoding of Python such as utf-8; got 'utf-88'",
    ),
    "no such archive": (
        ["reproduce", "nowhere.zip"],
        "error: nowhere.zip: no such file; expected the archive of a release, or the folder of a package",
    ),
    "nothing to compare": (["diff", "nowhere", "."], "error: nowhere: no such file"),
    "a form that is none": (["diff", ".", ".", "--format", "pdf"], "'pdf'"),
    "a style that is none": (["cite", "--style", "apa"], "'apa'"),
    "an unknown corpus": (
        ["evaluate", "--corpus", "polnaer", "."],
        "error: no such corpus; "
        "expected all, polnear, nested, speakers, events, cofenet, conll, plover, gum; got polnaer",
    ),
}


@pytest.mark.parametrize(("arguments", "message"), WRONG_USE.values(), ids=WRONG_USE)
@pytest.mark.usefixtures("source")
def test_wrong_use_is_status_2(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    found = run(*arguments)
    assert found.status == 2
    assert message in found.err
    assert not (tmp_path / "package").exists()


def test_a_damaged_package_is_status_1(run: Run, package: Path) -> None:
    file = package / "statements.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)
    found = run("check", package)
    assert found.status == 1
    assert "structure [bytes] statements.parquet: not the bytes whose SHA-256 is in" in found.out
    assert "get the package again, or build it" in found.out
    assert f"{package}: refused" in found.out


def test_no_package_is_status_1(run: Run, tmp_path: Path) -> None:
    found = run("check", tmp_path)
    assert found.status == 1
    assert "structure [no_descriptor] datapackage.json: cannot be read; got" in found.out
    assert "give the package's folder" in found.out


def test_quality_fails_where_it_is_asked_to(run: Run, package: Path) -> None:
    found = run("check", package)
    assert found.status == 0
    assert "quality [" in found.out
    assert run("check", "--strict", package).status == 1


def test_a_path_with_brackets_is_printed_as_it_is(run: Run, package: Path, tmp_path: Path) -> None:
    odd = tmp_path / "[red]a[" / "b] :smile: 2"
    odd.parent.mkdir()
    package.rename(odd)
    found = run("check", odd)
    assert found.status == 0
    assert f"{odd}: accepted" in found.out


def test_a_stale_entry_is_status_1_and_names_file_and_entry(run: Run, source: Path, tmp_path: Path) -> None:
    stale: dict[str, object] = {
        "table": "articles",
        "id": RECORD.article_id,
        "action": "set",
        "reason": "a test",
        "curator": "a tester",
    }
    stale |= {"date": "2024-05-03", "expect": {"source_name": "Nobody"}, "value": {"source_name": "Somebody"}}
    generated.write({"stale.yaml": yaml.safe_dump([stale]).encode()}, tmp_path / "curation")
    found = run("build", "--source", source, "--out", tmp_path / "package", "--curation", tmp_path / "curation")
    assert found.status == 1
    assert "error: stale.yaml" in found.err
    assert "Traceback" not in found.err
    assert not (tmp_path / "package").exists()


WRONG_PLACES = {
    "the output is the source": (".", "not a package, so it is not replaced; expected a folder with datapackage.json"),
    "the output is inside the source": ("package", "the build would write where it reads"),
    "the output has the name of the rejects": ("../rejects", "this name is kept for what is set aside"),
}


@pytest.mark.parametrize("case", WRONG_PLACES)
def test_a_wrong_place_is_refused_before_any_work(case: str, run: Run, source: Path) -> None:
    place, message = WRONG_PLACES[case]
    found = run("build", "--source", source, "--out", source / place)
    assert found.status == 2
    assert message in found.err
    assert [path.name for path in source.iterdir()] == ["a.txt"]
    assert not (source.parent / "rejects").exists()


def test_rejects_are_not_rebuilt_over_themselves(run: Run, tmp_path: Path) -> None:
    mended = generated.write({"000001.bytes": RECORD.data}, tmp_path / "rejects" / "package")
    found = run("build", "--source", mended, "--out", tmp_path / "package")
    assert found.status == 2
    assert "keep the source apart from --out and from rejects/ beside it" in found.err
    assert (mended / "000001.bytes").read_bytes() == RECORD.data


def test_the_folder_that_one_stands_in_is_not_replaced(
    run: Run, source: Path, package: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(package)
    found = run("build", "--source", source, "--out", ".")
    assert found.status == 2
    assert "the current folder would be replaced; run the build from another folder" in found.err


def test_a_curation_folder_that_is_not_there_is_wrong_use(run: Run, source: Path, tmp_path: Path) -> None:
    found = run("build", "--source", source, "--out", tmp_path / "package", "--curation", tmp_path / "curations")
    assert found.status == 2
    assert "no such curation folder; expected a folder with *.yaml; check the path" in found.err
    assert not (tmp_path / "package").exists()
