"""Articles' texts as UTF-8 with the byte of each code point, so that millions of ranges are cut out at once."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from dataset.validate.arrays import Column, Integers, Mask, ranges, utf8

CONTINUES, TOP = 0b10000000, 0b11000000  # a byte with these top bits goes on with the code point before it


class Texts:
    """The texts of some articles; ``lengths`` are in code points, 0 for null."""

    def __init__(self, texts: Column) -> None:
        self._bytes, ends = utf8(texts)
        points = np.flatnonzero((self._bytes & TOP) != CONTINUES)
        self._first = np.searchsorted(points, ends)
        self._byte = np.append(points, len(self._bytes))
        self.lengths: Integers = np.diff(self._first)

    def not_given_back(self, article: Integers, start: Integers, end: Integers, words: Column) -> Mask:
        """Where ``texts[article][start:end]`` is not ``words``; ranges are inside their texts, null words skipped."""
        wrong: Mask = np.zeros(len(words), np.bool_)
        row = np.flatnonzero(words.is_valid().to_numpy(zero_copy_only=False))
        first = self._first[article[row]]
        begin, stop = self._byte[first + start[row]], self._byte[first + end[row]]
        said, at = utf8(words.take(pa.array(row)))
        fits = stop - begin == np.diff(at)
        wrong[row[~fits]] = True
        size, row = (stop - begin)[fits], row[fits]
        if len(row):
            same = self._bytes[ranges(begin[fits], size)] == said[ranges(at[:-1][fits], size)]
            wrong[row] = ~np.logical_and.reduceat(same, np.cumsum(size) - size)
        return wrong
