"""An article as one piece of HTML that needs nothing else: no script, no font, no image; its words are only text.

Beside the words, labels are drawn by the style sheet, so that what is selected and copied is the article's own text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from html import escape
from pathlib import Path

from dataset.display.drawing import Drawing, Speaker, about_event, about_statement
from dataset.display.segments import Mark, segments

_KEY = (("source", "source"), ("cue", "cue"), ("addressee", "addressee"), ("mention", "mention"), ("event", "event"))


def article_html(drawing: Drawing) -> str:
    """Heading, who speaks in which colour, the marked text, and lists of statements and events."""
    parts = [f"<p class='heading'>{escape(drawing.heading)}</p>", _legend(drawing.speakers)]
    parts += [f"<div class='text' dir='auto'>{marked(drawing.text, drawing.marks)}</div>", *_lists(drawing)]
    return framed(parts, _linked(len(drawing.statements)))


def framed(parts: Iterable[str], style: str = "") -> str:
    """HTML with its style sheet, which reaches nothing outside it."""
    return "\n".join(["<div class='press'>", f"<style>\n{_style()}{style}</style>", *parts, "</div>"])


def table_html(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; whatever its cells hold is text."""
    lines = ["<tr>" + "".join(f"<th>{escape(name)}</th>" for name in head) + "</tr>"] if head else []
    lines += ["<tr>" + "".join(f"<td dir='auto'>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return "\n".join(["<table>", *lines, "</table>"])


def marked(text: str, marks: Sequence[Mark]) -> str:
    """The text in nested ``span`` elements; without its tags it is the text again."""
    return "".join(_pieces(text, marks))


def _pieces(text: str, marks: Sequence[Mark]) -> Iterator[str]:
    """Between two pieces of text, close what ends, and what stands inside of it; open what begins or goes on."""
    opened: tuple[Mark, ...] = ()
    for start, end, over in segments(len(text), marks):
        shared = next((i for i, pair in enumerate(zip(opened, over, strict=False)) if pair[0] != pair[1]), None)
        kept = min(len(opened), len(over)) if shared is None else shared
        yield "</span>" * (len(opened) - kept)
        yield from (_tag(mark, mark.start == start) for mark in over[kept:])
        yield escape(text[start:end])
        opened = over
    yield "</span>" * len(opened)


def _tag(mark: Mark, first: bool) -> str:
    """The opening tag; only the first piece of a mark has its label."""
    classes = mark.kind if mark.statement is None else f"{mark.kind} s{mark.statement}"
    attributes = [f"class='{classes}'"]
    attributes += [_colour(mark.hue, mark.depth)] if mark.statement is not None else []
    attributes += [f"title='{escape(mark.title)}'"] if mark.title else []
    attributes += [f"data-label='{escape(mark.label)}'"] if mark.label and first else []
    return f"<span {' '.join(attributes)}>"


def _colour(hue: int | None, depth: int = 0) -> str:
    return f"style='--hue:{hue or 0};--saturation:{0 if hue is None else 75}%;--depth:{min(depth, 3)}'"


def _legend(speakers: dict[Speaker, list[int]]) -> str:
    chips = [
        f"<span class='speaker'><span class='statement' {_colour(speaker.hue)}>{escape(speaker.shown)}</span> "
        f"{', '.join(map(str, numbers))}</span>"
        for speaker, numbers in speakers.items()
    ]
    key = [f"<span class='{kind}' {_colour(None)}>{word}</span>" for kind, word in _KEY]
    return f"<p class='legend'>{' '.join(chips)}</p>\n<p class='legend key'>{' '.join(key)}</p>"


def _lists(drawing: Drawing) -> Iterator[str]:
    statements = [
        (str(t.number), t.speaker.shown, t.row["text"] or "", about_statement(t.row)) for t in drawing.statements
    ]
    events = [(row["trigger_text"] or "", about_event(row)) for row in drawing.events]
    for what, rows in (("statements", statements), ("events", events)):
        if rows:
            yield f"<details><summary>{len(rows)} {what}</summary>\n{table_html((), rows)}\n</details>"


def _linked(statements: int) -> str:
    """Rules by which a statement, its source and its cue light up together."""
    numbers = range(1, statements + 1)
    return "".join(f".press:has(.text .s{n}:hover) .text .s{n} {{ --lit: .2 }}\n" for n in numbers)


@cache
def _style() -> str:
    return (Path(__file__).parent / "style.css").read_text(encoding="utf-8")
