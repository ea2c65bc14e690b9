"""Positions: every range lies in its article's text and gives back its words, and its sentence is where it begins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.schema import Table
from dataset.validate.arrays import integers, mask
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows

BEGINS = {"statements": ["cue_char_start", "char_start"], "mentions": ["char_start"], "events": ["trigger_char_start"]}


@dataclass(frozen=True)
class Span:
    """Two columns of positions and the column of the words between them, as the schema's ``spans`` names them."""

    start: str
    end: str
    words: str | None = None

    @property
    def names(self) -> list[str]:
        return [self.start, self.end] + ([self.words] if self.words else [])


def check_spans(rows: Rows) -> Iterator[Problem]:
    """All of start, end and words or none; inside the text; giving back the words."""
    for table in rows.checked:
        for span in table.descriptor.get("spans", []):
            yield from _incomplete(rows, table, Span(**span))
            yield from _misplaced(rows, table.name, Span(**span))


def _incomplete(rows: Rows, table: Table, span: Span) -> Iterator[Problem]:
    if table.field(span.start).required:
        return
    names = span.names if rows.schema.whole else span.names[:2]  # in an edition, ``check_words`` sees to the words
    given = [mask(pc.is_valid(rows.column(table.name, name))) for name in names]
    partly = np.any(given, axis=0) & ~np.all(given, axis=0)
    what, expected = "a range in part", f"all or none of {', '.join(names)}"
    yield from rows.found("incomplete_span", table.name, partly, what, column=span.start, expected=expected, show=names)


def _misplaced(rows: Rows, table: str, span: Span) -> Iterator[Problem]:
    article = integers(rows.target(table, ["article_id"]))
    start, end = rows.integers(table, span.start), rows.integers(table, span.end)
    given = mask(pc.and_(pc.is_valid(rows.column(table, span.start)), pc.is_valid(rows.column(table, span.end))))
    given &= article >= 0
    there = mask(pc.is_valid(rows.column("articles", "text")))
    sizes = np.where(there, rows.texts.lengths, rows.integers("articles", "n_chars"))
    inside = given & (start >= 0) & (start < end) & (end <= np.append(sizes, -1)[article])
    what, expected = "not a range of the article's text", "0 <= start < end <= length of the text"
    yield from rows.found(
        "range", table, given & ~inside, what, column=span.start, expected=expected, show=span.names[:2]
    )
    if span.words:
        words = pc.if_else(pa.array(inside & np.append(there, False)[article]), rows.column(table, span.words), None)
        wrong = rows.texts.not_given_back(article, start, end, words)
        what, expected = "the range does not give back the words", f"articles.text[{span.start}:{span.end}]"
        yield from rows.found("words", table, wrong, what, column=span.words, expected=expected, show=span.names)


def check_sentences(rows: Rows) -> Iterator[Problem]:
    """A row's sentence is the one in which it begins: a statement's cue, else its content."""
    for table, names in BEGINS.items():
        begin = pc.coalesce(*[rows.column(table, name) for name in names])
        start, end = (rows.follow(table, "sentence_id", name) for name in ("char_start", "char_end"))
        outside = pc.or_(pc.less(begin, start), pc.greater_equal(begin, end))
        what, expected = "begins outside its sentence", "the sentence in which it begins"
        yield from rows.found(
            "sentence", table, outside, what, column="sentence_id", expected=expected, show=["sentence_id", *names]
        )
