"""Confidence that means something: likelihoods of the heads -> how often such a finding is right (Platt 1999).

The weights are fitted on PolNeAR dev and CoNLL-2003 valid at the end of a training and stand in the model's metadata;
the reliability table is in ``card.md``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import exp, log

_LEAST = 1e-4
_STEEPEST = 30.0


def features(likelihoods: Iterable[float]) -> list[float]:
    """The log odds of each likelihood, then 1."""
    kept = (min(1 - _LEAST, max(_LEAST, likelihood)) for likelihood in likelihoods)
    return [*(log(p / (1 - p)) for p in kept), 1.0]


def calibrated(weights: Sequence[float], likelihoods: Iterable[float]) -> float:
    """The probability, two decimals, never 0 nor 1: nothing that a model finds is certain."""
    score = sum(w * f for w, f in zip(weights, features(likelihoods), strict=True))
    return min(0.99, max(0.01, round(1 / (1 + exp(-max(-_STEEPEST, min(_STEEPEST, score)))), 2)))
