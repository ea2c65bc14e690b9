"""What the words around a date tell about it: past or future, whether it recurs, which time the text is telling of.

Press text is anchored at its day throughout. In a text all of whose dates are far from its day, as in a life or a
history, a date without a year belongs to the date that was told last; so it does where a year sets the scene ("In 2014
she was called up on May 17"). "That year" always does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from dataset.annotate.cues import cues as cue_forms
from dataset.annotate.date_matches import find_matches
from dataset.edtf import bounds
from dataset.spans import Span

_REACH = 400  # code points of a clause that are looked at on either side
_RECALL = 1000  # code points within which a told date is still in mind
_BACK = timedelta(days=62)  # as far a story goes back without naming the year
_FEW = 3  # so many distant dates make a text one of other times, if there is no other
_MANY = 10  # so many do if no date is relative to the text's day, as in a life up to the present

_CLAUSE_EDGE = re.compile(
    r"[.;:!?\"“”()—\n,]|\b(?:that|who|which|but|while|because)\b|\band\s(?=(?:there|he|she|it|they|we|I)\b)"
)
_FRONTED = re.compile(r"\s*(?:(?:on|in|at|by|from|during|next|this)\s)?", re.IGNORECASE)
_ELLIPTIC = re.compile(
    r"\s*(?:(?:and|then|the|to|in|on|of|for|from|at|[A-Z][\w'’-]*)\s)+"
)  # "Rome in May, Paris in June"
_DEADLINE = re.compile(r"\b(?P<word>by|until|till|next|upcoming)\s$", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:would|could|should|may|might|must|can|want(?:ed)?|need(?:ed)?|g[ai]ve|set|fixed|scheduled|due|expected|planned)\b"
)
_TENSE = re.compile(
    r"(?P<future>(?:\b(?:will|shall|won['’]t|due|scheduled|expected|planned|upcoming)\b|['’]ll\b"
    r"|(?:\b(?:am|is|are)|['’](?:m|s|re))\sgoing\b"
    r"|\b(?:starts|begins|opens|ends|(?<=s )(?:start|begin|open|end))\b(?=\s(?:on|in|next|this)\s)"
    r"|\bto(?!\s(?:the|an?|his|her|its|their)\b)(?=\s[a-z]))(?:\s(?:not|also|be|have|been|to))*(?:\s\w+)?)"
    r"|(?P<report>\b(?:said|told|says|added|noted|stressed|announced|reported|explained|recalled|warned)\b)"
    r"|(?P<past>\b(?<!\bbe )(?<!\bis )(?<!\bare )(?:was|were|had|(?<!would )(?:have|has)\sbeen|did|met|held|made|took"
    r"|came|went|gave|began|left|saw|spoke|fell|rose|won|lost|grew|ran"
    r"|became|sent|brought|[a-z]{2,}ed)\b)"
)
_SAID_THEN = re.compile(r"\s(?:\w+\s)?(?:on|in|last)\s")
_GENERAL = re.compile(
    r"\b(?:is|are|can|may|should|varies|usually|often|average|occurs?|regularly|typically|normally|generally|annually|every|each)\b"
)


_YEARLY_BEFORE = re.compile(
    r"\b(?:(?:every|each)\s(?:year,?\s(?:on\s)?)?|(?:annually|yearly)\s(?:on\s)?"
    r"|(?:feast(?:\sday)?|birthday)\s(?:is|falls)\s(?:on\s)?)$",
    re.IGNORECASE,
)
_YEARLY_AFTER = re.compile(r"^,?\s(?:of\s)?(?:(?:every|each)\s(?:single\s)?year\b|(?:annually|yearly)\b)")
_STILL = re.compile(r"\bstill\b|\bas\s(?!of\b|well\b)\w+\s*$|\b(?:known|called|what\s(?:is|are))\s*$", re.IGNORECASE)
_THAN_EVER = re.compile(r"^\s(?:as\b|than\b)")


_OPENING = re.compile(  # before a date with which a sentence begins, or the year that "she started"
    r"(?:\A|\n|[.!?][\"'”’)\]]*\s)[\"'“‘(\[]*(?:(?:but|and|then|back|early|late|later)\s)?(?:(?:on|in|at|by|during)\s)?$",
    re.IGNORECASE,
)
_OPENED_YEAR = re.compile(r"\b(?:start|beg[iau]n|open|enter|finish|end)(?:s|ed)?\s$")
_OWN_YEAR = re.compile(r",?\s(?:of\s)?(?:this|last|next|the\s(?:same|following|next|previous))\syear\b")


_ADVERBIAL = re.compile(r"(?:^|\b(?:in|during|from|between|until|till|through|around))\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Clause:
    """The words of a date's clause before and after it, those of its sentence around, before and after it.

    ``deadline`` is true where the date is one ("by Friday").
    """

    left: str
    right: str
    around: str
    before: str
    after: str
    deadline: bool

    @property
    def direction(self) -> int:
        """1 where the clause speaks of the future, -1 of the past, 0 where it does not tell."""
        left = self.before if _ELLIPTIC.fullmatch(self.left) else self.left
        cues = [*reversed(list(_TENSE.finditer(left))), *_TENSE.finditer(self.right)]
        if self.deadline:
            return -1 if self._is_over(cues) else 1
        if not cues:
            return 0
        if cues[0]["report"]:
            return -1 if cues[0].string is left and _SAID_THEN.fullmatch(left, cues[0].end()) else 0
        return 1 if cues[0]["future"] else -1

    def _is_over(self, cues: Sequence[re.Match[str]]) -> bool:
        """Whether by the date something has happened ("the fire was out by Friday"), not what must happen by then."""
        last = _DEADLINE.search(self.before)
        by = last is not None and last["word"].lower() == "by"
        if not by or not cues or not cues[0]["past"] or _TO_COME.search(self.left):
            return False
        said = cue_forms().get(cues[0]["past"])
        return said is None or said.speech_act not in ("directive", "commissive")

    @property
    def recurs(self) -> bool:
        """Whether clause or sentence tell what is so in general ("in July it is hot"), so that no year can be told."""
        if self.deadline or not _ADVERBIAL.search(self.left):
            return False
        return any(_GENERAL.search(w) and not _TENSE.search(w) for w in (f"{self.left} {self.right}", self.around))

    @property
    def is_yearly(self) -> bool:
        """Whether the date is of every year ("on May 9 every year", "his birthday is May 9")."""
        return bool(_YEARLY_BEFORE.search(self.before) or _YEARLY_AFTER.search(self.after))

    @property
    def is_nowadays(self) -> bool:
        """Whether "today" is the present age in it ("is still used today", "as strong today as ever")."""
        return bool(_STILL.search(self.left) or _THAN_EVER.search(self.right))


def clause_of(text: str, sentence: Span, place: Span) -> Clause:
    """The clause of the date at ``place`` within the sentence; after a date in front of one ("On Friday, he"), that."""
    first, last = max(sentence[0], place[0] - _REACH), min(sentence[1], place[1] + _REACH)
    before, after = text[first : place[0]], text[place[1] : last]
    left = _CLAUSE_EDGE.split(before)[-1]
    pieces = _CLAUSE_EDGE.split(after, maxsplit=2)
    fronted = _FRONTED.fullmatch(left) and not pieces[0].strip()
    right = " ".join(pieces[:2]) if fronted else pieces[0]
    return Clause(left, right, f"{before} {after}", before, after, _DEADLINE.search(before) is not None)


@dataclass(frozen=True, slots=True)
class _Told:
    """A date that the text has told: its range, its first day, its EDTF value, the kind of its rule."""

    start: int
    end: int
    day: date
    edtf: str
    kind: str

    @property
    def since(self) -> date:
        """The day from which a story goes forward: the year's first, or shortly before a month or day."""
        return self.day if len(self.edtf) == _FINENESS["year"] or self.day - date.min < _BACK else self.day - _BACK


_FINENESS = {"year": 4, "month": 7, "day": 10}
"""How long the EDTF value of a date is that has a year, month or day."""


def told_before(text: str, position: int, anchor: date | None, unit: str) -> date | None:
    """The first day of the date that the text told last and that has the unit.

    A day or month may be one that was told relative to the anchor, in a text of its time.
    """
    everything = anchor and unit != "year" and not _is_elsewhere(text, anchor)
    told = _last(text, position, anchor, None if everything else "full", _FINENESS[unit])
    return told.day if told else None


def told_elsewhere(text: str, position: int, anchor: date) -> date | None:
    """In a text of other times, the day from which its story goes forward."""
    told = _last(text, position, anchor, "full", _FINENESS["year"]) if _is_elsewhere(text, anchor) else None
    return told.since if told else None


def told_setting(text: str, sentence: int, place: Span, anchor: date) -> date | None:
    """The day from which a story of another year goes forward that this sentence, or one before it, sets ("In 2014").

    A later sentence of the paragraph stays there if it begins with a date too ("On May 17 she ..."), until one begins
    with a date of the present ("On Monday", "This year").
    """
    if _OWN_YEAR.match(text, place[1]):
        return None
    paragraph = text.rfind("\n", 0, place[0]) + 1
    told = _timeline(text, anchor)
    first, last = (bisect_left(told, at, key=lambda one: one.start) for at in (paragraph, place[0]))
    opening = [one for one in told[first:last] if _sets_scene(text, one.start)]
    scene = next((one for one in reversed(opening) if one.kind != "yearless"), None)
    if scene is None or scene.kind != "full" or scene.day.year == anchor.year:
        return None
    return scene.since if opening[-1].start >= sentence or _sets_scene(text, place[0]) else None


def _sets_scene(text: str, position: int) -> bool:
    before = max(0, position - _REACH)
    return bool(_OPENING.search(text, before, position) or _OPENED_YEAR.search(text, before, position))


def is_elsewhere(text: str, anchor: date | None) -> bool:
    """Whether the dates of the text are far from the anchor, all of them or many and none relative to it."""
    return anchor is not None and _is_elsewhere(text, anchor)


def _last(text: str, position: int, anchor: date | None, kind: str | None, fineness: int) -> _Told | None:
    told = _timeline(text, anchor)
    first, last = (bisect_left(told, at, key=lambda one: one.end) for at in (position - _RECALL, position))
    fitting = (one for one in reversed(told[first:last]) if kind in (None, one.kind) and len(one.edtf) >= fineness)
    return next(fitting, None)


@lru_cache(maxsize=8)
def _is_elsewhere(text: str, anchor: date) -> bool:
    told = [one for one in _timeline(text, anchor) if one.kind != "yearless"]
    full = [one for one in told if one.kind == "full"]
    far = sum(1 for one in full if abs(one.day.year - anchor.year) > 1)
    return len(full) == len(told) and (far >= _MANY or _FEW <= far == len(full))


@lru_cache(maxsize=8)
def _timeline(text: str, anchor: date | None) -> tuple[_Told, ...]:
    """The dates of one year each; relative ones and those without a year only where there is an anchor."""
    told: list[_Told] = []
    for found in find_matches(text, 0, len(text)):
        known = found.rule.kind == "full" or (anchor and found.rule.kind in ("deictic", "weekday", "yearless"))
        value = found.value(anchor or date.min) if known else None
        first, last = bounds(value) if value else (date.min, date.max)
        if value and first.year == last.year:
            told.append(_Told(found.start, found.end, first, value.split("/")[0], found.rule.kind))
    return tuple(told)
