"""Words, numbers and punctuation marks with their positions, and paragraphs."""

from __future__ import annotations

import re
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
    (?<=[\w.])['’][sS]\b                                # the clitic of NATO’s
    | (?:[^\W\d_]\.){2,}(?:-\w+)*                       # U.S., p.m., U.S.-led
    | {w}+(?: (?: [-\u2011]                             # year-end, F-16, 2021-12-24
                | ['’](?![sS]\b)                        # don’t, O’Brien
                | (?<=\d)[.,:/](?=\d) ) {w}+ )*         # 1,200.5, 12/24/2021, 17:30
    | \S
    """.replace("{w}", r"[\w\u0300-\u036f]"),
    re.VERBOSE,
)
DASHES = frozenset(("—", "–", "-", "--"))
_PARAGRAPH = re.compile(r"\S(?:[^\n]*\S)?")


class Token(NamedTuple):
    """``text``, ``lower`` in small letters, at the half-open range ``start:end`` of a text, in code points."""

    start: int
    end: int
    text: str
    lower: str


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The tokens of ``text[start:end]`` in order; together they hold every character that is not blank."""
    stop = len(text) if end is None else end
    found = _TOKEN.finditer(text, start, stop)
    return [Token(match.start(), match.end(), match[0], match[0].lower()) for match in found]


def paragraphs(text: str, start: int = 0) -> list[tuple[int, int]]:
    """The ranges of the lines from ``start`` on that are not blank, without the blanks around them."""
    return [match.span() for match in _PARAGRAPH.finditer(text, start)]
