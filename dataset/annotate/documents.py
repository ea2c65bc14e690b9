"""Documents that speak, and who stands behind them: "her letter", "a study by Oxfam", "the report"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from dataset.annotate.coordination import head_reference
from dataset.annotate.mentions import Mentions
from dataset.annotate.names import Reference
from dataset.annotate.tokens import Token
from dataset.annotate.triggers import object_classes
from dataset.annotate.vocabulary import pronouns, words
from dataset.spans import Span

_AUTHORS = ("person", "organization", "country", "group")
_BY = ("by", "from")
_POSSESSIVE = ("'s", "’s", "'", "’")
_KNOWN = ("the", "this", "that")
_NEW = ("a", "an")
_LONGEST = 8  # words of a document's phrase before its noun

Teller = Callable[[int], Reference | None]
"""Who speaks in the sentence that holds a position, where that is known."""


def author_of(mentions: Mentions, phrase: Span, teller: Teller) -> Reference | None:
    """The author or owner that the phrase names, or that the document was introduced with; as a mention of that one."""
    tokens = mentions.document.tokens_in(*phrase)
    at = next((i for i in range(len(tokens)) if _is_document(tokens, i)), None)
    if at is None:
        return None
    author = _named(mentions, tokens, at)
    if author is None and at == 1 and tokens[0].lower in _KNOWN:
        author = _introduced(mentions, tokens[at], teller)
    if author is None:
        return None
    found = Reference(*phrase, phrase[0], "nominal", author.type, "document", author.entity_id, metonym=True)
    return replace(found, country=author.country, gender=author.gender)


def _is_document(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is the noun of a document, and heads its phrase: not in "the report's authors"."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    heads = not after or not after.isalpha() or after in words("preposition") | words("relative")
    clause = after.endswith(("ed", "ing")) or after in words("time")
    return (heads or clause) and after not in _POSSESSIVE and "document" in object_classes(tokens[at].lower)


def _named(mentions: Mentions, tokens: Sequence[Token], at: int) -> Reference | None:
    """ "Ann Lee's letter", "its report", "the NATO report", "a poll conducted by Gallup"."""
    return _owner(mentions, tokens, at) or _maker(mentions, tokens, at)


def _owner(mentions: Mentions, tokens: Sequence[Token], at: int) -> Reference | None:
    for i in range(at - 1, max(at - _LONGEST, 0) - 1, -1):
        word = tokens[i]
        if word.lower in words("preposition") | words("coordinator") | words("relative") or word.text in (",", ":"):
            return None
        owned = i + 1 < at and tokens[i + 1].text in _POSSESSIVE
        pronoun = pronouns().get(word.lower, {}).get("case", "").endswith("possessive")
        for known in mentions.within(tokens[max(0, i - _LONGEST)].start, word.end):
            if known.end == word.end and known.entity_id and known.type in _AUTHORS and known.form != "demonym":
                if owned or pronoun or known.type == "organization":
                    return known
    return None


def _maker(mentions: Mentions, tokens: Sequence[Token], at: int) -> Reference | None:
    for i in range(at + 1, len(tokens) - 1):
        if tokens[i].text == "," or tokens[i].lower in words("relative"):
            return None
        if tokens[i].lower in _BY:
            found = head_reference(mentions, (tokens[i + 1].start, tokens[-1].end))
            return found if found and found.entity_id and found.type in _AUTHORS else None
    return None


def _introduced(mentions: Mentions, noun: Token, teller: Teller) -> Reference | None:
    """Who is named where the last new document of this name was; who "said in a statement", where it speaks again."""
    document = mentions.document
    for number in range(document.sentence_number(noun.start), -1, -1):
        start, end, _ = document.sentences[number]
        tokens = document.tokens_in(start, end)
        for at in range(len(tokens) - 1, -1, -1):
            earlier = tokens[at].start < noun.start and tokens[at].lower == noun.lower
            if not earlier or (at and tokens[at - 1].lower in _KNOWN):
                continue
            author = _named(mentions, tokens, at)
            first = next((i for i in range(at - 1, 0, -1) if tokens[i].lower in _NEW), 0)
            told = first and tokens[first - 1].lower == "in"
            return author or (teller(tokens[at].start) if told else None)
    return None
