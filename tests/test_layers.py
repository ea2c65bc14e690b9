"""Modules import only modules above them, in the order that the README gives; and importing costs what it must."""

from __future__ import annotations

import ast
import graphlib
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "dataset"
LISTED = re.findall(r"^  (\w+)(?:\.py|/) ", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
LAYERS = [layer for layer in LISTED if layer != "__init__"]
MODULES = {
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
    for path in sorted(PACKAGE.rglob("*.py"))
}
HEAVY = {
    "edtf",
    "frictionless",
    "onnxruntime",
    "pooch",
    "requests",
    "pandera",
    "py3langid",
    "rich",
    "tokenizers",
    "typer",
    "yaml",
}


def imported(path: Path) -> set[str]:
    """The modules of this package that a file imports, wherever in the file."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports by dots"
            names |= {str(node.module)} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names & MODULES.keys()


def layer(module: str) -> str:
    return module.split(".")[1]


def test_every_module_has_its_place() -> None:
    assert len(set(LAYERS)) == len(LAYERS)
    assert set(LAYERS) == {layer(module) for module in MODULES if module != "dataset"}


@pytest.mark.parametrize("module", [module for module in MODULES if module != "dataset"])
def test_a_module_imports_only_modules_above_it(module: str) -> None:
    own = LAYERS.index(layer(module))
    used = imported(MODULES[module]) - {"dataset"}
    assert {other for other in used if LAYERS.index(layer(other)) > own} == set()


def test_no_module_needs_itself() -> None:
    list(graphlib.TopologicalSorter({m: imported(path) - {m, "dataset"} for m, path in MODULES.items()}).static_order())


@pytest.mark.parametrize(
    ("script", "absent"),
    [
        ("import dataset; dataset.DatasetError", HEAVY | {"pandas", "pyarrow", "numpy"}),
        ("import dataset; dataset.load('statements'); dataset.quotes(); dataset.article('617957')", HEAVY),
        ("import dataset; str(dataset.article('617957')); str(dataset.explain('617957:s0-47'))", HEAVY),
    ],
)
def test_reading_loads_nothing_of_the_build(script: str, absent: set[str]) -> None:
    command = [sys.executable, "-c", f"{script}\nimport sys\nprint(*sys.modules)"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) & absent == set()
