"""The press dump: wire articles as plain text, any number of records in a file.

A record begins at a line that is exactly ``ID :`` (or ``ID : 617957``) and ends where the next one begins::

    ID :
    617957
    Fri, 12/24/2021 - 11:19
    Auther :

    West must give Russia security guarantees

    MOSCOW, December 23. /TASS/. It is the NATO countries ... Read more

    X

Blank lines may stand anywhere and each line is a paragraph. The parts, in this order:

- id: on the header's line, else the next line that is not blank. Required, ``[A-Za-z0-9._-]+``.
- posting date: the next line, if it has the shape of a date or ``Auther :`` follows it. It may be absent, not wrong;
  a weekday that contradicts the date is let pass.
- author: ``Auther :`` or ``Author :``; the label may be absent. The value stands on the label's line; or it is the
  lines directly below the label, when the title and the body still follow:
  a blank line directly below the label means no author, so the next line is the title (as above);
  else, if one of the next three lines after the first opens with a dateline, the line before that one is the title
  and any lines above it are authors; else the first line is the author if it looks like names (up to eight
  capitalised words without a final stop).
- title: one line. Required.
- body: the rest. Required. At its end, ``Read more`` (on a line of its own, or behind a finished sentence)
  and a lone ``X`` are residue of the site and are left out.

A file that was glued to the previous one without a line break is understood where that ended in the lone ``X``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from dataset.errors import SourceError
from dataset.read.article import make_article
from dataset.read.characters import Piece, clean, cut, is_blank
from dataset.read.dateline import parse_dateline
from dataset.records import Article, Rejected

EXPECTS = "a press dump: records that each begin with a line 'ID :'"

_HEADER = "(?<![^\r\n])X?(?P<start>(?:\ufeff)?[ \t\f]*+ID[ \t]*+:[ \t]*+(?P<id>[^ \t\r\n]*+)[ \t]*+(?![^\r\n]))"
_ID = re.compile(r"[A-Za-z0-9._-]+")
_DATE_SHAPE = re.compile(r"(?:[A-Za-z]+,?\s+)?\d+[/.-]\d+[/.-]\d+(?:[\s,–—-]+\d+:\d+.*)?")
_DATE = re.compile(r"(?:[A-Za-z]+,?\s+)?(\d\d?)/(\d\d?)/(\d{4})\s*[-–—]\s*(\d\d?):(\d\d)")
_AUTHOR = re.compile(r"Auth[eo]r[ \t]*:[ \t]*(.*)", re.IGNORECASE)
_SMALL = {"al", "and", "bin", "by", "da", "de", "del", "der", "di", "du", "for", "in", "la", "of", "the", "van", "von"}
_READ_MORE = re.compile(r"(?<=[.!?…])([\"'”’»)\]]*)\s*Read more$")


def sniffs(head: bytes) -> bool:
    """Whether a line of ``head`` (UTF-8) is a record header."""
    return re.search(_HEADER.encode("utf-8"), head) is not None


def read(data: bytes, record_file: str, encoding: str) -> Iterator[Article | Rejected]:
    """The records of a file in order; bytes before the first record that are not blank are rejected too."""
    digest = sha256(data).hexdigest()
    for piece in cut(data, _HEADER, encoding):
        if piece.problem or not is_blank(piece.text):
            yield _read_piece(piece, record_file, digest)


def _read_piece(piece: Piece, record_file: str, digest: str) -> Article | Rejected:
    article_id = None
    try:
        text, n_removed = clean(_valid(piece))
        article_id, lines = _take_id(text)
        article = _read_record(article_id, lines)
    except SourceError as error:
        return Rejected(record_file, piece.byte_start, piece.byte_end, str(error), article_id)
    return replace(
        article,
        n_removed=n_removed,
        record_file=record_file,
        record_sha256=digest,
        record_byte_start=piece.byte_start,
        record_byte_end=piece.byte_end,
    )


def _read_record(article_id: str, lines: list[str]) -> Article:
    published_at, lines = _take_date(lines)
    author, lines = _take_author(lines)
    title, lines = _take(lines)
    if not title:
        raise SourceError("no title", expected="a line of text after 'Auther :'", todo="add the title")
    if not any(lines):
        raise SourceError("no body", expected="a paragraph after the title", got=repr(title[:80]), todo="add the text")
    return make_article(article_id, title, "\n".join(lines).strip("\n"), published_at=published_at, author=author)


def _valid(piece: Piece) -> str:
    if piece.problem:
        raise SourceError(piece.problem, todo="correct the bytes, or name the encoding that the file is in")
    return piece.text


def _take_id(text: str) -> tuple[str, list[str]]:
    """The id and the trimmed lines after it, without the residue at the end."""
    header = re.match(_HEADER, text)
    if not header:
        raise SourceError("text before the first record", expected="a line 'ID :'", got=repr(text.strip()[:40]))
    lines = _without_residue([_trim(line) for line in text[header.end() :].split("\n")])
    value, lines = (header["id"], lines) if header["id"] else _take(lines)
    if not _ID.fullmatch(value):
        expected = "an id of A-Z, a-z, 0-9, '.', '_' or '-' after 'ID :'"
        raise SourceError("no id", expected=expected, got=repr(value[:40]), todo="give the record its id")
    return value, lines


def _take_date(lines: list[str]) -> tuple[datetime | None, list[str]]:
    value, rest = _take(lines)
    is_date = _DATE_SHAPE.fullmatch(value) or (_AUTHOR.fullmatch(_take(rest)[0]) and not _AUTHOR.fullmatch(value))
    return (_parse_date(value), rest) if is_date else (None, lines)


def _parse_date(value: str) -> datetime:
    found = _DATE.fullmatch(value)
    try:
        month, day, year, hour, minute = map(int, found.groups() if found else ())
        return datetime(year, month, day, hour, minute)
    except ValueError:
        expected = "a date like 'Fri, 12/24/2021 - 11:19' (month/day/year)"
        todo = "correct the date, or remove its line"
        raise SourceError("malformed posting date", expected=expected, got=repr(value[:40]), todo=todo) from None


def _take_author(lines: list[str]) -> tuple[str | None, list[str]]:
    label, rest = _take(lines)
    found = _AUTHOR.fullmatch(label)
    if not found:
        return None, lines
    if found[1] or not rest or not rest[0]:
        return found[1] or None, rest
    filled = [number for number, line in enumerate(rest) if line][:4]
    count = _count_authors([rest[number] for number in filled])
    names = [rest[number] for number in filled[:count]]
    return ", ".join(names) or None, rest[filled[count] :]


def _count_authors(lines: list[str]) -> int:
    """How many of the up to four lines below an empty author label are the author's and not yet the title."""
    datelined = [number for number, line in enumerate(lines) if number and parse_dateline(line)]
    if datelined:
        return datelined[0] - 1
    return int(len(lines) > 2 and _looks_like_names(lines[0]))


def _looks_like_names(line: str) -> bool:
    words = line.replace(",", " ").split()
    capitalised = all(word.lower() in _SMALL or (word[0].isalpha() and not word[0].islower()) for word in words)
    return capitalised and 0 < len(words) <= 8 and line[-1] not in ".!?…:"


def _take(lines: list[str]) -> tuple[str, list[str]]:
    """The first line that is not blank ("" where there is none) and the lines after it."""
    number = next((number for number, line in enumerate(lines) if line), len(lines))
    return (lines[number] if number < len(lines) else ""), lines[number + 1 :]


def _without_residue(lines: list[str]) -> list[str]:
    """The lines without trailing blank ones, "X" and "Read more"."""
    end = len(lines)
    while end and lines[end - 1] in ("", "X", "Read more"):
        end -= 1
    return [*lines[: end - 1], _READ_MORE.sub(r"\1", lines[end - 1])] if end else []


def _trim(line: str) -> str:
    """``line`` without spaces and tabs around it; one of nothing but white space is blank."""
    return "" if line.isspace() else line.strip(" \t")
