"""Mentions inside one article, and whom they refer to: sieves from the most precise to the least.

Names first; then surnames of people already named; nominals ("the Russian leader", "the ministry") that one known
entity fits; pronouns last. Each sieve is one function and leaves alone what it cannot decide (Lee et al. 2013,
Computational Linguistics 39(4); for the speakers of quotations Muzny et al. 2017, EACL).
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from dataset.annotate.document import Document
from dataset.annotate.gazetteer import entry, lookup
from dataset.annotate.names import Reference
from dataset.annotate.offices import is_of_state, sector_of
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import name_words, nominals, pronouns, roles, words
from dataset.records import Entity
from dataset.spans import Span, SpanIndex

MEMORY = 3  # sentences that a pronoun looks back
_STATE_HEADS = frozenset(("leader", "head of state"))
_MAX_NOMINAL = 8


@dataclass
class Mentions:
    """The references of an article while they are being resolved, in order of position."""

    document: Document
    found: list[Reference]
    quotes: SpanIndex = field(init=False)

    def __post_init__(self) -> None:
        self.quotes = SpanIndex((q.start, q.end, str(i)) for i, q in enumerate(self.document.quotes))
        self.found.sort(key=_order)
        self._taken = {(r.start, r.end) for r in self.found}

    def add(self, references: Iterable[Reference]) -> None:
        """Add references; of two with the same range the first stays."""
        for reference in references:
            if (reference.start, reference.end) not in self._taken:
                self._taken.add((reference.start, reference.end))
                insort(self.found, reference, key=_order)

    def at(self, start: int, end: int) -> Reference | None:
        """The reference with exactly these words."""
        return next((r for r in self.within(start, end) if (r.start, r.end) == (start, end)), None)

    def within(self, start: int, end: int) -> list[Reference]:
        """References that lie inside the range."""
        low = bisect_left(self.found, start, key=lambda r: r.start)
        high = bisect_left(self.found, end, key=lambda r: r.start)
        return [r for r in self.found[low:high] if r.end <= end]

    def is_quoted(self, position: int) -> bool:
        """Whether the position lies in a quotation."""
        return self.quotes.innermost(position, position + 1) is not None

    def before(self, position: int, types: Iterable[str]) -> Iterator[Reference]:
        """Resolved references of these types before the position, nearest first, within memory."""
        number = self.document.sentence_number
        wanted, oldest = set(types), number(position) - MEMORY
        for at in range(bisect_left(self.found, position, key=lambda r: r.start) - 1, -1, -1):
            reference = self.found[at]
            if number(reference.start) < oldest:
                return
            if reference.entity_id and reference.type in wanted and reference.end <= position:
                yield reference


def _order(reference: Reference) -> tuple[int, int, str]:
    return reference.start, -reference.end, reference.form


def find_nominals(document: Document, names: Sequence[Reference]) -> list[Reference]:
    """Definite noun phrases whose head can refer back, whether or not they do."""
    taken = SpanIndex(
        (min(r.start, r.role[0]) if r.role else r.start, max(r.end, r.role[1]) if r.role else r.end, "")
        for r in names
        if r.form != "demonym"
    )
    found = []
    for start, end, _ in document.sentences:
        tokens = document.tokens_in(start, end)
        for at in range(len(tokens)):
            nominal = _nominal(document, tokens, at) if tokens[at].lower == "the" else None
            if nominal and taken.innermost(nominal.end - 1, nominal.end) is None:
                found.append(nominal)
    return found


def _nominal(document: Document, tokens: Sequence[Token], at: int) -> Reference | None:
    head = _head(tokens, at + 1)
    if head is None:
        return None
    first, end = head
    phrase = " ".join(t.lower for t in tokens[first:end])
    row = nominals().get(phrase, {})
    country = next((hit[0].country for i in range(at + 1, first) if (hit := lookup(tokens, i))), None)
    return Reference(
        start=tokens[at].start,
        end=tokens[end - 1].end,
        phrase_start=tokens[at].start,
        form="nominal",
        type="person" if phrase in roles() else row.get("refers_to", "other"),
        rule="nominal",
        name=phrase,
        country=country,
        gender=roles().get(phrase, {}).get("gender", ""),
        plural=row.get("number") == "plural",
    )


def _head(tokens: Sequence[Token], at: int) -> tuple[int, int] | None:
    """First and last+1 token of the head noun of a phrase: "leader" of "Russian leader"."""
    for first in range(at, min(at + _MAX_NOMINAL, len(tokens))):
        for end in range(min(first + 4, len(tokens)), first, -1):
            phrase = " ".join(t.lower for t in tokens[first:end])
            if phrase in nominals() or phrase in roles():
                return first, end
        word = tokens[first]
        if not (
            lookup(tokens, first)
            or word.lower in name_words("modifier")
            or word.text.endswith(("al", "ern", "ish", "an"))
        ):
            return None
    return None


def resolve_nominals(mentions: Mentions, candidates: Iterable[Reference]) -> list[Reference]:
    """Candidates that one entity of the article fits, in order; the others stay unresolved and are not returned."""
    antecedents = _Antecedents(mentions)
    fitting = ((nominal, antecedents.of(nominal)) for nominal in candidates if not nominal.plural)
    return [
        replace(nominal, entity_id=known.entity_id, type=known.type, country=known.country, gender=known.gender)
        for nominal, known in fitting
        if known
    ]


class _Antecedents:
    """What a nominal may refer back to, by what it says: an office, a word of an organization's name, a country."""

    def __init__(self, mentions: Mentions) -> None:
        known = [r for r in mentions.found if r.entity_id and r.form != "demonym"]
        self.text = mentions.document.text
        self.officers = [r for r in known if r.is_person and r.role and r.form == "name"]
        self.countries = [r for r in known if r.type == "country" and r.form == "name"]
        self.organizations: dict[str, list[Reference]] = {}
        for reference in known:
            for word in (reference.name or "").lower().split() if reference.type == "organization" else ():
                self.organizations.setdefault(word, []).append(reference)
        self.in_office: dict[str, list[Reference]] = {}

    def of(self, nominal: Reference) -> Reference | None:
        """The one that the nominal fits, or None."""
        if nominal.type == "person":
            return self._person(nominal)
        if nominal.type == "organization":
            return _last_before(nominal.start, self.organizations.get((nominal.name or "").split()[-1], []))
        return _last_before(nominal.start, self.countries) if nominal.type == "country" else None

    def _person(self, nominal: Reference) -> Reference | None:
        """ "The Russian leader" is the one Russian with an office of state; "the president" the last one called so."""
        head = nominal.name or ""
        if head not in self.in_office:
            self.in_office[head] = [r for r in self.officers if self._holds(r, head)]
        if nominal.country is None:
            return _last_before(nominal.start, self.in_office[head])
        fits = [r for r in self.in_office[head] if r.country == nominal.country]
        return fits[0] if len({r.entity_id for r in fits}) == 1 else None

    def _holds(self, person: Reference, head: str) -> bool:
        office = self.text[slice(*person.role)].lower() if person.role else ""
        if head in _STATE_HEADS:
            return is_of_state(office)
        return office.endswith(head) or f"{head} of" in office


def _last_before(position: int, references: Sequence[Reference]) -> Reference | None:
    at = bisect_left(references, position, key=lambda r: r.start) - 1
    return references[at] if at >= 0 and references[at].end <= position else None


def pronoun_reference(token: Token) -> Reference:
    """An unresolved pronoun."""
    row = pronouns()[token.lower]
    kind = {"m": "person", "f": "person", "n": "organization"}.get(
        row["gender"], "person" if row["person"] == "1" else "group"
    )
    gender = row["gender"] if row["gender"] in ("m", "f") else ""
    plural = row["number"] == "plural"
    return Reference(
        token.start, token.end, token.start, "pronoun", kind, "pronoun", name=token.lower, gender=gender, plural=plural
    )


def find_pronouns(document: Document) -> list[Reference]:
    """Personal and possessive pronouns that may refer; expletive "it" is left out."""
    found = []
    for start, end, _ in document.sentences:
        tokens = document.tokens_in(start, end)
        for at, token in enumerate(tokens):
            row = pronouns().get(token.lower)
            shouted = token.text.isupper() and len(token.text) > 1
            refers = row and "reflexive" not in row["case"] and token.lower not in words("relative") and not shouted
            if refers and not (token.lower == "it" and _is_expletive(tokens, at)):
                found.append(pronoun_reference(token))
    return found


def _is_expletive(tokens: Sequence[Token], at: int) -> bool:
    """ "It was not Russia that", "it is clear that", "it seems": nothing is referred to."""
    verb, follows = (tokens[i].lower if i < len(tokens) else "" for i in (at + 1, at + 2))
    if verb in words("expletive_verb"):
        return True
    participle = follows in words("addressing_participle")
    linking = verb in words("be") or (verb in words("modal") and follows in words("be"))
    return linking and not participle and any(t.lower in ("that", "to", "who") for t in tokens[at + 2 : at + 12])


def office_sectors(document: Document, references: Iterable[Reference]) -> dict[str, str]:
    """Entity id -> PLOVER sector of the first office with one that the person has in the article."""
    found: dict[str, str] = {}
    for reference in references:
        sector = sector_of(document.text[slice(*reference.role)]) if reference.role else None
        if reference.entity_id and sector:
            found.setdefault(reference.entity_id, sector)
    return found


def entities_of(document: Document, references: Iterable[Reference]) -> tuple[Entity, ...]:
    """One entity for each id: the longest name, the country and the longest office that the article gives."""
    by_id: dict[str, list[Reference]] = {}
    for reference in references:
        if reference.entity_id:
            by_id.setdefault(reference.entity_id, []).append(reference)
    return tuple(_entity(document, entity_id, rows) for entity_id, rows in sorted(by_id.items()))


def _entity(document: Document, entity_id: str, references: Sequence[Reference]) -> Entity:
    known = entry(entity_id)
    names = [r.name for r in references if r.form == "name" and r.name]
    offices = [document.text[r.role[0] : r.role[1]] for r in references if r.role]
    countries = [r.country for r in references if r.country]
    return Entity(
        entity_id=entity_id,
        entity_name=known.entity_name if known else max(names, key=lambda n: (len(n), n), default=entity_id),
        entity_type=entity_id.split("/", 1)[0],
        country=known.country if known else (countries[0] if countries else None),
        description=max(offices, key=lambda o: (len(o), o), default=None),
    )
