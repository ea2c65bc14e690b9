"""Marked ranges of a text, and the pieces that they cut it into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

KINDS = ("title", "statement", "source", "addressee", "cue", "event", "mention", "control")


@dataclass(frozen=True, slots=True)
class Mark:
    """The range ``start:end`` of code points, and what is drawn there.

    ``kind`` is one of ``KINDS``, of which the first encloses the others where ranges are equal; ``title`` is told on
    demand, ``label`` stands beside the words; ``statement`` is the number of the statement that it belongs to, ``hue``
    the colour of its speaker (degrees, None where nobody is known), ``depth`` how deep the statement is nested.
    """

    start: int
    end: int
    kind: str
    title: str = ""
    label: str = ""
    statement: int | None = None
    hue: int | None = None
    depth: int = 0


def segments(length: int, marks: Sequence[Mark]) -> Iterator[tuple[int, int, tuple[Mark, ...]]]:
    """Start, end and marks, the outer ones first, of every piece of a text of that length.

    The pieces are in order, none is empty, and together they are the text. Two marks stand in the same order wherever
    both are, so that marks which overlap without nesting can be closed and opened again between pieces.
    """
    waiting = sorted((m for m in marks if m.start < m.end), key=_outer_first, reverse=True)
    cuts = sorted({0, length, *(cut for m in marks for cut in (m.start, m.end) if 0 < cut < length)})
    over: list[Mark] = []
    for start, end in pairwise(cuts):
        while waiting and waiting[-1].start <= start:
            over.append(waiting.pop())
        over = [mark for mark in over if mark.end > start]
        yield start, end, tuple(over)


def _outer_first(mark: Mark) -> tuple[int, int, int, int]:
    return mark.start, -mark.end, KINDS.index(mark.kind), mark.depth
