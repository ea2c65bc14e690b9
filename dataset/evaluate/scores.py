"""Precision, recall and F1 of one annotation against another, table by table."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dataset.curate.columns import PROVENANCE
from dataset.curate.draft import by_id, to_rows
from dataset.evaluate.alignment import align_entities
from dataset.records import RECORD_TYPES, Annotation
from dataset.schema import Table, load_schema

Keys = dict[str, dict[str, Any]]

VIEWS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("statements", "content", ("fragments",)),
    ("statements", "source", ("source_char_start", "source_char_end")),
    ("statements", "cue", ("cue_char_start", "cue_char_end")),
    ("statements", "addressee", ("addressee_char_start", "addressee_char_end")),
    (
        "statements",
        "content, source, cue",
        ("fragments", "source_char_start", "source_char_end", "cue_char_start", "cue_char_end"),
    ),
    ("statements", "content, speaker", ("fragments", "speaker_id")),
    ("mentions", "span", ("char_start", "char_end")),
    ("mentions", "span, entity", ("char_start", "char_end", "entity_id")),
    ("events", "trigger", ("trigger_char_start", "trigger_char_end")),
    ("events", "trigger, type", ("trigger_char_start", "trigger_char_end", "event_type")),
)
"""Table, name and columns of what is also scored by itself; a row without these columns does not count."""

_IDENTITY = {
    "sentences": ("char_start", "char_end"),
    "statements": ("fragments", "cue_char_start", "cue_char_end"),
    "mentions": ("char_start", "char_end"),
    "events": ("trigger_char_start", "trigger_char_end", "layer"),
}
"""What a row is known by where another row links to it."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows are right, of those that the machine has and of those that gold has.

    ``interval`` holds F1 in 95 of 100 samples of the articles, where several were scored.
    """

    table: str
    view: str
    right: int
    machine: int
    gold: int
    interval: tuple[float, float] | None = None

    @property
    def precision(self) -> float:
        """Share of the machine's rows that are right; 1 where it has none."""
        return self.right / self.machine if self.machine else 1.0

    @property
    def recall(self) -> float:
        """Share of gold's rows that the machine has; 1 where there are none."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right / (self.machine + self.gold) if self.machine + self.gold else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.table, self.view, self.right + other.right, self.machine + other.machine, self.gold + other.gold
        )


def score(machine: Annotation, gold: Annotation) -> list[Score]:
    """Scores of every table, then of the narrower ``VIEWS``.

    A row is right when spans, links and categories are equal; ids, positions in lists, counts, confidence, origin and
    rule are not compared. A link is right when it leads to a row at the same place, or to the entity that shares most
    mentions with gold's.
    """
    left = _Comparable(machine, align_entities(machine, gold))
    right = _Comparable(gold, {e.entity_id: e.entity_id for e in gold.entities})
    whole = [_score(table, "rows", left.rows(table), right.rows(table)) for table in RECORD_TYPES]
    return whole + [_score(t, view, left.rows(t, columns), right.rows(t, columns)) for t, view, columns in VIEWS]


def summed(scores: Iterable[Sequence[Score]]) -> list[Score]:
    """The scores of several articles added up (micro average)."""
    total: dict[tuple[str, str], Score] = {}
    for article in scores:
        for s in article:
            total[s.table, s.view] = total[s.table, s.view] + s if (s.table, s.view) in total else s
    return list(total.values())


def with_intervals(scores: Sequence[Sequence[Score]], samples: int = 1000) -> list[Score]:
    """The sum over articles, with 95 % intervals of F1 from a bootstrap over articles (fixed seed)."""
    draw = random.Random(0)
    chosen = [draw.choices(range(len(scores)), k=len(scores)) for _ in range(samples)]
    columns = zip(*scores, strict=True)
    return [_with_interval(column, chosen) for column in columns]


def _with_interval(column: Sequence[Score], chosen: Sequence[Sequence[int]]) -> Score:
    f1 = sorted(_total([column[i] for i in sample]).f1 for sample in chosen)
    return replace(_total(column), interval=(f1[round(0.025 * (len(f1) - 1))], f1[round(0.975 * (len(f1) - 1))]))


def _total(column: Sequence[Score]) -> Score:
    return summed([s] for s in column)[0]


def _score(table: str, view: str, machine: Sequence[Any], gold: Sequence[Any]) -> Score:
    right = (Counter(machine) & Counter(gold)).total()
    return Score(table, view, right, len(machine), len(gold))


class _Comparable:
    """An annotation's rows as hashable tuples in which every id is replaced by what it stands for."""

    def __init__(self, annotation: Annotation, entities: Mapping[str, str]) -> None:
        self._rows = {t: list(rows.values()) for t, rows in to_rows(annotation).items()}
        for table in ("fragments", "entities"):
            self._rows[table] = list(by_id(table, getattr(annotation, table)).values())
        self._keys: Keys = {table: self._identities(table, columns) for table, columns in _IDENTITY.items()}
        self._keys["entities"] = dict(entities)
        self._keys["articles"] = {annotation.article.article_id: "this article"}

    def rows(self, table: str, columns: Sequence[str] | None = None) -> list[tuple[Any, ...]]:
        """The table's rows; those that have none of ``columns`` are left out."""
        schema = load_schema().table(table)
        names = _compared(schema) if columns is None else columns
        tos = {r.fields[0]: r.table for r in schema.references} | {"entity_id": "entities"}
        values = [tuple(self._value(row[name], tos.get(name)) for name in names) for row in self._rows[table]]
        return [value for value in values if any(cell is not None for cell in value)]

    def _identities(self, table: str, columns: Sequence[str]) -> dict[str, Any]:
        key = load_schema().table(table).key[0]
        return {row[key]: tuple(row[c] for c in columns) for row in self._rows[table]}

    def _value(self, value: Any, to: str | None) -> Any:
        """The value itself, or what an id stands for: an entity without a partner stands for itself, apart."""
        return value if to is None or value is None else self._keys[to].get(value, ("unknown", value))


def _compared(table: Table) -> list[str]:
    """The columns of a right row."""
    out = {*PROVENANCE, "position", *(f.name for f in table.fields if "counts" in f.descriptor)}
    ids = set(table.key) if len(table.key) == 1 and table.name != "entities" else set()
    content = ["fragments"] if table.name == "statements" else []
    return content + [name for name in table.names if name not in out | ids]
