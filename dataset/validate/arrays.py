"""Arrow columns and NumPy arrays: what the checks compute whole columns with."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Column: TypeAlias = pa.Array
Bytes: TypeAlias = "npt.NDArray[np.uint8]"
Mask: TypeAlias = "npt.NDArray[np.bool_]"
Integers: TypeAlias = "npt.NDArray[np.int64]"


def find(values: Column, known: Column) -> Column:
    """For each value its place among the known ones; null for null and for what is not there."""
    return pc.index_in(values, value_set=known, skip_nulls=True)


def lookup(keys: Column, known: Column, values: Column) -> Column:
    """For each key, the value that stands beside it among the known ones, else null."""
    return values.take(find(keys, known))


def differs(left: Column, right: Column | float) -> Column:
    """Where two columns are not the same, null being a value of its own."""
    unequal = pc.fill_null(pc.not_equal(left, right), False)
    return pc.or_(unequal, pc.xor(pc.is_null(left), pc.is_null(right)))


def mask(bad: Column | Mask) -> Mask:
    """A column of booleans for NumPy, null as False."""
    if isinstance(bad, np.ndarray):
        return bad
    return np.asarray(pc.fill_null(bad, False).to_numpy(zero_copy_only=False), dtype=np.bool_)


def integers(column: Column) -> Integers:
    """A column of integers for NumPy, null as -1."""
    return np.asarray(pc.fill_null(pc.cast(column, pa.int64()), -1).to_numpy(zero_copy_only=False), dtype=np.int64)


def begins(sizes: Integers) -> Integers:
    """Where each of several pieces begins when they are laid end to end."""
    return np.cumsum(sizes) - sizes


def ranges(start: Integers, size: Integers) -> Integers:
    """All numbers of the ranges ``start : start + size``, one range after the other."""
    return np.repeat(start - begins(size), size) + np.arange(size.sum())


def utf8(strings: Column) -> tuple[Bytes, Integers]:
    """The strings' bytes, laid end to end, and where each begins, with the end of the last; null as an empty string."""
    strings = strings.fill_null("") if strings.null_count else strings
    _, offsets, data = strings.buffers()
    if not len(strings) or data is None:
        return np.zeros(0, np.uint8), np.zeros(len(strings) + 1, np.int64)
    at = np.frombuffer(offsets, np.int32)[strings.offset : strings.offset + len(strings) + 1].astype(np.int64)
    return np.frombuffer(data, np.uint8)[at[0] : at[-1]], at - at[0]
