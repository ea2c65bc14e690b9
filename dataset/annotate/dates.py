"""Dates in words, normalised to EDTF (ISO 8601-2) relative to an anchor, usually the dateline.

A bare weekday is the same day or the most recent one, which holds for 91 % in TimeBank, and with a future verb the next
one; a date without a year takes the year that puts it nearest. Two dates may be the ends of one interval.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from dataset.annotate.date_patterns import RULES, Rule
from dataset.edtf import bounds, is_edtf

_YEARLESS = ("calendar", "weak")
_FIRST_DAY = date(1, 1, 1)  # stands in for the anchor where none is needed


@dataclass(frozen=True, slots=True)
class DateSpan:
    """A date at the half-open range ``start:end`` in code points.

    ``edtf`` is null, with basis ``none``, where the words need an anchor and there is none. ``basis`` is
    ``explicit`` where the words alone fix the year, else the name of the anchor's basis.
    """

    start: int
    end: int
    edtf: str | None
    basis: str


@dataclass(frozen=True, slots=True)
class _Found:
    """A pattern's match before it has a value."""

    start: int
    end: int
    match: re.Match[str]
    rule: Rule


def find_dates(text: str, start: int, end: int, anchor: date | None, anchor_basis: str) -> list[DateSpan]:
    """The dates in ``text[start:end]``, by start; of overlapping readings the earliest, then the longest.

    ``anchor`` is the day that the words are relative to, ``anchor_basis`` the basis to note where it was needed
    (``relative_to_dateline`` or ``relative_to_publication``). Every value passes ``edtf.bounds``; a day that
    does not exist (30 February) is no date.
    """
    found = _without_overlaps(_matches(text, start, end))
    spans: list[DateSpan] = []
    position = 0
    while position < len(found):
        interval = _interval(text, start, end, found[position : position + 2], anchor, anchor_basis)
        span = interval or _single(text, start, end, found[position], anchor, anchor_basis)
        spans += [span] if span else []
        position += 2 if interval else 1
    return spans


def _matches(text: str, start: int, end: int) -> list[_Found]:
    found: list[_Found] = []
    for rule in RULES:
        extent = "extent" if "extent" in rule.pattern.groupindex else 0
        found += [_Found(*match.span(extent), match, rule) for match in rule.pattern.finditer(text, start, end)]
    return found


def _without_overlaps(found: list[_Found]) -> list[_Found]:
    kept: list[_Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept


def _single(text: str, start: int, end: int, found: _Found, anchor: date | None, anchor_basis: str) -> DateSpan | None:
    """The span of one match, or None where it is no date after all."""
    if found.rule.kind == "weak":
        return None
    if anchor is None and found.rule.kind != "full":
        return DateSpan(found.start, found.end, None, "none")
    edtf = _edtf(found, anchor or _FIRST_DAY, _direction(text, start, end, found))
    basis = "explicit" if found.rule.kind == "full" else anchor_basis
    return DateSpan(found.start, found.end, edtf, basis) if edtf else None


def _edtf(found: _Found, anchor: date, direction: int) -> str | None:
    """The value of a match, or None where there is no such day or the calendar ends."""
    try:
        edtf = found.rule.resolve(found.match, anchor, direction)
    except (ValueError, OverflowError):
        return None
    return edtf if is_edtf(edtf) else None


_OPENS_INTERVAL = re.compile(r"\b(?:from|between)\s$", re.IGNORECASE)
_CONNECTS = re.compile(r"\s?[-–]\s?|\s(?:to|until|till|through)\s")


def _interval(
    text: str, start: int, end: int, pair: list[_Found], anchor: date | None, anchor_basis: str
) -> DateSpan | None:
    """The span of two matches that are the ends of one interval ("from 2014 to March 2016"), or None."""
    if len(pair) < 2:
        return None
    first, last = pair
    between = text[first.end : last.start]
    opening = _OPENS_INTERVAL.search(text, max(start, first.start - 8), first.start)
    begin = opening.start() if opening else first.start
    joined = _CONNECTS.fullmatch(between) or (between == " and " and text[begin : begin + 7].lower() == "between")
    if not joined:
        return None
    years_known = "full" in (first.rule.kind, last.rule.kind) and "deictic" not in (first.rule.kind, last.rule.kind)
    if anchor is None and not years_known:
        return DateSpan(begin, last.end, None, "none")
    edtf = _joined(first, last, anchor or _FIRST_DAY, _direction(text, start, end, first))
    return DateSpan(begin, last.end, edtf, "explicit" if years_known else anchor_basis) if edtf else None


def _joined(first: _Found, last: _Found, anchor: date, direction: int) -> str | None:
    """One value from two, where an end without a year takes it from the other."""
    begins = first.rule.kind == "full" or (first.rule.kind in _YEARLESS and direction > 0)
    if begins and last.rule.kind in _YEARLESS:
        left = _edtf(first, anchor, direction)
        right = _edtf(last, bounds(left)[0], 1) if left else None
    else:
        right = _edtf(last, anchor, direction)
        after = (bounds(right)[1], -1) if right and first.rule.kind in _YEARLESS else (anchor, direction)
        left = _edtf(first, *after)
    edtf = f"{left}/{right}" if left and right else ""
    if edtf.count("/") > 1:
        edtf = edtf.split("/")[0] + "/" + edtf.split("/")[-1]
    return edtf if is_edtf(edtf) else None


_CLAUSE_EDGE = re.compile(r"[.;:!?\"“”()—\n,]|\b(?:that|who|which|but|while|because)\b")
_FRONTED = re.compile(r"\s*(?:(?:on|in|at|by|from|next|this)\s)?", re.IGNORECASE)
_DEADLINE = re.compile(r"\b(?:by|until|till|next|upcoming)\s$", re.IGNORECASE)
_TENSE = re.compile(
    r"(?P<future>(?:\b(?:will|shall|won['’]t|due|scheduled|expected|planned|upcoming)\b|['’]ll\b"
    r"|\bto(?!\s(?:the|an?|his|her|its|their)\b)(?=\s[a-z]))(?:\s(?:not|also|be|have|been|to))*(?:\s\w+)?)"
    r"|(?P<report>\b(?:said|told|says|added|noted|stressed|announced|reported|explained|recalled|warned)\b)"
    r"|(?P<past>\b(?:was|were|had|did|met|held|made|took|came|went|gave|began|left|saw|spoke|[a-z]{2,}ed)\b)"
)
_SAID_THEN = re.compile(r"\s(?:\w+\s)?(?:on|in|last)\s")
_REACH = 200  # code points of a clause that are looked at on either side


def _direction(text: str, start: int, end: int, found: _Found) -> int:
    """1 where the clause speaks of the future, -1 of the past, 0 where it does not tell."""
    left = text[max(start, found.start - _REACH) : found.start]
    if _DEADLINE.search(left):
        return 1
    left = _CLAUSE_EDGE.split(left)[-1]
    pieces = _CLAUSE_EDGE.split(text[found.end : min(end, found.end + _REACH)], maxsplit=2)
    fronted = _FRONTED.fullmatch(left) and not pieces[0].strip()
    right = " ".join(pieces[:2]) if fronted else pieces[0]
    cues = [*reversed(list(_TENSE.finditer(left))), *_TENSE.finditer(right)]
    if cues and cues[0]["report"]:
        return -1 if cues[0].string is left and _SAID_THEN.fullmatch(left, cues[0].end()) else 0
    return 0 if not cues else 1 if cues[0]["future"] else -1
