"""Stage 7: tables -> the folder of a package, staged beside, verified, then swapped in whole.

The folder holds a Parquet file a table, the files of ``metadata/`` (``datapackage.json``, the codebook and so on) and
``SHA256SUMS``. Nothing in it depends on the clock, the machine or the chunks that the tables came in.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dataset.checksum import CHECKSUMS, Checksum
from dataset.disk import DESCRIPTOR, attributes
from dataset.errors import PackageError
from dataset.history import History
from dataset.load import verify
from dataset.metadata import REPOSITORY_FILES, Contents, metadata_files
from dataset.schema import PANDAS_DTYPES, Schema, Table
from dataset.stage import staged
from dataset.tables import logical_hash

ROW_GROUP_ROWS = 32768


def write_package(
    tables: Mapping[str, pa.Table],
    out: Path,
    schema: Schema,
    verify: Callable[[Path], object] = verify,
    history: History | None = None,
    files: Mapping[str, str] | None = None,
) -> None:
    """Make ``out`` the package of these tables, this history and these other files, or leave it as it was.

    The new folder is written next to ``out``, read back by ``verify`` (which raises where something is wrong) and only
    then put in its place, so a failure leaves neither a change nor debris. Raises PackageError where ``out`` is
    something else than a package, an empty folder or nothing.
    """
    if not is_replaceable(out.resolve()):
        where = str(out.resolve())
        raise PackageError("not a package, so it is not replaced", where, f"a folder with {DESCRIPTOR}, or none")
    with staged(out) as new:
        new.mkdir()
        _write(tables, new, schema, history or History(), files or {})
        verify(new)


def to_repository(package: Path, root: Path) -> None:
    """Copy what GitHub and Zenodo look for at the top of a repository from its package."""
    for name in REPOSITORY_FILES:
        _write_text(root / name, (package / name).read_text(encoding="utf-8"))


def is_replaceable(out: Path) -> bool:
    """Whether ``out`` may become a package: it is one, an empty folder, or nothing."""
    if not out.exists():
        return True
    return out.is_dir() and ((out / DESCRIPTOR).is_file() or not any(out.iterdir()))


def _write(
    tables: Mapping[str, pa.Table], folder: Path, schema: Schema, history: History, others: Mapping[str, str]
) -> None:
    past = {name: history.table(name, schema) for name in schema.history}
    rows = {name: (past if name in past else tables)[name] for name in schema.all}
    files = {name: _write_parquet(rows[name], folder, schema, table) for name, table in schema.all.items()}
    contents = Contents(schema, files, {name: table.num_rows for name, table in rows.items()}, history)
    texts = {**metadata_files(contents), **others}
    for file, text in texts.items():
        _write_text(folder / file, text)
    sums = [*files.values(), *(Checksum.of(folder / file) for file in texts)]
    _write_text(folder / CHECKSUMS, "".join(map(str, sums)))


def _write_text(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _write_parquet(rows: pa.Table, folder: Path, schema: Schema, table: Table) -> Checksum:
    """Row groups of a bounded size, each from one chunk: how pages are cut depends on chunks."""
    file = folder / f"{table.name}.parquet"
    arrow = table.arrow.with_metadata(_footer(schema, table))
    with pq.ParquetWriter(file, arrow, compression="zstd") as writer:
        for start in range(0, max(rows.num_rows, 1), ROW_GROUP_ROWS):
            writer.write_table(rows.slice(start, ROW_GROUP_ROWS).combine_chunks().cast(arrow), ROW_GROUP_ROWS)
    return Checksum.of(file, logical_hash(rows))


def _footer(schema: Schema, table: Table) -> dict[bytes, bytes]:
    """What ``pd.read_parquet`` reads: dtypes in ``pandas`` (as pandas itself says them), attrs in ``PANDAS_ATTRS``."""
    categorical = [pa.types.is_dictionary(f.arrow.type) for f in table.fields]
    dtypes = [f.pandas if c else PANDAS_DTYPES[f.type] for f, c in zip(table.fields, categorical, strict=True)]
    empty = pd.DataFrame({name: pd.Series(dtype=dtype) for name, dtype in zip(table.names, dtypes, strict=True)})
    said = attributes(schema.package, table.name)
    return {
        b"pandas": pa.Schema.from_pandas(empty, preserve_index=False).metadata[b"pandas"],
        b"PANDAS_ATTRS": json.dumps(said, ensure_ascii=False).encode(),
    }
