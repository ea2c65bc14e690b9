"""JSON Lines: a file a table, an object a row, every column of the schema in its order, null written out."""

from __future__ import annotations

import json
from pathlib import Path

from dataset.disk import Package
from dataset.export.folder import begin, is_earlier
from dataset.export.rows import plain

FORMAT = "jsonl"


def write(package: Package, out: Path) -> None:
    """Make ``out`` a folder with ``<table>.jsonl`` for each table; days and times are ISO 8601."""
    begin(out, package, FORMAT)
    for table in package.schema.all:
        with (out / f"{table}.jsonl").open("w", encoding="utf-8", newline="\n") as stream:
            stream.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in plain(package.batches(table)))


def earlier(out: Path) -> bool:
    """Whether ``out`` is such a folder."""
    return is_earlier(out, FORMAT)
