"""EDTF values (ISO 8601-2:2019, annex A; levels 0 to 2) as a first and a last day.

The ``edtf`` package parses; what it gets wrong is refused or corrected here: it pads a half-open
interval by ten years, strips blanks, lets 29 February pass in any year, lets an interval run
backwards, ends every winter on 31 December and ignores significant digits.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from dataset.errors import DatasetError

_UNBOUNDED = re.compile(r"^/|/$|\s|\dS\d|-\dX")
_WINTER = re.compile(r"(\d{4})-(?:24|28|30)")


@lru_cache(maxsize=4096)
def bounds(edtf: str) -> tuple[date, date]:
    """The earliest and the latest day that ``edtf`` may stand for, approximations taken strictly.

    A winter (and a southern summer) lasts from December of its year to the end of the next February.
    Raises DatasetError for what is not EDTF, has an open end, has a month or day known to one digit
    or significant digits only, holds no real day, runs backwards, or lies outside the years 1 to 9999.
    """
    try:
        earliest, latest = _parsed(edtf)
    except (ValueError, TypeError, AttributeError, OverflowError, RecursionError) as error:
        raise _refused(edtf) from error
    if latest < earliest:
        raise _refused(edtf)
    return earliest, latest


def is_edtf(edtf: str) -> bool:
    """Whether ``bounds`` can place the value in time."""
    try:
        bounds(edtf)
    except DatasetError:
        return False
    return True


def _parsed(edtf: str) -> tuple[date, date]:
    from edtf import EDTFParseException, parse_edtf

    if _UNBOUNDED.search(edtf):
        raise ValueError(edtf)
    try:
        value = parse_edtf(edtf)
    except EDTFParseException as error:
        raise ValueError(edtf) from error
    if "/" in edtf:
        first, last = edtf.split("/")
        return _parsed(first)[0], _parsed(last)[1]
    if winter := _WINTER.fullmatch(edtf):
        year = int(winter[1])
        return date(year, 12, 1), date(year + 1, 3, 1) - timedelta(days=1)
    return date(*value.lower_strict()[:3]), date(*value.upper_strict()[:3])


def _refused(edtf: str) -> DatasetError:
    return DatasetError("not a date that can be placed in time", expected="EDTF level 0 to 2 with both ends", got=edtf)
