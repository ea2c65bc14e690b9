"""Statements inside others against labelled ones: what counts, and what nobody has labelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from dataset.corpora.polnear import Attribution
from dataset.errors import GoldError, UsageError
from dataset.evaluate.nested import article_scores, evaluate_nested
from dataset.evaluate.nested_gold import read_nested
from dataset.records import Annotation, Article, Fragment, Statement
from dataset.spans import Span

TEXT = "Ana said Rui thinks it rains. Eva said he knows."
ANA, RUI, EVA, HE = (0, 3), (9, 12), (30, 33), (39, 41)
SAID, THINKS, TOLD, KNOWS = (4, 8), (13, 19), (34, 38), (42, 47)
RAINS, OUTER, LATER = (20, 28), (9, 28), (39, 47)
ANAS = Attribution((ANA,), (SAID,), (OUTER,))
EVAS = Attribution((EVA,), (TOLD,), (LATER,))
RUIS = Attribution((RUI,), (THINKS,), (RAINS,))


def engine(*found: tuple[Attribution, int]) -> Annotation:
    """Statements, each with its depth."""
    rows = [(str(n), *row) for n, row in enumerate(found)]
    return Annotation(
        Article("1", "", TEXT, 0, "en"),
        statements=tuple(
            Statement(
                number,
                "1",
                depth=depth,
                source_char_start=a.source[0][0] if a.source else None,
                source_char_end=a.source[0][1] if a.source else None,
                cue_char_start=a.cue[0][0],
                cue_char_end=a.cue[0][1],
            )
            for number, a, depth in rows
        ),
        fragments=tuple(Fragment(number, 0, "1", *a.content[0]) for number, a, _ in rows),
    )


def moved(source: tuple[Span, ...] = (RUI,), content: Span = RAINS) -> Attribution:
    return Attribution(source, (THINKS,), (content,))


@pytest.mark.parametrize(
    ("found", "right", "machine"),
    [
        (RUIS, 1, 1),
        (moved(content=(23, 28)), 1, 1),
        (moved(content=(9, 23)), 0, 1),
        (moved(source=()), 0, 1),
        (moved(source=(ANA,)), 0, 1),
    ],
)
def test_whether_a_nested_statement_is_the_labelled_one(found: Attribution, right: int, machine: int) -> None:
    linked, *_ = article_scores(engine((ANAS, 0), (found, 1)), TEXT, [ANAS], [RUIS])
    assert (linked.view, linked.right, linked.machine, linked.gold) == ("linked", right, machine, 1)


def test_what_stands_in_no_labelled_content_is_not_counted() -> None:
    his = Attribution((HE,), (KNOWS,), ((42, 47),))
    linked, *_ = article_scores(engine((ANAS, 0), (RUIS, 1), (EVAS, 0), (his, 1)), TEXT, [ANAS], [RUIS])
    assert (linked.right, linked.machine) == (1, 1)


def test_a_statement_that_is_found_but_not_inside_another_is_not_nested() -> None:
    linked, *_ = article_scores(engine((RUIS, 0)), TEXT, [ANAS], [RUIS])
    assert (linked.right, linked.machine, linked.gold) == (0, 0, 1)


def test_what_an_unfound_content_holds_counts_among_all_alone() -> None:
    linked, given, *_ = article_scores(engine((EVAS, 0)), TEXT, [ANAS, EVAS], [RUIS])
    assert (linked.gold, given.gold) == (1, 0)


LABELS = """\
entities: {}
nested:
  - {cue: [[13, 19]], source: [[9, 12]], content: [[20, 28]]}
  - {cue: [[42, 47]], source: [], content: [[39, 41], [47, 48]]}
"""


def test_labels_are_read(tmp_path: Path) -> None:
    (tmp_path / "rain.yaml").write_text(LABELS, encoding="utf-8")
    (tmp_path / "snow.yaml").write_text("nested: []", encoding="utf-8")
    (tmp_path / "wind.yaml").write_text("entities: {}", encoding="utf-8")
    assert read_nested(tmp_path) == {
        "rain": [RUIS, Attribution((), ((42, 47),), ((39, 41), (47, 48)))],
        "snow": [],
    }


@pytest.mark.parametrize("text", ["nested: 1", LABELS.replace("[[13, 19]]", "[13, 19]"), LABELS.replace("cue", "word")])
def test_what_is_no_label_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "rain.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(GoldError, match=r"rain\.yaml"):
        read_nested(tmp_path)


def test_a_folder_without_labels_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no labelled nested statements"):
        read_nested(tmp_path)


BRAT = "T1\tSource 0 3\tAna\nT2\tCue 4 8\tsaid\nT3\tContent 9 28\t...\nE1\tAttribution:T1 Cue:T2 Content:T3\n"


@pytest.mark.parametrize(("part", "gold"), [(None, 1), ("even", 1), ("odd", 0), ("train", 0)])
def test_the_articles_of_a_part(tmp_path: Path, part: str | None, gold: int) -> None:
    for split in ("dev", "train"):
        for kind in ("text", "attributions"):
            (tmp_path / split / kind).mkdir(parents=True)
        (tmp_path / split / "text" / f"{split}.txt").write_text(TEXT, encoding="utf-8")
        (tmp_path / split / "attributions" / f"{split}_a.ann").write_text(BRAT, encoding="utf-8")
    labels = tmp_path / "gold"
    (labels / "train").mkdir(parents=True)
    (labels / "dev.yaml").write_text(LABELS.partition("  - {cue: [[42")[0], encoding="utf-8")
    (labels / "train" / "train.yaml").write_text("nested: []", encoding="utf-8")
    scores = evaluate_nested(tmp_path, lambda article: engine((ANAS, 0), (RUIS, 1)), part, labels)
    assert [(s.view, s.right, s.gold) for s in scores][:1] == ([("linked", gold, gold)] if part != "odd" else [])
