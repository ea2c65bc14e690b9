"""What a row refers to and what refers to it, by the foreign keys that the schema lists."""

from __future__ import annotations

from collections.abc import Iterator

from dataset.display import one_line
from dataset.explain.facts import Link, Users
from dataset.explain.rows import Found, Row, Rows
from dataset.schema import Reference, Table

FIRST = 5


def refers_to(rows: Rows, table: Table, row: Row) -> Iterator[Link]:
    """The rows that this one points at, in the order of its columns."""
    for reference in table.references:
        target = rows.schema.tables[reference.table]
        value = row[reference.fields[0]]
        for other in rows.where(target.name, reference.target[0], value) if value is not None else []:
            if not (target.name == table.name and target.row_id(other) == table.row_id(row)):
                words = one_line(rows.words(target, other))
                yield Link(reference.fields[0], target.name, target.row_id(other), words)


def referred_by(rows: Rows, table: Table, row: Row) -> Iterator[Users]:
    """How many rows of each table point at this one, and the first of them by id."""
    for user, reference in _pointing_at(rows, table):
        columns = list(dict.fromkeys([*user.key, *reference.fields]))
        using = rows.where(user.name, reference.fields[0], row[reference.target[0]], columns)
        ids = [user.row_id(other) for other in using]
        if table.name == user.name:
            ids = [i for i in ids if i != table.row_id(row)]
        if ids:
            yield Users(user.name, reference.fields[0], len(ids), tuple(ids[:FIRST]))


def owner(rows: Rows, table: Table, row: Row) -> Found | None:
    """The row that this one is a part of: a statement for its fragments, an event for its participants."""
    for reference in table.references:
        if set(reference.fields) < set(table.key):
            return rows.find(row[reference.fields[0]])
    return None


def parts(rows: Rows, table: Table, row: Row) -> Iterator[Found]:
    """The rows that are parts of this one."""
    for user, reference in _pointing_at(rows, table):
        if set(reference.fields) < set(user.key):
            yield from ((user, part) for part in rows.where(user.name, user.key[0], table.row_id(row)))


def _pointing_at(rows: Rows, table: Table) -> Iterator[tuple[Table, Reference]]:
    for user in rows.schema.tables.values():
        yield from ((user, reference) for reference in user.references if reference.table == table.name)
