"""Offices and titles: the words around a person's name that say who it is, and what they tell of country and gender."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from dataset.annotate.cues import is_cue_word
from dataset.annotate.gazetteer import Entry, lookup
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import given_names, name_words, pronouns, roles, titles, words
from dataset.spans import Span

MAX_ROLE_WORDS = 7
MAX_APPOSITION_WORDS = 14
_MODIFIER = re.compile(r"(?:[a-z]+(?:al|ary|ern|ian)|[a-z]+-[a-z]+)$")
HONORIFICS = frozenset(("Mr", "Mrs", "Ms", "Miss", "Mme", "Dr", "Prof", "Sir", "Dame", "Lord", "Lady"))
_APPOSITION_ENDS = frozenset(",.;:()")
_COMPLEMENTS = frozenset(("of", "for", "in", "at", "to", "from", "on", "with"))
_GENITIVE = frozenset(("'s", "’s", "'", "’"))


def role_split(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Where the name begins after a capitalised role: 3 in "Deputy Foreign Minister Sergey Ryabkov"."""
    for at in range(stop, start, -1):
        dot = tokens[at - 1].text == "."
        if is_title(tokens, at - 1 - dot) or any(
            _phrase(tokens, first, at) in roles() for first in range(max(start, at - MAX_ROLE_WORDS), at)
        ):
            return at
    return start


def is_title(tokens: Sequence[Token], at: int) -> bool:
    """Whether the token is a title such as "Mr" or "Sen"."""
    return at >= 0 and (tokens[at].text in titles() or f"{tokens[at].text}." in titles())


def _phrase(tokens: Sequence[Token], start: int, stop: int) -> str:
    return " ".join(t.lower for t in tokens[start:stop])


def role_over(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether an office with capitals begins at ``start`` and goes on beyond ``stop``: "Defence | Minister"."""
    ends = range(stop + 1, min(start + MAX_ROLE_WORDS, len(tokens)) + 1)
    return any(_phrase(tokens, start, at) in roles() and tokens[at - 1].text[0].isupper() for at in ends)


def role_before(tokens: Sequence[Token], stop: int) -> int | None:
    """First word of the longest role that ends right before ``stop``."""
    for first in range(max(0, stop - MAX_ROLE_WORDS), stop):
        if _phrase(tokens, first, stop) in roles() and tokens[stop - 1].end - tokens[first].start < 80:
            return first
    return None


def role_span(text: str, tokens: Sequence[Token], name: int) -> Span | None:
    """The role before a name, with the adjectives, countries and organizations that belong to it."""
    if name == 0 or tokens[name].start - tokens[name - 1].end > 1:
        return None
    end = name - 1 if tokens[name - 1].text == "." else name
    first = role_before(tokens, _complement(tokens, end))
    if first is None:
        if not is_title(tokens, end - 1) or tokens[end - 1].text in HONORIFICS:
            return None
        first, end = end - 1, name
    while first > 0 and (longer := _role_modifier(tokens, first)) < first:
        first = longer
    return tokens[first].start, tokens[end - 1].end


def _complement(tokens: Sequence[Token], end: int) -> int:
    """Where "for Syria" of "Special Envoy for Syria Geir Roth" begins; else the end of the office."""
    for at in range(max(2, end - 5), end):
        hit = lookup(tokens, at)
        before = at - 1 - (tokens[at - 1].lower == "the")
        if hit and hit[1] == end and hit[0].form == "name" and tokens[before].text in ("of", "for", "to"):
            return before
    return end


def _role_modifier(tokens: Sequence[Token], first: int) -> int:
    """Where the word or known name before ``first`` begins, if it can belong to a role; else ``first``."""
    for start in range(max(0, first - 4), first):
        hit = lookup(tokens, start)
        if hit and hit[1] == first and tokens[first].start - tokens[first - 1].end <= 1:
            return start
    word = tokens[first - 1]
    if _is_acronym(word.text) and not tokens[first].text.isupper():
        return first - 1
    modifies = word.lower in name_words("modifier") or _MODIFIER.match(word.text)
    return first - 1 if (modifies and word.text.islower()) or word.lower in name_words("modifier") else first


def apposition(tokens: Sequence[Token], stop: int) -> Span | None:
    """ "Ivan Petrov, a spokesman for the ministry,": the words between the commas, without the article."""
    if stop + 1 >= len(tokens) or tokens[stop].text != ",":
        return None
    start = stop + 1 + (tokens[stop + 1].lower in ("a", "an", "the"))
    joins = words("preposition") | words("coordinator")
    if start == len(tokens) or tokens[start].lower in joins or _is_clause(tokens, start):
        return None
    end = start
    while end < len(tokens) and end - start < MAX_APPOSITION_WORDS and not _ends_apposition(tokens, end):
        if _is_of_clause(tokens[end]):
            break
        end += 1
    has_role = any(
        _phrase(tokens, first, last) in roles()
        for first in range(start, min(end, start + 4))
        for last in range(first + 1, min(end, first + MAX_ROLE_WORDS) + 1)
    )
    closed = end < len(tokens) and tokens[end].text in _APPOSITION_ENDS
    return (tokens[start].start, tokens[end - 1].end) if has_role and closed and end > start else None


def role_with_comma(tokens: Sequence[Token], name: int, stop: int) -> Span | None:
    """ "The party’s leader in the Senate, Ivan Petrov,": the words before the comma, without article or pronoun."""
    closed = stop < len(tokens) and tokens[stop].text in _APPOSITION_ENDS
    if not closed or name < 2 or tokens[name - 1].text != ",":
        return None
    for at in range(max(0, name - 1 - MAX_APPOSITION_WORDS), name - 1):
        ends = range(min(at + MAX_ROLE_WORDS, name - 1), at, -1)
        end = next((end for end in ends if _phrase(tokens, at, end) in roles()), None)
        first = _introduced(tokens, at) if end and _is_complement(tokens[end : name - 1]) else None
        if first is not None:
            return tokens[first].start, tokens[name - 2].end
    return None


def _introduced(tokens: Sequence[Token], at: int) -> int | None:
    """Where an office begins with what modifies or owns it, if behind an article or at the beginning."""
    start = at
    while start > 0 and at - start < MAX_ROLE_WORDS:
        if (longer := _role_modifier(tokens, start)) == start and not _modifies(tokens, start - 1):
            break
        start = min(longer, start - 1)
    return start if start == 0 or tokens[start - 1].lower in words("determiner") or _owns(tokens, start, at) else None


def _modifies(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word can stand between an article and an office: both of "party’s" in "the party’s leader"."""
    token = tokens[at]
    if token.lower in _GENITIVE or tokens[at + 1].lower in _GENITIVE:
        return True
    classes = ("determiner", "preposition", "coordinator", "subordinator")
    closed = any(token.lower in words(name) for name in classes) or _is_of_clause(token)
    return token.text[0].isalpha() and not closed and not _is_participle(token)


def _owns(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """Whether a name owns the office: "Kenya’s president" needs no article."""
    return tokens[start].text[0].isupper() and any(t.lower in _GENITIVE for t in tokens[start:stop])


def _is_participle(token: Token) -> bool:
    return token.text.islower() and token.lower.endswith(("ed", "ing"))


def _is_complement(tokens: Sequence[Token]) -> bool:
    """Whether nothing, or a phrase with a preposition and no verb, stands between an office and the comma behind it."""
    plain = (token.text[0].isalpha() or token.lower in _GENITIVE for token in tokens)
    verbs = (_is_participle(token) or _is_of_clause(token) for token in tokens)
    return not tokens or (tokens[0].lower in _COMPLEMENTS and all(plain) and not any(verbs))


def _is_of_clause(token: Token) -> bool:
    """Whether the word belongs to a clause, no noun phrase; "’s" is of one, "the party’s leader"."""
    verbs = words("auxiliary") | words("modal") | words("relative")
    return (token.lower in verbs and token.lower not in _GENITIVE) or is_cue_word(token.lower)


def _is_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a verb begins there and no office: "surrounded by aides", "praised his deputy"; not "retired general"."""
    after = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    closed = after in words("preposition") | words("determiner") or after in pronouns()
    return tokens[at].lower.endswith(("ed", "ing")) and closed


def _ends_apposition(tokens: Sequence[Token], at: int) -> bool:
    """Whether the mark ends the phrase; the dot of an initial ("George W. Bush") does not."""
    initial = tokens[at].text == "." and len(tokens[at - 1].text) == 1 and tokens[at - 1].text.isupper()
    return tokens[at].text in _APPOSITION_ENDS and not initial


def role_country(tokens: Sequence[Token], role: Span | None) -> str | None:
    """The country that an office names ("Russian President") or that owns it ("Russia's President")."""
    if role is None:
        return None
    first, stop = (bisect_left(tokens, place, key=lambda t: t.start) for place in role)
    found = (entry.country for at, entry in _known(tokens, first, stop) if not _is_rest(tokens, at, entry))
    if (country := next(filter(None, found), None)) is not None:
        return country
    owner = lookup(tokens, first - 2) if first > 1 and tokens[first - 1].text in ("'s", "’s") else None
    return owner[0].country if owner else None


def names_body(tokens: Sequence[Token], role: Span) -> bool:
    """Whether an office is one of a body that it names: "UN Secretary-General", "NTA Director"."""
    first, stop = (bisect_left(tokens, place, key=lambda t: t.start) for place in role)
    bodies = (at for at, entry in _known(tokens, first, stop) if entry.entity_type == "organization")
    return any(True for _ in bodies) or any(_is_acronym(t.text) for t in tokens[first:stop])


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper() and word.isalpha()


def _known(tokens: Sequence[Token], first: int, stop: int) -> Iterator[tuple[int, Entry]]:
    return ((at, hit[0]) for at in range(first, stop) if (hit := lookup(tokens, at)))


def _is_rest(tokens: Sequence[Token], at: int, entry: Entry) -> bool:
    """Whether an organization's name is the end of a longer one: "Democratic Party" of "Social Democratic Party"."""
    return entry.entity_type == "organization" and at > 0 and tokens[at - 1].text[0].isupper()


def gender(tokens: Sequence[Token], start: int, role: Span | None, text: str) -> str:
    """m or f by title, given name or office; empty where none tells."""
    title = tokens[start - 1 - (tokens[start - 1].text == ".")].text if start > 0 else ""
    by_title = titles().get(f"{title}.") or titles().get(title)
    by_role = roles().get(text[role[0] : role[1]].lower().split()[-1], {}).get("gender") if role else ""
    return by_title or given_names().get(tokens[start].text) or by_role or ""


def sector_of(office: str) -> str | None:
    """PLOVER's sector of the longest role that ends an office: GOV of "Russian presidential spokesman"."""
    return next((row["sector"] for row in _roles_in(office)), None) or None


def is_of_state(office: str) -> bool:
    """Whether one person of a country holds the office ("the Russian leader"), and no deputy."""
    return any(row["level"] == "state" for row in _roles_in(office)) and not office.lower().startswith("deputy")


def _roles_in(office: str) -> Iterator[dict[str, str]]:
    parts = office.lower().split()
    tails = (" ".join(parts[first:]) for first in range(len(parts)))
    return (roles()[tail] for tail in tails if tail in roles())
