"""Demands: what "must" be done in the content of a statement, and who must do it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Sequence

from dataset.annotate.clauses import Clauses
from dataset.annotate.document import Document
from dataset.annotate.names import Reference
from dataset.annotate.sides import Phrases
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import function_words, nominals, pronouns, roles, words
from dataset.spans import Span

ACTORS = frozenset(("person", "organization", "country", "group"))
_SHOULD = frozenset(("should", "ought"))
_OTHERS = frozenset(("you", "he", "she", "they"))
_CLOSED = (
    "preposition",
    "auxiliary",
    "modal",
    "adverb",
    "coordinator",
    "determiner",
    "subordinator",
    "relative",
    "time",
)


def deontic(document: Document, content: Span, modals: Collection[str] = ("must",)) -> Span | None:
    """The first "must" of a content, or other modal, with the verb behind it."""
    tokens = document.tokens_in(*content)
    at = next((i for i, t in enumerate(tokens[:-1]) if t.lower in modals), None)
    return None if at is None else (tokens[at].start, tokens[at + 1].end)


def advises(document: Document, fragments: Iterable[Span]) -> bool:
    """Whether somebody is told what to do: "you should resign", "there needs to be a law"; not "should have left"."""
    return any(_advice(document.tokens_in(*fragment)) for fragment in fragments)


def _advice(tokens: Sequence[Token]) -> bool:
    for before, modal, behind in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if modal.lower in _SHOULD and behind.lower != "have" and _may_do(before):
            return True
        if (before.lower, modal.lower, behind.lower) == ("there", "needs", "to"):
            return True
    return False


def _may_do(token: Token) -> bool:
    """Whether a subject ends there that can do what it should: "you", an office, a name."""
    word = token.lower
    known = roles().keys() | nominals().keys()
    name = token.text[0].isupper() and word not in pronouns().keys() | function_words()
    return word in _OTHERS or name or bool({word, word.removesuffix("s")} & known)


def obliged(document: Document, content: Span, references: Sequence[Reference]) -> tuple[Clauses, Phrases] | None:
    """The sentence of the first "must" or "should" of a content, as far as its verb, and its subjects: who must."""
    must = deontic(document, content) or deontic(document, content, _SHOULD)
    if must is None:
        return None
    start = document.sentences[document.sentence_number(must[0])][0]
    first, last = (bisect_left(references, place, key=lambda r: r.start) for place in (start, must[0]))
    by_end = {r.end: r for r in sorted(references[first:last], key=lambda r: -r.start) if r.form != "demonym"}
    clauses = Clauses(document.tokens_in(start, must[1]), {r.start: r for r in by_end.values()})
    return clauses, clauses.subjects(clauses.subject(clauses.index_at(must[0])))


def bound(document: Document, content: Span, references: Sequence[Reference]) -> list[Reference]:
    """Who must, of those that are known."""
    found = obliged(document, content, references)
    if found is None:
        return []
    clauses, subjects = found
    names = (clauses.named[end - 1] for _, end in subjects)
    known = (clauses.references[clauses.tokens[at].start] for at in names if at is not None)
    return [r for r in known if r.type in ACTORS]


def demanded(document: Document, content: Span) -> frozenset[str]:
    """The words behind "must" and its verb, in their sentence, without those of closed classes: what is demanded."""
    must = deontic(document, content)
    if must is None:
        return frozenset()
    end = min(content[1], document.sentences[document.sentence_number(must[0])][1])
    closed = pronouns().keys() | frozenset().union(*(words(kind) for kind in _CLOSED))
    return frozenset(t.lower for t in document.tokens_in(must[1], end) if t.text.isalpha()) - closed
