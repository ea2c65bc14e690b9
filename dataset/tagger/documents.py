"""Training documents of the tagger from the corpora that label attributions and names, and from one without labels."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from dataset.corpora.conll import conll_documents
from dataset.corpora.polnear import ROLES, Attribution, pieces, polnear_articles, read_attributions
from dataset.corpora.reuters import reuters_texts
from dataset.spans import Span
from dataset.tagger.labels import ATTRIBUTION, NAMES, Labelled, Labels
from dataset.tagger.words import WordPieces

NO_TARGET, NO_LINK = -1, -2
"""In ``source_of`` and ``cue_of``: the word's target is not in the text; the word asks for none."""

LONG = 1000
"""Characters of a story that is more than a notice of figures."""


@dataclass
class Document:
    """The words of a document with what is known of them; lists of one length, ``lines`` counting words."""

    lines: list[int]
    spans: list[Span]
    pieces: list[tuple[int, ...]]
    features: list[int]
    attribution: list[int] | None = None
    names: list[int] | None = None
    source_of: list[int] | None = None
    cue_of: list[int] | None = None


def attribution_documents(corpora: Path, split: str, cutter: WordPieces) -> Iterator[Document]:
    """PolNeAR: labels of source, cue and content, each cue's source and each content's cue."""
    for article, path in polnear_articles(corpora / "polnear", split):
        labels, attributions = read_attributions(path, article.text)
        document = _read(article.text, cutter)
        found = [(*_range(document.spans, span), role) for role in ROLES for span in sorted(labels[role])]
        document.attribution = _labels(ATTRIBUTION, found, document)
        document.source_of, document.cue_of = _links(document.spans, attributions, article.text)
        yield document


def name_documents(corpora: Path, split: str, cutter: WordPieces) -> Iterator[Document]:
    """CoNLL-2003: labels of names."""
    for text, names in conll_documents(corpora / "conll2003" / f"{split}.txt"):
        document = _read(text, cutter)
        document.names = _labels(NAMES, [(*_range(document.spans, span), kind) for span, kind in names], document)
        yield document


def wire_documents(corpora: Path, number: int, cutter: WordPieces) -> Iterator[Document]:
    """Reuters-21578: this many of the longer stories, evenly spread over the archive; nothing of them is labelled."""
    texts = [text for text in reuters_texts(corpora / "reuters21578" / "reuters21578.tar.gz") if len(text) >= LONG]
    for n in range(min(number, len(texts))):
        yield _read(texts[n * len(texts) // number], cutter)


def _read(text: str, cutter: WordPieces) -> Document:
    lines = list(cutter.lines(text))
    return Document(
        [len(line.spans) for line in lines],
        list(chain.from_iterable(line.spans for line in lines)),
        list(chain.from_iterable(line.pieces for line in lines)),
        list(chain.from_iterable(line.features for line in lines)),
    )


def _labels(labels: Labels, found: Iterable[Labelled], document: Document) -> list[int]:
    return labels.encode(found, len(document.spans))


def _range(words: Sequence[Span], span: Span) -> Span:
    """The words that share a character with the span."""
    start = bisect_right(words, span[0], key=lambda word: word[1])
    return start, max(start, bisect_left(words, span[1], key=lambda word: word[0]))


def _links(words: Sequence[Span], attributions: Iterable[Attribution], text: str) -> tuple[list[int], list[int]]:
    source_of, cue_of = [NO_LINK] * len(words), [NO_LINK] * len(words)
    for attribution in attributions:
        source, cue = (_first(words, spans) for spans in (attribution.source, attribution.cue))
        for span in attribution.cue:
            source_of[slice(*_range(words, span))] = [source] * _width(words, span)
        for span in pieces(attribution.content, text):
            cue_of[slice(*_range(words, span))] = [cue] * _width(words, span)
    return source_of, cue_of


def _width(words: Sequence[Span], span: Span) -> int:
    start, end = _range(words, span)
    return end - start


def _first(words: Sequence[Span], spans: Sequence[Span]) -> int:
    return _range(words, spans[0])[0] if spans else NO_TARGET
