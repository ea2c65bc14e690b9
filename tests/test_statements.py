"""Statements: one case for each way in which wire English attributes; source, cue, addressee, content, act, rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dataset.annotate import annotate
from dataset.derive import derive
from dataset.records import Annotation, Article, Statement

Row = tuple[str | None, str | None, str | None, str, str, str]

CASES: dict[str, list[Row]] = {
    '"It is over," Mayor Ana Sousa said.': [
        ("Mayor Ana Sousa", "said", None, "It is over", "assertion", "attribution"),
    ],
    '"It is over," said Ana Sousa, a member of the council.': [
        ("Ana Sousa, a member of the council", "said", None, "It is over", "assertion", "attribution"),
    ],
    '"It is," Ana Sousa told reporters on Monday, "over."': [
        ("Ana Sousa", "told", "reporters", "It is over.", "assertion", "attribution"),
    ],
    'Ana Sousa said: "Is it over?"': [
        ("Ana Sousa", "said:", None, "Is it over?", "question", "attribution"),
    ],
    "Ana Sousa did not say on Monday whether it was over.": [
        ("Ana Sousa", "did not say", None, "it was over", "assertion", "attribution"),
    ],
    'Ana Sousa called the plan "a disaster".': [
        ("Ana Sousa", "called", None, 'the plan "a disaster"', "assertion", "attribution"),
    ],
    "According to the ministry, the port is open.": [
        ("the ministry", "According to", None, "the port is open", "assertion", "attribution"),
    ],
    "Ana Sousa urged Norway to open the port.": [
        ("Ana Sousa", "urged", "Norway", "to open the port", "directive", "attribution"),
    ],
    "Ana Sousa warned Norway not to open the port.": [
        ("Ana Sousa", "warned", "Norway", "not to open the port", "directive", "attribution"),
    ],
    "Norway was told to open the port.": [
        (None, "was told", "Norway", "to open the port", "directive", "attribution"),
    ],
    "Peru was ready to talk, Norwegian Foreign Minister Ana Sousa said.": [
        ("Norwegian Foreign Minister Ana Sousa", "said", None, "Peru was ready to talk", "assertion", "attribution"),
    ],
    "Oslo was ready to talk, Norwegian Foreign Minister Ana Sousa said.": [
        ("Norwegian Foreign Minister Ana Sousa", "said", None, "Oslo was ready to talk", "commissive", "attribution"),
    ],
    "Norway must open the port, Ana Sousa said.": [
        ("Ana Sousa", "said", None, "Norway must open the port", "directive", "attribution"),
    ],
    "Asked by a student whether it was over, Ana Sousa replied that it was.": [
        ("a student", "Asked", "Ana Sousa", "it was over", "question", "attribution"),
        ("Ana Sousa", "replied", None, "it was", "assertion", "attribution"),
    ],
    "Asked by a student about the toll, the deputy mayor said that it would fall.": [
        ("a student", "Asked", "the deputy mayor", "about the toll", "question", "attribution"),
        ("the deputy mayor", "said", None, "it would fall", "assertion", "attribution"),
    ],
    "Ana Sousa told a news briefing in Oslo that it was over.": [
        ("Ana Sousa", "told", "a news briefing", "it was over", "assertion", "attribution"),
    ],
    "Ana Sousa told the deputy mayor that it was over.": [
        ("Ana Sousa", "told", "the deputy mayor", "it was over", "assertion", "attribution"),
    ],
    "Ana Sousa urged the two sides on Monday to stop fighting.": [
        ("Ana Sousa", "urged", "the two sides", "to stop fighting", "directive", "attribution"),
    ],
    "Ana Sousa promised him in 2019 that the port would open.": [
        ("Ana Sousa", "promised", "him", "the port would open", "commissive", "attribution"),
    ],
    "Ana Sousa called on both sides to respect the truce.": [
        ("Ana Sousa", "called on", "both sides", "to respect the truce", "directive", "attribution"),
    ],
    'Ana Sousa called on the bank to show "a little courage".': [
        ("Ana Sousa", "called on", "the bank", 'to show "a little courage"', "directive", "attribution"),
    ],
    "The ministers called on Monday for a truce.": [
        ("The ministers", "called on Monday for", None, "a truce", "directive", "attribution"),
    ],
    '"The port is open," Ana Sousa was quoted by state television as saying on Monday.': [
        (
            *("Ana Sousa", "was quoted by state television as saying", None),
            *("The port is open", "assertion", "attribution"),
        ),
    ],
    '"The port is open," the TASS news agency quoted Ana Sousa as saying.': [
        ("Ana Sousa", "as saying", None, "The port is open", "assertion", "attribution"),
    ],
    "Ana Sousa was quoted by the official TASS news agency as warning that the port was full.": [
        (
            *("Ana Sousa", "was quoted by the official TASS news agency as warning", None),
            *("the port was full", "assertion", "attribution"),
        ),
    ],
    "TASS quoted Ana Sousa as saying that the port was open.": [
        ("Ana Sousa", "as saying", None, "the port was open", "assertion", "attribution"),
    ],
    "Ana Sousa was telling reporters that it was over.": [
        ("Ana Sousa", "was telling", "reporters", "it was over", "assertion", "attribution"),
    ],
    "Ana Sousa was told by doctors that forty people had died.": [
        ("doctors", "was told", "Ana Sousa", "forty people had died", "assertion", "attribution"),
    ],
    "Ana Sousa told the media mayor Rui Lima had informed the council Norway was ready to talk.": [
        (
            *("Ana Sousa", "told", "the media"),
            *("mayor Rui Lima had informed the council Norway was ready to talk", "assertion", "attribution"),
        ),
        ("mayor Rui Lima", "had informed", "the council", "Norway was ready to talk", "assertion", "attribution"),
    ],
    "Peru was told that Chile would agree, Ana Sousa said.": [
        (None, "was told", "Peru", "Chile would agree", "assertion", "attribution"),
        ("Ana Sousa", "said", None, "Peru was told that Chile would agree", "assertion", "attribution"),
    ],
    "Ana Sousa met Rui Lima in Lisbon.": [],
    "The harbour was quiet on Monday.": [],
}


QUOTED: dict[str, list[tuple[str | None, tuple[str, ...]]]] = {
    '"They will answer," Sousa said. "I want to know why," she added. "I want to know who."': [
        ("said", ('"They will answer,"',)),
        ("added", ('"I want to know why,"', '"I want to know who."')),
    ],
    '"They will answer," Sousa said. "I want to know why." She added that it was late.': [
        ("said", ('"They will answer,"', '"I want to know why."')),
        ("added", ("that it was late",)),
    ],
    '"The port is open.\n\n"It will stay open," Ana Sousa said. "It is ours."': [
        ("said", ('"The port is open.', '"It will stay open,"', '"It is ours."')),
    ],
    '"The port is open."\n\n"It will stay open," Ana Sousa said.': [
        (None, ('"The port is open."',)),
        ("said", ('"It will stay open,"',)),
    ],
}


ACTS = {
    '"I\'ll close the port," Ana Sousa said.': "commissive",
    '"We will close the port," Ana Sousa said.': "commissive",
    "Ana Sousa said she would close the port.": "commissive",
    '"I would not call it a port," Ana Sousa said.': "assertion",
    '"He will close the port," Ana Sousa said.': "assertion",
    '"We will see," Ana Sousa said.': "assertion",
    '"You will have to close the port," Ana Sousa said.': "directive",
    '"You will not have to close the port," Ana Sousa said.': "assertion",
    '"They don\'t have to close the port," Ana Sousa said.': "assertion",
}


WHEN = {
    "Ana Sousa, who came home on Monday, said that it was over. She said it would rain.": [None, None],
    '"It is over," said Mayor Ana Sousa, who came home on Monday afternoon.': [None],
    "Ana Sousa was arrested in August 2020, two months after she had announced that she would run.": [None],
    "Ana Sousa accused the owners Monday of ignoring a warning. She said it was a crime.": ["2024-03-04"] * 2,
    "Ana Sousa said on Monday that it was over. She told CNN earlier that it would rain.": ["2024-03-04", None],
    "Ana Sousa said on Monday that it was over. She had told reporters that it would rain.": ["2024-03-04", None],
    "Ana Sousa said on Monday it was over. In an interview with the BBC, Sousa said it would rain.": [
        *("2024-03-04", None),
    ],
    "On Monday, hours after the strike, Ana Sousa said that it was over.": ["2024-03-04"],
    'Ana Sousa, who is 41, said on Monday that it was over. "It is good," she added.': ["2024-03-04"] * 2,
    "Ana Sousa said the strike on Monday of the port was over.": [None],
    "Ana Sousa, a backer of the 2013 plan, said that it was over. She added that it would rain.": [None, None],
    "Ana Sousa, nominated for her post in 2011, said that it was over.": [None],
    "Born in Porto in 1968, Ana Sousa said that it was over.": [None],
    "Ana Sousa, the envoy to Chad in 2011, said that it was over.": [None],
    '"It is over," said Ana Sousa, an aide in the campaign of Rui Lima in 2008.': [None],
    "Ana Sousa said that it was over, citing the 2008 strike.": [None, None],
    '"It is over," said Ana Sousa, who worked in Porto, and led a strike in 2008.': [None],
    "Ana Sousa, who lost her brother in Aurora, Colorado, in July 2012, said that it was over.": [None],
    "The union, a body founded in 1999, said that it was over.": [None],
    "In 2008, Ana Sousa said, the port was over.": [None],
    "On Sunday, Ana Sousa said, it will rain.": [None],
    "Ana Sousa left, announcing on Wednesday she would run for mayor.": ["2024-03-06"],
    "Ana Sousa left, announcing on Thursday she would run for mayor.": ["2024-02-29"],
    "Workers trying to win a strike in 2008 said that it was over.": [None],
    "On the night of Feb. 28 Ana Sousa said that it was over.": ["2024-02-28"],
    "Ana Sousa said less than two weeks ago that it was over.": ["2024-02-19/2024-02-25"],
    "Since 2008 Ana Sousa has said that it was over.": [None],
    "Ana Sousa said on the eve of Monday's vote that it was over.": [None],
    "Rui Lima won on Monday, though Ana Sousa said that it was over.": [None],
    "A new survey by the union in 2015 and a 2016 study found that it was over.": ["2016"],
    "According to a 2014 study, it was over.": ["2014"],
    "Ana Sousa wrote in her 2004 memoir that it was over.": ["2004"],
    "Ana Sousa said in Monday's debate that it was over.": ["2024-03-04"],
    "A poll released on Monday found that it was over.": ["2024-03-04"],
    "Speaking in Porto on Monday, Ana Sousa said that it was over.": ["2024-03-04"],
    "Ana Sousa, asked on Monday by reporters, said that it was over.": ["2024-03-04"],
    '"It is over," Ana Sousa said while visiting Porto on Monday.': ["2024-03-04"],
    '"It is over," said Ana Sousa, who is the mayor, on Monday.': ["2024-03-04"],
    "Ana Sousa met Rui Lima on Monday and said that it was over.": ["2024-03-04"],
    "On Monday Rui Lima met Ana Sousa, and he said that it was over.": ["2024-03-04"],
    "Rui Lima met Ana Sousa on Monday in Porto, telling her that it was over.": ["2024-03-04"],
}


def article(body: str, title: str = "News of the day") -> Article:
    return Article("7", title, f"{title}\n\n{body}", len(title) + 2, "en")


def rows(found: Annotation) -> list[Row]:
    return [
        (s.source_text, s.cue_text, s.addressee_text, s.text, s.speech_act, s.rule)
        for s in sorted(found.statements, key=lambda s: s.cue_char_start or 0)
    ]


@pytest.mark.parametrize("body", CASES)
def test_a_way_to_attribute(body: str) -> None:
    assert rows(derive(annotate(article(body)))) == CASES[body]


@pytest.mark.parametrize("body", ACTS)
def test_a_neutral_cue_takes_the_act_of_what_is_said(body: str) -> None:
    (found,) = derive(annotate(article(body))).statements
    assert found.speech_act == ACTS[body]


@pytest.mark.parametrize("body", WHEN)
def test_a_statement_has_the_day_of_its_own_clause_and_occasion(body: str) -> None:
    found = derive(annotate(replace(article(body), dateline_date=date(2024, 3, 6))))
    assert [s.stated_on_edtf for s in found.statements] == WHEN[body]


@pytest.mark.parametrize(
    "body",
    [
        "Asked by a reporter whether it was over, the deputy mayor replied that it was.",
        "Asked if it was over, Ana Sousa said it was.",
    ],
)
def test_who_is_asked_answers_with_or_without_a_name(body: str) -> None:
    question, answer = derive(annotate(article(body))).statements
    assert (question.answers_id, answer.answers_id) == (None, question.statement_id)


@pytest.mark.parametrize("body", QUOTED)
def test_a_quotation_belongs_to_the_attribution_that_it_runs_into(body: str) -> None:
    found = derive(annotate(article(body)))
    assert [(s.cue_text, _words(found, s)) for s in found.statements] == QUOTED[body]


def _words(found: Annotation, statement: Statement) -> tuple[str, ...]:
    own = (f for f in found.fragments if f.statement_id == statement.statement_id)
    return tuple(found.article.text[f.char_start : f.char_end] for f in own)


@pytest.mark.parametrize(
    ("title", "source", "text"),
    [
        ("Port must open now — Sousa", "Sousa", "Port must open now"),
        ("Sousa: Port must open now", "Sousa", "Port must open now"),
        ("Port must open now -- Sousa", "Sousa", "Port must open now"),
        ("Port must open now - mayor", "mayor", "Port must open now"),
        ("Mayor: Port must open now", "Mayor", "Port must open now"),
        ("Sousa: Port must open now.", "Sousa", "Port must open now"),
    ],
)
def test_a_headline_names_its_speaker(title: str, source: str, text: str) -> None:
    found = derive(annotate(article("The port must open, Mayor Ana Sousa said.", title)))
    headline = found.statements[0]
    assert (headline.source_text, headline.text, headline.speaker_id) == (source, text, "person/ana-sousa")


@pytest.mark.parametrize(
    "title",
    [
        "Floods in Oslo - 20 dead",
        "Talks in Oslo: what we know so far",
        "Mayor under fire: a timeline",
        "Explainer: why the port matters",
        "Peace talks — a long road",
    ],
)
def test_a_dash_or_colon_behind_nobody_is_no_cue(title: str) -> None:
    assert derive(annotate(article("It rained in Lisbon.", title))).statements == ()


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_known_name_is_known_with_either_apostrophe(mark: str) -> None:
    found = derive(annotate(article(f"People{mark}s Daily said that the port was open.")))
    assert [s.speaker_id for s in found.statements] == ["organization/peoples-daily"]


def test_a_line_that_is_broken_behind_who_is_addressed_is_read() -> None:
    body = '"The gold market is weakening our financial system," Sousa told a business\nmeeting on Monday.'
    assert [row[:3] for row in rows(derive(annotate(article(body))))] == [("Sousa", "told", "a business")]


def test_a_content_behind_a_cue_of_its_own_is_not_said_by_who_spoke_before() -> None:
    body = (
        "Russia has no plans to attack anyone, Kremlin spokesman Dmitry Peskov told reporters on Friday. “These claims "
        "are groundless,” he added. Peskov denied that Moscow had moved additional troops to the border, but "
        "acknowledged that exercises would continue next week. Ukrainian President Volodymyr Zelensky accused Russia "
        "of escalating tensions. He called on NATO to speed up deliveries of weapons to Kyiv. Two Ukrainian soldiers "
        "were killed by shelling in Donetsk on Thursday, the army said."
    )
    found = derive(annotate(article(body)))
    said = {s.source_text: _words(found, s) for s in found.statements if not s.depth}
    assert said["Ukrainian President Volodymyr Zelensky"] == ("Russia of escalating tensions",)
    assert said["the army"] == ("Two Ukrainian soldiers were killed by shelling in Donetsk on Thursday",)


def test_what_stands_behind_an_attribution_without_quotation_marks_is_not_said_in_it() -> None:
    found = annotate(
        article("Police arrested three men on Thursday, officials said. Mayor Ann Lee condemned the violence.")
    )
    assert _words(found, found.statements[0]) == ("Police arrested three men on Thursday",)
