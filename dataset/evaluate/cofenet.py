"""The tagger's spans against PolNeAR as CofeNet counts it: tokens of paragraphs, exact and by first token."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

from dataset.corpora.cofenet import Paragraph, cofenet_paragraphs
from dataset.corpora.polnear import ROLES
from dataset.evaluate.scores import Score, with_intervals
from dataset.spans import Span
from dataset.tagger import shipped, tag

Spans = set[tuple[int, int, str]]


def evaluate_cofenet(path: Path, tagger: Callable[[str], Spans] | None = None) -> list[Score]:
    """Exact and begin F1 by role with 95 % intervals over articles; ``gold`` counts as the paper does.

    ``tagger`` gives the spans of a text in code points by role, by default the shipped model's.
    """
    paragraphs = sorted(cofenet_paragraphs(path), key=lambda p: p.article)
    return with_intervals(
        [_article(list(own), tagger or _tagged) for _, own in groupby(paragraphs, key=lambda p: p.article)]
    )


def _tagged(text: str) -> Spans:
    return {(s.start, s.end, s.kind) for line in tag(shipped(), text, [(0, len(text))]) for s in line.spans}


def _article(paragraphs: Sequence[Paragraph], tagger: Callable[[str], Spans]) -> list[Score]:
    found = [_in_tokens(p.tokens, tagger(p.text)) for p in paragraphs]
    gold = [p.spans for p in paragraphs]
    left = {(n, *span) for n, spans in enumerate(found) for span in spans}
    right = {(n, *span) for n, spans in enumerate(gold) for span in spans}
    return list(_scores(left, right))


def _scores(found: set[tuple[int, int, int, str]], gold: set[tuple[int, int, int, str]]) -> Iterator[Score]:
    for view, last in (("exact", 3), ("begin", 2)):
        for role in ROLES:
            a, b = ({row[:last] for row in rows if row[3] == role} for rows in (found, gold))
            yield Score(role, view, len(a & b), len(a), len(b))


def _in_tokens(tokens: Sequence[Span], spans: Spans) -> Spans:
    """Spans as ranges of tokens; one that begins or ends inside a token fits none and is kept as it is, below zero."""
    starts, ends = ({place: at for at, place in enumerate(side)} for side in zip(*tokens, strict=True))
    return {(starts.get(s, -s - 1), ends.get(e, -e - 2) + 1, role) for s, e, role in spans}
