"""The lines of brat's standoff format (https://brat.nlplab.org/standoff.html); positions count code points."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dataset.spans import Span

Problem = tuple[int, str]
"""Line number, and what is wrong there."""
_SHAPES = {
    "T": r"T\d+\t[^\s:]+ \d+ \d+(;\d+ \d+)*\t.+",
    "E": r"E\d+\t[^\s:]+:T\d+( [^\s:]+:T\d+)* ?",
    "R": r"R\d+\t[^\s:]+ Arg1:[TE]\d+ Arg2:[TE]\d+\s*",
    "A": r"A\d+\t\S+ [TE]\d+( \S+)?",
    "N": r"N\d+\tReference T\d+ [^\s:]+:\S+\t.*",
    "#": r"#\d+\t\S+ [TERAN]\d+\t.*",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One annotation: its id, whose letter says of what kind it is; what it says; its words; its number in the file."""

    id: str
    head: str
    text: str = ""
    number: int = 0

    def __str__(self) -> str:
        return "\t".join(part for part in (self.id, self.head, self.text) if part) + "\n"

    @property
    def type(self) -> str:
        return re.split("[ :]", self.head)[0]

    @property
    def arguments(self) -> list[str]:
        """What follows the type."""
        return self.head.split()[1:]

    @property
    def roles(self) -> list[tuple[str, str]]:
        """Name without its number, and id, of what a relation or an event ties together."""
        pairs = [argument.split(":") for argument in self.arguments]
        return [(name.rstrip("0123456789"), to) for name, to in pairs]

    @property
    def spans(self) -> list[Span]:
        """The half-open ranges of a ``T`` line."""
        pairs = [pair.split() for pair in self.head.partition(" ")[2].split(";")]
        return [(int(start), int(end)) for start, end in pairs]


def on_one_line(spans: Iterable[Span], text: str) -> list[Span]:
    """The ranges cut at line feeds, which no piece may hold."""
    cut = [(start, piece) for start, end in spans for piece in re.finditer(r"[^\n]+", text[start:end])]
    return [(start + piece.start(), start + piece.end()) for start, piece in cut]


def across_lines(spans: Iterable[Span], text: str) -> list[Span]:
    """What ``on_one_line`` cut, whole again: ranges with nothing but line feeds between them are one."""
    whole: list[Span] = []
    for start, end in spans:
        if whole and text[whole[-1][1] : start].strip("\n") == "" and start > whole[-1][1]:
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def words(spans: Iterable[Span], text: str) -> str:
    """The words of a ``T`` line: its pieces, joined by a blank."""
    return " ".join(text[start:end] for start, end in spans)


def parse(content: str, text: str) -> tuple[dict[str, Line], list[Problem]]:
    """Id -> line of an ``.ann`` file, and what in it is not understood."""
    lines: dict[str, Line] = {}
    problems: list[Problem] = []
    for number, raw in enumerate(content.split("\n"), start=1):
        wrong = _wrong(raw, lines, text)
        if wrong:
            problems.append((number, wrong))
        elif raw:
            name, head, *rest = raw.split("\t", 2)
            lines[name] = Line(name, head.rstrip(), "".join(rest), number)
    return lines, problems


def _wrong(raw: str, lines: dict[str, Line], text: str) -> str:
    """What is wrong with a line, by itself or beside those before it; "" where nothing is."""
    if not raw:
        return ""
    if not re.fullmatch(_SHAPES.get(raw[0], r"(?!)"), raw):
        return f"not a line of the kinds {', '.join(_SHAPES)}: {raw!r}"
    name, head, *rest = raw.split("\t", 2)
    if name in lines:
        return f"{name} stands twice"
    return _misplaced(Line(name, head, "".join(rest)), text) if raw[0] == "T" else ""


def _misplaced(line: Line, text: str) -> str:
    flat = [position for span in line.spans for position in span]
    if flat != sorted(flat) or flat[-1] > len(text) or any(start == end for start, end in line.spans):
        return f"{line.id} is no range of the text"
    there = words(line.spans, text)
    return "" if there == line.text else f"{line.id} says {line.text!r}, but there stands {there!r}"
