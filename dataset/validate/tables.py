"""All checks of what the tables hold."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyarrow as pa

from dataset.schema import Schema, load_schema
from dataset.validate.articles import check_articles
from dataset.validate.columns import check_confidence, check_constraints, check_empty, check_shape, check_values
from dataset.validate.counts import Tally, check_counts
from dataset.validate.dates import check_dates
from dataset.validate.events import check_claims, check_groups, check_plover
from dataset.validate.keys import check_ids, check_order, check_references
from dataset.validate.links import check_mentions, check_reporters
from dataset.validate.lists import check_lists
from dataset.validate.parts import SHARED, in_order, parts
from dataset.validate.positions import check_sentences, check_spans
from dataset.validate.problem import Problem, Rate, merged
from dataset.validate.quality import check_quality
from dataset.validate.rows import Rows
from dataset.validate.statements import check_fragments, check_nesting, check_parties
from dataset.validate.stored import Stored
from dataset.validate.words import check_words

TABLE_CHECKS = (check_constraints, check_empty, check_confidence, check_order, check_ids, check_dates)
"""What a table shows alone."""
ARTICLE_CHECKS = (
    *TABLE_CHECKS,
    check_references,
    check_articles,
    check_words,
    check_spans,
    check_sentences,
    check_lists,
    check_fragments,
    check_nesting,
    check_parties,
    check_reporters,
    check_mentions,
    check_plover,
    check_claims,
    check_groups,
    check_counts,
)
"""What the tables of some articles show together."""


def check_tables(tables: Mapping[str, pa.Table], schema: Schema | None = None) -> list[Problem]:
    """What is wrong with a package's tables, structure first. Values are looked at once the columns are right.

    ``schema`` is that of the package's edition; without it, of a whole package.
    """
    schema = schema or load_schema()
    shapes = {name: table.schema for name, table in tables.items()}
    if problems := [*check_shape(shapes, schema), *check_values(tables)]:
        return problems
    return _check([Rows(tables, schema, [SHARED])], tables[SHARED], schema)


def check_files(files: Mapping[str, Stored], schema: Schema) -> list[Problem]:
    """The same of tables in files, some thousand articles at a time.

    The files have the right columns and can be read. Where rows are not in order, articles cannot be told apart without
    reading everything: then all of it stands in memory.
    """
    if all(in_order(files[name], table.key) for name, table in schema.tables.items()):
        return _check(parts(files, schema), files[SHARED].read(), schema)
    return check_tables({name: stored.read() for name, stored in files.items()}, schema)


def _check(parts: Iterable[Rows], shared: pa.Table, schema: Schema) -> list[Problem]:
    own = Rows({SHARED: shared}, schema)
    tally = Tally(own, schema.table(SHARED))
    found = [problem for check in TABLE_CHECKS for problem in check(own)]
    rates: list[Rate] = []
    for rows in parts:
        found += [problem for check in ARTICLE_CHECKS for problem in check(rows)]
        tally.add(rows)
        own_rates = list(check_quality(rows))
        rates = [sum_ + more for sum_, more in zip(rates, own_rates, strict=True)] if rates else own_rates
    return [*merged([*found, *tally.check()]), *(rate.problem() for rate in rates if rate.count)]
