"""A package of two short articles, written for the tests; article ``10`` comes first by key, ``9`` by number."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import settings

from dataset.package import write_package
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
from dataset.schema import load_schema
from dataset.tables import build_tables

HARBOUR = (
    "Harbour stays open\n\n“We 😀 stay,” Mayor Ana Sousa told residents, “and we grow.” Rui Lima and Ana Sousa agreed."
)
TOLL = "No toll, ministry says\n\nAn official did not say that the toll would fall."
ENTITIES = (
    Entity("person/ana-sousa", "Ana Sousa", "person", country="PRT", description="mayor of the port"),
    Entity("person/rui-lima", "Rui Lima", "person"),
)

collect_ignore = ["consumers"]  # each has an environment of its own: `make consumers`
settings.register_profile("dataset", deadline=None, derandomize=True)
settings.load_profile("dataset")


def _article(article_id: str, text: str, **more: object) -> Article:
    title, digest = text.split("\n")[0], sha256(text.encode()).hexdigest()
    record = {
        "record_file": "dump.txt",
        "record_sha256": "0" * 64,
        "record_byte_end": 99,
        "n_words": len(text.split()),
        "n_chars": len(text),
    }
    return Article(article_id, title, text, len(title) + 2, "en", text_sha256=digest, **(record | more))  # type: ignore[arg-type]


def _harbour() -> Annotation:
    article, body = (
        _article("9", HARBOUR, agency="NOVA", published_at=datetime(2024, 5, 3, 11, 19)),
        HARBOUR.index("“We"),
    )
    end, second = HARBOUR.index(" Rui"), HARBOUR.index("“and")
    told, ana, rui = HARBOUR.index("told"), HARBOUR.index("Ana"), HARBOUR.index("Rui")
    sentences = (Sentence("9:t0", "9", 0, 0, 0, 18), Sentence("9:t1", "9", 1, 1, body, end))
    quote = Statement(
        *(f"9:s{body}-{end}", "9", "9:t1", None, 0, "direct", "assertion", False, "We 😀 stay and we grow.", body, end),
        source_text="Mayor Ana Sousa",
        source_char_start=ana - 6,
        source_char_end=ana + 9,
        source_mention_id=f"9:m{ana}-{ana + 9}",
        speaker_id="person/ana-sousa",
        speaker_resolution="name",
        cue_text="told",
        cue_char_start=told,
        cue_char_end=told + 4,
        stated_on_edtf="2024-05",
        stated_on_earliest=date(2024, 5, 1),
        stated_on_latest=date(2024, 5, 31),
        stated_on_basis="explicit",
        confidence=0.75,
        rule="quote",
    )
    both = Statement(f"9:s{rui}-{rui + 30}", "9", "9:t1", char_start=rui, char_end=rui + 30, text="agreed", rule="cue")
    mentions = (
        Mention(
            f"9:m{ana}-{ana + 9}", "9", "9:t1", None, "person/ana-sousa", ana, ana + 9, "Ana Sousa", "name", "Mayor"
        ),
        Mention(f"9:m{rui}-{rui + 8}", "9", "9:t1", None, "person/rui-lima", rui, rui + 8, "Rui Lima"),
    )
    event = Event(
        *(f"9:e{told}-{told + 4}", "9", "9:t1"),
        event_type="CONSULT",
        quad=1,
        event_group=f"9:e{told}-{told + 4}",
        trigger_text="told",
        trigger_char_start=told,
        trigger_char_end=told + 4,
    )
    return Annotation(
        article,
        sentences,
        (both, quote),
        (
            Fragment(quote.statement_id, 1, "9", second, end, HARBOUR[second:end]),
            Fragment(quote.statement_id, 0, "9", body, body + 12, HARBOUR[body : body + 12]),
            Fragment(both.statement_id, 0, "9", rui, rui + 30, HARBOUR[rui : rui + 30]),
        ),
        (
            Party(both.statement_id, "speaker", 1, "person/ana-sousa"),
            Party(both.statement_id, "speaker", 0, "person/rui-lima"),
            Party(quote.statement_id, "speaker", 0, "person/ana-sousa", mentions[0].mention_id),
            Party(quote.statement_id, "addressee", 0),
        ),
        (),
        mentions,
        (event,),
        (EventContext(event.event_id, "legal"), EventContext(event.event_id, "economic")),
        (Participant(event.event_id, "actor", 0, "9", mentions[0].mention_id, "person/ana-sousa", ana, ana + 9),),
    )


def _toll() -> Annotation:
    start, end = TOLL.index("that the"), len(TOLL) - 1
    denied = Statement(f"10:s{start}-{end}", "10", "10:t0", negated=True, char_start=start, char_end=end, rule="cue")
    fragment = Fragment(denied.statement_id, 0, "10", start, end, TOLL[start:end])
    return Annotation(
        _article("10", TOLL, source_name="Port Post"), (Sentence("10:t0", "10", 0, 0, 0, 22),), (denied,), (fragment,)
    )


@pytest.fixture(scope="session")
def annotated() -> list[Annotation]:
    return [_harbour(), _toll()]


@pytest.fixture(scope="session")
def entities() -> tuple[Entity, ...]:
    return ENTITIES


@pytest.fixture(scope="session")
def tables(annotated: list[Annotation], entities: tuple[Entity, ...]) -> dict[str, pa.Table]:
    return build_tables(annotated, entities)


@pytest.fixture
def package(tables: dict[str, pa.Table], tmp_path: Path) -> Path:
    """A fresh copy for each test, which may damage it."""
    folder = tmp_path / "package"
    write_package(tables, folder, load_schema())
    return folder


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where releases from elsewhere are kept, for this test alone."""
    monkeypatch.setenv("PRESS_STATEMENTS_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("PRESS_STATEMENTS_TIMEOUT", "0.3")
    return tmp_path / "cache"
