"""Events against the relations of Zero-Shot-PLOVER: the root of a marked pair, and who does what to whom end to end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean

from dataset.annotate import annotate
from dataset.annotate.document import Document
from dataset.annotate.events import relation
from dataset.corpora.plover import Relation, read_relations, root_of
from dataset.evaluate.scores import Score, with_intervals
from dataset.records import Annotation, Article
from dataset.spans import Span

_BOTH_WAYS = ("end to end", "end to end, either way")


@dataclass(frozen=True, slots=True)
class _Sided:
    """An event's root, and every mention of those on its two sides."""

    root: str
    actors: tuple[tuple[Span, ...], ...]
    recipients: tuple[tuple[Span, ...], ...]

    @property
    def is_pair(self) -> bool:
        """Whether somebody stands on each side, or two in a reciprocal event."""
        return bool(self.actors and self.recipients) or len(self.actors) > 1


def evaluate_plover(path: Path, engine: Callable[[Article], Annotation] = annotate) -> list[Score]:
    """What the engine makes of the relations of a file, with 95 % intervals over its sentences.

    - root, pair given: right of all; the engine is told of the marked pair alone, and always counted as answering
    - the same for each root, whose mean F1 is ``macro_f1``
    - end to end: an event of the right root whose actor overlaps the source and whose recipient the target (in a
      reciprocal event both are actors), of all events that have two sides; then the same with the sides exchanged too
    """
    rows = read_relations(path)
    roots = sorted({row.root for row in rows})
    return with_intervals([[*_given(row, roots), *_found(row, engine)] for row in rows])


def macro_f1(scores: Sequence[Score]) -> float:
    """The mean F1 of the roots, pair given."""
    return fmean(s.f1 for s in scores if s.table == "root" and s.view != "pair given")


def _given(row: Relation, roots: Sequence[str]) -> Iterator[Score]:
    event = relation(Document(_article(row)), row.source, row.target)
    found = root_of(event.event_type) if event else None
    yield Score("root", "pair given", int(found == row.root), 1, 1)
    for root in roots:
        yield Score("root", root, int(found == row.root == root), int(found == root), int(row.root == root))


def _found(row: Relation, engine: Callable[[Article], Annotation]) -> Iterator[Score]:
    pairs = [event for event in _events(engine(_article(row))) if event.is_pair]
    for view in _BOTH_WAYS:
        exchanged = view != _BOTH_WAYS[0]
        right = any(e.root == row.root and (_fits(e, row) or (exchanged and _fits_exchanged(e, row))) for e in pairs)
        yield Score("events", view, int(right), len(pairs), 1)


def _article(row: Relation) -> Article:
    return Article(row.sentence_id, "", row.text, 0, "en", n_words=len(row.text.split()))


def _events(annotation: Annotation) -> Iterator[_Sided]:
    places = {m.mention_id: (m.char_start, m.char_end) for m in annotation.mentions}
    mentions: dict[str | None, list[Span]] = {}
    for m in annotation.mentions:
        mentions.setdefault(m.entity_id, []).append((m.char_start, m.char_end))
    sides: dict[tuple[str, str], list[tuple[Span, ...]]] = {}
    for p in annotation.participants:
        own = places[p.mention_id] if p.mention_id else (p.char_start or 0, p.char_end or 0)
        known = mentions.get(p.entity_id, []) if p.entity_id else []
        sides.setdefault((p.event_id, p.role), []).append((own, *known))
    for e in annotation.events:
        actors, recipients = (tuple(sides.get((e.event_id, role), ())) for role in ("actor", "recipient"))
        yield _Sided(root_of(e.event_type), actors, recipients)


def _fits(event: _Sided, row: Relation) -> bool:
    """A side that the corpus does not mark fits."""
    if len(event.actors) > 1 and _is_there(row.source, event.actors) and _is_there(row.target, event.actors):
        return True
    return _is_there(row.source, event.actors) and _is_there(row.target, event.recipients)


def _fits_exchanged(event: _Sided, row: Relation) -> bool:
    return _is_there(row.target, event.actors) and _is_there(row.source, event.recipients)


def _is_there(marked: Span | None, side: tuple[tuple[Span, ...], ...]) -> bool:
    return marked is None or any(s < marked[1] and marked[0] < e for spans in side for s, e in spans)
