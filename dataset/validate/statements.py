"""Statements: made of their fragments, nested inside their parents, spoken by their parties."""

from __future__ import annotations

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from dataset.annotate.quotes import QUOTATION_MARK
from dataset.derive import COMPLEMENTIZERS, without_quotes
from dataset.validate.arrays import Column, differs, find, lookup, mask
from dataset.validate.problem import Problem
from dataset.validate.rows import Rows

_INSIDE = r"""(?:[^`"“”„«»‘’‚'[:cntrl:]\x{85}\x{2028}\x{2029}]|[0-9A-Za-z]['’][0-9A-Za-z])*"""
PLAIN_QUOTATION = f'^(?:“{_INSIDE}”|"{_INSIDE}"|«{_INSIDE}»)$'
"""Marks that can only open and close, around one line in which no other mark but an apostrophe stands."""
NO_SPEAKER = pa.array(["unnamed", "several", "unknown", "none"])


def check_fragments(rows: Rows) -> Iterator[Problem]:
    """A statement has fragments; they span exactly its range and determine its text."""
    ids = rows.column("statements", "statement_id")
    pieces = _pieces(rows)
    known = pieces["statement_id"].combine_chunks()
    bare = pc.and_(pc.is_valid(ids), pc.is_null(find(ids, known)))
    yield from rows.found("no_fragment", "statements", bare, "a statement without fragments", expected="at least one")
    for name, what in (
        ("char_start", "not where its first fragment starts"),
        ("char_end", "not where its last fragment ends"),
        ("text", "not what its fragments' words give"),
    ):
        expected = lookup(ids, known, pieces[name].combine_chunks())
        other = pc.not_equal(rows.column("statements", name), expected)
        rule = "text" if name == "text" else "fragment_range"
        yield from rows.found(rule, "statements", other, what, column=name, expected=expected)


def _pieces(rows: Rows) -> pa.Table:
    """For each statement that has fragments, the range and the text that follow from them."""
    names = ["statement_id", "position", "char_start", "char_end", "words"]
    fragments = pa.table({name: rows.column("fragments", name) for name in names})
    fragments = fragments.append_column("bare", bare(rows.column("fragments", "words")))
    ordered = fragments.sort_by([("statement_id", "ascending"), ("position", "ascending")])
    groups = ordered.group_by("statement_id", use_threads=False)
    pieces = groups.aggregate([("char_start", "min"), ("char_end", "max"), ("words", "first"), ("bare", "list")])
    columns = [pieces[name] for name in ("statement_id", "char_start_min", "char_end_max")]
    text = _joined(pieces["words_first"].combine_chunks(), pieces["bare_list"].combine_chunks())
    return pa.table([*columns, text], names=["statement_id", "char_start", "char_end", "text"])


def _joined(first: Column, bare: Column) -> Column:
    """The text of statements: their fragments without marks, joined, without the complementizer that begins them."""
    whole, that = pc.binary_join(bare, " "), f"^({'|'.join(COMPLEMENTIZERS)})"
    return pc.if_else(pc.match_substring_regex(first, that), pc.replace_substring_regex(whole, that, ""), whole)


def bare(words: Column) -> Column:
    """``without_quotes`` of each fragment; a fragment needs it that begins with a mark and is no plain quotation."""
    plain = pc.match_substring_regex(words, PLAIN_QUOTATION)
    inner = pc.replace_substring_regex(pc.utf8_slice_codeunits(words, 1, -1), ",$", "")
    odd = mask(pc.and_(pc.match_substring_regex(words, f"^({QUOTATION_MARK})"), pc.invert(plain)))
    others = [without_quotes(fragment) for fragment in words.filter(pa.array(odd)).to_pylist()]
    return pc.replace_with_mask(pc.if_else(plain, inner, words), pa.array(odd), pa.array(others, pa.string()))


def check_nesting(rows: Rows) -> Iterator[Problem]:
    """A nested statement lies inside its parent's range, one level deeper; so parents cannot go round in a circle."""
    start, end = rows.column("statements", "char_start"), rows.column("statements", "char_end")
    outside = pc.or_(
        pc.less(start, rows.follow("statements", "parent_id", "char_start")),
        pc.greater(end, rows.follow("statements", "parent_id", "char_end")),
    )
    show = ["parent_id", "char_start", "char_end"]
    what, expected = "outside its parent's range", "a range inside the parent's"
    yield from rows.found("parent_range", "statements", outside, what, column="parent_id", expected=expected, show=show)
    top = pc.is_null(rows.column("statements", "parent_id"))
    expected = pc.if_else(top, 0, pc.add(rows.follow("statements", "parent_id", "depth"), 1))
    wrong = pc.not_equal(rows.column("statements", "depth"), expected)
    what, show = "not one level below its parent (0 without one)", ["parent_id", "depth"]
    yield from rows.found("depth", "statements", wrong, what, column="depth", expected=expected, show=show)


def check_parties(rows: Rows) -> Iterator[Problem]:
    """``speaker_id`` and ``addressee_id`` are the one party of that role; ``speaker_resolution`` fits them."""
    for role in ("speaker", "addressee"):
        expected = _the_one(rows, role)
        other = differs(rows.column("statements", f"{role}_id"), expected)
        what = f"not the one {role} in parties (null if several or unknown)"
        yield from rows.found("party", "statements", other, what, column=f"{role}_id", expected=expected)
    nobody = pc.is_in(rows.column("statements", "speaker_resolution"), NO_SPEAKER)
    wrong = pc.xor(nobody, pc.is_null(rows.column("statements", "speaker_id")))
    what, expected = "does not fit speaker_id", f"one of {', '.join(NO_SPEAKER.to_pylist())} if and only if it is null"
    show = ["speaker_resolution", "speaker_id"]
    yield from rows.found(
        "resolution", "statements", wrong, what, column="speaker_resolution", expected=expected, show=show
    )


def _the_one(rows: Rows, role: str) -> pa.Array:
    """For each statement its party of this role, where there is exactly one."""
    names = ["statement_id", "entity_id"]
    parties = pa.table({name: rows.column("parties", name) for name in names})
    parties = parties.filter(pc.equal(rows.column("parties", "role"), role)).combine_chunks()
    statement = parties["statement_id"].combine_chunks()
    counts = pc.value_counts(statement)
    n_parties = lookup(statement, counts.field("values"), counts.field("counts"))
    alone = parties.filter(pc.equal(n_parties, 1))
    known, entity = (alone[name].combine_chunks() for name in names)
    return lookup(rows.column("statements", "statement_id"), known, entity)
