"""Early, mid and late: which part of a month, a year, a decade or a century they are, in EDTF (ISO 8601-2).

GUM's annotators read "early" and "late" as halves of months and decades and as quarters of centuries. A year has
thirds.
"""

from __future__ import annotations

from dataset.edtf import bounds

_PARTS = {"e": 0, "m": 1, "l": 2}  # early, mid, late


def month_part(month: str, part: str | None) -> str:
    """A month, or its days 1-15, 11-20 or from 15 on, as GUM's annotators read "early" and "late"."""
    if not part:
        return month
    first, last = ((1, 15), (11, 20), (15, bounds(month)[1].day))[_PARTS[part[0].lower()]]
    return f"{month}-{first:02}/{month}-{last}"


def year_part(year: int, part: str | None) -> str:
    """A year, or its months 1-4, 5-8 or 9-12."""
    third = _PARTS[part[0].lower()] if part else 0
    return f"{year:04}-{third * 4 + 1:02}/{year:04}-{third * 4 + 4:02}" if part else f"{year:04}"


def decade_part(decade: str, part: str | None) -> str:
    """A decade as "198X", or its years 0-4, 3-6 or 5-9 (GUM: "early" and "late" are halves)."""
    first, last = ((0, 4), (3, 6), (5, 9))[_PARTS[part[0].lower()]] if part else (0, 9)
    return f"{decade[:3]}{first}/{decade[:3]}{last}" if part else decade


def century_part(century: str, part: str | None) -> str:
    """A century as "19XX", or its years 0-24, 25-74 or 75-99 (GUM: "early" and "late" are quarters)."""
    first, last = ((0, 24), (25, 74), (75, 99))[_PARTS[part[0].lower()]] if part else (0, 99)
    return f"{century[:2]}{first:02}/{century[:2]}{last:02}" if part else century
