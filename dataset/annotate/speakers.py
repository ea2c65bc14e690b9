"""Who speaks and who is addressed: each statement gets its speakers, or an honest reason why it has none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dataset.annotate.document import Document
from dataset.annotate.mentions import (
    Mentions,
    coordinated,
    find_nominals,
    find_pronouns,
    resolve_nominals,
    resolve_surnames,
    unify_names,
)
from dataset.annotate.names import STATE_SECTORS, Reference
from dataset.annotate.patterns import Attribution
from dataset.annotate.vocabulary import pronouns, roles, words
from dataset.spans import Span, SpanIndex

_FIRST_SINGULAR = frozenset(["i", "me", "my", "mine", "myself"])
_FIRST_PLURAL = frozenset(["we", "us", "our", "ours"])


@dataclass(frozen=True, slots=True)
class Spoken:
    """An attribution with its parties: references that stand in the text, and how the speaker was found."""

    attribution: Attribution
    speakers: tuple[Reference, ...]
    addressees: tuple[Reference, ...]
    resolution: str

    @property
    def speaker(self) -> Reference | None:
        """The one known speaker."""
        return self.speakers[0] if len(self.speakers) == 1 and self.speakers[0].entity_id else None


def resolve_speakers(
    document: Document, names: Sequence[Reference], attributions: Sequence[Attribution]
) -> tuple[list[Spoken], list[Reference]]:
    """Parties of every statement, and all mentions of the article: those that are resolved or that are a party."""
    mentions = Mentions(document, resolve_surnames(unify_names(names)))
    mentions.add(resolve_nominals(mentions, find_nominals(document, names)))
    return _Resolver(mentions, attributions).run()


class _Resolver:
    def __init__(self, mentions: Mentions, attributions: Sequence[Attribution]) -> None:
        self.mentions = mentions
        self.attributions = sorted(attributions, key=lambda a: (a.cue or a.fragments[0])[0])
        self.spans = SpanIndex((s, e, str(i)) for i, a in enumerate(self.attributions) for s, e in a.fragments)
        self.spoken: dict[int, Spoken] = {}
        self.parties: set[tuple[int, int]] = set()

    def run(self) -> tuple[list[Spoken], list[Reference]]:
        pronouns_left = find_pronouns(self.mentions.document)
        held = self._held()
        for at, attribution in enumerate(self.attributions):
            outside = held[at]
            if outside is None:
                until = (attribution.cue or attribution.fragments[0])[1]
                self._pronouns(pronouns_left, until)
                self._parties(at, attribution)
        self._pronouns(pronouns_left, len(self.mentions.document.text))
        for at, attribution in enumerate(self.attributions):
            if held[at] is not None:
                self._parties(at, attribution)
        everything = [r for r in self.mentions.found if r.entity_id or (r.start, r.end) in self.parties]
        return [self.spoken[at] for at in sorted(self.spoken)], everything

    def _held(self) -> list[str | None]:
        """For each attribution the statement that holds its cue, None at the top."""
        found: list[str | None] = []
        for at, attribution in enumerate(self.attributions):
            place = attribution.cue or attribution.fragments[0]
            found.append(next((i for i in self.spans.holding(*place) if i != str(at)), None))
        return found

    def _speaker_of(self, position: int) -> Spoken | None:
        """The innermost statement that holds the position."""
        inner = next((i for i in self.spans.holding(position, position + 1) if int(i) in self.spoken), None)
        return self.spoken[int(inner)] if inner else None

    def _pronouns(self, waiting: list[Reference], until: int) -> None:
        """Resolve the pronouns outside quotations up to a position; at the end of the text also those inside."""
        now = [p for p in waiting if p.start < until]
        later = [p for p in waiting if p.start >= until]
        quoted = [p for p in now if self.mentions.is_quoted(p.start) and until < len(self.mentions.document.text)]
        resolved = [self._pronoun(p) for p in now if p not in quoted]
        self.mentions.add(r for r in resolved if r.entity_id)
        waiting[:] = quoted + later

    def _pronoun(self, pronoun: Reference) -> Reference:
        word = pronoun.name or ""
        if word in _FIRST_SINGULAR | _FIRST_PLURAL:
            known = self._first_person(pronoun, word)
        elif pronouns()[word]["person"] == "3" and not pronoun.plural:
            known = self._person(pronoun) if pronoun.gender else self._thing(pronoun)
        else:
            known = None
        if known is None:
            return pronoun
        return replace(pronoun, entity_id=known.entity_id, type=known.type, country=known.country)

    def _first_person(self, pronoun: Reference, word: str) -> Reference | None:
        """ "I" in a quotation is who speaks; "we" in a statesman's mouth is his country."""
        spoken = self._speaker_of(pronoun.start)
        speaker = spoken.speaker if spoken and self.mentions.is_quoted(pronoun.start) else None
        if speaker is None or word in _FIRST_SINGULAR or not speaker.is_person:
            return speaker
        state = next(
            (r for r in self.mentions.found if r.entity_id == f"country/{speaker.country or self._country(speaker)}"),
            None,
        )
        return state if state and self._speaks_for_state(speaker) else None

    def _country(self, speaker: Reference) -> str | None:
        same = (r.country for r in self.mentions.found if r.entity_id == speaker.entity_id and r.country)
        return next(same, None)

    def _speaks_for_state(self, speaker: Reference) -> bool:
        text = self.mentions.document.text
        offices = (
            text[r.role[0] : r.role[1]].lower()
            for r in self.mentions.found
            if r.entity_id == speaker.entity_id and r.role
        )
        sectors = (
            roles().get(" ".join(o.split()[i:]), {}).get("sector") for o in offices for i in range(len(o.split()))
        )
        return any(s in STATE_SECTORS for s in sectors)

    def _person(self, pronoun: Reference) -> Reference | None:
        """ "He": who spoke last, else the first person of this sentence, of the last one, else the nearest before."""
        candidates = [r for r in self.mentions.before(pronoun.start, ("person",)) if self._agrees(r, pronoun)]
        quoted = self.mentions.is_quoted(pronoun.start)
        if not quoted:
            candidates = [r for r in candidates if not self.mentions.is_quoted(r.start)] or candidates
        here = self.mentions.sentence(pronoun.start)
        recent = [r for r in candidates if self.mentions.sentence(r.start) == here]
        speaker = self._last_speaker(pronoun)
        if speaker and not recent and self._agrees(speaker, pronoun):
            return speaker
        previous = [r for r in candidates if self.mentions.sentence(r.start) == here - 1]
        if recent or previous:
            return (recent or previous)[-1]
        return candidates[0] if candidates else None

    def _last_speaker(self, pronoun: Reference) -> Reference | None:
        """The speaker of the last statement at the top whose attribution ended before, within memory."""
        for at in reversed(range(len(self.attributions))):
            attribution = self.attributions[at]
            place = attribution.cue or attribution.fragments[0]
            if at in self.spoken and place[1] <= pronoun.start and self.spans.innermost(*place) in (None, str(at)):
                near = self.mentions.sentence(pronoun.start) - self.mentions.sentence(place[0]) <= 4
                speaker = self.spoken[at].speaker
                return speaker if near and speaker and speaker.is_person else None
        return None

    def _agrees(self, reference: Reference, pronoun: Reference) -> bool:
        gender = reference.gender or next(
            (r.gender for r in self.mentions.found if r.entity_id == reference.entity_id and r.gender), ""
        )
        return not gender or not pronoun.gender or gender == pronoun.gender

    def _thing(self, pronoun: Reference) -> Reference | None:
        """ "It": the nearest country or organization before it in the sentence."""
        here = self.mentions.sentence(pronoun.start)
        for reference in self.mentions.before(pronoun.start, ("country", "organization")):
            if self.mentions.sentence(reference.start) == here and reference.form in ("name", "nominal", "pronoun"):
                return reference
        return None

    def _parties(self, at: int, attribution: Attribution) -> None:
        speakers = self._phrase(attribution.source)
        addressees = self._phrase(attribution.addressee)
        if attribution.rule == "unattributed" and (running := self._running_speaker(attribution)):
            self.spoken[at] = Spoken(attribution, (running,), (), "implicit")
            return
        self.spoken[at] = Spoken(attribution, speakers, addressees, _resolution(attribution, speakers))

    def _running_speaker(self, attribution: Attribution) -> Reference | None:
        """Running speech in a paragraph of its own: the last speaker goes on."""
        start = attribution.fragments[0][0]
        before = [s for s in self.spoken.values() if s.attribution.fragments[0][0] < start]
        last = max(before, key=lambda s: s.attribution.fragments[0][0], default=None)
        return last.speaker if last else None

    def _phrase(self, phrase: Span | None) -> tuple[Reference, ...]:
        """The references that a source or an addressee consists of; a phrase that nothing is known of is one itself."""
        if phrase is None:
            return ()
        found = coordinated(self.mentions, phrase) or [self._unnamed(phrase)]
        self.mentions.add(found)
        kept = [self.mentions.at(r.start, r.end) or r for r in found]
        self.parties |= {(r.start, r.end) for r in kept}
        return tuple(kept)

    def _unnamed(self, phrase: Span) -> Reference:
        text = self.mentions.document.text[slice(*phrase)]
        is_pronoun = text.lower() in pronouns() or text.lower() in words("relative")
        plural = text.lower() in ("they", "we", "you") or text.split()[-1].endswith("s")
        form = "pronoun" if is_pronoun else "nominal"
        return Reference(*phrase, phrase[0], form, "other", form, name=text.lower(), plural=plural)


def _resolution(attribution: Attribution, speakers: Iterable[Reference]) -> str:
    found = list(speakers)
    if attribution.source is None or not found:
        return "none"
    if len(found) > 1:
        return "several"
    if found[0].entity_id:
        return {"demonym": "name"}.get(found[0].form, found[0].form)
    return "unknown" if found[0].form == "pronoun" else "unnamed"
