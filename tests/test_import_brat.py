"""What is corrected in brat becomes entries that change exactly that row of the next build; what cannot, is listed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from small_package import small_tables

import dataset
from dataset.cli import main
from dataset.curate import load_entries
from dataset.errors import PackageError, UsageError
from dataset.export.corrections import Corrections, corrections
from dataset.package import write_package
from dataset.pipeline import build
from dataset.release import Snapshot, compare
from dataset.schema import load_schema

Row = dict[str, Any]
ROOT = Path(__file__).parents[1]
SEEDS, CURATION = ROOT / "seeds" / "articles", ROOT / "seeds" / "curation"
DAY = date(2026, 11, 24)
EASTWARDS = "that NATO would not expand eastwards"
NOT_IT = "that it was not Russia that created threats to other countries"
ASKED = "Have we approached the borders of the United States or Britain?"
THE_SYSTEMS = "the corresponding systems"
S, R, U = "617957:s431-493", "617957:m1201-1208", "617957:e1416-1421"


@dataclass
class File:
    """An exported file under the annotator's hands."""

    ann: str
    text: str

    def bound(self, kind: str, words: str) -> str:
        """The line of the text bound of that type with those words."""
        found = re.search(rf"^T\d+\t{kind} [\d ;]+\t{re.escape(words)}\n", self.ann, re.MULTILINE)
        assert found
        return found[0]

    def id(self, kind: str, words: str) -> str:
        return self.bound(kind, words).split("\t")[0]

    def event(self, kind: str, words: str) -> str:
        found = re.search(rf"^(E\d+)\t{kind}:{self.id(kind, words)}\b", self.ann, re.MULTILINE)
        assert found
        return found[1]

    def place(self, words: str) -> str:
        start = self.text.index(words)
        return f"{start} {start + len(words)}\t{words}\n"

    def move(self, kind: str, words: str, now: str) -> str:
        line = self.bound(kind, words)
        return self.ann.replace(line, f"{self.id(kind, words)}\t{kind} {self.place(now)}")

    def delete(self, gone: str) -> str:
        """As brat deletes: what hangs on a deleted annotation goes too."""
        return "".join(line for line in self.ann.splitlines(True) if not re.search(rf"\b{gone}\b", line))

    def edit(self, pattern: str, new: str) -> str:
        edited, number = re.subn(pattern, new, self.ann)
        assert number == 1
        return edited


def add_statement(file: File) -> str:
    added = f"T9000\tContent {file.place(ASKED)}"
    said = {"kind": "direct", "speech_act": "question", "speaker_resolution": "name", "stated_on_basis": "none"}
    added += "".join(f"A{9000 + i}\t{k} T9000 {v}\n" for i, (k, v) in enumerate(said.items()))
    return file.ann + added + f"R9000\tspeaker Arg1:T9000 Arg2:{file.id('Mention', 'Vladimir Putin')}\n"


def add_event(file: File) -> str:
    added = f"T9000\tCOERCE {file.place('defaulted')}E9000\tCOERCE:T9000 actor:T9001\nT9001\tPhrase "
    added += file.place("the Western counterparts")
    said = {"layer": "reported", "realis": "actual", "date_basis": "none"}
    return file.ann + added + "".join(f"A{9000 + i}\t{k} E9000 {v}\n" for i, (k, v) in enumerate(said.items()))


def other_type(file: File) -> str:
    event, line = file.event("REQUEST", "urged"), file.bound("REQUEST", "urged")
    ann = file.ann.replace(line, line.replace("REQUEST", "ACCUSE")).replace(f"{event}\tREQUEST:", f"{event}\tACCUSE:")
    return File(ann, file.text).edit(rf"A\d+\tevent_mode {event} .*\n", "")


def other_statement(file: File, pattern: str, new: str) -> str:
    return file.edit(pattern.replace("T0", file.id("Content", NOT_IT)), new)


Correction = Callable[[File], str]
CASES: dict[str, tuple[Correction, list[str], set[str]]] = {
    "the content is shorter": (
        lambda f: f.move("Content", NOT_IT, NOT_IT.removesuffix(" to other countries")),
        [f"set statements {S}"],
        {
            *(f"~ statements 617957:s431-474 {column}" for column in ("char_end", "text")),
            *(f"~ fragments 617957:s431-474/0 {column}" for column in ("char_end", "words")),
            "> statements 617957:s431-474",
            "> fragments 617957:s431-474/0",
            "> parties 617957:s431-474/speaker/0",
        },
    ),
    "another source": (
        lambda f: f.move("Source", "the Russian leader", "Russian leader"),
        [f"set statements {S}"],
        {f"~ statements {S} source_char_start", f"~ statements {S} source_text"},
    ),
    "another speaker": (
        lambda f: other_statement(f, r"(speaker Arg1:T0 Arg2:)T\d+", rf"\g<1>{f.id('Mention', 'Vladimir Putin')}"),
        [f"set parties {S}/speaker/0"],
        {f"~ parties {S}/speaker/0 mention_id"},
    ),
    "an act": (
        lambda f: other_statement(f, r"(speech_act T0) assertion", r"\g<1> expressive"),
        [f"set statements {S}"],
        {f"~ statements {S} speech_act"},
    ),
    "denied": (
        lambda f: f.ann + f"A9000\tnegated {f.id('Content', NOT_IT)}\n",
        [f"set statements {S}"],
        {f"~ statements {S} negated"},
    ),
    "another day": (
        lambda f: other_statement(f, r"(AnnotatorNotes T0\t.*stated_on_edtf=)2021-12-23", r"\g<1>2021-12"),
        [f"set statements {S}"],
        {f"~ statements {S} stated_on_{column}" for column in ("edtf", "earliest", "latest")},
    ),
    "a statement less": (
        lambda f: f.delete(f.id("Content", NOT_IT)),
        [f"drop statements {S}"],
        {
            *(f"- {row}" for row in (f"statements {S}", f"fragments {S}/0", f"parties {S}/speaker/0")),
            "~ mentions 617957:m447-453 statement_id",
        },
    ),
    "a statement more": (
        add_statement,
        ["add statements 617957:s496-559", "add parties 617957:s496-559/speaker/0"],
        {
            *(f"+ {table} 617957:s496-559{row}" for table, row in (("statements", ""), ("fragments", "/0"))),
            "+ parties 617957:s496-559/speaker/0",
            *(f"~ mentions 617957:m{place} statement_id" for place in ("501-503", "534-547", "551-558")),
        },
    ),
    "another entity": (
        lambda f: f.edit(rf"(Reference {f.id('Mention', 'Romania')} entities:)\S+", r"\g<1>country/POL"),
        [f"set mentions {R}"],
        {
            f"~ mentions {R} entity_id",
            "~ participants 617957:e1189-1197/place/0 entity_id",
            "- entities country/ROU",
        },
    ),
    "a mention less": (
        lambda f: f.delete(f.id("Mention", "SkyNews")),
        ["drop mentions 617957:m290-297"],
        {"- mentions 617957:m290-297", "- entities organization/sky-news"},
    ),
    "a mention more": (
        lambda f: f.ann + f"T9000\tMention {f.place(THE_SYSTEMS)}A9000\tform T9000 nominal\n",
        ["add mentions 617957:m1159-1184"],
        {"+ mentions 617957:m1159-1184"},
    ),
    "an event of another type": (
        other_type,
        [f"set events {U}"],
        {f"~ events {U} event_type", f"~ events {U} event_mode"},
    ),
    "another participant": (
        lambda f: f.edit(
            rf"(\n{f.event('REQUEST', 'urged')}\t.* recipient:)T\d+", rf"\g<1>{f.id('Mention', 'Romania')}"
        ),
        [f"set participants {U}/recipient/0"],
        {
            f"~ participants {U}/recipient/0 {column}"
            for column in ("mention_id", "entity_id", "char_start", "char_end", "words", "plover_actor")
        },
    ),
    "a context more": (
        lambda f: f.ann + f"A9000\tcontext_legal {f.event('REQUEST', 'urged')}\n",
        [f"add event_contexts {U}/legal"],
        {f"+ event_contexts {U}/legal"},
    ),
    "an event more": (
        add_event,
        ["add events 617957:e1628-1637", "add participants 617957:e1628-1637/actor/0"],
        {"+ events 617957:e1628-1637", "+ participants 617957:e1628-1637/actor/0"},
    ),
}


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed, built here, so that nothing but the entries differs from what the tests build."""
    folder = tmp_path_factory.mktemp("seed") / "package"
    build(SEEDS, folder, CURATION)
    return folder


@pytest.fixture
def folder(seed: Path, tmp_path: Path) -> Path:
    """The seed as brat has it."""
    dataset.export("brat", tmp_path / "brat", path=seed)
    return tmp_path / "brat"


def corrected(folder: Path, correct: Correction, seed: Path) -> Corrections:
    ann, txt = (folder / f"617957.{kind}" for kind in ("ann", "txt"))
    was = ann.read_text(encoding="utf-8")
    ann.write_text(correct(File(was, txt.read_text(encoding="utf-8"))), encoding="utf-8")
    assert ann.read_text(encoding="utf-8") != was
    return corrections(folder, "Ines", DAY, seed, load_entries(CURATION))


def rebuilt(entries: list[Row], folder: Path) -> Path:
    """The seed, built with these entries beside its own."""
    own = Path(shutil.copytree(CURATION, folder / "curation"))
    (own / "corrected.yaml").write_text(yaml.safe_dump(entries, allow_unicode=True), encoding="utf-8")
    build(SEEDS, folder / "package", own)
    return folder / "package"


def changes(before: Path, after: Path) -> set[str]:
    """What differs but counts and what says who made a row."""
    signs = {"added": "+", "removed": "-", "moved": ">", "edited": "~"}
    return {
        f"{signs[c.kind]} {c.table} {c.id}" + (f" {c.field}" if c.kind == "edited" else "")
        for c in compare(Snapshot.of(before), Snapshot.of(after)).changes
        if c.kind != "recorded" and c.field not in ("origin", "rule")
    }


def key(entry: Row) -> str:
    """The row that the entry is about."""
    columns = load_schema().table(entry["table"]).key
    return str(entry.get("id") or "/".join(str(entry["value"][column]) for column in columns))


def test_nothing_corrected_is_no_entry(folder: Path, seed: Path, tmp_path: Path) -> None:
    write_package(small_tables(), tmp_path / "small", load_schema())
    dataset.export("brat", tmp_path / "brat-small", path=tmp_path / "small")
    assert corrections(folder, "Ines", DAY, seed) == Corrections()
    assert corrections(tmp_path / "brat-small", "Ines", DAY, tmp_path / "small") == Corrections()


@pytest.mark.parametrize("case", CASES)
def test_a_correction_changes_exactly_its_row(case: str, folder: Path, seed: Path, tmp_path: Path) -> None:
    correct, entries, wanted = CASES[case]
    found = corrected(folder, correct, seed)
    assert found.problems == []
    assert [f"{entry['action']} {entry['table']} {key(entry)}" for entry in found.entries] == entries
    for entry in found.entries:
        assert (entry["action"] == "add") != ("expect" in entry)
        assert re.match(r"corrected in brat, 617957\.ann( line \d+)?$", entry["reason"])
    assert changes(seed, rebuilt(found.entries, tmp_path)) == wanted


def test_a_row_that_a_curator_moved_is_found_again(folder: Path, seed: Path, tmp_path: Path) -> None:
    """Its entry calls it s431-493, as the engine did."""
    shorter = NOT_IT.removesuffix(" to other countries")
    entries = corrected(folder, lambda f: f.move("Content", NOT_IT, shorter), seed).entries
    moved = rebuilt(entries, tmp_path)
    dataset.export("brat", tmp_path / "again", path=moved)
    ann = tmp_path / "again" / "617957.ann"
    file = File(ann.read_text(encoding="utf-8"), "")
    edited = file.edit(rf"(speech_act {file.id('Content', shorter)}) \w+", r"\g<1> expressive")
    ann.write_text(edited, encoding="utf-8")
    found = corrections(tmp_path / "again", "Ines", DAY, moved, load_entries(tmp_path / "curation"))
    assert found.problems == []
    assert [entry["id"] for entry in found.entries] == [S]
    (tmp_path / "more").mkdir()
    after = rebuilt([*entries, *found.entries], tmp_path / "more")
    assert changes(moved, after) == {"~ statements 617957:s431-474 speech_act"}


NO_ENTRY: dict[str, tuple[Correction, str]] = {
    "an emptied file": (lambda f: "", "lines were exported; export the article again"),
    "half a line": (lambda f: f.ann + "T9000\tContent\n", "not a line of the kinds T, E, R, A, N, #"),
    "an id twice": (lambda f: f.ann + f.bound("Content", NOT_IT), "stands twice"),
    "other words": (lambda f: f.ann.replace(f"\t{NOT_IT}\n", "\tno\n"), "says 'no', but there stands 'that it"),
    "no such place": (lambda f: f.ann + "T9000\tMention 9 99999\tWest\n", "T9000 is no range of the text"),
    "an unknown type": (lambda f: f.ann + f"T9000\tOpinion {f.place('West')}", "no such type: Opinion"),
    "an unknown relation": (lambda f: f.ann + "R9000\tlikes Arg1:T1 Arg2:T2\n", "no relation of the tables: likes"),
    "an unknown attribute": (lambda f: f.ann + "A9000\tbold T1\n", "no attribute bold on T1"),
    "a free note": (lambda f: f.ann + "#9000\tAnnotatorNotes T1\tlooks odd\n", "a note that is no column"),
    "a second cue": (
        lambda f: f.ann + f"R9000\thas_cue Arg1:{f.id('Content', NOT_IT)} Arg2:{f.id('Cue', 'urged')}\n",
        "no cue, or a second one",
    ),
    "a cue of nobody": (lambda f: f.ann + f"T9000\tCue {f.place('said')}", "T9000 belongs to no row"),
    "no category": (
        lambda f: other_statement(f, r"(speech_act T0) assertion", r"\g<1> shout"),
        "table statements, column speech_act: not a category",
    ),
    "an act is missing": (lambda f: f.ann + f"T9000\tContent {f.place(ASKED)}", "columns are missing"),
    "no such entity": (
        lambda f: f.edit(rf"(Reference {f.id('Mention', 'Romania')} entities:)\S+", r"\g<1>country/QQQ"),
        "no such entity",
    ),
    "decided already": (
        lambda f: f.edit(rf"(speech_act {f.id('Content', EASTWARDS)}) \w+", r"\g<1> question"),
        "617957.yaml entry 1: statements 617957:s967-1003 is decided already",
    ),
    "an event with a decided participant": (
        lambda f: f.delete(f.event("REQUEST", "demanding")),
        "events 617957:e717-726 is decided already",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", NO_ENTRY)
def test_what_is_no_entry_is_listed_with_its_line(case: str, folder: Path, seed: Path) -> None:
    correct, message = NO_ENTRY[case]
    found = corrected(folder, correct, seed)
    assert any(message in problem for problem in found.problems), found.problems
    assert all(re.match(r"617957\.ann( line \d+)?: ", problem) for problem in found.problems)
    assert found.entries == []


def test_what_can_be_an_entry_is_one_beside_what_cannot(folder: Path, seed: Path) -> None:
    found = corrected(folder, lambda f: f.ann + f"A9000\tnegated {f.id('Content', NOT_IT)}\nA9001\tbold T1\n", seed)
    assert len(found.entries) == len(found.problems) == 1


def test_a_curators_row_needs_its_entries(folder: Path, seed: Path) -> None:
    ann = folder / "617957.ann"
    file = File(ann.read_text(encoding="utf-8"), "")
    content = file.id("Content", EASTWARDS)
    ann.write_text(file.edit(rf"(speech_act {content}) \w+", r"\g<1> question"), encoding="utf-8")
    (problem,) = corrections(folder, "Ines", DAY, seed).problems
    assert "a curator made this row" in problem
    assert "--curation" in problem


def test_another_text_says_nothing(folder: Path, seed: Path) -> None:
    (folder / "617957.txt").write_text("Another text", encoding="utf-8")
    (folder / "1.ann").write_text("", encoding="utf-8")
    found = corrected(folder, lambda f: f.ann + "A9000\tnegated T68\n", seed)
    assert found.entries == []
    assert [problem.partition(":")[0] for problem in found.problems] == ["617957.txt", "1.ann"]


def test_a_folder_without_files_is_wrong_use(tmp_path: Path, seed: Path) -> None:
    with pytest.raises(UsageError, match=r"no \.ann file there"):
        corrections(tmp_path, "Ines", DAY, seed)


def test_an_edition_without_words_cannot_say_what_was_corrected(folder: Path, tmp_path: Path) -> None:
    build(SEEDS, tmp_path / "edition", words=False)
    with pytest.raises(PackageError, match="the text is not in this edition"):
        corrections(folder, "Ines", DAY, tmp_path / "edition")


@pytest.mark.parametrize("saved", [lambda text: "\ufeff" + text, lambda text: text.replace("\n", "\r\n")])
def test_how_an_editor_saves_is_no_correction(saved: Callable[[str], str], folder: Path, seed: Path) -> None:
    for file in (folder / "617957.ann", folder / "617957.txt"):
        file.write_bytes(saved(file.read_text(encoding="utf-8")).encode())
    assert corrections(folder, "Ines", DAY, seed) == Corrections()


def test_the_command_writes_a_file_that_a_build_takes(
    folder: Path, seed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: object) -> object:
        monkeypatch.setattr("sys.argv", ["build.py", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            main()
        return caught.value.code

    options = ("--path", seed, "--curation", CURATION, "--curator", "Ines", "--date", "2026-11-24")
    assert run("import-brat", folder, "--out", tmp_path / "none.yaml", *options) == 0
    assert not (tmp_path / "none.yaml").exists()
    ann = folder / "617957.ann"
    was = ann.read_text(encoding="utf-8")
    ann.write_text(was + f"A9000\tnegated {File(was, '').id('Content', NOT_IT)}\n", encoding="utf-8")
    out = tmp_path / "own" / "curation.yaml"
    assert run("import-brat", folder, "--out", out, *options) == 0
    (entry,) = load_entries(out.parent)
    assert (entry.id, entry.value, entry.curator, entry.date) == (S, {"negated": True}, "Ines", DAY)
    assert run("import-brat", folder, "--out", out, *options) == 2
    assert run("import-brat", folder, "--out", out / "inside-a-file.yaml", *options) == 2
    assert "nothing can be written there" in capsys.readouterr().err
    assert run("import-brat", folder, "--out", tmp_path / "b.yaml", "--path", seed, "--curation", "nowhere") == 2
    assert "no such curation folder" in capsys.readouterr().err
    ann.write_text(was + "A9000\tbold T1\n", encoding="utf-8")
    assert run("import-brat", folder, "--out", tmp_path / "other.yaml", *options) == 1
    assert f"617957.ann line {was.count(chr(10)) + 1}: no attribute bold on T1" in capsys.readouterr().out
    assert run("export", "brat", "--path", seed, "--out", folder) == 0
    assert ann.read_text(encoding="utf-8") == was
    assert run("export", "brat", "--path", seed, "--out", seed) == 2
