"""The sentences of Zero-Shot-PLOVER (snowood1/Zero-Shot-PLOVER): who did what to whom, by PLOVER's root.

A row of the tab-separated file has the sentence once plain and once with ``<s>`` around the source and ``<t>`` around
the target; one of the two may be missing. Its root YIELD is PLOVER 2.0's CONCEDE and RETREAT together.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dataset.errors import SourceError
from dataset.spans import Span

YIELD = "YIELD"
_TAG = re.compile(r"</?([st])>")


@dataclass(frozen=True, slots=True)
class Relation:
    """A sentence, the places of its source and target, and the root of what one does to the other."""

    sentence_id: str
    text: str
    source: Span | None
    target: Span | None
    root: str


def root_of(event_type: str) -> str:
    """The corpus's root of a PLOVER 2.0 event type."""
    return YIELD if event_type in ("CONCEDE", "RETREAT") else event_type


def read_relations(path: Path) -> list[Relation]:
    """The rows of the file in its order."""
    if not path.is_file():
        raise SourceError("no such file", str(path), "a file such as PLV_train.tsv", todo="check the path")
    return list(_rows(path))


def _rows(path: Path) -> Iterator[Relation]:
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            text, places = _unmarked(row["marked_sentence"])
            yield Relation(row["sentence_id"], text, places.get("s"), places.get("t"), row["gold_root"])


def _unmarked(marked: str) -> tuple[str, dict[str, Span]]:
    """The sentence without its marks, and the place of each marked part in it."""
    text, at, places, opened = "", 0, {}, 0
    for tag in _TAG.finditer(marked):
        text += marked[at : tag.start()]
        at = tag.end()
        if tag[0].startswith("</"):
            places[tag[1]] = (opened, len(text))
        else:
            opened = len(text)
    return text + marked[at:], places
