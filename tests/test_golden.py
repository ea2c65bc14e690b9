"""What the build makes of eight invented articles, frozen as readable rows: ``golden/<table>.jsonl``.

A change of the engine that changes a row fails here and shows the row. If the change is meant, rewrite the files and
review the difference: ``python -m tests.test_golden --update`` (or ``make golden``).
"""

from __future__ import annotations

import json
import sys
from datetime import date
from difflib import unified_diff
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from dataset.disk import Package
from dataset.pipeline import build
from dataset.schema import load_schema

GOLDEN = Path(__file__).parent / "golden"
ARTICLES = GOLDEN / "articles"
LEFT_OUT = {"text_sha256", "record_file", "record_sha256", "record_byte_start", "record_byte_end"}
TABLES = list(load_schema().tables)
UPDATE = (
    "if the change is meant, run `python -m tests.test_golden --update` (or `make golden`) and review the difference"
)


def golden() -> dict[str, list[str]]:
    """Table -> its rows as JSON lines, in the order of the key; nulls and the places of records are left out."""
    with TemporaryDirectory() as folder:
        report = build(ARTICLES, Path(folder) / "package")
        assert not report.rejected, report.rejected
        package = Package.open(Path(folder) / "package")
        return {table: [_line(table, row) for row in package.read(table).to_pylist()] for table in TABLES}


def _line(table: str, row: dict[str, Any]) -> str:
    left_out = LEFT_OUT | ({"text"} if table == "articles" else set())
    kept = {name: value for name, value in row.items() if value is not None and name not in left_out}
    return json.dumps(kept, ensure_ascii=False, default=date.isoformat)


def _lines(table: str) -> list[str]:
    file = GOLDEN / f"{table}.jsonl"
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []


def update() -> None:
    """Rewrite the golden files."""
    for table, lines in golden().items():
        text = "".join(f"{line}\n" for line in lines)
        (GOLDEN / f"{table}.jsonl").write_text(text, encoding="utf-8", newline="\n")


@pytest.fixture(scope="module")
def now() -> dict[str, list[str]]:
    return golden()


@pytest.mark.parametrize("table", TABLES)
def test_golden(table: str, now: dict[str, list[str]]) -> None:
    changes = list(unified_diff(_lines(table), now[table], "golden", "now", lineterm="", n=0))
    assert not changes, "\n".join([f"{table}: {UPDATE}", *changes])


def test_every_golden_file_is_a_table() -> None:
    assert {file.stem for file in GOLDEN.glob("*.jsonl")} == set(TABLES)


if __name__ == "__main__":
    if sys.argv[1:] != ["--update"]:
        raise SystemExit("usage: python -m tests.test_golden --update")
    update()
