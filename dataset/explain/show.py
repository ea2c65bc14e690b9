"""An explanation for people: sections of cells, the same as text and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from typing import Any

from dataset.display import framed, one_line, table_html
from dataset.explain.facts import Decision, Maker, Place, Users

Cells = tuple[str, ...]


def as_text(title: str, sections: Mapping[str, Sequence[Cells]]) -> str:
    """A heading a section, its cells in columns; what is long is cut, what is empty left out."""
    parts = ["\n".join([heading, *_columns(rows)]) for heading, rows in sections.items() if rows]
    return "\n\n".join([title, *parts])


def as_html(title: str, sections: Mapping[str, Sequence[Cells]]) -> str:
    """A table a section; whatever a cell holds is text in it."""
    shown = {heading: table_html((), rows) for heading, rows in sections.items() if rows}
    tables = [f"<p class='section'>{escape(heading)}</p>\n{table}" for heading, table in shown.items()]
    return framed([f"<p class='heading'>{escape(title)}</p>", *tables])


def plain(value: Any) -> str:
    """A value of a row as text; null as ``null``, fragments as ranges."""
    match value:
        case None:
            return "null"
        case bool():
            return str(value).lower()
        case tuple():
            return ", ".join(f"{start}-{end}" for start, end in value)
        case datetime():
            return value.isoformat(" ", "minutes")
        case _:
            return str(value)


def place_cells(place: Place) -> Cells:
    """A place with its words in the text around them, or that they are not there."""
    where = place.part, f"{place.char_start}-{place.char_end}"
    if place.context is None:
        return (*where, "not in this edition")
    return (*where, f"line {place.line}", place.context)


def maker_cells(maker: Maker, row_id: str, known: bool) -> Cells:
    """What made a row of that id, and how sure it was; ``known`` is whether the curation entry is."""
    said = {"model": "the learned model", "rule": "a rule", "curator": "a curator"}[maker.origin]
    where = () if maker.id == row_id else (f"as {maker.table} {maker.id} says",)
    if maker.origin == "curator":
        return (said, "see curation" if known else "the entry is in the curation folder, which was not given", *where)
    sure = "no probability measured" if maker.confidence is None else f"probability {maker.confidence:.2f}"
    return (f"{said}, {maker.rule}" if maker.rule else said, sure, *where)


def decision_cells(decision: Decision) -> Iterator[Cells]:
    """The entry with its reason, then a line for each column that it changed."""
    became = f" -> {decision.now}" if decision.now not in (None, decision.id) else ""
    yield decision.place, f"{decision.action} {decision.id}{became}", decision.reason
    yield "", f"{decision.curator}, {decision.date}", ""
    for column in decision.value if decision.action == "set" else ():
        old, new = (plain(part.get(column)) for part in (decision.expect, decision.value))
        yield "", column, f"{old} -> {new}"


def change_cells(row: dict[str, Any]) -> Cells:
    """A row of ``changes``."""
    return row["change"], row["field"], f"{plain(row['old'])} -> {plain(row['new'])}", row["reason"]


def redirect_cells(row: dict[str, Any]) -> Cells:
    """A row of ``id_redirects``."""
    return row["old_id"], f"retired in {row['retired_in']}", f"now {row['new_id'] or 'nothing'}", row["reason"]


def users_cells(users: Users) -> Cells:
    """A column that points at the row: how often, and from where first."""
    more = ", …" if users.count > len(users.ids) else ""
    return f"{users.table}.{users.column}", str(users.count), ", ".join(users.ids) + more


def _columns(rows: Sequence[Cells]) -> list[str]:
    """Lines with the cells in columns, of which the last is as wide as it needs."""
    lines = [[one_line(cell, 240) for cell in row] for row in rows]
    widths = [max((len(row[i]) for row in lines if i < len(row)), default=0) for i in range(max(map(len, lines)))]
    return ["  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=False)).rstrip() for row in lines]
