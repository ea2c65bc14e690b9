"""Names: what the gazetteer knows and what the tagger finds, with the office that stands with a person."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from dataset.annotate.boundaries import bounded, with_given_names
from dataset.annotate.document import Document
from dataset.annotate.gazetteer import Entry, lookup, slug
from dataset.annotate.name_kinds import holder, kind_of, name_start
from dataset.annotate.offices import (
    HONORIFICS,
    apposition,
    gender,
    names_body,
    role_before,
    role_country,
    role_over,
    role_span,
    role_with_comma,
    sector_of,
)
from dataset.annotate.tokens import Token, tokenize
from dataset.annotate.vocabulary import given_names, nominals, words
from dataset.records import Article
from dataset.spans import Span
from dataset.tagger import Tagged

_JOINT = re.compile(r"(?<=\w)(?:[-–]|\s(?:and|&)\s)(?=[A-Z])")
_SURE = 0.6  # confidence from which a person of the tagger is one although a place has the name
_POLLS = ("Poll", "Survey")
_WITH_SURNAME = 2  # words of a given name and a surname
_WITH_GIVEN = 3  # words of a person's name at the end of a longer one
_WITH_OWNER = 2  # tokens of "Lee's"
_WITH_POLL = 3  # words of a name without which "Poll" is no part of it: "Suffolk University Poll", not "Field Poll"
_TYPES = {"PER": "person", "ORG": "organization", "LOC": "place", "MISC": "other"}
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
    confidence: float | None = None

    @property
    def is_person(self) -> bool:
        return self.type == "person"


def find_names(document: Document, tagged: Sequence[Tagged]) -> list[Reference]:
    """Names and demonyms in the order of the text; nested ones ("Russian" in "Russian Foreign Ministry") included.

    ``tagged`` are the names that the tagger finds; the gazetteer knows more of some, and of those that it misses.
    """
    finder = _Finder(document, tagged)
    found = [r for start, end, _ in document.sentences for r in finder.sentence(document.tokens_in(start, end))]
    return sorted(set(found), key=lambda r: (r.start, -r.end, r.form))


class _Finder:
    def __init__(self, document: Document, tagged: Sequence[Tagged]) -> None:
        self.text = document.text
        self.body = document.article.body_char_start
        self.dateline_end = document.dateline_end
        self.lower_case = {t.text for t in document.tokens if t.text.islower()}
        self.home = _home_country(document.article)
        names = (name for found in tagged for name in bounded(self.text, found))
        self.tagged = {name.start: name for name in with_given_names(self.text, names)}
        self.surnames = {self.text[slice(*n.range)].split()[-1] for n in self.tagged.values() if n.kind == "PER"}

    def sentence(self, tokens: list[Token]) -> Iterator[Reference]:
        at = 0
        while at < len(tokens):
            name, end = self._tagged(tokens, at)
            pair = self._pair(name) if name else []
            found: tuple[list[Reference], int] | None = (pair, end) if pair else None
            if found is None and not (name and _is_person(tokens, at, end, name)):
                found = self._known(tokens, at, end)
            found = found or (self._new(tokens, at, end, name) if name else None)
            yield from found[0] if found else []
            at = found[1] if found else at + 1

    def _tagged(self, tokens: Sequence[Token], at: int) -> tuple[Tagged | None, int]:
        """The tagger's name that begins at the token and ends with one, and the token behind it."""
        name = self.tagged.get(tokens[at].start)
        if name is None:
            return None, at
        end = bisect_left(tokens, name.end, lo=at, key=lambda t: t.start)
        if tokens[end - 1].end != name.end:
            return None, at
        if end - at == _WITH_OWNER and tokens[end - 1].lower in ("'s", "’s") and tokens[at].text in self.surnames:
            return replace(name, kind="PER", end=tokens[at].end), at + 1
        kind = "PER" if self._is_person_after_all(tokens, at, end, name.kind) else kind_of(tokens, at, end, name.kind)
        stop = _person_end(tokens, at, end) if kind == "PER" else _body_end(tokens, at, end)
        return (replace(name, kind=kind), stop) if stop > at else (None, at)

    def _is_person_after_all(self, tokens: Sequence[Token], at: int, end: int, kind: str) -> bool:
        """ "Ann Lee", where Lee is somebody elsewhere, and "the Lees", which the tagger takes for a body."""
        if kind == "PER":
            return False
        full = end - at == _WITH_SURNAME and tokens[at].text in given_names() and tokens[end - 1].text in self.surnames
        return full or (end - at == 1 and self._is_family(tokens, at))

    def _is_family(self, tokens: Sequence[Token], at: int) -> bool:
        """ "The Lees", if Ann Lee is named."""
        plural = tokens[at].text
        known = plural.endswith("s") and {plural[:-1], plural.removesuffix("es")} & self.surnames
        return bool(known) and at > 0 and tokens[at - 1].lower == "the"

    def _pair(self, name: Tagged) -> list[Reference]:
        """The two known bodies that are taken for one name, "NBC-Wall Street Journal", "House and Senate", or "Lee and
        NBC", "Lee and Roth", if Ann Lee and Ivan Roth are named; else none."""
        for mark in _JOINT.finditer(self.text, name.start, name.end):
            halves = [tokenize(self.text, *half) for half in ((name.start, mark.start()), (mark.end(), name.end))]
            found = [self._half(half, name) for half in halves]
            known = [half for half in found if half]
            firm = all(half.is_person for half in known) and (
                len({h.name for h in known}) == 1 or " and " not in mark[0]
            )
            if len(known) == len(found) and not firm:
                return known
        return []

    def _half(self, half: list[Token], name: Tagged) -> Reference | None:
        hit = lookup(half, 0)
        if hit and hit[1] == len(half) and hit[0].entity_type == "organization":
            return self._reference(half, 0, len(half), hit[0])
        person = len(half) == 1 and half[0].text in self.surnames
        return _named(self.text, half, 0, 1, replace(name, kind="PER"), "names") if person else None

    def _known(self, tokens: list[Token], at: int, tagged_end: int) -> tuple[list[Reference], int] | None:
        """What the gazetteer knows; where the tagger sees a longer name ("Syrian Red Crescent") that, and the part."""
        hit = lookup(tokens, at)
        if hit is None or (at == 0 and hit[1] == 1 and tokens[0].lower in self.lower_case):
            return None
        entry, end = hit
        if tagged_end > end and (person_at := holder(tokens, end, tagged_end, entry.form)) is not None:
            person = replace(self.tagged[tokens[at].start], kind="PER")
            parts = [self._reference(tokens, at, end, entry), *self._inside(tokens, end, person_at)]
            return [*parts, *self._new(tokens, person_at, tagged_end, person)[0]], tagged_end
        if entry.form == "demonym" and entry.entity_type == "organization" and tagged_end != end:
            body = lookup(tokens, end) if end < tagged_end else None
            if body is None or body[1] != tagged_end:
                return None  # "Republican Guard" has nothing of the party, nor has a word that is no name
            return [
                self._reference(tokens, at, end, entry),
                self._reference(tokens, end, tagged_end, body[0]),
            ], tagged_end
        if tagged_end > end and (entry.entity_type != "organization" or tokens[end].lower == "of"):
            return self._part(tokens, at, end, tagged_end, entry), tagged_end
        if entry.entity_type == "group" and tokens[end - 1].text.islower():
            return [self._collective(tokens, at, end, entry), *self._inside(tokens, at, end - 1)], end
        first = self._inside(tokens, at, at + 1) if end > at + 1 else ()
        demonyms = [r for r in first if r.form == "demonym" and r.entity_id != entry.entity_id]
        return [self._reference(tokens, at, end, entry), *demonyms], end

    def _part(self, tokens: list[Token], at: int, end: int, tagged_end: int, entry: Entry) -> list[Reference]:
        """A longer name, and what is known in it; "Labour Party of Malta" is another party than the Labour Party."""
        whole = _named(self.text, tokens, at, tagged_end, self.tagged[tokens[at].start], "known_part")
        if entry.entity_type != "organization":
            return [replace(whole, country=entry.country), self._reference(tokens, at, end, entry)]
        inside = list(self._inside(tokens, end, tagged_end))
        return [replace(whole, country=next((r.country for r in inside if r.country), None)), *inside]

    def _collective(self, tokens: list[Token], at: int, end: int, entry: Entry) -> Reference:
        """ "the NATO countries": a nominal, article included, although the gazetteer knows it."""
        found = self._reference(tokens, at, end, entry)
        start = _with_determiner(tokens, at)
        return replace(found, start=start, phrase_start=start, form="nominal")

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

    def _new(self, tokens: list[Token], at: int, end: int, name: Tagged) -> tuple[list[Reference], int]:
        """A name that only the tagger knows; an office at its beginning is none of it."""
        start = name_start(tokens, at, end, name.kind)
        start = self._behind_office(tokens, at, end) if start == at and name.kind != "PER" else start
        if start == end or _is_kind(tokens[start:end]):
            return [], end
        kind = "PER" if start > at else name.kind
        reference = _named(self.text, tokens, start, end, replace(name, kind=kind), "names")
        person = self._person(tokens, start, end, reference) if kind == "PER" else reference
        return [*self._inside(tokens, at, start), person], end

    def _behind_office(self, tokens: Sequence[Token], at: int, end: int) -> int:
        """Where Ivan Petrov begins in "County Recorder Ivan Petrov", if Petrov is named; else where the name does."""
        if tokens[end - 1].text not in self.surnames:
            return at
        inside = range(max(at + 1, end - _WITH_GIVEN), end - 1)
        given = (
            i for i in inside if tokens[i].text in given_names() and tokens[i - 1].lower not in ("of", "for", "and")
        )
        return next((i for i in inside if role_before(tokens, i) is not None), next(given, at))

    def _inside(self, tokens: list[Token], start: int, end: int) -> Iterator[Reference]:
        """Known names that begin and end in the range, inside a longer name or an office."""
        for at in range(start, end):
            hit = lookup(tokens[:end], at)
            if hit:
                yield self._reference(tokens, at, hit[1], hit[0])

    def _person(self, tokens: list[Token], start: int, end: int, name: Reference) -> Reference:
        """With the office before or behind the name, and what it tells."""
        role = role_span(self.text, tokens, start) or apposition(tokens, end) or role_with_comma(tokens, start, end)
        before = role[0] if role and role[0] < tokens[start].start else tokens[_title_start(tokens, start)].start
        return replace(
            name,
            role=role,
            phrase_start=_with_determiner(tokens, bisect_left(tokens, before, key=lambda t: t.start)),
            country=role_country(tokens, role) or self._home(tokens, role),
            gender=gender(tokens, start, role, self.text),
        )

    def _home(self, tokens: Sequence[Token], role: Span | None) -> str | None:
        """An agency at home names its officials without their country: "MOSCOW. /TASS/. Foreign Minister Lavrov"."""
        if role is None or self.home is None or names_body(tokens, role):
            return None
        return self.home if sector_of(self.text[slice(*role)]) in STATE_SECTORS else None


def _is_person(tokens: list[Token], at: int, end: int, name: Tagged) -> bool:
    """A person of the tagger's, unless that is unsure and the gazetteer knows just these words."""
    hit = lookup(tokens, at)
    unsure = hit is not None and hit[1] == end and (name.confidence or 0.0) < _SURE
    return name.kind == "PER" and not unsure


def _title_start(tokens: Sequence[Token], name: int) -> int:
    """The token with which a name begins, its "Mr." included."""
    title = name - 1 - (name > 1 and tokens[name - 1].text == ".")
    return title if title >= 0 and tokens[title].text in HONORIFICS else name


def _is_kind(tokens: Sequence[Token]) -> bool:
    """ "PAC", "Super PACs": letters for a kind of organization, no name."""
    words = " ".join(t.lower for t in tokens)
    return tokens[-1].text.removesuffix("s").isupper() and words.removesuffix("s") in nominals()


def _home_country(article: Article) -> str | None:
    """The country of the dateline's place, where it is the agency's too."""
    place, agency = (lookup(tokenize(name), 0) if name else None for name in (article.dateline_place, article.agency))
    return place[0].country if place and agency and place[0].country == agency[0].country else None


def _named(text: str, tokens: Sequence[Token], start: int, end: int, tagged: Tagged, rule: str) -> Reference:
    name = re.sub(r"\s+", " ", text[tokens[start].start : tokens[end - 1].end])
    kind = _TYPES[tagged.kind]
    return Reference(
        start=tokens[start].start,
        end=tokens[end - 1].end,
        phrase_start=_with_determiner(tokens, start),
        form="name",
        type=kind,
        rule=rule,
        entity_id=f"{kind}/{slug(name)}",
        name=name,
        confidence=tagged.confidence,
    )


def _person_end(tokens: Sequence[Token], at: int, end: int) -> int:
    """ "Jake Sullivan Moscow" without punctuation between: given name and surname end where a known name begins."""
    if end - at < 3 or tokens[at].text not in given_names():
        return end
    stop = next((i for i in range(at + 2, end) if (hit := lookup(tokens, i)) and hit[1] == end), end)
    return stop - (tokens[stop - 1].lower in words("preposition"))


def _body_end(tokens: Sequence[Token], at: int, end: int) -> int:
    """Without the office or the poll that a body's name stands before, with what a court is for."""
    poll = end - at >= _WITH_POLL and tokens[end - 1].text in _POLLS
    return end - 1 if poll else _court_end(tokens, _office_start(tokens, at, end))


def _court_end(tokens: Sequence[Token], end: int) -> int:
    """ "Court of Appeals for the Sixth Circuit": what a court is for belongs to its name."""
    court = tokens[end - 1].text in ("Court", "Appeals")
    if not court or [t.lower for t in tokens[end : end + 2]] != ["for", "the"]:
        return end
    last = end + 2
    while last < len(tokens) and (tokens[last].text[0].isupper() or tokens[last].text == "of"):
        last += 1
    last -= tokens[last - 1].text == "of"
    return last if last > end + 2 else end


def _office_start(tokens: Sequence[Token], at: int, end: int) -> int:
    """Where a name ends before an office that its last word belongs to: "Israeli" of "Israeli Defence" Minister."""
    known = any((hit := lookup(tokens, i)) and hit[1] == end and hit[0].form == "name" for i in range(at, end))
    body = known or tokens[end - 1].lower in nominals()
    return end if body else next((i for i in range(at, end) if role_over(tokens, i, end)), end)


def _with_determiner(tokens: Sequence[Token], at: int) -> int:
    before = at > 0 and tokens[at - 1].lower in words("determiner")
    return tokens[at - 1].start if before else tokens[at].start
