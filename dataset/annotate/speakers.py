"""Who speaks and who is addressed: each statement gets its speakers, or an honest reason why it has none."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import replace

from dataset.annotate.aliases import find_aliases
from dataset.annotate.antecedents import are_institutions, of_relative, of_subject, writer_of
from dataset.annotate.attributions import Attribution
from dataset.annotate.collectives import Collectives
from dataset.annotate.coordination import parties_of
from dataset.annotate.document import Document
from dataset.annotate.documents import author_of
from dataset.annotate.mentions import Mentions, states
from dataset.annotate.names import Reference
from dataset.annotate.nominals import find_nominals, resolve_nominals
from dataset.annotate.pronouns import find_pronouns
from dataset.annotate.spoken import Spoken, resolution
from dataset.annotate.vocabulary import pronouns, words
from dataset.spans import Span, SpanIndex

_PARTICIPLE = re.compile(
    r"\W*(?:(?:After|Before|Besides|By|Despite|In|On|Since|Upon|When|While|Without)\s)?\w+(?:ing|ed)\b"
)  # with which a phrase in front begins
_NEAR = 4  # sentences in which the last speaker is remembered
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
        self.attributions = sorted(attributions, key=lambda a: (a.cue or a.fragments[0])[0])
        self.spans = SpanIndex((s, e, str(i)) for i, a in enumerate(self.attributions) for s, e in a.fragments)
        self.places = [a.cue or a.fragments[0] for a in self.attributions]
        self.ends = [max(a.source or place, place)[1] for a, place in zip(self.attributions, self.places, strict=True)]
        self.states = states(mentions.document, mentions.found)
        self.genders = {r.entity_id: r.gender for r in reversed(mentions.found) if r.gender}
        self.first = {r.entity_id: r for r in reversed(mentions.found) if r.entity_id}
        self.collectives = Collectives(mentions)
        self.writer = writer_of(mentions)
        self.spoken: dict[int, Spoken] = {}
        self.parties: set[tuple[int, int]] = set()

    def run(self) -> tuple[list[Spoken], list[Reference]]:
        """Statements at the top in order, each after the pronouns before it; then quoted pronouns and nested ones."""
        found = find_pronouns(self.mentions.document)
        quoted = [p for p in found if self.mentions.is_quoted(p.start)]
        outside = deque(p for p in found if not self.mentions.is_quoted(p.start))
        held = self._held()
        for at in range(len(self.attributions)):
            if held[at] is None:
                self._resolve(_taken_before(outside, self.ends[at]))
                self._parties(at)
        self._resolve([*outside, *quoted])
        for at in range(len(self.attributions)):
            if held[at] is not None:
                self._parties(at)
        several = self.collectives.several
        kept = [r for r in self.mentions.found if r.entity_id or r.start in several or (r.start, r.end) in self.parties]
        return [self.spoken[at] for at in sorted(self.spoken)], kept

    def _held(self) -> list[str | None]:
        """For each attribution the statement that holds its cue, None at the top."""
        found: list[str | None] = []
        for at, place in enumerate(self.places):
            found.append(next((i for i in self.spans.holding(*place) if i != str(at)), None))
        return found

    def _speaker_of(self, position: int) -> Spoken | None:
        """The innermost statement that holds the position."""
        inner = next((i for i in self.spans.holding(position, position + 1) if int(i) in self.spoken), None)
        return self.spoken[int(inner)] if inner else None

    def _resolve(self, pronouns_here: Iterable[Reference]) -> None:
        """Resolve pronouns in order, each an antecedent of the next; "he" also tells that it is a man."""
        for pronoun in pronouns_here:
            known = self._referents(pronoun)
            if len(known) == 1:
                self.mentions.add([_as_known(pronoun, known[0])])
                if pronoun.gender:
                    self.genders.setdefault(known[0].entity_id, pronoun.gender)
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
            known = self._person(pronoun) if pronoun.gender else self._thing(pronoun)
        return (known,) if known and known.entity_id else ()

    def _second_person(self, pronoun: Reference) -> tuple[Reference, ...]:
        """ "You" in a quotation is who is addressed."""
        spoken = self._speaker_of(pronoun.start) if self.mentions.is_quoted(pronoun.start) else None
        return self.collectives.you(spoken, self.spoken.values()) if spoken else ()

    def _first_person(self, pronoun: Reference, word: str) -> Reference | None:
        """ "I" in a quotation is who speaks, elsewhere who writes; "we" in a statesman's mouth is his country."""
        if not self.mentions.is_quoted(pronoun.start):
            return self.writer if word in _FIRST_SINGULAR else None
        spoken = self._speaker_of(pronoun.start)
        speaker = spoken.speaker if spoken else None
        if speaker is None or word in _FIRST_SINGULAR or not speaker.is_person:
            return speaker
        return self.first.get(self.states.get(speaker.entity_id or "", ""))

    def _person(self, pronoun: Reference) -> Reference | None:
        """ "He": who spoke last, else the first person of this sentence, of the last one, else the nearest before."""
        candidates = [r for r in self.mentions.before(pronoun.start, ("person",)) if self._agrees(r, pronoun)]
        quoted = self.mentions.is_quoted(pronoun.start)
        if not quoted:
            candidates = [r for r in candidates if not self.mentions.is_quoted(r.start)] or candidates
        number = self.mentions.document.sentence_number
        here = number(pronoun.start)
        candidates = [r for r in candidates if not self._is_acted_on(r, pronoun)]
        recent = [r for r in candidates if number(r.start) == here]
        speaker = self._last_speaker(pronoun)
        if speaker and not recent and self._agrees(speaker, pronoun):
            return speaker
        previous = [r for r in candidates if number(r.start) == here - 1]
        if recent or previous:
            return self._surest(list(reversed(recent or previous)))
        return self._surest(candidates)

    def _is_acted_on(self, reference: Reference, pronoun: Reference) -> bool:
        """Whether a phrase in front names somebody else than its subject: "Campaigning against Romney, he said"."""
        document = self.mentions.document
        start = document.sentences[document.sentence_number(pronoun.start)][0]
        participle = _PARTICIPLE.match(document.text, start, pronoun.start)
        if participle is None or reference.start < participle.end():
            return False
        behind = document.text[reference.end : pronoun.start].rstrip()
        return behind.endswith(",") and "," not in behind[:-1] and not behind.startswith(("'s", "’s"))

    def _surest(self, candidates: Sequence[Reference]) -> Reference | None:
        """The first whose gender is known to agree, else the first."""
        return next((r for r in candidates if self._gender(r)), candidates[0] if candidates else None)

    def _last_speaker(self, pronoun: Reference) -> Reference | None:
        """The person who spoke last."""
        spoken = self._last_spoken(pronoun)
        return spoken.speaker if spoken and spoken.speaker and spoken.speaker.is_person else None

    def _last_spoken(self, pronoun: Reference) -> Spoken | None:
        """The last statement at the top whose attribution ended before, within memory."""
        number = self.mentions.document.sentence_number
        for at in range(bisect_left(self.places, (pronoun.start, 0)) - 1, -1, -1):
            place = self.places[at]
            top = at in self.spoken and self.spans.innermost(*place) in (None, str(at))
            if top and place[1] <= pronoun.start and not self._is_aside(at):
                return self.spoken[at] if number(pronoun.start) - number(place[0]) <= _NEAR else None
        return None

    def _is_aside(self, at: int) -> bool:
        """Whether a relative clause says it: "who had asked" makes nobody the speaker that goes on."""
        source = self.attributions[at].source
        return source is not None and self.mentions.document.text[slice(*source)].lower() in words("relative")

    def _agrees(self, reference: Reference, pronoun: Reference) -> bool:
        """Whether "he" or "she" may be that person: not who writes, nor one of the other gender."""
        if self.writer and reference.entity_id == self.writer.entity_id:
            return False
        gender = self._gender(reference)
        return not gender or not pronoun.gender or gender == pronoun.gender

    def _gender(self, reference: Reference) -> str:
        return reference.gender or self.genders.get(reference.entity_id, "")

    def _thing(self, pronoun: Reference) -> Reference | None:
        """ "It": the nearest country or organization before it in the sentence."""
        number = self.mentions.document.sentence_number
        for reference in self.mentions.before(pronoun.start, ("country", "organization")):
            if number(reference.start) == number(pronoun.start) and reference.form != "demonym":
                return reference
        return None

    def _parties(self, at: int) -> None:
        attribution = self.attributions[at]
        speakers = self._phrase(attribution.source)
        addressees = self._phrase(attribution.addressee)
        if attribution.rule == "unattributed" and (running := self._running_speaker(at)):
            self.spoken[at] = Spoken(attribution, (running,), (), "implicit")
            return
        self.spoken[at] = Spoken(attribution, speakers, addressees, resolution(attribution, speakers))

    def _running_speaker(self, at: int) -> Reference | None:
        """Running speech in a paragraph of its own: the last speaker goes on."""
        last = next((earlier for earlier in range(at - 1, -1, -1) if earlier in self.spoken), None)
        return self.spoken[last].speaker if last is not None else None

    def _phrase(self, phrase: Span | None) -> tuple[Reference, ...]:
        """The references that a source or an addressee consists of; a phrase that nothing is known of is one itself."""
        if phrase is None:
            return ()
        found = [p if isinstance(p, Reference) else self._described(p) for p in parties_of(self.mentions, phrase)]
        if len(found) == 1 and found[0].form == "pronoun" and not found[0].entity_id:
            return self._speaking(found[0])
        self.mentions.add(found)
        kept = [self.mentions.at(r.start, r.end) or r for r in found]
        self.parties |= {(r.start, r.end) for r in kept}
        return tuple(kept)

    def _speaking(self, pronoun: Reference) -> tuple[Reference, ...]:
        """A pronoun that speaks, once for each that it refers to; the mention of several has no entity of its own."""
        known = self._spoken_for(pronoun)
        found = tuple(_as_known(pronoun, r) for r in known)
        self.mentions.add(found if len(found) == 1 else [pronoun])
        self.parties.add((pronoun.start, pronoun.end))
        return found or (pronoun,)

    def _spoken_for(self, pronoun: Reference) -> tuple[Reference, ...]:
        word = pronoun.name or ""
        if word in words("relative"):
            found = of_relative(self.mentions, pronoun.start, word)
            return (found,) if found else ()
        if word not in ("it", "they") or pronoun.start in self.collectives.several:
            return self.collectives.several.get(pronoun.start, ())
        spoken = self._last_spoken(pronoun)
        if spoken and are_institutions(spoken.speakers) and (word == "they" or len(spoken.speakers) == 1):
            return spoken.speakers
        unnamed = spoken is not None and any(not r.entity_id for r in spoken.speakers)
        subject = None if unnamed else of_subject(self.mentions, pronoun.start)
        return (subject,) if subject else ()

    def _described(self, phrase: Span) -> Reference:
        """A document stands for who wrote it, if that is known; anything else has no name."""
        return author_of(self.mentions, phrase, self._teller) or self._unnamed(phrase)

    def _teller(self, position: int) -> Reference | None:
        """The one known speaker of the last statement whose cue stands in the sentence of the position."""
        number = self.mentions.document.sentence_number
        here = [at for at in self.spoken if number(self.places[at][0]) == number(position)]
        return self.spoken[max(here)].speaker if here else None

    def _unnamed(self, phrase: Span) -> Reference:
        text = self.mentions.document.text[slice(*phrase)]
        is_pronoun = text.lower() in pronouns() or text.lower() in words("relative")
        plural = text.lower() in ("they", "we", "you") or text.split()[-1].endswith("s")
        form = "pronoun" if is_pronoun else "nominal"
        return Reference(*phrase, phrase[0], form, "other", form, name=text.lower(), plural=plural)


def _as_known(pronoun: Reference, known: Reference) -> Reference:
    """The pronoun as a mention of whom it stands for."""
    return replace(pronoun, entity_id=known.entity_id, type=known.type, country=known.country)


def _taken_before(waiting: deque[Reference], until: int) -> list[Reference]:
    taken = []
    while waiting and waiting[0].start < until:
        taken.append(waiting.popleft())
    return taken
