"""Corpora outside the project: how they are read, and how tagger and engine are scored on them; texts of our own."""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dataset.corpora.cofenet import cofenet_paragraphs
from dataset.corpora.conll import conll_documents
from dataset.corpora.polnear import ROLES, pieces, polnear_articles, read_attributions
from dataset.corpora.reuters import reuters_texts
from dataset.errors import SourceError
from dataset.evaluate import Score
from dataset.evaluate.cofenet import evaluate_cofenet
from dataset.evaluate.conll import evaluate_conll
from dataset.evaluate.polnear import evaluate_polnear
from dataset.records import Annotation, Article, Fragment, Statement

BRAT = """T1\tSource 0 4\tLima
T2\tCue 5 9\tsaid
T3\tContent 10 20;26 41\tthe port o it opened
now, s
T4\tAttribution 5 9\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
T5\tCue 41 46\tadded
E2\tAttribution-no-source:T6 Cue:T5
"""
NEWS = "Lima said the port opens. it opened\nnow, added\n"


@pytest.fixture
def polnear(tmp_path: Path) -> Path:
    for folder in ("text", "attributions"):
        (tmp_path / "dev" / folder).mkdir(parents=True)
    (tmp_path / "dev" / "text" / "nova_2016_port-opens.txt").write_bytes(NEWS.encode())
    for annotator, labels in {"ab12": BRAT, "cd34": ""}.items():
        (tmp_path / "dev" / "attributions" / f"nova_2016_port-opens_{annotator}.ann").write_bytes(labels.encode())
    row = {"filename": "nova_2016_port-opens", "wire": "AP"}
    (tmp_path / "metadata.tsv").write_text("\t".join(row) + "\n" + "\t".join(row.values()) + "\n", encoding="utf-8")
    return tmp_path


def test_polnear_files_are_read_with_their_traps(polnear: Path) -> None:
    ((article, path),) = polnear_articles(polnear)
    assert (article.text, article.title, article.body_char_start) == (NEWS, NEWS.split("\n")[0], 36)
    assert path.name.endswith("_ab12.ann")
    labels, (attribution,) = read_attributions(path, article.text)
    assert labels == {"source": {(0, 4)}, "cue": {(5, 9), (41, 46)}, "content": {(10, 20), (26, 35), (36, 40)}}
    assert attribution.content == ((10, 20), (26, 41))
    assert set(pieces(attribution.content, NEWS)) == labels["content"]


def _reader_of(*fragments: tuple[int, int], depth: int = 0) -> Callable[[Article], Annotation]:
    def engine(article: Article) -> Annotation:
        statement = Statement(
            "s",
            article.article_id,
            depth=depth,
            source_char_start=0,
            source_char_end=4,
            cue_char_start=5,
            cue_char_end=9,
        )
        rows = [Fragment("s", i, article.article_id, a, b) for i, (a, b) in enumerate(fragments)]
        return Annotation(article, statements=(statement,), fragments=tuple(rows))

    return engine


def _counts(scores: Sequence[Score], *tables: str) -> dict[tuple[str, str], tuple[int, int, int]]:
    return {(s.table, s.view): (s.right, s.machine, s.gold) for s in scores if s.table in tables}


def test_polnear_scores_the_spans_of_the_statements(polnear: Path) -> None:
    scores = evaluate_polnear(polnear, _reader_of((10, 20), (26, 39)))
    assert _counts(scores, *ROLES) == {
        ("source", "exact"): (1, 1, 1),
        ("cue", "exact"): (1, 1, 2),
        ("content", "exact"): (2, 3, 3),
        ("source", "begin"): (1, 1, 1),
        ("cue", "begin"): (1, 1, 2),
        ("content", "begin"): (3, 3, 3),
        ("source", "token"): (1, 1, 1),
        ("cue", "token"): (1, 1, 2),
        ("content", "token"): (6, 6, 7),
    }


def test_polnear_scores_whole_attributions_by_what_gold_says_of_them(polnear: Path) -> None:
    scores = evaluate_polnear(polnear, _reader_of((10, 20), (26, 39)))
    assert _counts(scores, "attribution") == {
        ("attribution", "linked"): (1, 1, 1),
        ("attribution", "direct"): (0, 0, 0),
        ("attribution", "mixed"): (0, 0, 0),
        ("attribution", "indirect"): (1, 1, 1),
        ("attribution", "pronoun source"): (0, 0, 0),
        ("attribution", "no source"): (0, 0, 0),
        ("attribution", "discontinuous"): (1, 1, 1),
        ("attribution", "wire"): (1, 1, 1),
    }
    assert scores[0].interval == (scores[0].f1,) * 2


def test_an_attribution_with_less_than_half_of_the_words_is_not_linked(polnear: Path) -> None:
    scores = {s.view: s for s in evaluate_polnear(polnear, _reader_of((10, 13)))}
    assert scores["linked"].right == 0


def test_nested_statements_are_left_out_of_polnear(polnear: Path) -> None:
    scores = evaluate_polnear(polnear, _reader_of((10, 20), depth=1))
    assert _counts(scores, "attribution")["attribution", "linked"] == (0, 0, 1)


def test_a_folder_without_polnear_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no PolNeAR metadata"):
        evaluate_polnear(tmp_path, _reader_of())


def test_a_split_that_is_not_there_is_refused(polnear: Path) -> None:
    with pytest.raises(SourceError, match="no PolNeAR articles"):
        evaluate_polnear(polnear, _reader_of(), "trial")


CONLL = """-DOCSTART- -X- O O

Ana NNP B-NP B-PER
Sousa NNP I-NP I-PER
met VBD B-VP O
Rui NNP B-NP B-PER

Lima NNP B-NP B-LOC
NATO NNP B-NP B-ORG

-DOCSTART- -X- O O

Oslo NNP B-NP B-LOC
"""


@pytest.fixture
def conll(tmp_path: Path) -> Path:
    (tmp_path / "valid.txt").write_text(CONLL, encoding="utf-8")
    return tmp_path


def test_conll_documents_are_texts_with_the_places_of_names(conll: Path) -> None:
    (text, names), (other, more) = conll_documents(conll / "valid.txt")
    assert text == "Ana Sousa met Rui\nLima NATO"
    assert [(text[s:e], kind) for (s, e), kind in names] == [
        *[("Ana Sousa", "PER"), ("Rui", "PER")],
        *[("Lima", "LOC"), ("NATO", "ORG")],
    ]
    assert (other, more) == ("Oslo", [((0, 4), "LOC")])


def test_conll_scores_names_by_kind(conll: Path) -> None:
    scores = evaluate_conll(conll, tagger=lambda text: {((0, 9), "PER"), ((18, 22), "ORG")})
    counts = {s.view: (s.right, s.machine, s.gold) for s in scores}
    assert counts == {"all": (1, 4, 5), "PER": (1, 2, 2), "ORG": (0, 2, 1), "LOC": (0, 0, 2), "MISC": (0, 0, 0)}


def test_a_folder_without_conll_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no CoNLL-2003 file"):
        evaluate_conll(tmp_path)


COFENET = [
    {
        "id": "a",
        "tokens": ["``", "It", "is", "n't", "over", ",", "''", "Lima", "'s", "mayor", "said", "."],
        "labels": ["B-content", *["I-content"] * 6, "B-source", "I-source", "I-source", "B-cue", "O"],
    },
    {"id": "b", "tokens": ["He", "left", "."], "labels": ["O", "O", "O"]},
]


@pytest.fixture
def cofenet(tmp_path: Path) -> Path:
    path = tmp_path / "polnear_valid.txt"
    path.write_text("\n".join(map(json.dumps, COFENET)), encoding="utf-8")
    return path


def test_cofenet_paragraphs_are_written_as_usual(cofenet: Path) -> None:
    first, _ = cofenet_paragraphs(cofenet)
    assert first.text == "“ It isn't over , ” Lima's mayor said ."
    assert [first.text[s:e] for s, e in first.tokens[:4]] == ["“", "It", "is", "n't"]
    assert first.spans == {(0, 7, "content"), (7, 10, "source"), (10, 11, "cue")}


def test_cofenet_scores_in_tokens(cofenet: Path) -> None:
    found = {(0, 19, "content"), (20, 31, "source"), (3, 4, "cue")}
    scores = evaluate_cofenet(cofenet, tagger=lambda text: found if "Lima" in text else set())
    assert {(s.table, s.view): (s.right, s.machine, s.gold) for s in scores} == {
        ("source", "exact"): (0, 1, 1),
        ("cue", "exact"): (0, 1, 1),
        ("content", "exact"): (1, 1, 1),
        ("source", "begin"): (1, 1, 1),
        ("cue", "begin"): (0, 1, 1),
        ("content", "begin"): (1, 1, 1),
    }


def test_a_missing_cofenet_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no CofeNet file"):
        evaluate_cofenet(tmp_path / "none.txt")


def test_wire_stories_are_read_a_paragraph_a_line_without_signature(tmp_path: Path) -> None:
    stories = [
        {"body": "Lima said the port\nopens.\n    Oil &lt;OIL> rose,\ntraders said.\n Reuter\n\u0003", "title": "Port"},
        {"body": "", "title": "A notice"},
        {"title": "None"},
    ]
    path = tmp_path / "reuters21578.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, rows in (("b.json", [{"body": "Later."}]), ("a.json", stories), ("a.txt", [])):
            content = json.dumps(rows).encode()
            member = tarfile.TarInfo(f"json-data/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    assert list(reuters_texts(path)) == ["Lima said the port opens.\nOil <OIL> rose, traders said.", "Later."]


def test_a_missing_reuters_archive_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"reuters21578\.tar\.gz"):
        list(reuters_texts(tmp_path / "reuters21578.tar.gz"))
