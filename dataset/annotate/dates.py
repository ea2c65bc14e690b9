"""Dates in words, normalised to EDTF (ISO 8601-2) relative to an anchor, usually the dateline.

A bare weekday is the same day or the most recent one, which holds for 91 % in TimeBank, and with a future verb the next
one; a date without a year takes the year that puts it nearest, unless it recurs every year. "That year" is the year of
the date that the text told last. Two dates may be the ends of one interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dataset.annotate.date_context import clause_of, is_elsewhere, told_before, told_elsewhere, told_setting
from dataset.annotate.date_matches import Found, find_matches
from dataset.annotate.date_values import FORWARD
from dataset.edtf import bounds, is_edtf

_MONTHS = ("month", "weak")
_WITHOUT_YEAR = ("yearless", *_MONTHS)
_OPEN = ("weekday", *_WITHOUT_YEAR)  # take the year or week from the other end of an interval
_FIRST_DAY = date(1, 1, 1)  # stands in for the anchor where none is needed
_OPENS_INTERVAL = re.compile(r"\b(?:from|between)\s$", re.IGNORECASE)
_CONNECTS = re.compile(r"\s?[-–]\s?|\s(?:to|until|till|through)\s")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date at the half-open range ``start:end`` in code points.

    ``edtf`` is null, with basis ``none``, where the words need an anchor and there is none, or name no one year ("it is
    hot in July"). ``basis`` is ``explicit`` where the words alone fix the year, ``inherited`` where a date before
    them does, else the name of the anchor's basis.
    """

    start: int
    end: int
    edtf: str | None
    basis: str


def find_dates(text: str, start: int, end: int, anchor: date | None, anchor_basis: str) -> list[DateSpan]:
    """The dates in ``text[start:end]``, by start; of overlapping readings the earliest, then the longest.

    ``anchor`` is the day that the words are relative to, ``anchor_basis`` the basis to note where it was needed
    (``relative_to_dateline`` or ``relative_to_publication``). Every value passes ``edtf.bounds``; a day that
    does not exist (30 February) is no date.
    """
    sentence = _Sentence(text, start, end, anchor, anchor_basis)
    found = find_matches(text, start, end)
    spans: list[DateSpan] = []
    position = 0
    while position < len(found):
        interval = sentence.interval(*found[position : position + 2]) if position + 1 < len(found) else None
        span = interval or sentence.single(found[position])
        spans += [span] if span else []
        position += 2 if interval else 1
    return spans


@dataclass(frozen=True, slots=True)
class _Sentence:
    """The range that is read, and the day that its words are relative to."""

    text: str
    start: int
    end: int
    anchor: date | None
    basis: str

    def single(self, found: Found) -> DateSpan | None:
        """The span of one match, or None where it is no date after all."""
        if found.rule.kind == "weak":
            return None
        if found.rule.kind == "full":
            return _span(found.start, found.end, found.value(self.anchor or _FIRST_DAY), "explicit")
        if found.rule.kind == "today" and self._is_nowadays(found):
            return None
        anchor, basis, direction = self._relative_to(found, found.end)
        if anchor is None:
            return DateSpan(found.start, found.end, None, "none")
        return _span(found.start, found.end, found.value(anchor, direction), basis)

    def interval(self, first: Found, last: Found) -> DateSpan | None:
        """The span of two matches that are the ends of one interval ("from 2014 to March 2016"), or None."""
        kinds = {first.rule.kind, last.rule.kind}
        begin = self._begin(first, last)
        if begin is None or "told" in kinds:
            return None
        if "full" in kinds and not kinds & {"deictic", "today"}:
            direction = clause_of(self.text, (self.start, self.end), (first.start, last.end)).direction
            return _span(begin, last.end, _joined(first, last, self.anchor or _FIRST_DAY, direction), "explicit")
        anchor, basis, direction = self._relative_to(first, last.end)
        if anchor is None or (kinds <= {*_MONTHS} and direction == 0 and basis == self.basis):
            return DateSpan(begin, last.end, None, "none")
        return _span(begin, last.end, _joined(first, last, anchor, direction), basis)

    def _begin(self, first: Found, last: Found) -> int | None:
        """Where the interval of two matches begins; None where they are no ends of one."""
        between = self.text[first.end : last.start]
        opening = _OPENS_INTERVAL.search(self.text, max(self.start, first.start - 8), first.start)
        begin = opening.start() if opening else first.start
        paired = between == " and " and opening is not None and opening[0].lower().startswith("between")
        return begin if paired or _CONNECTS.fullmatch(between) else None

    def _is_nowadays(self, found: Found) -> bool:
        """Whether "today" means the present age, as in a text that is of other times throughout."""
        clause = clause_of(self.text, (self.start, self.end), (found.start, found.end))
        return clause.is_nowadays or is_elsewhere(self.text, self.anchor)

    def _relative_to(self, found: Found, end: int) -> tuple[date | None, str, int]:
        """The day that a date from a match to ``end`` is relative to, its basis, and the direction; None if unknown."""
        kind = found.rule.kind
        if kind == "told":
            return told_before(self.text, found.start, self.anchor, found.unit), "inherited", 0
        clause = clause_of(self.text, (self.start, self.end), (found.start, end))
        if (kind in _MONTHS and clause.recurs) or (kind in _WITHOUT_YEAR and clause.is_yearly):
            return None, "none", 0
        told = self._told(found, end) if kind in _WITHOUT_YEAR else None
        if told and not (clause.direction > 0 and not is_elsewhere(self.text, self.anchor)):
            return told, "inherited", FORWARD
        return self.anchor, self.basis, clause.direction

    def _told(self, found: Found, end: int) -> date | None:
        """The day from which a story of another time goes forward that a date without a year is part of."""
        if self.anchor is None:
            return None
        elsewhere = told_elsewhere(self.text, found.start, self.anchor)
        return elsewhere or told_setting(self.text, self.start, (found.start, end), self.anchor)


def _span(start: int, end: int, edtf: str | None, basis: str) -> DateSpan | None:
    return DateSpan(start, end, edtf, basis) if edtf else None


def _joined(first: Found, last: Found, anchor: date, direction: int) -> str | None:
    """One value from two, where an end without a year takes it from the other."""
    begins = first.rule.kind == "full" or (first.rule.kind in _OPEN and direction > 0)
    if begins and last.rule.kind in _OPEN:
        left = first.value(anchor, direction)
        right = last.value(bounds(left)[0], 1) if left else None
    else:
        right = last.value(anchor, direction)
        after = (bounds(right)[1], -1) if right and first.rule.kind in _OPEN else (anchor, direction)
        left = first.value(*after)
    edtf = f"{left}/{right}" if left and right else ""
    if edtf.count("/") > 1:
        edtf = edtf.split("/")[0] + "/" + edtf.split("/")[-1]
    return edtf if is_edtf(edtf) else None
