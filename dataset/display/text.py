"""An article in a terminal: ``[S3 `` and `` S3]`` around each piece of statement 3, and who says it below."""

from __future__ import annotations

from collections.abc import Iterator

from dataset.display.drawing import Drawing, about_event, about_statement
from dataset.display.excerpt import one_line
from dataset.display.segments import Mark, segments


def article_text(drawing: Drawing) -> str:
    """The article with its statements marked, then a line for each statement and each event."""
    parts = [drawing.heading, *filter(None, [marked(drawing.text, drawing.marks)])]
    parts += ["\n".join(lines) for lines in (_statements(drawing), _events(drawing)) if lines]
    return "\n\n".join(parts)


def marked(text: str, marks: tuple[Mark, ...]) -> str:
    """The text with the statements' marks; without them it is the text again."""
    statements = [mark for mark in marks if mark.kind == "statement"]
    return "".join(_pieces(text, statements))


def _pieces(text: str, statements: list[Mark]) -> Iterator[str]:
    for start, end, over in segments(len(text), statements):
        yield from (f"[S{mark.statement} " for mark in over if mark.start == start)
        yield text[start:end]
        yield from (f" S{mark.statement}]" for mark in reversed(over) if mark.end == end)


def _statements(drawing: Drawing) -> list[str]:
    width = max((len(told.speaker.shown) for told in drawing.statements), default=0)
    return [
        f"S{told.number:<3} {told.speaker.shown:<{min(width, 40)}}  {one_line(about_statement(told.row))}"
        for told in drawing.statements
    ]


def _events(drawing: Drawing) -> list[str]:
    return [f"event at {row['trigger_char_start']}: {one_line(_event(row))}" for row in drawing.events]


def _event(row: dict[str, object]) -> str:
    words = f"“{row['trigger_text']}” · " if row["trigger_text"] else ""
    return words + about_event(row)
