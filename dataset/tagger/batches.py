"""Training documents -> batches: lines, those of like length together, as tensors."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from dataset.tagger.documents import NO_LINK, Document
from dataset.tagger.words import WordPieces

LONGEST = 254
"""Pieces in a window, marks included."""


@dataclass(frozen=True, eq=False)
class Window:
    """Words ``start:end`` of a document that are read together, as the tagger reads them: a line, or a part of one."""

    document: Document
    start: int
    end: int
    n_pieces: int


@dataclass(frozen=True)
class Batch:
    """Tensors of shape (windows, pieces) or (windows, words); labels that the corpus does not have are None."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    words: Tensor
    attribution: Tensor | None
    names: Tensor | None
    source_of: Tensor | None
    cue_of: Tensor | None


def epoch(found: Sequence[Window], size: int, draw: random.Random) -> list[list[Window]]:
    """The windows in random order, each batch of one corpus and at most ``size`` pieces."""
    made: list[list[Window]] = []
    for named in (True, False):
        made += batches([window for window in found if (window.document.names is not None) == named], size, draw)
    draw.shuffle(made)
    return made


def windows(document: Document) -> Iterator[Window]:
    """The lines of a document; one that is too long for the encoder in parts."""
    start = 0
    for length in document.lines:
        end, size = start + length, 2
        for word in range(start, end):
            size += len(document.pieces[word])
            if size > LONGEST:
                yield Window(document, start, word, size - len(document.pieces[word]))
                start, size = word, 2 + len(document.pieces[word])
        yield Window(document, start, end, size)
        start = end


def batches(found: Sequence[Window], size: int, draw: random.Random) -> list[list[Window]]:
    """Windows of like length together, at most ``size`` pieces with padding."""
    made: list[list[Window]] = [[]]
    for window in sorted(found, key=lambda w: w.n_pieces + 16 * draw.random()):
        longest = max(window.n_pieces, *(w.n_pieces for w in made[-1])) if made[-1] else 0
        if (len(made[-1]) + 1) * longest > size:
            made.append([])
        made[-1].append(window)
    return made


def tensors(found: Sequence[Window], cutter: WordPieces) -> Batch:
    """The batch of these windows, all of one corpus."""
    rows = [_row(window, cutter) for window in found]
    known = found[0].document
    return Batch(
        _pad([row[0] for row in rows]),
        _pad([row[1] for row in rows]),
        _pad([[1] * len(row[0]) for row in rows]).bool(),
        _pad([row[2] for row in rows]),
        _pad([[1] * (window.end - window.start) for window in found]).bool(),
        _labels(found, "attribution") if known.attribution else None,
        _labels(found, "names") if known.names else None,
        _links(found, "source_of") if known.source_of else None,
        _links(found, "cue_of") if known.cue_of else None,
    )


def _row(window: Window, cutter: WordPieces) -> tuple[list[int], list[int], list[int]]:
    """Pieces, features, and where the first piece of each word stands."""
    pieces, features, firsts = [cutter.start], [0], []
    for at in range(window.start, window.end):
        firsts.append(len(pieces))
        pieces.extend(window.document.pieces[at])
        features.extend([window.document.features[at]] * len(window.document.pieces[at]))
    return [*pieces, cutter.end], [*features, 0], firsts


def _labels(found: Sequence[Window], head: str) -> Tensor:
    return _pad([getattr(window.document, head)[window.start : window.end] for window in found])


def _links(found: Sequence[Window], kind: str) -> Tensor:
    return _pad([_targets(window, getattr(window.document, kind)) for window in found], NO_LINK)


def _targets(window: Window, links: Sequence[int]) -> list[int]:
    """Column of each target: 0 for none or one outside the window, else 1 and up; NO_LINK stays."""
    return [
        link if link == NO_LINK else link - window.start + 1 if window.start <= link < window.end else 0
        for link in links[window.start : window.end]
    ]


def _pad(rows: Sequence[Sequence[int]], value: int = 0) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[value] * (longest - len(row))] for row in rows])
