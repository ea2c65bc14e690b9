"""A package as one side of a comparison: from a folder, or from the archive of a release."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from dataset.curate import Entry, load_entries
from dataset.disk import DESCRIPTOR, Package
from dataset.errors import UsageError
from dataset.release.archive import extract
from dataset.schema import Schema


@dataclass(frozen=True)
class Snapshot:
    """All of a package in memory: schema, tables without those of its history, the curation that it was built with."""

    schema: Schema
    tables: dict[str, pa.Table]
    entries: tuple[Entry, ...] = ()

    @property
    def version(self) -> str:
        return str(self.schema.package["version"])

    @staticmethod
    def of(folder: Path, curation: Path | None = None) -> Snapshot:
        """That of a package folder; raises PackageError where it is none or cannot be read."""
        package = Package.open(folder)
        tables = {name: package.read(name) for name in package.schema.tables}
        return Snapshot(package.schema, tables, tuple(load_entries(curation)) if curation else ())


def snapshot(path: Path) -> Snapshot:
    """Of an archive or a checkout, with its curation; of a package folder, or of its ``datapackage.json``."""
    with opened(path) as folder:
        curation = folder / "seeds" / "curation"
        return Snapshot.of(folder / "data" if curation.is_dir() else folder, curation if curation.is_dir() else None)


@contextlib.contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder itself, or what the archive holds, unpacked for as long as the context lasts.

    Raises UsageError where there is neither, ReleaseError where the archive is damaged.
    """
    if not path.exists():
        raise UsageError("no such file", str(path), "the archive of a release, or the folder of a package")
    if path.is_dir() or path.name == DESCRIPTOR:
        yield path
        return
    with TemporaryDirectory() as folder:
        yield extract(path, Path(folder))
