"""Speech that no single paragraph tells of: turns of a transcript, introduced passages, quotations that go on."""

from __future__ import annotations

import pytest

from dataset.annotate import annotate
from dataset.derive import derive
from dataset.records import Annotation, Article

Row = tuple[str, str | None, str | None, tuple[str, ...]]
"""Rule, source, entity of the speaker, contents."""

TRANSCRIPT = """Governor Mary Sousa told Peter Berg on Sunday that the port would close.

Partial transcript as follows:

PETER BERG: Will the port be closed tomorrow night?

SOUSA: I can tell you that it will. Donald Holm told me he is ready.

And people know it.

(CROSSTALK.)

BERG: I want to ask you that again.

SOUSA: Yes.

Follow the reporter on social media."""
INTERVIEW = """Question: How do you see the talks?

Sergey Berg (in English): We are ready for them, and we have said so.

Question: And what about the grain deal?

S. Berg: It is a difficult matter."""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            TRANSCRIPT,
            [
                ("PETER BERG", "person/peter-berg", ("Will the port be closed tomorrow night?",)),
                (
                    *("SOUSA", "person/mary-sousa"),
                    ("I can tell you that it will. Donald Holm told me he is ready.", "And people know it."),
                ),
                ("BERG", "person/peter-berg", ("I want to ask you that again.",)),
                ("SOUSA", "person/mary-sousa", ("Yes.",)),
            ],
        ),
        (
            INTERVIEW,
            [
                ("Question", None, ("How do you see the talks?",)),
                ("Sergey Berg", "person/sergey-berg", ("We are ready for them, and we have said so.",)),
                ("Question", None, ("And what about the grain deal?",)),
                ("S. Berg", "person/sergey-berg", ("It is a difficult matter.",)),
            ],
        ),
        (
            "Q: Why did you come here?\n\nA: Nobody else would do it.\n\nQ: Why not?\n\nA: It is cold.",
            [
                ("Q", None, ("Why did you come here?",)),
                ("A", None, ("Nobody else would do it.",)),
                ("Q", None, ("Why not?",)),
                ("A", None, ("It is cold.",)),
            ],
        ),
        (
            '"BERG: It is over, and you know it.\n\n"There is no more.\n\n"SOUSA: Is it so bad?\n\n"BERG: It is."\n\n'
            "Ana Sousa and Rui Berg met on Monday.",
            [
                ("BERG", "person/rui-berg", ("It is over, and you know it.", "There is no more.")),
                ("SOUSA", "person/ana-sousa", ("Is it so bad?",)),
                ("BERG", "person/rui-berg", ("It is.",)),
            ],
        ),
    ],
    ids=["surnames in capitals", "questions", "one letter", "a mark before each paragraph"],
)
def test_each_turn_is_a_statement_of_who_speaks(
    body: str, expected: list[tuple[str, str | None, tuple[str, ...]]]
) -> None:
    found = _read(body)
    assert _rows(found, "transcript") == [("transcript", *row) for row in expected]
    assert {s.kind for s in found.statements if s.rule == "transcript"} == {"direct"}


def test_what_a_turn_tells_of_others_is_nested_in_it() -> None:
    found = _read(TRANSCRIPT.replace("Donald Holm told me he is ready", "Donald Holm said that he is ready"))
    (inner,) = [s for s in found.statements if s.source_text == "Donald Holm"]
    outer = {s.statement_id: s for s in found.statements}[inner.parent_id or ""]
    assert (inner.depth, outer.rule, outer.source_text) == (1, "transcript", "SOUSA")


def test_i_in_a_turn_is_who_speaks() -> None:
    found = _read(TRANSCRIPT)
    first_person = [m.entity_id for m in found.mentions if found.article.text[m.char_start : m.char_end] == "I"]
    assert first_person == ["person/mary-sousa", "person/peter-berg"]


@pytest.mark.parametrize(
    "body",
    [
        "Ana Sousa: 547.\n\nRui Berg: 46.\n\nAna Sousa: 2,316.\n\nRui Berg: 1,547.",
        "Ana Sousa: Win in a walk, of course.\n\nRui Berg: Finish second, or go.\n\nEva Holm: Just hang on there.",
        "CLAIM: The port is closed.\n\nTHE FACTS: It is open to ships.\n\nCLAIM: Ships burn.\n\nFACT: They do not.",
        "UPDATE: The port is open again.\n\nPREVIOUSLY: The port was closed on Monday.",
        "Time: half past nine in the evening.\n\nPlace: the old port in Oslo.\n\nTime: ten o'clock in the morning.",
        "Rui Berg: I have nothing at all to say.",
    ],
    ids=["figures", "each once", "claims and facts", "headings", "times and places", "one"],
)
def test_other_labels_are_no_speakers(body: str) -> None:
    assert _rows(_read(body), "transcript") == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "Ana Sousa spoke on Monday.\n\nShe said:\n\n“The port is open.\n\n“It will stay open.”\n\nNobody asked.",
            ("introduced", "She", "person/ana-sousa", ("“The port is open.", "“It will stay open.”")),
        ),
        (
            "Ana Sousa spoke on Monday.\n\nThe mayor added on her website:\n\nThe port is open. It is ours.\n\nRain.",
            ("block", "The mayor", None, ("The port is open. It is ours.",)),
        ),
        (
            "“It is over,” Ana Sousa said. “The port is closed.\n\n“It will stay closed.”\n\nIt rained.",
            (
                "attribution",
                "Ana Sousa",
                "person/ana-sousa",
                ("“It is over,”", "“The port is closed.", "“It will stay closed.”"),
            ),
        ),
        (
            "“The port is open, and it will stay open.”\n\n— Ana Sousa, mayor of Oslo\n\nIt rained.",
            ("signature", "Ana Sousa", "person/ana-sousa", ("“The port is open, and it will stay open.”",)),
        ),
    ],
    ids=["a quotation behind a colon", "a passage without marks", "a quotation that is not closed", "a signature"],
)
def test_speech_runs_over_the_end_of_a_paragraph(body: str, expected: Row) -> None:
    found = _read(body)
    assert expected in _rows(found, expected[0])
    assert _rows(found, "unattributed") == []


@pytest.mark.parametrize(
    "body",
    [
        "Ana Sousa said the port has three parts:\n\nThe old one is closed.",
        "Read more on this story here:\n\nThe port is open.",
        "Ana Sousa said:\n\n“It is over,” Rui Berg answered.",
        "Ana Sousa said:\n\nOn the port and its ships:",
    ],
    ids=[
        "what is said stands before the colon",
        "nobody says it",
        "somebody else says it",
        "something else comes first",
    ],
)
def test_what_is_not_introduced_stays_alone(body: str) -> None:
    found = _read(body)
    assert _rows(found, "introduced") == _rows(found, "block") == []


@pytest.mark.parametrize(
    "body",
    [
        '"Ana Sousa went home on Monday.\n\nIt rained.',
        "'The Last Act of Ana Sousa.'\n\nIt rained.",
        '"(Applause in the hall.)"\n\nIt rained.',
    ],
    ids=["a mark that nothing closes", "a heading", "a direction"],
)
def test_a_quotation_that_nobody_says_is_no_statement(body: str) -> None:
    assert _rows(_read(body), "unattributed") == []


def test_a_source_that_begins_inside_a_word_is_no_error() -> None:
    body = "FeaturedFebruary 6, 2016 9:52PMBush Says We Should Pay Attention To Ohio. Rubio spoke on Monday."
    assert "PMBush" in _read(body).article.text


def _read(body: str) -> Annotation:
    return derive(annotate(Article("7", "News of the day", f"News of the day\n\n{body}", 17, "en")))


def _rows(found: Annotation, rule: str) -> list[Row]:
    text = found.article.text
    speakers = {p.statement_id: p.entity_id for p in found.parties if p.role == "speaker"}
    contents: dict[str, tuple[str, ...]] = {}
    for f in found.fragments:
        contents[f.statement_id] = (*contents.get(f.statement_id, ()), text[f.char_start : f.char_end])
    rows = [s for s in found.statements if s.rule == rule]
    return [(rule, s.source_text, speakers.get(s.statement_id), contents[s.statement_id]) for s in rows]
