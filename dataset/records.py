"""The rows of the tables as frozen dataclasses; the fields are the columns that schema/ defines, in its order.

Positions are half-open ranges of Unicode code points into ``Article.text``. Dates are ``datetime.date``.
What a stage does not know yet keeps its default: ids, words, references and counts are derived (see ``derive``).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Article:
    """A source text; see schema/articles.json."""

    article_id: str
    title: str
    text: str
    body_char_start: int
    language: str
    source_name: str | None = None
    agency: str | None = None
    dateline_place: str | None = None
    dateline_date: date | None = None
    published_at: datetime | None = None
    author: str | None = None
    url: str | None = None
    n_chars: int = 0
    n_words: int = 0
    n_sentences: int = 0
    n_removed: int = 0
    text_sha256: str = ""
    record_file: str = ""
    record_sha256: str = ""
    record_byte_start: int = 0
    record_byte_end: int = 0


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence; see schema/sentences.json."""

    sentence_id: str
    article_id: str
    position: int
    paragraph: int
    char_start: int
    char_end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """An attribution: somebody says something; see schema/statements.json."""

    statement_id: str
    article_id: str
    sentence_id: str = ""
    parent_id: str | None = None
    depth: int = 0
    kind: str = "indirect"
    speech_act: str = "assertion"
    negated: bool = False
    text: str = ""
    char_start: int = 0
    char_end: int = 0
    n_fragments: int = 1
    source_text: str | None = None
    source_char_start: int | None = None
    source_char_end: int | None = None
    source_mention_id: str | None = None
    speaker_id: str | None = None
    speaker_resolution: str = "none"
    cue_text: str | None = None
    cue_char_start: int | None = None
    cue_char_end: int | None = None
    cue_lemma: str | None = None
    addressee_text: str | None = None
    addressee_char_start: int | None = None
    addressee_char_end: int | None = None
    addressee_mention_id: str | None = None
    addressee_id: str | None = None
    stated_on_edtf: str | None = None
    stated_on_earliest: date | None = None
    stated_on_latest: date | None = None
    stated_on_basis: str = "none"
    answers_id: str | None = None
    confidence: float | None = None
    origin: str = "rule"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Fragment:
    """A contiguous piece of a statement's content; see schema/fragments.json."""

    statement_id: str
    position: int
    article_id: str
    char_start: int
    char_end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A speaker or an addressee of a statement; see schema/parties.json."""

    statement_id: str
    role: str
    position: int
    entity_id: str | None = None
    mention_id: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A person, organization, country, place or group; see schema/entities.json."""

    entity_id: str
    entity_name: str
    entity_type: str
    country: str | None = None
    wikidata_id: str | None = None
    description: str | None = None
    n_mentions: int = 0
    n_articles: int = 0
    n_statements: int = 0
    origin: str = "rule"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in a text that refers to an entity; see schema/mentions.json."""

    mention_id: str
    article_id: str
    sentence_id: str = ""
    statement_id: str | None = None
    entity_id: str | None = None
    char_start: int = 0
    char_end: int = 0
    words: str = ""
    form: str = "name"
    role_text: str | None = None
    role_char_start: int | None = None
    role_char_end: int | None = None
    metonym: bool = False
    confidence: float | None = None
    origin: str = "rule"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, and who says so; see schema/events.json."""

    event_id: str
    article_id: str
    sentence_id: str = ""
    layer: str = "reported"
    act_of: str | None = None
    statement_id: str | None = None
    claimant_id: str | None = None
    event_group: str = ""
    event_type: str = ""
    event_mode: str | None = None
    quad: int = 0
    trigger_text: str = ""
    trigger_char_start: int = 0
    trigger_char_end: int = 0
    realis: str = "actual"
    negated: bool = False
    date_text: str | None = None
    date_char_start: int | None = None
    date_char_end: int | None = None
    date_edtf: str | None = None
    date_earliest: date | None = None
    date_latest: date | None = None
    date_basis: str = "none"
    confidence: float | None = None
    origin: str = "rule"
    rule: str = ""


@dataclass(frozen=True, slots=True)
class EventContext:
    """A PLOVER context of an event; see schema/event_contexts.json."""

    event_id: str
    context: str


@dataclass(frozen=True, slots=True)
class Participant:
    """Who takes part in an event; see schema/participants.json."""

    event_id: str
    role: str
    position: int
    article_id: str
    mention_id: str | None = None
    entity_id: str | None = None
    char_start: int | None = None
    char_end: int | None = None
    words: str | None = None
    plover_actor: str | None = None
    sector: str | None = None
    origin: str = "rule"


@dataclass(frozen=True, slots=True)
class Annotation:
    """One article with all rows that were made from it; ``entities`` are those of this article alone."""

    article: Article
    sentences: tuple[Sentence, ...] = ()
    statements: tuple[Statement, ...] = ()
    fragments: tuple[Fragment, ...] = ()
    parties: tuple[Party, ...] = ()
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    events: tuple[Event, ...] = ()
    event_contexts: tuple[EventContext, ...] = ()
    participants: tuple[Participant, ...] = ()


@dataclass(frozen=True, slots=True)
class Rejected:
    """A piece of a source file that was set aside: its bytes ``byte_start:byte_end`` and why."""

    record_file: str
    byte_start: int
    byte_end: int
    reason: str
    article_id: str | None = None


RECORD_TYPES: dict[str, type] = {
    "articles": Article,
    "sentences": Sentence,
    "statements": Statement,
    "fragments": Fragment,
    "parties": Party,
    "entities": Entity,
    "mentions": Mention,
    "events": Event,
    "event_contexts": EventContext,
    "participants": Participant,
}
