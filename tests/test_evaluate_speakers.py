"""Speakers against labelled ones: what is right, what is wrong, and what is honestly left open."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from dataset.errors import GoldError, UsageError
from dataset.evaluate.speaker_gold import GoldSpeakers, read_speakers
from dataset.evaluate.speakers import article_scores
from dataset.records import Annotation, Article, Mention, Party, Statement

TEXT = "Ana Sousa met Rui Dias. She said that it rains."
ANA, RUI = ((0, 9),), ((14, 22),)
SHE, SAID = (24, 27), (28, 32)


def engine(*speakers: str | None, source: tuple[int, int] = SHE, resolution: str = "pronoun") -> Annotation:
    """One statement of these entities; a speaker without an entity is the source itself."""
    names = [("person/ana", *ANA[0]), ("person/rui", *RUI[0]), (None, *source)]
    statement = Statement(
        "s",
        "1",
        source_char_start=source[0],
        source_char_end=source[1],
        cue_char_start=SAID[0],
        cue_char_end=SAID[1],
        speaker_resolution=resolution,
    )
    return Annotation(
        Article("1", "", TEXT, 0, "en"),
        statements=(statement,),
        mentions=tuple(Mention(f"m{s}", "1", entity_id=i, char_start=s, char_end=e) for i, s, e in names),
        parties=tuple(Party("s", "speaker", i, entity, f"m{source[0]}") for i, entity in enumerate(speakers)),
    )


CASES = [
    (("person/ana",), (ANA,), "pronoun", "right"),
    (("person/rui",), (ANA,), "pronoun", "wrong"),
    ((None,), (ANA,), "pronoun", "unresolved"),
    (("person/rui", "person/ana"), (ANA, RUI), "several", "right"),
    (("person/ana",), (ANA, RUI), "several", "unresolved"),
    ((None,), (((24, 32),),), "unnamed", "right"),
    (("person/ana",), (((24, 32),),), "unnamed", "wrong"),
    ((None,), (), "unknown", "right"),
    (("person/ana",), (), "unknown", "wrong"),
]


@pytest.mark.parametrize(("found", "gold", "resolution", "outcome"), CASES)
def test_outcomes(
    found: tuple[str | None, ...], gold: tuple[tuple[tuple[int, int], ...], ...], resolution: str, outcome: str
) -> None:
    scores = list(article_scores(engine(*found), [GoldSpeakers(SAID, SHE, gold, resolution)]))
    given = {
        s.view.removeprefix("all with a source: "): s.right for s in scores if s.view.startswith("all with a source:")
    }
    assert given == {"right": 0, "wrong": 0, "unresolved": 0} | {outcome: 1}


def test_a_statement_that_is_not_found_counts_end_to_end_alone() -> None:
    gold = [GoldSpeakers(SAID, SHE, (ANA,), "pronoun")]
    scores = {(s.table, s.view): (s.right, s.gold) for s in article_scores(engine("person/ana", source=(0, 9)), gold)}
    assert scores["end to end", "all with a source"] == (0, 1)
    assert scores["given", "all with a source: right"] == (0, 0)


def test_precision_by_how_the_engine_resolved_it() -> None:
    gold = [GoldSpeakers(SAID, SHE, (ANA,), "pronoun")]
    scores = {(s.table, s.view): (s.right, s.machine) for s in article_scores(engine("person/ana"), gold)}
    assert scores["resolved by", "pronoun"] == (1, 1)
    assert scores["resolved by", "name"] == (0, 0)


LABELS = """\
article: rain
entities:
  e1: {type: person, spans: [[0, 9]]}
statements:
  - {cue: [28, 32], source: [24, 27], speaker: [e1], resolution: pronoun}
  - {cue: [40, 44], source: null, speaker: [], resolution: none}
"""


def test_labels_are_read(tmp_path: Path) -> None:
    (tmp_path / "rain.yaml").write_text(LABELS, encoding="utf-8")
    assert read_speakers(tmp_path) == {
        "rain": [GoldSpeakers((28, 32), (24, 27), (ANA,), "pronoun"), GoldSpeakers((40, 44), None, (), "none")]
    }


@pytest.mark.parametrize(
    "text", ["[]", "entities: {}", LABELS.replace("[e1]", "[e2]"), LABELS.replace("[28, 32]", "28")]
)
def test_what_is_no_label_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "rain.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"rain\.yaml"):
        read_speakers(tmp_path)


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no labelled speakers"):
        read_speakers(tmp_path)


def test_the_sieve_that_told_a_speaker_is_scored() -> None:
    annotation = engine("person/ana")
    told = tuple(replace(m, rule="pronoun") if m.mention_id == "m24" else m for m in annotation.mentions)
    known = tuple(replace(s, speaker_id="person/ana") for s in annotation.statements)
    scores = article_scores(
        replace(annotation, mentions=told, statements=known), [GoldSpeakers(SAID, SHE, (ANA,), "pronoun")]
    )
    assert {s.view: (s.right, s.gold) for s in scores if s.table == "sieve" and s.gold} == {"pronoun": (1, 1)}
