"""What was corrected in brat, as curation entries: the export's files as they came back against the rows that went."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dataset.curate import Entry
from dataset.curate.columns import parse, parse_whole
from dataset.disk import Package
from dataset.errors import CurationError, DatasetError, UsageError
from dataset.evaluate.suggestions import row_entries
from dataset.export.brat import Standoff
from dataset.export.decisions import Decisions
from dataset.export.marked import Marked
from dataset.export.rows import Row, by_article, text_of
from dataset.export.standoff import parse as parse_lines
from dataset.export.wanted import Wanted, draft
from dataset.schema import Schema, load_schema


@dataclass
class Corrections:
    """``entries`` for a file in ``seeds/curation/``; ``problems`` are differences that no entry can express."""

    entries: list[dict[str, Any]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def corrections(
    folder: Path, curator: str, day: date, path: Path | None = None, known: Sequence[Entry] = ()
) -> Corrections:
    """Compare the ``.ann`` files of a folder with the package that they were exported from.

    ``known`` are the entries that the package was built with; ``curator`` and ``day`` say who corrected when. Articles
    without a file are left as they are. Raises UsageError where the folder has no ``.ann`` file, PackageError where
    there is no package, or an edition without words lacks the text.
    """
    files = {file.stem: file for file in sorted(folder.glob("*.ann"))}
    if not files:
        raise UsageError("no .ann file there", str(folder), "a folder that `export brat` made")
    package = Package.open(path)
    reading = _Reading(package, Decisions(known), {"curator": curator, "date": day.isoformat()})
    for article, rows in by_article(package):
        if file := files.pop(article["article_id"], None):
            reading.article(_Compared(file, article, rows, package.schema))
    reading.found.problems += [f"{file.name}: no article of that id in the package" for file in files.values()]
    return reading.found


class _Reading:
    """The corrections so far."""

    def __init__(self, package: Package, decisions: Decisions, said: dict[str, str]) -> None:
        self.found, self.decisions, self.said = Corrections(), decisions, said
        self.entities = set(package.read("entities", ["entity_id"])["entity_id"].to_pylist())

    def article(self, compared: _Compared) -> None:
        """Keep the entries that a build accepts, and what is wrong with the others."""
        self.found.problems += compared.problems
        for entry, place in compared.entries():
            try:
                self._check(entry)
                entry = self.decisions.addressed(entry, compared.origin(entry))
            except DatasetError as error:
                self.found.problems.append(f"{place}: {error}")
            else:
                self.found.entries.append({**entry, "reason": f"corrected in brat, {place}", **self.said})

    def _check(self, entry: dict[str, Any]) -> None:
        reader = parse_whole if entry["action"] == "add" else parse
        reader(load_schema().table(entry["table"]), entry.get("value", {}))
        entity = entry.get("value", {}).get("entity_id")
        if entity is not None and entity not in self.entities:
            todo = "add it with an entry of its own, in the table entities"
            raise CurationError("no such entity", expected="one of the package", got=entity, todo=todo)


class _Compared:
    """One article: its rows as they went, and as they came back."""

    def __init__(self, file: Path, article: Row, rows: dict[str, list[Row]], schema: Schema) -> None:
        self.file, text = file, text_of(article)
        standoff = Standoff(text, rows)
        lines, problems = parse_lines(_read(file), text)
        self.ids = {brat: row for row, brat in standoff.ids.items()}
        self.before = Marked({line.id: line for line in standoff.lines}, text, schema)
        self.after = Marked(lines, text, schema)
        self.rows = draft(article, rows, schema)
        self.readable = not problems
        loose = [(n.number, f"{n.id} belongs to no row") for n in self.after.loose() if n.id not in self.before.lines]
        listed = sorted(problems + self.after.problems + loose)
        self.problems = [f"{file.name} line {number}: {what}" for number, what in listed]
        if standoff.lines and not lines and not problems:
            self.readable = False
            todo = "export the article again; rows that are to go are dropped by entries of your own"
            self.problems.append(f"{file.name}: empty, where {len(standoff.lines)} lines were exported; {todo}")
        if (beside := file.with_suffix(".txt")).is_file() and _read(beside) != text:
            self.readable = False
            self.problems.insert(0, f"{beside.name}: another text than the package has, so its positions say nothing")

    def origin(self, entry: dict[str, Any]) -> str | None:
        """What made the row that the entry is about; None for one that comes, or where the table does not say."""
        origin: str | None = self.rows[entry["table"]].get(entry.get("id", ""), {}).get("origin")
        return origin

    def entries(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Entries, and the place of the row in the file; none where a line is unreadable and could be of any row."""
        if not self.readable:
            return
        wanted = Wanted(self.rows, self.ids, self.before, self.after)
        numbers = {row: self.after.lines[name].number for name, row in wanted.ids.items() if name in self.after.lines}
        for entry in row_entries(self.rows, wanted.rows):
            key = load_schema().table(entry["table"]).key[0]
            row = str(entry.get("id") or entry["value"][key]).split("/")[0]
            yield entry, f"{self.file.name} line {numbers[row]}" if row in numbers else self.file.name


def _read(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("not readable as UTF-8", str(file), got=str(error)) from None
