"""Reading a linear chain: the best allowed labels (Viterbi 1967) and how likely each is (forward-backward).

Lines are read together, the longest first, so that those with a word at a place are the first rows there. Every sum and
every maximum is over the labels of one row, and a product always has the same shape: a line's result does not depend on
the lines beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from dataset.tagger.labels import Labels

Floats = npt.NDArray[np.float32]
Doubles = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
_Float = TypeVar("_Float", bound=np.floating[Any])

TOGETHER = 64
"""Lines in one sweep."""
_NEVER = np.float32(-1e4)
_SCALED_EVERY = 8  # places: between them a weight falls by e^-30 a place at most, and doubles reach down to e^-700
_LEAST = 1e-300


@dataclass(frozen=True)
class Chain:
    """``moves[a, b]`` scores label b after label a; what ``labels`` forbids has no weight."""

    labels: Labels
    moves: Floats

    def read(self, lines: Sequence[Floats]) -> list[tuple[Ints, Floats]]:
        """For the emissions (words, labels) of each line: the best labels, and the likelihood of every label, which a
        line of nothing but O is spared."""
        best: list[Ints] = [np.zeros(0, np.int64)] * len(lines)
        likely: list[Floats] = [np.zeros((0, len(self.labels)), np.float32)] * len(lines)
        for chosen in _longest_first([len(line) for line in lines]):
            for at, labels in zip(chosen, self._best([lines[at] for at in chosen]), strict=True):
                best[at] = labels
            spanned = [at for at in chosen if best[at].any()]
            for at, weights in zip(spanned, self._likely([lines[at] for at in spanned]), strict=True):
                likely[at] = weights
        return list(zip(best, likely, strict=True))

    def _weights(self) -> Floats:
        return np.where(self.labels.allowed, self.moves, _NEVER).astype(np.float32)

    def _best(self, rows: Sequence[Floats]) -> list[Ints]:
        """Scores of the best path to each label, place by place, and back along the best path of each row."""
        moves, here, scores = self._weights(), _rows_at(rows), _stacked(rows)
        scores[0] = np.where(self.labels.first, scores[0], _NEVER)
        paths = np.empty((len(moves), *scores.shape[1:]), np.float32)  # label before, row, label
        for at, n in enumerate(here[1:], 1):
            led = np.add(scores[at - 1, :n].T[:, :, None], moves[:, None], out=paths[:, :n])
            scores[at, :n] += np.maximum.reduce(led)
        labels, back = np.zeros(scores.shape[:2], np.int64), np.ascontiguousarray(moves.T)
        ends = np.array([len(row) - 1 for row in rows]), np.arange(len(rows))
        labels[ends] = (scores[ends] + np.where(self.labels.last, np.float32(0), _NEVER)).argmax(1)
        for at, n in reversed(list(enumerate(here[1:]))):
            labels[at, :n] = (scores[at, :n] + back[labels[at + 1, :n]]).argmax(1)
        return [labels[: len(row), number] for number, row in enumerate(rows)]

    def _likely(self, rows: Sequence[Floats]) -> list[Floats]:
        """The weight of all paths through each label: of those that lead to it and, swept backwards, from it."""
        if not rows:
            return []
        scores, lengths = _stacked(rows), np.array([len(row) for row in rows])
        weights = np.exp((scores - scores.max(-1, keepdims=True)).astype(np.float64))
        backwards = lengths - 1 - np.arange(len(scores))[:, None], np.arange(len(rows))  # behind its end a row is void
        moves = np.exp(self._weights().astype(np.float64))
        ways = np.stack([weights, weights[backwards]], 1)
        _sweep(ways, np.stack([moves, moves.T]), np.stack([self.labels.first, self.labels.last])[:, None])
        likely = _shares(ways[:, 0] * ways[:, 1][backwards] / np.maximum(weights, _LEAST)).astype(np.float32)
        return [likely[: len(row), number] for number, row in enumerate(rows)]


def _sweep(weights: Doubles, moves: Doubles, first: npt.NDArray[np.bool_]) -> None:
    """Replaces weights (place, way, row, label) by those of all paths that end in each label, to scale; ``moves``:
    (way, label before, label). Every product has ``TOGETHER`` rows, whether they are needed or not."""
    n_rows = weights.shape[2]
    before = np.zeros((len(moves), TOGETHER, moves.shape[-1]))
    paths = np.empty_like(before)
    weights[0] = before[:, :n_rows] = _shares(weights[0] * first)
    for at, now in enumerate(weights[1:], 1):
        np.matmul(before, moves, out=paths)
        now *= paths[:, :n_rows] if at % _SCALED_EVERY else _shares(paths[:, :n_rows])
        before[:, :n_rows] = now


def _shares(weights: Doubles) -> Doubles:
    shares: Doubles = weights / np.maximum(weights.sum(-1, keepdims=True), _LEAST)
    return shares


def _longest_first(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of the lines that hold words, ``TOGETHER`` at a time."""
    order = sorted((n for n, length in enumerate(lengths) if length), key=lambda n: (-lengths[n], n))
    for start in range(0, len(order), TOGETHER):
        yield order[start : start + TOGETHER]


def _rows_at(rows: Sequence[Floats]) -> list[int]:
    """How many rows, the longest first, have a word at each place."""
    lengths = np.array([len(row) for row in rows])
    return [int(n) for n in (lengths > np.arange(lengths[0])[:, None]).sum(1)]


def _stacked(rows: Sequence[npt.NDArray[_Float]]) -> npt.NDArray[_Float]:
    """(place, row, label)"""
    stacked = np.zeros((len(rows[0]), len(rows), rows[0].shape[1]), rows[0].dtype)
    for number, row in enumerate(rows):
        stacked[: len(row), number] = row
    return stacked
