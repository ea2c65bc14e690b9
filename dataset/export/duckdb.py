"""DuckDB: one file with every table, its types, categories as ENUM, keys, and the codebook as comments.

References are not declared: DuckDB wants a table to come after those that it refers to, and these refer in circles.
The table ``export`` says what the file is.
"""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pyarrow as pa

from dataset.disk import Package
from dataset.errors import UsageError
from dataset.export.folder import said
from dataset.export.sqlite import literal, quoted
from dataset.schema import Field, Table

FORMAT = "duckdb"
TYPES = {"integer": "BIGINT", "boolean": "BOOLEAN", "number": "DOUBLE", "date": "DATE", "datetime": "TIMESTAMP"}
_ALONE = {"autoinstall_known_extensions": "false"}
"""Another program's database is no reason to download what could read it."""


def write(package: Package, out: Path) -> None:
    """Make ``out`` the database.

    Raises UsageError where the package ``duckdb`` is not installed, PackageError where a table cannot be read.
    """
    with _duckdb().connect(str(out)) as database:
        database.execute("CREATE TABLE export (property VARCHAR PRIMARY KEY, content VARCHAR NOT NULL)")
        database.executemany("INSERT INTO export VALUES (?, ?)", [list(pair) for pair in said(package, FORMAT).items()])
        for table in package.schema.all.values():
            _write_table(database, package, table)


def earlier(out: Path) -> bool:
    """Whether ``out`` is a database of this module."""
    duckdb = _duckdb()
    try:
        with duckdb.connect(str(out), read_only=True, config=_ALONE) as database:
            found = database.execute("SELECT content FROM export WHERE property = 'format'").fetchall()
    except duckdb.Error:
        return False
    return bool(found == [(FORMAT,)])


def _duckdb() -> Any:
    try:
        return importlib.import_module("duckdb")
    except ImportError:
        todo = "python -m pip install duckdb; or export sqlite, which needs nothing"
        raise UsageError("duckdb is not installed", "export duckdb", todo=todo) from None


def _write_table(database: Any, package: Package, table: Table) -> None:
    columns = ", ".join(map(_column, table.fields))
    database.execute(f"CREATE TABLE {quoted(table.name)} ({columns}, PRIMARY KEY ({quoted(*table.key)}))")
    for batch in package.batches(table.name):
        database.register("batch", _undictionaried(batch))
        database.execute(f"INSERT INTO {quoted(table.name)} SELECT * FROM batch")
        database.unregister("batch")
    described = {f"TABLE {quoted(table.name)}": table.descriptor["description"]}
    described |= {f"COLUMN {quoted(table.name)}.{quoted(f.name)}": f.description for f in table.fields}
    for what, text in described.items():
        database.execute(f"COMMENT ON {what} IS {literal(text)}")


def _undictionaried(batch: pa.Table) -> pa.Table:
    """Categories as their strings: DuckDB would make an ENUM of those of this batch alone."""
    plain = [f.with_type(pa.string()) if pa.types.is_dictionary(f.type) else f for f in batch.schema]
    return batch.cast(pa.schema(plain))


def _column(field: Field) -> str:
    enum = field.enum if field.type == "string" else None
    kind = f"ENUM ({', '.join(map(literal, enum))})" if enum else TYPES.get(field.type, "VARCHAR")
    return f"{quoted(field.name)} {kind}" + (" NOT NULL" if field.required else "")
