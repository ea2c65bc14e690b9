"""Dates in words, normalised to EDTF (ISO 8601-2) relative to an anchor, usually the dateline.

A closed list of patterns in the manner of TIMEX3 (TimeML 1.2.1): the extent has the determiner and not the
preposition. What is no date (ages, durations, clock times, "now") is left alone. A bare weekday is the same
day or the most recent one, which holds for 91 % in TimeBank, and with a future verb the next one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dataset.edtf import bounds, is_edtf


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


_Resolve = Callable[[re.Match[str], date, int], str]


@dataclass(frozen=True, slots=True)
class _Rule:
    """A pattern, whose group ``extent`` is the date if it has one, and how its match becomes EDTF.

    ``kind``: ``full`` needs no anchor, ``calendar`` lacks a year or week, ``deictic`` counts from the anchor,
    ``weak`` is a ``calendar`` that is a date only as one end of an interval ("May", which may be a name).
    """

    kind: str
    resolve: _Resolve
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Found:
    """A pattern's match before it has a value."""

    start: int
    end: int
    match: re.Match[str]
    rule: _Rule


_YEARLESS = ("calendar", "weak")
_FIRST_DAY = date(1, 1, 1)  # stands in for the anchor where none is needed
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_PARTS = ("early", "mid", "late")
_STEPS = {"last": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_COUNTS = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first",
)  # fmt: skip
_NEAR_DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "today": 0, "tonight": 0, "this morning": 0,
    "this afternoon": 0, "this evening": 0, "tomorrow": 1, "the day after tomorrow": 2,
}  # fmt: skip
_HOLIDAYS = {
    "new year's day": (1, 1), "valentine's day": (2, 14), "international women's day": (3, 8),
    "st. patrick's day": (3, 17), "may day": (5, 1), "victory day": (5, 9), "halloween": (10, 31),
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "boxing day": (12, 26),
    "new year's eve": (12, 31),
}  # fmt: skip


def _either(words: Iterable[str]) -> str:
    """A pattern of the words, the longest first, with either apostrophe."""
    return "|".join(sorted((re.escape(word).replace("'", "['’]") for word in words if word), key=len, reverse=True))


_LONG = r"January|February|July|September|October|November|December"
_NAME = r"March|April|May|June|August"  # also names or words
_MONTH = rf"(?P<month>(?:{_LONG}|{_NAME}|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
_DAY = r"(?<![\w.,:/$€£-])(?P<day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![.,:/]\d|[%°])"
_LAST_DAY = r"(?P<last_day>[0-3]?\d)(?:st|nd|rd|th)?\b(?![.,:/]\d|[%°])"
_COUNTED = (
    r"(?!\s(?:people|troops|soldiers|men|women|children|civilians|tons|tonnes|met(?:er|re)s|miles|k[mg]|hours"
    r"|times|cases|dollars|ro?ubles|euros|pounds|percent|per cent|barrels|feet|GMT|deaths|votes"
    r"|workers|pages|words|points|years)\b)"
)
_AFTER_YEAR = rf"(?![\w%]|[.,:/]\d|\s(?:BCE?\b|B\.C)){_COUNTED}"
_YEAR = rf"(?P<year>(?:1\d|20)\d\d){_AFTER_YEAR}"
_WEEKDAY = rf"(?P<weekday>(?i:{_either(_WEEKDAYS)}))\b"
_PART = r"(?:(?P<part>(?i:early|mid|late))(?:-|\s))"
_STEP = rf"(?P<step>(?i:{_either(_STEPS)}))\s"
_COUNT = rf"(?P<count>an?|\d{{1,4}}|{_either(_COUNTS)})"
_QUARTER = (
    r"(?:[Tt]he\s(?P<nth>(?i:first|second|third|fourth|last)|[1-4](?:st|nd|rd|th))\s(?P<share>quarter|half)\sof\s)"
)
_CENTURY = rf"(?P<century>\d{{1,2}}(?=st|nd|rd|th)|(?i:{_either(_ORDINALS)}))(?:st|nd|rd|th)?[-\s](?i:century)\b"
_NO_WEEKDAY = "".join(
    rf"(?<!\b{word}\s)" for word in ("Black", "Bloody", "Good", "Super", "Palm", "Ash", "every", "each")
)
_NO_CHRISTMAS = r"(?!\s(?:tree|part|market|truce|shopping|card|gift|present|dinner|holiday|season|message|carol|song))"


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
    for rule in _RULES:
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


def _cost(distance: int, direction: int) -> int:
    """How far a reading lies from the anchor; against the direction it counts twice, after a past verb 24 times."""
    against = distance < 0 if direction > 0 else distance > 0
    return abs(distance) * ((24 if direction < 0 else 2) if against else 1)


def _month_number(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _month_of(match: re.Match[str]) -> int:
    return _month_number(match["month"])


def _plus_months(year: int, month: int, step: int) -> str:
    year, month = divmod(year * 12 + month - 1 + step, 12)
    return f"{year:04}-{month + 1:02}"


def _month_part(month: str, part: str | None) -> str:
    """A month, or its days 1-10, 11-20 or from 21 on."""
    if not part:
        return month
    third = _PARTS.index(part.lower())
    last = bounds(month)[1].day
    return f"{month}-{third * 10 + 1:02}/{month}-{(10, 20, last)[third]}"


def _year_part(year: int, part: str | None) -> str:
    """A year, or its months 1-4, 5-8 or 9-12."""
    third = _PARTS.index(part.lower()) if part else 0
    return f"{year:04}-{third * 4 + 1:02}/{year:04}-{third * 4 + 4:02}" if part else f"{year:04}"


def _full_day(match: re.Match[str], _anchor: date, _direction: int) -> str:
    return date(int(match["year"]), _month_of(match), int(match["day"])).isoformat()


def _numeric_day(match: re.Match[str], _anchor: date, _direction: int) -> str:
    month, day = int(match["month"]), int(match["day"])
    if month > 12 and "/" in match[0]:
        month, day = day, month
    return date(int(match["year"]), month, day).isoformat()


def _nearest(month: int, day: int, anchor: date, direction: int) -> date:
    """The day in the year that puts it nearest to the anchor."""
    years = [anchor.year + step for step in (-1, 0, 1)]
    days = [date(year, month, day) for year in years if is_edtf(f"{year:04}-{month:02}-{day:02}")]
    return min(days, key=lambda found: _cost((found - anchor).days, direction))


def _yearless_day(match: re.Match[str], anchor: date, direction: int) -> str:
    return _nearest(_month_of(match), int(match["day"]), anchor, direction).isoformat()


def _day_range(match: re.Match[str], anchor: date, direction: int) -> str:
    month, day = _month_of(match), int(match["day"])
    year = match.groupdict().get("year")
    first = date(int(year), month, day) if year else _nearest(month, day, anchor, direction)
    return f"{first}/{first.replace(day=int(match['last_day']))}"


def _holiday(match: re.Match[str], anchor: date, direction: int) -> str:
    month, day = _HOLIDAYS[match["holiday"].lower().replace("’", "'")]
    year = match.groupdict().get("year")
    return (date(int(year), month, day) if year else _nearest(month, day, anchor, direction)).isoformat()


def _full_month(match: re.Match[str], _anchor: date, _direction: int) -> str:
    return _month_part(f"{match['year']}-{_month_of(match):02}", match["part"])


def _yearless_month(match: re.Match[str], anchor: date, direction: int) -> str:
    """A month in the year nearest to the anchor; "last" and "next" leave the anchor's month, "this" its year not."""
    groups = match.groupdict()
    offset = _month_of(match) - anchor.month
    step = _STEPS.get((groups.get("step") or "").lower())
    choices = [offset] if step == 0 else [offset + turn for turn in (-24, -12, 0, 12, 24)]
    choices = [months for months in choices if not step or months * step > 0]
    months = min(choices, key=lambda months: _cost(months, direction))
    return _month_part(_plus_months(anchor.year, anchor.month, months), groups.get("part"))


def _full_year(match: re.Match[str], _anchor: date, _direction: int) -> str:
    return _year_part(int(match["year"]), match.groupdict().get("part"))


def _year_range(match: re.Match[str], _anchor: date, _direction: int) -> str:
    first, last = match["year"], match["last"]
    if len(last) == 2 and int(last) <= 12:
        raise ValueError(f"{match[0]} may be a month")
    return f"{first}/{first[:2] + last if len(last) == 2 else last}"


def _decade(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """A decade; "1800s" is a century, "2000s" a decade; ’20s to ’90s are of the twentieth century."""
    digits = match["decade"]
    if len(digits) == 2:
        digits = ("20" if digits < "20" else "19") + digits
    return f"{digits[:2]}XX" if digits.endswith("00") and digits != "2000" else f"{digits[:3]}X"


def _century(match: re.Match[str], _anchor: date, _direction: int) -> str:
    word = match["century"].lower()
    number = int(word) if word.isdigit() else _ORDINALS.index(word)
    return f"{number - 1:02}XX"


def _season_months(year: int, season: str) -> str:
    first = _SEASONS[season.lower()]
    return f"{year:04}-{first:02}/{_plus_months(year, first, 2)}"


def _season(match: re.Match[str], _anchor: date, _direction: int) -> str:
    return _season_months(int(match["year"]), match["season"])


def _near_season(match: re.Match[str], anchor: date, _direction: int) -> str:
    """The last season that is over, the next that has not begun, or that of this year."""
    step = _STEPS[match["step"].lower()]
    choices = [_season_months(anchor.year + turn, match["season"]) for turn in (-2, -1, 0, 1)]
    over = [choice for choice in choices if bounds(choice)[1] < anchor]
    ahead = [choice for choice in choices if bounds(choice)[0] > anchor]
    return choices[2] if step == 0 else over[-1] if step < 0 else ahead[0]


def _quarter(match: re.Match[str], anchor: date, _direction: int) -> str:
    """A quarter or half of a year that is named, or counted from the anchor."""
    groups = match.groupdict()
    year = int(groups["year"]) if groups.get("year") else anchor.year + _STEPS[match["step"].lower()]
    length = 6 if groups.get("share") == "half" else 3
    number = _nth(match["nth"], 12 // length)
    return f"{year:04}-{(number - 1) * length + 1:02}/{year:04}-{number * length:02}"


def _nth(word: str, last: int) -> int:
    """The number of an ordinal; ValueError where it is more than ``last``."""
    number = int(word[0]) if word[0].isdigit() else last if word.lower() == "last" else _ORDINALS.index(word.lower())
    if number > last:
        raise ValueError(word)
    return number


def _near_day(match: re.Match[str], anchor: date, _direction: int) -> str:
    return (anchor + timedelta(days=_NEAR_DAYS[match[0].lower()])).isoformat()


def _weekday(match: re.Match[str], anchor: date, direction: int) -> str:
    """Bare: the same day or the last one, with a future the next one; "last" and "next" leave the anchor's day."""
    ahead = (_WEEKDAYS.index(match["weekday"].lower()) - anchor.weekday()) % 7
    step = _STEPS.get((match["step"] or "").lower())
    if step == 0:
        ahead = ahead if ahead + anchor.weekday() < 7 else ahead - 7
    elif step or direction > 0:
        ahead = ahead - 7 if step == -1 else ahead or (7 if step else 0)
    else:
        ahead -= 7 if ahead else 0
    return (anchor + timedelta(days=ahead)).isoformat()


def _near_unit(match: re.Match[str], anchor: date, _direction: int) -> str:
    """The last, this or the next week, weekend, month, year, decade or century."""
    return _shifted(anchor, match["unit"].lower(), _STEPS[match["step"].lower()], match["part"])


def _ago(match: re.Match[str], anchor: date, _direction: int) -> str:
    word = match["count"].lower()
    count = 1 if word in ("a", "an") else int(word) if word.isdigit() else _COUNTS.index(word)
    return _shifted(anchor, match["unit"].lower(), -count, None)


def _shifted(anchor: date, unit: str, step: int, part: str | None) -> str:
    """The unit around the anchor moved by ``step`` units; weeks begin on Monday (ISO 8601)."""
    if unit in ("week", "weekend"):
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        return f"{monday + timedelta(days=5 if unit == 'weekend' else 0)}/{monday + timedelta(days=6)}"
    if unit == "month":
        return _month_part(_plus_months(anchor.year, anchor.month, step), part)
    if unit == "day":
        return (anchor + timedelta(days=step)).isoformat()
    year = anchor.year + step * {"year": 1, "decade": 10, "century": 100}[unit]
    return {"year": _year_part(year, part), "decade": f"{year // 10:03}X", "century": f"{year // 100:02}XX"}[unit]


def _rule(kind: str, resolve: _Resolve, pattern: str) -> _Rule:
    return _Rule(kind, resolve, re.compile(pattern))


_RULES = (
    _rule("full", _full_day, rf"\b(?:{_WEEKDAY},?\s)?{_MONTH}\s{_DAY},?\s?{_YEAR}"),
    _rule("full", _full_day, rf"\b(?:{_WEEKDAY},?\s)?{_DAY}\s(?:of\s)?{_MONTH},?\s{_YEAR}"),
    _rule("full", _numeric_day, r"\b(?<![-/.])(?P<year>[12]\d{3})-(?P<month>\d\d)-(?P<day>\d\d)\b(?![-/])"),
    _rule("full", _numeric_day, r"\b(?<![-/.])(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>[12]\d{3})\b(?![-/])"),
    _rule("calendar", _yearless_day, rf"\b(?:{_WEEKDAY},?\s)?{_MONTH}\s{_DAY}"),
    _rule("calendar", _yearless_day, rf"\b(?:{_WEEKDAY},?\s)?{_DAY}\s(?:of\s)?{_MONTH}"),
    _rule("full", _day_range, rf"\b{_MONTH}\s{_DAY}(?:\s?[-–]\s?|\sto\s){_LAST_DAY},?\s{_YEAR}"),
    _rule("full", _day_range, rf"{_DAY}(?:\s?[-–]\s?|\sto\s){_LAST_DAY}\s{_MONTH},?\s{_YEAR}"),
    _rule("calendar", _day_range, rf"\b{_MONTH}\s{_DAY}(?:\s?[-–]\s?|\sto\s){_LAST_DAY}"),
    _rule("calendar", _day_range, rf"{_DAY}(?:\s?[-–]\s?|\sto\s){_LAST_DAY}\s{_MONTH}"),
    _rule("full", _holiday, rf"\b(?P<holiday>(?i:{_either(_HOLIDAYS)})),?\s(?:of\s)?{_YEAR}"),
    _rule("calendar", _holiday, rf"\b(?P<holiday>(?i:{_either(set(_HOLIDAYS) - {'christmas'})}))\b"),
    _rule(
        "calendar", _holiday,
        rf"\b(?:at|on|by|before|after|until|since|for|over|around)\s(?P<extent>(?P<holiday>Christmas))\b{_NO_CHRISTMAS}",
    ),
    _rule("full", _full_month, rf"\b{_PART}?{_MONTH},?\s(?:of\s)?{_YEAR}"),
    _rule("calendar", _yearless_month, rf"\b{_PART}?(?:{_STEP})?(?P<month>{_LONG})\b(?!\s\d)"),
    _rule("calendar", _yearless_month, rf"\b(?:{_PART}|{_STEP})(?P<month>{_NAME})\b"),
    _rule(
        "calendar", _yearless_month,
        rf"\b(?i:in|since|until|till|during|through|by|of)\s(?P<extent>(?P<month>{_NAME}))\b(?!['’]s\b)",
    ),
    _rule("weak", _yearless_month, rf"\b(?P<month>{_NAME})\b"),
    _rule("full", _full_year, rf"\b{_PART}{_YEAR}"),
    _rule("full", _full_year, rf"(?<![\w.,:/$€£#-])(?P<year>(?:19|20)\d\d){_AFTER_YEAR}(?!-)"),
    _rule("full", _full_year, rf"\b(?i:in|since|until)\s(?P<extent>(?P<year>1\d{{3}})){_AFTER_YEAR}(?!-|\s[a-z]+s\b)"),
    _rule("full", _year_range, rf"\b(?<![-/.])(?P<year>(?:19|20)\d\d)[-–](?P<last>(?:19|20)?\d\d){_AFTER_YEAR}(?!-)"),
    _rule("full", _decade, rf"\b(?:[Tt]he\s)?{_PART}?(?:[Tt]he\s)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"),
    _rule("full", _decade, rf"(?:\b(?:[Tt]he\s)?{_PART}?(?:[Tt]he\s)?)?(?<!\w)['’‘](?P<decade>\d0)s\b"),
    _rule("full", _century, rf"\b(?:[Tt]he\s)?{_PART}?{_CENTURY}(?!\s(?:BCE?\b|B\.C))"),
    _rule("full", _season, rf"\b(?:[Tt]he\s)?(?P<season>(?i:{_either(_SEASONS)}))\s(?:of\s)?{_YEAR}"),
    _rule("deictic", _near_season, rf"\b{_STEP}(?P<season>{_either(_SEASONS)})\b"),
    _rule("full", _quarter, rf"\b{_QUARTER}{_YEAR}"),
    _rule("full", _quarter, rf"\bQ(?P<nth>[1-4])\s(?:of\s)?{_YEAR}"),
    _rule("deictic", _quarter, rf"\b{_QUARTER}{_STEP}year\b"),
    _rule("deictic", _near_day, rf"\b(?:(?<!\w\s)|(?=[a-z]))(?i:{_either(_NEAR_DAYS)})\b"),
    _rule(
        "calendar", _weekday,
        rf"\b{_NO_WEEKDAY}(?:{_STEP})?{_WEEKDAY}(?!\s(?:school|prayers|roast|Times|Telegraph|Mirror|Post|Express|Mail)\b)",
    ),
    _rule("deictic", _near_unit, rf"\b(?<!\bthe\s){_PART}?{_STEP}(?P<unit>week(?:end)?|month|year|decade|century)\b"),
    _rule("deictic", _ago, rf"\b(?<!\bhalf\s)(?i:{_COUNT})\s(?P<unit>day|week|month|year|decade)s?\sago\b"),
)  # fmt: skip
