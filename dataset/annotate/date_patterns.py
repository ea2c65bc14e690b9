"""The closed list of patterns that are dates in English, and how each becomes a value.

The extent has the determiner and not the preposition, as in TIMEX3 (TimeML 1.2.1). What is no date (ages, durations,
clock times, "now") fits none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from dataset.annotate.date_values import (
    COUNTS,
    HOLIDAYS,
    NEAR_DAYS,
    ORDINALS,
    SEASONS,
    STEPS,
    WEEKDAYS,
    ago,
    century,
    day_range,
    decade,
    full_day,
    full_month,
    full_year,
    holiday,
    near_day,
    near_season,
    near_unit,
    numeric_day,
    quarter,
    season,
    weekday,
    year_range,
    yearless_day,
    yearless_month,
)

Resolve = Callable[[re.Match[str], date, int], str]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern, whose group ``extent`` is the date if it has one, and how its match becomes EDTF.

    ``kind``: ``full`` needs no anchor, ``calendar`` lacks a year or week, ``deictic`` counts from the anchor,
    ``weak`` is a ``calendar`` that is a date only as one end of an interval ("May", which may be a name).
    """

    kind: str
    resolve: Resolve
    pattern: re.Pattern[str]


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
_WEEKDAY = rf"(?P<weekday>(?i:{_either(WEEKDAYS)}))\b"
_PART = r"(?:(?P<part>(?i:early|mid|late))(?:-|\s))"
_STEP = rf"(?P<step>(?i:{_either(STEPS)}))\s"
_COUNT = rf"(?P<count>an?|\d{{1,4}}|{_either(COUNTS)})"
_QUARTER = (
    r"(?:[Tt]he\s(?P<nth>(?i:first|second|third|fourth|last)|[1-4](?:st|nd|rd|th))\s(?P<share>quarter|half)\sof\s)"
)
_CENTURY = rf"(?P<century>\d{{1,2}}(?=st|nd|rd|th)|(?i:{_either(ORDINALS)}))(?:st|nd|rd|th)?[-\s](?i:century)\b"
_NO_WEEKDAY = "".join(
    rf"(?<!\b{word}\s)" for word in ("Black", "Bloody", "Good", "Super", "Palm", "Ash", "every", "each")
)
_NO_CHRISTMAS = r"(?!\s(?:tree|part|market|truce|shopping|card|gift|present|dinner|holiday|season|message|carol|song))"


def _rule(kind: str, resolve: Resolve, pattern: str) -> Rule:
    return Rule(kind, resolve, re.compile(pattern))


RULES = (
    _rule("full", full_day, rf"\b(?:{_WEEKDAY},?\s)?{_MONTH}\s{_DAY},?\s?{_YEAR}"),
    _rule("full", full_day, rf"\b(?:{_WEEKDAY},?\s)?{_DAY}\s(?:of\s)?{_MONTH},?\s{_YEAR}"),
    _rule("full", numeric_day, r"\b(?<![-/.])(?P<year>[12]\d{3})-(?P<month>\d\d)-(?P<day>\d\d)\b(?![-/])"),
    _rule("full", numeric_day, r"\b(?<![-/.])(?P<month>\d\d?)/(?P<day>\d\d?)/(?P<year>[12]\d{3})\b(?![-/])"),
    _rule("calendar", yearless_day, rf"\b(?:{_WEEKDAY},?\s)?{_MONTH}\s{_DAY}"),
    _rule("calendar", yearless_day, rf"\b(?:{_WEEKDAY},?\s)?{_DAY}\s(?:of\s)?{_MONTH}"),
    _rule("full", day_range, rf"\b{_MONTH}\s{_DAY}(?:\s?[-–]\s?|\sto\s){_LAST_DAY},?\s{_YEAR}"),
    _rule("full", day_range, rf"{_DAY}(?:\s?[-–]\s?|\sto\s){_LAST_DAY}\s{_MONTH},?\s{_YEAR}"),
    _rule("calendar", day_range, rf"\b{_MONTH}\s{_DAY}(?:\s?[-–]\s?|\sto\s){_LAST_DAY}"),
    _rule("calendar", day_range, rf"{_DAY}(?:\s?[-–]\s?|\sto\s){_LAST_DAY}\s{_MONTH}"),
    _rule("full", holiday, rf"\b(?P<holiday>(?i:{_either(HOLIDAYS)})),?\s(?:of\s)?{_YEAR}"),
    _rule("calendar", holiday, rf"\b(?P<holiday>(?i:{_either(set(HOLIDAYS) - {'christmas'})}))\b"),
    _rule(
        "calendar", holiday,
        rf"\b(?:at|on|by|before|after|until|since|for|over|around)\s(?P<extent>(?P<holiday>Christmas))\b{_NO_CHRISTMAS}",
    ),
    _rule("full", full_month, rf"\b{_PART}?{_MONTH},?\s(?:of\s)?{_YEAR}"),
    _rule("calendar", yearless_month, rf"\b{_PART}?(?:{_STEP})?(?P<month>{_LONG})\b(?!\s\d)"),
    _rule("calendar", yearless_month, rf"\b(?:{_PART}|{_STEP})(?P<month>{_NAME})\b"),
    _rule(
        "calendar", yearless_month,
        rf"\b(?i:in|since|until|till|during|through|by|of)\s(?P<extent>(?P<month>{_NAME}))\b(?!['’]s\b)",
    ),
    _rule("weak", yearless_month, rf"\b(?P<month>{_NAME})\b"),
    _rule("full", full_year, rf"\b{_PART}{_YEAR}"),
    _rule("full", full_year, rf"(?<![\w.,:/$€£#-])(?P<year>(?:19|20)\d\d){_AFTER_YEAR}(?!-)"),
    _rule("full", full_year, rf"\b(?i:in|since|until)\s(?P<extent>(?P<year>1\d{{3}})){_AFTER_YEAR}(?!-|\s[a-z]+s\b)"),
    _rule("full", year_range, rf"\b(?<![-/.])(?P<year>(?:19|20)\d\d)[-–](?P<last>(?:19|20)?\d\d){_AFTER_YEAR}(?!-)"),
    _rule("full", decade, rf"\b(?:[Tt]he\s)?{_PART}?(?:[Tt]he\s)?(?P<decade>(?:1[5-9]|20)\d0)['’]?s\b"),
    _rule("full", decade, rf"(?:\b(?:[Tt]he\s)?{_PART}?(?:[Tt]he\s)?)?(?<!\w)['’‘](?P<decade>\d0)s\b"),
    _rule("full", century, rf"\b(?:[Tt]he\s)?{_PART}?{_CENTURY}(?!\s(?:BCE?\b|B\.C))"),
    _rule("full", season, rf"\b(?:[Tt]he\s)?(?P<season>(?i:{_either(SEASONS)}))\s(?:of\s)?{_YEAR}"),
    _rule("deictic", near_season, rf"\b{_STEP}(?P<season>{_either(SEASONS)})\b"),
    _rule("full", quarter, rf"\b{_QUARTER}{_YEAR}"),
    _rule("full", quarter, rf"\bQ(?P<nth>[1-4])\s(?:of\s)?{_YEAR}"),
    _rule("deictic", quarter, rf"\b{_QUARTER}{_STEP}year\b"),
    _rule("deictic", near_day, rf"\b(?:(?<!\w\s)|(?=[a-z]))(?i:{_either(NEAR_DAYS)})\b"),
    _rule(
        "calendar", weekday,
        rf"\b{_NO_WEEKDAY}(?:{_STEP})?{_WEEKDAY}(?!\s(?:school|prayers|roast|Times|Telegraph|Mirror|Post|Express|Mail)\b)",
    ),
    _rule("deictic", near_unit, rf"\b(?<!\bthe\s){_PART}?{_STEP}(?P<unit>week(?:end)?|month|year|decade|century)\b"),
    _rule("deictic", ago, rf"\b(?<!\bhalf\s)(?i:{_COUNT})\s(?P<unit>day|week|month|year|decade)s?\sago\b"),
)  # fmt: skip
