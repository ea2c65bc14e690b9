"""Reading a linear chain: the best allowed labels (Viterbi 1967) and how likely each is (forward-backward).

Lines are read together, the longest first, so that those with a word at a place are the first rows there. Every sum and
every maximum is over the labels of one row, in their order: a line's result does not depend on the lines beside it.
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
        labels, last = np.zeros((len(here) + 1, len(rows)), np.int64), np.where(self.labels.last, np.float32(0), _NEVER)
        for at, n, on in zip(reversed(range(len(here))), reversed(here), [0, *reversed(here)], strict=False):
            labels[at, :on] = (scores[at, :on] + moves.T[labels[at + 1, :on]]).argmax(1)
            labels[at, on:n] = (scores[at, on:n] + last).argmax(1)
        return [labels[: len(row), number] for number, row in enumerate(rows)]

    def _likely(self, rows: Sequence[Floats]) -> list[Floats]:
        """The weight of all paths through each label: of those that lead to it and, swept backwards, from it."""
        if not rows:
            return []
        weights = [np.exp((row - row.max(1, keepdims=True)).astype(np.float64)) for row in rows]
        moves = np.exp(self._weights().astype(np.float64))
        ends = np.stack([self.labels.first, self.labels.last])[:, None]
        ways = np.stack([_stacked(weights), _stacked([w[::-1] for w in weights])], 1)
        _sweep(ways, np.stack([moves, moves.T], 1)[:, :, None], ends, _rows_at(rows))
        found = []
        for number, own in enumerate(weights):
            ahead, behind = ways[: len(own), 0, number], ways[: len(own), 1, number][::-1]
            found.append(_shares(ahead * behind / np.maximum(own, _LEAST)).astype(np.float32))
        return found


def _sweep(weights: Doubles, moves: Doubles, first: npt.NDArray[np.bool_], here: Sequence[int]) -> None:
    """Replaces weights (place, way, row, label) by those of all paths that end in each label, to scale; ``moves``:
    (label before, way, 1, label), ``here``: how many rows have a word at each place."""
    weights[0] = _shares(weights[0] * first)
    paths = np.empty((len(moves), *weights.shape[1:]))
    for at, n in enumerate(here[1:], 1):
        before, now = weights[at - 1, :, :n], weights[at, :, :n]
        np.multiply(before.transpose(2, 0, 1)[..., None], moves, out=paths[:, :, :n])
        now *= paths[:, :, :n].sum(0)
        if at % _SCALED_EVERY == 0:
            now[:] = _shares(now)


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
