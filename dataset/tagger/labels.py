"""The labels of each head and their allowed sequences: B(egin), I(nside), E(nd) and S(ingle) of a span, O outside."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Labelled = tuple[int, int, str]
"""A half-open range of words and the kind of its span."""


@dataclass(frozen=True)
class Labels:
    """The labels of one head over its ``kinds`` of span: O first, then B I E S of each kind."""

    kinds: tuple[str, ...]

    def __len__(self) -> int:
        return 1 + 4 * len(self.kinds)

    def encode(self, spans: Iterable[Labelled], n_words: int) -> list[int]:
        """Labels of ``n_words`` words; a span that overlaps one before it is left out."""
        labels = [0] * n_words
        for start, end, kind in spans:
            if end > start and not any(labels[start:end]):
                first = 1 + 4 * self.kinds.index(kind)
                labels[start:end] = (
                    [first + 3] if end - start == 1 else [first, *[first + 1] * (end - start - 2), first + 2]
                )
        return labels

    def decode(self, labels: Sequence[int]) -> list[Labelled]:
        """The spans of an allowed sequence, in order."""
        spans: list[Labelled] = []
        start = 0
        for at, label in enumerate(labels):
            part = (label - 1) % 4
            if label and part in (0, 3):
                start = at
            if label and part in (2, 3):
                spans.append((start, at + 1, self.kinds[(label - 1) // 4]))
        return spans

    @cached_property
    def allowed(self) -> npt.NDArray[np.bool_]:
        """``allowed[a, b]``: whether label b may follow label a."""
        n = len(self)
        open_ = np.array([label > 0 and (label - 1) % 4 in (0, 1) for label in range(n)])
        goes_on = np.array([label > 0 and (label - 1) % 4 in (1, 2) for label in range(n)])
        same = np.array([[a > 0 and b > 0 and (a - 1) // 4 == (b - 1) // 4 for b in range(n)] for a in range(n)])
        return np.asarray((open_[:, None] & goes_on[None, :] & same) | ~(open_[:, None] | goes_on[None, :]), np.bool_)

    @cached_property
    def first(self) -> npt.NDArray[np.bool_]:
        """Labels that a sequence may begin with."""
        return np.asarray(self.allowed[0])

    @cached_property
    def last(self) -> npt.NDArray[np.bool_]:
        """Labels that a sequence may end with."""
        return np.asarray(self.allowed[:, 0])


ATTRIBUTION = Labels(("source", "cue", "content"))
NAMES = Labels(("PER", "ORG", "LOC", "MISC"))
