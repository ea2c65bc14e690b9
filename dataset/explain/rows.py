"""Rows of a package by their ids, read when they are asked for. Needs pyarrow only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import get_close_matches
from functools import cache
from heapq import nsmallest
from typing import Any

import pyarrow.compute as pc

from dataset.disk import Package
from dataset.schema import Table

Row = dict[str, Any]
Found = tuple[Table, Row]
NEAR = 5


class Rows:
    """The rows of a package; an id is that of ``Table.row_id``."""

    def __init__(self, package: Package) -> None:
        self.schema, self._package = package.schema, package
        self.text = cache(self._text)

    def find(self, row_id: str) -> Found | None:
        """The row of that id with its table, None where there is none."""
        return next((found for table in self.schema.tables.values() for found in self._of(table, row_id)), None)

    def where(self, table: str, column: str, value: object, columns: Sequence[str] | None = None) -> list[Row]:
        """The rows that have this value, in the order of their key; none where the package has no such table."""
        if table not in self.schema.all:
            return []
        rows: list[Row] = self._package.read(table, columns, pc.field(column) == value).to_pylist()
        return rows

    def words(self, table: Table, row: Row) -> str:
        """What the row is in words: its place in the text, else its first text that is no key, a name or a title."""
        if place := next(iter(places(table, row)), None):
            return (self.text(row["article_id"]) or "")[place[1] : place[2]]
        linked = {name for reference in table.references for name in reference.fields}
        plain = [f.name for f in table.fields if f.type == "string" and not f.enum and f.name not in linked]
        return next((str(row[name] or "") for name in plain if name not in table.key), "")

    def near(self, row_id: str) -> list[str]:
        """Ids like this one, the most like it first.

        In an article that there is, rows of the same kind and their places; else articles and entities.
        """
        article = row_id.partition(":")[0]
        own = article if self.where("articles", "article_id", article, ["article_id"]) else None
        ids = [row for table in self.schema.tables.values() for row in self._ids(table, own)]
        if (here := _kind_and_start(row_id)) and own:
            alike = [(abs(at[1] - here[1]), i) for i in ids if (at := _kind_and_start(i)) and at[0] == here[0]]
            return [i for _, i in nsmallest(NEAR, alike)]
        return get_close_matches(row_id, ids, NEAR) or get_close_matches(article, ids, NEAR)

    def _ids(self, table: Table, article: str | None) -> list[str]:
        """Ids of one column: those of the rows that an article has, or of the rows that no article has."""
        if len(table.key) > 1 or ("id" in table.descriptor) != (article is not None):
            return []
        where = None if article is None else pc.field("article_id") == article
        ids: list[str] = self._package.read(table.name, table.key, where)[table.key[0]].to_pylist()
        return ids

    def _of(self, table: Table, row_id: str) -> list[Found]:
        first = row_id.rsplit("/", len(table.key) - 1)[0]
        return [(table, r) for r in self.where(table.name, table.key[0], first) if table.row_id(r) == row_id]

    def _text(self, article_id: str) -> str | None:
        """None where an edition leaves it out."""
        (row,) = self.where("articles", "article_id", article_id, ["text"])
        text: str | None = row["text"]
        return text


def _kind_and_start(row_id: str) -> tuple[str, int] | None:
    """``("617957:s", 86)`` of ``617957:s86-187``; None for an id that is made otherwise."""
    found = re.match(r"(.*:[a-z])(\d{1,9})", row_id)
    return (found[1], int(found[2])) if found else None


def places(table: Table, row: Row) -> list[tuple[str, int, int]]:
    """Name, start and end of each part of the row that is a place in the text; ``words`` is the row itself."""
    named = [(span["start"], span["end"]) for span in table.descriptor.get("spans", [])]
    known = [(start.removesuffix("char_start").rstrip("_"), row[start], row[end]) for start, end in named]
    return [(part or "words", start, end) for part, start, end in known if start is not None]
