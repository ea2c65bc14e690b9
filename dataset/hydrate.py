"""The words of an edition, put back from the reader's own archive: each article is found by ``text_sha256``.

The words follow from positions and text as they do in a build. The source is read once, an article at a time, and its
texts wait on disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from dataset.curate.columns import words_columns
from dataset.derive import statement_text
from dataset.disk import Package
from dataset.editions import PARTIAL, edition_of, unplaced, whole_of
from dataset.errors import PackageError, UsageError
from dataset.history import History, hashes
from dataset.load import verify
from dataset.package import write_package
from dataset.pipeline import Build, check_folders, readable
from dataset.positions import PLACES, Place, read_places, with_column
from dataset.records import Article
from dataset.release.snapshot import opened
from dataset.schema import Table
from dataset.spool import Shelf
from dataset.tables import BATCH_ROWS


@dataclass
class Hydrated:
    """What came of it: how many articles have their words, the ids of those that the source lacks, or has otherwise.

    ``build`` says what of the source could not be read, and what ``check`` reports of the new package.
    """

    articles: int = 0
    missing: list[str] = field(default_factory=list)
    other_text: list[str] = field(default_factory=list)
    build: Build = field(default_factory=Build)

    @property
    def complete(self) -> bool:
        """Whether every article has its words."""
        return not self.missing and not self.other_text


def hydrate(
    package: str | Path,
    source: str | Path,
    out: str | Path,
    encoding: str = "utf-8",
    progress: Callable[[Iterable[Article]], Iterable[Article]] = lambda articles: articles,
) -> Hydrated:
    """Make ``out`` the package of an edition with the words of the articles in ``source``, which is as for a build.

    ``package`` is the edition's folder or archive. With every article it is the whole package, table by table the same
    rows; else the edition ``partial``, in which the rows of the articles that are not there have no words. Raises
    UsageError where the package has its words or a place is wrong, PackageError where it is damaged.
    """
    source, out, report = Path(source), Path(out), Hydrated()
    check_folders(source, out)
    with opened(Path(package)) as folder, Shelf() as shelf:
        edition = Package.open(folder)
        if edition.schema.whole:
            raise UsageError("the package has its words", str(package), "one of an edition without words")
        verify(folder)
        tables = {name: edition.read(name) for name in edition.schema.tables}
        _collect(tables["articles"], progress(readable(source, encoding, report.build)), shelf, report)
        words = Words(tables["articles"], shelf, read_places(edition.folder))
        _write(edition, {**tables, **words.restored(tables, edition.schema.tables)}, out, report)
    return report


def _collect(articles: pa.Table, source: Iterable[Article], shelf: Shelf, report: Hydrated) -> None:
    """Shelve the texts of the edition's articles: those that it has, and those of the source."""
    hashed = dict(zip(*(articles[name].to_pylist() for name in ("article_id", "text_sha256")), strict=True))
    wanted, seen = set(hashed.values()), set[str]()
    for article_id, text in zip(articles["article_id"], articles["text"], strict=True):
        if text.is_valid:
            shelf.add(hashed[article_id.as_py()], text.as_py())
    for article in source:
        seen.add(article.article_id)
        if article.text_sha256 in wanted:
            shelf.add(article.text_sha256, article.text)
    for article_id in (i for i, sha256 in hashed.items() if sha256 not in shelf):
        (report.other_text if article_id in seen else report.missing).append(article_id)
    report.articles = sum(sha256 in shelf for sha256 in hashed.values())


def _write(edition: Package, tables: dict[str, pa.Table], out: Path, report: Hydrated) -> None:
    whole, history = whole_of(edition.schema.package), History.of(edition.folder)
    hydrated = edition.schema.package.get("hydrated", {})
    if not report.complete:
        files = {PLACES: (edition.folder / PLACES).read_text(encoding="utf-8")}
        schema = edition_of(whole, PARTIAL, hydrated)
        write_package(tables, out, schema, report.build.accept, history, files)
        return
    if other := [name for name, sha256 in hashes(tables).items() if hydrated.get(name) != sha256]:
        todo = "get the edition again; or use the version of this program that made it"
        raise PackageError(
            "not the rows that the whole package has", str(edition.folder), got=", ".join(other), todo=todo
        )
    write_package(tables, out, whole, report.build.accept, history)


class Words:
    """The words of each column of a package, from the texts on the shelf and the places of what no column places."""

    def __init__(self, articles: pa.Table, shelf: Shelf, places: Iterable[Place]) -> None:
        self._hashes = dict(zip(*(articles[name].to_pylist() for name in ("article_id", "text_sha256")), strict=True))
        self._shelf = shelf
        self._places = {(place.table_name, place.field, place.id): place for place in places}
        self._last: tuple[str, str | None] = ("", None)

    def restored(self, tables: Mapping[str, pa.Table], schema: Mapping[str, Table]) -> dict[str, pa.Table]:
        """The tables with their words; null where the text is not there."""
        filled = {name: self._placed(tables[name], table) for name, table in schema.items()}
        articles, statements = filled["articles"], filled["statements"]
        articles = _with_words(articles, "text", ["article_id"], self._text)
        title = _with_words(
            articles, "title", ["article_id", "body_char_start"], lambda a, body: self._slice(a, 0, body - 2)
        )
        return {**filled, "articles": title, "statements": _with_statement_texts(statements, filled["fragments"])}

    def _placed(self, rows: pa.Table, table: Table) -> pa.Table:
        """A table with the words that stand at one place of a text."""
        for name, span in words_columns(table).items():
            rows = _with_words(rows, name, ["article_id", *span], self._slice)
        for name in unplaced(table):
            rows = _with_words(rows, name, [table.key[0], name], partial(self._at_place, table.name, name))
        return rows

    def _at_place(self, table: str, name: str, row_id: str, value: str | None) -> str | None:
        place = self._places.get((table, name, row_id))
        return self._slice(place.article_id, place.char_start, place.char_end) if place else value

    def _slice(self, article_id: str, start: int | None, end: int | None) -> str | None:
        text = self._text(article_id)
        return None if text is None or start is None or end is None else text[start:end]

    def _text(self, article_id: str) -> str | None:
        """The text of an article; rows of one article follow each other, so the last text is kept at hand."""
        if self._last[0] != article_id:
            self._last = (article_id, self._shelf.text(self._hashes[article_id]))
        return self._last[1]


def _with_words(rows: pa.Table, name: str, given: list[str], words: Callable[..., str | None]) -> pa.Table:
    """The table with a column that follows from others, some thousand rows at a time."""
    arrays = [
        pa.array(
            [words(*cells) for cells in zip(*(column.to_pylist() for column in batch.columns), strict=True)],
            pa.string(),
        )
        for batch in rows.select(given).to_batches(max_chunksize=BATCH_ROWS)
    ]
    return with_column(rows, name, pa.chunked_array(arrays, pa.string()))


def _with_statement_texts(statements: pa.Table, fragments: pa.Table) -> pa.Table:
    """Statements with the text that the words of their fragments give."""
    ordered = fragments.select(["statement_id", "words"])  # by key: statement, then position
    groups = ordered.group_by("statement_id", use_threads=False).aggregate([("words", "list")])
    place = pc.index_in(statements["statement_id"], groups["statement_id"].combine_chunks())
    pieces = pa.table({"pieces": groups["words_list"].take(place)})
    found = _with_words(pieces, "pieces", ["pieces"], lambda words: None if None in words else statement_text(words))
    return with_column(statements, "text", found["pieces"])
