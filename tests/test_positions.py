"""An edition without words holds none, and whoever has the articles gets the whole package back from it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import put, rewrite
from small_package import ENTITIES, draft

import dataset
from dataset.annotate.cues import lemmas
from dataset.archive import extract
from dataset.checksum import CHECKSUMS
from dataset.cli import main
from dataset.disk import Package
from dataset.editions import POSITIONS, certain, edition_of
from dataset.errors import DatasetError, PackageError, UsageError
from dataset.history import History, hashes
from dataset.hydrate import Words, hydrate
from dataset.lexicon import rows as lexicon
from dataset.package import write_package
from dataset.pipeline import build
from dataset.positions import PLACES, without_words
from dataset.records import Entity
from dataset.release import release_positions
from dataset.schema import load_schema
from dataset.spool import Shelf
from dataset.tables import build_tables
from dataset.validate import blocking, check_package, check_tables, check_with_frictionless

ROOT = Path(__file__).parents[1]
SCHEMA = load_schema()
ARTICLES = {
    "3001": ("Ferry will sail, Lindqvist says", "STOCKHOLM, March 4. /TASS/. “The ferry will sail,” Swedish Transport "
             "Minister Karin Lindqvist told reporters on Friday, “and nobody will pay more.”"),
    "3002": ("Lindqvist denies delay", "Lindqvist quipped that the ferry had never been late. She denied a delay."),
    "3003": ("Port of Kotor closed — Ilić", "KOTOR, March 5. /NOVA/. Harbour master Goran Ilić said that ministry "
             "spokesman Marko Savić had promised that the quay would reopen in May."),
    "3004": ("Strike called off", "“We accept the offer,” union leader Olga Orlova said. The union had demanded more."),
    "3005": ("Kaya asks for talks", "ANKARA, March 6. /Reuters/. “Will you talk?” Deniz Kaya asked. “We will,” the "
             "envoy Aino Lahti answered."),
    "3006": ("Nichts Neues im Hafen", "Der Hafen bleibt heute geschlossen, und niemand weiß, wann er wieder öffnet."),
    "3007": ("Norway sends aid", "Norway sent medical supplies to Albania on Monday, Norwegian Foreign Minister Ingrid "
             "Solberg said. “🙂 They arrived,” Solberg added."),
    "3008": ("Toll stays, mayor says", "Mayor Ana Sousa told residents: “The toll stays.” Sousa rejected a proposal."),
    "3009": ("Bridge talks fail", "Talks on the bridge collapsed, officials said. According to Rui Lima, the sides "
             "“will meet again in June,” and “nothing is lost.”"),
    "3010": ("Lima visits Vienna", "Portuguese Prime Minister Rui Lima visited Vienna. Lima thanked Austria."),
}  # fmt: skip
DECIDED: list[dict[str, Any]] = [
    {"table": "entities", "id": "person/rui-lima", "action": "set", "value": {"description": "head of cabinet"}}
]
WORD = re.compile(r"[^\W\d_]{4,}")
JOINS = st.sampled_from(["one", "“Two”", "that", "🙂", "\n\n", '"three,"', "whether", "é", " "])


def record(article_id: str, title: str, body: str) -> str:
    return f"ID :\n{article_id}\nMon, 03/07/2022 - 10:00\nAuther :\n\n{title}\n\n{body}\n\nRead more\n\nX\n"


def archive(folder: Path, articles: dict[str, tuple[str, str]]) -> Path:
    """An archive of the articles, a file each."""
    folder.mkdir()
    for article_id, (title, body) in articles.items():
        (folder / f"{article_id}.txt").write_text(record(article_id, title, body), encoding="utf-8")
    return folder


def rows(folder: Path) -> dict[str, pa.Table]:
    package = Package.open(folder)
    return {name: package.read(name) for name in package.schema.tables}


def columns(table: str) -> list[str]:
    return [field.name for field in SCHEMA.table(table).fields if field.words]


def of(folder: Path, article_id: str) -> list[tuple[Any, ...]]:
    """The words of an article's rows, with their keys."""
    return [
        (name, *(row[column] for column in (*SCHEMA.table(name).key, *columns(name))))
        for name, table in rows(folder).items()
        if "article_id" in table.column_names
        for row in table.to_pylist()
        if row["article_id"] == article_id
    ]


@dataclass(frozen=True)
class Ten:
    """Ten articles, their package, and its edition without words."""

    source: Path
    whole: Path
    positions: Path


@pytest.fixture(scope="module")
def ten(tmp_path_factory: pytest.TempPathFactory) -> Ten:
    folder = tmp_path_factory.mktemp("ten")
    source, plain = archive(folder / "articles", ARTICLES), folder / "plain"
    build(source, plain)
    expected = dict(zip(*(rows(plain)["entities"][c].to_pylist() for c in ("entity_id", "description")), strict=True))
    entries = [entry | {"expect": {"description": expected[entry["id"]]}} for entry in DECIDED]
    said = {"reason": "The office is too long.", "curator": "Ines", "date": "2026-11-24"}
    (folder / "curation").mkdir()
    (folder / "curation" / "entries.yaml").write_text(yaml.safe_dump([entry | said for entry in entries]))
    build(source, folder / "whole", folder / "curation")
    build(source, folder / "positions", folder / "curation", words=False)
    return Ten(source, folder / "whole", folder / "positions")


@pytest.fixture
def partial(ten: Ten, tmp_path: Path) -> Path:
    """What comes back where one article is missing and one has another text."""
    articles = {k: v for k, v in ARTICLES.items() if k != "3003"} | {"3007": ("Norway waits", "Norway sent nothing.")}
    done = hydrate(ten.positions, archive(tmp_path / "less", articles), tmp_path / "partial")
    assert (done.articles, done.missing, done.other_text, done.complete) == (8, ["3003"], ["3007"], False)
    return tmp_path / "partial"


def texts(folder: Path) -> Iterator[str]:
    """Every string in every file of a package: values, metadata, file names."""
    for file in sorted(folder.iterdir()):
        yield file.name
        if file.suffix != ".parquet":
            yield file.read_text(encoding="utf-8")
            continue
        table = pq.read_table(file)
        yield from (str(value) for value in (table.schema.metadata or {}).values())
        for column in table.columns:
            yield from (value for value in column.to_pylist() if isinstance(value, str))


def words_of(strings: Iterator[str] | list[str]) -> set[str]:
    return {word.casefold() for string in strings for word in WORD.findall(string)}


def ours(folder: Path, tmp_path: Path) -> set[str]:
    """Words that are no article's: of the same edition without a row, of the gazetteer and of its entities' names."""
    empty = {name: table.slice(0, 0) for name, table in rows(folder).items()}
    schema = edition_of(SCHEMA, POSITIONS, hashes(empty))
    write_package(empty, tmp_path / "empty", schema, files={PLACES: ""})
    lists = ("agencies", "cities", "countries", "groups", "organizations", "regions")
    gazetteer = [*lemmas(), *(cell for name in lists for row in lexicon(name) for cell in row.values())]
    named = rows(folder)["entities"]["entity_name"].to_pylist()
    return words_of(texts(tmp_path / "empty")) | words_of(gazetteer) | words_of(named)


def test_no_word_of_an_article_is_in_any_file(ten: Ten, tmp_path: Path) -> None:
    printed = words_of([string for article in ARTICLES.values() for string in article])
    found = printed & words_of(texts(ten.positions)) - ours(ten.positions, tmp_path)
    assert found == set()
    assert printed & words_of(texts(ten.whole)) - ours(ten.positions, tmp_path) >= {"ferry", "quipped"}


def test_words_are_null_and_everything_else_is_there(ten: Ten) -> None:
    whole, positions = rows(ten.whole), rows(ten.positions)
    for name, table in SCHEMA.tables.items():
        for field in table.fields:
            if field.name in certain(table):
                assert positions[name][field.name].null_count == positions[name].num_rows
            elif not field.words:
                assert positions[name][field.name].equals(whole[name][field.name])


def test_a_curators_words_and_our_word_list_stay(ten: Ten) -> None:
    entities = {row["entity_id"]: row["description"] for row in rows(ten.positions)["entities"].to_pylist()}
    assert {entity: words for entity, words in entities.items() if words} == {"person/rui-lima": "head of cabinet"}
    cues = set(rows(ten.positions)["statements"]["cue_lemma"].to_pylist())
    assert {"tell", "say", "promise"} <= cues
    assert "quipped" not in cues


def test_hydrate_gives_the_whole_package_of_the_seed(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "data", tmp_path / "data")
    file = release_positions(tmp_path)
    assert file.name == f"{SCHEMA.editions[POSITIONS]['name']}-{SCHEMA.package['version']}.zip"
    assert dataset.hydrate(file, ROOT / "seeds" / "articles", tmp_path / "whole").complete
    assert {f.name: f.read_bytes() for f in (tmp_path / "whole").iterdir()} == {
        f.name: f.read_bytes() for f in (ROOT / "data").iterdir()
    }
    assert release_positions(tmp_path).read_bytes() == file.read_bytes()


def test_hydrate_gives_the_whole_package_of_ten_articles(ten: Ten, tmp_path: Path) -> None:
    assert hydrate(ten.positions, ten.source, tmp_path / "whole").articles == len(ARTICLES)
    assert hashes(rows(tmp_path / "whole")) == hashes(rows(ten.whole))
    assert Package.open(tmp_path / "whole").checksums() == Package.open(ten.whole).checksums()


def test_articles_are_found_by_their_text_whatever_their_id(ten: Ten, tmp_path: Path) -> None:
    renumbered = {f"x-{number}": ARTICLES[key] for number, key in enumerate(sorted(ARTICLES, reverse=True))}
    assert hydrate(ten.positions, archive(tmp_path / "mine", renumbered), tmp_path / "whole").complete
    assert hashes(rows(tmp_path / "whole")) == hashes(rows(ten.whole))


def test_what_is_missing_is_said_and_the_rest_is_right(ten: Ten, partial: Path) -> None:
    assert blocking(check_package(partial)) == []
    assert Package.open(partial).schema.package["edition"] == "partial"
    for article_id in ARTICLES:
        source = ten.positions if article_id in ("3003", "3007") else ten.whole
        assert of(partial, article_id) == of(source, article_id)
    descriptions = {row["entity_id"]: row["description"] for row in rows(partial)["entities"].to_pylist()}
    assert descriptions["person/karin-lindqvist"] == "Swedish Transport Minister"
    assert descriptions["person/goran-ilic"] is None


def test_what_was_missing_can_be_put_back_later(ten: Ten, partial: Path, tmp_path: Path) -> None:
    rest = archive(tmp_path / "rest", {key: ARTICLES[key] for key in ("3003", "3007")})
    assert hydrate(partial, rest, tmp_path / "whole").complete
    assert hashes(rows(tmp_path / "whole")) == hashes(rows(ten.whole))


def test_both_editions_are_packages(ten: Ten) -> None:
    for folder in (ten.whole, ten.positions):
        assert blocking(check_package(folder)) == []
    assert check_with_frictionless(ten.positions) == []
    quality = [[p for p in check_package(f) if p.severity == "quality"] for f in (ten.whole, ten.positions)]
    assert quality[0] == quality[1]
    described = Package.open(ten.positions).schema.package
    assert (described["edition"], described["title"]) == (POSITIONS, SCHEMA.editions[POSITIONS]["title"])
    assert described["hydrated"] == hashes(rows(ten.whole))
    assert Package.open(ten.positions).checksums().keys() - Package.open(ten.whole).checksums().keys() == {PLACES}


def test_an_article_and_a_row_show_what_is_known_of_them(ten: Ten) -> None:
    row = dataset.load("statements", path=ten.positions).iloc[0]
    view = dataset.article(row["article_id"], path=ten.positions)
    known = dataset.explain(row["statement_id"], path=ten.positions)
    for shown in (str(view), view._repr_html_()):
        assert "its text is not in this edition" in shown
        assert row["kind"] in shown
    assert re.search(
        rf"^  words +{row['char_start']}-{row['char_end']} +not in this edition$", str(known), re.MULTILINE
    )
    assert [(place.line, place.words, place.context) for place in known.places] == [(None,) * 3] * len(known.places)
    assert {link.words for link in known.refers_to if link.table != "entities"} == {""}


def test_an_event_whose_words_are_not_there_is_shown_without_them(ten: Ten) -> None:
    articles = dataset.load("events", path=ten.positions)["article_id"].unique()
    for article in articles:
        lines = [line for line in str(dataset.article(article, path=ten.positions)).splitlines() if "event at" in line]
        assert lines
        assert not any("None" in line or "“" in line for line in lines)
    assert len(articles)


def test_tables_are_exported_and_texts_that_are_not_there_are_not(ten: Ten, tmp_path: Path) -> None:
    dataset.export("csv", tmp_path / "csv", path=ten.positions)
    for form in ("annotation", "brat"):
        with pytest.raises(PackageError, match="the text is not in this edition"):
            dataset.export(form, tmp_path / form, path=ten.positions)


def test_a_reader_can_load_it(ten: Ten) -> None:
    statements = dataset.load("statements", path=ten.positions)
    assert statements["text"].isna().all()
    assert statements.dtypes.equals(dataset.load("statements", path=ten.whole).dtypes)
    assert len(dataset.quotes(path=ten.positions)) == len(dataset.quotes(path=ten.whole))
    assert (view := dataset.article("3001", path=ten.positions)).text == view.title == ""
    with pytest.raises(PackageError, match="hydrate"):
        dataset.context(statements["statement_id"][0], path=ten.positions)


@pytest.mark.parametrize(
    ("table", "row", "change", "rule"),
    [
        ("articles", 0, {"text": "Secret"}, "words"),
        ("mentions", 0, {"words": "Secret"}, "words"),
        ("participants", 0, {"char_start": None}, "incomplete_span"),
        ("articles", 0, {"n_chars": 20}, "range"),
        ("mentions", -1, {"char_end": 9999}, "range"),
        ("articles", 0, {"language": None}, "null"),
    ],
)
def test_damage_of_an_edition_is_found(
    ten: Ten, tmp_path: Path, table: str, row: int, change: dict[str, Any], rule: str
) -> None:
    folder = Path(shutil.copytree(ten.positions, tmp_path / "damaged"))
    first = rows(folder)[table].to_pylist()[row]
    put(table, " ".join(str(first[name]) for name in SCHEMA.table(table).key), **change)(folder)
    assert rule in {problem.rule for problem in blocking(check_package(folder)) if problem.column}


def test_words_that_an_edition_lacks_although_it_has_the_text_are_found(partial: Path) -> None:
    table = rows(partial)["statements"]
    at = table.column_names.index("cue_text")
    rewrite(partial, "statements", table.set_column(at, "cue_text", pa.nulls(len(table), pa.string())))
    assert [(p.rule, p.column) for p in blocking(check_package(partial))] == [("words", "cue_text")]


def test_an_edition_that_nobody_knows_is_found(ten: Ten, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ten.whole, tmp_path / "package"))
    file = folder / "datapackage.json"
    file.write_text(file.read_text(encoding="utf-8").replace('"name"', '"edition": "abridged",\n  "name"', 1), "utf-8")
    assert "edition" in {problem.rule for problem in blocking(check_package(folder))}


@pytest.mark.parametrize(
    ("damage", "error", "words"),
    [
        (lambda p: shutil.copy(p / "parties.parquet", p / "events.parquet"), PackageError, "events.parquet"),
        (lambda p: (p / PLACES).write_text("a,b\n1,2\n"), PackageError, PLACES),
        (lambda p: (p / CHECKSUMS).unlink(), PackageError, CHECKSUMS),
        (shutil.rmtree, UsageError, "no such file"),
    ],
)
def test_an_edition_that_is_damaged_is_refused(
    ten: Ten, tmp_path: Path, damage: Any, error: type[DatasetError], words: str
) -> None:
    folder = Path(shutil.copytree(ten.positions, tmp_path / "damaged"))
    damage(folder)
    with pytest.raises(error, match=re.escape(words)):
        hydrate(folder, ten.source, tmp_path / "whole")
    assert not (tmp_path / "whole").exists()


def test_rows_that_are_not_those_of_the_whole_package_are_refused(ten: Ten, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ten.positions, tmp_path / "changed"))
    first = rows(folder)["mentions"]["mention_id"][0].as_py()
    put("mentions", first, metonym=True)(folder)
    with pytest.raises(PackageError, match="mentions"):
        hydrate(folder, ten.source, tmp_path / "whole")


@pytest.mark.parametrize(
    ("package", "source", "status", "words"),
    [
        ("positions", "articles", 0, "10 of 10 articles have their words"),
        ("positions", "one", 3, "missing: 3002"),
        ("whole", "articles", 2, "the package has its words"),
        ("positions", "nowhere", 2, "no such file or folder"),
        ("nowhere", "articles", 2, "no such file"),
    ],
)
def test_the_command_says_what_came_of_it(
    ten: Ten,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    package: str,
    source: str,
    status: int,
    words: str,
) -> None:
    places = {"articles": ten.source, "positions": ten.positions, "whole": ten.whole, "one": ten.source / "3001.txt"}
    given = [places.get(name, tmp_path / name) for name in (package, source)]
    monkeypatch.setattr("sys.argv", ["build.py", "hydrate", *map(str, given), "--out", str(tmp_path / "out")])
    with pytest.raises(SystemExit) as caught:
        main()
    printed = capsys.readouterr()
    assert (caught.value.code, words in printed.out + printed.err) == (status, True)
    assert "Traceback" not in printed.err


def test_an_archive_of_an_edition_is_a_package(ten: Ten, tmp_path: Path) -> None:
    shutil.copytree(ten.whole, tmp_path / "data")
    assert blocking(check_package(extract(release_positions(tmp_path), tmp_path / "unpacked"))) == []


def test_of_changes_only_the_words_are_left_out() -> None:
    cells = [("statements", "text", "It rained", "It snowed"), ("statements", "kind", "direct", "mixed")]
    changes = pa.Table.from_pylist(
        [
            {"table_name": t, "id": "7:s1-9", "change": "edited", "field": f, "old": old, "new": new, "reason": "rule"}
            for t, f, old, new in cells
        ],
        SCHEMA.history["changes"].arrow,
    )
    empty = {name: table.arrow.empty_table() for name, table in SCHEMA.tables.items()}
    kept = without_words(empty, SCHEMA, History(tables={"changes": changes})).history.tables["changes"]
    assert [(row["old"], row["new"]) for row in kept.to_pylist()] == [(None, None), ("direct", "mixed")]


@st.composite
def annotated(draw: st.DrawFn) -> dict[str, pa.Table]:
    """Tables of one or two articles of odd text, with mentions, roles and statements at any place of it."""
    annotations = []
    for number in range(draw(st.integers(1, 2))):
        body = draw(st.lists(JOINS, min_size=4, max_size=12).map(" ".join))
        new = draft(f"{number}", ["Title", "x" + body + "x"], dateline_place=draw(st.none() | st.just("one")))
        spans = st.tuples(*[st.integers(0, len(new.article.text) - 1)] * 2).filter(lambda s: s[0] != s[1]).map(sorted)
        for start, end in draw(st.lists(spans, max_size=4)):
            role = (
                dict(zip(("role_char_start", "role_char_end"), draw(spans), strict=True)) if draw(st.booleans()) else {}
            )
            words = new.article.text[start:end]
            new.mention(words, draw(st.sampled_from([None, "person/ivan-petrov", "country/RUS"])), **role)
        content = draw(spans)
        whole = new.article.text[slice(*content)]
        cue = new.article.text[slice(*draw(spans))]
        new.statement("a", [whole], cue, "", "Title", cue_lemma=draw(st.sampled_from([None, "say", "one", "jest"])))
        annotations.append(new.done())
    office = draw(st.sampled_from([None, "one", "that", "office of his own"]))
    entities = [Entity(e.entity_id, e.entity_name, e.entity_type, description=office) for e in ENTITIES]
    return build_tables(annotations, entities)


@given(annotated())
@settings(max_examples=40)
def test_words_come_back_as_they_were(tables: dict[str, pa.Table]) -> None:
    edition = without_words(tables, SCHEMA, History())
    with Shelf() as shelf:
        for text, sha256 in zip(*(tables["articles"][c].to_pylist() for c in ("text", "text_sha256")), strict=True):
            shelf.add(sha256, text)
        restored = Words(edition.tables["articles"], shelf, edition.places).restored(edition.tables, SCHEMA.tables)
    assert {**hashes(edition.tables), **hashes(restored)} == hashes(tables)


@given(annotated())
@settings(max_examples=5)
def test_an_edition_has_no_problem_that_the_whole_has_not(tables: dict[str, pa.Table]) -> None:
    edition = without_words(tables, SCHEMA, History())
    found = {(problem.rule, problem.table) for problem in check_tables(edition.tables, edition.schema)}
    assert found <= {(problem.rule, problem.table) for problem in check_tables(tables)}
