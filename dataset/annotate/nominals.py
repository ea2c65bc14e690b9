"""Definite noun phrases and the entity of the article that they refer back to: "the Russian leader", "the ministry"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace

from dataset.annotate.antecedents import begins, of_subject, subject_start
from dataset.annotate.company_names import COMPANIES, is_company, may_be_of
from dataset.annotate.coordination import is_partisan
from dataset.annotate.cues import is_cue_word
from dataset.annotate.document import Document
from dataset.annotate.gazetteer import Entry, entry, lookup
from dataset.annotate.mentions import Mentions, office_sectors
from dataset.annotate.names import STATE_SECTORS, Reference
from dataset.annotate.offices import is_of_state
from dataset.annotate.tokens import DASHES, Token
from dataset.annotate.vocabulary import name_words, nominals, offices_of, roles, words
from dataset.spans import Span, SpanIndex

_STATE_HEADS = frozenset(("leader", "head of state"))
_MAX_NOMINAL = 8
_DEPUTIES = ("vice", "deputy", "assistant")
_LESSER = frozenset((*_DEPUTIES, "ex", "former", "shadow"))
_PUBLIC = ("agency", "department")
_CALLING = re.compile(r"[a-z-]{3,}(?:[eo]r|ist|ian|m[ae]n|woman|aire|ress|mogul)")
_CALLINGS = frozenset(("", "BUS", "EDU", "MED"))  # PLOVER sectors of what somebody does
_LEAD = 500  # code points behind the first paragraph in which "the president" may be named later
_NEAR = 8  # sentences in which "the company" was spoken of
_LATELY = 50  # names of organizations that "the company" looks back
_ARTICLES = ("the", "a", "an")
_JOINED = (" and ", " or ")
_QUOTES = ('"', "”", "’", "'", "''")
_WORD = 24  # code points in which a word begins
_NEW = r"\b(?:an?|one|another|whose|his|her|their|\w+[’']s)\s(?:[\w’'-]+\s){{0,4}}?{}\b"
_OTHER = r"\b(?:[Tt]he \w+ {0} (?:for|of)|[Aa]nother {0})\b"
_CLOSED = ("auxiliary", "modal", "adverb", "preposition", "relative", "coordinator", "subordinator")


def find_nominals(document: Document, names: Sequence[Reference], sources: Iterable[Span] = ()) -> list[Reference]:
    """Noun phrases whose head can refer, whether or not they do: definite ones, and those that speak ("a judge")."""
    speaking = {start for start, _ in sources}
    taken = SpanIndex(
        (min(r.start, r.role[0]) if r.role else r.start, max(r.end, r.role[1]) if r.role else r.end, "")
        for r in names
        if r.form != "demonym" and not is_partisan(r)
    )
    found = []
    for start, end, _ in document.sentences:
        tokens = document.tokens_in(start, end)
        for at in range(len(tokens)):
            nominal = _nominal(document, tokens, at) if _may_begin(tokens[at], speaking) else None
            if nominal and taken.innermost(nominal.end - 1, nominal.end) is None:
                found.append(nominal)
    return found


def _may_begin(token: Token, speaking: Set[int]) -> bool:
    return token.lower == "the" or token.start in speaking


def _nominal(document: Document, tokens: Sequence[Token], at: int) -> Reference | None:
    head = _head(tokens, at + (tokens[at].lower in _ARTICLES))
    if head is None:
        return None
    first, end = head
    definite = tokens[at].lower == "the"
    if not definite and end < len(tokens) and tokens[end].lower in words("preposition"):
        return None  # "a spokesman for the company" is introduced by the company
    phrase = " ".join(t.lower for t in tokens[first:end])
    row = nominals().get(phrase, {})
    country = next((e.country for e in _known(tokens, at + 1, first) if e.entity_type != "place"), None)
    return Reference(
        start=tokens[at].start,
        end=tokens[end - 1].end,
        phrase_start=tokens[at].start,
        form="nominal",
        type="person"
        if phrase in roles() or tokens[first].text in name_words("partisan")
        else row.get("refers_to", "other"),
        rule="nominal",
        name=phrase,
        country=country,
        gender=roles().get(phrase, {}).get("gender", ""),
        plural=row.get("number") == "plural",
    )


def _known(tokens: Sequence[Token], at: int, end: int) -> Iterator[Entry]:
    """What the gazetteer knows in a stretch; nothing inside it, such as the Jersey of "New Jersey"."""
    while at < end:
        hit = lookup(tokens, at)
        if hit:
            yield hit[0]
        at = hit[1] if hit else at + 1


def _head(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """First and last+1 token of the head noun of a phrase: "leader" of "Russian leader"."""
    first, last = at, min(at + _MAX_NOMINAL, len(tokens))
    while first < last:
        for end in range(min(first + 4, len(tokens)), first, -1):
            phrase = " ".join(t.lower for t in tokens[first:end])
            if phrase in nominals() or phrase in roles():
                return first, end
        if tokens[first].text in name_words("partisan") and _is_last(tokens, first):
            return first, first + 1
        known = lookup(tokens, first)
        if known is None and not _may_modify(tokens[first]):
            return None
        first = known[1] if known else first + 1
        owner = known is not None and first < last and tokens[first].lower in ("'s", "’s")  # "NATO's secretary"
        first += owner
    return None


def _is_last(tokens: Sequence[Token], at: int) -> bool:
    """Whether a word can end its phrase: "the Ohio Republican said", not "the Republican senator"."""
    word = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    closed = any(word in words(kind) for kind in _CLOSED) or is_cue_word(word) or word.endswith(("ed", "’s", "'s"))
    return closed or not word.isalpha()


def _may_modify(word: Token) -> bool:
    return word.lower in name_words("modifier") or word.text.endswith(("al", "ern", "ish", "an"))


def describes(document: Document, phrase: Span) -> bool:
    """Whether a phrase says more of one person, "the retired doctor" or what he does, "the actor", of whom the article
    has not spoken as "a doctor".

    Somebody of an organization, "the FBI director", or a deputy is somebody else than who goes on.
    """
    tokens = document.tokens_in(*phrase)
    head = _head(tokens, 1) if len(tokens) > 1 and tokens[0].lower == "the" else None
    if head is None or head[1] != len(tokens) or not tokens[head[0]].text.islower():
        return False
    noun = " ".join(t.lower for t in tokens[head[0] :])
    calling = _CALLING.fullmatch(noun) and roles().get(noun, {}).get("sector") in _CALLINGS
    if head[0] == 1 and not calling:
        return False
    row = nominals().get(noun, {})
    person = noun in roles() or (row.get("refers_to"), row.get("number")) == ("person", "singular")
    other = any(e.entity_type == "organization" for e in _known(tokens, 1, head[0])) or tokens[1].lower in _DEPUTIES
    new = re.compile(_NEW.format(re.escape(noun)), re.IGNORECASE)
    return person and not other and new.search(document.text, 0, phrase[0]) is None


def resolve_nominals(mentions: Mentions, candidates: Iterable[Reference]) -> list[Reference]:
    """Candidates that one entity of the article fits, in order; the others stay unresolved and are not returned."""
    antecedents = _Antecedents(mentions)
    fitting = ((nominal, antecedents.of(nominal)) for nominal in candidates if not nominal.plural)
    return [
        replace(nominal, entity_id=known.entity_id, type=known.type, country=known.country, gender=known.gender)
        for nominal, known in fitting
        if known
    ]


def _is_public(reference: Reference) -> bool:
    """Whether an organization is one of a state, by the gazetteer or by what it calls itself: "Department of"."""
    known = entry(reference.entity_id or "")
    if known:
        return known.sector in STATE_SECTORS | {"COP"}
    name = (reference.name or "").lower().split()
    return any(nominals().get(word, {}).get("sector") == "GOV" for word in (*name[:1], *name[-1:]))


class _Antecedents:
    """What a nominal may refer back to, by what it says: an office, a word of an organization's name, a country."""

    def __init__(self, mentions: Mentions) -> None:
        known = [r for r in mentions.found if r.entity_id and r.form != "demonym"]
        self.mentions, self.text = mentions, mentions.document.text
        self.body = mentions.document.article.body_char_start
        self.lead_end = mentions.document.lead_end
        self.in_headline = [r for r in known if r.is_person and r.form == "name" and r.start < self.body]
        self.officers = [r for r in known if r.is_person and r.role and r.form == "name"]
        self.people = [r for r in known if r.is_person and r.form == "name" and not mentions.is_quoted(r.start)]
        self.sectors = office_sectors(mentions.document, known)
        self.countries = [r for r in known if r.type == "country" and r.form == "name"]
        self.organizations: dict[str, list[Reference]] = {}
        for reference in known:
            for word in (reference.name or "").lower().split() if reference.type == "organization" else ():
                self.organizations.setdefault(word, []).append(reference)
        self.public = [r for r in known if r.type == "organization" and r.form == "name" and _is_public(r)]
        self.bodies = [r for r in known if r.type == "organization" and r.form == "name" and is_company(r)]
        self.in_office: dict[str, list[Reference]] = {}

    def of(self, nominal: Reference) -> Reference | None:
        """The one that the nominal fits, or None."""
        if nominal.type == "person":
            return self._person(nominal) or self._contender(nominal)
        if not self.text.startswith(("the ", "The "), nominal.start):
            return None
        if nominal.type == "organization":
            return self._organization(nominal)
        return _last_before(nominal.start, self.countries) if nominal.type == "country" else None

    def _organization(self, nominal: Reference) -> Reference | None:
        """The last one whose name has the word, if it is not just named in passing; "the bank" is else the one most
        spoken of lately, "the agency" the one public body; else the one with which the last sentence begins or, of
        companies, the only one in it."""
        *modifiers, head = (nominal.name or "").split()
        named = _last_before(nominal.start, self.organizations.get(head, []))
        if named and head == "court" and not {*modifiers} <= {*(named.name or "").lower().split()}:
            named = None  # "the appeals court" is not the Supreme Court
        if named and self._is_another(named, nominal, head):
            return None
        if nominal.name in _PUBLIC:
            return named or _only(_lately(nominal.start, self.public)) or self._subject(nominal, self.public)
        sector = nominals().get(nominal.name or "", {}).get("sector")
        if sector not in COMPANIES:
            return named
        bodies = [r for r in self.bodies if may_be_of(r, sector)]
        before = _lately(nominal.start, bodies)
        counts = Counter(r.entity_id for r in before)
        if named and counts[named.entity_id] > 1:
            return named
        found = max(reversed(before), key=lambda r: counts[r.entity_id], default=None)
        often = found if found and counts[found.entity_id] > 1 and self._is_near(found, nominal) else None
        only = self._only_in_last(nominal, bodies) if sector == "BUS" else None
        return often or named or self._subject(nominal, bodies) or only

    def _is_near(self, reference: Reference, nominal: Reference) -> bool:
        number = self.mentions.document.sentence_number
        return number(nominal.start) - number(reference.start) <= _NEAR

    def _subject(self, nominal: Reference, bodies: Sequence[Reference]) -> Reference | None:
        """Of the bodies the one with which this sentence or the last one begins, alone."""
        subject = of_subject(self.mentions, nominal.start)
        joined = subject is not None and self.text.startswith(_JOINED, subject.end)
        return subject if subject in bodies and not joined else None

    def _only_in_last(self, nominal: Reference, bodies: Sequence[Reference]) -> Reference | None:
        """The only one of the bodies that the last sentence names."""
        number = self.mentions.document.sentence_number
        here = number(nominal.start)
        return _only([r for r in bodies if number(r.start) == here - 1])

    def _is_another(self, named: Reference, nominal: Reference, head: str) -> bool:
        """Whether something of the kind without that name was spoken of since: "the trade group for the sailors"."""
        return re.search(_OTHER.format(re.escape(head)), self.text[named.end : nominal.start]) is not None

    def _person(self, nominal: Reference) -> Reference | None:
        """ "The Russian leader" is the one Russian with an office of state; "the president" the last one called so."""
        head = nominal.name or ""
        if head not in self.in_office:
            self.in_office[head] = [r for r in self.officers if self._holds(r, head)]
        holders = [r for r in self.in_office[head] if self._is_of_same_rank(r, nominal)]
        holders = list(self._of_place(nominal, holders))
        if nominal.start < self.body:
            return next(iter(holders), None)
        if not self.text.startswith(("the ", "The "), nominal.start):
            return _only(holders)
        if nominal.country is None:
            of_state = [r for r in holders if not self._is_of_body(r)]
            later = holders if nominal.start < self.lead_end + _LEAD else ()
            return _last_before(nominal.start, of_state) or _last_before(nominal.start, holders) or _only(later)
        return _only([r for r in holders if r.country == nominal.country])

    def _is_of_body(self, person: Reference) -> bool:
        """ "World Bank President Ann Lee": whom "the president" means only where there is no other."""
        tokens = self.mentions.document.tokens_in(*(person.role or (0, 0)))
        bodies = [e for e in _known(tokens, 0, len(tokens)) if e.entity_type == "organization"]
        return any(e.sector not in STATE_SECTORS for e in bodies)

    def _is_of_same_rank(self, person: Reference, nominal: Reference) -> bool:
        """Whether nobody is taken for whom he stands in or came after: "the vice presidential nominee" for the nominee,
        "former President Ann Lee" for the president."""
        written, office = (self.text[slice(*s)].lower() for s in ((nominal.start, nominal.end), person.role or (0, 0)))
        return _LESSER.intersection(re.findall(r"\w+", written)) == _LESSER.intersection(re.findall(r"\w+", office))

    def _of_place(self, nominal: Reference, holders: Sequence[Reference]) -> Sequence[Reference]:
        """Those whose office is of the place that the nominal names, "the Ohio governor"; else all."""
        place = self.text[nominal.start : nominal.end - len(nominal.name or "")].partition(" ")[2].strip()
        return [r for r in holders if place and self._is_of(r, place)] or holders

    def _is_of(self, person: Reference, place: str) -> bool:
        """ "Ohio Gov. Ann Lee", "Gov. Ann Lee of Ohio"."""
        before = self.text[max(person.phrase_start - len(place) - 1, 0) : person.start]
        return place in before or self.text.startswith(f" of {place}", person.end)

    def _contender(self, nominal: Reference) -> Reference | None:
        """ "The nominee" whom the article calls nothing of the kind is the one person of its headline, "the Ohio
        Republican" the person of Ohio, or else the last subject."""
        if not self.text.startswith(("the ", "The "), nominal.start):
            return None
        if (nominal.name or "").capitalize() in name_words("partisan"):
            at_home = self._of_place(nominal, self.officers)
            return self._last_subject(nominal) if at_home is self.officers else _last_before(nominal.start, at_home)
        running = [r for r in self.in_headline if self.sectors.get(r.entity_id or "") not in STATE_SECTORS]
        return _only(running) if roles().get(nominal.name or "", {}).get("sector") == "PTY" else None

    def _last_subject(self, nominal: Reference) -> Reference | None:
        """The last person with whose name a clause begins, or a quotation is attributed: "ships," Ann Lee said; nobody
        whom a dash sets apart, "a letter to the consul, Ivan Petrov - the Ohio Republican says"."""
        before = self.people[: bisect_left(self.people, nominal.start, key=lambda r: r.start)]
        free = (r for r in reversed(before) if self.text[r.end : nominal.start].strip() not in DASHES)
        return next((r for r in free if self._leads(r)), None)

    def _leads(self, person: Reference) -> bool:
        start = begins(person)
        before = self.mentions.document.tokens_in(max(0, start - _WORD), start)
        attributed = bool(before) and (before[-1].text in _QUOTES or is_cue_word(before[-1].lower))
        return attributed or start == subject_start(self.mentions, person.start)

    def _holds(self, person: Reference, head: str) -> bool:
        written = self.text[slice(*person.role)] if person.role else ""
        office = written.lower()
        if head in _STATE_HEADS:
            return is_of_state(office)
        return office.endswith(head) or f"{head} of" in office or head in offices_of(written.split()[-1])


def _only(references: Sequence[Reference]) -> Reference | None:
    """The first, where all are the same one."""
    return references[0] if len({r.entity_id for r in references}) == 1 else None


def _lately(position: int, references: Sequence[Reference]) -> Sequence[Reference]:
    """The last ones before the position."""
    stop = bisect_left(references, position, key=lambda r: r.start)
    return references[max(0, stop - _LATELY) : stop]


def _last_before(position: int, references: Sequence[Reference]) -> Reference | None:
    at = bisect_left(references, position, key=lambda r: r.start) - 1
    return references[at] if at >= 0 and references[at].end <= position else None
