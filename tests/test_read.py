"""Stage 1: what is read from source files, what is set aside, and why."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from dataset.errors import SourceError
from dataset.read import read_file, read_folder
from dataset.read.language import identify
from dataset.records import Article, Rejected

SEED = Path(__file__).parents[1] / "seeds" / "articles"
POSTED = "Fri, 12/24/2021 - 11:19"
TALKS = "Talks fail again"
BODY = "The envoys met for an hour and left without a word to the press."
WIRE = "OSLO, December 23. /TASS/. " + BODY


def record(number: str = "7", title: str = TALKS, body: str = BODY) -> str:
    return f"ID :\n{number}\n{POSTED}\nAuther :\n\n{title}\n\n{body}\n"


def read(folder: Path, content: str | bytes, encoding: str = "utf-8") -> list[Article | Rejected]:
    path = folder / "a.txt"
    path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
    return list(read_file(path, "a.txt", encoding))


def article(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Article:
    (found,) = read(folder, content, encoding)
    assert isinstance(found, Article), found
    return found


def rejected(folder: Path, content: str | bytes, encoding: str = "utf-8") -> Rejected:
    (found,) = read(folder, content, encoding)
    assert isinstance(found, Rejected), found
    return found


def ids(records: Iterable[Article | Rejected]) -> list[str | None]:
    return [found.article_id if isinstance(found, Article) else None for found in records]


def test_the_real_file() -> None:
    (found,) = read_folder(SEED)
    assert isinstance(found, Article)
    data = (SEED / found.record_file).read_bytes()
    assert found.article_id == "617957"
    assert found.title == 'West must give Russia security guarantees "now" — Putin'
    assert (found.published_at, found.author) == (datetime(2021, 12, 24, 11, 19), None)
    assert (found.agency, found.dateline_place, found.dateline_date) == ("TASS", "MOSCOW", date(2021, 12, 23))
    assert (found.language, found.n_removed, found.source_name, found.url) == ("en", 0, None, None)
    assert len(found.text) == 2005
    assert found.text[found.body_char_start :].startswith("MOSCOW, December 23. /TASS/. It is")
    assert found.text.endswith("consultations.")
    assert (found.n_chars, found.n_words) == (len(found.text), len(found.text.split()))
    assert found.text_sha256 == sha256(found.text.encode()).hexdigest()
    assert found.record_sha256 == sha256(data).hexdigest()
    assert (found.record_byte_start, found.record_byte_end) == (0, len(data))


LAYOUTS = {
    "as in the real file": f"ID :\n7\n{POSTED}\nAuther :\n\n{TALKS}\n\n{BODY}",
    "id on the line of its label": f"ID : 7\n{POSTED}\nAuther :\n\n{TALKS}\n\n{BODY}",
    "no space before the colon": f"ID:7\n{POSTED}\nAuther:\n\n{TALKS}\n\n{BODY}",
    "the usual spelling": f"ID :\n7\n{POSTED}\nAuthor :\n\n{TALKS}\n\n{BODY}",
    "blank lines everywhere": f"\n\nID :\n\n7\n\n\n{POSTED}\n\nAuther :\n\n\n\n{TALKS}\n\n\n\n{BODY}\n\n\n",
    "lines of nothing but spaces": f"ID :\n \t\n7\n{POSTED}\nAuther :\n\u00a0\n{TALKS}\n  \n{BODY}\n \n",
    "blanks around lines": f"  ID :  \n 7 \n\t{POSTED} \n Auther : \n\n {TALKS}\t\n\n  {BODY}  \n",
    "no author label": f"ID :\n7\n{POSTED}\n\n{TALKS}\n\n{BODY}",
    "residue on lines of its own": f"ID :\n7\n{POSTED}\nAuther :\n\n{TALKS}\n\n{BODY}\nRead more\n\nX\n\n",
    "residue behind the last sentence": f"ID :\n7\n{POSTED}\nAuther :\n\n{TALKS}\n\n{BODY} Read more\n\n\nX",
    "residue in the other order": f"ID :\n7\n{POSTED}\nAuther :\n\n{TALKS}\n\n{BODY}\nX\n\nRead more\n",
    "residue without a space": f"ID :\n7\n{POSTED}\nAuther :\n\n{TALKS}\n\n{BODY}Read more",
}


@pytest.mark.parametrize("content", LAYOUTS.values(), ids=LAYOUTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["no-BOM", "BOM"])
def test_layouts(tmp_path: Path, content: str, line_end: str, mark: str) -> None:
    found = article(tmp_path, mark + content.replace("\n", line_end))
    assert (found.article_id, found.title, found.text) == ("7", TALKS, f"{TALKS}\n\n{BODY}")
    assert (found.published_at, found.author, found.n_removed) == (datetime(2021, 12, 24, 11, 19), None, 0)


AUTHORS = [
    (f"Auther : Ida Holm\n\n{TALKS}\n\n{BODY}", "Ida Holm"),
    (f"Auther : Ida Holm\n{TALKS}\n{BODY}", "Ida Holm"),
    (f"Author: ida holm, of our staff\n\n{TALKS}\n\n{BODY}", "ida holm, of our staff"),
    (f"Auther :\nIda Holm\n\n{TALKS}\n\n{BODY}", "Ida Holm"),
    (f"Auther :\nIda Holm\n{TALKS}\n\n{BODY}", "Ida Holm"),
    (f"Auther :\nIda Holm\n{TALKS}\n{BODY}", "Ida Holm"),
    (f"Auther :\nIda Holm and Per van Dam\n\n{TALKS}\n\n{BODY}", "Ida Holm and Per van Dam"),
    (f"Auther :\nIda Holm\n\n{TALKS}\n\n{WIRE}", "Ida Holm"),
    (f"Auther :\nour own reporter\n{TALKS}\n{WIRE}", "our own reporter"),
    (f"Auther :\nIda Holm\nPer Dam\n\n{TALKS}\n\n{WIRE}", "Ida Holm, Per Dam"),
    (f"Auther :\n\n{TALKS}\n\n{WIRE}", None),
    (f"Auther :\n{TALKS}\n\n{WIRE}", None),
    (f"Auther :\n{TALKS}\n{WIRE}", None),
    (f"Auther :\n{TALKS}\n\n{BODY}", None),
    (f"Auther :\n{TALKS}\n{BODY}\n{BODY}", None),
]


@pytest.mark.parametrize(("rest", "author"), AUTHORS)
def test_author_or_title(tmp_path: Path, rest: str, author: str | None) -> None:
    found = article(tmp_path, f"ID :\n7\n{POSTED}\n{rest}\n")
    assert (found.author, found.title) == (author, TALKS)
    assert found.text[found.body_char_start :].endswith(BODY)


@pytest.mark.parametrize(
    "body",
    [
        "He wrote a book to read more",
        'The slogan said: "Read more',
        "The banner above the door says Read more",
        "Nobody speaks for Generation X",
        "X\nmarks the spot.",
        "Read more\nis what he told them.",
        "The form asks for a name. ID : is the field above it.",
        "The form has three fields,\nID : a number, and the rest.",
        "Curly ‘quotes’ and “quotes”,  two spaces,\u00a0a hard one,\ta tab, \x85 and \u2028 stay.",
        "One line.\nNext line.\n\nNext block.",
    ],
)
def test_text_that_stays_as_it_is(tmp_path: Path, body: str) -> None:
    assert article(tmp_path, record(body=body)).text == f"{TALKS}\n\n{body}"


def test_runs_of_blank_lines_become_one(tmp_path: Path) -> None:
    assert (
        article(tmp_path, record(body="One.\n\n\n \n  Two. \n\t\nThree.")).text == f"{TALKS}\n\nOne.\n\nTwo.\n\nThree."
    )


def test_controls_are_removed_and_counted(tmp_path: Path) -> None:
    found = article(tmp_path, record(body="A\x00 b\x07 c\x1f\td."))
    assert (found.text, found.n_removed) == (f"{TALKS}\n\nA b c\td.", 3)


def test_many_records_in_one_file(tmp_path: Path) -> None:
    texts = ["\ufeff" + record("1"), "\n\n" + record("2"), record("3").replace("\n", "\r\n"), record("x-4.b")]
    found = read(tmp_path, "".join(texts))
    assert ids(found) == ["1", "2", "3", "x-4.b"]
    data = "".join(texts).encode()
    ranges = [(each.record_byte_start, each.record_byte_end) for each in found if isinstance(each, Article)]
    assert [start for start, _ in ranges[1:]] == [end for _, end in ranges[:-1]]
    assert all(data[start:end].lstrip(b"\xef\xbb\xbf").startswith(b"ID :") for start, end in ranges)
    assert (ranges[0][0], ranges[-1][1]) == (0, len(data))


def test_files_glued_behind_the_lone_x(tmp_path: Path) -> None:
    found = read(tmp_path, f"{record('1')}Read more\n\nX{record('2')}\nX\ufeff{record('3')}")
    assert ids(found) == ["1", "2", "3"]
    assert {each.text for each in found if isinstance(each, Article)} == {f"{TALKS}\n\n{BODY}"}


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "cp1252", "cp500"])
def test_other_encodings_have_byte_ranges_too(tmp_path: Path, encoding: str) -> None:
    first, second = record("1", "Café closes"), record("2", "Naïve plan")
    found = read(tmp_path, first + second, encoding)
    mark = len("".encode(encoding))
    middle, end = len(first.encode(encoding)), len((first + second).encode(encoding))
    assert [each.title for each in found if isinstance(each, Article)] == ["Café closes", "Naïve plan"]
    assert [(each.record_byte_start, each.record_byte_end) for each in found if isinstance(each, Article)] == [
        (mark, middle),
        (middle, end),
    ]


def test_bad_bytes_spoil_only_their_record(tmp_path: Path) -> None:
    first, last = record("1").encode(), record("3").encode()
    bad = record("2", body="Good, \udcff bad.").encode("utf-8", "surrogateescape")
    one, two, three = read(tmp_path, first + bad + last)
    assert ids([one, two, three]) == ["1", None, "3"]
    assert isinstance(two, Rejected)
    assert (two.byte_start, two.byte_end) == (len(first), len(first + bad))
    assert f"byte {(first + bad).index(0xFF)} is not valid utf-8" in two.reason


REJECTED = {
    "empty": ("", "empty or blank"),
    "blank": ("\ufeff \n\t\r\n", "empty or blank"),
    "another format": ("<html>News</html>", "no known format; expected a press dump"),
    "id missing": (f"ID :\n{POSTED}\nAuther :\n\n{TALKS}\n\n{BODY}", "no id"),
    "nothing behind the header": ("ID :\n", "no id"),
    "id of bad characters": (record("61/79"), "no id; expected an id of A-Z"),
    "month and day swapped": (record().replace("12/24", "24/12"), "malformed posting date"),
    "impossible date": (record().replace("12/24", "13/45"), "malformed posting date"),
    "no date in the place of the date": (record().replace(POSTED, "last week"), "malformed posting date"),
    "date without a time": (record().replace(" - 11:19", ""), "malformed posting date"),
    "title missing": (f"ID :\n7\n{POSTED}\nAuther :\n\nRead more\n\nX", "no title"),
    "body missing": (f"ID :\n7\n{POSTED}\nAuther :\n\n{TALKS}\n", "no body"),
    "body of residue": (f"ID :\n7\n{POSTED}\nAuther :\n\n{TALKS}\n\nRead more\n\nX", "no body"),
}


@pytest.mark.parametrize(("content", "reason"), REJECTED.values(), ids=REJECTED)
def test_what_is_rejected_says_why(tmp_path: Path, content: str, reason: str) -> None:
    found = rejected(tmp_path, content)
    assert reason in found.reason
    assert (found.record_file, found.byte_start, found.byte_end) == ("a.txt", 0, len(content.encode()))


def test_rejected_records_keep_a_known_id(tmp_path: Path) -> None:
    assert rejected(tmp_path, f"ID :\n7\n{POSTED}\nAuther :\n\n{TALKS}\n").article_id == "7"
    assert rejected(tmp_path, record("a/b")).article_id is None


def test_text_before_the_first_record_is_rejected(tmp_path: Path) -> None:
    before, found = read(tmp_path, "Export of May\n" + record())
    assert isinstance(before, Rejected)
    assert (before.byte_start, before.byte_end) == (0, 14)
    assert "text before the first record" in before.reason
    assert isinstance(found, Article)
    assert found.record_byte_start == 14


def test_undecodable_utf16_is_rejected_whole(tmp_path: Path) -> None:
    data = record().encode("utf-16") + b"\x00"
    found = rejected(tmp_path, data, "utf-16")
    assert (found.byte_start, found.byte_end) == (0, len(data))
    assert f"byte {len(data) - 1} is not valid utf-16" in found.reason


def test_stateful_encodings_are_never_mapped_wrongly(tmp_path: Path) -> None:
    data = b"~{~}" + record().encode("hz")
    assert "does not say which bytes" in rejected(tmp_path, data, "hz").reason


def test_a_date_may_be_absent_and_its_weekday_wrong(tmp_path: Path) -> None:
    assert article(tmp_path, record(body=WIRE).replace(POSTED + "\n", "")).published_at is None
    assert article(tmp_path, record(body=WIRE).replace(POSTED + "\n", "")).dateline_date is None
    assert article(tmp_path, record().replace("Fri", "Mon")).published_at == datetime(2021, 12, 24, 11, 19)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said no. " + 300 * "“", "en"),
        (WIRE, "en"),
        (WIRE.upper(), "en"),
        ("Kassym-Jomart Tokayev met Xi Jinping and Kim Jong Un in Nur-Sultan.", "en"),
        ("No deal.", "en"),
        ("Le ministre des affaires étrangères est arrivé à Paris pour rencontrer son homologue.", "fr"),
        ("El presidente llegó a Madrid para reunirse con el ministro de asuntos exteriores.", "es"),
        ("Министр иностранных дел прибыл в Москву.", "ru"),
        ("МИНИСТР ИНОСТРАННЫХ ДЕЛ ПРИБЫЛ В МОСКВУ.", "ru"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert identify(text) == language


def test_a_folder_is_read_in_the_order_of_relative_paths(tmp_path: Path) -> None:
    names = ["b/2.txt", "b.txt", "a/c/3.txt", "B/1.txt", "README.md", "a/README.md", ".hidden", ".git/x.txt"]
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(record(str(number), f"Story {number}"), encoding="utf-8")
    found = [each.record_file for each in read_folder(tmp_path)]
    assert found == ["B/1.txt", "a/c/3.txt", "b.txt", "b/2.txt"]
    assert [each.record_file for each in read_folder(tmp_path / "b" / "2.txt")] == ["2.txt"]


def test_repeated_ids(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(record("7"), encoding="utf-8")
    (tmp_path / "a.txt").write_text(record("7") + record("7") + record("7", "Talks resume"), encoding="utf-8")
    (tmp_path / "c.txt").write_text(record("8") + record("7", "Talks end"), encoding="utf-8")
    size = len(record("7"))
    first, second, other, third = read_folder(tmp_path)
    assert isinstance(first, Article)
    assert (first.record_file, first.record_byte_start) == ("a.txt", 0)
    assert isinstance(second, Rejected)
    assert (second.record_file, second.byte_start, second.article_id) == ("a.txt", 2 * size, "7")
    assert f"first read from a.txt bytes 0:{size}" in second.reason
    assert ids([other]) == ["8"]
    assert isinstance(third, Rejected)
    assert (third.record_file, third.byte_start) == ("c.txt", size)


def test_a_file_that_cannot_be_opened_is_rejected(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    (found,) = read_folder(tmp_path)
    assert isinstance(found, Rejected)
    assert "cannot be opened" in found.reason


def test_no_source_is_an_error_at_the_call(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="no such file or folder"):
        read_folder(tmp_path / "nowhere")
    (tmp_path / "README.md").write_text("nothing here", encoding="utf-8")
    with pytest.raises(SourceError, match="no source files"):
        read_folder(tmp_path)


@pytest.mark.parametrize("encoding", ["no-such", "base64", "unicode_escape", "utf-7", "idna", "a\x00b"])
def test_an_unknown_encoding_is_an_error_at_the_call(encoding: str) -> None:
    with pytest.raises(SourceError, match="unknown encoding"):
        read_folder(SEED, encoding)
