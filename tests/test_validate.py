"""The validator, proven by mutation: a sound package has no structure problem, and every damage has its own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mutations import FILES, TABLES, Mutation, drop_unsigned, put
from small_package import small_tables

from dataset.disk import DESCRIPTOR
from dataset.package import write_package
from dataset.schema import Reference, load_schema
from dataset.validate import Problem, blocking, check_package, check_tables, check_with_frictionless

SCHEMA = load_schema()
SMALL = small_tables()
# A row that has no article of its own belongs to that of its owner.
OWNERS = [("parties", ("statement_id",)), ("event_contexts", ("event_id",))]
LOCAL_REFERENCES = [
    (table.name, reference)
    for table in SCHEMA.tables.values()
    for reference in table.references
    if reference.table not in ("articles", "entities") and (table.name, reference.fields) not in OWNERS
]
COLUMNS = [(table.name, field) for table in SCHEMA.tables.values() for field in table.fields]
STRINGS = st.sampled_from(["", "\0", "617", "617:s63-165", "617:s63-165.2", "2021-13", "../..", "🙂"]) | st.text(
    max_size=9
)
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "string": STRINGS,
    "integer": st.integers(-(2**63), 2**63 - 1) | st.integers(-3, 400),
    "number": st.floats(),
    "boolean": st.booleans(),
    "date": st.dates() | st.integers(-(2**31), 2**31 - 1),
    "datetime": st.datetimes() | st.integers(-(2**63), 2**63 - 1),
}


@pytest.fixture(scope="session")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sound") / "package"
    write_package(SMALL, folder, SCHEMA)
    return folder


@pytest.fixture
def package(sound: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sound, tmp_path / "package"))


def matching(problems: list[Problem], mutation: Mutation) -> list[Problem]:
    place = (mutation.rule, mutation.where)
    return [p for p in blocking(problems) if (p.rule, p.table) == place and mutation.words in p.message]


def at(problems: list[Problem], rule: str, table: str, column: str | None = None) -> list[Problem]:
    return [p for p in blocking(problems) if (p.rule, p.table, p.column) == (rule, table, column)]


def with_values(table: str, values: dict[str, Any]) -> dict[str, pa.Table]:
    """The small tables with some values of a table's first row replaced."""
    arrow = pa.schema([field.with_nullable(True) for field in SCHEMA.table(table).arrow])
    first, *others = SMALL[table].to_pylist()
    return {**SMALL, table: pa.Table.from_pylist([first | values, *others], arrow)}


def test_sound_package_has_no_structure_problem(sound: Path) -> None:
    problems = check_package(sound)
    assert blocking(problems) == []
    assert problems == check_package(sound / DESCRIPTOR) == check_tables(SMALL)


def test_quality_is_reported_with_rates() -> None:
    found = {problem.rule: problem for problem in check_tables(SMALL)}
    assert found.keys() == {"no_entity", "no_participant", "low_confidence"}
    assert found["no_entity"].message == "mentions: 2 of 13 rows (15.4%) have no entity"
    assert found["no_entity"].ids == ("617:m122-131", "b.2:m102-111")


@pytest.mark.parametrize(
    ("rule", "table", "column", "value"),
    [
        ("speaker_unknown", "statements", "speaker_resolution", "unknown"),
        ("no_cue", "statements", "cue_char_start", None),
        ("no_source", "statements", "source_char_start", None),
        ("date_unresolved", "events", "date_char_start", 3),
        ("no_statement", "articles", "article_id", "618"),
        ("low_confidence", "statements", "confidence", 0.2),
    ],
)
def test_gaps_are_quality(rule: str, table: str, column: str, value: Any) -> None:
    problems = [p for p in check_tables(with_values(table, {column: value})) if p.severity == "quality"]
    assert [(p.rule, p.table, p.count) for p in problems if (p.rule, p.table) == (rule, table)] == [(rule, table, 1)]


@pytest.mark.parametrize("mutation", FILES + TABLES, ids=lambda m: m.title)
def test_damage_is_found(sound: Path, package: Path, mutation: Mutation) -> None:
    mutation.damage(package)
    problems = check_package(package)
    assert len(matching(problems, mutation)) == 1, "\n".join(map(str, problems))
    assert matching(check_tables(SMALL), mutation) == []


def test_mutations_have_names_of_their_own() -> None:
    titles = [mutation.title for mutation in FILES + TABLES]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("table", SCHEMA.tables)
def test_dropped_row_is_found(package: Path, table: str) -> None:
    drop_unsigned(table)(package)
    problems = check_package(package)
    assert at(problems, "rows", table)
    assert at(problems, "bytes", f"{table}.parquet")


@pytest.mark.parametrize("table", SCHEMA.tables)
def test_every_reference_to_nothing_is_found(table: str) -> None:
    columns = [reference.fields[0] for reference in SCHEMA.table(table).references]
    problems = check_tables(with_values(table, dict.fromkeys(columns, "nowhere")))
    for column in columns:
        (problem,) = at(problems, "reference", table, column)
        assert problem.count == 1
        assert f"{column} 'nowhere'" in problem.message


@pytest.mark.parametrize(("table", "reference"), LOCAL_REFERENCES)
def test_every_reference_to_another_article_is_found(table: str, reference: Reference) -> None:
    (column,), (key,) = reference.fields, reference.target
    foreign = SMALL[reference.table][key].to_pylist()[-1]
    assert foreign.startswith("b.2:")
    assert at(check_tables(with_values(table, {column: foreign})), "other_article", table, column)


@pytest.mark.parametrize("table", SCHEMA.tables)
def test_every_null_is_found(table: str) -> None:
    columns = [field.name for field in SCHEMA.table(table).fields if field.required]
    problems = check_tables(with_values(table, dict.fromkeys(columns)))
    assert all(at(problems, "null", table, column) for column in columns)


@pytest.mark.parametrize("table", SCHEMA.tables)
def test_every_unknown_category_is_found(table: str) -> None:
    columns = [field.name for field in SCHEMA.table(table).fields if field.enum and field.type == "string"]
    problems = check_tables(with_values(table, dict.fromkeys(columns, "oter")))
    for column in columns:
        (problem,) = at(problems, "enum", table, column)
        assert f"{column} 'oter'" in problem.message


def test_missing_and_unknown_tables_are_found() -> None:
    tables = {**SMALL, "notes": SMALL["parties"]}
    del tables["parties"]
    assert [(p.rule, p.table) for p in check_tables(tables)] == [
        ("missing_table", "parties"),
        ("unknown_table", "notes"),
    ]


def test_day_that_python_does_not_have_is_found() -> None:
    (problem,) = at(check_tables(with_values("events", {"date_latest": 2**31 - 1})), "bounds", "events", "date_latest")
    assert "got date_edtf None, date_latest 2147483647" in problem.message


def test_one_problem_a_cause_with_count_and_first_ids() -> None:
    articles = SMALL["articles"]
    many = pa.concat_tables([articles.slice(0, 1)] * 9)
    (problem,) = at(check_tables({**SMALL, "articles": many}), "key", "articles", "article_id")
    assert (problem.count, problem.ids) == (9, ("617",) * 5)
    assert str(problem).endswith("(9: 617, 617, 617, 617, 617, ...)")


def test_path_that_is_no_package_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path, tmp_path / "nowhere", tmp_path / "file"):
        assert [p.rule for p in check_package(path)] == ["no_descriptor"]


def test_link_that_leaves_the_folder_is_a_problem(package: Path, tmp_path: Path) -> None:
    (package / "events.parquet").rename(tmp_path / "events.parquet")
    (package / "events.parquet").symlink_to(tmp_path / "events.parquet")
    assert at(check_package(package), "path", "events", "path")


def test_frictionless_agrees_on_what_it_knows(sound: Path, package: Path) -> None:
    assert check_with_frictionless(sound) == []
    put("parties", "617:s266-306 speaker 1", entity_id="nowhere", position=-1)(package)
    found = {(p.table, p.column, p.rule, p.count, p.ids) for p in check_with_frictionless(package)}
    assert ("parties", "position", "constraint-error", 1, ("row 5",)) in found
    assert ("parties", None, "foreign-key", 1, ("row 5",)) in found


def test_frictionless_reports_what_it_cannot_open(package: Path) -> None:
    (package / DESCRIPTOR).write_text("{")
    assert [p.table for p in check_with_frictionless(package)] == [DESCRIPTOR]


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """The data with some bytes overwritten, cut out or put in."""
    start = draw(st.integers(0, len(data) - 1))
    new = draw(st.binary(max_size=20))
    end = draw(st.sampled_from([start, start + len(new), len(data)]))
    return data[:start] + new + data[end:]


@settings(max_examples=50)
@given(st.data())
def test_no_damaged_byte_raises_or_passes(sound: Path, data: st.DataObject) -> None:
    file = data.draw(st.sampled_from(sorted(f.name for f in sound.iterdir())))
    old = (sound / file).read_bytes()
    new = data.draw(damaged(old))
    with TemporaryDirectory() as folder:
        package = Path(shutil.copytree(sound, folder, dirs_exist_ok=True))
        (package / file).write_bytes(new)
        assert bool(blocking(check_package(package))) == (new != old)


JSON: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just("articles"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "path", "fields"]), inner),
    max_leaves=5,
)


@settings(max_examples=30)
@given(st.data())
def test_no_descriptor_raises(sound: Path, data: st.DataObject) -> None:
    descriptor = json.loads((sound / DESCRIPTOR).read_text())
    place, key = descriptor, data.draw(st.sampled_from(list(descriptor)))
    while isinstance(place[key], (dict, list)) and place[key] and data.draw(st.integers(0, 3)):
        place = place[key]
        key = data.draw(st.sampled_from(list(place) if isinstance(place, dict) else range(len(place))))
    place[key] = data.draw(JSON)
    with TemporaryDirectory() as folder:
        package = Path(shutil.copytree(sound, folder, dirs_exist_ok=True))
        (package / DESCRIPTOR).write_text(json.dumps(descriptor))
        check_package(package)


@settings(max_examples=50)
@given(st.data())
def test_no_value_raises(data: st.DataObject) -> None:
    tables = dict(SMALL)
    for _ in range(data.draw(st.integers(1, 3))):
        name, field = data.draw(st.sampled_from(COLUMNS))
        rows = tables[name].num_rows
        values = data.draw(st.lists(st.none() | VALUES[field.type], min_size=rows, max_size=rows))
        arrow = field.arrow.with_nullable(True)
        column = tables[name].column_names.index(field.name)
        tables[name] = tables[name].set_column(column, arrow, pa.array(values, arrow.type))
    assert all(isinstance(problem.message, str) for problem in check_tables(tables))


@pytest.mark.parametrize("rows", [0, 1])
def test_small_and_empty_tables_are_checked(rows: int) -> None:
    problems = check_tables({name: table.slice(0, rows) for name, table in SMALL.items()})
    assert bool(blocking(problems)) == bool(rows)
