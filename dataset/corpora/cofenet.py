"""PolNeAR as CofeNet scores it (Wang et al. 2023, cofe-ai/CofeNet commit 7904299): paragraphs of tokens with labels."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dataset.errors import SourceError
from dataset.spans import Span

_WRITTEN = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "-LCB-": "{", "-RCB-": "}"}
_ATTACHED = ("'", "n't", "’")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as text, where each token stands in it, and its spans as ranges of tokens by role."""

    article: str
    text: str
    tokens: tuple[Span, ...]
    spans: frozenset[tuple[int, int, str]]


def cofenet_paragraphs(path: Path) -> Iterator[Paragraph]:
    """The paragraphs of a file of JSON lines; Penn Treebank's quotation marks and brackets are written as usual."""
    if not path.is_file():
        raise SourceError("no CofeNet file", str(path), "polnear_valid.txt", todo="check the path")
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, places = _joined(row["tokens"])
        yield Paragraph(row["id"], text, tuple(places), frozenset(_spans(row["labels"])))


def _joined(tokens: Sequence[str]) -> tuple[str, list[Span]]:
    text, places = "", []
    for token in tokens:
        word = _WRITTEN.get(token, token)
        text += " " if text and not word.startswith(_ATTACHED) else ""
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


def _spans(labels: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """IOB2 labels as ranges."""
    start, kind = -1, ""
    for at, label in enumerate([*labels, "O"]):
        prefix, _, name = label.partition("-")
        if start >= 0 and (prefix != "I" or name != kind):
            yield start, at, kind
            start = -1
        if prefix == "B":
            start, kind = at, name
