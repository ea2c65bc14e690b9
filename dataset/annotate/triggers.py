"""Triggers: the words that report an event, from ``lexicon/events.csv``, and where in a sentence they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from dataset.annotate.morphology import verb_forms
from dataset.annotate.vocabulary import words
from dataset.lexicon import rows


@dataclass(frozen=True, slots=True)
class Trigger:
    """A form of a word or phrase that evokes an event; see ``lexicon/README.md``.

    ``kind`` is the form of a verb (base, s, ing, past), else noun, adjective or modal. ``objects`` are the classes of
    nouns of which one must be its object; none: any object, or no object at all.
    """

    event_type: str
    event_mode: str | None
    frame: str
    prepositions: frozenset[str]
    kind: str
    objects: frozenset[str] = frozenset()

    @property
    def is_verb(self) -> bool:
        """Whether it is a form of a verb."""
        return self.kind not in ("noun", "adjective")

    @property
    def has_object(self) -> bool:
        """Whether it reports something of what stands behind it without a preposition."""
        return bool(self.event_type) and self.frame != "reciprocal"


ANYTHING = frozenset(("any",))
"""The class of every object."""

PARTICLES = frozenset(("before", "down", "off", "out", "over", "up"))
"""Prepositions behind which a verb of several words does not have its object."""

Hit = tuple[tuple[Trigger, ...], int]


def triggers_at(lower: Sequence[str], at: int) -> list[Hit]:
    """The readings of each phrase of the lexicon that begins at a word, with the index after it; longest first."""
    known, longest = _triggers()
    found = []
    for end in range(min(at + longest.get(lower[at], 0), len(lower)), at, -1):
        readings = known.get(" ".join(lower[at:end]))
        if readings:
            found.append((readings, end))
    return found


def parted_at(lower: Sequence[str], at: int, behind: int) -> list[tuple[Trigger, ...]]:
    """The readings of each phrase that begins at a word and goes on behind its object, the longest first.

    One that ends in a preposition has its object behind that.
    """
    known, _ = _triggers()
    tails = (tail for tail in _tails().get(lower[at], ()) if tuple(lower[behind : behind + len(tail)]) == tail)
    return [known[" ".join((lower[at], *tail))] for tail in sorted(tails, key=len, reverse=True)]


@lru_cache
def _tails() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word of a verb of several words -> the rest of each such verb whose object may stand between."""
    found: dict[str, list[tuple[str, ...]]] = {}
    closed = (words("preposition") | {"as", "that"}) - PARTICLES
    for form, readings in _triggers()[0].items():
        first, *rest = form.split()
        if rest and readings[0].is_verb and readings[0].has_object and rest[-1] not in closed:
            found.setdefault(first, []).append(tuple(rest))
    return {first: tuple(tails) for first, tails in found.items()}


@lru_cache
def object_classes(noun: str) -> frozenset[str]:
    """The classes of ``objects.csv`` that a noun, singular or plural, belongs to."""
    known = _object_classes()
    return frozenset().union(*(known.get(form, frozenset()) for form in _singulars(noun)))


def _singulars(noun: str) -> list[str]:
    forms = [noun, noun.removesuffix("s"), noun.removesuffix("es")]
    return [*forms, noun[:-3] + "y"] if noun.endswith("ies") else forms


@lru_cache
def _object_classes() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows("objects"):
        found[row["noun"]] = found.get(row["noun"], frozenset()) | {row["class"]}
    return found


@lru_cache
def _triggers() -> tuple[dict[str, tuple[Trigger, ...]], dict[str, int]]:
    """Form -> its readings, the narrowest first; first word -> the most words of a form that it begins."""
    found: dict[str, list[Trigger]] = {}
    longest: dict[str, int] = {}
    for row in rows("events"):
        for form, kind in _forms(row).items():
            first = form.split()[0]
            longest[first] = max(longest.get(first, 0), len(form.split()))
            found.setdefault(form, []).append(_trigger(row, kind))
    return {form: tuple(sorted(t, key=_breadth)) for form, t in found.items()}, longest


def _breadth(trigger: Trigger) -> int:
    """How little a reading asks of its object: some classes, anything, or none at all."""
    return (trigger.objects == ANYTHING) + 2 * (not trigger.objects)


def _forms(row: dict[str, str]) -> dict[str, str]:
    """Form -> kind: a verb in all its forms, a noun also in its plural."""
    if row["pos"] == "verb":
        return verb_forms(row["trigger"], _split(row["irregular"]))
    noun, _, preposition = row["trigger"].partition(" ") if row["frame"] == "before" else (row["trigger"], "", "")
    plural = [f"{noun}s {preposition}".strip()] if row["pos"] == "noun" and not noun.endswith("s") else []
    return dict.fromkeys([row["trigger"], *plural], row["pos"])


def _trigger(row: dict[str, str], kind: str) -> Trigger:
    return Trigger(
        row["event_type"],
        row["event_mode"] or None,
        row["frame"],
        frozenset(_split(row["prepositions"])),
        kind,
        frozenset(_split(row["object"])),
    )


def _split(cell: str) -> tuple[str, ...]:
    return tuple(filter(None, cell.split("|")))
