"""Statements inside statements: what somebody is said to say or think, and what is no statement there."""

from __future__ import annotations

import pytest

from dataset.annotate import annotate
from dataset.derive import derive
from dataset.records import Annotation, Article

INSIDE: dict[str, list[tuple[str | None, str]]] = {
    "\"They told me: 'We have no water and no power.' I believe them,\" Ana Sousa said.": [
        ("They", "'We have no water and no power.'"),
    ],
    '"Our partners say, ‘Give us guarantees first.’ Fine, let us discuss them," Ana Sousa said.': [
        ("Our partners", "‘Give us guarantees first.’"),
    ],
    "Ana Sousa added: \"I said to my colleagues, 'If not now, when?' Nobody answered.\"": [
        ("I", "'If not now, when?'"),
    ],
    '"I think that it is over, you know," Ana Sousa said.': [],
    "Ana Sousa said that he feared a return to war.": [],
    "Ana Sousa declined to comment on the minister's remarks.": [],
    "Ana Sousa said that it had promised nothing.": [],
    "Ana Sousa said that he had a cold and that Rui Lima had called it a common one.": [
        ("Rui Lima", "it a common one")
    ],
    '"The plan exists, but nobody has shown it to us," Ana Sousa said.': [],
    "Ana Sousa said that Rui Lima had denied that the port was closed.": [("Rui Lima", "that the port was closed")],
    "Ana Sousa said that Mayor Rui Lima had told her that the port would open.": [
        ("Mayor Rui Lima", "that the port would open"),
    ],
    "Ana Sousa stressed that everybody was told that it would open.": [(None, "that it would open")],
    # a word that takes a clause
    "Ana Sousa said on Monday that the council is aware that the port is closed.": [
        ("the council", "that the port is closed")
    ],
    "Ana Sousa said on Monday that Rui Lima was reluctant to close the port.": [("Rui Lima", "to close the port")],
    "Ana Sousa said on Monday that there were concerns that the port would close.": [
        (None, "that the port would close")
    ],
    "Ana Sousa said on Monday that the plan was too expensive.": [],
    # who speaks in a verb that "and" joins
    "Ana Sousa said on Monday that the owners had met and announced that the port would close.": [
        ("the owners", "that the port would close")
    ],
    # what somebody thinks of something, and a thing alone
    "Ana Sousa said on Monday that Rui Lima considered the port a burden.": [("Rui Lima", "the port a burden")],
    "Ana Sousa said on Monday that the owners would consider selling the port.": [("the owners", "selling the port")],
    "Ana Sousa said on Monday that Rui Lima considered her plans.": [],
    '"I never said that," Ana Sousa said on Monday.': [],
    # hedges, and what the speaker told or thought at another time
    '"I think the port is closed," Ana Sousa said on Monday.': [],
    '"You know that the owners lied," Ana Sousa said on Monday.': [],
    '"You think the port is closed," Ana Sousa said on Monday.': [("You", "the port is closed")],
    '"We hoped that the port would open," Ana Sousa said on Monday.': [("We", "that the port would open")],
    '"We have told the owners that the port is closed," Ana Sousa said on Monday.': [("We", "that the port is closed")],
}


def found_in(body: str) -> Annotation:
    title = "Port"
    return derive(annotate(Article("1", title, f"{title}\n\n{body}", len(title) + 2, "en")))


@pytest.mark.parametrize("body", INSIDE)
def test_what_somebody_says_that_somebody_said(body: str) -> None:
    found = found_in(body)
    words = {f.statement_id: found.article.text[f.char_start : f.char_end] for f in reversed(found.fragments)}
    assert [(s.source_text, words[s.statement_id]) for s in found.statements if s.depth] == INSIDE[body]


@pytest.mark.parametrize(
    "body",
    [
        "Ana Sousa said on Monday that drivers ordered to stop had fled.",
        "Ana Sousa said on Monday that last week's announcement that the port would close was false.",
        "Ana Sousa said on Monday that there were concerns that the port would close.",
    ],
)
def test_neither_who_is_ordered_nor_a_week_speaks(body: str) -> None:
    assert [s.source_text for s in found_in(body).statements if s.depth] == [None]
