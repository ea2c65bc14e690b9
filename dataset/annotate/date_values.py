"""What a date's words are worth: months, weeks and quarters counted from an anchor and written as EDTF (ISO 8601-2).

Each function that takes a match is how one pattern of ``date_patterns`` becomes a value: of the match, the anchor, and
the direction of the clause (1 future, -1 past, 0 unknown) or ``FORWARD`` of a story. ValueError where there is no
such day.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from dateutil.easter import easter
from dateutil.relativedelta import relativedelta
from dateutil.relativedelta import weekday as nth_weekday

from dataset.annotate.date_parts import century_part, decade_part, month_part, year_part
from dataset.edtf import bounds, is_edtf
from dataset.lexicon import rows

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
FORWARD = 2  # the direction of a story that goes forward
_PIVOT = 30  # of years in two digits, those from here on are of the twentieth century
STEPS = {"last": -1, "this past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_NUMBERS = {word: number for number, word in enumerate((*ONES, *TEENS), 1)}
_NUMBERS |= {word: number * 10 for number, word in enumerate(TENS, 2)}
DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
ORDINALS = (
    "", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth", "twenty-first", "twenty-second", "twenty-third", "twenty-fourth", "twenty-fifth", "twenty-sixth",
    "twenty-seventh", "twenty-eighth", "twenty-ninth", "thirtieth", "thirty-first",
)  # fmt: skip
_LONGEST = 300  # years that two numbers with a dash may be apart
_TURNS = {
    "same": 0, "following": 1, "next": 1, "later": 1, "after": 1, "previous": -1, "preceding": -1, "earlier": -1,
    "before": -1, "prior": -1,
}  # fmt: skip
NEAR_DAYS = {
    "the day before yesterday": -2, "yesterday": -1, "last night": -1, "tonight": 0,
    "this morning": 0, "this afternoon": 0, "this evening": 0, "this day": 0, "the time of writing": 0, "tomorrow": 1,
    "the day after tomorrow": 2,
}  # fmt: skip
HOLIDAYS = {n: row for row in rows("holidays") for n in (row["holiday"], *row["aliases"].split("|")) if n}
_HOLIDAYS = {name.lower(): row for name, row in HOLIDAYS.items()}
PERIODS = {n: row["edtf"] for row in rows("periods") for n in (row["period"], *row["aliases"].split("|")) if n}
_PERIODS = {name.lower(): edtf for name, edtf in PERIODS.items()}


def _cost(distance: int, direction: int) -> int:
    """How far a reading lies from the anchor; against the direction it counts twice, against a sure one 24 times."""
    against = distance < 0 if direction > 0 else distance > 0
    return abs(distance) * ((24 if direction in (-1, FORWARD) else 2) if against else 1)


def _month_number(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _month_of(match: re.Match[str]) -> int:
    return _month_number(match["month"])


def _number(word: str, words: tuple[str, ...]) -> int:
    """The number that is written in digits, or as one of the words by its place among them."""
    return int(word) if word.isdigit() else words.index(word.lower())


def _count_of(match: re.Match[str]) -> int:
    """The number of units, which is 1 where it is not said."""
    word = (match["count"] or "a").lower()
    if word in ("a", "an"):
        return 1
    return int(word) if word.isdigit() else sum(_NUMBERS[part] for part in word.split("-"))


def _year_of(match: re.Match[str]) -> int:
    """The year in digits, in the last two of them ("'71") or in words ("nineteen eighty-four")."""
    if match["year"].isdigit():
        return int(match["year"])
    if match["year"][1:].isdigit():
        year = int(match["year"][1:])
        return year + (1900 if year >= _PIVOT else 2000)
    century, *rest = re.split(r"[-\s]", match["year"].lower())
    return _NUMBERS[century] * 100 + sum(_NUMBERS[part] for part in rest)


def _day_of(match: re.Match[str]) -> int:
    return _number(match["day"], ORDINALS)


def _plus_months(year: int, month: int, step: int) -> str:
    year, month = divmod(year * 12 + month - 1 + step, 12)
    return f"{year:04}-{month + 1:02}"


def full_day(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """ "17 December 2021": the day."""
    return date(_year_of(match), _month_of(match), _day_of(match)).isoformat()


def numeric_day(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """ "2021-12-17", "12/17/2021", "17.12.2021": the day; before a slash the month, unless it cannot be one."""
    month, day = int(match["month"]), int(match["day"])
    if month > 12 and "/" in match[0]:
        month, day = day, month
    return date(int(match["year"]), month, day).isoformat()


def _nearest(days: Iterable[date], anchor: date, direction: int) -> date:
    """The day that is nearest to the anchor."""
    return min(days, key=lambda found: _cost((found - anchor).days, direction))


def _around(month: int, day: int, anchor: date) -> list[date]:
    """The day of the last, this and the next year that has it."""
    years = [anchor.year + step for step in (-1, 0, 1)]
    return [date(year, month, day) for year in years if is_edtf(f"{year:04}-{month:02}-{day:02}")]


def yearless_day(match: re.Match[str], anchor: date, direction: int) -> str:
    """ "December 17": the day in the year nearest to the anchor; "last" and "next" leave the anchor's day."""
    step = STEPS.get((match.groupdict().get("step") or "").lower())
    around = _around(_month_of(match), _day_of(match), anchor)
    days = [day for day in around if not step or (day - anchor).days * step > 0]
    return _nearest(days, anchor, direction).isoformat()


def day_range(match: re.Match[str], anchor: date, direction: int) -> str:
    """ "December 17-19": from one day to another of a month."""
    month, day = _month_of(match), _day_of(match)
    told = match.groupdict().get("year")
    days = [date(_year_of(match), month, day)] if told else _around(month, day, anchor)
    first = _nearest(days, anchor, direction)
    return f"{first}/{first.replace(day=int(match['last_day']))}"


def monthless_day(match: re.Match[str], anchor: date, direction: int) -> str:
    """ "on the 11th": the day in the month that puts it nearest to the anchor."""
    months = [_plus_months(anchor.year, anchor.month, step) for step in (-1, 0, 1)]
    days = [f"{month}-{_day_of(match):02}" for month in months]
    return _nearest((date.fromisoformat(day) for day in days if is_edtf(day)), anchor, direction).isoformat()


def holiday(match: re.Match[str], anchor: date, direction: int) -> str:
    """A feast in its year or in the one nearest to the anchor; "last" and "next" leave its day."""
    row, groups = _HOLIDAYS[match["holiday"].lower().replace("’", "'")], match.groupdict()
    if groups.get("year") or row["year"]:
        return _feast(row, _year_of(match) if groups.get("year") else int(row["year"])).isoformat()
    step = STEPS.get((groups.get("step") or "").lower())
    days = [_feast(row, anchor.year + turn) for turn in (-1, 0, 1)]
    if step is None:
        return _nearest(days, anchor, direction).isoformat()
    over, ahead = [found for found in days if found < anchor], [found for found in days if found > anchor]
    return (days[1] if step == 0 else over[-1] if step < 0 else ahead[0]).isoformat()


def _feast(row: Mapping[str, str], year: int) -> date:
    """The day of a feast in a year: fixed, so many days from Easter Sunday (Gregorian), or a weekday of its month."""
    if not row["moves"]:
        return date(year, int(row["month"]), int(row["day"]))
    unit, number = row["moves"].split()
    if unit == "easter":
        return easter(year) + timedelta(days=int(number))
    nth = nth_weekday(WEEKDAYS.index(unit.lower()), int(number))
    return date(year, int(row["month"]), 1) + relativedelta(day=1 if int(number) > 0 else 31, weekday=nth)


def period(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """A war or an age that is known by its name."""
    return _PERIODS[match["period"].lower()]


def full_month(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """ "(early) December 2021": the month, or a part of it."""
    return month_part(f"{_year_of(match):04}-{_month_of(match):02}", match.groupdict().get("part"))


def yearless_month(match: re.Match[str], anchor: date, direction: int) -> str:
    """A month in the year nearest to the anchor; "last" and "next" leave the anchor's month, "this" its year not."""
    groups = match.groupdict()
    offset = _month_of(match) - anchor.month
    step = STEPS.get((groups.get("step") or "").lower())
    choices = [offset] if step == 0 else [offset + turn for turn in (-24, -12, 0, 12, 24)]
    choices = [months for months in choices if not step or months * step > 0]
    months = min(choices, key=lambda months: _cost(months, direction))
    return month_part(_plus_months(anchor.year, anchor.month, months), groups.get("part"))


def full_year(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """ "(late) 2021", "AD 842", "842 AD": the year, or a third of it."""
    groups = match.groupdict()
    return year_part(_year_of(match) if groups["year"] else int(groups["before"]), groups.get("part"))


def year_range(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """ "2014-2016", "2014-16", "from 1820 to 1830"; ValueError where the second may be a month, or both are numbers."""
    first, last = match["year"], match["last"]
    if len(last) == 2 and int(last) <= 12:
        raise ValueError(f"{match[0]} may be a month")
    last = first[: -len(last)] + last
    if int(last) - int(first) > _LONGEST:
        raise ValueError(f"{match[0]} may be pages")
    return f"{int(first):04}/{int(last):04}"


def decade(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """A decade; "1800s" is a century, "2000s" a decade; ’20s to ’90s are of the twentieth century."""
    digits = match["decade"] if match["decade"].isdigit() else f"{DECADES.index(match['decade'].lower()) + 2}0"
    if len(digits) == 2:
        digits = ("20" if digits < "20" else "19") + digits
    part = match.groupdict().get("part")
    is_century = digits.endswith("00") and digits != "2000"
    return century_part(f"{digits[:2]}XX", part) if is_century else decade_part(f"{digits[:3]}X", part)


def century(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """ "the 19th century" is 18XX, or a part of it."""
    return century_part(f"{_number(match['century'], ORDINALS) - 1:02}XX", match["part"])


def century_range(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """ "from the 15th to the 19th century", "the 17th and 18th centuries": from the first to the last."""
    return f"{_number(match['first'], ORDINALS) - 1:02}XX/{_number(match['century'], ORDINALS) - 1:02}XX"


def _season_months(year: int, season: str) -> str:
    first = SEASONS[season.lower()]
    return f"{year:04}-{first:02}/{_plus_months(year, first, 2)}"


def season(match: re.Match[str], _anchor: date, _direction: int) -> str:
    """ "summer 2021": its three months."""
    return _season_months(_year_of(match), match["season"])


def near_season(match: re.Match[str], anchor: date, direction: int) -> str:
    """The last season that is over, the next that has not begun, or the nearest ("this winter" of last December)."""
    step = STEPS[match["step"].lower()]
    choices = [_season_months(anchor.year + turn, match["season"]) for turn in (-2, -1, 0, 1)]
    over = [choice for choice in choices if bounds(choice)[1] < anchor]
    ahead = [choice for choice in choices if bounds(choice)[0] > anchor]
    if step:
        return over[-1] if step < 0 else ahead[0]
    return min(choices, key=lambda choice: _cost(_distance(choice, anchor), direction))


def _distance(edtf: str, anchor: date) -> int:
    """Days from the anchor to the nearest day of a value; 0 where it is one of them."""
    first, last = bounds(edtf)
    return max((first - anchor).days, 0) or min((last - anchor).days, 0)


def quarter(match: re.Match[str], anchor: date, _direction: int) -> str:
    """A quarter or half of a year that is named, or counted from the anchor."""
    groups = match.groupdict()
    year = _year_of(match) if groups.get("year") else anchor.year + STEPS[match["step"].lower()]
    length = 6 if groups.get("share") == "half" else 3
    number = _nth(match["nth"], 12 // length)
    return f"{year:04}-{(number - 1) * length + 1:02}/{year:04}-{number * length:02}"


def near_quarter(match: re.Match[str], anchor: date, _direction: int) -> str:
    """ "last quarter": the quarter of the calendar before the anchor's."""
    first = (anchor.month - 1) // 3 * 3 + 1
    step = 3 * STEPS[match["step"].lower()]
    return f"{_plus_months(anchor.year, first, step)}/{_plus_months(anchor.year, first, step + 2)}"


def _nth(word: str, last: int) -> int:
    """The number of an ordinal; ValueError where it is more than ``last``."""
    number = last if word.lower() == "last" else _number(word[0] if word[0].isdigit() else word, ORDINALS)
    if number > last:
        raise ValueError(word)
    return number


def near_day(match: re.Match[str], anchor: date, _direction: int) -> str:
    """ "yesterday", "tomorrow": days from the anchor."""
    return (anchor + timedelta(days=NEAR_DAYS[match[0].lower()])).isoformat()


def weekday(match: re.Match[str], anchor: date, direction: int) -> str:
    """Bare: the same day or the last one, with a future the next one; "last" and "next" leave the anchor's day."""
    number = next(at for at, day in enumerate(WEEKDAYS) if day.startswith(match["weekday"][:3].lower()))
    ahead = (number - anchor.weekday()) % 7
    step = STEPS.get((match["step"] or "").lower())
    if step == 0:
        ahead = ahead if ahead + anchor.weekday() < 7 else ahead - 7
    elif step or direction > 0:
        ahead = ahead - 7 if step == -1 else ahead or (7 if step else 0)
    else:
        ahead -= 7 if ahead else 0
    return (anchor + timedelta(days=ahead)).isoformat()


def near_unit(match: re.Match[str], anchor: date, direction: int) -> str:
    """The last, this or the next week, weekend, month, year, decade or century.

    What was this week lasts to the anchor, a past "this weekend" is over.
    """
    unit, step = match["unit"].lower(), STEPS[match["step"].lower()]
    if unit == "week" and step == 0 and direction < 0:
        return f"{anchor - timedelta(days=anchor.weekday())}/{anchor}"
    ahead = unit == "weekend" and step == 0 and direction < 0 and anchor.weekday() < 5
    return _shifted(anchor, unit, step - ahead, match["part"])


def weekend(_match: re.Match[str], anchor: date, direction: int) -> str:
    """ "over the weekend": the one that goes on or is over, with a future the next one."""
    return _shifted(anchor, "weekend", 0 if direction > 0 or anchor.weekday() > 4 else -1, None)


def year_end(_match: re.Match[str], anchor: date, _direction: int) -> str:
    """ "by year's end": the last day of the anchor's year."""
    return date(anchor.year, 12, 31).isoformat()


def half_ago(match: re.Match[str], anchor: date, _direction: int) -> str:
    """ "a year and a half ago": the month, so many before the anchor's."""
    return _plus_months(anchor.year, anchor.month, -12 * _count_of(match) - 6)


def ago(match: re.Match[str], anchor: date, _direction: int) -> str:
    """ "two weeks ago": the unit, that many units before the anchor."""
    return _shifted(anchor, match["unit"].lower(), -_count_of(match), None)


def ahead(match: re.Match[str], anchor: date, _direction: int) -> str:
    """ "in two weeks' time", "a year from now": the unit, that many units after the anchor."""
    return _shifted(anchor, match["unit"].lower(), _count_of(match), None)


def near_span(match: re.Match[str], anchor: date, _direction: int) -> str:
    """ "the last five years", "the past week": so long up to the anchor, as TIMEX3 has durations that end on it."""
    unit, count = match["unit"].lower(), _count_of(match)
    if unit in ("day", "week"):
        return f"{anchor - timedelta(days=count * (7 if unit == 'week' else 1))}/{anchor}"
    months = count * {"month": 1, "year": 12, "decade": 120}[unit]
    return f"{anchor - relativedelta(months=months) + timedelta(days=1)}/{anchor}"


def today(_match: re.Match[str], anchor: date, _direction: int) -> str:
    """The anchor."""
    return anchor.isoformat()


def told_unit(match: re.Match[str], told: date, _direction: int) -> str:
    """ "that year", "the following day", "two months later": counted from the date that the text told last."""
    turn = _TURNS[(match["turn"] or "same").lower()]
    count = _count_of(match) if "count" in match.groupdict() else 1
    return _shifted(told, match["unit"].lower(), turn * count, None)


def told_month(match: re.Match[str], told: date, _direction: int) -> str:
    """ "May of that year", "that May": in the year that the text told last."""
    return month_part(f"{told.year:04}-{_month_of(match):02}", match.groupdict().get("part"))


def told_day(match: re.Match[str], told: date, _direction: int) -> str:
    """ "5 May of that year": in the year that the text told last."""
    return date(told.year, _month_of(match), _day_of(match)).isoformat()


def _shifted(anchor: date, unit: str, step: int, part: str | None) -> str:
    """The unit around the anchor moved by ``step`` units; weeks begin on Monday (ISO 8601)."""
    if unit in ("week", "weekend"):
        monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=step)
        return f"{monday + timedelta(days=5 if unit == 'weekend' else 0)}/{monday + timedelta(days=6)}"
    if unit == "month":
        return month_part(_plus_months(anchor.year, anchor.month, step), part)
    if unit == "day":
        return (anchor + timedelta(days=step)).isoformat()
    year = anchor.year + step * {"year": 1, "decade": 10, "century": 100}[unit]
    return {
        "year": year_part(year, part),
        "decade": decade_part(f"{year // 10:03}X", part),
        "century": century_part(f"{year // 100:02}XX", part),
    }[unit]
