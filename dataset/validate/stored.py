"""A table in its Parquet file, read in batches, so that it never has to stand in memory whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from dataset.tables import hash_columns
from dataset.validate.columns import damaged
from dataset.validate.problem import Problem, broken, shorten

BATCH_ROWS = 8192
FETCH = "get the package again, or build it"


class Stored:
    """One table's file; ``schema`` and ``num_rows`` are those of its footer."""

    def __init__(self, name: str, file: Path) -> None:
        self.name, self.file = name, file
        self._parquet = pq.ParquetFile(file, memory_map=True)
        self.schema: pa.Schema = self._parquet.schema_arrow
        self.num_rows: int = self._parquet.metadata.num_rows
        self.names: list[str] = self.schema.names  # raises where one is not UTF-8

    @staticmethod
    def open(name: str, file: Path) -> Stored | Problem:
        """The table, or why it cannot be read: a damaged Parquet file raises anything."""
        try:
            return Stored(name, file)
        except Exception as error:
            return _unreadable(name, file, error)

    def batches(self, columns: Sequence[str] | None = None) -> Iterator[pa.Table]:
        """The rows in their order, some thousands at a time."""
        for batch in self._parquet.iter_batches(BATCH_ROWS, columns=columns):
            yield pa.Table.from_batches([batch])

    def read(self) -> pa.Table:
        """All rows."""
        return pa.concat_tables([self.schema.empty_table(), *self.batches()])

    def logical(self) -> str | Problem | None:
        """The rows' logical hash, or why they cannot be read; None where no table of the schema can have them."""
        try:
            return self._hash()
        except _UnreadableError as error:
            return error.problem

    def _hash(self) -> str | None:
        try:
            return hash_columns(self.schema, self.num_rows, self._chunks)
        except pa.ArrowException:
            for name in self.names:
                for _ in self._chunks(name):
                    pass  # read to its end, so that whoever reads it after this can
            return None

    def _chunks(self, column: str) -> Iterator[pa.Array]:
        try:
            for batch in self.batches([column]):
                batch.validate(full=True)
                yield from batch.column(0).chunks
        except pa.ArrowInvalid as error:
            raise _UnreadableError(damaged(self.name, error)) from error
        except Exception as error:
            raise _UnreadableError(_unreadable(self.name, self.file, error)) from error


class _UnreadableError(Exception):
    """Why the rows of a file cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem)
        self.problem = problem


def _unreadable(name: str, file: Path, error: Exception) -> Problem:
    return broken(name, "unreadable", f"{file.name} is not Parquet", got=shorten(str(error), 160), todo=FETCH)
