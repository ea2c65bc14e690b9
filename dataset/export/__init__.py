"""A package in other formats, a module each; every one is read back to the same rows in a test.

A module of a format has ``write(package, out)``, which makes ``out``, and ``earlier(out)``, which says whether ``out``
is what it made before. What a format needs is imported when it is asked for.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from dataset.disk import Package
from dataset.errors import UnknownNameError, UsageError
from dataset.stage import staged

__all__ = ["FORMATS", "export"]

FORMATS = {
    "csv": "a folder of CSV files with a descriptor",
    "jsonl": "a folder of JSON Lines",
    "sqlite": "a SQLite database",
    "duckdb": "a DuckDB database",
    "annotation": "a folder of W3C Web Annotations, a file an article",
    "brat": "a folder that brat opens, two files an article",
}


def export(format: str, out: str | Path, *, path: str | Path | None = None, version: str | None = None) -> None:
    """Write a package in another format: ``csv``, ``jsonl``, ``sqlite``, ``duckdb``, ``annotation`` or ``brat``.

    ``out`` becomes a folder, or a file for the two databases; an earlier export of that format is replaced, and after
    an error ``out`` is as it was. ``path`` and ``version`` as in ``dataset.load``. Raises UnknownNameError for another
    format, UsageError where ``out`` is something else or what the format needs is not installed, PackageError where
    there is no package, a file of it cannot be read, or an edition without words lacks what the format shows.
    """
    if format not in FORMATS:
        raise UnknownNameError("no such format", expected="one of " + ", ".join(FORMATS), got=format)
    module, package, place = import_module(f"dataset.export.{format}"), Package.open(path, version), Path(out)
    if not _is_free(place) and not module.earlier(place):
        todo = "name another place, or empty this one yourself"
        raise UsageError("not an earlier export, so it is not replaced", str(out), FORMATS[format], todo=todo)
    with staged(place) as new:
        module.write(package, new)


def _is_free(out: Path) -> bool:
    """Whether nothing is lost by writing there: there is nothing, an empty folder or an empty file."""
    if out.is_dir():
        return not any(out.iterdir())
    return not out.exists() or out.stat().st_size == 0
