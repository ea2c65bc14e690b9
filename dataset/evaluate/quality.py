"""Measured accuracy as it ships: ``schema/quality.json``, from which every descriptor and codebook tells it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dataset.evaluate.scores import Score
from dataset.tagger.model import MODEL

_DIGITS = 3


def quality(scores: Mapping[str, Sequence[Score]]) -> dict[str, Any]:
    """What was measured, of which model: precision, recall, F1 and its 95 % interval by corpus, table and view."""
    return {
        "model": f"sha256:{hashlib.sha256(MODEL.read_bytes()).hexdigest()}",
        "command": "python build.py evaluate --corpus all CORPORA --record",
        "measures": [measure for corpus, found in scores.items() for measure in _measures(corpus, found)],
    }


def _measures(corpus: str, scores: Sequence[Score]) -> Iterator[dict[str, Any]]:
    for score in scores:
        rates = {"precision": score.precision, "recall": score.recall, "f1": score.f1}
        yield {
            "corpus": corpus,
            "table": score.table,
            "view": score.view,
            "gold": score.gold,
            **{name: round(rate, _DIGITS) for name, rate in rates.items()},
            "interval": [round(bound, _DIGITS) for bound in score.interval or ()],
        }
