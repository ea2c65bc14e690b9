"""How far to trust the confidence of statements inside others, on the labelled articles of PolNeAR's train part.

``python -m tests.bench.nested_confidence POLNEAR`` (extra ``train``) prints the slope and the shift that the log odds
of the engine's confidence still need, 1 and 0 where they need none, and the reliability after these, each half of the
articles scored by the fit on the other.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from dataset.corpora.polnear import Attribution, polnear_articles, read_attributions, word_starts
from dataset.evaluate.labelled import GOLD, TRAIN
from dataset.evaluate.nested import is_inside
from dataset.evaluate.nested_gold import read_nested
from dataset.evaluate.polnear import statements
from dataset.pipeline import engine
from dataset.records import Article
from dataset.tagger.calibrate import Example, fit, is_right, reliability


def main(folder: Path) -> None:
    """Print the fit and the reliability."""
    labelled = read_nested(GOLD / TRAIN)
    articles = [(a, path) for a, path in polnear_articles(folder, TRAIN) if a.article_id in labelled]
    documents = [list(_examples(a, read_attributions(path, a.text)[1], labelled[a.article_id])) for a, path in articles]
    slope, shift = fit([example for document in documents for example in document])
    print(f"slope {slope}, shift {shift}\n\n{reliability(documents)}")


def _examples(article: Article, outer: list[Attribution], gold: list[Attribution]) -> Iterator[Example]:
    """The confidence of each statement inside a labelled content, and whether it is right."""
    annotation, starts = engine(article), word_starts(article.text)
    confidence = [s.confidence for s in annotation.statements if s.depth > 0]
    for sure, row in zip(confidence, statements(annotation, nested=True), strict=True):
        if sure is not None and is_inside(row, outer):
            yield [sure], is_right(row, gold, starts)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
