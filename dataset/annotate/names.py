"""Names: what the gazetteer knows, and runs of capitalised words, with the office that stands with a person."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from dataset.annotate.cues import is_cue_word
from dataset.annotate.document import Document
from dataset.annotate.gazetteer import Entry, lookup, slug
from dataset.annotate.offices import (
    apposition,
    gender,
    is_title,
    role_before,
    role_country,
    role_span,
    role_split,
    sector_of,
)
from dataset.annotate.tokens import Token, tokenize
from dataset.annotate.vocabulary import function_words, given_names, name_words, nominals, roles, titles, words
from dataset.records import Article
from dataset.spans import Span

MAX_NAME_WORDS = 12
STATE_SECTORS = frozenset(("GOV", "MIL", "LEG", "JUD", "SPY"))


@dataclass(frozen=True, slots=True)
class Reference:
    """A referring expression: its words at ``start:end``, and ``phrase_start`` where its whole noun phrase begins."""

    start: int
    end: int
    phrase_start: int
    form: str
    type: str
    rule: str
    entity_id: str | None = None
    name: str | None = None
    country: str | None = None
    role: Span | None = None
    gender: str = ""
    plural: bool = False
    metonym: bool = False

    @property
    def is_person(self) -> bool:
        return self.type == "person"


def find_names(document: Document) -> list[Reference]:
    """Names and demonyms in the order of the text; nested ones ("Russian" in "Russian Foreign Ministry") included."""
    finder = _Finder(document)
    found = [r for start, end, _ in document.sentences for r in finder.sentence(document.tokens_in(start, end))]
    return sorted(set(found), key=lambda r: (r.start, -r.end, r.form))


class _Finder:
    def __init__(self, document: Document) -> None:
        self.text = document.text
        self.body = document.article.body_char_start
        self.dateline_end = document.dateline_end
        self.lower_case = {t.text for t in document.tokens if t.text.islower()}
        self.home = _home_country(document.article)
        body = document.tokens_in(self.body, len(self.text))
        self.alone = {b.text for a, b, c in _triples(body) if _is_capital(b) and not (_is_capital(a) or _is_capital(c))}
        self.inside = {t.text for before, t in pairwise(body) if _is_capital(t) and _is_word(before)}

    def sentence(self, tokens: list[Token]) -> Iterator[Reference]:
        self.shouted = _is_shouted(tokens, in_title=bool(tokens) and tokens[0].start < self.body)
        at = 0
        while at < len(tokens):
            found = self._known(tokens, at) if not self._opens_person(tokens, at) else None
            found = found or self._unknown(tokens, at)
            yield from found[0] if found else []
            at = found[1] if found else at + 1

    def _opens_person(self, tokens: list[Token], at: int) -> bool:
        """A given name before a capitalised word: "Michael Jordan", though the gazetteer knows Jordan."""
        if tokens[at].text not in given_names() or at + 1 >= len(tokens) or not _adjacent(tokens, at, at + 1):
            return False
        known = lookup(tokens, at)
        return _is_capital(tokens[at + 1]) and (known is None or known[1] == at + 1)

    def _known(self, tokens: list[Token], at: int) -> tuple[list[Reference], int] | None:
        hit = lookup(tokens, at)
        if hit is None or (at == 0 and hit[1] == 1 and tokens[0].lower in self.lower_case):
            return None
        entry, end = hit
        longer = self._organization(tokens, at, end, entry) if entry.entity_type != "organization" else None
        if longer:
            return [longer[0], self._reference(tokens, at, end, entry)], longer[1]
        if entry.entity_type == "group" and tokens[end - 1].text.islower():
            return [self._collective(tokens, at, end, entry), *self._inside(tokens, at, end - 1)], end
        first = [r for r in self._inside(tokens, at, at + 1) if r.form == "demonym"] if end > at + 1 else []
        return [self._reference(tokens, at, end, entry), *first], end

    def _collective(self, tokens: list[Token], at: int, end: int, entry: Entry) -> Reference:
        """ "the NATO countries": a nominal, article included, although the gazetteer knows it."""
        found = self._reference(tokens, at, end, entry)
        start = _with_determiner(tokens, at)
        return replace(found, start=start, phrase_start=start, form="nominal")

    def _organization(self, tokens: list[Token], at: int, end: int, entry: Entry) -> tuple[Reference, int] | None:
        """ "Russian Foreign Ministry", "Syrian Red Crescent": a known name that begins a longer one."""
        stop = _run(tokens, end)
        if self.shouted or stop == end or not _adjacent(tokens, end - 1, end) or tokens[end].text in given_names():
            return None
        organized = _has_organization_word(tokens[end:stop])
        if not organized and (entry.form != "demonym" or stop - end < 2):
            return None
        if role_before(tokens, stop) or role_split(tokens, end, stop) > end:
            return None
        speaks = stop < len(tokens) and is_cue_word(tokens[stop].lower)
        kind = "organization" if organized or speaks else "other"
        return replace(_named(self.text, tokens, at, stop, kind, "known_part"), country=entry.country), stop

    def _reference(self, tokens: list[Token], at: int, end: int, entry: Entry) -> Reference:
        metonym = entry.seat is not None and self._is_metonym(tokens, at, end, entry)
        return Reference(
            start=tokens[at].start,
            end=tokens[end - 1].end,
            phrase_start=_with_determiner(tokens, at),
            form=entry.form,
            type="country" if metonym else entry.entity_type,
            rule="gazetteer",
            entity_id=entry.seat if metonym else entry.entity_id,
            name=entry.entity_name,
            country=entry.country,
            plural=entry.entity_type == "group",
            metonym=metonym,
        )

    def _is_metonym(self, tokens: list[Token], at: int, end: int, entry: Entry) -> bool:
        """A capital stands for its government unless a place is spoken of: dateline, "in Moscow", "Moscow region"."""
        if entry.entity_id == entry.seat:
            return True
        if tokens[at].start < max(self.dateline_end, 1) and tokens[at].start >= self.body:
            return False
        before = tokens[at - 1].lower if at else ""
        after = tokens[end].lower if end < len(tokens) else ""
        return before not in words("locative") and after not in words("place_noun") and after != ","

    def _unknown(self, tokens: list[Token], at: int) -> tuple[list[Reference], int] | None:
        stop = self._heard(tokens, at) if self.shouted else _run(tokens, at)
        start = self._first_name_word(tokens, at, stop)
        if start == stop:
            return None
        if start > at:
            return [], start
        split = role_split(tokens, start, stop)
        if split == stop:
            return None
        return [*self._inside(tokens, start, split), self._name(tokens, split, stop)], stop

    def _heard(self, tokens: list[Token], at: int) -> int:
        """In a headline in capitals a name is what the body has as a name."""
        end = at
        while end < len(tokens) and {tokens[end].text, tokens[end].text.capitalize()} & self.inside:
            end += 1
        return end

    def _inside(self, tokens: list[Token], start: int, end: int) -> Iterator[Reference]:
        """Known names that begin and end in the range, inside a longer name or an office."""
        for at in range(start, end):
            hit = lookup(tokens[:end], at)
            if hit:
                yield self._reference(tokens, at, hit[1], hit[0])

    def _first_name_word(self, tokens: list[Token], at: int, stop: int) -> int:
        """Where a name may begin: not on a function word, a calendar word or a word that the text also has in small."""
        while at < stop:
            token = tokens[at]
            initial = at == 0 or not tokens[at - 1].text[0].isalnum()
            small = token.lower in self.lower_case or is_cue_word(token.lower)
            common = token.lower in function_words() or token.text in name_words("calendar")
            common = common or (initial and (token.lower in nominals() or token.lower in roles()) and stop - at == 1)
            if not common and not (initial and small) and not (initial and self._is_lone(tokens, at, stop)):
                return at
            at += 1
        return stop

    def _is_lone(self, tokens: list[Token], at: int, stop: int) -> bool:
        """A single capitalised word that begins a sentence, which nothing shows to be a name."""
        if stop - at > 1 or tokens[at].text in given_names():
            return False
        follows = tokens[stop].lower if stop < len(tokens) else ""
        return tokens[at].text not in self.inside and not (is_cue_word(follows) or follows in ("'s", "’s"))

    def _name(self, tokens: list[Token], start: int, stop: int) -> Reference:
        role = role_span(self.text, tokens, start)
        kind = self._kind(tokens, start, stop, role)
        reference = _named(self.text, tokens, start, stop, kind, f"{kind}_name")
        if kind != "person":
            return reference
        role = role or apposition(tokens, stop)
        before = role[0] if role and role[0] < tokens[start].start else tokens[start].start
        return replace(
            reference,
            role=role,
            phrase_start=_with_determiner(tokens, bisect_left(tokens, before, key=lambda t: t.start)),
            country=role_country(tokens, role) or self._home(role),
            gender=gender(tokens, start, role, self.text),
        )

    def _home(self, role: Span | None) -> str | None:
        """An agency at home names its officials without their country: "MOSCOW. /TASS/. Foreign Minister Lavrov"."""
        if role is None or self.home is None:
            return None
        return self.home if sector_of(self.text[slice(*role)]) in STATE_SECTORS else None

    def _kind(self, tokens: Sequence[Token], start: int, stop: int, role: Span | None) -> str:
        """A title, an office, a given name or speaking makes a person; so does a surname that stands alone too."""
        if role or is_title(tokens, start - 1 - (start > 0 and tokens[start - 1].text == ".")):
            return "person"
        if _has_organization_word(tokens[start:stop]):
            return "organization"
        if tokens[start].text in given_names() or _is_initial(tokens, start + 1):
            return "person"
        if start > 0 and tokens[start - 1].lower == "the":
            return "other"
        speaks = stop < len(tokens) and is_cue_word(tokens[stop].lower)
        alone = stop - start in (2, 3) and tokens[stop - 1].text in self.alone
        return "person" if speaks or alone else "other"


def _home_country(article: Article) -> str | None:
    """The country of the dateline's place, where it is the agency's too."""
    place, agency = (lookup(tokenize(name), 0) if name else None for name in (article.dateline_place, article.agency))
    return place[0].country if place and agency and place[0].country == agency[0].country else None


def _named(text: str, tokens: Sequence[Token], start: int, stop: int, kind: str, rule: str) -> Reference:
    name = re.sub(r"\s+", " ", text[tokens[start].start : tokens[stop - 1].end])
    return Reference(
        start=tokens[start].start,
        end=tokens[stop - 1].end,
        phrase_start=_with_determiner(tokens, start),
        form="name",
        type=kind,
        rule=rule,
        entity_id=f"{kind}/{slug(name)}",
        name=name,
    )


def _triples(tokens: Sequence[Token]) -> Iterator[tuple[Token, Token, Token]]:
    return zip(tokens, tokens[1:], tokens[2:], strict=False)


def _is_shouted(tokens: Sequence[Token], in_title: bool) -> bool:
    """A sentence in capitals, or a headline with a capital on every word: a capital shows no name there."""
    long = [t for t in tokens if len(t.text) > 3 and t.text.isalpha()]
    raised = sum(_is_capital(t) if in_title else t.text.isupper() for t in long)
    return len(long) > 2 and raised > 0.7 * len(long)


def _is_word(token: Token) -> bool:
    return token.text == "," or token.text[-1].isalnum()


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and any(c.isalpha() for c in token.text)


def _adjacent(tokens: Sequence[Token], left: int, right: int) -> bool:
    return tokens[right].start - tokens[left].end <= 1


def _is_initial(tokens: Sequence[Token], at: int) -> bool:
    """The dot of "V. Putin"."""
    return (
        0 < at < len(tokens)
        and tokens[at].text == "."
        and len(tokens[at - 1].text) == 1
        and tokens[at].start == tokens[at - 1].end
        and at + 1 < len(tokens)
        and _is_capital(tokens[at + 1])
    )


def _run(tokens: Sequence[Token], at: int) -> int:
    """The end of the run of capitalised words that begins at ``at``; it may hold "de", "al-", initials, "of the"."""
    end = at
    while end < min(len(tokens), at + MAX_NAME_WORDS) and (end == at or tokens[end].start - tokens[end - 1].end <= 1):
        if (
            (_is_capital(tokens[end]) and not _splits(tokens, at, end))
            or _is_initial(tokens, end)
            or _is_title_dot(tokens, end)
        ):
            end += 1
        elif end > at and (bridge := _bridge(tokens, at, end)):
            end = bridge
        else:
            break
    return end


def _splits(tokens: Sequence[Token], at: int, end: int) -> bool:
    """ "Jake Sullivan Moscow": a person's name is complete before a name that the gazetteer knows."""
    if end - at < 2 or tokens[end - 2].text not in given_names():
        return False
    return lookup(tokens, end) is not None


def _is_title_dot(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].text == "." and at > 0 and f"{tokens[at - 1].text}." in titles()


def _bridge(tokens: Sequence[Token], at: int, end: int) -> int:
    """Past small words inside a name ("Ministry of the Interior", "Ursula von der Leyen"), else 0."""
    allowed = name_words("particle") | (
        name_words("connector") if _has_organization_word(tokens[at:end]) else frozenset()
    )
    stop = end
    while stop < len(tokens) and stop - end < 3 and tokens[stop].text in allowed and _adjacent(tokens, stop - 1, stop):
        stop += 1
    is_name = stop > end and stop < len(tokens) and _is_capital(tokens[stop]) and _adjacent(tokens, stop - 1, stop)
    return stop if is_name else 0


def _has_organization_word(tokens: Sequence[Token]) -> bool:
    return any(t.lower in name_words("organization") for t in tokens)


def _with_determiner(tokens: Sequence[Token], at: int) -> int:
    before = at > 0 and tokens[at - 1].lower in words("determiner")
    return tokens[at - 1].start if before else tokens[at].start
