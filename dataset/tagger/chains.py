"""Reading a linear chain: the best allowed labels (Viterbi 1967) and how likely each is (forward-backward).

Lines of like length are read together; each keeps to its own row, so its result does not depend on the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dataset.tagger.labels import Labels

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]

TOGETHER = 64
"""Lines in one sweep."""
_NEVER = np.float32(-1e4)


@dataclass(frozen=True)
class Chain:
    """``moves[a, b]`` scores label b after label a; what ``labels`` forbids has no weight."""

    labels: Labels
    moves: Floats

    def read(self, lines: Sequence[Floats]) -> list[tuple[Ints, Floats]]:
        """For the emissions (words, labels) of each line: the best labels, and the likelihood of every label."""
        found: list[tuple[Ints, Floats]] = [(np.zeros(0, np.int64), np.zeros((0, 0), np.float32))] * len(lines)
        for chosen in _alike([len(line) for line in lines]):
            emissions, mask = _padded([lines[at] for at in chosen])
            best, likely = self._best(emissions, mask), self._likely(emissions, mask)
            for row, at in enumerate(chosen):
                found[at] = best[row, : len(lines[at])], likely[row, : len(lines[at])]
        return found

    def _weights(self) -> Floats:
        return np.where(self.labels.allowed, self.moves, _NEVER).astype(np.float32)

    def _best(self, emissions: Floats, mask: npt.NDArray[np.bool_]) -> Ints:
        moves, stay = self._weights().T[None], np.arange(len(self.labels))
        scores = np.where(self.labels.first, emissions[:, 0], _NEVER)
        back: list[Ints] = []
        for at in range(1, emissions.shape[1]):
            paths = scores[:, None, :] + moves  # line, label, label before
            step = paths.max(2) + emissions[:, at]
            here = mask[:, at, None]
            back.append(np.where(here, paths.argmax(2), stay))
            scores = np.where(here, step, scores)
        label, rows = np.where(self.labels.last, scores, 2 * _NEVER).argmax(1), np.arange(len(scores))
        found = [label]
        for pointers in reversed(back):
            label = pointers[rows, label]
            found.append(label)
        return np.stack(found[::-1], 1)

    def _likely(self, emissions: Floats, mask: npt.NDArray[np.bool_]) -> Floats:
        moves = np.exp(self._weights())
        weights = np.exp(emissions - emissions.max(2, keepdims=True))
        ahead = _sweep(weights, mask, moves.T, self.labels.first)
        lengths = mask.sum(1)
        turned = _turned(weights, lengths)
        behind = _turned(_sweep(turned, mask, moves, self.labels.last), lengths)
        both = ahead * behind / np.maximum(weights, 1e-30)
        likely: Floats = both / np.maximum(both.sum(2, keepdims=True), np.float32(1e-30))
        return likely


def _sweep(weights: Floats, mask: npt.NDArray[np.bool_], into: Floats, first: npt.NDArray[np.bool_]) -> Floats:
    """Normalised weight of all paths that end in each label; ``into[b, a]`` leads from a to b."""
    now = weights[:, 0] * first
    now = now / np.maximum(now.sum(1, keepdims=True), 1e-30)
    found = [now]
    for at in range(1, weights.shape[1]):
        step = np.einsum("na,ba->nb", now, into) * weights[:, at]  # not a product of matrices: rows stay apart
        step = step / np.maximum(step.sum(1, keepdims=True), 1e-30)
        now = np.where(mask[:, at, None], step, now)
        found.append(now)
    return np.stack(found, 1)


def _turned(rows: Floats, lengths: Ints) -> Floats:
    """Each line backwards, padding kept behind it."""
    places = np.arange(rows.shape[1])
    order = np.where(places < lengths[:, None], lengths[:, None] - 1 - places, places)
    return np.take_along_axis(rows, order[:, :, None], 1)


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of the lines that hold words, shorter ones first, ``TOGETHER`` at a time."""
    order = sorted((n for n, length in enumerate(lengths) if length), key=lambda n: (lengths[n], n))
    for start in range(0, len(order), TOGETHER):
        yield order[start : start + TOGETHER]


def _padded(lines: Sequence[Floats]) -> tuple[Floats, npt.NDArray[np.bool_]]:
    longest = max(map(len, lines))
    emissions = np.zeros((len(lines), longest, lines[0].shape[1]), np.float32)
    mask = np.zeros((len(lines), longest), np.bool_)
    for row, line in enumerate(lines):
        emissions[row, : len(line)] = line
        mask[row, : len(line)] = True
    return emissions, mask
