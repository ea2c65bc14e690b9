"""Matches of the patterns of dates, before and after they have a value."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from dataset.annotate.date_patterns import EARLY_RULES, RULES, Rule
from dataset.edtf import is_edtf

_OPENS_TITLE = re.compile(r"\w\s(?:[“\"‘']|'')$")
_EARLY = re.compile(r"\b(?:AD|A\.D\.)\s?\d{1,3}\b|\b\d{1,3}\s(?:AD|A\.D\.|CE)(?!\w)|\b(?:c|ca)\.\s\d{3}\s?[-–)]")
_CLOSES_TITLE = re.compile(r"[,.]?(?:[”\"’']|'')")


@dataclass(frozen=True, slots=True)
class Found:
    """A pattern's match at the half-open range ``start:end``."""

    start: int
    end: int
    match: re.Match[str]
    rule: Rule

    @property
    def unit(self) -> str:
        """The unit that is counted; a year where the words have none."""
        return self.match.groupdict().get("unit") or "year"

    def value(self, anchor: date, direction: int = 0) -> str | None:
        """The EDTF value, or None where there is no such day or the calendar ends."""
        try:
            edtf = self.rule.resolve(self.match, anchor, direction)
        except (ValueError, OverflowError):
            return None
        return edtf if is_edtf(edtf) else None


def find_matches(text: str, start: int, end: int) -> list[Found]:
    """The matches in ``text[start:end]``, by start; of those that overlap the earliest, then the longest.

    What is a title, on NBC’s “Today”, is none.
    """
    found: list[Found] = []
    for rule in (*RULES, *EARLY_RULES) if _is_early(text) else RULES:
        extent = "extent" if "extent" in rule.pattern.groupindex else 0
        found += [Found(*match.span(extent), match, rule) for match in rule.pattern.finditer(text, start, end)]
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return [one for one in kept if not _is_title(text, one)]


@lru_cache(maxsize=8)
def _is_early(text: str) -> bool:
    """Whether a text has a year before 1000 that its words say to be one."""
    return bool(_EARLY.search(text))


def _is_title(text: str, found: Found) -> bool:
    """Whether words in capitals fill quotation marks within a sentence."""
    opened = text[found.start].isupper() and _OPENS_TITLE.search(text, max(0, found.start - 4), found.start)
    return bool(opened and _CLOSES_TITLE.match(text, found.end))
