"""Quotations: which mark opens and which closes, and how they nest.

A mark's shape decides, then its surroundings: a mark that opens stands after a blank, a bracket or
another opening mark; one that closes follows what it closes. So straight marks alternate, and an
apostrophe typed where an opening single mark belongs still opens. Conventions: The Chicago Manual
of Style, 17th edition (6.114-6.118 apostrophes, 13.30-13.32 quotations over several paragraphs).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, replace

from dataset.annotate.tokens import paragraphs

QUOTATION_MARK = r"``|''|[\"“”„«»‘’‚']"
_MARK = re.compile(QUOTATION_MARK)
_SINGLE = frozenset("‘’‚'")
_ONLY_OPENING = frozenset(("“", "„", "«", "``"))
_ONLY_CLOSING = frozenset("”»")
_BEFORE_OPENING = frozenset("([{")
_AFTER_CLOSING = frozenset(",;:.!?)]}")
_DASHES = frozenset("—–")
_CLIPPED = re.compile(r"\d\ds\b|(?:em|tis|twas|twere|til|till|cause|bout|n)\b", re.IGNORECASE)  # ’90s, ’em
_DEEPEST = 8  # quotations inside each other; a deeper mark is noise


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation at the half-open range ``start:end`` in code points, marks included.

    ``depth`` counts the quotations around it. One that is not ``closed`` has no mark at its end.
    ``width`` is the length of each of its marks: 2 for `` and '', else 1.
    """

    start: int
    end: int
    depth: int
    closed: bool = True
    width: int = 1

    @property
    def inner(self) -> tuple[int, int]:
        """The range between the marks."""
        return self.start + self.width, self.end - self.width if self.closed else self.end


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and its surroundings; ``leads``: something may begin here; ``again``: the next of its kind closes."""

    start: int
    end: int
    text: str
    before: str
    after: str
    leads: bool
    again: bool

    @property
    def single(self) -> bool:
        return self.text in _SINGLE


def find_quotes(text: str) -> list[Quote]:
    """The quotations of ``text``, by start; they nest properly, and each lies in one paragraph (a line).

    A mark that is not closed in its paragraph holds to the paragraph's end if the next paragraph
    begins with such a mark too (the quotation goes on there), else to the next mark that opens or the
    end of what surrounds it. A single mark that is not closed is an apostrophe, a stray closing mark nothing.
    """
    found: list[Quote] = []
    lines = paragraphs(text)
    for number, (start, end) in enumerate(lines):
        follower = lines[number + 1][0] if number + 1 < len(lines) else len(text)
        closed, unclosed = _pairs(text, start, end)
        goes_on = [mark for mark, limit in unclosed if limit == end and text.startswith(mark.text, follower)]
        found += _nested(
            closed
            + [Quote(mark.start, end, 0, False, len(mark.text)) for mark in goes_on]
            + _cut(text, [entry for entry in unclosed if entry[0] not in goes_on], closed)
        )
    return found


def _pairs(text: str, start: int, end: int) -> tuple[list[Quote], list[tuple[_Mark, int]]]:
    """The closed quotations of ``text[start:end]``, and the marks left open with the limit of each."""
    closed: list[Quote] = []
    unclosed: list[tuple[_Mark, int]] = []
    stack: list[_Mark] = []
    for mark in _marks(text, start, end):
        partner = _partner(mark, stack)
        if _opens(text, mark, partner):
            stack += [mark] if len(stack) < _DEEPEST else []
        elif partner and _closes(text, mark):
            while (top := stack.pop()) is not partner:
                unclosed.append((top, mark.start))
            closed.append(Quote(partner.start, mark.end, 0, True, len(mark.text)))
    return closed, unclosed + [(mark, end) for mark in stack]


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    """Every mark of ``text[start:end]`` with what the characters beside it tell."""
    matches = list(_MARK.finditer(text, start, end))
    again = _again(text, matches, end)
    marks: list[_Mark] = []
    for match, closes_again in zip(matches, again, strict=True):
        before = text[match.start() - 1] if match.start() > start else " "
        after = text[match.end()] if match.end() < end else " "
        beside = bool(marks) and marks[-1].end == match.start() and marks[-1].leads
        leads = (before.isspace() or before in _BEFORE_OPENING or beside) and not after.isspace()
        marks.append(_Mark(*match.span(), match[0], before, after, leads, closes_again))
    return marks


def _again(text: str, matches: list[re.Match[str]], end: int) -> list[bool]:
    """For each mark whether the next one of its kind has the shape of one that closes."""
    answers: list[bool] = []
    shapes: dict[str, bool] = {}
    for match in reversed(matches):
        kind = "'" if match[0] in _SINGLE else match[0]
        answers.append(shapes.get(kind, False))
        follows = match.start() > 0 and not text[match.start() - 1].isspace()
        ends = match.end() == end or not text[match.end()].isalnum()
        if kind != "'":
            shapes = shapes | {kind: follows and ends, "'": False}
        elif follows == ends and not _CLIPPED.match(text, match.end()):
            shapes[kind] = follows
    return answers[::-1]


def _partner(mark: _Mark, stack: list[_Mark]) -> _Mark | None:
    """The open mark that this one would close: the last double one, or a single one if it is the last of all."""
    reach = stack[-1:] if mark.single else stack
    alike = (other for other in reversed(reach) if other.single == mark.single and len(other.text) == len(mark.text))
    return next(alike, None)


def _opens(text: str, mark: _Mark, partner: _Mark | None) -> bool:
    if mark.single:
        return _opens_single(text, mark, partner)
    if mark.text in _ONLY_OPENING:
        return not partner or mark.leads or mark.after.isalnum() or mark.text in "„``"
    if mark.text in _ONLY_CLOSING:
        return not partner and mark.leads
    if mark.leads:
        return not partner or mark.after not in _AFTER_CLOSING
    detached = mark.before.isspace() or (not mark.before.isalnum() and mark.after.isalnum())
    return not partner and detached


def _opens_single(text: str, mark: _Mark, partner: _Mark | None) -> bool:
    if mark.after.isspace() or _CLIPPED.match(text, mark.end):
        return False
    if mark.text in "‘‚":
        return not mark.before.isalnum() and (not partner or mark.leads or mark.after.isalnum())
    begins = mark.leads or (mark.before in _DASHES and not partner)
    return begins and mark.after not in _AFTER_CLOSING - {"."}


def _closes(text: str, mark: _Mark) -> bool:
    """Whether a mark with an open partner closes it, rather than being an apostrophe or a sign for inches."""
    if not mark.single:
        return not (mark.again and mark.before.isdigit() and mark.text not in _ONLY_CLOSING)
    goes_on = mark.again and mark.after == " " and text[mark.end + 1].islower()
    apostrophe = mark.before in "sS" or text[mark.start - 2 : mark.start] in ("'n", "’n")  # states’, rock ’n’ roll
    return not (mark.before.isspace() or mark.after.isalnum() or (goes_on and apostrophe))


def _cut(text: str, unclosed: list[tuple[_Mark, int]], closed: list[Quote]) -> list[Quote]:
    """Ends each double mark that was left open where the next double one opens, or at its limit."""
    doubles = [(mark, limit) for mark, limit in unclosed if not mark.single]
    starts = [mark.start for mark, _ in doubles]
    starts = sorted(starts + [quote.start for quote in closed if text[quote.start] not in _SINGLE or quote.width == 2])
    quotes: list[Quote] = []
    for mark, limit in doubles:
        following = bisect_right(starts, mark.start)
        stop = min([limit, *starts[following : following + 1]])
        end = mark.start + len(text[mark.start : stop].rstrip())
        quotes += [Quote(mark.start, end, 0, False, len(mark.text))] if end > mark.end else []
    return quotes


def _nested(quotes: Iterable[Quote]) -> list[Quote]:
    """The quotations by start with their depths; one that crosses an earlier one is dropped."""
    around: list[Quote] = []
    found: list[Quote] = []
    for quote in sorted(quotes, key=lambda quote: (quote.start, -quote.end)):
        while around and around[-1].end <= quote.start:
            around.pop()
        if not around or quote.end <= around[-1].end:
            found.append(replace(quote, depth=len(around)))
            around.append(quote)
    return found
