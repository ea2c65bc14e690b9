"""Hand-labelled answers: a YAML file -> the records that the engine gives, refused where it contradicts its text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from dataset.curate.columns import Row, check_words, decided, links, located, parse, parse_whole
from dataset.curate.document import read_yaml
from dataset.curate.draft import INHERITED, TABLES, Rows, to_annotation, to_records
from dataset.derive import derive
from dataset.errors import DatasetError, GoldError, UsageError
from dataset.records import Annotation, Article
from dataset.schema import Table, load_schema

ENTITIES = "entities"


def gold_files(folder: Path) -> dict[str, Path]:
    """Article id -> its settled file in ``seeds/gold``."""
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def article_of(path: Path) -> str:
    """The id of the article that a file labels; raises UsageError without the file, GoldError without the id."""
    if not path.is_file():
        raise UsageError("no such file", str(path), "a YAML file with labels", todo="check the path")
    with located(GoldError, path.name):
        given = read_yaml(path)
        if not isinstance(given, dict) or "article_id" not in given:
            raise DatasetError("it names no article", expected="article_id: ...", todo="see seeds/gold/GUIDE.md")
    return str(given["article_id"])


def load_gold(path: Path, article: Article) -> Annotation:
    """The rows that the file states for the article, completed by ``derive``.

    Raises GoldError with file, table and row (from 1), where words are not the text's, a row is incomplete, says
    what follows from others, stands twice or refers to nothing.
    """
    with located(GoldError, path.name):
        given = _tables(read_yaml(path), article)
        rows: Rows = {table: {} for table in (*TABLES, ENTITIES)}
        for table, number, row in _numbered(given):
            with located(GoldError, f"{table} row {number}"):
                _add(rows[table], load_schema().table(table), row, number, article)
        for table, number, row in _numbered(given):
            with located(GoldError, f"{table} row {number}"):
                _check_links(table, row, rows)
    metadata = next(iter(rows["articles"].values()), {})
    entities = to_records(ENTITIES, rows[ENTITIES].values(), "")
    return derive(replace(to_annotation(rows, replace(article, **metadata)), entities=entities))


def _tables(given: Any, article: Article) -> dict[str, list[Row]]:
    if not isinstance(given, dict) or given.get("article_id") != article.article_id:
        got = str(given.get("article_id")) if isinstance(given, dict) else type(given).__name__
        raise DatasetError("not the gold of this article", expected=f"article_id: {article.article_id}", got=got)
    tables = {table: rows for table, rows in given.items() if table != "article_id"}
    for table, rows in tables.items():
        if table not in (*TABLES, ENTITIES) or not isinstance(rows, list) or not all(isinstance(r, dict) for r in rows):
            raise DatasetError("not a list of rows of a table", str(table), ", ".join((*TABLES, ENTITIES)))
    return tables


def _numbered(tables: dict[str, list[Row]]) -> Iterator[tuple[str, int, Row]]:
    for table, rows in tables.items():
        for number, row in enumerate(rows, start=1):
            yield table, number, row


def _add(rows: dict[str, Row], table: Table, given: Row, number: int, article: Article) -> None:
    if table.name == "articles":
        rows[article.article_id] = _metadata(table, given, article)
        return
    row = parse_whole(table, given)
    check_words(table, row, article.text)
    rid = table.row_id({table.key[0]: f"{table.name} row {number}"} | row)
    if rid in rows:
        raise DatasetError("the row stands twice", got=rid)
    rows[rid] = row | ({table.key[0]: rid} if len(table.key) == 1 else {})


def _metadata(table: Table, given: Row, article: Article) -> Row:
    """What people decide about an article, null where left out; what its source says has only to agree."""
    columns = decided(table)
    for column, value in given.items():
        if column not in columns and value != getattr(article, table.field(column).name):
            raise DatasetError(f"{column} differs from the article", "", str(value), str(getattr(article, column)))
    return dict.fromkeys(columns) | parse(table, {c: v for c, v in given.items() if c in columns})


def _check_links(table: str, row: Row, rows: Rows) -> None:
    for column, to in links(load_schema().table(table)).items():
        if row.get(column) is not None and to in rows and row[column] not in rows[to]:
            raise DatasetError(f"{column} refers to no row", expected=f"an id of {to}", got=str(row[column]))
    if table in INHERITED and row.get("mention_id"):
        mention = rows["mentions"][row["mention_id"]]
        for column in INHERITED[table]:
            if None not in (row.get(column), mention.get(column)) and row[column] != mention[column]:
                raise DatasetError(f"{column} is not the mention's", "", str(mention[column]), str(row[column]))
