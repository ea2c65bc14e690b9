"""A package as one side of a comparison: from a folder, or from the archive of a release."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from dataset.archive import extract
from dataset.curate import Entry, load_entries
from dataset.disk import DESCRIPTOR, Package
from dataset.errors import UsageError
from dataset.lifecycle import former
from dataset.schema import Schema, Table


@dataclass(frozen=True)
class Snapshot:
    """All of a package in memory: schema, tables without those of its history, the curation that it was built with."""

    schema: Schema
    tables: dict[str, pa.Table]
    entries: tuple[Entry, ...] = ()

    @property
    def version(self) -> str:
        return str(self.schema.package["version"])

    def in_names_of(self, schema: Schema) -> Snapshot:
        """This side with the columns of its rows called as in that schema, where a column was renamed since."""
        both = [(name, table) for name, table in schema.tables.items() if name in self.tables]
        renamed = {
            name: self.tables[name].rename_columns(
                [new_names(self.schema.tables[name], table).get(c, c) for c in self.tables[name].column_names]
            )
            for name, table in both
        }
        return replace(self, tables=self.tables | renamed)

    @staticmethod
    def of(folder: Path, curation: Path | None = None) -> Snapshot:
        """That of a package folder; raises PackageError where it is none or cannot be read."""
        package = Package.open(folder)
        tables = {name: package.read(name) for name in package.schema.tables}
        return Snapshot(package.schema, tables, tuple(load_entries(curation)) if curation else ())


def new_names(old: Table, new: Table) -> dict[str, str]:
    """Column of the old table that is gone -> the column of the new one that says that it was called so."""
    return {was: f.name for f in new.fields if (was := former(f.descriptor)) in old.names and was not in new.names}


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
