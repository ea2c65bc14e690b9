"""Links that follow from others: whose words a row stands in, whose mention a party or a participant is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow.compute as pc

from dataset.validate.arrays import Integers, Mask, differs, integers, mask, ranges
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows

PAIRS_AT_ONCE = 2_000_000


def check_mentions(rows: Rows) -> Iterator[Problem]:
    """Parties and participants have the entity of their mention, participants its words and positions too."""
    for table, names in (("parties", []), ("participants", ["char_start", "char_end", "words"])):
        linked = pc.is_valid(rows.target(table, ["mention_id"]))
        for name in names:
            expected = rows.follow(table, "mention_id", name)
            other = pc.and_(linked, differs(rows.column(table, name), expected))
            what, show = "not its mention's", ["mention_id", name]
            yield from rows.found("mention", table, other, what, column=name, expected=expected, show=show)
        expected = rows.follow(table, "mention_id", "entity_id")
        other = pc.and_(pc.is_valid(expected), differs(rows.column(table, "entity_id"), expected))
        what, show = "not its mention's", ["mention_id", "entity_id"]
        yield from rows.found("mention", table, other, what, column="entity_id", expected=expected, show=show)


def check_reporters(rows: Rows) -> Iterator[Problem]:
    """``statement_id`` is the innermost statement whose fragments hold the mention, or the trigger of a reported event.

    An event that is a speech act stands in the parent of the statement that performs it.
    """
    wrong = _not_innermost(rows, "mentions", "char_start", "char_end")
    what, expected = "not the innermost statement that holds it", "the deepest whose fragments hold it, null for none"
    show = ["statement_id", "char_start", "char_end"]
    yield from rows.found("reporter", "mentions", wrong, what, column="statement_id", expected=expected, show=show)
    act = mask(pc.equal(rows.column("events", "layer"), "speech_act"))
    wrong = ~act & _not_innermost(rows, "events", "trigger_char_start", "trigger_char_end")
    show = ["statement_id", "trigger_char_start", "trigger_char_end"]
    yield from rows.found("reporter", "events", wrong, what, column="statement_id", expected=expected, show=show)
    parent = rows.follow("events", "act_of", "parent_id")
    wrong = act & mask(differs(rows.column("events", "statement_id"), parent))
    what, show = "not the parent of the statement that performs the event", ["act_of", "statement_id"]
    yield from rows.found("reporter", "events", wrong, what, column="statement_id", expected=parent, show=show)


def _not_innermost(rows: Rows, table: str, start: str, end: str) -> Mask:
    """Where ``statement_id`` is not one of the deepest statements with a fragment that holds ``start:end``."""
    claimed = integers(rows.target(table, ["statement_id"]))
    deepest, holds = np.full(len(claimed), -1), np.full(len(claimed), -1)
    statement = integers(rows.target("fragments", ["statement_id"]))
    depth = integers(rows.follow("fragments", "statement_id", "depth"))
    inner = (rows.integers(table, start), rows.integers(table, end))
    outer = (rows.integers("fragments", "char_start"), rows.integers("fragments", "char_end"))
    for item, fragment in _pairs(*(integers(rows.target(name, ["article_id"])) for name in (table, "fragments"))):
        held = (outer[0][fragment] <= inner[0][item]) & (inner[1][item] <= outer[1][fragment])
        item, fragment = item[held], fragment[held]
        np.maximum.at(deepest, item, depth[fragment])
        own = statement[fragment] == claimed[item]
        holds[item[own]] = depth[fragment[own]]
    nobody = mask(pc.is_null(rows.column(table, "statement_id")))
    return np.where(nobody, deepest >= 0, (holds < 0) | (holds < deepest))


def _pairs(left: Integers, right: Integers) -> Iterator[tuple[Integers, Integers]]:
    """All pairs of rows of the same article, as row numbers on both sides, some millions at a time."""
    order = np.argsort(right, kind="stable")
    low, high = (np.searchsorted(right[order], left, side) for side in ("left", "right"))
    size = high - low
    parts = np.searchsorted(np.cumsum(size), np.arange(PAIRS_AT_ONCE, size.sum(), PAIRS_AT_ONCE))
    for part in np.split(np.arange(len(left)), parts):
        yield np.repeat(part, size[part]), order[ranges(low[part], size[part])]
