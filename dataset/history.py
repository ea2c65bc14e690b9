"""What no source can tell again: the releases so far, where their ids went, what the last one changed.

It is part of a package (``releases`` in the descriptor, the tables that ``schema/`` marks as history), and a build that
replaces a package takes it over.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa

from dataset.disk import DESCRIPTOR, Package
from dataset.errors import PackageError
from dataset.schema import Schema
from dataset.tables import logical_hash


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its day, the one that it was compared with, what it was by its changes, and what it held.

    ``tables`` is table -> logical hash; ``metadata`` the hash of everything that ``schema/`` says but version and day.
    """

    version: str
    created: str
    since: str | None
    bump: str
    metadata: str
    tables: dict[str, str]


@dataclass(frozen=True)
class History:
    """Releases, oldest first, and the history tables of the last one; a table that is left out has no rows."""

    releases: tuple[Release, ...] = ()
    tables: Mapping[str, pa.Table] = field(default_factory=dict)

    @staticmethod
    def of(folder: Path) -> History:
        """That of a package; none where the folder is not a package, or one that was never released.

        Raises PackageError where a package that was released cannot be read.
        """
        file = folder / DESCRIPTOR
        try:
            descriptor = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        except ValueError as error:
            what, todo = "not JSON, so its history cannot be kept", "restore it, or delete the folder to begin anew"
            raise PackageError(what, str(file), got=str(error), todo=todo) from None
        if not descriptor.get("releases"):
            return History()
        package = Package.open(folder)
        releases = tuple(Release(**entry) for entry in descriptor["releases"])
        return History(releases, {name: package.read(name) for name in package.schema.history})

    def table(self, name: str, schema: Schema) -> pa.Table:
        """A history table, in the columns of the schema."""
        return self.tables.get(name, schema.history[name].arrow.empty_table())

    def published(self) -> list[dict[str, Any]]:
        """The releases as the descriptor lists them."""
        return [asdict(release) for release in self.releases]


def hashes(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """Table -> its logical hash."""
    return {name: logical_hash(table) for name, table in tables.items()}


def metadata_hash(schema: Schema) -> str:
    """SHA-256 of what ``schema/`` says, version and day of the release left out."""
    package = {key: value for key, value in schema.package.items() if key not in ("version", "created")}
    said = [package, [table.descriptor for table in schema.all.values()]]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
