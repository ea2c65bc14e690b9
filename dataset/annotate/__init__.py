"""Stage 2, article -> annotations: sentences, mentions, statements, events and dates, by the tagger and by rules.

The seam is narrow: ``annotate`` takes an Article and gives records that state decisions; ``derive`` completes them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dataset.annotate.actors import plover_actor, sector, sector_of_words
from dataset.annotate.acts import Calendar, answers, kind, speech_act, stated_on, with_stance
from dataset.annotate.document import Document
from dataset.annotate.events import find_events, same_events
from dataset.annotate.mentions import entities_of, office_sectors, states
from dataset.annotate.names import Reference, find_names
from dataset.annotate.reported import FoundEvent
from dataset.annotate.roles import Role
from dataset.annotate.speakers import resolve_speakers
from dataset.annotate.spoken import Spoken
from dataset.annotate.statements import find_statements, regions
from dataset.records import (
    Annotation,
    Article,
    Event,
    EventContext,
    Fragment,
    Mention,
    Participant,
    Party,
    Sentence,
    Statement,
)
from dataset.spans import Span
from dataset.tagger import shipped, tag

LANGUAGE = "en"


def annotate(article: Article) -> Annotation:
    """What is found in an article; one that is not in English is kept without annotations."""
    if article.language != LANGUAGE:
        return Annotation(article)
    document = Document(article)
    model = shipped()
    lines = list(tag(model, document.text, regions(document)))
    names = find_names(document, [name for line in lines for name in line.names])
    attributions = find_statements(document, model, lines, names)
    spoken, references = resolve_speakers(document, names, attributions)
    calendar = Calendar(document, [s.attribution for s in spoken], references)
    held = states(document, references)
    acts = [speech_act(document, s, references, held) for s in spoken]
    events = find_events(document, spoken, acts, references, calendar)
    told = [with_stance(s, act) for s, act in zip(spoken, acts, strict=True)]
    return _Writer(document, references).annotation(spoken, told, stated_on(document, calendar, spoken), events)


class _Writer:
    """Turns what was found into records."""

    def __init__(self, document: Document, references: Sequence[Reference]) -> None:
        self.document = document
        self.references = references
        self.offices = office_sectors(document, references)
        self.article_id = document.article.article_id

    def annotation(
        self,
        spoken: Sequence[Spoken],
        acts: Sequence[str],
        dates: Sequence[tuple[str | None, str]],
        events: Sequence[FoundEvent],
    ) -> Annotation:
        questions, groups = answers(spoken), same_events(events)
        dated = [_with_statement_date(e, dates) for e in events]
        return Annotation(
            article=self.document.article,
            sentences=tuple(self._sentence(*s) for s in self.document.sentences),
            statements=tuple(self._statement(i, s, acts[i], dates[i], questions) for i, s in enumerate(spoken)),
            fragments=tuple(
                Fragment(self._statement_id(i), position, self.article_id, start, end)
                for i, s in enumerate(spoken)
                for position, (start, end) in enumerate(s.attribution.fragments)
            ),
            parties=tuple(p for i, s in enumerate(spoken) for p in self._parties(i, s)),
            entities=entities_of(self.document, self.references),
            mentions=tuple(self._mention(r) for r in self.references),
            events=tuple(self._event(i, e, groups[i]) for i, e in enumerate(dated)),
            event_contexts=tuple(EventContext(self._event_id(i), c) for i, e in enumerate(events) for c in e.contexts),
            participants=tuple(p for i, e in enumerate(events) for p in self._participants(i, e)),
        )

    def _statement_id(self, at: int) -> str:
        return f"{self.article_id}:s.{at}"

    def _event_id(self, at: int) -> str:
        return f"{self.article_id}:e.{at}"

    def _mention_id(self, reference: Reference) -> str:
        return f"{self.article_id}:m.{reference.start}-{reference.end}"

    def _sentence(self, start: int, end: int, paragraph: int) -> Sentence:
        return Sentence("", self.article_id, 0, paragraph, start, end)

    def _mention(self, reference: Reference) -> Mention:
        role = reference.role or (None, None)
        return Mention(
            mention_id=self._mention_id(reference),
            article_id=self.article_id,
            entity_id=reference.entity_id,
            char_start=reference.start,
            char_end=reference.end,
            form=reference.form,
            role_char_start=role[0],
            role_char_end=role[1],
            metonym=reference.metonym,
            confidence=reference.confidence,
            origin="model" if reference.confidence is not None else "rule",
            rule=reference.rule,
        )

    def _statement(
        self, at: int, spoken: Spoken, act: str, date: tuple[str | None, str], questions: dict[int, int]
    ) -> Statement:
        found = spoken.attribution
        source, cue, addressee = (span or (None, None) for span in (found.source, found.cue, found.addressee))
        return Statement(
            statement_id=self._statement_id(at),
            article_id=self.article_id,
            kind="direct" if found.verbatim else kind(self.document, found.fragments),
            speech_act=act,
            negated=found.negated,
            source_char_start=source[0],
            source_char_end=source[1],
            speaker_resolution=spoken.resolution,
            cue_char_start=cue[0],
            cue_char_end=cue[1],
            cue_lemma=found.lemma,
            addressee_char_start=addressee[0],
            addressee_char_end=addressee[1],
            stated_on_edtf=date[0],
            stated_on_basis=date[1],
            answers_id=self._statement_id(questions[at]) if at in questions else None,
            confidence=found.confidence,
            origin="model" if found.confidence is not None else "rule",
            rule=found.rule,
        )

    def _parties(self, at: int, spoken: Spoken) -> list[Party]:
        sides = (("speaker", spoken.speakers), ("addressee", spoken.addressees))
        return [
            Party(self._statement_id(at), role, position, r.entity_id, self._mention_id(r))
            for role, references in sides
            for position, r in enumerate(references)
        ]

    def _event(self, at: int, event: FoundEvent, group: int) -> Event:
        date: tuple[int | None, int | None] | Span = event.date or (None, None)
        return Event(
            event_id=self._event_id(at),
            article_id=self.article_id,
            layer=event.layer,
            act_of=self._statement_id(event.act_of) if event.act_of is not None else None,
            event_group=self._event_id(group),
            event_type=event.event_type,
            event_mode=event.event_mode,
            trigger_char_start=event.trigger[0],
            trigger_char_end=event.trigger[1],
            realis=event.realis,
            negated=event.negated,
            date_char_start=date[0],
            date_char_end=date[1],
            date_edtf=event.date_edtf,
            date_basis=event.date_basis,
            rule=event.layer,
        )

    def _participants(self, at: int, event: FoundEvent) -> list[Participant]:
        counts: dict[str, int] = {}
        rows = []
        for part in event.roles:
            position = counts.get(part.role, 0)
            counts[part.role] = position + 1
            row = Participant(self._event_id(at), part.role, position, self.article_id)
            rows.append(self._known(row, part.reference) if part.reference else _unnamed(row, part))
        return rows

    def _known(self, row: Participant, reference: Reference) -> Participant:
        return replace(
            row,
            mention_id=self._mention_id(reference),
            entity_id=reference.entity_id,
            plover_actor=plover_actor(reference),
            sector=sector(reference, self.offices),
        )


def _unnamed(row: Participant, part: Role) -> Participant:
    """Somebody who is no mention: "police", "two Finnish diplomats"."""
    home = plover_actor(part.home) if part.home else None
    return replace(
        row, char_start=part.span[0], char_end=part.span[1], plover_actor=home, sector=sector_of_words(part.words)
    )


def _with_statement_date(event: FoundEvent, dates: Sequence[tuple[str | None, str]]) -> FoundEvent:
    """An act of speech happens when it is said."""
    if event.act_of is None:
        return event
    edtf, basis = dates[event.act_of]
    return replace(event, date=event.date if edtf else None, date_edtf=edtf, date_basis=basis)
