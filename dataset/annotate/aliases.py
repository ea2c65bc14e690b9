"""Names that are one name: what the tagger misses of a name it knows, equal names, and short forms of full ones.

Sieves in this order, each leaving alone what it cannot decide: a source that is written as a name (``named_sources``),
equal names (``unify_names``), names repeated where the tagger saw none (``repeated_names``), then the surname, or the
given name alone, of somebody who is named in full (``resolve_short_names``), the first word of an organization's name
(``resolve_company_names``), and its letters (``resolve_acronyms``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace

from dataset.annotate.acronyms import resolve_acronyms
from dataset.annotate.bodies import state_bodies
from dataset.annotate.company_names import resolve_company_names, short_keys
from dataset.annotate.document import Document
from dataset.annotate.gazetteer import slug
from dataset.annotate.names import Reference
from dataset.annotate.offices import gender, is_title, role_before, role_country, role_span, role_split
from dataset.annotate.short_names import Key, is_full, plain, resolve_short_names
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import function_words, given_names, nominals, roles, words
from dataset.spans import Span, SpanIndex

_KINDS = ("person", "organization", "place", "other")
_LINKS = frozenset(("of", "for", "the", "and", "&", "de", "al"))
_INSIDE = _LINKS | {"."}
_SIEVES = ("named_source", "repeated_name")
_SPEAKING = ("person", "organization")


def find_aliases(document: Document, names: Sequence[Reference], sources: Iterable[Span]) -> list[Reference]:
    """All names of the article, each with the one entity that it names; those that only a sieve found included."""
    known = unify_names(list(people_apart([*names, *named_sources(document, names, sources)])))
    known = state_bodies(document.text, unify_names([*known, *repeated_names(document, known)]))
    return resolve_acronyms(resolve_company_names(resolve_short_names(known, document.text)), document.text)


def unify_names(references: Sequence[Reference]) -> list[Reference]:
    """Equal names are one entity, of the kind that the tagger sees most; a sieve's guess counts where it sees none."""
    shown: dict[str, Counter[str]] = {}
    for reference in sorted(references, key=lambda r: r.rule in _SIEVES):
        if reference.name and reference.rule != "gazetteer":
            counts = shown.setdefault(slug(reference.name), Counter())
            counts[reference.type] += reference.rule not in _SIEVES or not counts.total()
    kinds = {key: max(_KINDS, key=lambda kind: counts[kind]) for key, counts in shown.items()}
    return [_of_kind(r, kinds) if r.name and r.rule != "gazetteer" else r for r in references]


def _of_kind(reference: Reference, kinds: Mapping[str, str]) -> Reference:
    key = slug(reference.name or "")
    return replace(reference, type=kinds[key], entity_id=f"{kinds[key]}/{key}")


def people_apart(references: Sequence[Reference]) -> Iterator[Reference]:
    """Without what is no organization but an office or a party and somebody whom the article names: "Democrat Ann Lee".

    The person is found again by ``repeated_names``. Where no given name follows, it is one person's longer name:
    "Aung San Suu Kyi" beside "Suu Kyi".
    """
    people = {tuple(r.name.lower().split()) for r in references if r.is_person and r.name and is_full(r.name)}
    surnames = {person[-1] for person in people}
    for reference in references:
        guessed = not reference.is_person and reference.rule == "names"
        person = _ending(reference.name or "", people) if guessed else None
        if guessed and _is_addressed(reference.name or "", surnames):
            continue
        if person is None:
            yield _without_owner(reference, people | {(surname,) for surname in surnames}) if guessed else reference
        elif person[0].capitalize() not in given_names():
            yield replace(reference, type="person")


def _is_addressed(name: str, surnames: Set[str]) -> bool:
    """ "Speaker Lee" where the article names somebody called so in full."""
    office, _, surname = name.lower().rpartition(" ")
    return office in roles() and surname in surnames


def _without_owner(reference: Reference, people: Set[Key]) -> Reference:
    """ "Ann Lee's Harbour Fund" beside Ann Lee is her fund, and she is found again by ``repeated_names``."""
    owner, mark, rest = re.sub("’s ", "'s ", reference.name or "").partition("'s ")
    if not mark or not rest[:1].isupper() or tuple(owner.lower().split()) not in people:
        return reference
    start = reference.end - len(rest)
    return replace(reference, start=start, phrase_start=start, name=rest, entity_id=f"{reference.type}/{slug(rest)}")


def _ending(name: str, people: Set[Key]) -> Key | None:
    """The person's name that a longer one without a preposition ends in."""
    parts = tuple(name.lower().split())
    governed = any(part in words("preposition") for part in parts)
    ends = (parts[at:] for at in range(1, len(parts) - 1))
    return None if governed else next((end for end in ends if end in people), None)


def named_sources(document: Document, names: Iterable[Reference], sources: Iterable[Span]) -> Iterator[Reference]:
    """Sources that are written as a name where the tagger saw none: "Citizens for Clean Air said"."""
    taken = SpanIndex((r.start, r.end, "") for r in names)
    spelling = _Spelling(document)
    for start, end in sorted(set(sources)):
        words_in = document.tokens_in(start, end) if start >= document.article.body_char_start else []
        tokens = _name_at(words_in) if words_in else []  # none begins in "Bush" of "PMBush"
        free = tokens and all(taken.innermost(t.start, t.end) is None for t in tokens)
        if free and (len(tokens) > 1 or spelling.is_proper(tokens[0])):
            yield _name(document, tokens, "named_source")


def _name_at(source: Sequence[Token]) -> list[Token]:
    """The capitalised words that a source consists of, without article and office; none where other words follow."""
    at = end = int(source[0].lower == "the")
    while end < len(source) and (source[end].text[0].isupper() or (end > at and source[end].lower in _INSIDE)):
        end += 1
    while end > at and source[end - 1].lower in _LINKS:
        end -= 1
    at = role_split(source, at, end - 1) if end - at > 1 else at
    whole = end == len(source) or source[end].text in (",", "(", "'s", "’s")
    name = list(source[at:end])
    office = bool(name) and name[-1].lower in nominals().keys() | roles().keys()
    return name if whole and not (office and all(t.text[0].isupper() for t in name)) else []


class _Spelling:
    """Words of the body, in small letters: those it writes small, and those with a capital that no sentence gives."""

    def __init__(self, document: Document) -> None:
        starts = {start for start, _, _ in document.sentences} | {quote.start + 1 for quote in document.quotes}
        body = [t for t in document.tokens if t.start >= document.article.body_char_start]
        self.small = {t.lower for t in body if t.text.islower()}
        self.capital = {t.lower for t in body if t.text[0].isupper() and not t.text.isupper() and t.start not in starts}

    def is_proper(self, token: Token) -> bool:
        """Whether the word is a name wherever it stands."""
        common = token.lower in self.small | function_words()
        return token.lower in self.capital and not common


def _name(document: Document, tokens: Sequence[Token], rule: str, kind: str = "") -> Reference:
    """A name made of these tokens; a person where a title or a given name says so."""
    start, end = tokens[0].start, tokens[-1].end
    line = document.tokens_in(document.sentences[document.sentence_number(start)][0], end)
    at = len(line) - len(tokens)
    titled = is_title(line, at - 1 - (at > 0 and line[at - 1].text == ".")) or role_before(line, at) is not None
    person = titled or (len(tokens) > 1 and tokens[0].text in given_names())
    kind = kind or ("person" if person else "organization")
    name = re.sub(r"\s+", " ", document.text[start:end])
    role = role_span(document.text, line, at) if kind == "person" else None
    return Reference(
        start=start,
        end=end,
        phrase_start=start,
        form="name",
        type=kind,
        rule=rule,
        entity_id=f"{kind}/{slug(name)}",
        name=name,
        country=role_country(line, role),
        role=role,
        gender=gender(line, at, role, document.text) if kind == "person" else "",
    )


def repeated_names(document: Document, names: Sequence[Reference]) -> Iterator[Reference]:
    """The names and surnames of the article's people and organizations wherever they stand and no name was seen."""
    keys = _keys(names)
    longest = max(map(len, keys), default=0)
    taken = SpanIndex((r.start, r.end, "") for r in names)
    small = _Spelling(document).small
    for start, end, _ in document.sentences:
        tokens, at = document.tokens_in(start, end), 0
        headline = start < document.article.body_char_start
        while at < len(tokens):
            stop = _key_end(tokens, at, keys, longest)
            common = at == 0 and tokens[at].lower in small
            if stop > at and not common and _may_repeat(tokens, at, stop, taken, headline):
                first = at - _is_given_before(tokens, at, taken)
                yield _name(document, tokens[first:stop], "repeated_name", keys[_key(tokens[at:stop])])
            at = max(stop, at + 1)


def _key_end(tokens: Sequence[Token], at: int, keys: Mapping[Key, str], longest: int) -> int:
    """The token behind the longest key that begins at a token, or the token itself."""
    ends = range(min(at + longest, len(tokens)), at, -1)
    return next((end for end in ends if _key(tokens[at:end]) in keys), at)


def _keys(names: Sequence[Reference]) -> dict[Key, str]:
    """Words of a name in small letters -> its kind; of a person the surname too, of a company its short names."""
    keys: dict[Key, str] = {}
    for name in names:
        if name.form == "name" and name.type in _SPEAKING and name.name and name.rule != "gazetteer":
            keys.setdefault(tuple(name.name.lower().split()), name.type)
            if name.is_person:
                keys[tuple(plain(name.name)[-1:])] = "person"
    for short in short_keys(names):
        keys.setdefault(short, "organization")
    return {key: kind for key, kind in keys.items() if len(key) > 1 or len(key[0]) > 2}


def _key(tokens: Sequence[Token]) -> Key:
    return tuple(t.lower for t in tokens)


def _may_repeat(tokens: Sequence[Token], at: int, stop: int, taken: SpanIndex, headline: bool) -> bool:
    """Whether the words have their capitals and are no part of a longer name: not in "Trump Tower"."""
    written = tokens[at].text[0].isupper() and tokens[stop - 1].text[0].isupper()
    if not written or any(taken.innermost(t.start, t.end) is not None for t in tokens[at:stop]):
        return False
    after = tokens[stop] if stop < len(tokens) else None
    longer = after is not None and after.text[0].isupper() and taken.innermost(after.start, after.end) is None
    return headline or not longer


def _is_given_before(tokens: Sequence[Token], at: int, taken: SpanIndex) -> bool:
    """Whether a given name stands right before: "Melania" of "Melania Trump"."""
    if at == 0 or tokens[at - 1].text not in given_names():
        return False
    return taken.innermost(tokens[at - 1].start, tokens[at - 1].end) is None
