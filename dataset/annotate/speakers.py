"""Who speaks and who is addressed: each statement gets its speakers, or an honest reason why it has none."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from dataset.annotate.aliases import find_aliases
from dataset.annotate.antecedents import (
    are_several,
    begins,
    is_institution,
    of_relative,
    of_subject,
    phrase_before,
)
from dataset.annotate.attributions import Attribution
from dataset.annotate.cataphora import named_later
from dataset.annotate.collectives import Collectives
from dataset.annotate.coordination import parties_of
from dataset.annotate.discourse import Discourse
from dataset.annotate.document import Document
from dataset.annotate.documents import authors_of
from dataset.annotate.gazetteer import slug
from dataset.annotate.mentions import Mentions, states
from dataset.annotate.names import Reference
from dataset.annotate.nominals import describes, find_nominals, resolve_nominals
from dataset.annotate.noun_phrases import head_of, is_plural
from dataset.annotate.offices import HONORIFICS
from dataset.annotate.persons import Persons
from dataset.annotate.pronouns import find_pronouns
from dataset.annotate.short_names import is_full, surname_owners
from dataset.annotate.spoken import Spoken, resolution
from dataset.annotate.vocabulary import is_person_noun, pronouns, roles, words
from dataset.spans import Span

_BOTH = re.compile(
    r"(?:both(?: of them)?|neither(?: of them)?|the (?:two|pair)|(?:both|the two)(?: [\w-]+){0,3} (?:\w+s|men|women))"
    r"(?:, however,)?"
)
_ANSWERS = ("a", "answer")
_NEXT_WORD = 12  # code points in which the next word begins
_WORD = 24  # code points in which a word begins
_FIRST_SINGULAR = frozenset(["i", "me", "my", "mine", "myself"])
_FIRST_PLURAL = frozenset(["we", "us", "our", "ours"])


def resolve_speakers(
    document: Document, names: Sequence[Reference], attributions: Sequence[Attribution]
) -> tuple[list[Spoken], list[Reference]]:
    """Parties of every statement, and all mentions of the article: those that are resolved or that are a party."""
    sources = [a.source for a in attributions if a.source]
    verbatim = [f for a in attributions if a.verbatim for f in a.fragments]
    mentions = Mentions(document, find_aliases(document, names, sources), verbatim)
    mentions.add(resolve_nominals(mentions, find_nominals(document, mentions.found, sources)))
    return _Resolver(mentions, attributions).run()


class _Resolver:
    def __init__(self, mentions: Mentions, attributions: Sequence[Attribution]) -> None:
        self.mentions = mentions
        self.discourse = Discourse(mentions, attributions)
        self.persons = Persons(self.discourse)
        self.collectives = Collectives(mentions)
        self.states = states(mentions.document, mentions.found)
        self.first = {r.entity_id: r for r in reversed(mentions.found) if r.entity_id}
        self.parties: set[tuple[int, int]] = set()
        people = [r for r in mentions.found if r.is_person and r.form == "name"]
        self.owners = surname_owners([r for r in people if is_full(r.name or "")], people)

    def run(self) -> tuple[list[Spoken], list[Reference]]:
        """Statements at the top in order, each after the pronouns before it; then quoted pronouns and nested ones."""
        found = find_pronouns(self.mentions.document)
        quoted = [p for p in found if self.mentions.is_quoted(p.start)]
        outside = deque(p for p in found if not self.mentions.is_quoted(p.start))
        everywhere = range(len(self.discourse.attributions))
        top = [at for at in everywhere if self.discourse.is_top(at)]
        for at in top:
            self._resolve(_taken_before(outside, self.discourse.end(at)))
            self._parties(at)
        self._resolve([*outside, *quoted])
        for at in sorted({*everywhere} - {*top}):
            self._parties(at)
        for described, named in dict(named_later(self.mentions, self.discourse.spoken)).items():
            self._name(described, named)
        several, spoken = self.collectives.several, self.discourse.spoken
        kept = [r for r in self.mentions.found if r.entity_id or r.start in several or (r.start, r.end) in self.parties]
        return [spoken[at] for at in sorted(spoken)], kept

    def _name(self, described: Reference, named: Reference) -> None:
        """Give who was only described the entity that is known after all, in every statement."""
        self.mentions.replace(described, named)
        for at, spoken in self.discourse.spoken.items():
            if spoken.speakers == (described,):
                self.discourse.spoken[at] = replace(spoken, speakers=(named,), resolution="nominal")

    def _resolve(self, pronouns_here: Iterable[Reference]) -> None:
        """Resolve pronouns in order, each an antecedent of the next; "he" also tells that it is a man."""
        for pronoun in pronouns_here:
            known = self._referents(pronoun)
            if len(known) == 1:
                self.mentions.add([_as_known(pronoun, known[0])])
                if pronoun.gender:
                    self.persons.genders.setdefault(known[0].entity_id, pronoun.gender)
            elif known:
                self.collectives.several[pronoun.start] = known
                self.mentions.add([pronoun])

    def _referents(self, pronoun: Reference) -> tuple[Reference, ...]:
        """Whom a pronoun stands for: nobody where that is not known, several where it stands for them together."""
        word = pronoun.name or ""
        if pronouns()[word]["person"] == "2":
            return self._second_person(pronoun)
        if pronouns()[word]["person"] == "3" and pronoun.plural:
            return self.collectives.they(pronoun)
        if word in _FIRST_SINGULAR | _FIRST_PLURAL:
            known = self._first_person(pronoun, word)
        else:
            known = self.persons.of(pronoun) if pronoun.gender else self._thing(pronoun)
        return (known,) if known and known.entity_id else ()

    def _second_person(self, pronoun: Reference) -> tuple[Reference, ...]:
        """ "You" in a quotation is who is addressed."""
        spoken = self.discourse.around(pronoun.start) if self.mentions.is_quoted(pronoun.start) else None
        return self.collectives.you(spoken, self.discourse.spoken.values()) if spoken else ()

    def _first_person(self, pronoun: Reference, word: str) -> Reference | None:
        """ "I" in a quotation is who speaks, elsewhere who writes; "we" in a statesman's mouth is his country."""
        if not self.mentions.is_quoted(pronoun.start):
            return self.persons.writer if word in _FIRST_SINGULAR else None
        spoken = self.discourse.around(pronoun.start)
        speaker = spoken.speaker if spoken else None
        if speaker is None or word in _FIRST_SINGULAR or not speaker.is_person:
            return speaker
        return self.first.get(self.states.get(speaker.entity_id or "", ""))

    def _thing(self, pronoun: Reference) -> Reference | None:
        """ "It": the nearest country or organization before it in the sentence."""
        number = self.mentions.document.sentence_number
        for reference in self.mentions.before(pronoun.start, ("country", "organization")):
            if number(reference.start) == number(pronoun.start) and reference.form != "demonym":
                return reference
        return None

    def _parties(self, at: int) -> None:
        attribution = self.discourse.attributions[at]
        answering = self._interviewed(attribution)
        speakers = answering or tuple(self._namesake(r) for r in self._phrase(attribution.source, self._more_of))
        addressees = self._phrase(attribution.addressee)
        if attribution.rule == "unattributed" and (running := self.discourse.running(at)):
            self.discourse.spoken[at] = Spoken(attribution, (running,), (), "implicit")
            return
        self.discourse.spoken[at] = Spoken(attribution, speakers, addressees, resolution(attribution, speakers))

    def _interviewed(self, attribution: Attribution) -> tuple[Reference, ...]:
        """Who answers in an interview, "A: I came home": the one person of the headline."""
        source = attribution.source
        if source is None or attribution.rule != "transcript" or self._text(source).lower() not in _ANSWERS:
            return ()
        headline = self.mentions.within(0, self.mentions.document.article.body_char_start)
        people = {r.entity_id: r for r in headline if r.is_person and r.form == "name"}
        if len(people) != 1:
            return ()
        found = replace(_as_known(self._unnamed(source), *people.values()), rule="nominal")
        self.mentions.add([found])
        self.parties.add(source)
        return (found,)

    def _text(self, phrase: Span) -> str:
        return self.mentions.document.text[slice(*phrase)]

    def _phrase(
        self, phrase: Span | None, more_of: Callable[[Span], Reference | None] = lambda _: None
    ) -> tuple[Reference, ...]:
        """The references that a source or an addressee consists of; a phrase that nothing is known of is one itself."""
        if phrase is None:
            return ()
        parties = parties_of(self.mentions, phrase)
        alone = more_of(phrase) if parties == [phrase] else None
        described = [(p,) if isinstance(p, Reference) else self._described(p) for p in parties]
        if len(described) == 1 < len(described[0]):
            self.mentions.add([self._unnamed(phrase)])
            self.parties.add(phrase)
            return described[0]
        found = [alone] if alone else [known[0] for known in described]
        if len(found) == 1 and not found[0].entity_id and self._stands_for_others(found[0]):
            return self._speaking(found[0])
        self.mentions.add(found)
        kept = [self._mention(r) for r in found]
        self.parties |= {(r.start, r.end) for r in kept}
        return tuple(kept)

    def _mention(self, found: Reference) -> Reference:
        """The mention of these words; a "Republican" who speaks is not the party."""
        known = self.mentions.at(found.start, found.end)
        partisan = known is not None and (known.form, known.type) == ("demonym", "organization")
        if known is None or not partisan or self.mentions.document.text[found.end - 1] == "s":
            return known or found
        self.mentions.replace(known, found)
        return found

    def _stands_for_others(self, phrase: Reference) -> bool:
        """ "They", "both", "the Lees" where two of them are named."""
        return phrase.form == "pronoun" or self._is_both(phrase) or phrase.start in self.collectives.several

    def _is_both(self, phrase: Reference) -> bool:
        """ "Both", "both men", "both Ohio candidates", "the two"."""
        return _BOTH.fullmatch(self._text((phrase.start, phrase.end)).lower()) is not None

    def _namesake(self, speaker: Reference) -> Reference:
        """Of two with one surname who has spoken: "Lee said" after Ann Lee, mother of the sailor Ivan Lee, did; and
        who is of the gender that "herself" tells."""
        word = self.mentions.document.text[speaker.start : speaker.end]
        if speaker.form != "name" or not speaker.is_person or " " in word or self._is_titled(speaker):
            return speaker
        owner = self.owners.get(word.lower())
        heard = None if owner and owner == speaker.entity_id else self._heard(speaker, slug(word))
        known = self._reflexive(speaker, slug(word)) or heard
        if known is None or known.entity_id == speaker.entity_id:
            return speaker
        found = replace(_as_known(speaker, known), gender=known.gender)
        self.mentions.replace(speaker, found)
        return found

    def _reflexive(self, speaker: Reference, surname: str) -> Reference | None:
        after = self.mentions.document.tokens_in(speaker.end, speaker.end + _NEXT_WORD)
        gender = {"herself": "f", "himself": "m"}.get(after[0].lower) if after else None
        named = (r for r in reversed(self.mentions.within(0, speaker.start)) if r.is_person and _has(r, surname))
        return next((r for r in named if gender and r.gender == gender), None)

    def _heard(self, speaker: Reference, surname: str) -> Reference | None:
        """The last of that surname who spoke, if the other has not been named as more than what describes somebody."""
        full = [r for r in self.mentions.within(0, speaker.start) if r.form == "name" and " " in (r.name or "")]
        named = max((r.start for r in full if r.entity_id == speaker.entity_id and self._is_free(r)), default=0)
        for at in sorted(self.discourse.spoken, reverse=True):
            spoken = self.discourse.spoken[at]
            cue = spoken.attribution.cue
            if spoken.speaker and spoken.speaker.is_person and _has(spoken.speaker, surname) and cue:
                return spoken.speaker if cue[0] > named else None
        return None

    def _is_free(self, name: Reference) -> bool:
        """Whether a name hangs on no preposition: not in "an aide to President Ann Lee"."""
        before = self.mentions.document.tokens_in(max(0, begins(name) - _WORD), begins(name))
        return not before or before[-1].lower not in words("preposition")

    def _is_titled(self, reference: Reference) -> bool:
        """Whether "Mr." or the like tells which one it is."""
        before = self.mentions.document.text[max(0, reference.start - 6) : reference.start].split()
        return bool(before) and before[-1].rstrip(".") in HONORIFICS

    def _speaking(self, pronoun: Reference) -> tuple[Reference, ...]:
        """A pronoun that speaks, once for each that it refers to; the mention of several has no entity of its own. For
        somebody without a name the phrase speaks that tells who it is: "the editors" of "the editors, who"."""
        known = self._spoken_for(pronoun)
        found = tuple(_as_known(pronoun, r) for r in known)
        unnamed = () if known else self._unnamed_for(pronoun)
        self.mentions.add([*(found if len(found) == 1 else [pronoun]), *unnamed])
        self.parties |= {(r.start, r.end) for r in (pronoun, *unnamed)}
        return found or tuple(self.mentions.at(r.start, r.end) or r for r in unnamed) or (pronoun,)

    def _unnamed_for(self, pronoun: Reference) -> tuple[Reference, ...]:
        """The phrase of those without a name whom a pronoun stands for: what "who" follows, or who spoke last."""
        word = pronoun.name or ""
        if word in words("relative"):
            phrase = self._source_before(pronoun.start) or phrase_before(self.mentions, pronoun.start, word)
            return (self._unnamed(phrase),) if phrase else ()
        if (gender := pronouns().get(word, {}).get("gender")) in ("m", "f"):
            speaker = self.persons.unnamed_speaker(replace(pronoun, gender=gender))
            return (speaker,) if speaker else ()
        spoken = self.discourse.last(pronoun.start) if word in ("it", "they") else None
        speakers = spoken.speakers if spoken else ()
        fitting = all(not r.entity_id and r.form == "nominal" and self._may_be(r, word) for r in speakers)
        return speakers if fitting else ()

    def _source_before(self, position: int) -> Span | None:
        """The source that ends right before a position: "said an aide to Ann Lee, who"."""
        spoken = self.discourse.last(position)
        source = spoken.attribution.source if spoken and len(spoken.speakers) == 1 else None
        behind = self.mentions.document.text[source[1] : position].strip() if source else None
        return source if behind in ("", ",") else None

    def _may_be(self, unnamed: Reference, word: str) -> bool:
        """Whether "they" may be "officials in Lima", "it" the email."""
        head = head_of(self.mentions.document.tokens_in(unnamed.start, unnamed.end))
        if head is None:
            return False
        return is_plural(head) if word == "they" else not (is_plural(head) or is_person_noun(head.lower))

    def _spoken_for(self, pronoun: Reference) -> tuple[Reference, ...]:
        word = pronoun.name or ""
        if self._is_both(pronoun):
            head = head_of(self.mentions.document.tokens_in(pronoun.start, pronoun.end))
            return self.collectives.both(pronoun.start, head.lower if head else "")
        if word in words("relative"):
            return of_relative(self.mentions, pronoun.start, word)
        if word not in ("it", "they") or pronoun.start in self.collectives.several:
            return self.collectives.several.get(pronoun.start, ())
        spoken = self._last_body(pronoun.start) if word == "they" else self.discourse.last(pronoun.start)
        if spoken and (are_several(spoken.speakers) if word == "they" else is_institution(spoken.speaker)):
            return spoken.speakers
        unnamed = spoken is not None and any(not r.entity_id for r in spoken.speakers)
        subject = None if unnamed else of_subject(self.mentions, pronoun.start)
        return (subject,) if subject else ()

    def _last_body(self, position: int) -> Spoken | None:
        """The last statement of anybody but a single person: "they" goes on although Ann Lee has spoken since."""
        return next((s for s in self.discourse.lately(position) if not (s.speaker and s.speaker.is_person)), None)

    def _described(self, phrase: Span) -> tuple[Reference, ...]:
        """A document stands for those who wrote it, if they are known; anything else has no name."""
        return authors_of(self.mentions, phrase, self.discourse.teller) or (self._unnamed(phrase),)

    def _more_of(self, phrase: Span) -> Reference | None:
        """ "The retired doctor" who says something is who goes on."""
        noun = self._text(phrase).split()[-1].lower()
        unnamed = replace(self._unnamed(phrase), gender=roles().get(noun, {}).get("gender", ""))
        known = self.persons.going_on(unnamed) if describes(self.mentions.document, phrase) else None
        return replace(_as_known(unnamed, known), rule="nominal") if known else None

    def _unnamed(self, phrase: Span) -> Reference:
        text = self.mentions.document.text[slice(*phrase)]
        is_pronoun = text.lower() in pronouns() or text.lower() in words("relative")
        plural = text.lower() in ("they", "we", "you") or text.split()[-1].endswith("s")
        form = "pronoun" if is_pronoun else "nominal"
        return Reference(*phrase, phrase[0], form, "other", form, name=text.lower(), plural=plural)


def _has(person: Reference, surname: str) -> bool:
    return (person.entity_id or "").endswith(f"-{surname}")


def _as_known(pronoun: Reference, known: Reference) -> Reference:
    """The words as a mention of whom they stand for."""
    return replace(pronoun, entity_id=known.entity_id, type=known.type, country=known.country)


def _taken_before(waiting: deque[Reference], until: int) -> list[Reference]:
    taken = []
    while waiting and waiting[0].start < until:
        taken.append(waiting.popleft())
    return taken
