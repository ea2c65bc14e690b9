"""CSV (RFC 4180, UTF-8) with a Data Package descriptor that states dialect, types, keys and how null is written.

An empty string is an empty cell; null is ``\\N``, as databases write it. Days and times are ISO 8601, booleans ``true``
and ``false``.
"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from dataset.checksum import Checksum
from dataset.disk import DESCRIPTOR, Package
from dataset.errors import PackageError
from dataset.export.folder import begin, is_earlier, write_json
from dataset.export.rows import plain

FORMAT = "csv"
NULL = "\\N"
DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\r\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "skipInitialSpace": False,
    "header": True,
}


def write(package: Package, out: Path) -> None:
    """Make ``out`` a folder with a file a table and ``datapackage.json``.

    Raises PackageError where a string of a table is what null is written as.
    """
    begin(out, package, FORMAT)
    for table in package.schema.all:
        _write_table(package, table, out / f"{table}.csv")
    resources = [_resource(package, table, out / f"{table}.csv") for table in package.schema.all]
    write_json(out / DESCRIPTOR, {**package.schema.package, "resources": resources})


def earlier(out: Path) -> bool:
    """Whether ``out`` is such a folder."""
    return is_earlier(out, FORMAT)


def _write_table(package: Package, table: str, file: Path) -> None:
    names = package.schema.table(table).names
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator=str(DIALECT["lineTerminator"]))
        writer.writerow(names)
        for row in plain(package.batches(table)):
            writer.writerow([_cell(value, f"table {table}, column {name}") for name, value in row.items()])


def _cell(value: Any, where: str) -> Any:
    if value == NULL:
        raise PackageError("a string that CSV would read as null", where, f"anything but {NULL}", todo="export as JSON")
    if isinstance(value, bool):
        return "true" if value else "false"
    return NULL if value is None else value


def _resource(package: Package, table: str, file: Path) -> dict[str, Any]:
    checksum = Checksum.of(file)
    return {
        **package.resource(table),
        "path": file.name,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "hash": f"sha256:{checksum.sha256}",
        "bytes": checksum.size,
        "schema": {**package.resource(table)["schema"], "missingValues": [NULL]},
    }
