"""Any row by its id: its words, what made it, who corrected it, what it refers to and what refers to it.

Needs pandas and pyarrow only, except to read curation entries.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from dataset.disk import Package, given_text
from dataset.display import excerpt
from dataset.errors import UnknownNameError
from dataset.explain.decisions import decisions
from dataset.explain.explanation import Explanation
from dataset.explain.facts import Decision, Link, Maker, Place, Users
from dataset.explain.links import owner, parts, referred_by, refers_to
from dataset.explain.rows import Found, Row, Rows, places
from dataset.schema import Table

if TYPE_CHECKING:
    from dataset.curate import Entry

__all__ = ["Decision", "Explanation", "Link", "Maker", "Place", "Users", "explain"]

CHARS = 60


def explain(
    row_id: str,
    *,
    path: str | Path | None = None,
    version: str | None = None,
    curation: str | Path | None = None,
) -> Explanation:
    """What is known of the row with that id, in whichever table it is; several key columns are joined by ``/``.

    ``curation`` is the folder of the entries that the package was built with, which needs ``press-statements[build]``;
    a package itself only tells that a curator made a row. An id that was retired, or whose row an entry took out, is
    explained by what became of it. Raises UnknownNameError, which lists ids like it, for any other; UsageError where
    the id is no text or there is no such folder, CurationError where it holds something else.
    """
    row_id = given_text("a row's id", row_id)
    rows, entries = Rows(Package.open(path, version)), _entries(curation)
    if found := rows.find(row_id):
        return _explained(rows, *found, entries)
    if gone := next(_gone(rows, row_id, entries), None):
        return gone
    expected = f"an id such as {', '.join(near)}" if (near := rows.near(row_id)) else "the id of a row"
    todo = 'load(table) has the ids of a table, load("articles") those of the articles'
    raise UnknownNameError("no such row", str(path or ""), expected, repr(row_id), todo)


def _entries(curation: str | Path | None) -> Sequence[Entry]:
    if curation is None:
        return ()
    from dataset.curate import load_entries

    return load_entries(Path(curation))


def _explained(rows: Rows, table: Table, row: Row, entries: Sequence[Entry]) -> Explanation:
    row_id, maker = table.row_id(row), _maker(rows, table, row)
    told = dict.fromkeys([(table.name, row_id), *([(maker.table, maker.id)] if maker else [])])
    return Explanation(
        table.name,
        row_id,
        row,
        tuple(_places(rows, table, row)),
        maker,
        tuple(d for of, i in told for d in decisions(rows.schema, of, i, entries)),
        tuple(refers_to(rows, table, row)),
        tuple(referred_by(rows, table, row)),
        *_history(rows, table.name, row_id),
    )


def _gone(rows: Rows, row_id: str, entries: Sequence[Entry]) -> Iterator[Explanation]:
    """What is known of an id that no table has any more, for each table that had it."""
    for table in rows.schema.tables:
        decided = tuple(decisions(rows.schema, table, row_id, entries))
        changes, redirects = _history(rows, table, row_id)
        if decided or redirects:
            yield Explanation(table, row_id, {}, decisions=decided, changes=changes, redirects=redirects)


def _history(rows: Rows, table: str, row_id: str) -> tuple[tuple[Row, ...], tuple[Row, ...]]:
    """What the last release changed in the row, and the ids that were retired for it, or its own if it was."""
    changes = rows.where("changes", "id", row_id)
    redirects = [row for column in ("old_id", "new_id") for row in rows.where("id_redirects", column, row_id)]
    of_table = [tuple(row for row in found if row["table_name"] == table) for found in (changes, redirects)]
    return of_table[0], of_table[1]


def _places(rows: Rows, table: Table, row: Row) -> Iterator[Place]:
    """The places of the row, then those of its parts, where they are others."""
    own = places(table, row)
    for part, start, end in own:
        yield _place(rows.text(row["article_id"]), part, start, end)
    for of, piece in parts(rows, table, row):
        name = of.name + of.row_id(piece).removeprefix(table.row_id(row))
        for _, start, end in (place for place in places(of, piece) if place[1:] not in [o[1:] for o in own]):
            yield _place(rows.text(piece["article_id"]), name, start, end)


def _place(text: str | None, part: str, start: int, end: int) -> Place:
    if text is None:
        return Place(part, start, end, None, None, None)
    line = text.count("\n", 0, start) + 1
    return Place(part, start, end, line, text[start:end], excerpt(text, start, end, CHARS))


def _maker(rows: Rows, table: Table, row: Row) -> Maker | None:
    """What the row says, else what the row says that it is a part of."""
    said: Found | None = (table, row) if "origin" in row else owner(rows, table, row)
    if said is None or "origin" not in said[1]:
        return None
    of, told = said
    return Maker(told["origin"], told.get("rule"), told.get("confidence"), of.name, of.row_id(told))
