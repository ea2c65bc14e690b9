"""Contexts: what an event is about, PLOVER's 37, from the keywords of ``lexicon/contexts.csv``."""

from __future__ import annotations

from functools import lru_cache

from dataset.annotate.acts import NEARBY
from dataset.annotate.document import Document
from dataset.lexicon import rows
from dataset.spans import Span

_OF_MODES = frozenset(("misinformation", "cyber"))


@lru_cache
def _keywords() -> dict[str, list[tuple[str, str]]]:
    """First word of a keyword -> (keyword, context)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("contexts"):
        found.setdefault(row["keyword"].split()[0], []).append((row["keyword"], row["context"]))
    return found


def contexts(document: Document, place: Span, mode: str | None) -> tuple[str, ...]:
    """The PLOVER contexts that the words of the sentence show, and the one that the mode brings with it."""
    start, end, _ = document.sentences[document.sentence_number(place[0])]
    tokens = [t.lower for t in document.tokens_in(max(start, place[0] - NEARBY), min(end, place[1] + NEARBY))]
    text = " ".join(tokens)
    found = {c for t in set(tokens) for keyword, c in _keywords().get(t, []) if f" {keyword} " in f" {text} "}
    return tuple(sorted(found | {m for m in _OF_MODES if m == mode}))
