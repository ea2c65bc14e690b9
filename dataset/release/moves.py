"""Which row of the old release is which of the new one, where its id alone does not say so.

Ids are made of places in a text. Where the text of an article changed, places are carried over by what both texts have
in common; where it did not, a row whose range was changed is the one whose range it overlaps most.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from dataset.release.snapshot import Snapshot
from dataset.schema import Table

Renamed = dict[str, dict[str, str | None]]
"""Table -> old id -> new id, None where the row is gone; an id that is not listed kept its row."""
_Place = tuple[int, int]
ENOUGH = 0.5
"""Part of the union of two ranges that they must share to be one row whose range was changed."""


class Shift:
    """Carries positions from one text to another, through the runs of words that both have."""

    def __init__(self, old: str, new: str) -> None:
        words, others = (re.findall(r"\w+\s*|[^\w\s]\s*|\s+", text) for text in (old, new))
        olds, news = _starts(words), _starts(others)
        blocks = SequenceMatcher(None, words, others, autojunk=False).get_matching_blocks()
        self._runs = [(olds[b.a], news[b.b], olds[b.a + b.size] - olds[b.a]) for b in blocks]
        self._from = [run[0] for run in self._runs]

    def __call__(self, position: int, end: bool = False) -> int:
        """Where the position is now; the nearest one that is left, where its words are gone. ``end`` closes a range."""
        old, new, length = self._runs[max(bisect_right(self._from, position - end) - 1, 0)]
        return new + max(0, min(position - old, length))

    def range(self, place: _Place) -> _Place:
        """A half-open range, carried over."""
        return self(place[0]), self(place[1], end=True)


def shifts(old: Snapshot, new: Snapshot) -> dict[str, Shift]:
    """Article id -> how its positions moved, for the articles of both whose text is another."""
    before, after = old.tables["articles"], new.tables["articles"]
    row = pc.index_in(before["article_id"], after["article_id"].combine_chunks())
    same = pc.equal(before["text_sha256"], after["text_sha256"].take(row))
    changed = pa.table({"id": before["article_id"], "old": before["text"], "row": row}).filter(pc.invert(same))
    texts = after["text"].take(changed["row"]).to_pylist()
    ids, olds = changed["id"].to_pylist(), changed["old"].to_pylist()
    return {i: Shift(old_text, text) for i, old_text, text in zip(ids, olds, texts, strict=True)}


def renamed(old: Snapshot, new: Snapshot, moved: Mapping[str, Shift]) -> Renamed:
    """For every table whose ids are made of places: what became of the rows that are not simply there again."""
    placed = [table for name, table in new.schema.tables.items() if "id" in table.descriptor and name in old.tables]
    return {table.name: _renamed(table, old, new, moved) for table in placed}


def _renamed(table: Table, old: Snapshot, new: Snapshot, moved: Mapping[str, Shift]) -> dict[str, str | None]:
    sides = _restless(table, old.tables[table.name], new.tables[table.name], moved)
    before, after = (_places(table, rows) for rows in sides)
    found: dict[str, str | None] = {}
    for article, rows in _by_article(before, after).items():
        carry = moved[article].range if article in moved else lambda place: place
        left = {row: carry(before[row][1]) for row in rows if row in before}
        free = {row: after[row][1] for row in rows if row in after}
        found |= dict.fromkeys(left)
        for pairs in (_equal, _overlapping):
            for one, other in pairs(left, free):
                found[one] = other
                del left[one], free[other]
    return {one: other for one, other in found.items() if one != other}


def _places(table: Table, rows: pa.Table) -> dict[str, tuple[str, _Place]]:
    """Row id -> its article and its range."""
    span = table.descriptor["spans"][0]
    columns = [rows[name].to_pylist() for name in (table.key[0], "article_id", span["start"], span["end"])]
    return {row: (article, (start, end)) for row, article, start, end in zip(*columns, strict=True)}


def _restless(table: Table, old: pa.Table, new: pa.Table, moved: Mapping[str, Shift]) -> tuple[pa.Table, pa.Table]:
    """The rows that are on one side only, have another range or stand in a text that changed."""
    span = table.descriptor["spans"][0]
    columns = [table.key[0], span["start"], span["end"]]
    before, after = (
        pc.binary_join_element_wise(*(side[name].combine_chunks().cast(pa.string()) for name in columns), " ")
        for side in (old, new)
    )
    articles = pa.array(list(moved), pa.string())
    kept = [
        side.filter(pc.or_(pc.invert(pc.is_in(own, other)), pc.is_in(side["article_id"].combine_chunks(), articles)))
        for side, own, other in ((old, before, after), (new, after, before))
    ]
    return kept[0], kept[1]


def _by_article(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, list[str]]:
    found = defaultdict(list)
    for row in dict.fromkeys([*before, *after]):
        found[(before.get(row) or after[row])[0]].append(row)
    return found


def _equal(left: Mapping[str, _Place], free: Mapping[str, _Place]) -> Iterator[tuple[str, str]]:
    """Rows of the same range, in the order of their ids."""
    by_place = defaultdict(list)
    for row, place in free.items():
        by_place[place].append(row)
    for row, place in list(left.items()):
        if by_place[place]:
            yield row, by_place[place].pop(0)


def _overlapping(left: Mapping[str, _Place], free: Mapping[str, _Place]) -> Iterator[tuple[str, str]]:
    """Rows whose ranges share enough, those that share most first."""
    shares = [(-_share(a, b), row, other) for row, a in left.items() for other, b in free.items()]
    taken: set[tuple[int, str]] = set()
    for share, row, other in sorted(shares):
        if -share >= ENOUGH and not {(0, row), (1, other)} & taken:
            taken |= {(0, row), (1, other)}
            yield row, other


def _share(one: _Place, other: _Place) -> float:
    common = min(one[1], other[1]) - max(one[0], other[0])
    return max(common, 0) / max(max(one[1], other[1]) - min(one[0], other[0]), 1)


def _starts(pieces: list[str]) -> list[int]:
    starts = [0]
    for piece in pieces:
        starts.append(starts[-1] + len(piece))
    return starts
