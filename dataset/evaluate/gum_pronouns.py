"""The engine's "he", "she" and "they" against GUM's coreference, in the genres that write of people as news does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dataset.corpora.gum import GumDocument, GumMention, read_gum
from dataset.evaluate.scores import Score, with_intervals
from dataset.records import Annotation, Article, Mention

_PRONOUNS = {
    "he, she": frozenset(("he", "him", "his", "she", "her", "hers")),
    "they": frozenset(("they", "them", "their", "theirs")),
}


def evaluate_gum_pronouns(path: Path, engine: Callable[[Article], Annotation]) -> list[Score]:
    """Pronouns of a person whose entity the engine has right, with 95 % intervals over documents.

    ``gold`` counts the pronouns of somebody whom the document names; ``machine`` those of them that the engine gives
    an entity. An entity is right where a mention of it, no pronoun, holds the head of one of the labelled entity's.
    """
    documents = [document for document in read_gum(path) if document.is_press_like]
    return with_intervals([list(document_scores(document, engine(_article(document)))) for document in documents])


def document_scores(document: GumDocument, annotation: Annotation) -> Iterator[Score]:
    """A score for each kind of pronoun."""
    found = {(m.char_start, m.char_end): m for m in annotation.mentions if m.form == "pronoun" and m.entity_id}
    named = {m.group for m in document.mentions if m.type == "person" and m.part_of_speech == "PROPN"}
    for view, forms in _PRONOUNS.items():
        gold = [m for m in document.mentions if m.group in named and document.text[slice(*m.head)].lower() in forms]
        answered = [(m, found[m.head]) for m in gold if m.head in found]
        right = sum(_is_right(mention, labelled, document, annotation) for labelled, mention in answered)
        yield Score("pronouns", view, right, len(answered), len(gold))


def _is_right(mention: Mention, labelled: GumMention, document: GumDocument, annotation: Annotation) -> bool:
    heads = [m.head for m in document.mentions if m.group == labelled.group]
    places = [m for m in annotation.mentions if m.entity_id == mention.entity_id and m.form != "pronoun"]
    return any(m.char_start <= start and end <= m.char_end for m in places for start, end in heads)


def _article(document: GumDocument) -> Article:
    """A document is a text without headline."""
    return Article(document.name, "", document.text, 0, "en")
