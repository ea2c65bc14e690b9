"""From a wheel, with pandas and pyarrow alone, the release that it carries loads."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pytest

from dataset.package import write_package
from dataset.schema import load_schema

ROOT = Path(__file__).parents[1]

SCRIPT = """
import json, sys
import dataset
rows = len(dataset.load("statements"))
dataset.verify()
heavy = {"pandera", "frictionless", "yaml", "typer", "rich", "edtf"} & set(sys.modules)
print(json.dumps([dataset.__file__, rows, dataset.__version__, dataset.context("9:e49-53", 0), sorted(heavy)]))
"""


@pytest.fixture
def installed(tables: dict[str, pa.Table], tmp_path: Path) -> Path:
    """A folder into which the wheel of a copy of this project was installed; the copy's release is the tests' own."""
    copy, wheels, target = tmp_path / "copy", tmp_path / "wheels", tmp_path / "target"
    for folder in ("dataset", "schema"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    for file in ("README.md", "LICENSE"):
        (copy / file).touch()
    write_package(tables, copy / "data", load_schema())
    _run("build", "--wheel", "--no-isolation", "--outdir", str(wheels), str(copy))
    _run("pip", "install", "--no-deps", "--no-index", "--quiet", "--target", str(target), *map(str, wheels.iterdir()))
    return target


def _run(*arguments: str) -> None:
    """``python -m``, with the installed ``build`` rather than build.py of the current folder (``-P``)."""
    done = subprocess.run([sys.executable, "-P", "-m", *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_release_loads_from_the_wheel(installed: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    command = [sys.executable, "-c", SCRIPT]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, env=environment, check=True)
    file, rows, version, context, heavy = json.loads(done.stdout)
    assert Path(file) == installed / "dataset" / "__init__.py"  # an SQL library is called `dataset` too
    assert (rows, version) == (3, load_schema().package["version"])
    assert context == "…[[told]]…"
    assert heavy == []
