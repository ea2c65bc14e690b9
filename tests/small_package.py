"""Three small articles labelled by hand: the sound package that the validator's mutations break."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from hashlib import sha256
from typing import Any

import pyarrow as pa

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
from dataset.tables import build_tables

TALKS = [
    "No talks with NATO, Kremlin says",
    "MOSCOW, December 23. /TASS/.",
    "“We will not talk 🙂,” Kremlin spokesman Dmitry Peskov told reporters on Thursday, “and NATO knows it.”",
    "He added that Joe Biden had promised that sanctions would follow.",
    "Ivan Petrov and Olga Orlova asked whether Russia would withdraw its troops.",
    "“No,” Peskov answered.",
]
READY = [
    "We are ready, Keller says",
    "BERLIN, Dec. 22 (Reuters) -",
    "“We are ready,” Anna Keller said and repeated.",
    "Officials say that talks in Vienna will begin in 2022.",
    "Vienna hosted talks in the 1990s.",
]
ENTITIES = [
    Entity("country/RUS", "Russia", "country", country="RUS"),
    Entity("organization/nato", "NATO", "organization"),
    Entity("person/anna-keller", "Anna Keller", "person", country="DEU", wikidata_id="Q42"),
    Entity("person/dmitry-peskov", "Dmitry Peskov", "person", country="RUS", description="Kremlin spokesman"),
    Entity("person/ivan-petrov", "Ivan Petrov", "person"),
    Entity("person/joe-biden", "Joe Biden", "person", country="USA"),
    Entity("person/olga-orlova", "Olga Orlova", "person"),
    Entity("place/vienna", "Vienna", "place", country="AUT"),
]


@dataclass
class Draft:
    """One article under the labeller's pencil: ``at`` finds words, the other methods add rows."""

    article: Article
    rows: dict[str, list[Any]] = field(default_factory=dict)

    def at(self, words: str, after: str = "") -> tuple[int, int]:
        """Range of the first ``words`` at or behind the first ``after``."""
        start = self.article.text.index(words, self.article.text.index(after))
        return start, start + len(words)

    def span(self, part: str, words: str, after: str = "") -> dict[str, Any]:
        """The columns that say where a part of a row stands."""
        return dict(zip((f"{part}_char_start", f"{part}_char_end"), self.at(words, after), strict=True))

    def add(self, table: str, row: Any) -> None:
        self.rows.setdefault(table, []).append(row)

    def mention(self, words: str, entity: str | None, after: str = "", **more: Any) -> str:
        start, end = self.at(words, after)
        mention = f"m{start}-{end}"
        self.add(
            "mentions", Mention(mention, self.article.article_id, "", None, entity, start, end, rule="hand", **more)
        )
        return mention

    def statement(self, name: str, contents: list[str], cue: str, after: str, source: str, **more: Any) -> None:
        spans = self.span("cue", cue, after) | self.span("source", source)
        self.add("statements", Statement(name, self.article.article_id, rule="hand", **spans, **more))
        for i, content in enumerate(contents):
            self.add("fragments", Fragment(name, i, self.article.article_id, *self.at(content)))

    def party(self, statement: str, role: str, position: int, mention: str | None) -> None:
        self.add("parties", Party(statement, role, position, mention_id=mention))

    def event(self, name: str, kind: str, trigger: str, after: str = "", **more: Any) -> None:
        span = self.span("trigger", trigger, after)
        self.add("events", Event(name, self.article.article_id, event_type=kind, rule="hand", **span, **more))

    def participant(self, event: str, role: str, mention: str, **more: Any) -> None:
        self.add("participants", Participant(event, role, 0, self.article.article_id, mention, **more))

    def done(self) -> Annotation:
        return derive(Annotation(self.article, **{table: tuple(rows) for table, rows in self.rows.items()}))


def draft(article_id: str, sentences: list[str], language: str = "en", **more: Any) -> Draft:
    title, body = sentences[0], " ".join(sentences[1:])
    text = f"{title}\n\n{body}"
    digest = sha256(text.encode()).hexdigest()
    made: dict[str, Any] = {"n_chars": len(text), "n_words": len(text.split()), "text_sha256": digest} | more
    made |= {"record_file": "dump.txt", "record_sha256": "0" * 64, "record_byte_start": 0, "record_byte_end": 99}
    begun = Draft(Article(article_id, title, text, len(title) + 2, language, **made))
    for i, sentence in enumerate(sentences if language == "en" else []):
        begun.add("sentences", Sentence("", article_id, i, min(i, 1), *begun.at(sentence)))
    return begun


def _talks() -> Annotation:
    new = draft("617", TALKS, agency="TASS", dateline_date=date(2021, 12, 23), published_at=datetime(2021, 12, 24, 11))
    peskov = new.mention("Dmitry Peskov", "person/dmitry-peskov", **new.span("role", "Kremlin spokesman"))
    reporters = new.mention("reporters", None, form="nominal")
    nato = new.mention("NATO", "organization/nato", after="and NATO")
    he = new.mention("He", "person/dmitry-peskov", after="He added", form="pronoun")
    biden = new.mention("Joe Biden", "person/joe-biden", confidence=0.42)
    petrov = new.mention("Ivan Petrov", "person/ivan-petrov")
    orlova = new.mention("Olga Orlova", "person/olga-orlova")
    russia = new.mention("Russia", "country/RUS", after="whether")
    answerer = new.mention("Peskov", "person/dmitry-peskov", after="“No,”")
    dated = {"stated_on_edtf": "2021-12-23", "stated_on_basis": "relative_to_dateline"}
    addressee = new.span("addressee", "reporters")
    split = ["“We will not talk 🙂,”", "“and NATO knows it.”"]
    source = "Kremlin spokesman Dmitry Peskov"
    new.statement("a", split, "told", "Peskov", source, kind="direct", speaker_resolution="name", **dated, **addressee)
    outer = "that Joe Biden had promised that sanctions would follow"
    new.statement("b", [outer], "added", "He", "He", speaker_resolution="pronoun")
    inner = {"speaker_resolution": "name", "speech_act": "commissive"}
    new.statement("c", ["that sanctions would follow"], "had promised", "Joe", "Joe Biden", **inner)
    asked = {"speaker_resolution": "several", "speech_act": "question"}
    content, source = ["whether Russia would withdraw its troops"], "Ivan Petrov and Olga Orlova"
    new.statement("d", content, "asked", "Ivan", source, **asked)
    new.statement("e", ["“No,”"], "answered", "“No,”", "Peskov", answers_id="d", speaker_resolution="name")
    for statement, speakers in {"a": [peskov], "b": [he], "c": [biden], "d": [petrov, orlova], "e": [answerer]}.items():
        for i, mention in enumerate(speakers):
            new.party(statement, "speaker", i, mention)
    new.party("a", "addressee", 0, reporters)
    new.event("k", "REJECT", "told", event_mode="meet", layer="speech_act", act_of="a")
    new.event("l", "THREATEN", "had promised", event_mode="restrict", layer="speech_act", act_of="c")
    new.event("m", "SANCTION", "sanctions", realis="future")
    new.event("n", "RETREAT", "withdraw", event_mode="withdraw", realis="hypothetical")
    new.participant("k", "actor", peskov, plover_actor="RUS", sector="GOV")
    new.participant("k", "recipient", nato, plover_actor="IGO")
    new.participant("l", "actor", biden)
    new.participant("n", "actor", russia)
    new.add("event_contexts", EventContext("k", "military"))
    new.add("event_contexts", EventContext("n", "military"))
    return new.done()


def _ready() -> Annotation:
    new = draft("b.2", READY, agency="Reuters", dateline_date=date(2021, 12, 22))
    keller = new.mention("Anna Keller", "person/anna-keller", origin="curator", confidence=1.0)
    officials = new.mention("Officials", None, form="nominal")
    vienna = new.mention("Vienna", "place/vienna")
    again = new.mention("Vienna", "place/vienna", after="Vienna hosted")
    for name, cue in {"a": "said", "b": "repeated"}.items():
        more = {"kind": "direct", "speaker_resolution": "name", "origin": "curator", "confidence": 1.0}
        new.statement(name, ["“We are ready,”"], cue, "Anna", "Anna Keller", **more)
        new.party(name, "speaker", 0, keller)
    new.statement(
        "c", ["that talks in Vienna will begin in 2022"], "say", "Officials", "Officials", speaker_resolution="unnamed"
    )
    new.party("c", "speaker", 0, officials)
    begin = new.span("date", "in 2022")
    new.event("k", "CONSULT", "talks", realis="future", date_edtf="2022", date_basis="explicit", **begin)
    host = new.span("date", "in the 1990s")
    new.event("l", "CONSULT", "talks", "hosted", date_edtf="199X", date_basis="explicit", event_group="m", **host)
    new.event("m", "CONSULT", "hosted", event_group="m", event_mode="multilateral")
    new.participant("k", "place", vienna)
    new.participant("l", "place", again)
    return new.done()


def small_tables() -> dict[str, pa.Table]:
    """The package's tables: two English articles and one without annotations."""
    german = draft("de-1", ["Kein Wort", "Alles bleibt ruhig."], language="de").done()
    return build_tables([_talks(), _ready(), german], ENTITIES)
