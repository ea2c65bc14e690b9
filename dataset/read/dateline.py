"""The wire dateline that opens an article's body: place, day and agency.

Read are, among others::

    MOSCOW, December 23. /TASS/.                    MOSCOW/KIEV, Dec. 3, 2021 (Reuters) -
    WASHINGTON (Reuters) -                          MOSCOW. 23 December (Interfax) --
    ST. PETERSBURG, May 1. /TASS correspondent Ivan Petrov/.      (Reuters) -      March 4 (Reuters) -
    TOKYO --      MANCHESTER, N.H. -      WASHINGTON—      NEW DELHI:

The agency is looked up in ``lexicon/agencies.csv``; one that is not there is null. A dateline without a known
agency needs a place in capitals, and a day or a place that the lexicon has: otherwise ordinary sentences, labels
("EXCLUSIVE -") and speakers ("CLINTON:") would pass for datelines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dataset.lexicon import rows

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_WORD = r"[^\W\d_][\w.'’-]*"
_PLACE = rf"(?P<place>{_WORD}(?:(?:\s?/\s?|,?\s)(?!{_MONTH}\s?\d){_WORD}){{0,7}})"
_DAY = rf"(?:(?P<month>{_MONTH})\s?(?P<day>\d\d?)|(?P<day_first>\d\d?)\s(?P<month_last>{_MONTH}))\b"
_DATE = rf"[.,]?\s{_DAY}(?:,?\s(?P<year>\d{{4}})\b)?"
_SLASHED = r"[.,]?\s?/(?P<slashed>[^/]{1,80})/(?:\s?[-–—]{1,3}(?=\s|$)|\.)?"
_BRACKETED = r"[.,]?\s?\((?P<bracketed>[^()]{1,80})\)\s?(?:[-–—]{1,3}|[.:]|$)"
_BARE = r"(?:\.|\s?[-–—]{1,3})(?=\s|$)|\s?—(?=[\w\"'“‘])|:(?=\s)"
_DATELINE = re.compile(rf"{_PLACE}(?:{_DATE})?(?:{_SLASHED}|{_BRACKETED}|{_BARE})", re.IGNORECASE)
_PLACELESS = re.compile(
    rf"(?:{_DAY}(?:,?\s(?P<year>\d{{4}})\b)?\s)?\((?P<bracketed>[^()]{{1,80}})\)\s?[-–—]{{1,3}}(?=\s|$)"
)
_REACH = 240  # code points of the first line that a dateline may take
_SMALL = {"al", "and", "da", "de", "del", "di", "do", "du", "el", "la", "las", "le", "los", "of", "on", "the", "upon"}
_DAYS_AHEAD = 7  # how far a dateline may lie after its posting


@dataclass(frozen=True, slots=True)
class Dateline:
    """Positions are code points into the body; the place, if there is one, is printed at ``char_start``.

    ``char_end`` is behind the closing stop or dash. ``month`` is 1..12; ``day`` and ``year`` are as printed.
    """

    char_start: int
    char_end: int
    place: str | None
    agency: str | None = None
    month: int | None = None
    day: int | None = None
    year: int | None = None

    def resolve(self, posted: date | None) -> date | None:
        """The day of the dateline, or None where it has none, is impossible, or its year cannot be known.

        A year that is not printed is the one that puts the day nearest to ``posted`` and at most 7 days after it.
        """
        if self.year is not None or posted is None:
            return self._in(self.year or 0)
        days = (self._in(posted.year + step) for step in (1, 0, -1))
        return next((day for day in days if day and (day - posted).days <= _DAYS_AHEAD), None)

    def _in(self, year: int) -> date | None:
        try:
            return date(year, self.month or 0, self.day or 0)
        except ValueError:
            return None


def parse_dateline(body: str) -> Dateline | None:
    """The dateline at the very start of ``body``, or None; looks at the first line only and never raises."""
    line = body[:_REACH].partition("\n")[0]
    found = _PLACELESS.match(line) or _DATELINE.match(line)
    if not found:
        return None
    groups = found.groupdict()
    place = _without_stop(groups["place"]) if "place" in groups else None
    agency = _agency(groups.get("slashed") or groups["bracketed"] or "")
    month, day = found["month"] or found["month_last"], found["day"] or found["day_first"]
    if place is None and not agency:
        return None
    if place is not None and agency and not _is_place(place):
        return None
    if place is not None and not agency and not (_in_capitals(place) and (day or _opens(found, place, body))):
        return None
    number = _MONTHS.index(month[:3].lower()) + 1 if month else None
    year = int(found["year"]) if found["year"] else None
    return Dateline(0, found.end(), place, agency, number, int(day) if day else None, year)


def _opens(found: re.Match[str], place: str, body: str) -> bool:
    """Whether a place alone is a dateline: known and parted by more than a stop from a text that begins as a sentence
    does. A colon parts cities only, and no name that opens a line again, as speakers do."""
    text = found.string[found.end() :].lstrip()
    if text.isupper() or text[:1].islower():
        return False
    if found[0].endswith(":"):
        return _is_known(place, cities_only=True) and f"\n{found[0]}" not in body
    return not found[0].endswith(".") and _is_known(place)


def _is_known(place: str, cities_only: bool = False) -> bool:
    """Whether the lexicon has the place, or the region or country behind its comma."""
    cities, regions = _places()
    head, _, region = (part.strip().casefold() for part in place.partition(","))
    heads = [part.strip() for part in head.split("/")]
    return region in regions or (not region and all(h in cities or (h in regions and not cities_only) for h in heads))


@lru_cache
def _places() -> tuple[frozenset[str], frozenset[str]]:
    """Case-folded cities and capitals; regions and countries with their other names."""
    cities = [row["city"] for row in rows("cities")]
    cities += [name for row in rows("countries") for name in row["capital"].split("|")]
    regions = [name for row in rows("regions") for name in (row["region"], *row["aliases"].split("|"))]
    regions += [name for row in rows("countries") for name in (row["country_name"], *row["aliases"].split("|"))]
    return frozenset(map(str.casefold, filter(None, cities))), frozenset(map(str.casefold, filter(None, regions)))


def _agency(printed: str) -> str | None:
    """The canonical name of the first agency named in ``printed`` ("TASS correspondent Ivan Petrov" -> "TASS")."""
    names, pattern = _agencies()
    found = pattern.search(printed)
    return names[found[0].casefold()] if found else None


@lru_cache
def _agencies() -> tuple[dict[str, str], re.Pattern[str]]:
    """Case-folded name or alias -> canonical name, and the pattern that finds the longest of them as whole words."""
    names = {
        name.strip().casefold(): row["agency"]
        for row in rows("agencies")
        for name in (row["agency"], *row["aliases"].split("|"))
        if name.strip()
    }
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return names, re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)", re.IGNORECASE)


def _without_stop(place: str) -> str:
    """Drops the stop that closes a place in capitals ("MOSCOW."), not one of an abbreviation ("D.C.", "Ill.")."""
    last = place.rsplit(maxsplit=1)[-1]
    return place[:-1] if last.isupper() and last.find(".") == len(last) - 1 else place


def _in_capitals(place: str) -> bool:
    """True of "MOSCOW/KIEV" and of "KYIV, Ukraine"."""
    return len(place) > 1 and place.partition(",")[0].isupper()


def _is_place(place: str) -> bool:
    return _in_capitals(place) or all(word[0].isupper() or word in _SMALL for word in re.split(r"[\s/]+", place))
