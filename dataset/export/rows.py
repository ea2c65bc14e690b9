"""The rows of a package as plain values, a run at a time: what every export is written from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.disk import Package
from dataset.errors import PackageError

Row = dict[str, Any]
ARTICLES = 256
"""How many articles are held at once."""
_BY_ARTICLE = ("statements", "fragments", "mentions", "events", "participants")
_BY_OWNER = {"parties": "statements", "event_contexts": "events"}


def plain(batches: Iterable[pa.Table]) -> Iterator[Row]:
    """Column -> value: strings, numbers, booleans, None; days and times as ISO 8601."""
    for batch in batches:
        for row in batch.to_pylist():
            yield {name: v.isoformat() if isinstance(v, date) else v for name, v in row.items()}


def by_article(package: Package) -> Iterator[tuple[Row, dict[str, list[Row]]]]:
    """Each article, in the order of ids, with its rows of every table about it but sentences, in the order of keys.

    ``entities`` are those that its mentions refer to.
    """
    for batch in package.batches("articles", ARTICLES):
        found = _rows(package, batch["article_id"])
        for article in plain([batch]):
            rows = {name: found[name].get(article["article_id"], []) for name in (*_BY_ARTICLE, *_BY_OWNER)}
            used = {mention["entity_id"] for mention in rows["mentions"]}
            yield article, rows | {"entities": [e for e in found["entities"][""] if e["entity_id"] in used]}


def _rows(package: Package, articles: pa.ChunkedArray) -> dict[str, dict[str, list[Row]]]:
    """Table -> article id -> rows; all entities under ""."""
    read = {name: _read(package, name, "article_id", articles) for name in _BY_ARTICLE}
    for name, owner in _BY_OWNER.items():
        key = package.schema.table(owner).key[0]
        read[name] = _read(package, name, key, read[owner][key])
    found = {name: _grouped(table, package.schema.table(name).key[0]) for name, table in read.items()}
    entities = _read(package, "entities", "entity_id", read["mentions"]["entity_id"])
    return found | {"entities": {"": list(plain([entities]))}}


def _read(package: Package, table: str, column: str, values: pa.ChunkedArray) -> pa.Table:
    """The rows whose ``column`` is one of the values; the bounds let the reader pass over row groups."""
    bounds, field = pc.min_max(values), pc.field(column)
    where = (field >= bounds["min"]) & (field <= bounds["max"]) & field.isin(values.drop_null().unique())
    return package.read(table, where=where)


def _grouped(table: pa.Table, key: str) -> dict[str, list[Row]]:
    """Article id -> rows: an id begins with that of its article."""
    groups: dict[str, list[Row]] = {}
    for row in plain([table]):
        groups.setdefault(row[key].partition(":")[0], []).append(row)
    return groups


def text_of(article: Row) -> str:
    """The text of an article; raises PackageError where an edition leaves it out."""
    if article["text"] is None:
        todo = "put it back: python build.py hydrate"
        raise PackageError("the text is not in this edition", "articles", "a text", article["article_id"], todo)
    return str(article["text"])
