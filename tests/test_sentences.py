"""Sentences: where they end, where a stop ends nothing, and that no character is lost."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.annotate.sentences import split_sentences

CASES = [
    "He left.| She stayed.| Who won?| Nobody!| So be it…| Then they went.",
    "Mr. Smith met Dr. J. R. Jones and Gen. Brown.| They talked.",
    "The U.S. President spoke in the U.S. and left.| He met the envoy of the U.S.| The talks went on.",
    "They met at 5 p.m.| The rest stayed until 6 p.m. Moscow time.",
    "It grew by 3.5 percent on Dec. 17 to No. 5.| It fell by 1.2.",
    "The firm is Acme Inc.| It sells cars, vans, etc.| They like it.",
    "He waited... and waited… then left.| Then...| Silence.",
    '"We won.| They lost," he said.| "Fine."',
    '"We won." he said.| "Why?" she asked.| "Why?" Ivanova asked.| "Never!" Ivanova told the deputies.',
    '"We won." Ivanova said.| "We won."| Ivanova left the hall.| "Why?"| Ivanova said that nobody knew.',
    "They say ‘we shall join.’| Consequently there will be more (much more.)| That is all.",
    "“We won.”| “They lost.”| (He smiled.)| It was [their] day.",
    "The term is over.| eBay rose.| iPhones fell.",
    "1. Take it.| 2. Leave it.",
    "He shouted: Yahoo! and left.| Was it he?!| Yes.| 5 left.",
    "“We won.” — Ivanova",
    "Only a fragment",
]


def pieces(text: str) -> list[str]:
    """The sentences of a body without a title or a dateline."""
    return [text[start:end] for start, end, _ in split_sentences(text, 0, None)]


@pytest.mark.parametrize("marked", CASES)
def test_sentences_end_at_the_bars(marked: str) -> None:
    assert pieces(marked.replace("|", "")) == [piece.strip() for piece in marked.split("|")]


ARTICLE = "Talks end. Nobody won\n\nPARIS, May 5. /AFP/. It rained. It poured.\n  \n“Never again.” \n"


def test_title_and_dateline_are_sentences_and_lines_are_paragraphs() -> None:
    found = split_sentences(ARTICLE, 23, 43)
    assert [(ARTICLE[start:end], paragraph) for start, end, paragraph in found] == [
        ("Talks end. Nobody won", 0),
        ("PARIS, May 5. /AFP/.", 1),
        ("It rained.", 1),
        ("It poured.", 1),
        ("“Never again.”", 2),
    ]


WORDS = ["He ", "U.S.", "Dr. ", ". ", "! ", "? ", "… ", '."', "’ ", "“", " ", "\n", "(", ") ", "a", "said. ", "5"]


@given(
    st.lists(st.sampled_from(WORDS), max_size=60).map("".join) | st.text(),
    st.integers(0, 40),
    st.none() | st.integers(0, 80),
)
def test_every_character_that_is_not_blank_is_in_one_sentence(text: str, body: int, dateline: int | None) -> None:
    found = split_sentences(text, body, dateline)
    assert "".join("".join(text[start:end].split()) for start, end, _ in found) == "".join(text.split())
    assert all(text[start:end] == text[start:end].strip() != "" for start, end, _ in found)
    assert all(one[1] <= other[0] and one[2] <= other[2] for one, other in pairwise(found))
