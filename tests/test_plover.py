"""The relation of a marked pair, and how the engine is scored on Zero-Shot-PLOVER."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dataset.annotate.document import Document
from dataset.annotate.events import relation
from dataset.corpora.plover import Relation, read_relations, root_of
from dataset.errors import SourceError
from dataset.evaluate.plover import evaluate_plover, macro_f1
from dataset.records import Annotation, Article, Event, Participant


@pytest.mark.parametrize(
    ("text", "source", "target", "event_type"),
    [
        ("The union accused the harbour board of lying.", "The union", "the harbour board", "ACCUSE"),
        ("The board was accused by the union of lying.", "the union", "The board", "ACCUSE"),
        ("Vell urged Orm to end attacks on Tir.", "Vell", "Orm", "REQUEST"),
        ("Vell, angered by Orm, freed forty of its sailors.", "Vell", "sailors", "RETREAT"),
        ("Nothing happened between Vell and Orm.", "Vell", "Orm", None),
    ],
)
def test_the_relation_of_a_marked_pair(text: str, source: str, target: str, event_type: str | None) -> None:
    marked = [(text.index(words), text.index(words) + len(words)) for words in (source, target)]
    event = relation(Document(Article("7", "", text, 0, "en")), *marked)
    assert (event.event_type if event else None) == event_type


HEADER = "\tsentence_id\tmarked_sentence\tgold_root\n"
ROWS = [
    "0\t4\t<s>Chile</s> condemned <t>Bolivia</t>.\tACCUSE\n",
    "1\t9\tIn Lima <t>two sailors</t> were freed by <s>Peru</s>.\tYIELD\n",
    "2\t12\t<s>Japan</s> rested.\tAID\n",
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "PLV_dev.tsv"
    path.write_text(HEADER + "".join(ROWS), encoding="utf-8", newline="")
    return path


def test_marks_are_read_as_places(corpus: Path) -> None:
    assert read_relations(corpus) == [
        Relation("4", "Chile condemned Bolivia.", (0, 5), (16, 23), "ACCUSE"),
        Relation("9", "In Lima two sailors were freed by Peru.", (34, 38), (8, 19), "YIELD"),
        Relation("12", "Japan rested.", (0, 5), None, "AID"),
    ]
    assert [root_of(name) for name in ("RETREAT", "CONCEDE", "AID")] == ["YIELD", "YIELD", "AID"]


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file"):
        read_relations(tmp_path / "PLV.tsv")


def _engine(*events: tuple[str, tuple[int, int], tuple[int, int]]) -> Callable[[Article], Annotation]:
    """An engine that finds these events in the first sentence: type, place of the actor, place of the recipient."""

    def engine(article: Article) -> Annotation:
        found = events if article.article_id == "4" else ()
        rows = tuple(Event(str(i), article.article_id, event_type=kind) for i, (kind, _, _) in enumerate(found))
        parts = (
            Participant(str(i), role, 0, article.article_id, char_start=place[0], char_end=place[1])
            for i, (_, actor, recipient) in enumerate(found)
            for role, place in (("actor", actor), ("recipient", recipient))
        )
        return Annotation(article, events=rows, participants=tuple(parts))

    return engine


@pytest.mark.parametrize(
    ("event", "one_way", "either_way"),
    [
        (("ACCUSE", (0, 5), (6, 20)), 1, 1),
        (("ACCUSE", (16, 23), (0, 5)), 0, 1),
        (("ACCUSE", (0, 5), (6, 15)), 0, 0),
        (("REJECT", (0, 5), (16, 23)), 0, 0),
    ],
)
def test_an_event_counts_with_its_root_and_both_sides(
    corpus: Path, event: tuple[str, tuple[int, int], tuple[int, int]], one_way: int, either_way: int
) -> None:
    scores = {(s.table, s.view): s for s in evaluate_plover(corpus, _engine(event))}
    counts = [(s.right, s.machine, s.gold) for (table, _), s in scores.items() if table == "events"]
    assert counts == [(one_way, 1, 3), (either_way, 1, 3)]


def test_roots_of_given_pairs_are_scored_one_by_one_and_together(corpus: Path) -> None:
    scores = evaluate_plover(corpus, _engine())
    roots = {s.view: (s.right, s.machine, s.gold) for s in scores if s.table == "root"}
    assert roots == {"pair given": (2, 3, 3), "ACCUSE": (1, 1, 1), "AID": (0, 0, 1), "YIELD": (1, 1, 1)}
    assert macro_f1(scores) == pytest.approx(2 / 3)
    assert all(s.interval for s in scores)
