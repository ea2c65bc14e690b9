"""The engine's dates against GUM's normalised ones, by kind of date, and the precision of all that it finds.

The engine reads each sentence with the day that the document is of as its anchor. It is right about a labelled date
where a date of its own overlaps it and lasts for the same days; where one of its dates overlaps several ("from March
to May"), for the days from the first to the last of them.

Some labels place nothing in time. A date without a year takes it from the document or has no value, and both are right;
where one end is open, no value is right, or one with the end that is given; before the year 1 no value is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from dataset.annotate.dates import DateSpan, find_dates
from dataset.corpora.gum import GumDate, GumDocument, read_gum
from dataset.edtf import bounds
from dataset.evaluate.scores import Score, with_intervals

PLACED = ("day", "month", "year", "decade", "interval")
UNPLACED = ("yearless", "open", "unresolvable")
_LENGTHS = {4: "year", 7: "month", 10: "day"}


def evaluate_gum_dates(path: Path) -> list[Score]:
    """Scores by kind of labelled date, of all kinds together, and of all that the engine gives a value.

    All kinds together also in news and biographies alone, without vlogs and talk; with 95 % intervals over documents.
    Of a kind that has values, ``machine`` counts the labelled dates where the engine gives one, so precision is the
    share of those that is exactly right, and recall of all that are labelled. Of a kind that has none, all are
    answered.
    """
    return with_intervals([list(document_scores(document)) for document in read_gum(path)])


def document_scores(document: GumDocument) -> Iterator[Score]:
    """A score for each kind, those for all that have a value, and one for all dates found."""
    found = [span for sentence in document.sentences for span in _dates(document, sentence)]
    valued = [span for span in found if span.edtf]
    right = [span for span in valued if _is_right(span, document.dates)]
    for kind in PLACED:
        yield _placed_score(kind, _labels(document, kind), valued, right)
    placed = _labels(document, *PLACED)
    yield _placed_score("of any kind", placed, valued, right)
    yield _placed_score("of any kind, news and lives", placed if document.is_press_like else [], valued, right)
    for kind in UNPLACED:
        labels = _labels(document, kind)
        answers = sum(1 for label in labels if _over(label, right) == _over(label, valued))
        yield Score("dates", kind, answers, len(labels), len(labels))
    yield Score("dates", "all found", len(right), len(valued), sum(1 for label in document.dates if label.edtf))


def _labels(document: GumDocument, *kinds: str) -> list[GumDate]:
    return [label for label in document.dates if kind_of(label) in kinds]


def _placed_score(view: str, labels: Sequence[GumDate], valued: Sequence[DateSpan], right: Sequence[DateSpan]) -> Score:
    answers, answered = (sum(1 for label in labels if _over(label, spans)) for spans in (right, valued))
    return Score("dates", view, answers, answered, len(labels))


def kind_of(label: GumDate) -> str:
    """The kind of a labelled date in its shortest form; a century is an interval. ``malformed`` is counted nowhere."""
    edtf = label.edtf
    if edtf is None:
        kinds = {"yearless": label.is_yearless, "open": label.is_open, "unresolvable": label.is_before_christ}
        return next((kind for kind, holds in kinds.items() if holds), "malformed")
    if "/" in edtf or edtf.endswith("XX"):
        return "interval"
    return "decade" if edtf.endswith("X") else _LENGTHS[len(edtf)]


def _dates(document: GumDocument, sentence: tuple[int, int]) -> list[DateSpan]:
    return find_dates(document.text, *sentence, document.created, "relative_to_publication")


def _over(label: GumDate, found: Sequence[DateSpan]) -> list[DateSpan]:
    return [span for span in found if span.start < label.end and label.start < span.end]


def _is_right(span: DateSpan, gold: Sequence[GumDate]) -> bool:
    """Whether the span, which has a value, lasts for the days of the labelled dates that it overlaps."""
    first, last = bounds(span.edtf or "")
    over = [label for label in gold if span.start < label.end and label.start < span.end]
    days = [_days(label.in_year(first.year)) for label in over]
    placed = [one for one in days if one]
    return bool(over) and placed == days and (placed[0][0] or first, placed[-1][1] or last) == (first, last)


def _days(label: GumDate) -> tuple[date | None, date | None] | None:
    """The first and the last day of a label, null at an open end; null where it cannot be placed."""
    if label.edtf:
        return bounds(label.edtf)
    if not label.is_open:
        return None
    return (bounds(label.first)[0] if label.first else None, bounds(label.last)[1] if label.last else None)
