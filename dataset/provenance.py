"""Where a frame came from, also after it was filtered, or saved as Parquet by its user. Needs pandas and pyarrow.

A frame carries it in ``attrs``, which pandas keeps through selecting, filtering, sorting and copying, and writes into
the footer of a Parquet file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dataset.errors import PackageError


@dataclass(frozen=True, slots=True)
class Provenance:
    """The release and the table that a frame is from.

    ``rows`` is how many the frame has, whatever was left out. ``hash`` is the SHA-256 of the table's file, as its
    descriptor says; None for a frame that no one file holds, such as ``quotes``, or that another reader made.
    """

    name: str
    title: str
    version: str
    released: str
    table: str
    address: str
    licence: str
    rights: str
    citation: str
    rows: int
    hash: str | None = None

    def __str__(self) -> str:
        return f"{self.rows} rows of {self.table}, {self.name} {self.version} of {self.released}, {self.address}"


def provenance(frame: pd.DataFrame | str | Path) -> Provenance:
    """Where a frame is from, or the frame in a Parquet file.

    Raises PackageError where it does not say: it is from elsewhere, or was merged out of frames that say different
    things, of which pandas keeps none; then ask the frames that it was made of.
    """
    where, said, rows = ("the frame", frame.attrs, len(frame)) if isinstance(frame, pd.DataFrame) else _saved(frame)
    known = {name: said.get(name) for name in Provenance.__slots__ if name != "rows"}
    if missing := [name for name, value in known.items() if value is None and name != "hash"]:
        todo = "ask a frame that dataset.load() gave; after a merge, the frames that were merged"
        raise PackageError("does not say where it is from", where, ", ".join(known), f"no {', '.join(missing)}", todo)
    return Provenance(**known, rows=rows)  # type: ignore[arg-type]


def _saved(path: str | Path) -> tuple[str, Mapping[Any, Any], int]:
    """As pandas writes it (``PANDAS_ATTRS``), or as pyarrow writes a table made of a frame (in ``pandas``)."""
    try:
        file = pq.read_metadata(path)
    except (OSError, pa.ArrowException) as error:
        raise PackageError("not Parquet", str(path), got=str(error)) from error
    footer: Mapping[bytes, bytes] = file.metadata or {}
    block = json.loads(footer.get(b"pandas", b"{}"))
    return str(path), json.loads(footer.get(b"PANDAS_ATTRS", b"{}")) or block.get("attributes") or {}, file.num_rows
