"""Text -> lines with the spans that the tagger finds in them, how likely each is, and which belong together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, pairwise

import numpy as np

from dataset.spans import Span
from dataset.tagger.calibration import calibrated
from dataset.tagger.chains import TOGETHER, Chain, Floats, Ints
from dataset.tagger.model import Model, Scores
from dataset.tagger.words import Line

LINK_PARTS = 4  # of the link head: a cue as it looks for its source, a source, a content that looks for its cue, a cue


@dataclass(frozen=True, slots=True)
class Tagged:
    """A span in code points of the text, its kind, and the likelihood that it begins and ends there.

    ``confidence`` is that likelihood calibrated, for names; a statement's comes from its ``statement_likelihoods``.
    """

    start: int
    end: int
    kind: str
    likelihood: float
    confidence: float | None = None

    @property
    def range(self) -> Span:
        """Half-open, in code points of the text."""
        return self.start, self.end


@dataclass(frozen=True, slots=True)
class Link:
    """To the span of that number on the same line, or to none; and how likely that is."""

    to: int | None
    likelihood: float


@dataclass(frozen=True, slots=True)
class TaggedLine:
    """``spans`` are sources, cues and contents in order; ``links`` has each cue's source and each content's cue.

    ``start``: of its first word, in code points of the text.
    """

    start: int
    spans: tuple[Tagged, ...]
    links: tuple[Link | None, ...]
    names: tuple[Tagged, ...]


def tag(model: Model, text: str, ranges: Iterable[Span]) -> Iterator[TaggedLine]:
    """The lines of these ranges of the text in order, some at a time, so that memory does not grow with the text."""
    return _tagged(model, _lines(model, text, ranges), model.scores, names=True)


def tag_inside(model: Model, text: str, ranges: Iterable[Span]) -> Iterator[TaggedLine]:
    """The same of what is said, each line as the sentence that it would be by itself, and without names."""
    return _tagged(model, _lines(model, text, ranges), model.scores_as_sentence, names=False)


def _lines(model: Model, text: str, ranges: Iterable[Span]) -> Iterator[Line]:
    return (line for start, end in ranges for line in model.cutter.lines(text, start, end))


def _tagged(model: Model, lines: Iterator[Line], read: Callable[[Line], Scores], names: bool) -> Iterator[TaggedLine]:
    while some := list(islice(lines, TOGETHER)):
        scores = [read(line) for line in some]
        attribution = model.attribution.read([s.attribution for s in scores])
        named = _named(model, some, scores) if names else [()] * len(some)
        for line, score, labelled, own in zip(some, scores, attribution, named, strict=True):
            spans = _spans(model.attribution, *labelled)
            yield TaggedLine(line.spans[0][0], _placed(line, spans), tuple(_links(score.link, spans)), own)


def _named(model: Model, lines: Sequence[Line], scores: Sequence[Scores]) -> list[tuple[Tagged, ...]]:
    """The names of each line, with their confidence."""
    labelled = model.names.read([s.names for s in scores])
    found = [_placed(line, _spans(model.names, *n)) for line, n in zip(lines, labelled, strict=True)]
    return [tuple(replace(n, confidence=calibrated(model.name_weights, [n.likelihood])) for n in own) for own in found]


def statements(line: TaggedLine) -> Iterator[tuple[int, int | None, list[int]]]:
    """The numbers of cue, source and contents of each statement: a cue, what it points to, what points to it."""
    contents: dict[int, list[int]] = {}
    for number, (span, link) in enumerate(zip(line.spans, line.links, strict=True)):
        if span.kind == "content" and link is not None and link.to is not None:
            contents.setdefault(link.to, []).append(number)
    for cue in sorted(contents):
        link = line.links[cue]
        yield cue, link.to if link else None, contents[cue]


def statement_likelihoods(line: TaggedLine, cue: int, source: int | None, contents: Sequence[int]) -> list[float]:
    """How likely its least likely content, its cue, its source, and the links between them are."""
    link = line.links[cue]
    links = [link.likelihood if link else 0.0 for link in (line.links[c] for c in contents)]
    return [
        min(line.spans[c].likelihood for c in contents),
        line.spans[cue].likelihood,
        1.0 if source is None else line.spans[source].likelihood,
        link.likelihood if link else 0.0,
        min(links),
    ]


Found = tuple[int, int, str, float]
"""A half-open range of words, the kind of the span, its likelihood."""


def _spans(chain: Chain, labels: Ints, likely: Floats) -> list[Found]:
    """A span is as likely as the least likely of its first and last label."""
    found = chain.labels.decode(labels.tolist())
    return [(s, e, kind, float(min(likely[s, labels[s]], likely[e - 1, labels[e - 1]]))) for s, e, kind in found]


def _placed(line: Line, found: Iterable[Found]) -> tuple[Tagged, ...]:
    return tuple(Tagged(line.spans[s][0], line.spans[e - 1][1], kind, likely) for s, e, kind, likely in found)


def _links(vectors: Floats, found: Sequence[Found]) -> list[Link | None]:
    """The best source of each cue, the best cue of each content; none scores 0."""
    cue, source, content, its_cue = vectors.reshape(len(vectors), LINK_PARTS, -1).swapaxes(0, 1)
    asks = {"cue": (cue, source, "source"), "content": (content, its_cue, "cue")}
    links: list[Link | None] = []
    likely: list[dict[int, float]] = []
    for start, end, kind, _ in found:
        if kind not in asks:
            links.append(None)
            likely.append({})
            continue
        asking, answering, wanted = asks[kind]
        numbers = [n for n, span in enumerate(found) if span[2] == wanted]
        query = asking[start:end].sum(0) / np.float32(end - start)
        shares = _shares(query, answering[[found[n][0] for n in numbers]])
        best = int(shares.argmax())
        links.append(Link(numbers[best] if best < len(numbers) else None, float(shares[best])))
        likely.append(dict(zip(numbers, shares.tolist(), strict=False)))
    return _with_own_cues(found, links, likely)


def _shares(query: Floats, keys: Floats) -> Floats:
    """How likely each key answers the query, and last, that none does."""
    scores = np.zeros(len(keys) + 1, np.float32)
    np.divide((keys * query).sum(1), np.sqrt(np.float32(len(query))), out=scores[:-1])
    weights = np.exp(scores - scores.max())
    shares: Floats = weights / weights.sum()
    return shares


def _with_own_cues(
    found: Sequence[Found], links: list[Link | None], likely: Sequence[Mapping[int, float]]
) -> list[Link | None]:
    """A content right behind a cue that no content has is that cue's, not an earlier one's; as likely as either."""
    heard = {link.to for link, span in zip(links, found, strict=True) if link and span[2] == "content"}
    for n, (before, here) in enumerate(pairwise(found)):
        link, adjacent = links[n + 1], before[1] == here[0] and (before[2], here[2]) == ("cue", "content")
        if link and link.to is not None and link.to < n and adjacent and n not in heard:
            links[n + 1] = Link(n, link.likelihood + likely[n + 1][n])
    return links
