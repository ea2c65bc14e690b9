"""The PolNeAR corpus of attributions in political news against the engine's statements.

Spans are scored as published work does: a span's role and both of its ends, content split at line breaks; ``begin``
asks for the first character alone, ``token`` for each word's role. Whole attributions are scored by ``linked``, overall
and by what gold says of them. PolNeAR marks no attribution inside another one's content, so nested ones are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from dataset.annotate.acts import kind
from dataset.annotate.document import Document
from dataset.annotate.vocabulary import pronouns
from dataset.corpora.polnear import (
    ROLES,
    Attribution,
    Labels,
    likeness,
    name_of,
    pieces,
    polnear_articles,
    read_attributions,
    roles_in_words,
    wire_articles,
    word_starts,
    words_in,
)
from dataset.evaluate.alignment import align
from dataset.evaluate.scores import Score, with_intervals
from dataset.records import Annotation, Article
from dataset.spans import Span

KINDS = ("direct", "mixed", "indirect", "pronoun source", "no source", "discontinuous")


def evaluate_polnear(folder: Path, engine: Callable[[Article], Annotation], split: str = "dev") -> list[Score]:
    """Spans by role and whole attributions of the engine, with 95 % intervals over articles.

    ``split`` is a folder of the corpus.
    """
    wire = wire_articles(folder)
    scores = []
    for article, path in polnear_articles(folder, split):
        labels, gold = read_attributions(path, article.text)
        found = list(statements(engine(article)))
        own = list(_linked(found, gold, article))
        scores.append(
            [
                *_span_scores(_labels(found, article.text), labels, article.text),
                *own,
                _of_slice("wire", own[0], name_of(path) in wire),
            ]
        )
    return with_intervals(scores)


def _labels(found: Sequence[Attribution], text: str) -> Labels:
    """The spans of these attributions by role."""
    return {role: {piece for row in found for piece in pieces(getattr(row, role), text)} for role in ROLES}


def statements(annotation: Annotation, nested: bool = False) -> Iterator[Attribution]:
    """The statements of an annotation that stand in no other one's content; or those that do."""
    content: dict[str, tuple[Span, ...]] = {}
    for f in annotation.fragments:
        content[f.statement_id] = (*content.get(f.statement_id, ()), (f.char_start, f.char_end))
    for s in annotation.statements:
        if (s.depth > 0) == nested:
            source = _span(s.source_char_start, s.source_char_end)
            yield Attribution(source, _span(s.cue_char_start, s.cue_char_end), content[s.statement_id])


def _span(start: int | None, end: int | None) -> tuple[Span, ...]:
    return () if start is None or end is None else ((start, end),)


def _span_scores(found: Labels, gold: Labels, text: str) -> Iterator[Score]:
    starts = word_starts(text)
    for role in ROLES:
        yield _shared(role, "exact", found[role], gold[role])
    for role in ROLES:
        yield _shared(role, "begin", {start for start, _ in found[role]}, {start for start, _ in gold[role]})
    for role in ROLES:
        yield _shared(role, "token", words_in(found[role], starts), words_in(gold[role], starts))


def _shared(role: str, view: str, found: set[Span] | set[int], gold: set[Span] | set[int]) -> Score:
    return Score(role, view, len(found & gold), len(found), len(gold))


def _linked(found: Sequence[Attribution], gold: Sequence[Attribution], article: Article) -> Iterator[Score]:
    """Whole attributions: content shares half of its words, source and cue share a word or are both absent.

    A pair is of the kinds of its gold side.
    """
    starts = word_starts(article.text)
    left, right = [roles_in_words(row, starts) for row in found], [roles_in_words(row, starts) for row in gold]
    pairs = align(left, right, likeness)
    yield Score("attribution", "linked", len(pairs), len(found), len(gold))
    document = Document(article)
    ours, theirs = [_kinds(row, document) for row in found], [_kinds(row, document) for row in gold]
    lonely = set(range(len(found))) - {i for i, _ in pairs}
    for name in KINDS:
        right_ones = sum(name in theirs[j] for _, j in pairs)
        wrong = sum(name in ours[i] for i in lonely)
        yield Score("attribution", name, right_ones, right_ones + wrong, sum(name in kinds for kinds in theirs))


def _of_slice(name: str, score: Score, included: bool) -> Score:
    return Score(score.table, name, *((score.right, score.machine, score.gold) if included else (0, 0, 0)))


def _kinds(row: Attribution, document: Document) -> set[str]:
    kinds = {kind(document, row.content)}
    words = document.text[slice(*row.source[0])].lower() if row.source else ""
    kinds |= {"no source"} if not row.source else {"pronoun source"} if words in pronouns() else set()
    return kinds | ({"discontinuous"} if len(row.content) > 1 else set())
