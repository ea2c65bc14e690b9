"""What a reader of the release calls: tables as DataFrames, and views of them. Needs pandas and pyarrow only.

``path`` is everywhere the folder of a package, its ``datapackage.json``, the archive of a release, or the address of an
archive; ``version`` is a release, wherever it is (see ``dataset.fetch``). Without both: the release that is installed,
else the ``data/`` of a checkout. Every function raises PackageError where there is no package or a file of it cannot
be read, FetchError where it cannot be fetched, ReleaseError where its archive is damaged, UnknownNameError for a
version, table, column or row that there is not, and UsageError for a version or an id that is no text.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from dataset.cite import cite_as
from dataset.disk import Package, given_text
from dataset.display import article_html, article_text, draw, excerpt
from dataset.errors import PackageError, UnknownNameError
from dataset.lifecycle import current_name, notices
from dataset.schema import Table


def load(
    table: str,
    *,
    path: str | Path | None = None,
    version: str | None = None,
    columns: Sequence[str] | None = None,
) -> pd.DataFrame:
    """One table, sorted by its key: nullable dtypes, categoricals in the schema's order, dates as datetime64.

    ``columns`` are those wanted, in the order wanted; all without it. A column that was renamed can be asked for by its
    old name until the next MAJOR version. ``attrs`` of the frame holds name, title, version, licence, rights and
    citation of the package, and the table's name. Warns once (FutureWarning) of a column that is asked for by its old
    name, and of one in the frame that is deprecated.
    """
    package = Package.open(path, version)
    definition, now = package.schema.table(table), package.schema.package["version"]
    fields = definition.descriptor["fields"]
    asked = definition.names if columns is None else list(columns)
    names = [current_name(table, fields, name, now) for name in asked]
    frame = package.frame(table, list(dict.fromkeys(names)))
    for notice in notices(table, fields, asked):
        _warn(notice)
    return frame if list(frame) == asked else frame[names].set_axis(asked, axis="columns")


@lru_cache
def _warn(notice: str) -> None:
    """Once, at the line that calls ``load``."""
    warnings.warn(notice, FutureWarning, stacklevel=3)


def tables(path: str | Path | None = None, *, version: str | None = None) -> pd.DataFrame:
    """The tables of a package, a row each: name, title, rows and columns (how many), description."""
    package = Package.open(path, version)
    shown = [{**package.resource(name), "columns": len(t.names)} for name, t in package.schema.all.items()]
    return pd.DataFrame(shown, columns=["name", "title", "rows", "columns", "description"])


def describe(table: str, path: str | Path | None = None, *, version: str | None = None) -> pd.DataFrame:
    """The columns of a table, a row each.

    name · type · required (never null) · enum (allowed values) · description · since (the version in which it came) ·
    lifecycle (its old name, or what to use instead).
    """
    rows = [
        (
            *(f.name, f.type, f.required, ", ".join(map(str, f.enum)) if f.enum else None, f.description),
            *(f.since, " ".join(f.lifecycle) or None),
        )
        for f in Package.open(path, version).schema.table(table).fields
    ]
    return pd.DataFrame(rows, columns=["name", "type", "required", "enum", "description", "since", "lifecycle"])


def quotes(*, path: str | Path | None = None, version: str | None = None) -> pd.DataFrame:
    """Statements as one flat table, a row each, in the order in which the articles make them.

    Columns: statement_id · speaker (names of the known speakers, joined with "; ") · source_text (the words that name
    who speaks) · role (of the speaker, in the article's words, else as the entity is described) · cue · text ·
    addressee (as speaker) · addressee_text · kind · speech_act · negated (the saying is denied) · date (earliest day on
    which it was said; null where the article does not tell, never the day of publication) · stated_on_edtf ·
    published_at · title · outlet (who published the article, else the wire agency) · article_id.
    """
    package = Package.open(path, version)
    rows = package.frame("statements").sort_values(["article_id", "char_start", "char_end"], ignore_index=True)
    articles = package.frame("articles").set_index("article_id")
    descriptions = package.frame("entities").set_index("entity_id")["description"]
    roles = package.frame("mentions").set_index("mention_id")["role_text"]
    columns = {
        "statement_id": rows["statement_id"],
        "speaker": _of(rows["statement_id"], _party_names(package, "speaker")),
        "source_text": rows["source_text"],
        "role": _of(rows["source_mention_id"], roles).fillna(_of(rows["speaker_id"], descriptions)),
        "cue": rows["cue_text"],
        "text": rows["text"],
        "addressee": _of(rows["statement_id"], _party_names(package, "addressee")),
        "addressee_text": rows["addressee_text"],
        "kind": rows["kind"],
        "speech_act": rows["speech_act"],
        "negated": rows["negated"],
        "date": rows["stated_on_earliest"],
        "stated_on_edtf": rows["stated_on_edtf"],
        "published_at": _of(rows["article_id"], articles["published_at"]),
        "title": _of(rows["article_id"], articles["title"]),
        "outlet": _of(rows["article_id"], articles["source_name"].fillna(articles["agency"])),
        "article_id": rows["article_id"],
    }
    return package.signed(pd.DataFrame(columns), "quotes")


@dataclass(frozen=True, eq=False)
class ArticleView:
    """One article: its text, and its rows of every table as an attribute (``.statements``, ``.mentions``, ...).

    ``.entities`` are those that its rows refer to. Rows that have a place in the text are in reading order. A notebook
    shows the text with its statements shaded by speaker; ``print`` shows it with marks: ``[S3 `` words `` S3]``.
    """

    article_id: str
    title: str
    text: str = field(repr=False)
    tables: dict[str, pd.DataFrame] = field(repr=False)

    def __getattr__(self, name: str) -> pd.DataFrame:
        frames: dict[str, pd.DataFrame] = self.__dict__.get("tables", {})
        if name not in frames:
            raise AttributeError(f"no table {name!r}; expected one of {', '.join(frames)}")
        return frames[name]

    def __dir__(self) -> list[str]:
        return [*super().__dir__(), *self.tables]

    def __str__(self) -> str:
        return article_text(draw(self.text, self.tables))

    def _repr_html_(self) -> str:
        return article_html(draw(self.text, self.tables))


def article(article_id: str, *, path: str | Path | None = None, version: str | None = None) -> ArticleView:
    """An article with its rows of every table; reads no more of the files than it must.

    Title and text are empty where an edition leaves them out.
    """
    rows = _rows_of_article(Package.open(path, version), given_text("an article's id", article_id))
    if rows["articles"].empty:
        raise UnknownNameError("no such article", got=repr(article_id), todo='load("articles") lists those that exist')
    title, text = map(str, rows["articles"].loc[0, ["title", "text"]].fillna(""))
    return ArticleView(article_id, title, text, rows)


def context(row_id: str, chars: int = 120, *, path: str | Path | None = None, version: str | None = None) -> str:
    """The words of a row between ``[[`` and ``]]``, with ``chars`` characters of the article on either side.

    ``row_id`` is the id of a sentence, a statement (from its first fragment to its last), a mention or an event (its
    trigger). An ellipsis shows where the article goes on. Raises PackageError where an edition leaves the text out.
    """
    package, row_id = Package.open(path, version), given_text("a row's id", row_id)
    placed = [table for table in package.schema.tables.values() if _is_placed(table)]
    for table in placed:
        place = package.read(table.name, ["article_id", *_place(table)], pc.field(table.key[0]) == row_id)
        for article_id, start, end in zip(*place.to_pydict().values(), strict=True):
            text = package.read("articles", ["text"], pc.field("article_id") == article_id)["text"][0].as_py()
            if text is None:
                todo = "put it back: python build.py hydrate"
                raise PackageError("the text is not in this edition", str(package.folder), got=article_id, todo=todo)
            return excerpt(text, start, end, chars)
    expected = "the id of a row in " + ", ".join(table.name for table in placed)
    raise UnknownNameError("no such row", expected=expected, got=repr(row_id))


def cite(
    style: str = "text", *, table: str | None = None, path: str | Path | None = None, version: str | None = None
) -> str:
    """How to cite the package, or one table of it: creators, year, title, version, address, licence, rights.

    ``style`` is ``text``, ``bibtex``, ``ris`` or ``csl-json``. Raises UnknownNameError for another style or table.
    """
    return cite_as(Package.open(path, version).schema.package, style, table)


def verify(path: str | Path | None = None, *, version: str | None = None) -> None:
    """Check that every file is the one that was released: SHA-256, size and number of rows.

    Returns None; raises PackageError that names every damage. Whether the rows are right is another question, which
    ``python build.py check`` answers.
    """
    package = Package.open(path, version)
    if damages := list(package.damages()):
        raise PackageError("; ".join(damages), str(package.folder), todo="get the release again, or build it again")


def _of(ids: pd.Series[str], column: pd.Series[Any]) -> pd.Series[Any]:
    """The values that a column has for these ids, which are its index; null where there is none."""
    return column.reindex(ids).set_axis(ids.index)


def _party_names(package: Package, role: str) -> pd.Series[str]:
    """Statement id -> names of the known entities that have the role in it, in their order."""
    parties = package.frame("parties", ["statement_id", "role", "entity_id"])
    names = package.frame("entities", ["entity_id", "entity_name"]).set_index("entity_id")["entity_name"]
    known = parties[parties["role"] == role].assign(entity_name=_of(parties["entity_id"], names)).dropna()
    rows = pa.table({name: pa.array(known[name], pa.string()) for name in ("statement_id", "entity_name")})
    groups = rows.group_by("statement_id", use_threads=False).aggregate([("entity_name", "list")])
    joined = pc.binary_join(groups["entity_name_list"], "; ")
    return pd.Series(joined.to_pylist(), groups["statement_id"].to_pylist(), dtype="string")


def _rows_of_article(package: Package, article_id: str) -> dict[str, pd.DataFrame]:
    """Table -> rows that have the article's id; or belong to such rows; or, like entities, are referred to by them."""
    definitions = package.schema.tables
    rows: dict[str, pd.DataFrame] = {}
    for name, table in definitions.items():
        if "article_id" in table.names:
            rows[name] = _in_reading_order(package.frame(name, where=pc.field("article_id") == article_id), table)
    for name, table in definitions.items():
        for owner in (r for r in table.references if name not in rows and set(r.fields) <= set(table.key)):
            rows[name] = _rows_with(package, name, owner.fields[0], rows[owner.table][owner.target[0]])
    for name, table in definitions.items():
        if name not in rows:
            ids = [rows[n][r.fields[0]] for n in rows for r in definitions[n].references if r.table == name]
            rows[name] = _rows_with(package, name, table.key[0], pd.concat(ids))
    return {name: rows[name] for name in definitions}


def _rows_with(package: Package, table: str, column: str, values: pd.Series[str]) -> pd.DataFrame:
    return package.frame(table, where=pc.field(column).isin(pa.array(values.dropna().unique(), pa.string())))


def _is_placed(table: Table) -> bool:
    """Whether a row is a place in a text: only then is its id made of a place."""
    return "id" in table.descriptor


def _place(table: Table) -> list[str]:
    """The columns that say where in the text the row is."""
    span = table.descriptor["spans"][0]
    return [span["start"], span["end"]]


def _in_reading_order(rows: pd.DataFrame, table: Table) -> pd.DataFrame:
    return rows.sort_values(_place(table), kind="stable", ignore_index=True) if _is_placed(table) else rows
