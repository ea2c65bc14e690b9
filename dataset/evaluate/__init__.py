"""Annotations against people's answers: scores of the engine, of the release, and of one reader against another.

Functions give data; ``score_table`` renders it. Corpora that are not part of the project are a module each.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from dataset.errors import GoldError
from dataset.evaluate.corpora import CORPORA, evaluate_corpora, evaluate_corpus
from dataset.evaluate.gold import article_of, gold_files, load_gold
from dataset.evaluate.quality import quality
from dataset.evaluate.released import released
from dataset.evaluate.report import score_table
from dataset.evaluate.scores import Score, score, summed
from dataset.evaluate.suggestions import suggest
from dataset.records import Annotation, Article

__all__ = [
    "CORPORA",
    "Score",
    "evaluate_corpora",
    "evaluate_corpus",
    "evaluate_readings",
    "evaluate_seed",
    "gold_files",
    "load_gold",
    "quality",
    "released",
    "score",
    "score_table",
    "suggest",
]

System = Callable[[Article], Annotation]


def evaluate_seed(
    folder: Path, articles: Mapping[str, Article], systems: Mapping[str, System]
) -> dict[str, list[Score]]:
    """System -> its scores against all gold files of the folder, added up over articles.

    ``articles`` holds those that have gold, by id; a system (the engine alone, the release) gives an article's rows.
    """
    gold = [load_gold(path, _known(article_id, articles, path)) for article_id, path in gold_files(folder).items()]
    return {name: summed(score(system(g.article), g) for g in gold) for name, system in systems.items()}


def evaluate_readings(first: Path, second: Path, articles: Mapping[str, Article]) -> list[Score]:
    """Agreement of two readings of an article: the first one's rows against the second's."""
    one, other = (load_gold(path, _known(article_of(path), articles, path)) for path in (first, second))
    if one.article.article_id != other.article.article_id:
        got = f"{one.article.article_id} and {other.article.article_id}"
        raise GoldError("readings of two articles", second.name, "two readings of one", got)
    return score(one, other)


def _known(article_id: str, articles: Mapping[str, Article], path: Path) -> Article:
    if article_id not in articles:
        raise GoldError("gold of an article that is not there", path.name, "one of " + ", ".join(articles), article_id)
    return articles[article_id]
