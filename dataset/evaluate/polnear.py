"""The PolNeAR corpus of attributions in political news (networkdynamics/PolNeAR): the engine's statements against it.

Each article is ``<split>/text/<name>.txt`` with brat files ``<split>/attributions/<name>_<annotator>.ann``, of which
the first counts. Contents may be discontinuous; a line of a brat file may continue the one before, so only lines with
an id are read.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from dataset.errors import SourceError
from dataset.evaluate.alignment import align, overlap
from dataset.evaluate.scores import Score, with_intervals
from dataset.records import Annotation, Article
from dataset.spans import Span

ROLES = ("source", "cue", "content")
_LABEL = re.compile(r"(T\d+)\t(Source|Cue|Content) (\d+ \d+(?:;\d+ \d+)*)\t")
_LINK = re.compile(r"E\d+\t(Attribution\S*:.*)")
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The spans of one attribution by role; a role that is not in the text has none."""

    source: tuple[Span, ...] = ()
    cue: tuple[Span, ...] = ()
    content: tuple[Span, ...] = ()


Labels = dict[str, set[Span]]


def evaluate_polnear(folder: Path, engine: Callable[[Article], Annotation], split: str = "dev") -> list[Score]:
    """Exact and begin F1 of the spans of each role, and F1 of whole attributions, with 95 % intervals."""
    scores = []
    for article, path in polnear_articles(folder, split):
        gold_labels, gold = read_attributions(path, article.text)
        found = list(_statements(engine(article)))
        scores.append([*_span_scores(labels_of(found, article.text), gold_labels), *_linked(found, gold, article.text)])
    return with_intervals(scores)


def polnear_articles(folder: Path, split: str = "dev") -> Iterator[tuple[Article, Path]]:
    """The articles of a split, by name, each with its first annotation file; positions are those of the files."""
    texts = sorted((folder / split / "text").glob("*.txt"))
    if not texts:
        raise SourceError("no PolNeAR articles", str(folder), f"{split}/text/*.txt", todo="check the folder")
    annotations = sorted((folder / split / "attributions").glob("*.ann"))
    first = {path.stem.rpartition("_")[0]: path for path in reversed(annotations)}
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


def labels_of(attributions: Iterable[Attribution], text: str) -> Labels:
    """The spans of all attributions by role, split at line breaks."""
    rows = list(attributions)
    return {role: {p for row in rows for p in pieces(getattr(row, role), text)} for role in ROLES}


def pieces(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """The spans split at line breaks, without the blanks at the ends of lines."""
    for start, end in spans:
        for line in _LINE.finditer(text, start, end):
            words = line[0].strip()
            if words:
                at = line.start() + line[0].index(words)
                yield at, at + len(words)


def _article(path: Path) -> Article:
    text = path.read_bytes().decode("utf-8")
    title = text.partition("\n")[0]
    body = len(text) - len(text[len(title) :].lstrip())
    return Article(re.sub(r"[^A-Za-z0-9._-]", "-", path.stem), title, text, body, "en", n_words=len(text.split()))


def _spans(written: str) -> tuple[Span, ...]:
    return tuple((int(start), int(end)) for start, end in (span.split() for span in written.split(";")))


def _of_role(role: str, parts: Iterable[tuple[str, tuple[Span, ...]]]) -> tuple[Span, ...]:
    return tuple(sorted(span for r, spans in parts if r == role for span in spans))


def _statements(annotation: Annotation) -> Iterator[Attribution]:
    content: dict[str, tuple[Span, ...]] = {}
    for f in annotation.fragments:
        content[f.statement_id] = (*content.get(f.statement_id, ()), (f.char_start, f.char_end))
    for s in annotation.statements:
        yield Attribution(
            _span(s.source_char_start, s.source_char_end),
            _span(s.cue_char_start, s.cue_char_end),
            content[s.statement_id],
        )


def _span(start: int | None, end: int | None) -> tuple[Span, ...]:
    return () if start is None or end is None else ((start, end),)


def _span_scores(found: Labels, gold: Labels) -> Iterator[Score]:
    for role in ROLES:
        yield _shared(role, "exact", found[role], gold[role])
    for role in ROLES:
        yield _shared(role, "begin", {start for start, _ in found[role]}, {start for start, _ in gold[role]})


def _shared(role: str, view: str, found: set[Span] | set[int], gold: set[Span] | set[int]) -> Score:
    return Score(role, view, len(found & gold), len(found), len(gold))


def _linked(found: Sequence[Attribution], gold: Sequence[Attribution], text: str) -> Iterator[Score]:
    """Whole attributions: content shares half of its words, source and cue share a word or are both absent."""
    starts = [m.start() for m in _WORD.finditer(text)]
    left, right = [_words(row, starts) for row in found], [_words(row, starts) for row in gold]
    yield Score("attribution", "linked", len(align(left, right, _alike)), len(found), len(gold))


def _words(row: Attribution, starts: Sequence[int]) -> dict[str, set[int]]:
    """Role -> the words in its spans, each known by its position."""
    return {
        role: {
            at
            for start, end in getattr(row, role)
            for at in starts[bisect_left(starts, start) : bisect_left(starts, end)]
        }
        for role in ROLES
    }


def _alike(found: dict[str, set[int]], gold: dict[str, set[int]]) -> float:
    named = all(found[role] & gold[role] or not (found[role] or gold[role]) for role in ("source", "cue"))
    return overlap(found["content"], gold["content"]) if named else 0.0
