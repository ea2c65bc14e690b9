"""What kind of name it is, and where it begins behind an office, by the words that it has and those before it.

The tagger decides; here stands what it cannot know from one sentence, or what no name of another kind looks like.
"""

from __future__ import annotations

from collections.abc import Sequence

from dataset.annotate.gazetteer import lookup
from dataset.annotate.offices import HONORIFICS, is_title, role_before, role_split
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import given_names, is_person_noun, name_words, nominals, words

_PARTICLE_WITH_HYPHEN = ("al-", "el-", "ad-", "ar-", "as-", "at-", "az-", "ul-", "ur-")


def kind_of(tokens: Sequence[Token], at: int, end: int, kind: str) -> str:
    """The tagger's kind, but PER where only a person is written so, and MISC for a ship ("the frigate Lena")."""
    if kind == "PER":
        return "MISC" if at > 0 and tokens[at - 1].lower in name_words("vessel") else kind
    return "PER" if _is_written_as_person(tokens, at, end, kind) else kind


def _is_written_as_person(tokens: Sequence[Token], at: int, end: int, kind: str) -> bool:
    name = tokens[at:end]
    if name[-1].text == "." and len(name) > 1:
        name = name[:-1]
    if len(name) < 2 or not name[1].text[0].isalpha():
        return False
    generation, given = name[-1].lower in name_words("generation"), name[0].text in given_names()
    if generation or not given:
        return generation and (given or name[-1].lower in ("jr", "sr"))
    named_after = any(t.lower in nominals() for t in name[1:])
    alone = len(name) == 2 and kind == "MISC" and (at == 0 or tokens[at - 1].lower not in words("determiner"))
    held = role_before(tokens, at) is not None
    return not named_after and (alone or held or _has_initial(name) or any(map(_is_particle, name[1:])))


def _has_initial(name: Sequence[Token]) -> bool:
    """ "John F. Kennedy": given name, initial and surname are a person."""
    return len(name) == 4 and len(name[1].text) == 1 and name[2].text == "." and name[3].text[0].isupper()


def _is_particle(token: Token) -> bool:
    """Whether a surname has the word inside, and no other name: "bin", "al-Assad", but not "de" or "la"."""
    return token.text in ("bin", "bint", "ibn", "von", "van") or token.text.startswith(_PARTICLE_WITH_HYPHEN)


def name_start(tokens: Sequence[Token], at: int, end: int, kind: str) -> int:
    """Where a name begins behind an office: "Larry King" has none, "Research Director Raj Shah" is no organization,
    nor is "Mr. Trump"."""
    if kind == "PER" and end - at > 1:
        first = at + is_adjective(tokens, at, at + 1)  # "Republican Ann Lee"
        if tokens[first].text in given_names():
            return first
    start = role_split(tokens, at, end)
    first = role_split(tokens, at, end - 1) if start == end else start
    is_given = first < end - 1 and tokens[first].text in given_names()
    if kind == "PER":
        return first if is_given else start
    return first if is_given or _is_addressed(tokens, at, start, end) else _held_inside(tokens, at, end)


def _held_inside(tokens: Sequence[Token], at: int, end: int) -> int:
    """ "General Staff Ivan Petrov" behind "chief of the", "Lee donor Ivan Petrov": where the person begins; else where
    the name does."""
    inside = (i for i in range(at + 1, end - 1) if tokens[i].text in given_names())
    return next((i for i in inside if role_before(tokens, i) is not None or _is_noun(tokens[i - 1])), at)


def _is_noun(word: Token) -> bool:
    """Whether a word inside a name, in small letters, is none of it."""
    return word.text.isalpha() and word.text.islower() and is_person_noun(word.lower)


def holder(tokens: Sequence[Token], at: int, end: int, form: str) -> int | None:
    """Where the person begins in what follows a known name of this form ("Saudi" of "Saudi Crown Prince Ali bin Roth").

    ``end`` where an office or a party is all that follows ("Vermont senator"); None where a longer name does.
    """
    start = role_split(tokens, at, end)
    if start == end or is_adjective(tokens, at, end):
        return end
    return start if (start > at or form == "demonym") and tokens[start].text in given_names() else None


def is_adjective(tokens: Sequence[Token], at: int, end: int) -> bool:
    """Whether the words are all of a demonym, or of a party's name for its members."""
    hit = lookup(tokens, at)
    return hit is not None and hit[1] == end and hit[0].form == "demonym"


def _is_addressed(tokens: Sequence[Token], at: int, start: int, end: int) -> bool:
    """Whether a title stands before what can be a surname, one that no organization begins with: not "General"."""
    at += tokens[at].text == "State"  # "State Sen. Lee"
    if not (at < start < end and is_title(tokens, at)):
        return False
    plain = tokens[at].text in HONORIFICS or tokens[at + 1].text == "."
    return plain and all(t.text[0].isupper() for t in tokens[start:end])
