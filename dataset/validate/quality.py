"""Quality: how often something is missing or unsure, as rates. It is reported and never blocks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.validate.problem import Problem
from dataset.validate.rows import Rows, find, mask

LOW_CONFIDENCE = 0.5


def check_quality(rows: Rows) -> Iterator[Problem]:
    """One problem for each kind of gap that occurs at all."""
    column = rows.column
    unknown = pc.equal(column("statements", "speaker_resolution"), "unknown")
    yield from _rate(
        rows, "speaker_unknown", "statements", "speaker_resolution", unknown, "a speaker who was not found"
    )
    for name in ("cue", "source"):
        without = pc.is_null(column("statements", f"{name}_char_start"))
        yield from _rate(rows, f"no_{name}", "statements", f"{name}_text", without, f"no {name}")
    nobody = pc.is_null(column("mentions", "entity_id"))
    yield from _rate(rows, "no_entity", "mentions", "entity_id", nobody, "no entity")
    alone = pc.is_null(find(column("events", "event_id"), column("participants", "event_id")))
    yield from _rate(rows, "no_participant", "events", None, alone, "no participant")
    undated = pc.and_(pc.is_valid(column("events", "date_char_start")), pc.is_null(column("events", "date_edtf")))
    yield from _rate(rows, "date_unresolved", "events", "date_edtf", undated, "a date in words that was not resolved")
    silent = pc.and_(
        pc.equal(column("articles", "language"), "en"),
        pc.is_null(find(column("articles", "article_id"), column("statements", "article_id"))),
    )
    yield from _rate(rows, "no_statement", "articles", None, silent, "English and no statement")
    for table in rows.schema.tables.values():
        if "confidence" in table.names:
            low = pc.less(column(table.name, "confidence"), LOW_CONFIDENCE)
            what = f"a confidence below {LOW_CONFIDENCE}"
            yield from _rate(rows, "low_confidence", table.name, "confidence", low, what)


def _rate(rows: Rows, rule: str, table: str, column: str | None, bad: pa.Array, what: str) -> Iterator[Problem]:
    where = np.flatnonzero(mask(bad))
    if len(where):
        message = f"{table}: {len(where)} of {len(bad)} rows ({len(where) / len(bad):.1%}) have {what}"
        yield Problem("quality", table, column, rule, message, len(where), rows.ids(table, where))
