"""One short invented article with a row of every kind, stated as people state it and completed by ``derive``."""

from __future__ import annotations

from typing import Any

from dataset.derive import derive
from dataset.records import (
    Annotation,
    Article,
    Entity,
    Event,
    EventContext,
    Fragment,
    Mention,
    Participant,
    Party,
    Sentence,
    Statement,
)

TEXT = (
    "Port opens — Lima\n\n“We open the port,” Mayor Ana Lima told reporters on Monday, “and Norway knows it.” "
    "She added that Oslo had promised that aid would follow. Was it paid?"
)
ARTICLE = Article("7", "Port opens — Lima", TEXT, 19, "en", agency="NOVA")
S_OPEN, S_ADDED, S_AID = "7:s19-102", "7:s113-157", "7:s136-157"
M_ANA, M_REPORTERS, M_NORWAY, M_SHE, M_OSLO = "7:m45-53", "7:m59-68", "7:m85-91", "7:m103-106", "7:m118-122"
E_PROMISED, E_AID = "7:e127-135", "7:e141-144"


def at(words: str, after: str = "") -> tuple[int, int]:
    """Range of the first ``words`` at or behind the first ``after``."""
    start = TEXT.index(words, TEXT.index(after))
    return start, start + len(words)


def _sentence(words: str, paragraph: int) -> Sentence:
    return Sentence(words, "7", 0, paragraph, *at(words))


def _mention(name: str, words: str, entity: str | None, form: str, metonym: bool = False) -> Mention:
    start, end = at(words)
    return Mention(
        name, "7", entity_id=entity, char_start=start, char_end=end, form=form, metonym=metonym, rule="names"
    )


def _statement(name: str, cue: str, source: str, **more: Any) -> Statement:
    (cue_start, cue_end), (start, end) = at(cue), at(source)
    spans: dict[str, Any] = {
        "cue_char_start": cue_start,
        "cue_char_end": cue_end,
        "source_char_start": start,
        "source_char_end": end,
    }
    return Statement(name, "7", rule="cues", **spans, **more)


def _event(name: str, trigger: str, kind: str, **more: Any) -> Event:
    start, end = at(trigger)
    return Event(name, "7", event_type=kind, trigger_char_start=start, trigger_char_end=end, rule="plover", **more)


def labelled() -> Annotation:
    """The article's rows, final."""
    contents = [("open", "“We open the port,”"), ("open", "“and Norway knows it.”")]
    contents += [("added", "that Oslo had promised that aid would follow"), ("aid", "that aid would follow")]
    fragments = [Fragment(statement, i, "7", *at(words)) for i, (statement, words) in enumerate(contents)]
    return derive(
        Annotation(
            ARTICLE,
            sentences=(
                _sentence("Port opens — Lima", 0),
                _sentence(TEXT[19:102], 1),
                _sentence(TEXT[103:158], 1),
                _sentence("Was it paid?", 1),
            ),
            statements=(
                _statement("open", "told", "Mayor Ana Lima", kind="direct", speaker_resolution="name"),
                _statement("added", "added", "She", speaker_resolution="pronoun"),
                _statement("aid", "had promised", "Oslo", speaker_resolution="name", speech_act="commissive"),
            ),
            fragments=tuple(fragments),
            parties=(
                Party("open", "speaker", 0, mention_id="ana"),
                Party("open", "addressee", 0, mention_id="reporters"),
                Party("added", "speaker", 0, mention_id="she"),
                Party("aid", "speaker", 0, mention_id="oslo"),
            ),
            entities=(
                Entity("person/ana-lima", "Ana Lima", "person", description="Mayor"),
                Entity("country/NOR", "Norway", "country", country="NOR"),
            ),
            mentions=(
                _mention("ana", "Ana Lima", "person/ana-lima", "name"),
                _mention("reporters", "reporters", None, "nominal"),
                _mention("norway", "Norway", "country/NOR", "name"),
                _mention("she", "She", "person/ana-lima", "pronoun"),
                _mention("oslo", "Oslo", "country/NOR", "name", metonym=True),
            ),
            events=(
                _event("promised", "promised", "AGREE", layer="speech_act", act_of="aid", event_group="help"),
                _event("help", "aid", "AID", realis="future", event_group="help"),
            ),
            event_contexts=(EventContext("promised", "diplomatic"), EventContext("help", "economic")),
            participants=(
                Participant("promised", "actor", 0, "7", mention_id="oslo", plover_actor="NOR"),
                Participant("help", "actor", 0, "7", mention_id="oslo", plover_actor="NOR"),
            ),
        )
    )
