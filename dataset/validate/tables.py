"""All checks of what the tables hold."""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from dataset.schema import Schema, load_schema
from dataset.validate.articles import check_articles
from dataset.validate.columns import check_confidence, check_constraints, check_empty, check_shape
from dataset.validate.counts import check_counts
from dataset.validate.dates import check_dates
from dataset.validate.events import check_claims, check_groups, check_plover
from dataset.validate.keys import check_ids, check_order, check_references
from dataset.validate.links import check_mentions, check_reporters
from dataset.validate.lists import check_lists
from dataset.validate.positions import check_sentences, check_spans
from dataset.validate.problem import Problem
from dataset.validate.quality import check_quality
from dataset.validate.rows import Rows
from dataset.validate.statements import check_fragments, check_nesting, check_parties
from dataset.validate.words import check_words

CHECKS = (
    check_constraints,
    check_empty,
    check_confidence,
    check_order,
    check_ids,
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
    check_dates,
    check_counts,
    check_quality,
)


def check_tables(tables: Mapping[str, pa.Table], schema: Schema | None = None) -> list[Problem]:
    """What is wrong with a package's tables, structure first. Values are looked at once the columns are right.

    ``schema`` is that of the package's edition; without it, of a whole package.
    """
    schema = schema or load_schema()
    if problems := list(check_shape(tables, schema)):
        return problems
    rows = Rows(tables, schema)
    return [problem for check in CHECKS for problem in check(rows)]
