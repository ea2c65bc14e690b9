"""Keys and references: sorted, made as the schema says, resolving, and inside one article."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dataset.schema import Reference
from dataset.validate.arrays import Column, Mask, differs, lookup, mask
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows

# An article id has no colon; what follows it has no stop unless ranges are equal.
_ID = r"^(?P<base>[^:]*:[^.]*)(?:\.(?P<rank>[1-9][0-9]{0,8}))?$"


def check_order(rows: Rows) -> Iterator[Problem]:
    """Rows stand in the order of their key."""
    for table in rows.checked:
        disorder = descends([rows.column(table.name, name) for name in table.key])
        yield from rows.found("sorted", table.name, disorder, "rows are not sorted by key", show=table.key)


def descends(key: list[Column]) -> Mask:
    """Where a row's key is less than that of the row before it."""
    if len(key[0]) == 0:
        return np.zeros(0, np.bool_)
    less, tied = (np.zeros(len(key[0]) - 1, np.bool_), np.ones(len(key[0]) - 1, np.bool_))
    for column in key:
        before, after = column.slice(0, len(column) - 1), column.slice(1)
        less |= tied & mask(pc.less(after, before))
        tied &= mask(pc.equal(after, before))
    return np.concatenate([[False], less])


def check_ids(rows: Rows) -> Iterator[Problem]:
    """Ids follow the table's template; equal ranges take .2, .3 without a gap."""
    for table in rows.checked:
        if template := table.descriptor.get("id"):
            base = _fill(rows, table.name, template)
            bad = _bad_ids(rows.column(table.name, table.key[0]), base)
            yield from rows.found("id", table.name, bad, f"not made as {template}", column=table.key[0], expected=base)


def _bad_ids(ids: Column, base: Column) -> Mask:
    """Where an id is not its base, with a rank from 2 to the number of rows of that base or with none."""
    bad = mask(differs(ids, base))
    others = pa.array(np.flatnonzero(bad))  # few, so that only they are taken apart
    bad[bad] = mask(_bad_ranks(ids.take(others), base.take(others), base))
    return bad


def _bad_ranks(ids: Column, base: Column, bases: Column) -> Column:
    parts = pc.extract_regex(ids, _ID)
    rank = pc.struct_field(parts, "rank")
    number = pc.cast(pc.if_else(pc.equal(rank, ""), "1", rank), pa.int64())
    counts = pc.value_counts(bases.filter(pc.is_in(bases, base)))
    most = lookup(base, counts.field("values"), counts.field("counts"))
    outside = pc.or_(pc.equal(rank, "1"), pc.greater(number, most))
    return pc.or_(differs(pc.struct_field(parts, "base"), base), pc.fill_null(outside, False))


def _fill(rows: Rows, table: str, template: str) -> Column:
    """The template with each row's values, as ``str.format`` would fill it."""
    parts: list[Column | str] = []
    for literal, field, _, _ in Formatter().parse(template):
        parts += [literal] if literal else []
        parts += [pc.cast(rows.column(table, field), pa.string())] if field else []
    return pc.binary_join_element_wise(*parts, "")


def check_references(rows: Rows) -> Iterator[Problem]:
    """Every reference that is not null points at a row, of the same article where both sides have one."""
    for table in rows.checked:
        for reference in table.references:
            yield from _reference(rows, table.name, reference)


def _reference(rows: Rows, table: str, reference: Reference) -> Iterator[Problem]:
    fields, column = reference.fields, " + ".join(reference.fields)
    target, keys = rows.target(table, fields), rows.label(table, fields)
    missing = mask(pc.and_(keys.is_valid(), target.is_null()))
    abroad = _elsewhere(rows, reference, keys, missing)
    dangling = missing & ~abroad
    to = f"{reference.table}.{' + '.join(reference.target)}"
    yield from rows.found(
        "reference", table, dangling, "points at no row", column=column, expected=f"a value of {to}", show=fields
    )
    ours, theirs = rows.article(table), rows.article(reference.table)
    if ours is not None and theirs is not None:
        elsewhere = mask(pc.not_equal(ours, theirs.take(target))) | abroad
        yield from rows.found(
            "other_article",
            table,
            elsewhere,
            "points into another article",
            column=column,
            expected="one article",
            show=fields,
        )


def _elsewhere(rows: Rows, reference: Reference, keys: Column, missing: Mask) -> Mask:
    """Which of the keys that this part lacks stand in another part."""
    abroad = np.zeros(len(keys), np.bool_)
    if missing.any():
        abroad[missing] = mask(rows.elsewhere(reference.table, keys.filter(pa.array(missing))))
    return abroad
