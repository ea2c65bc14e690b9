"""SQLite: one file with every table, its types, keys, references and an index for each reference.

Days and times are ISO 8601 text, booleans 0 and 1. The same package gives the same bytes with the same SQLite. The
table ``export`` says what the file is.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from dataset.disk import Package
from dataset.export.folder import said
from dataset.export.rows import plain
from dataset.schema import Field, Table

FORMAT = "sqlite"
TYPES = {"integer": "INTEGER", "boolean": "INTEGER", "number": "REAL"}


def write(package: Package, out: Path) -> None:
    """Make ``out`` the database; raises PackageError where a table cannot be read."""
    with closing(sqlite3.connect(out)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("CREATE TABLE export (property TEXT PRIMARY KEY NOT NULL, content TEXT NOT NULL)")
        database.executemany("INSERT INTO export VALUES (?, ?)", said(package, FORMAT).items())
        for table in package.schema.all.values():
            _write_table(database, package, table)
        database.commit()
        database.execute("VACUUM")


def earlier(out: Path) -> bool:
    """Whether ``out`` is a database of this module."""
    try:
        with closing(sqlite3.connect(f"{out.resolve().as_uri()}?mode=ro", uri=True)) as database:
            found = database.execute("SELECT content FROM export WHERE property = 'format'").fetchall()
    except sqlite3.Error:
        return False
    return found == [(FORMAT,)]


def _write_table(database: sqlite3.Connection, package: Package, table: Table) -> None:
    database.execute(f"CREATE TABLE {quoted(table.name)} ({', '.join(_lines(table))})")
    marks = ", ".join("?" * len(table.names))
    rows = (tuple(row.values()) for row in plain(package.batches(table.name)))
    database.executemany(f"INSERT INTO {quoted(table.name)} VALUES ({marks})", rows)
    for reference in (r for r in table.references if list(r.fields) != table.key[: len(r.fields)]):
        index = quoted("_".join((table.name, *reference.fields)))
        database.execute(f"CREATE INDEX {index} ON {quoted(table.name)} ({quoted(*reference.fields)})")


def _lines(table: Table) -> Iterator[str]:
    """Columns, the key, and references, which are checked at the end of a transaction, for tables refer in circles."""
    yield from map(_column, table.fields)
    yield f"PRIMARY KEY ({quoted(*table.key)})"
    for reference in table.references:
        there = f"{quoted(reference.table)} ({quoted(*reference.target)})"
        yield f"FOREIGN KEY ({quoted(*reference.fields)}) REFERENCES {there} DEFERRABLE INITIALLY DEFERRED"


def _column(field: Field) -> str:
    parts = [quoted(field.name), TYPES.get(field.type, "TEXT")]
    parts += ["NOT NULL"] if field.required else []
    allowed = [0, 1] if field.type == "boolean" else field.enum
    parts += [f"CHECK ({quoted(field.name)} IN ({', '.join(map(literal, allowed))}))"] if allowed else []
    return " ".join(parts)


def quoted(*names: str) -> str:
    """Names as SQL has them, so that none is taken for a word of the language."""
    return ", ".join('"' + name.replace('"', '""') + '"' for name in names)


def literal(value: object) -> str:
    """A value as SQL has it."""
    return str(value) if isinstance(value, int) else "'" + str(value).replace("'", "''") + "'"
