"""What an ``.ann`` file says, as rows: the way back from ``brat.py``. Rows are still called as brat calls them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dataset.export.rows import Row
from dataset.export.scheme import ATTRIBUTES, CONTEXT, ENTITIES, HUBS, LINKS, NOTES, PARTS, PHRASE, part_type
from dataset.export.standoff import Line, Problem, across_lines
from dataset.schema import Schema
from dataset.spans import Span

Target = str | Span
"""A mention by its id, or a range of the text."""


class Marked:
    """``rows``: table -> brat's id -> the columns that brat has. ``members``: who or what belongs to a row.

    A member is found by table, id of the row that it belongs to and role; an event's contexts have the role "".
    ``problems`` are the lines that say nothing a table could hold.
    """

    def __init__(self, lines: Mapping[str, Line], text: str, schema: Schema) -> None:
        self.lines, self.text, self.schema = lines, text, schema
        self.problems: list[Problem] = []
        self.rows: dict[str, dict[str, Row]] = {table: {} for table in PARTS}
        self.members: dict[tuple[str, str, str], list[Target]] = {}
        self._roles = schema.table("parties").field("role").enum or []
        self._used: set[str] = set()
        for line in lines.values():
            self._hub(line)
        for line in lines.values():
            if wrong := self._detail(line):
                self.problems.append((line.number, wrong))

    def _hub(self, line: Line) -> None:
        if line.id[0] == "T" and line.type in HUBS:
            table, spans = HUBS[line.type], across_lines(line.spans, self.text)
            place: Row = {"char_start": spans[0][0], "char_end": spans[-1][1]}
            self._begin(table, line, {"fragments": tuple(spans)} if table == "statements" else place)
        elif line.id[0] == "E" and line.type in self.schema.plover:
            trigger = line.head.split()[0].partition(":")[2]
            if found := self._range(trigger):
                own = {"event_type": line.type, "trigger_char_start": found[0], "trigger_char_end": found[1]}
                self._begin("events", line, own | {"event_group": line.id})

    def _begin(self, table: str, line: Line, own: Row) -> None:
        parts = [f"{part}_char_{end}" for part in PARTS[table] for end in ("start", "end")]
        row: Row = dict.fromkeys([*parts, *NOTES[table], *LINKS[table]])
        for column in ATTRIBUTES[table]:
            row[column] = False if self.schema.table(table).field(column).type == "boolean" else None
        entity = {"entity_id": None} if table == "mentions" else {}
        self.rows[table][line.id] = row | entity | own

    def _detail(self, line: Line) -> str:
        readers = {"A": self._attribute, "#": self._note, "N": self._entity, "R": self._relation, "E": self._arguments}
        return readers[line.id[0]](line) if line.id[0] in readers else self._known(line)

    def _known(self, line: Line) -> str:
        parts = {part_type(part) for names in PARTS.values() for part in names}
        known = {*HUBS, *parts, PHRASE, *self.schema.plover}
        return "" if line.type in known else f"no such type: {line.type}"

    def _attribute(self, line: Line) -> str:
        name, (to, *value) = line.type, line.arguments
        table, row = self._owner(to)
        if table == "events" and name.startswith(CONTEXT):
            self.members.setdefault(("event_contexts", to, ""), []).append(name.removeprefix(CONTEXT))
        elif name in ATTRIBUTES.get(table, ()):
            row[name] = value[0] if value else True
        else:
            return f"no attribute {name} on {to}"
        return ""

    def _note(self, line: Line) -> str:
        table, row = self._owner(line.arguments[0])
        for column, equals, value in (part.partition("=") for part in line.text.split("; ")):
            if not equals or column not in NOTES.get(table, ()):
                return f"a note that is no column of a table: {line.text!r}"
            row[column] = value or None
        return ""

    def _entity(self, line: Line) -> str:
        to, reference = line.arguments
        table, row = self._owner(to)
        base, _, entity = reference.partition(":")
        if table != "mentions" or base != ENTITIES:
            return f"no mention, or no entity of the tables: {line.head}"
        row["entity_id"] = entity
        return ""

    def _relation(self, line: Line) -> str:
        (_, one), (_, other) = line.roles
        table, row = self._owner(one)
        part = line.type.removeprefix("has_")
        if line.type.startswith("has_") and part in PARTS.get(table, ()):
            return self._part(row, part, other)
        if other in self.rows.get(LINKS.get(table, {}).get(line.type, ""), ()):
            row[line.type] = other
        elif table == "statements" and line.type in self._roles and other in self.rows["mentions"]:
            self.members.setdefault(("parties", one, line.type), []).append(other)
        else:
            return f"no relation of the tables: {line.head}"
        return ""

    def _part(self, row: Row, part: str, bound: str) -> str:
        place = self._range(bound)
        if place is None or row[f"{part}_char_start"] is not None:
            return f"no {part}, or a second one: {bound}"
        row[f"{part}_char_start"], row[f"{part}_char_end"] = place
        return ""

    def _arguments(self, line: Line) -> str:
        if line.id not in self.rows["events"]:
            return f"no such event type, or no trigger: {line.head}"
        for role, to in line.roles:
            target = to if to in self.rows["mentions"] else self._range(to)
            if target is None:
                return f"no such text bound: {to}"
            self.members.setdefault(("participants", line.id, role), []).append(target)
        return ""

    def _owner(self, name: str) -> tuple[str, Row]:
        """Table and row of a hub; no table where it is none."""
        return next(((table, rows[name]) for table, rows in self.rows.items() if name in rows), ("", {}))

    def _range(self, bound: str) -> Span | None:
        """The range of a text bound that is one; its first and last character where it is in pieces."""
        self._used.add(bound)
        if bound not in self.lines:
            return None
        spans = self.lines[bound].spans
        return spans[0][0], spans[-1][1]

    def loose(self) -> Iterator[Line]:
        """Text bounds that no row has anything of."""
        return (n for n in self.lines.values() if n.id[0] == "T" and n.type not in HUBS and n.id not in self._used)
