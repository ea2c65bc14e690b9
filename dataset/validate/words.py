"""Words in an edition: none in ``positions``, those of the articles whose text is there in ``partial``."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from dataset.editions import POSITIONS, certain
from dataset.schema import Table
from dataset.validate.arrays import Mask, find, integers, mask
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows


def check_words(rows: Rows) -> Iterator[Problem]:
    """A row has its words if and only if its article has its text. What a whole package must have, its schema says."""
    if rows.schema.whole:
        return
    texts = mask(pc.is_valid(rows.column("articles", "text")))
    if rows.schema.package["edition"] == POSITIONS:
        what, expected = "a text in an edition without words", "null"
        yield from rows.found("words", "articles", texts, what, column="text", expected=expected, show=["article_id"])
    for table in rows.checked:
        if "article_id" in table.names:
            yield from _words(rows, table, texts)


def _words(rows: Rows, table: Table, texts: Mask) -> Iterator[Problem]:
    article = integers(find(rows.column(table.name, "article_id"), rows.column("articles", "article_id")))
    readable = np.append(texts, False)[article]
    for name, start in certain(table).items():
        there = mask(pc.is_valid(rows.column(table.name, name)))
        due = readable & mask(pc.is_valid(rows.column(table.name, start or table.key[0])))
        what, expected = "does not go with the article's text", "words if and only if the text is there"
        show = [name, "article_id"]
        yield from rows.found("words", table.name, there != due, what, column=name, expected=expected, show=show)
