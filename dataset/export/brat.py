"""brat standoff: ``<article>.txt`` and ``<article>.ann`` for each article, and ``annotation.conf``.

What brat has no place for is left out: sentences, confidence, origin and rule, actor codes, and parties and
participants without a place in the text. What follows from the rest (ids, nesting, words) is not repeated.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from dataset.disk import Package
from dataset.export.folder import begin, is_earlier, write_text
from dataset.export.rows import Row, by_article, text_of
from dataset.export.scheme import (
    ATTRIBUTES,
    CONTEXT,
    ENTITIES,
    HUBS,
    LINKS,
    NOTES,
    PARTS,
    PHRASE,
    configuration,
    part_type,
)
from dataset.export.standoff import Line, on_one_line, words
from dataset.spans import Span

FORMAT = "brat"


def write(package: Package, out: Path) -> None:
    """Make ``out`` a folder that brat opens as a collection."""
    begin(out, package, FORMAT)
    write_text(out / "annotation.conf", configuration(package.schema))
    for article, rows in by_article(package):
        text = text_of(article)
        write_text(out / f"{article['article_id']}.txt", text)
        lines = Standoff(text, rows).lines
        write_text(out / f"{article['article_id']}.ann", "".join(map(str, lines)))


def earlier(out: Path) -> bool:
    """Whether ``out`` is such a folder."""
    return is_earlier(out, FORMAT)


class Standoff:
    """An article's rows (see ``rows.by_article``) as ``lines``; ``ids`` is row id -> the id that it has there."""

    def __init__(self, text: str, rows: dict[str, list[Row]]) -> None:
        self.text, self.rows = text, rows
        self.lines: list[Line] = []
        self.ids: dict[str, str] = {}
        self._count: Counter[str] = Counter()
        self._names = {row["entity_id"]: row["entity_name"] for row in rows["entities"]}
        self._hubs()
        for table in (*HUBS.values(), "events"):
            for row in self._sorted(table):
                self._details(table, row)
        self._parties()

    def _hubs(self) -> None:
        pieces: dict[str, list[Span]] = {}
        for piece in self.rows["fragments"]:
            pieces.setdefault(piece["statement_id"], []).append((piece["char_start"], piece["char_end"]))
        for row in self._sorted("mentions"):
            self.ids[row["mention_id"]] = self._bound("Mention", [(row["char_start"], row["char_end"])])
        for row in self._sorted("statements"):
            self.ids[row["statement_id"]] = self._bound("Content", pieces[row["statement_id"]])
        for row in self._sorted("events"):
            trigger = self._bound(row["event_type"], [(row["trigger_char_start"], row["trigger_char_end"])])
            arguments = "".join(self._arguments(row["event_id"]))
            self.ids[row["event_id"]] = self._line("E", f"{row['event_type']}:{trigger}{arguments}")

    def _arguments(self, event: str) -> Iterable[str]:
        seen: Counter[str] = Counter()
        for row in self.rows["participants"]:
            if row["event_id"] == event and row["char_start"] is not None:
                seen[row["role"]] += 1
                number = seen[row["role"]] if seen[row["role"]] > 1 else ""
                yield f" {row['role']}{number}:{self._participant(row)}"

    def _participant(self, row: Row) -> str:
        mention = self.ids.get(row["mention_id"])
        return mention or self._bound(PHRASE, [(row["char_start"], row["char_end"])])

    def _details(self, table: str, row: Row) -> None:
        hub = self.ids[row[_key(table)]]
        for part in PARTS[table]:
            start, end = row[f"{part}_char_start"], row[f"{part}_char_end"]
            if start is not None:
                self._relation(f"has_{part}", hub, self._bound(part_type(part), [(start, end)]))
        for column in LINKS[table]:
            if row[column] is not None and self.ids[row[column]] != hub:
                self._relation(column, hub, self.ids[row[column]])
        self._attributes(table, row, hub)
        if notes := [f"{column}={row[column]}" for column in NOTES[table] if row[column] is not None]:
            self._line("#", f"AnnotatorNotes {hub}", "; ".join(notes))
        if table == "mentions" and row["entity_id"] is not None:
            self._line("N", f"Reference {hub} {ENTITIES}:{row['entity_id']}", self._names[row["entity_id"]])

    def _attributes(self, table: str, row: Row, hub: str) -> None:
        for column in ATTRIBUTES[table]:
            if row[column] is True:
                self._line("A", f"{column} {hub}")
            elif row[column]:
                self._line("A", f"{column} {hub} {row[column]}")
        if table == "events":
            for context in (c["context"] for c in self.rows["event_contexts"] if c["event_id"] == row["event_id"]):
                self._line("A", f"{CONTEXT}{context} {hub}")

    def _parties(self) -> None:
        for row in self.rows["parties"]:
            if row["mention_id"] is not None:
                self._relation(row["role"], self.ids[row["statement_id"]], self.ids[row["mention_id"]])

    def _relation(self, kind: str, one: str, other: str) -> None:
        self._line("R", f"{kind} Arg1:{one} Arg2:{other}")

    def _bound(self, kind: str, spans: Sequence[Span]) -> str:
        pieces = on_one_line(spans, self.text)
        places = ";".join(f"{start} {end}" for start, end in pieces)
        return self._line("T", f"{kind} {places}", words(pieces, self.text))

    def _line(self, letter: str, head: str, text: str = "") -> str:
        self._count[letter] += 1
        self.lines.append(Line(f"{letter}{self._count[letter]}", head, text))
        return self.lines[-1].id

    def _sorted(self, table: str) -> list[Row]:
        """In reading order, so that the file reads as the article does."""
        start = "trigger_char" if table == "events" else "char"
        return sorted(self.rows[table], key=lambda r: (r[f"{start}_start"], r[f"{start}_end"], r[_key(table)]))


def _key(table: str) -> str:
    return f"{table.removesuffix('s')}_id"
