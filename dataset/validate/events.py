"""Events: what PLOVER fixes, who claims them, and which mention names their group."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from dataset.validate.arrays import differs, lookup
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows


def check_plover(rows: Rows) -> Iterator[Problem]:
    """``quad`` follows ``event_type`` and ``event_mode`` belongs to it."""
    plover = rows.schema.plover
    kind, mode = rows.column("events", "event_type"), rows.column("events", "event_mode")
    quads = pa.array([kind["quad"] for kind in plover.values()], pa.int64())
    expected = lookup(kind, pa.array(plover, pa.string()), quads)
    wrong = pc.not_equal(rows.column("events", "quad"), expected)
    what, show = "does not follow event_type", ["event_type", "quad"]
    yield from rows.found("quad", "events", wrong, what, column="quad", expected=expected, show=show)
    allowed = pa.array([f"{name} {mode}" for name, kind in plover.items() for mode in kind["modes"]], pa.string())
    pair = pc.binary_join_element_wise(kind, mode, " ")
    foreign = pc.and_(pc.is_valid(pair), pc.invert(pc.is_in(pair, allowed)))
    what, expected, show = "not a mode of its event_type", "a mode that schema/ lists", ["event_type", "event_mode"]
    yield from rows.found("mode", "events", foreign, what, column="event_mode", expected=expected, show=show)


def check_claims(rows: Rows) -> Iterator[Problem]:
    """The claimant is the speaker of the reporting statement; a speech act, and no other event, has its statement."""
    expected = rows.follow("events", "statement_id", "speaker_id")
    other = differs(rows.column("events", "claimant_id"), expected)
    what, show = "not the speaker of statement_id", ["statement_id", "claimant_id"]
    yield from rows.found("claimant", "events", other, what, column="claimant_id", expected=expected, show=show)
    reported = pc.equal(rows.column("events", "layer"), "reported")
    wrong = pc.xor(reported, pc.is_null(rows.column("events", "act_of")))
    what, expected, show = "does not fit layer", "null if and only if layer is reported", ["layer", "act_of"]
    yield from rows.found("act_of", "events", wrong, what, column="act_of", expected=expected, show=show)


def check_groups(rows: Rows) -> Iterator[Problem]:
    """A group has the id of its first event."""
    group = rows.column("events", "event_group")
    astray = pc.not_equal(rows.follow("events", "event_group", "event_group"), group)
    start = rows.column("events", "trigger_char_start")
    late = pc.less(start, rows.follow("events", "event_group", "trigger_char_start"))
    what, expected = "not the first event of its group", "the id of the group's first event"
    wrong, show = pc.or_kleene(astray, late), ["event_group"]
    yield from rows.found("group", "events", wrong, what, column="event_group", expected=expected, show=show)
