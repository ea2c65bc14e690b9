"""W3C Web Annotation (https://www.w3.org/TR/annotation-model/) in JSON-LD: a text and a collection for each article.

An annotation is a statement, a mention or an event. Its body is the row, with the rows that belong to it; its target
is the text by quote and by position. Content in pieces has a target for each. Positions count Unicode code points, as
the standard has it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from dataset.cite import address
from dataset.disk import Package
from dataset.export.folder import begin, is_earlier, write_json, write_text
from dataset.export.rows import Row, by_article, text_of
from dataset.spans import Span

FORMAT = "annotation"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
WIKIDATA = "http://www.wikidata.org/entity/"
AROUND = 32
"""How many characters of the text a quote has on either side."""


def write(package: Package, out: Path) -> None:
    """Make ``out`` a folder with ``<article>.txt`` and ``<article>.jsonld`` for each article."""
    begin(out, package, FORMAT)
    for article, rows in by_article(package):
        write_text(out / f"{article['article_id']}.txt", text_of(article))
        write_json(out / f"{article['article_id']}.jsonld", _Article(package, article, rows).collection())


def earlier(out: Path) -> bool:
    """Whether ``out`` is such a folder."""
    return is_earlier(out, FORMAT)


class _Article:
    """The annotations of one article."""

    def __init__(self, package: Package, article: Row, rows: dict[str, list[Row]]) -> None:
        self.model, self.base = package.schema.package, address(package.schema.package)
        self.article, self.rows = article, rows
        self.entities = {row["entity_id"]: row for row in rows["entities"]}

    def collection(self) -> dict[str, Any]:
        """An AnnotationCollection with its one AnnotationPage; names that are not the standard's are the schema's."""
        items = [*self._statements(), *self._mentions(), *self._events()]
        collection = self._iri(self.article["article_id"])
        page = {"id": f"{collection}/annotations", "type": "AnnotationPage", "partOf": collection, "startIndex": 0}
        return {
            "@context": [CONTEXT, {"@vocab": f"{self.base}#"}],
            "id": collection,
            "type": "AnnotationCollection",
            "label": self.article["title"],
            "rights": [licence["path"] for licence in self.model["licenses"]],
            "total": len(items),
            "first": {**page, "items": items},
        }

    def _statements(self) -> Iterator[dict[str, Any]]:
        pieces = self._owned("fragments", "statement_id")
        parties = self._owned("parties", "statement_id")
        for row in self.rows["statements"]:
            key = row["statement_id"]
            spans = [(piece["char_start"], piece["char_end"]) for piece in pieces[key]]
            yield self._annotation(key, "Statement", row | {"parties": parties.get(key, [])}, spans, "describing")

    def _mentions(self) -> Iterator[dict[str, Any]]:
        for row in self.rows["mentions"]:
            span = (row["char_start"], row["char_end"])
            said = self._annotation(row["mention_id"], "Mention", row, [span], "tagging")
            if row["entity_id"] is not None:
                said["body"].append({"source": self._entity(row["entity_id"]), "purpose": "identifying"})
            yield said

    def _events(self) -> Iterator[dict[str, Any]]:
        contexts, participants = (self._owned(name, "event_id") for name in ("event_contexts", "participants"))
        for row in self.rows["events"]:
            key = row["event_id"]
            own = {"contexts": contexts.get(key, []), "participants": participants.get(key, [])}
            span = (row["trigger_char_start"], row["trigger_char_end"])
            yield self._annotation(key, "Event", row | own, [span], "classifying")

    def _annotation(self, key: str, kind: str, row: Row, spans: Sequence[Span], motivation: str) -> dict[str, Any]:
        targets = [self._target(*span) for span in spans]
        return {
            "id": self._iri(key),
            "type": "Annotation",
            "motivation": motivation,
            "body": [{"type": kind, **row}],
            "target": targets[0] if len(targets) == 1 else targets,
        }

    def _target(self, start: int, end: int) -> dict[str, Any]:
        text: str = self.article["text"]
        words = {"exact": text[start:end], "prefix": text[max(0, start - AROUND) : start]}
        source = {"id": f"{quote(self.article['article_id'])}.txt", "type": "Text", "format": "text/plain"}
        return {
            "source": {**source, "language": self.article["language"]},
            "selector": [
                {"type": "TextQuoteSelector", **words, "suffix": text[end : end + AROUND]},
                {"type": "TextPositionSelector", "start": start, "end": end},
            ],
        }

    def _owned(self, table: str, key: str) -> dict[str, list[Row]]:
        groups: dict[str, list[Row]] = {}
        for row in self.rows[table]:
            groups.setdefault(row[key], []).append(row)
        return groups

    def _entity(self, entity: str) -> str:
        known = self.entities.get(entity, {}).get("wikidata_id")
        return f"{WIKIDATA}{known}" if known else self._iri(entity)

    def _iri(self, key: str) -> str:
        return f"{self.base}/{quote(key, safe='/:')}"
