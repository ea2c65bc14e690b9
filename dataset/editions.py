"""Editions of a package: without the articles' words (``positions``), or with those of some articles (``partial``).

``schema/package.json`` lists them under ``editions`` with what their descriptor says otherwise; which columns are words
is the property ``words`` of a field. In an edition such a column may be null, and its descriptor has two more
properties: ``edition``, and ``hydrated``, table -> logical hash of the table with all its words.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dataset.curate.columns import words_columns
from dataset.schema import Schema, Table, load_schema

POSITIONS, PARTIAL = "positions", "partial"
DERIVED = {"articles": ("text", "title"), "statements": ("text",)}
"""Words that follow from the article or from fragments, and that every row has."""


def edition_of(whole: Schema, name: str, hydrated: Mapping[str, str]) -> Schema:
    """The schema of an edition; ``hydrated`` is table -> logical hash of the whole package's table."""
    said = whole.package | whole.editions[name] | {"edition": name, "hydrated": dict(hydrated)}
    tables = {table.name: _loosened(table, name) for table in whole.tables.values()}
    return replace(whole, package=said, tables=tables)


def whole_of(descriptor: Mapping[str, Any]) -> Schema:
    """The schema of the whole package that an edition was made of, at the edition's own version."""
    own = load_schema()
    fixed = {"resources", *own.editions[POSITIONS]}
    said = {key: value if key in fixed else descriptor.get(key, value) for key, value in own.package.items()}
    return replace(own, package=said)


def schema_of(descriptor: Mapping[str, Any]) -> Schema:
    """The schema that a package must follow: that of the edition which its descriptor names, else the whole one."""
    own, name = load_schema(), descriptor.get("edition")
    return edition_of(own, name, {}) if isinstance(name, str) and name in own.editions else own


def certain(table: Table) -> dict[str, str | None]:
    """Column of words -> the column of their start, None where every row has them; null if and only if it is."""
    starts = {words: start for words, (start, _) in words_columns(table).items()}
    return {**dict.fromkeys(DERIVED.get(table.name, ())), **starts}


def unplaced(table: Table) -> list[str]:
    """Columns of words that no other column places."""
    return [f.name for f in table.fields if f.words and f.name not in certain(table)]


def _loosened(table: Table, edition: str) -> Table:
    """The table with words that may be null; a licence of its own is for words, which ``positions`` has none of."""
    fields = [_nullable(f.descriptor) if f.words else f.descriptor for f in table.fields]
    left_out = {"licenses"} if edition == POSITIONS else set()
    kept = {key: value for key, value in table.descriptor.items() if key not in left_out}
    return Table({**kept, "fields": fields})


def _nullable(field: Mapping[str, Any]) -> dict[str, Any]:
    limits = {key: value for key, value in field.get("constraints", {}).items() if key != "required"}
    return {key: value for key, value in field.items() if key != "constraints"} | (
        {"constraints": limits} if limits else {}
    )
