"""brat: the files say what the tables say, by a reader that shares nothing with what wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_package import small_tables

import dataset
from dataset.curate.columns import decided
from dataset.disk import Package
from dataset.export.scheme import ATTRIBUTES, LINKS, NOTES, PARTS
from dataset.export.standoff import across_lines, on_one_line, parse
from dataset.package import write_package
from dataset.schema import load_schema

Row = dict[str, Any]
ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "package"
    write_package(small_tables(), folder, load_schema())
    return folder


@pytest.fixture(params=["small", "release"])
def package(request: pytest.FixtureRequest, small: Path) -> Path:
    return small if request.param == "small" else ROOT / "data"


def exported(package: Path, folder: Path) -> Path:
    dataset.export("brat", folder / "brat", path=package)
    return folder / "brat"


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
            found.said.setdefault(args[0], {}).update(dict(p.split("=") for p in words.split("; ")))
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
    bounds = {"fragments", "char_start", "char_end", "trigger_char_start", "trigger_char_end"}
    for table in PARTS:
        parts = {f"{part}_char_{end}" for part in PARTS[table] for end in ("start", "end")}
        own = {*parts, *ATTRIBUTES[table], *NOTES[table], *LINKS[table]}
        assert {*decided(load_schema().table(table))} - bounds - {"event_type", "entity_id"} == own


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
