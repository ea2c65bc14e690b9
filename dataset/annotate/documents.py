"""Documents that speak, and who stands behind them: "her letter", "a study by Oxfam", "the report"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from dataset.annotate.coordination import head_reference
from dataset.annotate.cues import is_cue_word
from dataset.annotate.mentions import Mentions
from dataset.annotate.names import Reference
from dataset.annotate.tokens import Token
from dataset.annotate.triggers import object_classes
from dataset.annotate.vocabulary import pronouns, words
from dataset.spans import Span

_AUTHORS = ("person", "organization", "country", "group")
_BY = ("by", "from")
_POSSESSIVE = ("'s", "’s", "'", "’")
_STROKES = ("/", "-", "–")
_SURVEYS = ("poll", "survey", "study")
_LATELY = 12  # sentences in which a poll is remembered whose results are told
_PART = ("of", "from", "in")
_KNOWN = ("the", "this", "that")
_NEW = ("a", "an")
_WIDE = 80  # code points of a name around a word of it
_SOON = 2  # sentences in which the owner of a new document is named
_CLAUSE = 2  # words of the shortest subject and verb
_LONGEST = 8  # words of a document's phrase before its noun

Teller = Callable[[int], Reference | None]
"""Who speaks in the sentence that holds a position, where that is known."""


def authors_of(mentions: Mentions, phrase: Span, teller: Teller) -> tuple[Reference, ...]:
    """The authors or owners that the phrase names, or that the document was introduced with; as mentions of them."""
    tokens = mentions.document.tokens_in(*phrase)
    closing = words("preposition") | words("relative")
    governed = next((i for i, t in enumerate(tokens) if t.lower in closing), len(tokens))
    at = next((i for i in range(governed) if _is_document(tokens, i)), None)
    if at is None:
        inner = _reported_in(tokens, governed)
        authors = authors_of(mentions, inner, teller) if inner else _surveyed(mentions, tokens)
    else:
        authors = _named(mentions, tokens, at) or _known_by(mentions, tokens, at, teller)
    return tuple(_as_document(phrase, author) for author in authors)


def _reported_in(tokens: Sequence[Token], governed: int) -> Span | None:
    """What holds "the results", "excerpts" or "a copy": "the latest poll" of "the results of the latest poll"."""
    part = 0 < governed < len(tokens) - 1 and tokens[governed - 1].lower in words("finding")
    return (tokens[governed + 1].start, tokens[-1].end) if part and tokens[governed].lower in _PART else None


def _surveyed(mentions: Mentions, tokens: Sequence[Token]) -> tuple[Reference, ...]:
    """Who made the last poll or study, where "the results" of it are told."""
    if [t.lower in words("finding") or t.lower in _KNOWN for t in tokens] != [True, True]:
        return ()
    document = mentions.document
    number = document.sentence_number(tokens[0].start)
    for start, end, _ in reversed(document.sentences[max(0, number - _LATELY) : number]):
        before = document.tokens_in(start, end)
        made = (_named(mentions, before, at) for at in range(len(before) - 1, 0, -1) if before[at].lower in _SURVEYS)
        if found := next(filter(None, made), ()):
            return found
    return ()


def _known_by(mentions: Mentions, tokens: Sequence[Token], at: int, teller: Teller) -> tuple[Reference, ...]:
    """Whose "the report" is was said before, whose "a new poll" is may be said right after."""
    if at == 1 and tokens[0].lower in _KNOWN:
        return _introduced(mentions, tokens[at], teller)
    return _told_after(mentions, tokens[at]) if tokens[0].lower in _NEW else ()


def _as_document(phrase: Span, author: Reference) -> Reference:
    found = Reference(*phrase, phrase[0], "nominal", author.type, "document", author.entity_id, metonym=True)
    return replace(found, country=author.country, gender=author.gender)


def _is_document(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is the noun of a document, and heads its phrase: not in "the report's authors"."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    heads = not after or not after.isalpha() or after in words("preposition") | words("relative")
    clause = at + 1 < len(tokens) and _ends_phrase(tokens[at + 1])
    return (heads or clause) and after not in _POSSESSIVE and "document" in object_classes(tokens[at].lower)


def _named(mentions: Mentions, tokens: Sequence[Token], at: int) -> tuple[Reference, ...]:
    """ "Ann Lee's letter", "its report", "the NATO report", "an NBC/Gallup poll", "a poll conducted by Gallup"."""
    return _owners(mentions, tokens, at) or _makers(mentions, tokens, at)


def _owners(mentions: Mentions, tokens: Sequence[Token], at: int) -> tuple[Reference, ...]:
    """Who owns it by a possessive, else the organization that stands before it, or those."""
    first = at
    while first > max(at - _LONGEST, 0) and not _is_outside(mentions, tokens[first - 1]):
        first -= 1
    if first == at:
        return ()
    inside = mentions.within(tokens[first].start, tokens[at - 1].end)
    known = [r for r in inside if r.entity_id and r.type in _AUTHORS and r.form != "demonym"]
    behind = {before.end: after.text for before, after in pairwise(tokens[first:at])}
    owners = [r for r in known if behind.get(r.end) in _POSSESSIVE or _is_possessive(r)]
    posted = "posting" in object_classes(tokens[at].lower)  # "a Facebook post" is by whoever posted it there
    bodies = [r for r in known if r.type == "organization" and not posted]
    return tuple(owners[:1]) or _joined(bodies, mentions.document.text)


def _joined(bodies: Sequence[Reference], text: str) -> tuple[Reference, ...]:
    """The last of these, with those that a stroke joins to it."""
    joined = list(bodies[-1:])
    for body in reversed(bodies[:-1]):
        joined[:0] = [body] if text[body.end : joined[0].start].strip() in _STROKES else []
    return tuple(joined)


def _is_outside(mentions: Mentions, word: Token) -> bool:
    """Whether a word before a document is none of its phrase; "the" of "the Rock the Vote poll" stands in a name."""
    if word.text in (",", ":") or word.lower in _KNOWN + _NEW:
        near = mentions.within(word.start - _WIDE, word.end + _WIDE)
        return not any(r.start < word.start < r.end for r in near if r.form == "name")
    return any(word.lower in words(c) for c in ("preposition", "coordinator", "relative"))


def _is_possessive(reference: Reference) -> bool:
    return pronouns().get((reference.name or "").lower(), {}).get("case", "").endswith("possessive")


def _makers(mentions: Mentions, tokens: Sequence[Token], at: int) -> tuple[Reference, ...]:
    for i in range(at + 1, len(tokens) - 1):
        if tokens[i].text == "," or tokens[i].lower in words("relative"):
            return ()
        if tokens[i].lower in _BY:
            first, last = tokens[i + 1].start, tokens[-1].end
            found = head_reference(mentions, (first, last)) or _before_clause(mentions, (first, last))
            return (found,) if found and found.entity_id and found.type in _AUTHORS else ()
    return ()


def _before_clause(mentions: Mentions, phrase: Span) -> Reference | None:
    """ "Gallup" of "by Gallup released last week", not "Clinton" of "by the Clinton campaign"."""
    nearest = next((r.end for r in mentions.within(*phrase) if r.form == "name"), phrase[1])
    after = mentions.document.tokens_in(nearest, phrase[1])
    noun = bool(after) and after[0].text.islower() and not _ends_phrase(after[0])
    return None if noun else head_reference(mentions, (phrase[0], nearest))


def _ends_phrase(word: Token) -> bool:
    closed = any(word.lower in words(kind) for kind in ("preposition", "relative", "adverb", "time", "determiner"))
    return closed or word.lower.endswith(("ed", "ing")) or word.lower in ("last", "next", "earlier", "late", "early")


def _giver(mentions: Mentions, before: Sequence[Token]) -> Reference | None:
    """ "Ann Lee issued" of "Ann Lee issued a statement": the name right before the verb; nobody "called" one his."""
    verb = before[-1] if len(before) >= _CLAUSE else None
    if verb is None or not verb.text.islower() or verb.lower in words("preposition") or is_cue_word(verb.lower):
        return None
    names = mentions.within(before[0].start, before[-2].end)
    return next((r for r in names if r.end == before[-2].end and r.entity_id and r.type in _AUTHORS), None)


def _introduced(mentions: Mentions, noun: Token, teller: Teller) -> tuple[Reference, ...]:
    """Who is named where the last new document of this name was; who "said in a statement", where it speaks again."""
    document = mentions.document
    for number in range(document.sentence_number(noun.start), -1, -1):
        start, end, _ = document.sentences[number]
        tokens = document.tokens_in(start, end)
        for at in range(len(tokens) - 1, -1, -1):
            earlier = tokens[at].start < noun.start and tokens[at].lower == noun.lower
            if not earlier or (at and tokens[at - 1].lower in _KNOWN):
                continue
            first = next((i for i in range(at - 1, 0, -1) if tokens[i].lower in _NEW), 0)
            giver = _giver(mentions, tokens[:first])
            told = teller(tokens[at].start) if first and tokens[first - 1].lower == "in" else None
            return _named(mentions, tokens, at) or tuple(r for r in (giver or told,) if r)
    return ()


def _told_after(mentions: Mentions, noun: Token) -> tuple[Reference, ...]:
    """Who is named where the next document of this name is, this sentence or the two behind it; no other new one."""
    document = mentions.document
    number = document.sentence_number(noun.start)
    for start, end, _ in document.sentences[number : number + _SOON + 1]:
        tokens = document.tokens_in(max(start, noun.end), end)
        for at in (at for at, token in enumerate(tokens) if token.lower == noun.lower):
            named = _named(mentions, tokens, at)
            if named or (at and tokens[at - 1].lower in _NEW):
                return named
    return ()
