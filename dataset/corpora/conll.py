"""The CoNLL-2003 corpus of names in Reuters newswire (Tjong Kim Sang and De Meulder 2003)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dataset.errors import SourceError
from dataset.spans import Span

KINDS = ("PER", "ORG", "LOC", "MISC")
Name = tuple[Span, str]
"""A half-open range of the document's text and one of PER, ORG, LOC, MISC."""


def conll_documents(path: Path) -> Iterator[tuple[str, list[Name]]]:
    """The documents of a file as texts of one sentence a line, words with a blank between, and their names in order."""
    if not path.is_file():
        raise SourceError("no CoNLL-2003 file", str(path), "train.txt or valid.txt", todo="check the folder")
    sentences: list[list[list[str]]] = []
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split() for line in block.split("\n") if line.strip()]
        if rows and rows[0][0] == "-DOCSTART-":
            if sentences:
                yield _document(sentences)
            sentences, rows = [], rows[1:]
        if rows:
            sentences.append(rows)
    if sentences:
        yield _document(sentences)


def _document(sentences: Sequence[Sequence[Sequence[str]]]) -> tuple[str, list[Name]]:
    lines: list[str] = []
    names: list[Name] = []
    at = 0
    for rows in sentences:
        line = " ".join(row[0] for row in rows)
        names.extend(_names(rows, at))
        lines.append(line)
        at += len(line) + 1
    return "\n".join(lines), names


def _names(rows: Sequence[Sequence[str]], at: int) -> Iterator[Name]:
    """The names of a sentence that begins at ``at``; labels are IOB2."""
    start, kind = -1, ""
    end = at
    for row in rows:
        prefix, _, label = row[-1].partition("-")
        if start >= 0 and prefix != "I":
            yield (start, end), kind
            start = -1
        if prefix == "B":
            start, kind = at, label
        end = at + len(row[0])
        at = end + 1
    if start >= 0:
        yield (start, end), kind
