"""The model at work: the words of a line -> scores of every head, by onnxruntime on one thread.

A run holds one line, so that neither the lines around it nor how many are read at once can change a score; a line
longer than the encoder reads is read in windows that overlap, and each word is taken from the window that shows most
of what is around it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from dataset.errors import ModelError
from dataset.tagger.chains import Chain, Floats
from dataset.tagger.labels import ATTRIBUTION, NAMES
from dataset.tagger.words import Line, WordPieces

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

MODEL = Path(__file__).parent / "model.onnx"
LONGEST = 254
"""Pieces that the encoder reads at once, marks at both ends not counted."""
_SLOWER = ["SkipLayerNormFusion"]
"""What onnxruntime would put in the place of an addition and a normalisation, and takes four times as long."""
OVERLAP = 96
"""Pieces that two windows of a long line share."""
FACTS = "press-statements"
"""Key of the model's metadata: JSON with the moves of the chains, and the calibration."""


@dataclass(frozen=True, slots=True)
class Scores:
    """What the heads say of the words of a line: arrays of shape (words, width of the head)."""

    attribution: Floats
    names: Floats
    link: Floats


class Model:
    """``model.onnx`` and what stands in its metadata: the label transitions of its chains, and its calibration."""

    def __init__(self, path: Path = MODEL) -> None:
        self.session = _session(path)
        facts = json.loads(self.session.get_modelmeta().custom_metadata_map[FACTS])
        self.attribution = Chain(ATTRIBUTION, np.array(facts["attribution"], np.float32))
        self.names = Chain(NAMES, np.array(facts["names"], np.float32))
        self.statement_weights: list[float] = facts["calibration"]["statement"]
        self.name_weights: list[float] = facts["calibration"]["name"]
        self.cutter = WordPieces()

    def scores(self, line: Line) -> Scores:
        """The scores of all words of a line."""
        if line.n_pieces <= LONGEST:
            return Scores(*self._run(line, 0, len(line.pieces)))
        parts = [(self._run(line, start, end), keep) for start, end, keep in windows(line)]
        return Scores(*(np.concatenate([heads[n][keep] for heads, keep in parts]) for n in range(3)))

    def scores_as_sentence(self, line: Line) -> Scores:
        """The same of a clause, read as the sentence that it would be by itself: so the encoder has learned."""
        whole, n = self.scores(self.cutter.as_sentence(line)), len(line.pieces)
        return Scores(whole.attribution[:n], whole.names[:n], whole.link[:n])

    def _run(self, line: Line, start: int, end: int) -> list[Floats]:
        pieces, features, firsts = encoded(line, start, end, self.cutter)
        feed = {"pieces": pieces[None], "features": features[None], "firsts": firsts}
        found: list[Floats] = self.session.run(["attribution", "names", "link"], feed)
        return found


def _session(path: Path) -> InferenceSession:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(str(path), options, ["CPUExecutionProvider"], disabled_optimizers=_SLOWER)
    except Exception as error:  # onnxruntime has a class for each reason, of no common base
        todo = "check out or install the package again"
        raise ModelError("the tagger cannot be read", path.name, "a network in ONNX", str(error), todo) from error


def encoded(
    line: Line, start: int, end: int, cutter: WordPieces
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pieces between the marks, the feature of each, and where each word's first piece stands."""
    words = line.pieces[start:end]
    lengths = np.array([len(word) for word in words])
    pieces = np.array([cutter.start, *chain.from_iterable(words), cutter.end], np.int64)
    features = np.zeros(len(pieces), np.int64)
    features[1:-1] = np.array(line.features[start:end]).repeat(lengths)
    return pieces, features, 1 + lengths.cumsum() - lengths


def windows(line: Line, longest: int = LONGEST, overlap: int = OVERLAP) -> Iterator[tuple[int, int, slice]]:
    """Ranges of words that are read at once, each with the part of it that is kept; the parts make up the line."""
    ends = np.cumsum([len(word) for word in line.pieces])
    start = kept = 0
    while True:
        before = int(ends[start - 1]) if start else 0
        end = max(start + 1, int(np.searchsorted(ends, before + longest, side="right")))
        if end >= len(ends):
            yield start, len(ends), slice(kept - start, None)
            return
        following = max(start + 1, int(np.searchsorted(ends, int(ends[end - 1]) - overlap, side="right")))
        middle = (following + end) // 2
        yield start, end, slice(kept - start, middle - start)
        start, kept = following, middle


@lru_cache(maxsize=1)
def shipped() -> Model:
    """The model that is part of the package; one for each process."""
    return Model()
