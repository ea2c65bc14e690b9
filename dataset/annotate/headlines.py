"""A wire's headline that names its source behind a dash or before a colon: "Port to open in May — mayor".

It stays a rule beside the tagger: the form is closed, and PolNeAR, which the tagger learns from, hardly has it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dataset.annotate.attributions import Attribution
from dataset.annotate.document import Item
from dataset.annotate.phrases import Clause

_MOST_WORDS = 7  # of a source
_DASHES = frozenset(("—", "–", "-", "--"))


def headline_attribution(clause: Clause) -> Attribution | None:
    """ "West must give guarantees — Putin", "Putin: West must give guarantees": the dash or colon is the cue."""
    items = clause.items
    for at in range(len(items) - 1, 2, -1):
        if clause.lower(at) in _DASHES and _is_source(clause, at + 1, len(items)):
            return _headline(items[:at], items[at + 1 :], items[at], "headline_dash")
    for at in range(1, len(items) - 2):
        if clause.lower(at) == ":" and _is_source(clause, 0, at):
            return _headline(items[at + 1 :], items[:at], items[at], "headline_colon")
    return None


def _is_source(clause: Clause, start: int, end: int) -> bool:
    """Whether a piece of a headline names somebody: short, and all of it one noun phrase around a name."""
    named = any(clause.is_name(at) for at in range(start, end))
    return 0 < end - start <= _MOST_WORDS and named and clause.phrase_end(start) >= end


def _headline(content: Sequence[Item], source: Sequence[Item], mark: Item, rule: str) -> Attribution:
    cue = (mark.start, mark.end)
    return Attribution((_cover(content),), rule, _cover(source), cue, cue, mark.text)


def _cover(items: Sequence[Item]) -> tuple[int, int]:
    return items[0].start, items[-1].end
