"""Fitting the confidence of a trained model on PolNeAR dev and CoNLL-2003 valid, and how reliable it is.

Logistic regression on the log odds of the heads (Platt 1999). Reliability is measured on documents that the fit has not
seen: two halves, each scored by the fit on the other; what is kept is the fit on both. Expected calibration error:
Guo et al. 2017, ten bins of equal width.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from dataset.corpora.conll import conll_documents
from dataset.corpora.polnear import (
    Attribution,
    likeness,
    polnear_articles,
    read_attributions,
    roles_in_words,
    word_starts,
)
from dataset.spans import Span
from dataset.tagger.calibration import calibrated, features
from dataset.tagger.export import with_calibration
from dataset.tagger.model import Model
from dataset.tagger.tagged import Tagged, TaggedLine, statement_likelihoods, statements, tag

Example = tuple[list[float], bool]
"""Likelihoods of a finding, and whether it is right."""
_BINS = 10
_SAME = 0.5


def calibrate(path: Path, corpora: Path) -> str:
    """Write the fitted weights into the model's metadata; gives the reliability tables as Markdown."""
    model = Model(path)
    found = {
        "statement": list(_statement_examples(model, corpora / "polnear")),
        "name": list(_name_examples(model, corpora / "conll2003" / "valid.txt")),
    }
    weights = {kind: fit([e for document in documents for e in document]) for kind, documents in found.items()}
    with_calibration(path, weights)
    return "\n\n".join(f"{kind}\n\n{reliability(documents)}" for kind, documents in found.items())


def fit(examples: Sequence[Example], steps: int = 30, ridge: float = 1e-2) -> list[float]:
    """Weights of the logistic regression by Newton's method, four decimals."""
    x = np.array([features(likelihoods) for likelihoods, _ in examples])
    y = np.array([right for _, right in examples], float)
    weights = np.zeros(x.shape[1])
    for _ in range(steps):
        p = 1 / (1 + np.exp(-x @ weights))
        slope = x.T @ (y - p) - ridge * weights
        curve = (x * (p * (1 - p))[:, None]).T @ x + ridge * np.eye(len(weights))
        weights += np.linalg.solve(curve, slope)
    return [round(float(w), 4) for w in weights]


def reliability(documents: Sequence[Sequence[Example]]) -> str:
    """Confidence against the share that is right, by bins, on documents that the fit has not seen."""
    halves = [[e for d in documents[n::2] for e in d] for n in (0, 1)]
    weights = [fit(half) for half in halves]
    scored = [(calibrated(weights[1 - n], e[0]), e[1]) for n in (0, 1) for e in halves[n]]
    confidence, right = np.array([s[0] for s in scored]), np.array([s[1] for s in scored], float)
    bins = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    rows = [(b / _BINS, bins == b) for b in range(_BINS) if (bins == b).any()]
    lines = [_reliability_row(low, confidence[inside], right[inside]) for low, inside in rows]
    error = sum(inside.mean() * abs(confidence[inside].mean() - right[inside].mean()) for _, inside in rows)
    head = "| confidence | findings | mean confidence | right |\n| --- | --- | --- | --- |\n"
    return head + "\n".join(lines) + f"\n\nExpected calibration error {error:.3f} over {len(scored)} findings."


def _reliability_row(low: float, confidence: npt.NDArray[np.float64], right: npt.NDArray[np.float64]) -> str:
    return f"| {low:.1f}-{low + 1 / _BINS:.1f} | {len(right)} | {confidence.mean():.2f} | {right.mean():.2f} |"


def is_right(found: Attribution, gold: Iterable[Attribution], starts: Sequence[int]) -> bool:
    """Whether gold has an attribution that shares half of the content, and a word of source and of cue; ``starts``: of
    the text's words."""
    words = roles_in_words(found, starts)
    return any(likeness(words, roles_in_words(row, starts)) >= _SAME for row in gold)


def _statement_examples(model: Model, folder: Path) -> Iterator[list[Example]]:
    for article, path in polnear_articles(folder, "dev"):
        starts = word_starts(article.text)
        gold = read_attributions(path, article.text)[1]
        examples: list[Example] = []
        for line in tag(model, article.text, [(0, len(article.text))]):
            for cue, source, contents in statements(line):
                right = is_right(_attribution(line, cue, source, contents), gold, starts)
                examples.append((statement_likelihoods(line, cue, source, contents), right))
        yield examples


def _attribution(line: TaggedLine, cue: int, source: int | None, contents: Iterable[int]) -> Attribution:
    own = () if source is None else (_span(line.spans[source]),)
    return Attribution(own, (_span(line.spans[cue]),), tuple(_span(line.spans[c]) for c in contents))


def _span(tagged: Tagged) -> Span:
    return tagged.start, tagged.end


def _name_examples(model: Model, path: Path) -> Iterator[list[Example]]:
    for text, gold in conll_documents(path):
        known = set(gold)
        lines = tag(model, text, [(0, len(text))])
        yield [([n.likelihood], ((n.start, n.end), n.kind) in known) for line in lines for n in line.names]
