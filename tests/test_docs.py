"""Everything that a user meets is documented: names, columns, commands, word lists, versions."""

from __future__ import annotations

import ast
import csv
import re
from pathlib import Path
from typing import Any

import pytest
import typer.main
import yaml

import dataset
from dataset.cli import app
from dataset.schema import load_schema

ROOT = Path(__file__).parents[1]
LEXICON = ROOT / "dataset" / "lexicon"
MODULES = sorted((ROOT / "dataset").rglob("*.py"))
GROUP: Any = typer.main.get_command(app)


@pytest.mark.parametrize("name", [name for name in dataset.__all__ if not name.startswith("__")])
def test_public_names_have_a_docstring(name: str) -> None:
    assert (getattr(dataset, name).__doc__ or "").strip()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_modules_functions_and_classes_have_a_docstring(path: Path) -> None:
    module = ast.parse(path.read_text(encoding="utf-8"))
    public = [n for n in module.body if isinstance(n, ast.FunctionDef | ast.ClassDef) and not n.name.startswith("_")]
    assert ast.get_docstring(module)
    assert [node.name for node in public if not ast.get_docstring(node)] == []


@pytest.mark.parametrize("command", [GROUP, *GROUP.commands.values()], ids=lambda command: command.name)
def test_commands_and_their_options_have_help(command: Any) -> None:
    assert command.help
    assert [parameter.name for parameter in command.params if not parameter.help] == []


def test_the_readme_has_every_call_and_every_command() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    calls = [name for name in dataset.__all__ if name[0].islower()]
    assert [name for name in calls if f"dataset.{name}(" not in readme] == []
    assert [name for name in GROUP.commands if f"python build.py {name}" not in readme] == []


def test_every_word_list_and_its_columns_are_described() -> None:
    readme = (LEXICON / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+\.csv)` \| (.*?) \|", readme, re.MULTILINE)
    described = {file: re.findall(r"`(\w+)`", re.sub(r"\(.*?\)", "", columns)) for file, columns in rows}
    headers = {p.name: p.read_text(encoding="utf-8").split("\n", 1)[0].split(",") for p in LEXICON.glob("*.csv")}
    assert described == headers


@pytest.mark.parametrize(
    ("file", "column"), [("cues", "frames"), ("events", "frame"), ("function_words", "class"), ("name_words", "class")]
)
def test_every_code_of_a_word_list_is_explained(file: str, column: str) -> None:
    readme = (LEXICON / "README.md").read_text(encoding="utf-8")
    heading = f"## {'Frames' if column.startswith('frame') else 'Classes'} of `{file}.csv`"
    legend = readme.split(heading)[1].split("\n## ")[0]
    cells = re.findall(r"^\| (`.*?) \|", legend, re.MULTILINE)
    explained = {code for cell in cells for code in re.findall(r"`(.+?)`", cell)}
    with (LEXICON / f"{file}.csv").open(encoding="utf-8", newline="") as rows:
        used = {code for row in csv.DictReader(rows) for code in row[column].split("|")}
    assert used - {""} == explained


def test_one_version_everywhere() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    package = load_schema().package
    assert citation["version"] == package["version"] == dataset.__version__
    assert (citation["cff-version"], citation["type"], citation["title"]) == ("1.2.0", "dataset", package["title"])
    assert citation["license"] == [entry["name"] for entry in package["licenses"]]
    assert [author["name"] for author in citation["authors"]] == [c["title"] for c in package["contributors"]]
    assert citation["abstract"] == package["description"]
    assert citation["keywords"] == package["keywords"]


def test_the_changelog_has_a_section_for_what_comes_next() -> None:
    assert re.search(r"^## \[Unreleased\]$", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
