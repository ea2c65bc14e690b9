"""Training documents -> batches: lines, those of like length together, as tensors, with what is to be learned."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from dataset.tagger.documents import NO_LINK, Document
from dataset.tagger.labels import ATTRIBUTION, NAMES, Labels
from dataset.tagger.words import WordPieces

LONGEST = 254
"""Pieces in a window, marks included."""
TRUST = 0.75
"""Weight of a teacher's beliefs beside labels of the corpus; where there are none, beliefs are all that is learned."""


@dataclass(frozen=True, eq=False)
class Belief:
    """Of a window's labels: how likely each is of each word (words, labels), how often each move is expected (labels,
    labels)."""

    labels: Tensor
    moves: Tensor


@dataclass(frozen=True, eq=False)
class Window:
    """Words ``start:end`` of a document that are read together, as the tagger reads them: a line, or a part of one."""

    document: Document
    start: int
    end: int
    n_pieces: int
    beliefs: Mapping[str, Belief] | None = None
    """Of a teacher, by head."""


@dataclass(frozen=True)
class Batch:
    """Tensors of shape (windows, pieces) or (windows, words); what nothing is known of is None."""

    pieces: Tensor
    features: Tensor
    mask: Tensor
    firsts: Tensor
    words: Tensor
    attribution: Belief | None
    """Shape of the labels: (windows, words, labels); the moves are those of all windows together."""
    names: Belief | None
    source_of: Tensor | None
    cue_of: Tensor | None


def epoch(found: Sequence[Window], size: int, draw: random.Random) -> list[list[Window]]:
    """The windows in random order, each batch of texts that have the same labels and at most ``size`` pieces."""
    kinds: dict[tuple[bool, bool], list[Window]] = {}
    for window in found:
        known = window.document
        kinds.setdefault((known.names is not None, known.attribution is not None), []).append(window)
    made = [batch for kind in sorted(kinds, reverse=True) for batch in batches(kinds[kind], size, draw)]
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
        _expected(found, "attribution", ATTRIBUTION),
        _expected(found, "names", NAMES),
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


def _expected(found: Sequence[Window], head: str, labels: Labels) -> Belief | None:
    """What the network is to expect: the labels of the corpus, a teacher's beliefs, or the mean of both."""
    gold = [_certain(window, getattr(window.document, head), len(labels)) for window in found]
    taught = [window.beliefs[head] for window in found if window.beliefs]
    known = [[belief for belief in gold if belief], taught]
    weights = [1 - TRUST, TRUST] if all(known) else [1.0, 1.0]
    parts = [_together(beliefs, weight) for beliefs, weight in zip(known, weights, strict=True) if beliefs]
    return Belief(sum(p.labels for p in parts), sum(p.moves for p in parts)) if parts else None


def _certain(window: Window, labels: Sequence[int] | None, n: int) -> Belief | None:
    """The labels of the corpus as beliefs that leave no doubt."""
    if labels is None:
        return None
    own = functional.one_hot(torch.tensor(labels[window.start : window.end]), n).float()
    return Belief(own, own[:-1].T @ own[1:])


def _together(beliefs: Sequence[Belief], weight: float) -> Belief:
    labels = torch.nn.utils.rnn.pad_sequence([belief.labels.float() for belief in beliefs], batch_first=True)
    return Belief(weight * labels, weight * torch.stack([belief.moves.float() for belief in beliefs]).sum(0))


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
