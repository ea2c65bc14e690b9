"""The engine's statements inside others against hand-labelled ones, in the contents that PolNeAR's articles have.

A statement is right as an attribution of PolNeAR's is: its content shares half of the words, its source and its cue
share a word or are both absent. What the engine finds inside a content that PolNeAR does not have is not counted, as
nobody has labelled it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dataset.corpora.polnear import (
    ROLES,
    Attribution,
    likeness,
    name_of,
    polnear_articles,
    read_attributions,
    roles_in_words,
    word_starts,
)
from dataset.evaluate.alignment import align
from dataset.evaluate.labelled import GOLD, part_of, place_of
from dataset.evaluate.nested_gold import read_nested
from dataset.evaluate.polnear import statements
from dataset.evaluate.scores import Score, with_intervals
from dataset.records import Annotation, Article


def evaluate_nested(
    folder: Path, engine: Callable[[Article], Annotation], part: str | None = None, gold: Path = GOLD
) -> list[Score]:
    """Whole statements and spans by role, with 95 % intervals over articles.

    ``linked`` is of all labelled statements, ``in found contents`` of those inside an attribution of PolNeAR that the
    engine has found, content, source and cue. ``part`` is even or odd, every other article, or train.
    """
    labels, split = place_of(part, gold)
    labelled = read_nested(labels)
    articles = {name_of(path): (article, path) for article, path in polnear_articles(folder, split)}
    scores = []
    for name in part_of(labelled, part):
        article, path = articles[name]
        outer = read_attributions(path, article.text)[1]
        scores.append(list(article_scores(engine(article), article.text, outer, labelled[name])))
    return with_intervals(scores)


def article_scores(
    annotation: Annotation, text: str, outer: Sequence[Attribution], gold: Sequence[Attribution]
) -> Iterator[Score]:
    """The scores of one article, in the same order for every article; ``outer``: what PolNeAR has labelled."""
    starts = word_starts(text)
    found = [a for a in statements(annotation, nested=True) if is_inside(a, outer)]
    heard = [outer[at] for _, at in _pairs(list(statements(annotation)), outer, starts)]
    ours, theirs = ([a for a in some if is_inside(a, heard)] for some in (found, gold))
    yield Score("nested", "linked", len(_pairs(found, gold, starts)), len(found), len(gold))
    yield Score("nested", "in found contents", len(_pairs(ours, theirs, starts)), len(ours), len(theirs))
    for role in ROLES:
        left, right = ({span for a in some for span in getattr(a, role)} for some in (found, gold))
        yield Score(role, "exact", len(left & right), len(left), len(right))


def is_inside(attribution: Attribution, outer: Sequence[Attribution]) -> bool:
    """Whether it begins in the content of one of these: at its cue, without one at its own content."""
    at = (attribution.cue or attribution.content)[0][0]
    return any(start <= at < end for holder in outer for start, end in holder.content)


def _pairs(found: Sequence[Attribution], gold: Sequence[Attribution], starts: Sequence[int]) -> list[tuple[int, int]]:
    """The numbers of those that are the same statement."""
    left, right = ([roles_in_words(a, starts) for a in some] for some in (found, gold))
    return list(align(left, right, likeness))
