"""Quotations: what opens, what closes, what nests, and what is no quotation at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.annotate.quotes import Quote, find_quotes
from dataset.annotate.tokens import paragraphs

CASES = [
    ('He said "yes" and "no".', ['0 "yes"', '0 "no"']),
    ('"We won," he said. "We did."', ['0 "We won,"', '0 "We did."']),
    ("“We won,” he said, “twice.”", ["0 “We won,”", "0 “twice.”"]),
    ("„Wir“ and „my” and «nous» and »wir«.", ["0 „Wir“", "0 „my”", "0 «nous»", "0 »wir«"]),
    ("``We won,'' he said.", ["0 ``We won,''"]),
    ("''We won,'' he said.", ["0 ''We won,''"]),
    ("‘We won,’ he said.", ["0 ‘We won,’"]),
    ("'We won,' he said.", ["0 'We won,'"]),
    ("'I don't know the Smiths,' he said.", ["0 'I don't know the Smiths,'"]),
    ("The countries’ leaders don’t like the ’90s, nor James’ house.", []),
    ("It's the boys' house and the girls' garden, 'tis true.", []),
    ("‘The allies’ support’ is what he called it.", ["0 ‘The allies’ support’"]),
    ("‘The allies’ and ‘the others’ met.", ["0 ‘The allies’", "0 ‘the others’"]),
    ("‘Rock ’n’ roll in the ‘90s’ was shown.", ["0 ‘Rock ’n’ roll in the ‘90s’"]),
    (
        '"They say ‘we shall join.’ So be it," he said.',
        ['0 "They say ‘we shall join.’ So be it,"', "1 ‘we shall join.’"],
    ),
    ('"They say "we shall join" now," he said.', ['0 "They say "we shall join" now,"', '1 "we shall join"']),
    (
        '"’Not a step further’, we heard. And what?" he asked.',
        ['0 "’Not a step further’, we heard. And what?"', "1 ’Not a step further’"],
    ),
    ("They wrote ’Not a step further’, and left.", ["0 ’Not a step further’"]),
    ("‘“We won” was all,’ she said.", ["0 ‘“We won” was all,’", "1 “We won”"]),
    ("'\"We won\" was all,' she said.", ["0 '\"We won\" was all,'", '1 "We won"']),
    ('He is 6\'2" tall and the disc is 5" wide.', []),
    ('"The 5" disc is mine," he said, "since 2014" or so.', ['0 "The 5" disc is mine,"', '0 "since 2014"']),
    ('In "2014" and "2015".', ['0 "2014"', '0 "2015"']),
    ('He said:"We won." Then he left.', ['0 "We won."']),
    ('He said—"We won"—and left ("gone", [“away”]).', ['0 "We won"', '0 "gone"', "0 “away”"]),
    ('" We won , " he said .', ['0 " We won , "']),
    ('It ended." he said, and left.', []),
    ("It ended.” he said, and left.", []),
    ('"...and so on," he said.', ['0 "...and so on,"']),
    ("”We won,” he said.", ["0 ”We won,”"]),
    ("“We won,“ he said.", ["0 “We won,“"]),
    ('He said "we won.\nNobody said more.', ['0 "we won.']),
    ('"We won, he said. "We did," she said.', ['0 "We won, he said.', '0 "We did,"']),
    ('"We won.\n"And we did," he said.', ['0 "We won.', '0 "And we did,"']),
    ('"She said "no" to us.\n"And we left," he said.', ['0 "She said "no" to us.', '1 "no"', '0 "And we left,"']),
    ("‘We won.\n‘And we did,’ he said.", ["0 ‘We won.", "0 ‘And we did,’"]),
    ("‘We won.\nAnd we did.", []),
    ("“She said ‘no and left,” he said.", ["0 “She said ‘no and left,”"]),
    ('"a ‘b "c" d’ e', ['0 "a ‘b', '0 "c"']),
    ("“", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [f"{quote.depth} {text[quote.start : quote.end]}" for quote in find_quotes(text)] == expected


@pytest.mark.parametrize(
    ("text", "words", "closed"),
    [('A "b" c', "b", True), ("A ``b'' c", "b", True), ("A “b c", "b c", False)],
)
def test_inner_leaves_the_marks_out(text: str, words: str, closed: bool) -> None:
    (quote,) = find_quotes(text)
    start, end = quote.inner
    assert (text[start:end], quote.closed) == (words, closed)


def crosses(one: Quote, other: Quote) -> bool:
    return one.start < other.start < one.end < other.end


@given(st.lists(st.sampled_from([*"\"'“”„«»‘’‚ \n.,—(5", "``", "''", "We", "s", "don"]), max_size=60).map("".join))
def test_quotations_nest_in_one_paragraph(text: str) -> None:
    quotes = find_quotes(text)
    assert quotes == sorted(quotes, key=lambda quote: quote.start)
    assert not any(crosses(one, other) for one in quotes for other in quotes)
    for quote in quotes:
        assert text[quote.start] in "\"'“”„«»‘’‚`"
        assert any(start <= quote.start < quote.end <= end for start, end in paragraphs(text))
        assert quote.depth == sum(other.start < quote.start and quote.end <= other.end for other in quotes)
        assert quote.start < quote.inner[0] <= quote.inner[1] <= quote.end


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    assert all(0 <= quote.start < quote.end <= len(text) for quote in find_quotes(text))
