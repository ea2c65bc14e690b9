"""What the metadata of a package is made of: the schema, the files of its tables and its history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dataset.checksum import Checksum
from dataset.history import History
from dataset.schema import Schema, Table

MEDIA_TYPE = "application/vnd.apache.parquet"


@dataclass(frozen=True)
class Contents:
    """A package about to be written: ``files`` is table -> checksum of its file, ``rows`` table -> number of rows."""

    schema: Schema
    files: dict[str, Checksum]
    rows: dict[str, int]
    history: History

    @property
    def package(self) -> dict[str, Any]:
        """What ``schema/package.json`` says."""
        return self.schema.package

    @property
    def tables(self) -> list[Table]:
        """Every table, history included, in the order of the package."""
        return list(self.schema.all.values())

    @property
    def licence_address(self) -> str:
        """Where the text of the first licence is."""
        return str(self.package["licenses"][0]["path"])

    @property
    def day(self) -> str:
        """The day of the release, as ISO 8601 writes it."""
        return str(self.package["created"][:10])
