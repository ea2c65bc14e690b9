"""The engine's dates against GUM's normalised ones, by kind of date, and the precision of all that it finds.

The engine reads each sentence with the day that the document is of as its anchor. It is right about a labelled date
where a date of its own overlaps it and lasts for the same days; where one of its dates overlaps several ("from March
to May"), for the days from the first to the last of them. A labelled date that has no value is right without one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dataset.annotate.dates import DateSpan, find_dates
from dataset.corpora.gum import GumDate, GumDocument, read_gum
from dataset.edtf import bounds
from dataset.evaluate.scores import Score, with_intervals

KINDS = ("day", "month", "year", "decade", "interval", "unresolvable")
_LENGTHS = {4: "year", 7: "month", 10: "day"}


def evaluate_gum_dates(path: Path) -> list[Score]:
    """Scores by kind of labelled date, then of all that the engine gives a value, with 95 % intervals over documents.

    Of a kind, ``machine`` counts the labelled dates where the engine gives a value, so recall is the share that is
    exactly right; of the unresolvable it counts those where it gives none.
    """
    return with_intervals([list(document_scores(document)) for document in read_gum(path)])


def document_scores(document: GumDocument) -> Iterator[Score]:
    """A score for each kind, and one for all dates found."""
    found = [span for sentence in document.sentences for span in _dates(document, sentence)]
    for kind in KINDS:
        gold = [date for date in document.dates if kind_of(date.edtf) == kind]
        given = [[span for span in _over(date, found) if span.edtf] for date in gold]
        answered = sum(1 for spans in given if bool(spans) == (kind != "unresolvable"))
        right = sum(1 for spans in given if any(_is_right(span, document.dates) for span in spans))
        yield Score("dates", kind, answered if kind == "unresolvable" else right, answered, len(gold))
    valued = [span for span in found if span.edtf]
    right = sum(1 for span in valued if _is_right(span, document.dates))
    yield Score("dates", "all found", right, len(valued), sum(1 for date in document.dates if date.edtf))


def kind_of(edtf: str | None) -> str:
    """The kind of a value in its shortest form; a century is an interval."""
    if edtf is None:
        return "unresolvable"
    if "/" in edtf or edtf.endswith("XX"):
        return "interval"
    return "decade" if edtf.endswith("X") else _LENGTHS[len(edtf)]


def _dates(document: GumDocument, sentence: tuple[int, int]) -> list[DateSpan]:
    return find_dates(document.text, *sentence, document.created, "relative_to_publication")


def _over(date: GumDate, found: Sequence[DateSpan]) -> list[DateSpan]:
    return [span for span in found if span.start < date.end and date.start < span.end]


def _is_right(span: DateSpan, gold: Sequence[GumDate]) -> bool:
    """Whether the span lasts for the days of the labelled dates that it overlaps."""
    values = [date.edtf for date in gold if span.start < date.end and date.start < span.end]
    if not values or not span.edtf or None in values:
        return False
    days = [bounds(value) for value in values if value]
    return bounds(span.edtf) == (days[0][0], days[-1][1])
