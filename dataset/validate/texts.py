"""Articles' texts as code points, so that millions of ranges are cut out of them at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dataset.validate.rows import Column, Integers, Mask, integers, mask

ARTICLES_AT_ONCE = 4096


def lengths(strings: Column) -> Integers:
    """How many code points each string has; -1 for null."""
    return integers(pc.utf8_length(strings))


def not_given_back(texts: Column, article: Integers, start: Integers, end: Integers, words: Column) -> Mask:
    """Where ``texts[article][start:end]`` is not ``words``; ranges are inside their texts, null words skipped."""
    size = end - start
    known = mask(pc.is_valid(words))
    wrong: Mask = known & (lengths(words) != size)
    for first in range(0, len(texts), ARTICLES_AT_ONCE):
        part = texts.slice(first, ARTICLES_AT_ONCE)
        row = np.flatnonzero(known & ~wrong & (article >= first) & (article < first + len(part)))
        if len(row):
            at = begins(lengths(part).clip(0))[article[row] - first] + start[row]
            same = _codes(part)[ranges(at, size[row])] == _codes(words.take(pa.array(row)))
            wrong[row] = ~np.logical_and.reduceat(same, begins(size[row]))
    return wrong


def _codes(strings: Column) -> npt.NDArray[np.uint32]:
    """All strings' code points, one string after the other."""
    whole = pa.ListArray.from_arrays(pa.array([0, len(strings)], pa.int32()), pc.fill_null(strings, ""))
    return np.frombuffer(pc.binary_join(whole, "")[0].as_py().encode("utf-32-le"), np.uint32)


def begins(sizes: Integers) -> Integers:
    """Where each of several pieces begins when they are laid end to end."""
    return np.cumsum(sizes) - sizes


def ranges(start: Integers, size: Integers) -> Integers:
    """All numbers of the ranges ``start : start + size``, one range after the other."""
    return np.repeat(start - begins(size), size) + np.arange(size.sum())
