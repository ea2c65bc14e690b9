"""Cues: where one may stand, which word is its head, in which dictionary form, and whether it is denied."""

from __future__ import annotations

import pytest

from dataset.annotate.cues import holds_cue, read_cue
from dataset.annotate.tokens import tokenize


@pytest.mark.parametrize(
    ("said", "holds"),
    [
        ("he said no", True),
        ("it is, according to him, over", True),
        ("they will go home", False),
        ("he went on to say", True),
        ("they left the United States", False),
        ("Mayor Says It Is Over", True),
        ("according the prize to her", False),
        ("it will restore order in three states", False),
        ("it is supposed to open, and voices grow louder", False),
        ("I think it is over", False),
        ("it is over, we don’t really believe", False),
        ("I've told them it is over", True),
        ("you know he said it is over", True),
        ("those who know me say it is over", True),
        ("they are aware that it is over", True),
        ("their refusal to go", True),
        ("the concerns he had", True),
        ("the plan is over", False),
        ("I am sure that it is over", False),
        ("I prefer to go", False),
        ("I was sure that it was over", True),
        ("I had hoped that it was over", True),
        ("I’m convinced that it is over", False),
        ("its decision not to go", True),
    ],
)
def test_a_content_is_read_again_only_where_a_cue_may_stand(said: str, holds: bool) -> None:
    assert holds_cue(tokenize(said, 0, len(said))) is holds


@pytest.mark.parametrize(
    ("before", "cue", "denied"),
    [
        ("No official", "said", True),
        ("No American", "said", True),
        ("No 10", "says", False),
        ("", "stopped short of accusing", True),
        ("fell short of", "calls", False),
        ("", "failed to say", True),
        ("", "failed and said", False),
    ],
)
def test_whether_a_cue_is_denied(before: str, cue: str, denied: bool) -> None:
    assert read_cue(tokenize(cue), tokenize(before)).negated is denied


@pytest.mark.parametrize(
    ("cue", "head", "lemma"),
    [
        ("did not say", "say", "say"),
        ("’s according to", "according to", "according to"),
        ("exchanged views on", "exchanged", "exchange"),
        ("was talking about", "talking", "talk"),
        ("voted against", "voted", "vote"),
        ("endorsed", "endorsed", "endorse"),
        ("imposes", "imposes", "impose"),
        ("decries", "decries", "decry"),
        ("strapped on", "strapped", "strap"),
        ("agreed to disagree", "agreed", "agree"),
        ("has an unfavorable view of", "view", "view"),
        ("the new accusations of", "accusations", "accusation"),
        ("the intended plans for", "plans", "plan"),
        ("were sharply critical of", "critical", "critical"),
        ("are willing to", "willing", "willing"),
        ("would like", "like", "like"),
        ("looks like", "looks", "look"),
        ("took the view", "view", "view"),
        ("has no plans", "plans", "plan"),
        ("is satisfied", "satisfied", "satisfied"),
        ("the court determined", "determined", "determine"),
        ("’s ruling", "ruling", "ruling"),
        ("is", "is", "be"),
        ("—", "—", "—"),
    ],
)
def test_the_head_of_a_cue_and_its_dictionary_form(cue: str, head: str, lemma: str) -> None:
    found = read_cue(tokenize(cue), [])
    assert (cue[slice(*found.head)], found.lemma) == (head, lemma)
