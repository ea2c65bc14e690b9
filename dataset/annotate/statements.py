"""Statements: the patterns applied to headline and paragraphs, and again to every content, so that they nest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from dataset.annotate.contents import STOPS
from dataset.annotate.cues import is_cue_word
from dataset.annotate.document import Document, Item
from dataset.annotate.names import Reference
from dataset.annotate.patterns import Attribution, attribution_at, closing_attribution, span
from dataset.annotate.phrases import Clause
from dataset.spans import Span

MAX_DEPTH = 6
_HEADLINE_WORDS = 7  # of a source in a headline
_DASHES = frozenset(("—", "–", "-", "--"))
_CONTINUED = frozenset(("after_content", "inverted", "before_quotation", "unattributed"))


def find_statements(document: Document, names: Sequence[Reference]) -> list[Attribution]:
    """All statements of an article, nested ones after the one that holds them."""
    by_start: dict[int, Reference] = {}
    for name in sorted((n for n in names if n.form == "name"), key=lambda n: n.end):
        by_start |= {name.start: name, name.phrase_start: name}  # of two that begin together the longer stays
    return [a for a in _Finder(document, by_start).all() if _has_words(document, a)]


def _has_words(document: Document, attribution: Attribution) -> bool:
    """Whether every piece of the content has a letter or a digit: ‘“...,” he said’ says nothing."""
    return all(any(c.isalnum() for c in document.text[start:end]) for start, end in attribution.fragments)


class _Finder:
    def __init__(self, document: Document, names: Mapping[int, Reference]) -> None:
        self.document = document
        self.names = names

    def all(self) -> Iterator[Attribution]:
        body = self.document.article.body_char_start
        headline = self._headline(self.document.items(0, body))
        if headline:
            yield from self._with_nested([headline], 0)
        else:
            yield from self._region(0, body, 0)
        for paragraph in self.document.paragraphs():
            yield from self._with_nested(_joined(self._paragraph(*paragraph)), 0)

    def _paragraph(self, start: int, end: int) -> Iterator[Attribution]:
        for unit in self.document.units(start, end):
            yield from list(self._unit(*unit)) or self._unattributed(*unit)

    def _region(self, start: int, end: int, depth: int) -> Iterator[Attribution]:
        """A piece of text inside a content, or a headline: its attributions, and what its quotations hold."""
        found = [a for unit in self.document.units(start, end) for a in self._unit(*unit)]
        yield from self._with_nested(found, depth)
        for quote in self.document.quotes_in(start, end):
            if not any(s <= quote.start and quote.end <= e for a in found for s, e in a.fragments):
                yield from self._inside(quote.inner, depth)

    def _with_nested(self, found: Iterable[Attribution], depth: int) -> Iterator[Attribution]:
        for attribution in found:
            yield attribution
            for fragment in attribution.fragments:
                whole = next((q for q in self.document.quotes_in(*fragment) if (q.start, q.end) == fragment), None)
                yield from self._inside(whole.inner if whole else fragment, depth)

    def _inside(self, content: Span, depth: int) -> Iterator[Attribution]:
        """A second search, only where a cue is likely and not deeper than ``MAX_DEPTH``."""
        tokens = self.document.tokens_in(*content)
        if depth < MAX_DEPTH and any(is_cue_word(t.lower) or t.lower == "according" for t in tokens):
            yield from self._region(*content, depth + 1)

    def _unit(self, start: int, end: int) -> Iterator[Attribution]:
        """The attributions of a unit from left to right; one may begin only where the last one's content ends."""
        clause = Clause(self.document.items(start, end), self.names)
        if whole := closing_attribution(clause):
            yield whole
            return
        left = at = 0
        previous: Attribution | None = None
        while at < len(clause.items):
            found = attribution_at(clause, at, left, previous)
            if found is None:
                at += 1
                continue
            previous, at = found[0], max(found[1], at + 1)
            left = at
            yield previous

    def _headline(self, items: Sequence[Item]) -> Attribution | None:
        """ "West must give guarantees — Putin", "Putin: West must give guarantees": the dash or colon is the cue."""
        clause = Clause(items, self.names)
        for at in range(len(items) - 1, 2, -1):
            if clause.lower(at) in _DASHES and self._is_source(clause, at + 1, len(items)):
                return _headline(items[:at], items[at + 1 :], items[at], "headline_dash")
        for at in range(1, len(items) - 2):
            if clause.lower(at) == ":" and self._is_source(clause, 0, at):
                return _headline(items[at + 1 :], items[:at], items[at], "headline_colon")
        return None

    def _is_source(self, clause: Clause, start: int, end: int) -> bool:
        """Whether a piece of a headline names somebody: short, and all of it one noun phrase around a name."""
        named = any(clause.is_name(at) for at in range(start, end))
        return 0 < end - start <= _HEADLINE_WORDS and named and clause.phrase_end(start) >= end

    def _unattributed(self, start: int, end: int) -> Iterator[Attribution]:
        """A sentence that is a quotation and nothing else: somebody goes on speaking."""
        items = self.document.items(start, end)
        if all(item.quote or item.text in STOPS for item in items):
            yield from (Attribution((span([i]),), "unattributed") for i in items if i.quote and i.end - i.start > 3)


def _headline(content: Sequence[Item], source: Sequence[Item], mark: Item, rule: str) -> Attribution:
    return Attribution((span(content),), rule, span(source), span([mark]), span([mark]), mark.text)


def _joined(found: Iterable[Attribution]) -> list[Attribution]:
    """Running speech: a quotation without attribution goes on from the attributed one before it in the paragraph."""
    joined: list[Attribution] = []
    for attribution in found:
        if attribution.rule == "unattributed" and joined and joined[-1].rule in _CONTINUED:
            joined[-1] = replace(joined[-1], fragments=joined[-1].fragments + attribution.fragments)
        else:
            joined.append(attribution)
    return joined
