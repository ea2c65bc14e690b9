"""Habits that keep the project the same for everybody: no private places in it, one lock, word lists in order."""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]
FOLDERS = ("dataset", "docs", "schema", "seeds", "data", "tests", ".ci", ".github")
HOSTS = re.compile(r'://[^ "]*/simple(/|"|$)|://[^ "]*/packages/[0-9a-f]{2}/|://registry[.]|py(pi\.org|thonhosted)')
PATHS = re.compile(r"(^|[^\w.<])/(work|tmp|root|home|Users)/", re.MULTILINE)
KEYS = {"contexts": 2, "function_words": 2, "events": 6, "objects": 2}
LISTS = sorted((ROOT / "dataset" / "lexicon").glob("*.csv"))


def files() -> Iterator[Path]:
    """The files of the project, built and installed ones left out."""
    yield from (path for path in ROOT.iterdir() if path.is_file())
    for folder in FOLDERS:
        yield from (p for p in (ROOT / folder).rglob("*") if p.is_file() and "__pycache__" not in p.parts)


@pytest.mark.parametrize("private", [HOSTS, PATHS], ids=["package index", "path of one machine"])
def test_no_file_names_a_private_place(private: re.Pattern[str]) -> None:
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in files()}
    found = {path.relative_to(ROOT).as_posix(): private.search(text) for path, text in texts.items()}
    assert {path: match[0] for path, match in found.items() if match} == {}


def test_the_lock_has_every_dependency_with_its_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = dict(re.findall(r"^([\w.-]+)==(\S+).* \\\n    --hash=sha256:[0-9a-f]{64}", lock, re.MULTILINE))
    assert len(locked) == len(re.findall(r"^[^\s#]", lock, re.MULTILINE))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (
        project["optional-dependencies"][name] for name in ("build", "dev")
    )  # training and benchmarks pin their own
    wanted = [*project["dependencies"], *(d for extra in extras for d in extra)]
    names = {re.split(r"[^\w-]", requirement)[0].lower() for requirement in wanted} - {project["name"]}
    assert names - locked.keys() == set()


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_word_lists_are_in_order_and_in_one_spelling(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    assert "\r" not in text
    assert unicodedata.is_normalized("NFC", text)
    rows = list(csv.reader(text.splitlines()))[1:]
    keys = [row[: KEYS.get(path.stem, 1)] for row in rows]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    assert len({tuple(key) for key in keys}) == len(keys)
    assert {cell for row in rows for cell in row if cell != cell.strip()} == set()


@pytest.mark.parametrize("file", [".github/workflows/ci.yml", ".pre-commit-config.yaml", "CITATION.cff"])
def test_settings_can_be_read(file: str) -> None:
    settings = yaml.safe_load((ROOT / file).read_text(encoding="utf-8"))
    for step in (step for job in settings.get("jobs", {}).values() for step in job["steps"]):
        assert step.keys() & {"uses", "run"}
        if step.get("shell") == "python":
            compile(step["run"], file, "exec")
