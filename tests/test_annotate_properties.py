"""The engine, for any article: it never raises, gives the same rows again, and every position gives back its words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.annotate import annotate
from dataset.derive import derive
from dataset.read.article import make_article
from dataset.records import Annotation, Article
from dataset.resolve import EntityRegistry, referred
from dataset.schema import load_schema
from dataset.tables import build_tables
from dataset.validate import blocking, check_tables

NAMES = [
    "Ana Sousa", "Dr. Ivan Petrov", "O’Hara", "NATO", "Moscow", "the minister", "President Joe Biden", "he", "she",
    "it", "they", "we", "I", "the Kremlin", "officials", "a spokesman for the ministry", "Mr", "the Russian leader",
    "Russian Foreign Ministry", "U.S.", "Ursula von der Leyen",
]  # fmt: skip
WORDS = [
    "said", "told", "asked", "Asked by", "was told", "according to", "urged", "to", "that", "whether", "what",
    "added", "called", "as", "did not say", "will meet", "sanctions", "attacked", "signed", "denied", "warned",
    "is expected", "saying", "agreed", "reporters", "must", "on Thursday", "in the 1990s", "but", "on December 17",
    "last week", "’90s", "from 2014 to March 2016", "and", "who", "which", "by", "not", "of", "the", "a", "in", "for",
    "“now”", "(Reuters) -", "MOSCOW, December 23. /TASS/.", "Read more", "Prime", "Deputy",
]  # fmt: skip
MARKS = [*"\"“”‘’'«»„‚()[]—–-,.…?!;:", "``", "''", "...", "?!", '"" ', "“,”", "’s", "\n", "\n\n", " ", "\t"]
JUNK = [
    "\u00a0", "\u200b", "\u200f", "\u202e", "\u2028", "\x85", "\ufeff", "\u0301", "e\u0301", "ß", "İ", "ǅ",
    "ﬁ", "²", "Ⅷ", "٣", "😀", "👩\u200d👩\u200d👧", "שלום", "مرحبا", "日本", "\U0010ffff",
    "a" * 500, "A-" * 200, "'" * 9, '"' * 9, "." * 30, "A." * 50, "12/24/2021",
]  # fmt: skip
SENTENCES = (
    "“We 😀 stay,” Mayor Ana Sousa told residents, “and we grow.”",
    'Ivan Petrov said that Joe Biden had promised that "sanctions" would follow.',
    "Asked by a reporter what Russia might do, Petrov said that he did not know.",
    "It was told in the 1990s that NATO would not expand.",
    "“He said, ‘They told me, “No,”’” she recalled on Monday.",
    "According to the ministry, Norway signed an agreement with Russia on December 17.",
    "He urged her to talk, adding that it must stop",
)
EDGES = (
    'Ana Sousa said "".',
    "“” Ana Sousa said.",
    "Ana Sousa said: “,”.",
    "Ana Sousa told reporters “ ”.",
    "“...” she said. “?” he asked.",
    "Ana Sousa asked “whether ”, and said that.",
    "According to Ana Sousa, ; she said, that: .",
    "“‘’” Ana Sousa said.",
    "said said said that that that",
    "Ana Sousa said that Ana Sousa said that Ana Sousa said that Ana Sousa said that Ana Sousa said that it rains.",
    "“" * 3000,
    "“a ” " * 1000,
    "“‘" * 500 + "a" + "’”" * 500,
    "x" * 20000,
    "A.B." * 500,
    "HE SAID THAT “ALL” IS LOST.",
)
QUOTATIONS = (
    "“Fares are up a bit, and so are trips,” said Mr. Costa, who noted that the price of some ferries had “halved” to "
    "a third of their value. “Things are moving in the right direction, but they are slow.” He said “no.” “Really?”"
)

pieces = st.sampled_from(NAMES) | st.sampled_from(WORDS) | st.sampled_from(MARKS) | st.sampled_from(JUNK)
mixed = st.tuples(
    st.lists(pieces | st.sampled_from(SENTENCES) | st.text(max_size=9), max_size=60), st.sampled_from(" \n")
)
repeated = st.tuples(st.lists(pieces, min_size=1, max_size=3), st.integers(1, 400)).map(
    lambda pair: (pair[0] * pair[1], "")
)
written = (mixed | repeated).map(lambda drawn: drawn[1].join(drawn[0]))
texts = written | written.map(str.upper) | written.map(str.lower) | written.map(str.title)
posted = st.none() | st.datetimes() | st.just(datetime(2021, 12, 24, 11, 19))


@st.composite
def articles(draw: st.DrawFn, article_id: str = "7") -> Article:
    """An article as a reader may give it: one line of title, trimmed lines of body, neither of them empty."""
    title = _trimmed(draw(texts).replace("\n", " ")) or "T"
    body = "\n".join(map(_trimmed, draw(texts).split("\n"))).strip("\n") or "B"
    return english(article_id, title, body, draw(posted))


def _trimmed(line: str) -> str:
    line = re.sub(r"[\x00-\x08\x0b-\x1f]|[\ud800-\udfff]", "", line)
    return "" if line.isspace() else line.strip(" \t")


def english(article_id: str, title: str, body: str, published_at: datetime | None = None) -> Article:
    made = make_article(article_id, title, body, published_at=published_at)
    return replace(made, language="en", record_file="dump.txt", record_sha256="0" * 64, record_byte_end=9)


def problems(annotations: list[Annotation]) -> list[str]:
    """What is wrong with the tables of these articles, as the build puts them together."""
    registry = EntityRegistry()
    for annotation in annotations:
        registry.add(annotation.entities)
    resolved = [registry.resolve(annotation) for annotation in annotations]
    used = set[str]().union(*map(referred, resolved))
    tables = build_tables(resolved, [e for e in registry.entities() if e.entity_id in used])
    return [str(problem) for problem in blocking(check_tables(tables))]


def misplaced(annotation: Annotation) -> Iterator[str]:
    """Rows whose positions do not give back their words."""
    text = annotation.article.text
    for table in load_schema().tables.values():
        for span in (span for span in table.descriptor.get("spans", []) if "words" in span):
            for row in getattr(annotation, table.name):
                start, end, words = (getattr(row, span[part]) for part in ("start", "end", "words"))
                if (start, end, words) != (None, None, None) and text[start:end] != words:
                    yield f"{table.name} {start}:{end} {words!r}"


@settings(max_examples=150)
@given(article=articles())
def test_any_article_gives_its_words_back_and_gives_the_same_rows_again(article: Article) -> None:
    found = derive(annotate(article))
    assert found == derive(annotate(article))
    assert derive(found) == found
    assert not list(misplaced(found))


@settings(max_examples=12)
@given(st.integers(1, 15).flatmap(lambda n: st.tuples(*(articles(str(number)) for number in range(n)))))
def test_any_articles_give_tables_without_a_structure_problem(found: tuple[Article, ...]) -> None:
    assert problems([derive(annotate(article)) for article in found]) == []


@pytest.mark.parametrize("end", [match.end() for match in re.finditer("”", QUOTATIONS)])
def test_an_article_may_end_with_any_quotation(end: int) -> None:
    assert problems([derive(annotate(english("7", "Fares", QUOTATIONS[:end])))]) == []


def test_odd_articles_give_tables_without_a_structure_problem() -> None:
    found = [english(str(number), "Odd words", edge) for number, edge in enumerate(EDGES)]
    found += [english(f"t{number}", edge, "The end.") for number, edge in enumerate(EDGES)]
    assert problems([derive(annotate(article)) for article in found]) == []
