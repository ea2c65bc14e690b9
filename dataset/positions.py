"""A whole package -> its edition without words: ids, positions, hashes, categories and entities.

Every column that ``schema/`` marks as ``words`` is null. What its positions do not give back (a place in a dateline, an
entity's office) is replaced by where it stands, in ``places.csv``; a value that stands in none of the row's articles is
a curator's, and stays, as does a word of the ``vocabulary`` of its column.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.annotate.cues import lemmas
from dataset.editions import POSITIONS, edition_of, unplaced
from dataset.errors import PackageError
from dataset.history import History, hashes
from dataset.package import write_package
from dataset.schema import Field, Schema, Table
from dataset.tables import BATCH_ROWS

PLACES = "places.csv"
VOCABULARIES = {"cues": lemmas}


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where the words of a cell stand: ``char_start:char_end`` of the article's text, in code points."""

    table_name: str
    id: str
    field: str
    article_id: str
    char_start: int
    char_end: int


@dataclass(frozen=True)
class Edition:
    """A package about to be written: tables, schema, history, and the places of words that no column places."""

    tables: dict[str, pa.Table]
    schema: Schema
    history: History
    places: tuple[Place, ...]

    def write(self, out: Path, verify: Callable[[Path], object]) -> None:
        """Make ``out`` the package of this edition; see ``write_package``."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(field.name for field in fields(Place))
        writer.writerows(map(astuple, self.places))
        write_package(self.tables, out, self.schema, verify, self.history, {PLACES: file.getvalue()})


def without_words(tables: Mapping[str, pa.Table], whole: Schema, history: History) -> Edition:
    """The edition ``positions`` of a whole package's tables.

    Of ``history``, the cells of ``changes`` that were words before or are now are null, and stay so.
    """
    texts, places = _Texts(tables), list[Place]()
    kept = dict(tables)
    for name, table in whole.tables.items():
        for field in (f for f in table.fields if f.words):
            column = pa.chunked_array([pa.nulls(tables[name].num_rows, pa.string())])
            if field.name in unplaced(table):
                column, found = _withheld(tables[name], table, field, texts)
                places += found
            kept[name] = with_column(kept[name], field.name, column)
    past = {name: _changes_without_words(rows, whole) for name, rows in history.tables.items()}
    schema = edition_of(whole, POSITIONS, hashes(tables))
    return Edition(kept, schema, History(history.releases, past), tuple(sorted(places)))


def read_places(folder: Path) -> list[Place]:
    """The places of an edition's folder; raises PackageError where its file of them is none."""
    try:
        with (folder / PLACES).open(encoding="utf-8", newline="") as file:
            return [
                Place(table, row, column, article, int(start), int(end))
                for table, row, column, article, start, end in list(csv.reader(file))[1:]
            ]
    except (OSError, ValueError) as error:
        expected = ", ".join(field.name for field in fields(Place))
        raise PackageError("not the places of an edition", str(folder / PLACES), expected, str(error)) from None


class _Texts:
    """The articles in which the words of a row may stand."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._texts = tables["articles"]["text"]
        self._row = {article: row for row, article in enumerate(tables["articles"]["article_id"].to_pylist())}
        mentions = tables["mentions"].select(["entity_id", "article_id"])
        groups = mentions.group_by("entity_id", use_threads=False).aggregate([("article_id", "distinct")])
        self._mentioning = dict(zip(*(column.to_pylist() for column in groups.columns), strict=True))

    def place(self, row: Mapping[str, Any], value: str) -> tuple[str, int, int] | None:
        """Article, start and end of the value in the first article of the row that has it."""
        own = [row["article_id"]] if "article_id" in row else sorted(self._mentioning.get(row["entity_id"], []))
        for article in own:
            if (at := self._texts[self._row[article]].as_py().find(value)) >= 0:
                return article, at, at + len(value)
        return None


def _withheld(rows: pa.Table, table: Table, field: Field, texts: _Texts) -> tuple[pa.ChunkedArray, list[Place]]:
    """A column without what stands in the articles, and where that stands."""
    key, column, ours = table.key[0], rows[field.name], _vocabulary(field)
    foreign = rows.filter(pc.and_(pc.is_valid(column), pc.invert(pc.is_in(column, ours))))
    names = [name for name in (key, "article_id", field.name) if name in rows.column_names]
    places = [
        Place(table.name, row[key], field.name, *at)
        for batch in foreign.select(list(dict.fromkeys(names))).to_batches(max_chunksize=BATCH_ROWS)
        for row in batch.to_pylist()
        if (at := texts.place(row, row[field.name]))
    ]
    gone = pc.is_in(rows[key], pa.array([place.id for place in places], pa.string()))
    return pc.if_else(gone, pa.scalar(None, pa.string()), column), places


def _vocabulary(field: Field) -> pa.Array:
    """The words that are ours whatever the articles say."""
    words = VOCABULARIES[field.descriptor["vocabulary"]]() if "vocabulary" in field.descriptor else ()
    return pa.array(sorted(words), pa.string())


def _changes_without_words(rows: pa.Table, whole: Schema) -> pa.Table:
    """Of a history table, null for the values of those columns that are words."""
    values = [field.name for field in whole.history["changes"].fields if field.words]
    if not {"field", *values} <= set(rows.column_names):
        return rows
    words = [f"{table.name} {field.name}" for table in whole.tables.values() for field in table.fields if field.words]
    place = pc.binary_join_element_wise(rows["table_name"], rows["field"], " ")
    hidden = pc.is_in(place, pa.array(words, pa.string()))
    for name in values:
        rows = with_column(rows, name, pc.if_else(hidden, pa.scalar(None, pa.string()), rows[name]))
    return rows


def with_column(rows: pa.Table, name: str, column: pa.ChunkedArray) -> pa.Table:
    """The table with other values in a column, which may be null."""
    return rows.set_column(rows.column_names.index(name), pa.field(name, pa.string()), column)
