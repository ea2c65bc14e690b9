"""The PolNeAR corpus of attributions in political news (networkdynamics/PolNeAR, commit c3eee83).

Each article is ``<split>/text/<name>.txt`` with brat files ``<split>/attributions/<name>_<annotator>.ann``, of which
the first counts. Contents may be discontinuous; a line of a brat file may continue the one before, so only lines with
an id are read. ``metadata.tsv`` tells of each article which wire it came from.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dataset.errors import SourceError
from dataset.records import Article
from dataset.spans import Span, overlap

ROLES = ("source", "cue", "content")
_LABEL = re.compile(r"(T\d+)\t(Source|Cue|Content) (\d+ \d+(?:;\d+ \d+)*)\t")
_LINK = re.compile(r"E\d+\t(Attribution\S*:.*)")
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The spans of one attribution by role; a role that is not in the text has none."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


Labels = dict[str, set[Span]]


def polnear_articles(folder: Path, split: str = "dev") -> Iterator[tuple[Article, Path]]:
    """The articles of a split, by name, each with its first annotation file; positions are those of the files."""
    texts = sorted((folder / split / "text").glob("*.txt"))
    if not texts:
        raise SourceError("no PolNeAR articles", str(folder), f"{split}/text/*.txt", todo="check the folder")
    annotations = sorted((folder / split / "attributions").glob("*.ann"))
    first = {name_of(path): path for path in reversed(annotations)}
    for path in texts:
        yield _article(path), first[path.stem]


def read_attributions(path: Path, text: str) -> tuple[Labels, list[Attribution]]:
    """The labelled spans by role, split at line breaks, and the attributions that link them to a content."""
    lines = path.read_bytes().decode("utf-8").split("\n")
    labels = {m[1]: (m[2].lower(), _spans(m[3])) for m in map(_LABEL.match, lines) if m}
    linked = [[labels[i] for i in re.findall(r":(T\d+)", m[1]) if i in labels] for m in map(_LINK.match, lines) if m]
    spans = {role: {p for r, s in labels.values() if r == role for p in pieces(s, text)} for role in ROLES}
    attributions = [Attribution(**{role: _of_role(role, parts) for role in ROLES}) for parts in linked]
    return spans, [attribution for attribution in attributions if attribution.content]


def name_of(annotations: Path) -> str:
    """Name of the article that a brat file annotates: the file's without its annotator."""
    return annotations.stem.rpartition("_")[0]


def wire_articles(folder: Path) -> frozenset[str]:
    """Names of the articles that a news agency wrote."""
    path = folder / "metadata.tsv"
    if not path.is_file():
        raise SourceError("no PolNeAR metadata", str(path), "metadata.tsv", todo="check the folder")
    with path.open(encoding="utf-8", newline="") as file:
        return frozenset(
            row["filename"].removesuffix(".txt")
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            if row["wire"] not in ("", "None", "NA")
        )


def pieces(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """The spans split at line breaks, without the blanks at the ends of lines."""
    for start, end in spans:
        for line in _LINE.finditer(text, start, end):
            words = line[0].strip()
            if words:
                at = line.start() + line[0].index(words)
                yield at, at + len(words)


def word_starts(text: str) -> list[int]:
    """Where the words and marks of a text begin."""
    return [match.start() for match in _WORD.finditer(text)]


def words_in(spans: Iterable[Span], starts: Sequence[int]) -> set[int]:
    """The words in the spans, each known by its position."""
    return {at for s, e in spans for at in starts[bisect_left(starts, s) : bisect_left(starts, e)]}


def roles_in_words(row: Attribution, starts: Sequence[int]) -> dict[str, set[int]]:
    """The words of each role."""
    return {role: words_in(getattr(row, role), starts) for role in ROLES}


def likeness(found: Mapping[str, set[int]], gold: Mapping[str, set[int]]) -> float:
    """What two contents share; 0 where source or cue share no word and are not both absent. From 0.5 on: the same."""
    named = all(found[role] & gold[role] or not (found[role] or gold[role]) for role in ("source", "cue"))
    return overlap(found["content"], gold["content"]) if named else 0.0


def _article(path: Path) -> Article:
    text = path.read_bytes().decode("utf-8")
    title = text.partition("\n")[0]
    body = len(text) - len(text[len(title) :].lstrip())
    return Article(re.sub(r"[^A-Za-z0-9._-]", "-", path.stem), title, text, body, "en", n_words=len(text.split()))


def _spans(written: str) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in (span.split() for span in written.split(";")))


def _of_role(role: str, parts: Iterable[tuple[str, tuple[Span, ...]]]) -> tuple[Span, ...]:
    return tuple(sorted(span for r, spans in parts if r == role for span in spans))
