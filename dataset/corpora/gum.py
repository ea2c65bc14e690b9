"""The GUM corpus (amir-zeldes/gum): its documents, sentences, normalised dates and mentions, from CoNLL-U in a tar.

A date is a TEI element ``date`` in the ``XML`` part of the MISC column, opened on its first word and closed on its
last, with ``=`` written as ``:::``: ``when`` for one value, ``from`` and ``to`` for a time that something lasts,
``notBefore`` and ``notAfter`` for bounds (TEI P5, att.datable.w3c). Its values are those of XML Schema, where ``--07``
is July of no year and ``-0508`` a year before the first. A mention is opened in the ``Entity`` part with its
group, its type and, as the sixth field, the word in it that is its head.
"""

from __future__ import annotations

import re
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from dataset.edtf import bounds, is_edtf
from dataset.errors import SourceError
from dataset.spans import Span

_META = re.compile(r"# (newdoc id|newpar|meta::dateCreated|text)(?: = (.*))?")
_WORD = re.compile(r"\d+\t([^\t]+)\t[^\t]*\t([^\t]+)(?:\t[^\t]*){5}\t(.*)")
_MENTION = re.compile(r"\((\d+)-(\w+)(?:-[^-()]*){3}-(\d+)")
_OPENS = re.compile(r"<date ([^>]*)>")
_ATTRIBUTE = re.compile(r'(\w+):::"([^"]*)"')
_TIME_OF_DAY = re.compile(r"(?<=\d)T.*")
_NEW_YEAR = "-01-01"
_YEARLESS = re.compile(r"--\d\d(?:-\d\d)?")
_BEFORE_CHRIST = re.compile(r"-\d{4,}")
_ONE_DIGIT = re.compile(r"-(\d)(?=-|$)")


@dataclass(frozen=True, slots=True)
class GumDate:
    """A labelled date at ``start:end`` in code points, with the values of its first and last end, null where open."""

    start: int
    end: int
    first: str | None
    last: str | None

    @property
    def edtf(self) -> str | None:
        """The EDTF value in the shortest form, or null where an end is open, has no year or lies before the year 1."""
        if not self.first or not self.last:
            return None
        return shortest(self.first if self.first == self.last else f"{self.first}/{self.last}")

    @property
    def is_yearless(self) -> bool:
        """Whether it names a month or a day of no year ("--07")."""
        return all(end is not None and _YEARLESS.fullmatch(end) for end in (self.first, self.last))

    @property
    def is_open(self) -> bool:
        """Whether it has one end only."""
        ends = [end for end in (self.first, self.last) if end]
        return len(ends) == 1 and is_edtf(ends[0])

    @property
    def is_before_christ(self) -> bool:
        """Whether one of its ends lies before the year 1."""
        return any(end is not None and _BEFORE_CHRIST.match(end) for end in (self.first, self.last))

    def in_year(self, year: int) -> GumDate:
        """A date of no year as one of that year, from December on to the next; any other as it is."""
        if not self.is_yearless:
            return self
        first, last = (f"{end or ''}"[1:] for end in (self.first, self.last))
        return replace(self, first=f"{year:04}{first}", last=f"{year + (last < first):04}{last}")


@dataclass(frozen=True, slots=True)
class GumMention:
    """A mention of the entity ``group``, of a type such as person, by the range and the part of speech of its head."""

    group: str
    type: str
    head: Span
    part_of_speech: str


@dataclass(slots=True)
class GumDocument:
    """A document's text, a paragraph on each line, its sentences, dates and mentions, and the day that it is of."""

    name: str
    created: date | None = None
    text: str = ""
    sentences: list[Span] = field(default_factory=list)
    dates: list[GumDate] = field(default_factory=list)
    mentions: list[GumMention] = field(default_factory=list)

    @property
    def is_press_like(self) -> bool:
        """Whether its genre writes of people as the press does: news or a biography."""
        return self.name.split("_")[1] in ("news", "bio")


def read_gum(path: Path) -> Iterator[GumDocument]:
    """The documents of the archive, by name."""
    if not path.is_file() or not tarfile.is_tarfile(path):
        raise SourceError("no GUM corpus", str(path), "a tar archive of .conllu files", todo="check the path")
    with tarfile.open(path) as archive:
        for name in sorted(name for name in archive.getnames() if name.endswith(".conllu")):
            member = archive.extractfile(name)
            yield read_document(member.read().decode("utf-8") if member else "")


def read_document(conllu: str) -> GumDocument:
    """One document in CoNLL-U; words are found in order in the text of their sentence."""
    document = GumDocument("")
    separator, position, opened = "", 0, (0, "")
    words: list[tuple[Span, str]] = []
    heads: list[tuple[str, str, int]] = []
    for line in conllu.split("\n"):
        if meta := _META.fullmatch(line):
            separator = _read_meta(document, meta[1], meta[2] or "", separator)
            position = document.sentences[-1][0] if meta[1] == "text" else position
        elif word := _WORD.fullmatch(line):
            start = max(position, document.text.find(word[1], position))
            position = start + len(word[1])
            heads += [(group, kind, len(words) + int(at) - 1) for group, kind, at in _MENTION.findall(word[3])]
            words.append(((start, position), word[2]))
            if tag := _OPENS.search(word[3]):
                opened = (start, tag[1])
            if "</date>" in word[3]:
                document.dates.append(GumDate(opened[0], position, *ends_of(opened[1])))
    document.mentions += [GumMention(group, kind, *words[at]) for group, kind, at in heads]
    return document


def _read_meta(document: GumDocument, name: str, value: str, separator: str) -> str:
    """Note a line of metadata; gives what stands before the next sentence."""
    if name == "newdoc id":
        document.name = value
    elif name == "meta::dateCreated":
        document.created = date.fromisoformat(value)
    elif name == "text":
        document.text += separator + value
        document.sentences.append((len(document.text) - len(value), len(document.text)))
        return " "
    return "\n" if document.text else ""


def ends_of(attributes: str) -> tuple[str | None, str | None]:
    """The values of the first and the last end of a ``date`` element, from its attributes, without times of day.

    Two different New Year's Days stand for their whole years ("1960-01-01" to "1969-01-01" for the 1960s).
    """
    given = {name: _ONE_DIGIT.sub(r"-0\1", _TIME_OF_DAY.sub("", v)) for name, v in _ATTRIBUTE.findall(attributes)}
    first = given.get("when") or given.get("from") or given.get("notBefore")
    last = given.get("when") or given.get("to") or given.get("notAfter")
    if first and last and first != last and first.endswith(_NEW_YEAR) and last.endswith(_NEW_YEAR):
        return first.removesuffix(_NEW_YEAR), last.removesuffix(_NEW_YEAR)
    return first, last


def shortest(edtf: str) -> str | None:
    """The value as a century, decade, year, month or day where it lasts for exactly that, else as it is.

    None where it cannot be placed in time.
    """
    if not is_edtf(edtf):
        return None
    first, last = (day.isoformat() for day in bounds(edtf))
    units = (f"{first[:2]}XX", f"{first[:3]}X", first[:4], first[:7], first)
    return next((unit for unit in units if is_edtf(unit) and bounds(unit) == bounds(edtf)), f"{first}/{last}")
