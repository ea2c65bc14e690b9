"""Stage 4, people's decisions applied to the machine's rows, each guarded by what it expects to find.

Entries address the rows of the engine's output; what follows from a decision (words, ids, references, counts) is
derived afterwards. Entities belong to all articles: ``curate_entities`` comes first and says which of them were merged
or dropped, and ``curate`` brings that into every article.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dataset.curate.columns import check_words, located
from dataset.curate.draft import Rows, by_id, inherited, to_annotation, to_records, to_rows
from dataset.curate.edit import changed, edited, targets
from dataset.curate.entries import Entry, by_article, check_articles, load_entries
from dataset.derive import derive
from dataset.errors import CurationError
from dataset.records import Annotation, Entity
from dataset.resolve import referred, rename
from dataset.schema import load_schema

__all__ = ["Entry", "by_article", "check_articles", "curate", "curate_entities", "load_entries"]


def curate_entities(
    entities: Iterable[Entity], entries: Sequence[Entry]
) -> tuple[list[Entity], dict[str, str | None], int]:
    """The entities with the entries on them applied, by id; where merged (id) or dropped (None) ones went; how many.

    ``entities`` are those of all articles after ``resolve``; the second result is what ``curate`` takes.
    """
    rows = edited({"entities": by_id("entities", entities)}, entries)["entities"]
    curated = to_records("entities", (rows[entity_id] for entity_id in sorted(rows)), "")
    return list(curated), targets(entries), changed(entries)


def curate(
    annotation: Annotation, entries: Sequence[Entry], merged: Mapping[str, str | None] | None = None
) -> tuple[Annotation, int]:
    """The resolved article with its entries applied and derived once; how many rows a curator changed.

    ``entries`` are this article's (see ``by_article``); ``merged`` is what ``curate_entities`` says.
    Raises CurationError where a row is gone or is no longer what an entry expects.
    """
    merged = merged or {}
    if not entries and not referred(annotation) & merged.keys():
        return annotation, 0
    machine = to_rows(annotation)
    draft = edited(machine, entries)
    _check_positions(draft, entries, annotation.article.text)
    _inherit(draft, machine, entries)
    _regroup(draft)
    article = to_records("articles", draft["articles"].values(), annotation.article.article_id)[0]
    rows = replace(to_annotation(draft, article), entities=annotation.entities)
    return derive(rename(rows, merged)), changed(entries)


def _check_positions(draft: Rows, entries: Iterable[Entry], text: str) -> None:
    for entry in entries:
        if entry.action in ("set", "add"):
            with located(CurationError, f"{entry.place}, {entry.table} {entry.id}"):
                schema = load_schema().table(entry.table)
                positions = {s[k] for s in schema.descriptor.get("spans", []) for k in ("start", "end")}
                written = {c: v for c, v in draft[entry.table][entry.id].items() if c in positions | {"fragments"}}
                words = {c: v for c, v in entry.value.items() if c not in positions}
                check_words(schema, written | words, text)


def _inherit(draft: Rows, machine: Rows, entries: Iterable[Entry]) -> None:
    """Let a party or participant that was known through its mention stay so: ``derive`` fills in what it then is."""
    decided = {(entry.table, entry.id, column) for entry in entries for column in entry.value}
    for table, rid, column in inherited(machine) - decided:
        row = draft[table].get(rid)
        if row and row["mention_id"] is not None:
            row[column] = None


def _regroup(draft: Rows) -> None:
    """Name a group whose first event is gone after one that is left."""
    first: dict[str, str] = {}
    for event, row in draft["events"].items():
        if row["event_group"] not in draft["events"]:
            row["event_group"] = first.setdefault(row["event_group"], event)
