"""An explanation for people: the same sections as text and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape
from typing import Any

from dataset.display import framed, one_line, table_html
from dataset.explain.explanation import Decision, Explanation, Maker

Section = tuple[str, list[tuple[str, ...]]]


def as_text(explanation: Explanation) -> str:
    """A heading a section, its cells in columns; what is long is cut."""
    parts = [f"{explanation.table} {explanation.id}"]
    parts += ["\n".join([heading, *_columns(rows)]) for heading, rows in sections(explanation)]
    return "\n\n".join(parts)


def as_html(explanation: Explanation) -> str:
    """A table a section; whatever the row holds is text in it."""
    parts = [f"<p class='heading'>{escape(explanation.table)} <b>{escape(explanation.id)}</b></p>"]
    parts += [f"<p class='section'>{heading}</p>\n{table_html((), rows)}" for heading, rows in sections(explanation)]
    return framed(parts)


def sections(explanation: Explanation) -> Iterator[Section]:
    """Heading and rows of cells of each section that has something to say."""
    told = {
        "words": [(p.part, f"{p.char_start}-{p.char_end}", f"line {p.line}", p.context) for p in explanation.places],
        "made by": [_maker(m, explanation)] if (m := explanation.maker) else [],
        "curation": [cells for decision in explanation.decisions for cells in _decision(decision)],
        "changed by the last release": [_change(row) for row in explanation.changes],
        "retired ids": [_redirect(row) for row in explanation.redirects],
        "refers to": [(link.column, f"{link.table} {link.id}", link.words) for link in explanation.refers_to],
        "referred to by": [
            (f"{u.table}.{u.column}", str(u.count), ", ".join(u.ids) + (", …" if u.count > len(u.ids) else ""))
            for u in explanation.referred_by
        ],
        "row": [(name, plain(value)) for name, value in explanation.row.items()],
    }
    yield from ((heading, rows) for heading, rows in told.items() if rows)


def plain(value: Any) -> str:
    """A value of a row as text; null as ``null``."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case datetime():
            return value.isoformat(" ", "minutes")
        case _:
            return str(value)


def _maker(maker: Maker, explanation: Explanation) -> tuple[str, ...]:
    said = {"model": "the learned model", "rule": "a rule", "curator": "a curator"}[maker.origin]
    where = () if maker.id == explanation.id else (f"as {maker.table} {maker.id} says",)
    if maker.origin == "curator":
        known = "see curation" if explanation.decisions else "the entry is in the curation folder, which was not given"
        return (said, known, *where)
    sure = "no probability measured" if maker.confidence is None else f"probability {maker.confidence:.2f}"
    return (f"{said}, {maker.rule}" if maker.rule else said, sure, *where)


def _decision(decision: Decision) -> Iterator[tuple[str, ...]]:
    """The entry with its reason, then a line for each column that it changed."""
    became = f" -> {decision.now}" if decision.now not in (None, decision.id) else ""
    yield decision.place, f"{decision.action} {decision.id}{became}", decision.reason
    yield "", f"{decision.curator}, {decision.date}", ""
    for column in decision.value if decision.action == "set" else ():
        old, new = (plain(part.get(column)) for part in (decision.expect, decision.value))
        yield "", column, f"{old} -> {new}"


def _change(row: dict[str, Any]) -> tuple[str, ...]:
    return row["change"], row["field"], f"{plain(row['old'])} -> {plain(row['new'])}", row["reason"]


def _redirect(row: dict[str, Any]) -> tuple[str, ...]:
    return row["old_id"], f"retired in {row['retired_in']}", f"now {row['new_id'] or 'nothing'}", row["reason"]


def _columns(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Lines with the cells in columns, of which the last is as wide as it needs."""
    lines = [[one_line(cell, 240) for cell in row] for row in rows]
    widths = [max((len(row[i]) for row in lines if i < len(row)), default=0) for i in range(max(map(len, lines)))]
    return ["  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=False)).rstrip() for row in lines]
