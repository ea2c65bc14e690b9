"""Text as the tagger reads it: words with their positions, the pieces of each, its shape and whether it is quoted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dataset.spans import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

TOKENIZER = Path(__file__).parent / "tokenizer.json"
_N_SHAPES = 7
_LOWER = 1  # the shape of a word in small letters; that of one with a capital is the next
N_FEATURES = 2 * _N_SHAPES
"""The shapes of a word, outside and inside quotation marks."""

LONGEST_WORD = 64
"""Pieces; of a longer word, such as a text in a script without blanks, these are read."""
LONGEST_LINE = 10_000
"""Characters; a longer line is read in parts, so that memory does not grow with it."""
_SENTENCE_END = re.compile(r"[.?!][\"”’»)]*(?=\s)")
_WORD = re.compile(r"[\w\u0300-\u036f]+|\S")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_ENDS = '.?!"”’'
_OPEN, _CLOSE, _EITHER = "“„«", "”»", '"'


@dataclass(frozen=True, slots=True)
class Line:
    """The words of one line: where each stands, its vocabulary ids and its feature; all three of one length."""

    spans: list[Span]
    pieces: list[tuple[int, ...]]
    features: list[int]

    @property
    def n_pieces(self) -> int:
        """Length as the encoder counts it."""
        return sum(map(len, self.pieces))


class WordPieces:
    """Cuts words into the vocabulary's pieces; the words of a text repeat, so each is cut once."""

    def __init__(self, path: Path = TOKENIZER) -> None:
        from tokenizers import Tokenizer

        tokenizer: Tokenizer = Tokenizer.from_file(str(path))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        vocabulary = tokenizer.get_vocab()
        self.start, self.end = vocabulary["[CLS]"], vocabulary["[SEP]"]
        self._read = lru_cache(maxsize=1 << 16)(lambda word: (_pieces(tokenizer, word), _shape(word)))

    def lines(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Line]:
        """The lines of ``text[start:end]`` that hold a word the vocabulary has; positions are those of ``text``.

        A line longer than ``LONGEST_LINE`` comes in parts.
        """
        for match in _LINE.finditer(text, start, len(text) if end is None else end):
            for first, last in _cut(text, match.start(), match.end()):
                line = self._line(text, first, last)
                if line.spans:
                    yield line

    def as_sentence(self, line: Line) -> Line:
        """The line with a capital, and with a full stop of no length where no mark ends it."""
        features = [line.features[0] + (line.features[0] % _N_SHAPES == _LOWER), *line.features[1:]]
        if line.pieces[-1] in (self._read(mark)[0] for mark in _ENDS):
            return Line(line.spans, line.pieces, features)
        (stop, shape), end = self._read("."), line.spans[-1][1]
        return Line([*line.spans, (end, end)], [*line.pieces, stop], [*features, shape])

    def _line(self, text: str, start: int, end: int) -> Line:
        spans: list[Span] = []
        pieces: list[tuple[int, ...]] = []
        features: list[int] = []
        quoted = False
        for match in _WORD.finditer(text, start, end):
            word = match[0]
            opens = word in _OPEN or (word == _EITHER and not quoted)
            quoted = quoted and word not in _CLOSE + _EITHER
            cut, shape = self._read(word)
            if cut:
                spans.append(match.span())
                pieces.append(cut)
                features.append(shape + _N_SHAPES * quoted)
            quoted = quoted or opens
        return Line(spans, pieces, features)


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    """A line, or where it is longer than any paragraph, parts of it that end with a sentence."""
    while end - start > LONGEST_LINE:
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, start + LONGEST_LINE)]
        stop = ends[-1] if ends else start + LONGEST_LINE
        yield start, stop
        start = stop
    yield start, end


def _pieces(tokenizer: Tokenizer, word: str) -> tuple[int, ...]:
    return tuple(tokenizer.encode(word, add_special_tokens=False).ids[:LONGEST_WORD])


def _shape(word: str) -> int:
    """0 mark, 1 lower, 2 Title, 3 UPPER, 4 mIxed, 5 a single capital, 6 digits."""
    if not word[0].isalnum():
        return 0
    if word[0].isdigit():
        return 6
    if word.islower():
        return 1
    if word.isupper():
        return 5 if len(word) == 1 else 3
    return 2 if word[0].isupper() and word[1:].islower() else 4
