"""Stage 1, for any input: what is written in the format reads back, and no byte is lost."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataset.read import read_file
from dataset.records import Article, Rejected

ENCODINGS = ["utf-8", "utf-16", "utf-16-be", "latin-1", "shift_jis", "cp500", "iso2022_jp"]
FRAGMENTS = [
    "ID :\n", "ID : 9\n", "XID :\r\n", "ID :", "7\n", "Fri, 12/24/2021 - 11:19\n", "Auther :", "\n", "\r\n", "\r",
    "\ufeff", "\x00", "Title\n\n", "OSLO, May 1. /TASS/. Café.\n", "Read more\n", "X", " ", "日本",
]  # fmt: skip

word = st.text(st.characters(categories=("L", "N"), include_characters="’“”—-"), min_size=1, max_size=8)
sentence = st.lists(word, min_size=1, max_size=8).map(lambda words: "So " + " ".join(words) + ".")
name = st.from_regex(r"[A-Z][a-z]{1,8} [A-Z][a-z]{1,8}", fullmatch=True)
blank_lines = st.lists(st.sampled_from(["", " ", "\t"]), max_size=3)


@dataclass(frozen=True, slots=True)
class Story:
    article_id: str
    author: str | None
    title: str
    paragraphs: tuple[str, ...]
    lines: tuple[str, ...]


@st.composite
def stories(draw: st.DrawFn) -> Story:
    article_id = draw(st.from_regex(r"[A-Za-z0-9._-]{1,12}", fullmatch=True))
    author = draw(st.none() | name)
    title, paragraphs = draw(sentence), draw(st.lists(sentence, min_size=1, max_size=4))
    head = draw(st.sampled_from([[f"ID : {article_id}"], ["ID :", *draw(blank_lines), article_id]]))
    below = draw(st.booleans()) and author
    label = [f"Auther : {author}"] if author and not below else ["Auther :", author or ""]
    lines = [*head, *draw(blank_lines), "Fri, 12/24/2021 - 11:19", *draw(blank_lines), *label]
    for line in (title, *paragraphs):
        lines += [*draw(blank_lines), "  " + line + " "]
    lines += draw(st.sampled_from([[], ["Read more"], ["X"], ["Read more", "", "X", ""]]))
    return Story(article_id, author, title, tuple(paragraphs), tuple(lines))


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("read") / "a.txt"


@settings(deadline=None)
@given(
    written=st.lists(stories(), min_size=1, max_size=4),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32-le"]),
)
def test_what_is_written_reads_back(path: Path, written: list[Story], line_end: str, encoding: str) -> None:
    path.write_bytes("".join(line + line_end for story in written for line in story.lines).encode(encoding))
    found = [record for record in read_file(path, "a.txt", encoding) if isinstance(record, Article)]
    assert [(each.article_id, each.author, each.title) for each in found] == [
        (story.article_id, story.author, story.title) for story in written
    ]
    for article, story in zip(found, written, strict=True):
        body = article.text[article.body_char_start :]
        assert [line for line in body.split("\n") if line] == list(story.paragraphs)
        assert "\n\n\n" not in body


@st.composite
def files(draw: st.DrawFn) -> tuple[bytes, str]:
    """Pieces of records in some encoding with arbitrary bytes among them, and the name of the encoding."""
    encoding = draw(st.sampled_from(ENCODINGS))
    written = st.lists(st.sampled_from(FRAGMENTS)).map(lambda parts: "".join(parts).encode(encoding, "replace"))
    return b"".join(draw(st.lists(written | st.binary(max_size=20), max_size=4))), encoding


@settings(deadline=None, max_examples=300)
@given(file=files())
def test_no_bytes_raise_or_are_lost(path: Path, file: tuple[bytes, str]) -> None:
    data, encoding = file
    path.write_bytes(data)
    ranges = [span(record) for record in read_file(path, "a.txt", encoding)]
    assert all(start < end for start, end in ranges) or not data
    assert [start for start, _ in ranges[1:]] == [end for _, end in ranges[:-1]]
    assert ranges[-1][1] == len(data)
    assert not data[: ranges[0][0]].decode(encoding).strip(" \t\n\v\f\r\ufeff")


def span(record: Article | Rejected) -> tuple[int, int]:
    if isinstance(record, Article):
        return record.record_byte_start, record.record_byte_end
    return record.byte_start, record.byte_end
