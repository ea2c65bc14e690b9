"""The engine's events against hand-labelled ones: what is reported in PolNeAR's articles, and who takes part in it.

A labelled event is found where a trigger of the engine overlaps its own, one to one; a participant where it has the
same role in that event and the words overlap.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dataset.corpora.polnear import name_of, polnear_articles
from dataset.evaluate.alignment import align
from dataset.evaluate.event_gold import ROLES, GoldEvent, read_events
from dataset.evaluate.labelled import GOLD, part_of
from dataset.evaluate.scores import Score, with_intervals
from dataset.records import Annotation, Article
from dataset.spans import Span

_SAME_TYPE = 2.0  # what an equal type adds to the overlap of two triggers, so that it decides between two


def evaluate_events(
    folder: Path, engine: Callable[[Article], Annotation], part: str | None = None, gold: Path = GOLD
) -> list[Score]:
    """Precision, recall and F1 of events and of participants by role; 95 % intervals over articles.

    ``trigger`` is the overlap of triggers alone; the other views ask for more and more of the same event.
    ``part`` is even or odd: every other article.
    """
    labelled = read_events(gold)
    articles = {name_of(path): article for article, path in polnear_articles(folder)}
    wanted = part_of(labelled, part)
    return with_intervals([list(article_scores(engine(articles[name]), labelled[name])) for name in wanted])


def article_scores(annotation: Annotation, gold: Sequence[GoldEvent]) -> Iterator[Score]:
    """The scores of one article, in the same order for every article."""
    found = _found(annotation)
    pairs = [(found[i], gold[j]) for i, j in align(found, gold, _likeness, least=1 / 1000)]
    typed = [(m, g) for m, g in pairs if m.event_type == g.event_type]
    views = {
        "trigger": pairs,
        "type": typed,
        "type, mode": [(m, g) for m, g in typed if m.event_mode == g.event_mode],
        "type, realis, negation": [(m, g) for m, g in typed if (m.realis, m.negated) == (g.realis, g.negated)],
        "type, everybody in it": [(m, g) for m, g in typed if _has_everybody(m, g)],
    }
    for view, right in views.items():
        yield Score("events", view, len(right), len(found), len(gold))
    for role in ROLES:
        counts = [len(_shared(m, g, role)) for m, g in typed]
        yield Score("participants", role, sum(counts), _count(found, role), _count(gold, role))
        here, there = ([pair[side] for pair in typed] for side in (0, 1))
        yield Score("participants, type given", role, sum(counts), _count(here, role), _count(there, role))


def _found(annotation: Annotation) -> list[GoldEvent]:
    """The engine's events in the form of labelled ones."""
    places = {m.mention_id: (m.char_start, m.char_end) for m in annotation.mentions}
    inside: dict[str, list[tuple[str, Span]]] = {}
    for p in annotation.participants:
        place = places[p.mention_id] if p.mention_id else (p.char_start or 0, p.char_end or 0)
        inside.setdefault(p.event_id, []).append((p.role, place))
    return [
        GoldEvent(
            (e.trigger_char_start, e.trigger_char_end),
            e.event_type,
            e.event_mode,
            e.realis,
            e.negated,
            tuple(inside.get(e.event_id, ())),
        )
        for e in annotation.events
    ]


def _likeness(machine: GoldEvent, gold: GoldEvent) -> float:
    """What two triggers share, and whether the types are equal; 0 where they share nothing."""
    shared = _overlap(machine.trigger, gold.trigger)
    return shared + _SAME_TYPE * (machine.event_type == gold.event_type) if shared else 0.0


def _overlap(left: Span, right: Span) -> float:
    """What two ranges share of what they cover together."""
    common = min(left[1], right[1]) - max(left[0], right[0])
    return max(common, 0) / (max(left[1], right[1]) - min(left[0], right[0]))


def _shared(machine: GoldEvent, gold: GoldEvent, role: str) -> list[tuple[int, int]]:
    """The participants of a role that both have."""
    left, right = ([place for r, place in event.participants if r == role] for event in (machine, gold))
    return align(left, right, _overlap, least=1 / 1000)


def _has_everybody(machine: GoldEvent, gold: GoldEvent) -> bool:
    """Whether both have the same actors and recipients."""
    sides = ("actor", "recipient")
    return all(len(_shared(machine, gold, r)) == _count([machine], r) == _count([gold], r) for r in sides)


def _count(events: Sequence[GoldEvent], role: str) -> int:
    return sum(r == role for event in events for r, _ in event.participants)
