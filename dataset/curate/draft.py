"""An article's rows as plain mappings by table and row id, the form in which people address them.

The id is that of ``Table.row_id``. A statement's row holds its content as ``fragments``; the table of that name is not
addressed by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from dataset.curate.columns import Row
from dataset.records import RECORD_TYPES, Annotation, Article, Fragment
from dataset.schema import load_schema

Rows = dict[str, dict[str, Row]]
TABLES = ("articles", "sentences", "statements", "parties", "mentions", "events", "event_contexts", "participants")
INHERITED = {"parties": ("entity_id",), "participants": ("entity_id", "char_start", "char_end", "words")}


def by_id(table: str, records: Iterable[Any]) -> dict[str, Row]:
    """Row id -> row."""
    schema = load_schema().table(table)
    rows = [{f.name: getattr(record, f.name) for f in fields(record)} for record in records]
    return {schema.row_id(row): row for row in rows}


def to_rows(annotation: Annotation) -> Rows:
    """The rows of all tables that entries address in an article."""
    rows = {table: by_id(table, getattr(annotation, table)) for table in TABLES if table != "articles"}
    spans: dict[str, tuple[tuple[int, int], ...]] = {}
    for f in annotation.fragments:
        spans[f.statement_id] = (*spans.get(f.statement_id, ()), (f.char_start, f.char_end))
    for statement, row in rows["statements"].items():
        row["fragments"] = spans[statement]
    return {"articles": by_id("articles", [annotation.article]), **rows}


def to_annotation(rows: Rows, article: Article) -> Annotation:
    """The rows as records, with nothing derived yet and without entities; what a row leaves out has its default."""
    pieces = [
        Fragment(statement, i, article.article_id, start, end)
        for statement, row in rows["statements"].items()
        for i, (start, end) in enumerate(row["fragments"])
    ]
    records = {t: to_records(t, rows[t].values(), article.article_id) for t in TABLES if t != "articles"}
    return Annotation(article=article, fragments=tuple(pieces), **records)


def to_records(table: str, rows: Iterable[Row], article_id: str) -> tuple[Any, ...]:
    """Records of one table."""
    kind = RECORD_TYPES[table]
    names = {f.name for f in fields(kind)}
    always = {"article_id": article_id, "position": 0}
    known = {column: value for column, value in always.items() if column in names}
    return tuple(kind(**known | {c: v for c, v in row.items() if c in names}) for row in rows)


def inherited(rows: Rows) -> set[tuple[str, str, str]]:
    """Table, row id and column of what a party or a participant has from its mention rather than of its own."""
    found = set()
    for table, columns in INHERITED.items():
        for rid, row in rows[table].items():
            if row.get("mention_id") is not None:
                entity = rows["mentions"][row["mention_id"]].get("entity_id")
                found |= {(table, rid, c) for c in columns if c != "entity_id" or entity is not None}
    return found
