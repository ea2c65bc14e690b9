"""Events against labelled ones: what is found, what is right in it, and who is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataset.errors import GoldError, UsageError
from dataset.evaluate.event_gold import GoldEvent, read_events
from dataset.evaluate.events import article_scores
from dataset.records import Annotation, Article, Event, Participant

TEXT = "Kenya attacked Uganda."
KENYA, ATTACKED, UGANDA = (0, 5), (6, 14), (15, 21)
GOLD = GoldEvent(ATTACKED, "ASSAULT", None, "actual", False, (("actor", KENYA), ("recipient", UGANDA)))


def engine(
    event_type: str = "ASSAULT",
    mode: str | None = None,
    realis: str = "actual",
    trigger: tuple[int, int] = ATTACKED,
    actor: tuple[int, int] = KENYA,
) -> Annotation:
    event = Event(
        "e",
        "7",
        event_type=event_type,
        event_mode=mode,
        realis=realis,
        trigger_char_start=trigger[0],
        trigger_char_end=trigger[1],
    )
    sides = [("actor", actor), ("recipient", UGANDA)]
    return Annotation(
        Article("7", "", TEXT, 0, "en"),
        events=(event,),
        participants=tuple(Participant("e", role, 0, "7", char_start=s, char_end=t) for role, (s, t) in sides),
    )


CASES = [
    ("all of it is right", engine(), (1, 1, 1, 1, 1)),
    ("another type is a trigger alone", engine("COERCE"), (1, 0, 0, 0, 0)),
    ("another mode", engine(mode="aerial"), (1, 1, 0, 1, 1)),
    ("another realis", engine(realis="future"), (1, 1, 1, 0, 1)),
    ("somebody else acts", engine(actor=(6, 8)), (1, 1, 1, 1, 0)),
    ("a trigger that overlaps is found", engine(trigger=(6, 21)), (1, 1, 1, 1, 1)),
    ("a trigger elsewhere is none", engine(trigger=(15, 21)), (0, 0, 0, 0, 0)),
]


@pytest.mark.parametrize(("annotation", "right"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_of_an_event_is_right(annotation: Annotation, right: tuple[int, ...]) -> None:
    scores = [s for s in article_scores(annotation, [GOLD]) if s.table == "events"]
    assert tuple(s.right for s in scores) == right
    assert {(s.machine, s.gold) for s in scores} == {(1, 1)}


def test_participants_count_by_role_and_only_of_the_right_type() -> None:
    scores = {(s.table, s.view): (s.right, s.machine, s.gold) for s in article_scores(engine("COERCE"), [GOLD])}
    assert scores["participants", "actor"] == (0, 1, 1)
    assert scores["participants, type given", "actor"] == (0, 0, 0)
    scores = {(s.table, s.view): (s.right, s.machine, s.gold) for s in article_scores(engine(), [GOLD])}
    assert scores["participants", "recipient"] == scores["participants, type given", "recipient"] == (1, 1, 1)


LABELS = """\
events:
  - {trigger: [6, 14], type: ASSAULT, mode: null, realis: actual, negated: false, actor: [[0, 5]],
     recipient: [[15, 21]], third: [], place: []}
"""


def test_labels_are_read_and_articles_without_events_left_out(tmp_path: Path) -> None:
    (tmp_path / "war.yaml").write_text(LABELS, encoding="utf-8")
    (tmp_path / "rain.yaml").write_text("statements: []", encoding="utf-8")
    assert read_events(tmp_path) == {"war": [GOLD]}


@pytest.mark.parametrize("text", ["events: 7", LABELS.replace("type: ASSAULT, ", ""), LABELS.replace("[6, 14]", "[6]")])
def test_what_is_no_label_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "war.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"war\.yaml"):
        read_events(tmp_path)


def test_a_folder_without_labelled_events_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rain.yaml").write_text("statements: []", encoding="utf-8")
    with pytest.raises(UsageError, match="no labelled events"):
        read_events(tmp_path)
