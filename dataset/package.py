"""Stage 7: tables -> the folder of a package, staged beside, verified, then swapped in whole.

The folder holds a Parquet file a table, ``datapackage.json`` (Data Package v2, schemas inlined), ``README.md`` (the
codebook) and ``SHA256SUMS``. Nothing in it depends on the clock, the machine or the chunks that the tables came in.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dataset.disk import CHECKSUMS, DESCRIPTOR, Checksum, attributes, citation
from dataset.errors import PackageError
from dataset.load import verify
from dataset.schema import PANDAS_DTYPES, PROFILE, Field, Schema, Table
from dataset.tables import logical_hash

ROW_GROUP_ROWS = 32768
README = "README.md"


def write_package(
    tables: dict[str, pa.Table], out: Path, schema: Schema, verify: Callable[[Path], object] = verify
) -> None:
    """Make ``out`` the package of these tables, or leave it as it was.

    The new folder is written next to ``out``, read back by ``verify`` (which raises where something is wrong) and only
    then put in its place, so a failure leaves neither a change nor debris. Raises PackageError where ``out`` is
    something else than a package, an empty folder or nothing.
    """
    out = out.resolve()
    if not is_replaceable(out):
        raise PackageError("not a package, so it is not replaced", str(out), f"a folder with {DESCRIPTOR}, or none")
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as beside:
        new = Path(beside) / "new"
        new.mkdir()
        _write(tables, new, schema)
        verify(new)
        _swap(new, out, old=Path(beside) / "old")


def is_replaceable(out: Path) -> bool:
    """Whether ``out`` may become a package: it is one, an empty folder, or nothing."""
    if not out.exists():
        return True
    return out.is_dir() and ((out / DESCRIPTOR).is_file() or not any(out.iterdir()))


def _swap(new: Path, out: Path, old: Path) -> None:
    """Two renames in one file system; the second one's failure takes the first one back."""
    try:
        if out.exists():
            out.rename(old)
        new.rename(out)
    except BaseException as error:
        if old.exists() and not out.exists():
            old.rename(out)
        if isinstance(error, OSError):
            todo = "close the programs that have a file of it open"
            raise PackageError("cannot be replaced", str(out), got=str(error), todo=todo) from error
        raise


def _write(tables: dict[str, pa.Table], folder: Path, schema: Schema) -> None:
    sums = [_write_parquet(tables[name], folder, schema, table) for name, table in schema.tables.items()]
    rows = {name: tables[name].num_rows for name in schema.tables}
    descriptor = _descriptor(schema, sums, rows)
    _write_text(folder / DESCRIPTOR, json.dumps(descriptor, indent=2, ensure_ascii=False) + "\n")
    _write_text(folder / README, codebook(schema, rows))
    sums += [Checksum.of(folder / DESCRIPTOR), Checksum.of(folder / README)]
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


def _descriptor(schema: Schema, sums: list[Checksum], rows: dict[str, int]) -> dict[str, Any]:
    """``schema/package.json`` with a resource for each table, whose ``rows`` is a property that frictionless checks."""
    resources = [
        {
            "name": table.name,
            "title": table.descriptor["title"],
            "description": table.descriptor["description"],
            **_licences(table),
            "type": "table",
            "path": entry.file,
            "format": "parquet",
            "mediatype": "application/vnd.apache.parquet",
            "hash": f"sha256:{entry.sha256}",
            "rows": rows[table.name],
            "schema": _published(table),
        }
        for table, entry in zip(schema.tables.values(), sums, strict=True)
    ]
    return {"$schema": PROFILE, **schema.package, "resources": resources}


def _licences(table: Table) -> dict[str, Any]:
    """A table whose content is not under the package's licence says so in its resource."""
    return {"licenses": table.descriptor["licenses"]} if "licenses" in table.descriptor else {}


def _published(table: Table) -> dict[str, Any]:
    """The Table Schema as it is; only that v2 wants ``resource`` left out where a key points at its own table."""
    keys = [
        {**key, "reference": {k: v for k, v in key["reference"].items() if v}}
        for key in table.descriptor.get("foreignKeys", [])
    ]
    return {**table.descriptor, "foreignKeys": keys} if keys else table.descriptor


def codebook(schema: Schema, rows: dict[str, int]) -> str:
    """README.md of a package: what it is, rights, citation, tables, how they hang together, every column.

    ``rows`` gives the number of rows of each table. All the rest is what ``schema/`` says.
    """
    package, tables = schema.package, schema.tables.values()
    overview = [[f"[`{t.name}`](#{t.name})", f"{rows[t.name]:,}", t.descriptor["description"]] for t in tables]
    links = [
        [f"`{t.name}`", ", ".join(f"`{f}`" for f in r.fields), f"`{r.table}`", ", ".join(f"`{f}`" for f in r.target)]
        for t in tables
        for r in t.references
    ]
    sources = [f"- [{source['title']}]({source['path']})" for source in package["sources"]]
    parts = [
        f"# {package['title']} {package['version']}",
        package["description"],
        "This file is the codebook. It is generated, as everything in this folder is.",
        "## Rights and citation",
        *[f"Licence: [{entry['title']}]({entry['path']})." for entry in package["licenses"]],
        package["rights"],
        f"> {citation(package)}",
        "## Sources",
        "\n".join(sources),
        "## Tables",
        _grid(["table", "rows", "what a row is"], overview),
        "## How to read them",
        _READING,
        "## How they hang together",
        _grid(["table", "column", "points at", "column"], links),
        *[_chapter(table) for table in tables],
    ]
    return "\n\n".join(parts) + "\n"


_READING = """\
`import dataset; dataset.load("statements")`, or any reader of Parquet: `pd.read_parquet("statements.parquet")` gives
the right dtypes and, in `attrs`, version, licence and citation. `datapackage.json` describes every column for machines.
`sha256sum -c SHA256SUMS` checks the files; its comments give their sizes and the logical hash of each table, which is
the same whatever wrote the file."""


def _chapter(table: Table) -> str:
    columns = [[f"`{f.name}`", f.type, "no" if f.required else "yes", _meaning(f)] for f in table.fields]
    grid = _grid(["column", "type", "null", "meaning"], columns)
    key = ", ".join(f"`{name}`" for name in table.key)
    return f"## {table.name}\n\n{table.descriptor['description']} Key: {key}.\n\n{grid}"


def _meaning(field: Field) -> str:
    values = ", ".join(f"`{value}`" for value in field.enum or [])
    return f"{field.description} One of {values}." if values else field.description


def _grid(head: list[str], rows: list[list[str]]) -> str:
    """A Markdown table."""
    lines = [head, ["---"] * len(head), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
