"""Collective pronouns: "they" of a group or of several that are named before, "you" of those who are addressed.

A pronoun of several has no entity of its own; ``several`` has those whom it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from dataset.annotate.antecedents import begins
from dataset.annotate.coordination import coordinated
from dataset.annotate.demands import bound, demanded, deontic
from dataset.annotate.gazetteer import entry, slug
from dataset.annotate.mentions import MEMORY, Mentions
from dataset.annotate.names import Reference
from dataset.annotate.noun_phrases import is_plural
from dataset.annotate.spoken import Spoken
from dataset.annotate.tokens import Token
from dataset.annotate.vocabulary import is_person_noun

_COUPLE = 2
_THEY = frozenset(("they", "them", "their", "theirs"))
_YOU_MUST = re.compile(r"\byou(?: that| who)? $", re.IGNORECASE)


class Collectives:
    """Whom collective pronouns stand for; ``several`` are those of more than one, by where they begin."""

    def __init__(self, mentions: Mentions) -> None:
        self.mentions = mentions
        self.several: dict[int, tuple[Reference, ...]] = {}
        for family in [r for r in mentions.found if _is_family(r)]:
            members = self._members(family)
            if members:
                group = replace(family, type="group", entity_id=f"group/{slug(family.name or '')}", plural=True)
                mentions.replace(family, group if len(members) != _COUPLE else replace(group, entity_id=None))
                self.several |= {family.start: members} if len(members) == _COUPLE else {}

    def _members(self, family: Reference) -> tuple[Reference, ...]:
        """Those of the article with the surname that "the Lees" share, each as first named."""
        name = slug(family.name or "")
        surnames = (f"-{name[:-1]}", f"-{name[:-2]}" if name.endswith("es") else "-")
        people = {r.entity_id: r for r in reversed(self.mentions.found) if r.is_person and r.form == "name"}
        named = (r for r in people.values() if (r.entity_id or "").endswith(surnames))
        return tuple(sorted(named, key=lambda r: r.start))

    def they(self, pronoun: Reference) -> tuple[Reference, ...]:
        """Who "they" are in the sentence so far, else those that "and" joins at the beginning of the sentence before,
        if "they" begin theirs, else the nearest plural before: a group, a party, names that "and" joins, or another
        "they"; nobody where it is unknown.

        A quotation looks back from its beginning; outside quotations, nothing in one is looked at.
        """
        document, quoted = self.mentions.document, self.mentions.is_quoted(pronoun.start)
        opening = self._opening(pronoun.start)
        here = document.sentence_number(pronoun.start)
        for token in document.tokens_in(document.sentences[here][0], pronoun.start):
            if token.lower == "they" and quoted == self.mentions.is_quoted(token.start):
                return self._plural(token, opening) or ()
        if not quoted and document.sentences[here][0] == pronoun.start and (subjects := self._subjects(here - 1)):
            return subjects
        oldest = document.sentences[max(0, document.sentence_number(opening) - MEMORY)][0]
        for token in reversed(document.tokens_in(oldest, pronoun.start)):
            if quoted or not self.mentions.is_quoted(token.start):
                found = self._plural(token, opening)
                if found is not None:
                    return found
        return ()

    def _subjects(self, sentence: int) -> tuple[Reference, ...]:
        """The names that "and" joins with which a sentence begins: "Ann Lee and Ivan Petrov met the miners"."""
        if sentence < 0:
            return ()
        begin, end, _ = self.mentions.document.sentences[sentence]
        groups = (coordinated(self.mentions, r) for r in self._names(begin, end))
        led = [group for group in groups if len(group) > 1 and begins(group[0]) == begin]
        return max(led, key=len, default=())

    def both(self, position: int, noun: str) -> tuple[Reference, ...]:
        """The last two that "and" joins before a position, within memory, else the only two people of this sentence and
        the one before: "both" of them, people where the noun is for such."""
        document = self.mentions.document
        oldest = document.sentences[max(0, document.sentence_number(position) - MEMORY)][0]
        groups = (coordinated(self.mentions, r) for r in reversed(self._names(oldest, position)))
        couples = (group for group in groups if len(group) == _COUPLE)
        joined = next((group for group in couples if group[0].is_person or not is_person_noun(noun)), ())
        return joined or self._two(document.sentence_number(position), position)

    def _two(self, sentence: int, position: int) -> tuple[Reference, ...]:
        start = self.mentions.document.sentences[max(0, sentence - 1)][0]
        people = {r.entity_id: r for r in self._names(start, position) if r.is_person and r.entity_id}
        return tuple(people.values()) if len(people) == _COUPLE else ()

    def _names(self, start: int, end: int) -> list[Reference]:
        """The names of a stretch that stand in no quotation."""
        named = (r for r in self.mentions.within(start, end) if r.form == "name")
        return [r for r in named if not self.mentions.is_quoted(r.start)]

    def _opening(self, position: int) -> int:
        """Where the outermost quotation begins that holds a position, or the position."""
        holding = [q.start for q in self.mentions.document.quotes if q.start <= position < q.end]
        return min(holding, default=position)

    def _plural(self, token: Token, opening: int) -> tuple[Reference, ...] | None:
        """Whom a plural that ends in the token stands for, nobody for one that is not known; None where none ends."""
        reference = self._ending_in(token)
        if token.lower in _THEY:
            return self.several.get(token.start) or ((reference,) if reference and reference.entity_id else ())
        if reference is None:
            return () if is_plural(token) else None
        if reference.entity_id and (reference.type == "group" or _is_party(reference, token)):
            addressed = token.lower in ("you", "your", "yours") and token.start >= opening
            return None if addressed else (reference,)
        joined = coordinated(self.mentions, reference)
        if len(joined) > 1:
            return joined
        return () if reference.form == "demonym" and token.lower.endswith("s") else None

    def _ending_in(self, token: Token) -> Reference | None:
        start = self.mentions.document.sentences[self.mentions.document.sentence_number(token.start)][0]
        return next((r for r in self.mentions.within(start, token.end) if r.end == token.end), None)

    def you(self, spoken: Spoken, before: Iterable[Spoken]) -> tuple[Reference, ...]:
        """Whom a statement addresses, or of whom its speaker demands the same in the words of the article."""
        known = tuple(r for r in spoken.addressees if r.entity_id and _may_be_you(r))
        return known if known and len(known) == len(spoken.addressees) else self._obliged(spoken, before)

    def _obliged(self, spoken: Spoken, before: Iterable[Spoken]) -> tuple[Reference, ...]:
        """ "It is you that must pay": the West, where "West must pay" is what the speaker says."""
        document, content = self.mentions.document, spoken.attribution.fragments[0]
        must = deontic(document, content)
        if must is None or spoken.speaker is None or not _YOU_MUST.search(document.text, content[0], must[0]):
            return ()
        wanted = demanded(document, content)
        for other in before:
            told = other.attribution.fragments[0]
            same = other.speaker is not None and other.speaker.entity_id == spoken.speaker.entity_id
            if same and demanded(document, told) & wanted:
                obliged = bound(document, told, self.mentions.found)
                if obliged and obliged[0].entity_id and not self.mentions.is_quoted(obliged[0].start):
                    return (obliged[0],)
        return ()


def _is_family(reference: Reference) -> bool:
    """Whether a name may be a surname in the plural: "Lees", if nobody is Ann Lees."""
    name = reference.name or ""
    alone = reference.entity_id == f"person/{slug(name)}" and " " not in name
    return reference.form == "name" and reference.is_person and alone and name.endswith("s")


def _is_party(reference: Reference, last: Token) -> bool:
    """ "Republicans", "Democrats": a party by its members."""
    known = entry(reference.entity_id or "")
    return known is not None and known.sector == "PTY" and last.lower.endswith("s")


def _may_be_you(reference: Reference) -> bool:
    """Whoever is told it, but no medium: "told CNN"."""
    known = entry(reference.entity_id or "")
    return reference.type != "organization" or (known is not None and known.sector != "JRN")
