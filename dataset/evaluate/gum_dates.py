"""The engine's dates against GUM's normalised ones, by kind of date, and the precision of all that it finds.

The engine reads each sentence with the day that the document is of as its anchor. It is right about a labelled date
where a date of its own overlaps it and lasts for the same days; where one of its dates overlaps several ("from March
to May"), for the days from the first to the last of them. A labelled date that has no value is right without one.

GUM labels every phrase of time of which can be told when it was: events too ("World War II"), days known by what
happens on them ("our last day") and durations ("twelve years"). Those hold no date in words and are no dates in TIMEX3;
they have a row of their own, ``described``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from dataset.annotate.dates import DateSpan, find_dates
from dataset.corpora.gum import GumDate, GumDocument, read_gum
from dataset.edtf import bounds
from dataset.evaluate.scores import Score, with_intervals

KINDS = ("day", "month", "year", "decade", "interval", "described", "unresolvable")
_NUMBER = r"(?:\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+(?:teen|ty))"
_DURATION = re.compile(rf"{_NUMBER}[-\s](?:year|month|week|day)s?", re.IGNORECASE)
_DATE_WORD = re.compile(
    r"(?<![\d:])\d+(?![\d:])"  # and no time of day
    r"|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sept?|oct|nov|dec|(?:jan|febr)uary|march|april|june|july|august"
    r"|(?:septem|octo|novem|decem)ber|(?:mon|tues|wed|wednes|thurs|fri|satur|sun)(?:day)?|spring|summer|autumn|fall"
    r"|winter|(?:year|week|weekend|month|quarter|decade|century)(?:['’]?s)?|centuries|christmas|easter|eve|yesterday"
    r"|today|tonight|tomorrow|now|last\sni\w+|this|to\sdate|ago|next|following|previous|before|after|later|earlier"
    r"|prior|fifth|[a-z]+(?:teen|ty|ties))\b",
    re.IGNORECASE,
)
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
        gold = [date for date in document.dates if _kind(document, date) == kind]
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


def is_described(words: str) -> bool:
    """Whether the words hold nothing that names a date or counts to one."""
    return _DURATION.fullmatch(words) is not None or not _DATE_WORD.search(words)


def _kind(document: GumDocument, date: GumDate) -> str:
    described = date.edtf and is_described(document.text[date.start : date.end])
    return "described" if described else kind_of(date.edtf)


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
