"""Bytes to characters: encodings, byte ranges, line ends and control characters; shared by all formats."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from dataset.errors import SourceError

_BLANK = " \t\n\v\f\r\ufeff"
_ASCII = bytes(range(128))
_C0 = re.compile(r"[\x00-\x08\x0b-\x1f]")
_PROBE = "ID :\ud800"  # a lone surrogate: an encoding that lets it through is an escape syntax, not a text encoding


@dataclass(frozen=True, slots=True)
class Piece:
    """Bytes ``byte_start:byte_end`` of a file as text; ``problem`` says why they are not valid, with text ""."""

    byte_start: int
    byte_end: int
    text: str
    problem: str = ""


def resolve_encoding(name: str) -> str:
    """The canonical name of a text encoding (a byte order mark needs no name of its own).

    Raises SourceError where Python knows no such text encoding.
    """
    try:
        known = _PROBE.encode(name, "ignore").decode(name, "replace") == _PROBE[:-1]
    except (LookupError, ValueError):
        known = False
    if not known:
        raise SourceError("unknown encoding", expected="a text encoding of Python such as utf-8", got=repr(name))
    return codecs.lookup(name).name.removesuffix("-sig")


def is_blank(text: str) -> bool:
    """True where nothing but spaces, tabs, line breaks, form feeds and byte order marks is left."""
    return not text.strip(_BLANK)


def clean(text: str) -> tuple[str, int]:
    """``text`` with LF line ends and without C0 controls other than LF and TAB, and how many controls were removed."""
    return _C0.subn("", text.replace("\r\n", "\n").replace("\r", "\n"))


def cut(data: bytes, starts: str, encoding: str) -> Iterator[Piece]:
    """Cuts a file where the group "start" of the pattern ``starts`` begins; what precedes the first is a piece too.

    The pieces are in order and disjoint, and cover the file but for a byte order mark that the encoding takes away.
    In an encoding that extends ASCII each piece is decoded on its own, so bad bytes spoil their own piece alone;
    in any other (UTF-16) the file is decoded whole.
    """
    if _ASCII.decode(encoding, "replace") == _ASCII.decode("ascii"):
        found = re.finditer(starts.encode("utf-8"), data)
        for start, end in pairwise(sorted({0, len(data), *(match.start("start") for match in found)})):
            yield _decode(data[start:end], start, encoding)
    else:
        yield from _cut_decoded(_decode(data, 0, encoding), starts, encoding)


def _decode(data: bytes, byte_start: int, encoding: str) -> Piece:
    byte_end = byte_start + len(data)
    try:
        return Piece(byte_start, byte_end, data.decode(encoding))
    except UnicodeDecodeError as error:
        problem = f"byte {byte_start + error.start} is not valid {encoding} ({error.reason})"
        return Piece(byte_start, byte_end, "", problem)


def _cut_decoded(whole: Piece, starts: str, encoding: str) -> Iterator[Piece]:
    """Cuts a decoded file; the byte ranges come from encoding each piece again."""
    marks = sorted({0, len(whole.text), *(match.start("start") for match in re.finditer(starts, whole.text))})
    texts = [whole.text[start:end] for start, end in pairwise(marks)]
    mark = len("".encode(encoding))
    sizes = [len(text.encode(encoding)) - mark for text in texts]
    byte_start = whole.byte_end - sum(sizes)
    if whole.problem or byte_start not in (0, mark):
        problem = whole.problem or f"{encoding} does not say which bytes make which characters"
        yield Piece(whole.byte_start, whole.byte_end, "", problem)
        return
    for text, size in zip(texts, sizes, strict=True):
        yield Piece(byte_start, byte_start + size, text)
        byte_start += size
