"""GUM's dates and mentions: read from a small corpus of our own, and the engine's dates and pronouns scored on them."""

from __future__ import annotations

import io
import tarfile
from datetime import date
from pathlib import Path

import pytest

from dataset.corpora.gum import GumDate, GumDocument, GumMention, ends_of, read_document, read_gum
from dataset.errors import SourceError
from dataset.evaluate.gum_dates import document_scores as date_scores
from dataset.evaluate.gum_dates import evaluate_gum_dates, kind_of
from dataset.evaluate.gum_pronouns import document_scores
from dataset.records import Annotation, Article, Mention

CONLLU = """\
# newdoc id = GUM_news_harbour
# meta::dateCreated = 2021-12-23
# newpar
# sent_id = GUM_news_harbour-1
# text = Harbour isn't open (May)
1\tHarbour\tharbour\tNOUN\tNN\t_\t0\troot\t_\t_
2-3\tisn't\t_\t_\t_\t_\t_\t_\t_\t_
2\tis\tbe\tAUX\tVBZ\t_\t0\troot\t_\t_
3\tn't\tnot\tPART\tRB\t_\t0\troot\t_\t_
4\topen\topen\tADJ\tJJ\t_\t0\troot\t_\t_
5\t(\t(\tPUNCT\t(\t_\t0\troot\t_\tSpaceAfter=No
6\tMay\tMay\tPROPN\tNNP\t_\t0\troot\t_\tEntity=(1-time)|SpaceAfter=No|XML=<date when:::"--05"></date>
7\t)\t)\tPUNCT\t)\t_\t0\troot\t_\t_

# newpar
# sent_id = GUM_news_harbour-2
# text = It shut on Monday, stayed so from 2014 to 2016, and reopened in 1987.
1\tIt\tit\tPRON\tPRP\t_\t0\troot\t_\t_
2\tshut\tshut\tVERB\tVBD\t_\t0\troot\t_\t_
3\ton\ton\tADP\tIN\t_\t0\troot\t_\t_
4\tMonday\tMonday\tPROPN\tNNP\t_\t0\troot\t_\tSpaceAfter=No|XML=<date when:::"2021-12-20T10:00:00"></date>
5\t,\t,\tPUNCT\t,\t_\t0\troot\t_\t_
6\tstayed\tstay\tVERB\tVBD\t_\t0\troot\t_\t_
7\tso\tso\tADV\tRB\t_\t0\troot\t_\t_
8\tfrom\tfrom\tADP\tIN\t_\t0\troot\t_\t_
9\t2014\t2014\tNUM\tCD\t_\t0\troot\t_\tXML=<date when:::"2014"></date>
10\tto\tto\tADP\tIN\t_\t0\troot\t_\t_
11\t2016\t2016\tNUM\tCD\t_\t0\troot\t_\tSpaceAfter=No|XML=<date when:::"2016"></date>
12\t,\t,\tPUNCT\t,\t_\t0\troot\t_\t_
13\tand\tand\tCCONJ\tCC\t_\t0\troot\t_\t_
14\treopened\treopen\tVERB\tVBD\t_\t0\troot\t_\t_
15\tin\tin\tADP\tIN\t_\t0\troot\t_\t_
16\t1987\t1987\tNUM\tCD\t_\t0\troot\t_\tSpaceAfter=No|XML=<date from:::"1987-03" to:::"1987-04" rend:::"bold"></date>
17\t.\t.\tPUNCT\t.\t_\t0\troot\t_\t_
# sent_id = GUM_news_harbour-3
# text = Until then, a late evening in the 1990s, it was free.
1\tUntil\tuntil\tADP\tIN\t_\t0\troot\t_\t_
2\tthen\tthen\tADV\tRB\t_\t0\troot\t_\tSpaceAfter=No
3\t,\t,\tPUNCT\t,\t_\t0\troot\t_\t_
4\ta\ta\tDET\tDT\t_\t0\troot\t_\t_
5\tlate\tlate\tADJ\tJJ\t_\t0\troot\t_\t_
6\tevening\tevening\tNOUN\tNN\t_\t0\troot\t_\t_
7\tin\tin\tADP\tIN\t_\t0\troot\t_\t_
8\tthe\tthe\tDET\tDT\t_\t0\troot\t_\tXML=<date notBefore:::"1990-01-01" notAfter:::"1999-12-31">
9\t1990s\t1990\tNOUN\tNNS\t_\t0\troot\t_\tSpaceAfter=No|XML=</date>
10\t,\t,\tPUNCT\t,\t_\t0\troot\t_\t_
"""

VALUES = [
    ('when:::"2021-12-17"', "2021-12-17"),
    ('when:::"2021-12-17T09:30:00"', "2021-12-17"),
    ('when:::"2021-9-7"', "2021-09-07"),
    ('when:::"2021-12"', "2021-12"),
    ('when:::"2021" rend:::"bold"', "2021"),
    ('from:::"2021-12-01" to:::"2021-12-31"', "2021-12"),
    ('from:::"1990-01-01" to:::"1999-12-31"', "199X"),
    ('from:::"1800" to:::"1899"', "18XX"),
    ('from:::"1960-01-01" to:::"1969-01-01"', "196X"),
    ('notBefore:::"2021-03" notAfter:::"2021-05"', "2021-03-01/2021-05-31"),
    ('from:::"2021-03" notAfter:::"2021-05"', "2021-03-01/2021-05-31"),
    ('when:::"--07"', None),
    ('from:::"--06" to:::"--09"', None),
    ('notBefore:::"1989"', None),
    ('notAfter:::"1989"', None),
    ('when:::"-0508"', None),
    ('when:::"soon"', None),
]


@pytest.fixture
def gum(tmp_path: Path) -> Path:
    path = tmp_path / "gum.tar.gz"
    with tarfile.open(path, "w:gz") as archive:
        for name, text in {"GUM_news_harbour.conllu": CONLLU, "notes.txt": "no corpus"}.items():
            data = text.encode("utf-8")
            member = tarfile.TarInfo(f"./{name}")
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return path


def test_documents_are_read_with_their_paragraphs_and_dates(gum: Path) -> None:
    (document,) = read_gum(gum)
    assert (document.name, str(document.created)) == ("GUM_news_harbour", "2021-12-23")
    assert document.text.startswith("Harbour isn't open (May)\nIt shut on Monday,")
    assert [document.text[start:end][-10:] for start, end in document.sentences] == [
        "open (May)",
        "d in 1987.",
        " was free.",
    ]
    assert [(document.text[date.start : date.end], date.edtf) for date in document.dates] == [
        ("May", None),
        ("Monday", "2021-12-20"),
        ("2014", "2014"),
        ("2016", "2016"),
        ("1987", "1987-03-01/1987-04-30"),
        ("the 1990s", "199X"),
    ]
    assert read_document(CONLLU) == document


@pytest.mark.parametrize(("attributes", "edtf"), VALUES)
def test_a_date_element_becomes_the_shortest_edtf_or_null(attributes: str, edtf: str | None) -> None:
    assert GumDate(0, 1, *ends_of(attributes)).edtf == edtf


KIND_OF = [
    ('when:::"2021-12-17"', "day"),
    ('when:::"2021-12"', "month"),
    ('when:::"2021"', "year"),
    ('from:::"1990" to:::"1999"', "decade"),
    ('from:::"1800" to:::"1899"', "interval"),
    ('notBefore:::"2021-03" notAfter:::"2021-05"', "interval"),
    ('when:::"--07-04"', "yearless"),
    ('from:::"--12" to:::"--03"', "yearless"),
    ('notBefore:::"1989"', "open"),
    ('to:::"0394"', "open"),
    ('when:::"-0508"', "unresolvable"),
    ('from:::"-0776"', "unresolvable"),
    ('when:::"soon"', "malformed"),
    ('from:::"07-1951" to:::"07-1941"', "malformed"),
]


@pytest.mark.parametrize(("attributes", "kind"), KIND_OF)
def test_kinds(attributes: str, kind: str) -> None:
    assert kind_of(GumDate(0, 1, *ends_of(attributes))) == kind


def test_a_date_without_a_year_in_a_year() -> None:
    winter = GumDate(0, 1, *ends_of('from:::"--12" to:::"--03"')).in_year(2021)
    assert winter.edtf == "2021-12-01/2022-03-31"
    assert GumDate(0, 1, *ends_of('when:::"--07-04"')).in_year(2021).edtf == "2021-07-04"
    assert GumDate(0, 1, *ends_of('when:::"1999"')).in_year(2021).edtf == "1999"


def test_scores_by_kind(gum: Path) -> None:
    scores = {score.view: score for score in evaluate_gum_dates(gum)}
    assert {view: (score.right, score.machine, score.gold) for view, score in scores.items()} == {
        "day": (1, 1, 1),
        "month": (0, 0, 0),
        "year": (2, 2, 2),
        "decade": (1, 1, 1),
        "interval": (0, 1, 1),
        "of any kind": (4, 5, 5),
        "of any kind, news and lives": (4, 5, 5),
        "yearless": (1, 1, 1),
        "open": (0, 0, 0),
        "unresolvable": (0, 0, 0),
        "all found": (3, 4, 5),
    }
    assert scores["day"].interval == (1.0, 1.0)


UNPLACED = [
    ("It starts in July 2021.", 'when:::"--07"', "yearless", 1),  # its year from the document
    ("It starts in July 2021.", 'when:::"--08"', "yearless", 0),
    ("It is hot in July.", 'when:::"--07"', "yearless", 1),  # or none
    ("It was so by 2013.", 'notBefore:::"2013"', "open", 1),
    ("It was so by 2013.", 'notAfter:::"2013"', "open", 1),
    ("It was so by 2013.", 'notAfter:::"2012"', "open", 0),
    ("It was so long after.", 'notAfter:::"2012"', "open", 1),
    ("It was so in 594.", 'when:::"-0594"', "unresolvable", 1),
    ("It was so in 1594.", 'when:::"-0594"', "unresolvable", 0),
]


@pytest.mark.parametrize(("text", "attributes", "kind", "right"), UNPLACED)
def test_what_cannot_be_placed_is_null_or_agrees(text: str, attributes: str, kind: str, right: int) -> None:
    label = GumDate(0, len(text), *ends_of(attributes))
    document = GumDocument("GUM_news_x", date(2021, 5, 1), text, [(0, len(text))], [label])
    scores = {score.view: score for score in date_scores(document)}
    assert (scores[kind].right, scores[kind].machine, scores[kind].gold) == (right, 1, 1)


def test_what_is_no_corpus_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(SourceError, match="no GUM corpus"):
        evaluate_gum_dates(tmp_path / "empty")


COREFERENCE = """\
# newdoc id = GUM_news_mayor
# newpar
# text = Mayor Ana Sousa left. She met their aide.
1\tMayor\tmayor\tPROPN\tNNP\t_\t2\tnmod\t_\tEntity=(1-person-new-sssss-cf1-2,3-coref-Ana_Sousa
2\tAna\tAna\tPROPN\tNNP\t_\t4\tnsubj\t_\t_
3\tSousa\tSousa\tPROPN\tNNP\t_\t2\tflat\t_\tEntity=1)
4\tleft\tleave\tVERB\tVBD\t_\t0\troot\t_\tSpaceAfter=No
5\t.\t.\tPUNCT\t.\t_\t4\tpunct\t_\t_
6\tShe\tshe\tPRON\tPRP\t_\t7\tnsubj\t_\tEntity=(1-person-giv:act-sssss-cf1*-1-ana-Ana_Sousa)
7\tmet\tmeet\tVERB\tVBD\t_\t0\troot\t_\t_
8\ttheir\tthey\tPRON\tPRP$\t_\t9\tnmod\t_\tEntity=(2-person-new-nnnnn-cf2-2-sgl(3-person-new-nnnnn-cf3-1-ana)
9\taide\taide\tNOUN\tNN\t_\t7\tobj\t_\tEntity=2)
"""


def test_mentions_are_read_by_their_heads() -> None:
    document = read_document(COREFERENCE)
    assert document.mentions[:2] == [
        GumMention("1", "person", (6, 9), "PROPN"),
        GumMention("1", "person", (22, 25), "PRON"),
    ]
    assert [(m.group, document.text[slice(*m.head)]) for m in document.mentions[2:]] == [("2", "aide"), ("3", "their")]


@pytest.mark.parametrize(
    ("entity", "counts"), [("person/ana", (1, 1, 1)), ("person/rui", (0, 1, 1)), (None, (0, 0, 1))]
)
def test_a_pronoun_is_right_by_where_its_entity_is_named(entity: str | None, counts: tuple[int, int, int]) -> None:
    document = read_document(COREFERENCE)
    name = Mention("m1", "1", entity_id="person/ana", char_start=6, char_end=15)
    she = Mention("m2", "1", entity_id=entity, char_start=22, char_end=25, form="pronoun")
    found = Annotation(Article("1", "", document.text, 0, "en"), mentions=(name, she))
    scores = {s.view: (s.right, s.machine, s.gold) for s in document_scores(document, found)}
    assert scores == {"he, she": counts, "they": (0, 0, 0)}
