"""Names: what the gazetteer knows, and runs of capitalised words, with the office that stands with a person."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from dataset.annotate.cues import is_cue_word
from dataset.annotate.document import Document, words
from dataset.annotate.gazetteer import Entry, lookup, slug
from dataset.annotate.tokens import Token
from dataset.lexicon import rows
from dataset.spans import Span

MAX_ROLE_WORDS = 7
MAX_APPOSITION_WORDS = 14
_MODIFIER = re.compile(r"(?:[a-z]+(?:al|ary|ern|ian)|[a-z]+-[a-z]+)$")
_LOCATIVE = frozenset(
    [
        "in",
        "to",
        "from",
        "at",
        "near",
        "around",
        "outside",
        "inside",
        "through",
        "across",
        "into",
        "downtown",
        "central",
        "for",
    ]
)
_PLACE_NOUN = frozenset(["region", "time", "street", "suburb", "suburbs", "area", "airport", "resident", "residents"])


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
        self.lower_case = {t.text for t in document.tokens if t.text.islower()}
        self.dateline_end = document.dateline_end

    def sentence(self, tokens: list[Token]) -> Iterator[Reference]:
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
        if entry.form == "demonym" or entry.entity_type in ("country", "group"):
            longer = self._organization(tokens, at, end)
            if longer:
                return [longer[0], self._reference(tokens, at, end, entry)], longer[1]
        if entry.entity_type == "group" and tokens[end - 1].text.islower():
            return [self._collective(tokens, at, end, entry), *self._inside(tokens, at, end - 1)], end
        return [self._reference(tokens, at, end, entry)], end

    def _collective(self, tokens: list[Token], at: int, end: int, entry: Entry) -> Reference:
        """ "the NATO countries": a nominal, article included, although the gazetteer knows it."""
        found = self._reference(tokens, at, end, entry)
        start = _with_determiner(tokens, at)
        return replace(found, start=start, phrase_start=start, form="nominal")

    def _organization(self, tokens: list[Token], at: int, end: int) -> tuple[Reference, int] | None:
        """ "Russian Foreign Ministry": a demonym or country that begins an organization's name."""
        stop = _run(tokens, end)
        if stop == end or not _adjacent(tokens, end - 1, end) or not _has_organization_word(tokens[end:stop]):
            return None
        if _role_before(tokens, stop) or _role_split(tokens, end, stop) > end:
            return None
        entry = lookup(tokens, at)
        reference = _named(self.text, tokens, at, stop, "organization", "organization_word")
        return replace(reference, country=entry[0].country if entry else None), stop

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
        return before not in _LOCATIVE and after not in _PLACE_NOUN and after != ","

    def _unknown(self, tokens: list[Token], at: int) -> tuple[list[Reference], int] | None:
        stop = _run(tokens, at)
        start = self._first_name_word(tokens, at, stop)
        if start == stop:
            return None
        split = _role_split(tokens, start, stop)
        if split == stop:
            return None
        return [*self._inside(tokens, start, split), self._name(tokens, split, stop)], stop

    def _inside(self, tokens: list[Token], start: int, end: int) -> Iterator[Reference]:
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
            common = _is_function_word(token.lower) or token.text in calendar()
            if not common and not (initial and small) and not (initial and self._is_lone(tokens, at, stop)):
                return at
            at += 1
        return stop

    def _is_lone(self, tokens: list[Token], at: int, stop: int) -> bool:
        """A single capitalised word that begins a sentence, which nothing shows to be a name."""
        if stop - at > 1 or tokens[at].text in given_names():
            return False
        follows = tokens[stop].lower if stop < len(tokens) else ""
        inside = re.search(rf"(?<=[a-z,] ){re.escape(tokens[at].text)}\b", self.text[self.body :])
        return inside is None and not (is_cue_word(follows) or follows in ("'s", "’s"))

    def _name(self, tokens: list[Token], start: int, stop: int) -> Reference:
        role = _role_span(self.text, tokens, start)
        kind = _kind(tokens, start, stop, role)
        reference = _named(self.text, tokens, start, stop, kind, f"{kind}_name")
        if kind != "person":
            return reference
        role = role or _apposition(tokens, stop)
        before = role[0] if role and role[0] < tokens[start].start else tokens[start].start
        return replace(
            reference,
            role=role,
            phrase_start=_with_determiner(tokens, next(i for i, t in enumerate(tokens) if t.start >= before)),
            country=_role_country(tokens, role),
            gender=_gender(tokens, start, role, self.text),
        )


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


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and any(c.isalpha() for c in token.text)


def _adjacent(tokens: Sequence[Token], left: int, right: int) -> bool:
    return tokens[right].start - tokens[left].end <= 1


def _is_initial(tokens: Sequence[Token], at: int) -> bool:
    """The dot of "V. Putin"."""
    return (
        tokens[at].text == "."
        and at > 0
        and len(tokens[at - 1].text) == 1
        and tokens[at].start == tokens[at - 1].end
        and at + 1 < len(tokens)
        and _is_capital(tokens[at + 1])
    )


def _run(tokens: Sequence[Token], at: int) -> int:
    """The end of the run of capitalised words that begins at ``at``; it may hold "de", "al-", initials, "of the"."""
    end = at
    while end < len(tokens) and (end == at or tokens[end].start - tokens[end - 1].end <= 1):
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


def _is_function_word(lower: str) -> bool:
    return lower in _function_words()


@lru_cache
def _function_words() -> frozenset[str]:
    return frozenset(r["word"] for r in rows("function_words"))


def _role_split(tokens: Sequence[Token], start: int, stop: int) -> int:
    """Where the name begins after a capitalised role: 3 in "Deputy Foreign Minister Sergey Ryabkov"."""
    for at in range(stop, start, -1):
        dot = tokens[at - 1].text == "."
        if _is_title(tokens, at - 1 - dot) or any(
            _phrase(tokens, first, at) in roles() for first in range(max(start, at - MAX_ROLE_WORDS), at)
        ):
            return at
    return start


def _is_title(tokens: Sequence[Token], at: int) -> bool:
    return at >= 0 and (tokens[at].text in titles() or f"{tokens[at].text}." in titles())


def _phrase(tokens: Sequence[Token], start: int, stop: int) -> str:
    return " ".join(t.lower for t in tokens[start:stop])


def _role_before(tokens: Sequence[Token], stop: int) -> int | None:
    """First word of the longest role that ends right before ``stop``."""
    for first in range(max(0, stop - MAX_ROLE_WORDS), stop):
        if _phrase(tokens, first, stop) in roles() and tokens[stop - 1].end - tokens[first].start < 80:
            return first
    return None


def _role_span(text: str, tokens: Sequence[Token], name: int) -> Span | None:
    """The role before a name, with the adjectives, countries and organizations that belong to it."""
    if name == 0 or tokens[name].start - tokens[name - 1].end > 1:
        return None
    end = name - 1 if tokens[name - 1].text == "." else name
    first = _role_before(tokens, end)
    if first is None:
        honorific = _is_title(tokens, end - 1) and tokens[end - 1].text not in _HONORIFICS
        return (tokens[end - 1].start, tokens[name - 1].end) if honorific else None
    while first > 0 and (longer := _role_modifier(tokens, first)) < first:
        first = longer
    return tokens[first].start, tokens[end - 1].end


_HONORIFICS = frozenset(("Mr", "Mrs", "Ms", "Miss", "Mme", "Sir", "Dame", "Lord", "Lady"))


def _role_modifier(tokens: Sequence[Token], first: int) -> int:
    """Where the word or known name before ``first`` begins, if it can belong to a role; else ``first``."""
    for start in range(max(0, first - 4), first):
        hit = lookup(tokens, start)
        if hit and hit[1] == first and tokens[first].start - tokens[first - 1].end <= 1:
            return start
    word = tokens[first - 1]
    modifies = word.lower in name_words("modifier") or _MODIFIER.match(word.text)
    return first - 1 if (modifies and word.text.islower()) or word.lower in name_words("modifier") else first


def _apposition(tokens: Sequence[Token], stop: int) -> Span | None:
    """ "Ivan Petrov, a spokesman for the ministry,": the words between the commas, without the article."""
    if stop + 1 >= len(tokens) or tokens[stop].text != ",":
        return None
    start = stop + 1 + (tokens[stop + 1].lower in ("a", "an", "the"))
    end = start
    while end < len(tokens) and end - start < MAX_APPOSITION_WORDS and tokens[end].text not in _APPOSITION_ENDS:
        if tokens[end].lower in words("auxiliary") | words("modal") | words("relative") or is_cue_word(
            tokens[end].lower
        ):
            break
        end += 1
    has_role = any(
        _phrase(tokens, first, last) in roles()
        for first in range(start, min(end, start + 4))
        for last in range(first + 1, min(end, first + MAX_ROLE_WORDS) + 1)
    )
    closed = end < len(tokens) and tokens[end].text in _APPOSITION_ENDS
    return (tokens[start].start, tokens[end - 1].end) if has_role and closed and end > start else None


_APPOSITION_ENDS = frozenset(",.;:()")


def _role_country(tokens: Sequence[Token], role: Span | None) -> str | None:
    if role is None:
        return None
    for at, token in enumerate(tokens):
        if role[0] <= token.start < role[1] and (hit := lookup(tokens, at)) and hit[0].country:
            return hit[0].country
    first = next(i for i, t in enumerate(tokens) if t.start >= role[0])
    owner = lookup(tokens, first - 2) if first > 1 and tokens[first - 1].text in ("'s", "’s") else None
    return owner[0].country if owner else None


def _kind(tokens: Sequence[Token], start: int, stop: int, role: Span | None) -> str:
    if role or (start > 0 and _is_title(tokens, start - 1 - (tokens[start - 1].text == "."))):
        return "person"
    if _has_organization_word(tokens[start:stop]):
        return "organization"
    if tokens[start].text in given_names():
        return "person"
    if start > 0 and tokens[start - 1].lower == "the":
        return "other"
    speaks = stop < len(tokens) and is_cue_word(tokens[stop].lower)
    return "person" if stop - start in (2, 3) or speaks else "other"


def _gender(tokens: Sequence[Token], start: int, role: Span | None, text: str) -> str:
    title = tokens[start - 1 - (tokens[start - 1].text == ".")].text if start > 0 else ""
    by_title = titles().get(f"{title}.") or titles().get(title)
    by_role = roles().get(text[role[0] : role[1]].lower().split()[-1], {}).get("gender") if role else ""
    return by_title or given_names().get(tokens[start].text) or by_role or ""


def _with_determiner(tokens: Sequence[Token], at: int) -> int:
    before = at > 0 and tokens[at - 1].lower in words("determiner")
    return tokens[at - 1].start if before else tokens[at].start


@lru_cache
def roles() -> dict[str, dict[str, str]]:
    """Role phrase in small letters -> its row (sector, gender, level)."""
    return {r["role"]: r for r in rows("roles")}


@lru_cache
def given_names() -> dict[str, str]:
    """Given name -> m, f or nothing."""
    return {r["given_name"]: r["gender"] for r in rows("given_names")}


@lru_cache
def titles() -> dict[str, str]:
    """Title before a name -> m, f or nothing."""
    return {r["title"]: r["gender"] for r in rows("titles")}


@lru_cache
def name_words(kind: str) -> frozenset[str]:
    """Words of a class that occur in names and roles, from ``name_words.csv``."""
    return frozenset(r["word"] for r in rows("name_words") if r["class"] == kind)


@lru_cache
def calendar() -> frozenset[str]:
    """Months, weekdays and feasts: capitalised, but no names."""
    return name_words("calendar")
