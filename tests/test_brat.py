"""brat: the files say what the tables say; what is corrected there changes exactly that row of the next build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from small_package import small_tables

import dataset
from dataset.curate import load_entries
from dataset.curate.columns import decided
from dataset.disk import Package
from dataset.export.corrections import Corrections, corrections
from dataset.export.scheme import ATTRIBUTES, LINKS, NOTES, PARTS
from dataset.export.standoff import across_lines, on_one_line, parse
from dataset.package import write_package
from dataset.pipeline import build
from dataset.release import Snapshot, compare
from dataset.schema import load_schema

Row = dict[str, Any]
ROOT = Path(__file__).parents[1]
SEEDS, CURATION = ROOT / "seeds" / "articles", ROOT / "seeds" / "curation"
DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "package"
    write_package(small_tables(), folder, load_schema())
    return folder


@pytest.fixture(scope="module")
def seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seed, built here, so that nothing but the entries differs from what the tests build."""
    folder = tmp_path_factory.mktemp("seed") / "package"
    build(SEEDS, folder, CURATION)
    return folder


@pytest.fixture(params=["small", "seed"])
def package(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue(request.param))


def exported(package: Path, folder: Path) -> Path:
    dataset.export("brat", folder / "brat", path=package)
    return folder / "brat"


# The reader of these tests: nothing of it is shared with the project.


@dataclass
class Read:
    """An ``.ann`` file: text bounds by id, and the other lines by what they hang on."""

    bounds: dict[str, tuple[str, tuple[tuple[int, int], ...]]]
    events: dict[str, list[tuple[str, str]]]
    relations: list[tuple[str, str, str]]
    said: dict[str, Row]


def read(file: Path) -> Read:
    text = file.with_suffix(".txt").read_bytes().decode("utf-8")
    found = Read({}, {}, [], {})
    for line in file.read_text(encoding="utf-8").split("\n")[:-1]:
        name, rest = line.split("\t", 1)
        head, _, words = rest.partition("\t")
        kind, *args = head.split(" ")
        if name[0] == "T":
            places = head.removeprefix(f"{kind} ").split(";")
            spans = tuple((int(a), int(b)) for a, b in (place.split() for place in places))
            assert " ".join(text[a:b] for a, b in spans) == words
            assert "\n" not in words
            found.bounds[name] = (kind, spans)
        elif name[0] == "E":
            found.events[name] = [(re.sub(r"\d+$", "", k), v) for k, v in (p.split(":") for p in [kind, *args])]
        elif name[0] == "R":
            found.relations.append((kind, args[0].removeprefix("Arg1:"), args[1].removeprefix("Arg2:")))
        elif name[0] == "A":
            found.said.setdefault(args[0], {})[kind] = args[1] if len(args) > 1 else True
        elif name[0] == "N":
            found.said.setdefault(args[0], {})["entity_id"] = args[1].removeprefix("entities:")
        else:
            found.said.setdefault(args[0], {}).update(p.split("=") for p in words.split("; "))
    return found


def place(found: Read, name: str) -> list[int]:
    """First and last position of a text bound, or of an event's trigger."""
    spans = found.bounds[found.events[name][0][1] if name in found.events else name][1]
    return [spans[0][0], spans[-1][1]]


def facts(found: Read) -> set[str]:
    """Everything that the file says, a line a fact, in places rather than ids."""
    hubs = {n: [k, *place(found, n)] for n, (k, _) in found.bounds.items() if k in ("Content", "Mention")}
    hubs |= {n: [parts[0][0], *place(found, n)] for n, parts in found.events.items()}
    listed = [str(hub) for hub in hubs.values()]
    listed += [f"{hubs[n]} {k}={v}" for n, said in found.said.items() for k, v in said.items()]
    listed += [f"{hubs[one]} {kind} {place(found, other)}" for kind, one, other in found.relations]
    listed += [f"{hubs[n]} {k} {place(found, t)}" for n, parts in found.events.items() for k, t in parts[1:]]
    return set(listed)


def wanted(package: Path, article: str) -> set[str]:
    """The same facts from the tables."""
    tables = {name: Package.open(package).read(name).to_pylist() for name in load_schema().tables}
    own = {name: [r for r in rows if _article(r) == article] for name, rows in tables.items()}
    hubs: dict[str, list[Any]] = {}
    for row in own["statements"]:
        hubs[row["statement_id"]] = ["Content", row["char_start"], row["char_end"]]
    for row in own["mentions"]:
        hubs[row["mention_id"]] = ["Mention", row["char_start"], row["char_end"]]
    for row in own["events"]:
        hubs[row["event_id"]] = [row["event_type"], row["trigger_char_start"], row["trigger_char_end"]]
    listed = [str(hub) for hub in hubs.values()]
    for table in PARTS:
        for row in own[table]:
            listed += _facts_of(row, table, hubs)
    for row in own["parties"]:
        if row["mention_id"]:
            listed.append(f"{hubs[row['statement_id']]} {row['role']} {hubs[row['mention_id']][1:]}")
    for row in own["participants"]:
        if row["char_start"] is not None:
            listed.append(f"{hubs[row['event_id']]} {row['role']} {[row['char_start'], row['char_end']]}")
    listed += [f"{hubs[row['event_id']]} context_{row['context']}=True" for row in own["event_contexts"]]
    return set(listed)


def _article(row: Row) -> str:
    """The article that a row's id names."""
    return str(next(iter(row.values()))).split(":")[0]


def _facts_of(row: Row, table: str, hubs: dict[str, list[Any]]) -> Iterator[str]:
    key = f"{table[:-1]}_id"
    hub = hubs[row[key]]
    plain = [f.name for f in load_schema().table(table).fields if f.enum or f.type == "boolean"]
    notes = ("cue_lemma", "stated_on_edtf", "date_edtf", *(["entity_id"] if table == "mentions" else []))
    for column in (*plain, *(note for note in notes if note in row)):
        if column not in ("origin", "event_type", "quad") and row[column]:
            yield f"{hub} {column}={row[column]}"
    for part in ("source", "cue", "addressee", "role", "date"):
        if row.get(f"{part}_char_start") is not None:
            yield f"{hub} has_{part} {[row[f'{part}_char_start'], row[f'{part}_char_end']]}"
    for link in ("answers_id", "act_of", "event_group"):
        if row.get(link) and row[link] != row[key]:
            yield f"{hub} {link} {hubs[row[link]][1:]}"


def test_the_files_say_what_the_tables_say(package: Path, tmp_path: Path) -> None:
    folder = exported(package, tmp_path)
    articles = Package.open(package).read("articles").to_pylist()
    assert {f.stem for f in folder.glob("*.ann")} == {row["article_id"] for row in articles}
    for row in articles:
        assert (folder / f"{row['article_id']}.txt").read_bytes().decode("utf-8") == row["text"]
        found = facts(read(folder / f"{row['article_id']}.ann"))
        assert found == wanted(package, row["article_id"])


def test_content_is_exact_with_its_pieces(package: Path, tmp_path: Path) -> None:
    folder = exported(package, tmp_path)
    pieces: dict[str, list[tuple[int, int]]] = {}
    for row in Package.open(package).read("fragments").to_pylist():
        pieces.setdefault(row["statement_id"], []).append((row["char_start"], row["char_end"]))
    contents = [
        list(spans) for f in folder.glob("*.ann") for kind, spans in read(f).bounds.values() if kind == "Content"
    ]
    assert sorted(contents) == sorted(pieces.values())


def test_the_configuration_names_every_type(package: Path, tmp_path: Path) -> None:
    folder = exported(package, tmp_path)
    sections = re.findall(r"^\[(\w+)\]\n((?:.+\n)*)", (folder / "annotation.conf").read_text("utf-8"), re.MULTILINE)
    listed = {name: {line.split("\t")[0] for line in lines.splitlines()} for name, lines in sections}
    values = {
        line.split("\t")[0]: set(line.partition("Value:")[2].split("|"))
        for line in dict(sections)["attributes"].splitlines()
    }
    for file in folder.glob("*.ann"):
        found = read(file)
        triggers = {parts[0][1] for parts in found.events.values()}
        assert {kind for name, (kind, _) in found.bounds.items() if name not in triggers} <= listed["entities"]
        assert {parts[0][0] for parts in found.events.values()} <= listed["events"]
        assert {kind for kind, _, _ in found.relations} <= listed["relations"]
        said = {(k, v) for row in found.said.values() for k, v in row.items() if k in listed["attributes"]}
        assert all(v is True or v in values[k] for k, v in said)
    assert "<OVERLAP>" in listed["relations"]


def test_brat_has_every_column_that_people_decide() -> None:
    places = {
        "fragments",
        "char_start",
        "char_end",
        "trigger_char_start",
        "trigger_char_end",
        "event_type",
        "entity_id",
    }
    for table in PARTS:
        own = {f"{part}_char_{end}" for part in PARTS[table] for end in ("start", "end")}
        assert {*decided(load_schema().table(table))} - bounds - {"event_type", "entity_id"} == own | {
            *ATTRIBUTES[table],
            *NOTES[table],
            *LINKS[table],
        }


@given(st.lists(st.lists(st.text("ab🙂", min_size=1, max_size=4), min_size=1, max_size=4), max_size=5))
def test_ranges_cut_at_line_feeds_come_back(ranges: list[list[str]]) -> None:
    text, spans = "", []
    for lines in ranges:
        words = "\n\n".join(lines)
        spans.append((len(text), len(text) + len(words)))
        text += f"{words} "
    cut = on_one_line(spans, text)
    assert [text[start:end] for start, end in cut] == [line for lines in ranges for line in lines]
    assert across_lines(cut, text) == spans


@given(st.text(alphabet="TRE#A1 :;\t\nab", max_size=60))
def test_any_file_is_read_or_told_line_by_line(content: str) -> None:
    lines, problems = parse(content, "some text")
    numbers = [line.number for line in lines.values()] + [number for number, _ in problems]
    assert sorted(numbers) == [i for i, line in enumerate(content.split("\n"), start=1) if line]


def test_nothing_corrected_is_no_entry(package: Path, tmp_path: Path) -> None:
    found = corrections(exported(package, tmp_path), "Ines", DAY, package)
    assert found == Corrections()


# The way back. Each correction is made as an annotator would make it, by the words of the seed article.


def bound(ann: str, kind: str, words: str) -> str:
    """The line of the text bound of that type with those words."""
    return next(
        ln for ln in ann.splitlines(True) if re.match(rf"T\d+\t{kind} ", ln) and ln.rstrip("\n").endswith(f"\t{words}")
    )


def name(line: str) -> str:
    return line.split("\t")[0]


def moved(line: str, text: str, words: str) -> str:
    """The line on other words of the text."""
    start = text.index(words)
    return f"{name(line)}\t{line.split()[1]} {start} {start + len(words)}\t{words}\n"


def without(ann: str, gone: str) -> str:
    """As brat deletes: what hangs on a deleted annotation goes too."""
    return "".join(line for line in ann.splitlines(True) if not re.search(rf"\b{gone}\b", line))


NOT_IT = "that it was not Russia that created threats to other countries"


def shorter(ann: str, text: str) -> str:
    line = bound(ann, "Content", NOT_IT)
    return ann.replace(line, moved(line, text, NOT_IT.removesuffix(" to other countries")))


def other_source(ann: str, text: str) -> str:
    line = bound(ann, "Source", "the Russian leader")
    return ann.replace(line, moved(line, text, "Russian leader"))


def other_speaker(ann: str, text: str) -> str:
    content, now = name(bound(ann, "Content", NOT_IT)), name(bound(ann, "Mention", "Vladimir Putin"))
    return re.sub(rf"(speaker Arg1:{content} Arg2:)T\d+", rf"\g<1>{now}", ann)


def other_act(ann: str, text: str) -> str:
    content = name(bound(ann, "Content", NOT_IT))
    return ann.replace(f"speech_act {content} assertion", f"speech_act {content} expressive")


def deny(ann: str, text: str) -> str:
    return ann + f"A9000\tnegated {name(bound(ann, 'Content', NOT_IT))}\n"


def other_day(ann: str, text: str) -> str:
    content = name(bound(ann, "Content", NOT_IT))
    return re.sub(rf"(AnnotatorNotes {content}\t.*stated_on_edtf=)2021-12-23", r"\g<1>2021-12", ann)


def delete_statement(ann: str, text: str) -> str:
    return without(ann, name(bound(ann, "Content", NOT_IT)))


def add_statement(ann: str, text: str) -> str:
    words = "Have we approached the borders of the United States or Britain?"
    start = text.index(words)
    added = f"T9000\tContent {start} {start + len(words)}\t{words}\n"
    said = {"kind": "direct", "speech_act": "question", "speaker_resolution": "none", "stated_on_basis": "none"}
    return ann + added + "".join(f"A{9000 + i}\t{k} T9000 {v}\n" for i, (k, v) in enumerate(said.items()))


def other_entity(ann: str, text: str) -> str:
    return re.sub(rf"(Reference {name(bound(ann, 'Mention', 'Romania'))} entities:)\S+", r"\g<1>country/POL", ann)


def delete_mention(ann: str, text: str) -> str:
    return without(ann, name(bound(ann, "Mention", "SkyNews")))


def add_mention(ann: str, text: str) -> str:
    start = text.index("the corresponding systems")
    return ann + f"T9000\tMention {start} {start + 25}\tthe corresponding systems\nA9000\tform T9000 nominal\n"


S, M = "617957:s431-493", "617957:m1201-1208"
CASES: dict[str, tuple[Callable[[str, str], str], tuple[str, str, str], set[tuple[str, str]]]] = {
    "the content is shorter": (
        shorter,
        ("set", "statements", S),
        {("statements", f) for f in ("char_end", "text")} | {("fragments", f) for f in ("char_end", "words")},
    ),
    "another source": (
        other_source,
        ("set", "statements", S),
        {("statements", "source_char_start"), ("statements", "source_text")},
    ),
    "another speaker": (
        other_speaker,
        ("set", "parties", f"{S}/speaker/0"),
        {("parties", "mention_id"), ("statements", "source_mention_id")},
    ),
    "another act": (other_act, ("set", "statements", S), {("statements", "speech_act")}),
    "denied": (deny, ("set", "statements", S), {("statements", "negated")}),
    "another day": (
        other_day,
        ("set", "statements", S),
        {("statements", f"stated_on_{f}") for f in ("edtf", "earliest", "latest")},
    ),
    "a statement less": (delete_statement, ("drop", "statements", S), set()),
    "a statement more": (add_statement, ("add", "statements", "617957:s496-559"), set()),
    "another entity": (other_entity, ("set", "mentions", M), {("mentions", "entity_id")}),
    "a mention less": (delete_mention, ("drop", "mentions", "617957:m290-297"), set()),
    "a mention more": (add_mention, ("add", "mentions", "617957:m1159-1184"), set()),
}


@pytest.mark.parametrize("case", CASES)
def test_a_correction_changes_exactly_its_row(case: str, seed: Path, tmp_path: Path) -> None:
    correct, (action, table, row), cells = CASES[case]
    folder = exported(seed, tmp_path)
    file = folder / "617957.ann"
    was, text = file.read_text(encoding="utf-8"), (folder / "617957.txt").read_text(encoding="utf-8")
    file.write_text(correct(was, text), encoding="utf-8")
    assert file.read_text(encoding="utf-8") != was
    found = corrections(folder, "Ines", DAY, seed, load_entries(CURATION))
    assert found.problems == []
    assert [(e["action"], e["table"], e["id"]) for e in found.entries] == [(action, table, row)]
    changes = rebuilt(found, seed, tmp_path)
    print(case, changes)


def rebuilt(found: Corrections, seed: Path, folder: Path) -> Any:
    """What differs after a build of the seed with the entries."""
    own = Path(shutil.copytree(CURATION, folder / "curation"))
    (own / "corrected.yaml").write_text(yaml.safe_dump(found.entries, allow_unicode=True), encoding="utf-8")
    build(SEEDS, folder / "package", own)
    return compare(Snapshot.of(seed), Snapshot.of(folder / "package")).changes
