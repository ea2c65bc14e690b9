"""Quality: how often something is missing, unsure or odd, as rates. It is reported and never blocks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.validate.arrays import Column, find, mask
from dataset.validate.problem import Rate
from dataset.validate.rows import Rows

LOW_CONFIDENCE = 0.5
DAYS_APART = 31


def check_quality(rows: Rows) -> Iterator[Rate]:
    """The rate of each kind of gap, also of those that do not occur."""
    column = rows.column
    unknown = pc.equal(column("statements", "speaker_resolution"), "unknown")
    yield _rate(rows, "speaker_unknown", "statements", "speaker_resolution", unknown, "a speaker who was not found")
    for name in ("cue", "source"):
        without = pc.is_null(column("statements", f"{name}_char_start"))
        yield _rate(rows, f"no_{name}", "statements", f"{name}_text", without, f"no {name}")
    nobody = pc.is_null(column("mentions", "entity_id"))
    yield _rate(rows, "no_entity", "mentions", "entity_id", nobody, "no entity")
    alone = pc.is_null(find(column("events", "event_id"), column("participants", "event_id")))
    yield _rate(rows, "no_participant", "events", None, alone, "no participant")
    undated = pc.and_(pc.is_valid(column("events", "date_char_start")), pc.is_null(column("events", "date_edtf")))
    yield _rate(rows, "date_unresolved", "events", "date_edtf", undated, "a date in words that was not resolved")
    silent = pc.and_(
        pc.equal(column("articles", "language"), "en"),
        pc.is_null(find(column("articles", "article_id"), column("statements", "article_id"))),
    )
    yield _rate(rows, "no_statement", "articles", None, silent, "English and no statement")
    yield from _odd_dates(rows)
    for table in rows.checked:
        if "confidence" in table.names:
            low = pc.less(column(table.name, "confidence"), LOW_CONFIDENCE)
            what = f"a confidence below {LOW_CONFIDENCE}"
            yield _rate(rows, "low_confidence", table.name, "confidence", low, what)


def _odd_dates(rows: Rows) -> Iterator[Rate]:
    """Days that an article can hardly tell of: weeks from its own day, or, of what was said and done, after it."""
    posted, dated = (_days(rows.column("articles", name)) for name in ("published_at", "dateline_date"))
    apart = pc.abs(pc.subtract(posted, dated))
    far = pc.greater(apart, DAYS_APART)
    what = f"a dateline more than {DAYS_APART} days from the day of posting"
    yield _rate(rows, "date_odd", "articles", "dateline_date", far, what)
    day = pc.coalesce(posted, dated)
    for table, column, what in (
        ("statements", "stated_on_earliest", "a day of saying after the article's"),
        ("events", "date_earliest", "an actual event dated after the article"),
    ):
        late = pc.greater(_days(rows.column(table, column)), pc.add(day.take(rows.target(table, ["article_id"])), 1))
        late = pc.and_(late, pc.equal(rows.column(table, "realis"), "actual")) if table == "events" else late
        yield _rate(rows, "date_odd", table, column, late, what)


def _days(dates: Column) -> Column:
    """Days since 1970."""
    return pc.cast(pc.cast(pc.cast(dates, pa.date32(), safe=False), pa.int32()), pa.int64())


def _rate(rows: Rows, rule: str, table: str, column: str | None, bad: Column, what: str) -> Rate:
    where = np.flatnonzero(mask(bad))
    return Rate(rule, table, column, what, len(where), len(bad), rows.ids(table, where))
