"""Articles: the text begins with the title and has the hash and the numbers that stand beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from hashlib import sha256

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.validate.arrays import Column, Mask, integers, mask
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows


def check_articles(rows: Rows) -> Iterator[Problem]:
    """Title, blank line, body; SHA-256, code points and words of the text; a record that has bytes."""
    title, text = rows.column("articles", "title"), rows.column("articles", "text")
    what, expected, show = "does not begin with the title", "title, blank line, body", ["title", "text"]
    yield from rows.found(
        "title", "articles", _untitled(rows, title, text), what, column="text", expected=expected, show=show
    )
    body = pc.add(pc.utf8_length(title), 2)
    yield from _derived(rows, "body_char_start", "body", "not where the body starts", body)
    digest = _each(text, lambda words: sha256(words.encode()).hexdigest(), pa.string())
    yield from _derived(rows, "text_sha256", "text_sha256", "not the hash of text", digest)
    yield from _derived(rows, "n_chars", "count", "not the number of code points of text", pc.utf8_length(text))
    n_words = _each(text, lambda words: len(words.split()), pa.int64())
    yield from _derived(rows, "n_words", "count", "not the number of words in text", n_words)
    show = ["record_byte_start", "record_byte_end"]
    empty = pc.greater_equal(*[rows.column("articles", name) for name in show])
    what, expected = "a record without bytes", "start < end"
    yield from rows.found("record", "articles", empty, what, column=show[0], expected=expected, show=show)


def _untitled(rows: Rows, title: Column, text: Column) -> Mask:
    """Where a text does not begin with its title and a blank line."""
    lead = pc.binary_join_element_wise(title, "\n\n", "")
    end = integers(pc.utf8_length(lead))
    short = mask(text.is_valid()) & (end > rows.texts.lengths)
    lead = pc.if_else(pa.array(short), None, pc.if_else(text.is_valid(), lead, None))
    return short | rows.texts.not_given_back(np.arange(len(text)), np.zeros_like(end), end, lead)


def _each(texts: Column, derive: Callable[[str], object], arrow_type: pa.DataType) -> Column:
    """What only Python derives from a text: a hash, and words as Python splits them."""
    return pa.array((None if text is None else derive(text) for text in (t.as_py() for t in texts)), arrow_type)


def _derived(rows: Rows, column: str, rule: str, what: str, expected: Column) -> Iterator[Problem]:
    other = pc.not_equal(rows.column("articles", column), expected)
    yield from rows.found(rule, "articles", other, what, column=column, expected=expected)
