"""An article is shown as it is: its words are exactly the text, its marks are balanced, and nothing in it is markup."""

from __future__ import annotations

import colorsys
import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_package import small_tables

import dataset
from dataset.display import article_html, article_text, draw, excerpt, one_line
from dataset.display.drawing import hue
from dataset.display.html import marked as html_of
from dataset.display.segments import KINDS, Mark, segments
from dataset.display.text import marked as text_of
from dataset.package import write_package
from dataset.schema import load_schema

STYLE = (Path(dataset.__file__).parent / "display" / "style.css").read_text(encoding="utf-8")
HOSTILE = "<script>alert(1)</script> & 'a' \"b\" &lt; </span><!-- ]]> \u202eabc\u202c \u200b\ufeff 🙂 👨\u200d👩 \x85"


class Page(HTMLParser):
    """What a piece of HTML holds: elements in the order of their ends, text, and whether every end fits its start."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[tuple[str, str]] = []
        self.text = ""
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        self.inside.append((self.open[-1] if self.open else "", data))

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")


def marks(length: int) -> st.SearchStrategy[list[Mark]]:
    """Marks anywhere in a text of that length, beside it and of no length too, overlapping as they like."""
    place = st.integers(-2, length + 3)
    mark = st.builds(
        *(Mark, place, place, st.sampled_from(KINDS), st.just(HOSTILE), st.just(HOSTILE)),
        statement=st.none() | st.integers(1, 99),
        hue=st.none() | st.integers(0, 359),
        depth=st.integers(0, 9),
    )
    return st.lists(mark, max_size=12)


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.just(HOSTILE)
MARKED = TEXTS.flatmap(lambda text: st.tuples(st.just(text), marks(len(text))))


@given(MARKED)
def test_html_without_its_tags_is_the_text(drawn: tuple[str, list[Mark]]) -> None:
    page = Page(html_of(*drawn))
    assert page.text == drawn[0]
    assert {tag for tag, _ in page.tags} <= {"span"}
    assert {name for _, attributes in page.tags for name in attributes} <= {"class", "style", "title", "data-label"}


@given(MARKED)
def test_plain_text_without_its_marks_is_the_text(drawn: tuple[str, list[Mark]]) -> None:
    text, given_marks = re.sub(r"S\d", "", drawn[0]), drawn[1]
    numbered = [m for m in given_marks if m.statement is not None and 0 <= m.start < m.end <= len(text)]
    shown = text_of(text, tuple(numbered))
    assert re.sub(r"\[S\d+ | S\d+\]", "", shown) == text
    statements = [m for m in numbered if m.kind == "statement"]
    assert len(re.findall(r"\[S\d+ ", shown)) == len(re.findall(r" S\d+\]", shown)) == len(statements)


@given(MARKED)
def test_segments_are_the_text_and_know_their_marks(drawn: tuple[str, list[Mark]]) -> None:
    text, given_marks = drawn
    found = list(segments(len(text), given_marks))
    assert "".join(text[start:end] for start, end, _ in found) == text
    for start, end, over in found:
        assert start < end
        assert set(over) == {m for m in given_marks if m.start <= start and end <= m.end}


@pytest.mark.parametrize(
    ("places", "shown"),
    [
        ([(0, 5)], "(hello) you"),
        ([(0, 9), (2, 5)], "(he(llo) you)"),
        ([(2, 5), (0, 9)], "(he(llo) you)"),
        ([(0, 5), (3, 9)], "(hel(lo))( you)"),
        ([(0, 5), (0, 5)], "((hello)) you"),
        ([(0, 3), (3, 9)], "(hel)(lo you)"),
        ([(4, 4)], "hello you"),
        ([(-3, 40)], "(hello you)"),
    ],
)
def test_marks_nest_and_what_does_not_nest_is_split(places: list[tuple[int, int]], shown: str) -> None:
    html = html_of("hello you", [Mark(*place, "mention") for place in places])
    assert re.sub("<span.*?>", "(", html).replace("</span>", ")") == shown


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    """Contrast of two colours as WCAG 2 defines it."""

    def luminance(colour: tuple[float, ...]) -> float:
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def over(ground: tuple[float, ...], degrees: int, alpha: float) -> tuple[float, ...]:
    """A speaker's shade laid over a ground."""
    return tuple(
        alpha * c + (1 - alpha) * g for c, g in zip(colorsys.hls_to_rgb(degrees / 360, 0.5, 0.75), ground, strict=True)
    )


@pytest.mark.parametrize(("ink", "paper"), [((0.1,) * 3, (1.0,) * 3), ((0.9,) * 3, (0.07,) * 3)], ids=["light", "dark"])
def test_every_shade_leaves_the_words_legible(ink: tuple[float, ...], paper: tuple[float, ...]) -> None:
    base, step = (float(number) for number in re.findall(r"calc\((\.\d+) \+ (\.\d+) \* var\(--depth\)", STYLE)[0])
    for outer in map(hue, range(40)):
        for inner in map(hue, range(40)):
            assert contrast(ink, over(over(paper, outer, base), inner, base + step)) >= 4.5


def test_numbers_of_statements_are_legible_in_every_hue() -> None:
    lightness = int(re.findall(r"background: hsl\(var\(--hue\) var\(--saturation\) (\d+)%\);", STYLE)[0]) / 100
    for degrees in range(360):
        assert contrast((1.0,) * 3, colorsys.hls_to_rgb(degrees / 360, lightness, 0.75)) >= 4.5


def test_speakers_next_to_each_other_differ_in_colour() -> None:
    hues = [hue(i) for i in range(12)]
    assert len(set(hues)) == 12
    for one, other in pairwise(hues):
        assert min((one - other) % 360, (other - one) % 360) > 90


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> dataset.ArticleView:
    folder = tmp_path_factory.mktemp("shown") / "package"
    write_package(small_tables(), folder, load_schema())
    return dataset.article("617", path=folder)


def test_a_notebook_shows_speakers_statements_and_what_they_are_made_of(talks: dataset.ArticleView) -> None:
    html = talks._repr_html_()
    page = Page(html)
    shown = [attributes for tag, attributes in page.tags if tag == "span" and attributes.get("title")]
    said = {(a["class"] or "").split()[0]: a["title"] for a in reversed(shown)}
    assert said["statement"] == ("S1, part 1 of 2, Dmitry Peskov: told · direct · assertion · 2021-12-23")
    assert said["cue"] == "cue of S1: Dmitry Peskov"
    assert said["source"] == "source of S1: Dmitry Peskov"
    assert said["addressee"] == "addressee of S1: Dmitry Peskov"
    assert "Joe Biden · name · confidence 0.42" in html
    assert "REJECT (meet) · claimed by the article · actual" in html
    assert [data for tag, data in page.inside if tag == "summary"] == ["5 statements", "4 events"]


def test_one_statement_has_one_colour_wherever_its_pieces_are(talks: dataset.ArticleView) -> None:
    tags = [attributes for _, attributes in Page(talks._repr_html_()).tags]
    first = [a for a in tags if "s1" in (a.get("class") or "").split()]
    assert [(a["class"] or "").split()[0] for a in first].count("statement") == 2
    assert len({a["style"] for a in first}) == 1
    inner = next(a for a in tags if (a.get("class") or "") == "statement s3")
    assert "--depth:1" in str(inner["style"])


def test_the_page_loads_and_runs_nothing(talks: dataset.ArticleView) -> None:
    html = talks._repr_html_()
    assert {tag for tag, _ in Page(html).tags} <= {
        *("div", "style", "p", "span", "details", "summary", "table", "tr", "td", "th")
    }
    assert not re.search(r"url\(|@import|https?:|javascript|\bon\w+=", html)


def test_the_style_reaches_nothing_outside_the_article() -> None:
    selectors = [s.strip() for rule in re.findall(r"^([^\s}][^{]*)\{", STYLE, re.MULTILINE) for s in rule.split(",")]
    assert selectors
    assert [s for s in selectors if not s.startswith(".press")] == []


def test_a_hostile_article_is_only_text(talks: dataset.ArticleView) -> None:
    tables = dict(talks.tables)
    tables["entities"] = tables["entities"].assign(entity_name=HOSTILE)
    tables["statements"] = tables["statements"].assign(cue_text=HOSTILE, text=HOSTILE)
    text = HOSTILE + talks.text[len(HOSTILE) :]
    html = article_html(draw(text, tables))
    page = Page(html)
    assert {tag for tag, _ in page.tags} <= {
        *("div", "style", "p", "span", "details", "summary", "table", "tr", "td", "th")
    }
    assert text in page.text
    assert "data-label='U+202E'" in html
    assert "<span class='control' title='zero width space' data-label='U+200B'>" in html
    assert "U+200D" not in html


def test_a_terminal_shows_the_words_with_marks_and_who_says_them(talks: dataset.ArticleView) -> None:
    shown = str(talks)
    assert "[S1 “We will not talk 🙂,” S1] Kremlin spokesman Dmitry Peskov told" in shown
    assert "[S1 “and NATO knows it.” S1]" in shown
    assert "[S2 that Joe Biden had promised [S3 that sanctions would follow S3] S2]." in shown
    assert re.search(r"^S4 +Ivan Petrov; Olga Orlova +asked · indirect · question$", shown, re.MULTILINE)
    assert re.search(r"^event at \d+: “withdraw” · RETREAT \(withdraw\) · .* · hypothetical$", shown, re.MULTILINE)


def test_an_article_without_annotations_is_its_text(talks: dataset.ArticleView) -> None:
    bare = {name: frame if name == "articles" else frame.iloc[:0] for name, frame in talks.tables.items()}
    drawing = draw(talks.text, bare)
    assert article_text(drawing) == f"TASS · 2021-12-24 · article 617\n\n{talks.text}"
    assert "<details>" not in article_html(drawing)


def test_showing_changes_nothing_and_is_the_same_every_time(talks: dataset.ArticleView) -> None:
    before = {name: frame.copy() for name, frame in talks.tables.items()}
    assert talks._repr_html_() == talks._repr_html_()
    for name, frame in before.items():
        pd.testing.assert_frame_equal(frame, talks.tables[name])


@pytest.mark.parametrize(
    ("start", "end", "chars", "shown"),
    [(6, 9, 2, "…o [[you]]"), (0, 5, 3, "[[hello]] yo…"), (0, 9, 0, "[[hello you]]"), (2, 4, 1, "…e[[ll]]o…")],
)
def test_an_excerpt_says_where_the_text_goes_on(start: int, end: int, chars: int, shown: str) -> None:
    assert excerpt("hello you", start, end, chars) == shown


@pytest.mark.parametrize(("text", "width", "line"), [("a\n b", 9, "a b"), ("abcdef", 4, "abc…"), ("", 4, "")])
def test_one_line(text: str, width: int, line: str) -> None:
    assert one_line(text, width) == line
