"""Whom a pronoun stands for: one that several share, and one in a quotation."""

from __future__ import annotations

import pytest

from dataset.pipeline import engine
from dataset.records import Article

HEAD = "Talks in Harbour City"

COLLECTIVE: list[tuple[str, str, object]] = [
    ("“The Baltic states wait. They are late,” Prime Minister Anna Keller said.", "They", ["group/baltic-states"]),
    ("“Norway and Peru wait. They are late,” Prime Minister Anna Keller said.", "They", [None]),
    ("“Norway and Peru wait. Officials came. They are late,” Anna Keller said.", "They", []),
    ("“We were in Norway and Peru. They are late,” Anna Keller said.", "They", []),
    ("“Norway’s and Peru’s ships left. They are old,” Anna Keller said.", "They", []),
    ("Norway and Peru wait. They are late.", "They", [None]),
    ("We met the leaders of Norway and Peru. They are late.", "They", []),
    ("We saw the borders of Norway and Peru. They are late.", "They", [None]),
    ("“You must wait,” Anna Keller told Ivan Petrov.", "You", ["person/ivan-petrov"]),
    ("“You never know,” Anna Keller told CNN.", "You", []),
    (
        "Norway must open the port, Anna Keller said. “You must open the port at once,” Keller said.",
        "You",
        ["country/NOR"],
    ),
    ("Norway must open the port, Anna Keller said. “You must pay the tax,” Keller said.", "You", []),
    ("Norway must open the port, Anna Keller said. “You must open the port,” Ivan Petrov said.", "You", []),
]


QUOTED: list[tuple[str, str, object]] = [
    ("Asked by Ann Lee if he would pay, Ivan Petrov said that the port was full.", "he", ["person/ivan-petrov"]),
    ("Asked by Boris Orlov if he would pay, Ivan Petrov said that the port was full.", "he", ["person/ivan-petrov"]),
    ("Boris Orlov met Ivan Petrov. “He is late,” Boris Orlov said.", "He", ["person/ivan-petrov"]),
    ("“I like Boris Orlov. He is late,” Ivan Petrov said.", "He", ["person/boris-orlov"]),
    ("Boris Orlov came. Boris Orlov said “He is late.”", "He", []),
]


@pytest.mark.parametrize(("body", "word", "expected"), COLLECTIVE + QUOTED)
def test_a_quoted_or_collective_pronoun_stands_for(body: str, word: str, expected: object) -> None:
    """Of several it is a mention without an entity; where nobody is known it is none. Nobody calls himself "he"."""
    text = f"{HEAD}\n{body}"
    found = engine(Article("1", HEAD, text, len(HEAD) + 1, "en")).mentions
    here = [m for m in found if m.form == "pronoun" and text[m.char_start : m.char_end] == word]
    assert [m.entity_id for m in here] == expected


def test_they_who_say_are_each_a_speaker() -> None:
    body = (
        "“Have we left Norway or Peru? They left us. Now they say ‘Chile will pay’,” Prime Minister Anna Keller said."
    )
    text = f"{HEAD}\n{body}"
    found = engine(Article("1", HEAD, text, len(HEAD) + 1, "en"))
    last = max(found.statements, key=lambda s: s.char_start)
    own = {p.entity_id for p in found.parties if (p.statement_id, p.role) == (last.statement_id, "speaker")}
    assert (own, last.speaker_resolution) == ({"country/NOR", "country/PER"}, "several")
