"""What a reader gets: the values that went in, in dtypes that say what they are, and errors that say what to do."""

from __future__ import annotations

import inspect
import json
import pickle
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import dataset
from dataset.errors import DatasetError, PackageError, UnknownNameError, UsageError
from dataset.package import write_package
from dataset.records import RECORD_TYPES, Annotation
from dataset.schema import PANDAS_DTYPES, Field, load_schema
from dataset.tables import build_tables

SCHEMA = load_schema()


@pytest.mark.parametrize("path", ["../other/articles.parquet", "/articles.parquet", "", None, 5])
def test_a_file_outside_of_the_package_is_not_read(path: object, package: Path, tmp_path: Path) -> None:
    file = Path(shutil.copytree(package, tmp_path / "copy")) / "datapackage.json"
    descriptor = json.loads(file.read_text(encoding="utf-8"))
    descriptor["resources"][0]["path"] = path
    file.write_text(json.dumps(descriptor), encoding="utf-8")
    with pytest.raises(PackageError, match="names no file of the package"):
        dataset.load(descriptor["resources"][0]["name"], path=file)


def test_dtypes_are_those_of_the_schema(package: Path) -> None:
    for name, table in SCHEMA.tables.items():
        frame = dataset.load(name, path=package)
        for field in table.fields:
            if field.enum:
                assert list(frame[field.name].cat.categories) == field.enum
            else:
                assert str(frame[field.name].dtype) == PANDAS_DTYPES[field.type]


@pytest.mark.parametrize("columns", [["cue_text", "statement_id"], ["kind"], list(SCHEMA.tables["statements"].names)])
def test_columns_come_in_the_order_asked(columns: list[str], package: Path) -> None:
    whole = dataset.load("statements", path=package)
    part = dataset.load("statements", path=package, columns=columns)
    pd.testing.assert_frame_equal(part, whole[columns])


def test_attrs_say_where_a_frame_comes_from(package: Path) -> None:
    for frame in (dataset.load("events", path=package), dataset.quotes(path=package)):
        said = {"name", "title", "version", "released", "address", "licence", "rights", "citation", "table"}
        assert frame.attrs.keys() - {"hash"} == said
        assert frame.attrs["version"] == SCHEMA.package["version"]
        assert frame.attrs["citation"] == dataset.cite(path=package)


def test_path_is_a_folder_or_its_descriptor(package: Path) -> None:
    for path in (package, str(package), package / "datapackage.json"):
        assert len(dataset.load("articles", path=path)) == 2


@pytest.mark.parametrize(
    ("call", "listed"),
    [
        (lambda path: dataset.load("statement", path=path), "statements, fragments"),
        (lambda path: dataset.describe("statement", path), "statements, fragments"),
        (lambda path: dataset.load("parties", path=path, columns=["name"]), "entity_id, mention_id"),
        (lambda path: dataset.article("1", path=path), 'load("articles")'),
        (lambda path: dataset.context("9", path=path), "sentences, statements, mentions, events"),
    ],
)
def test_a_wrong_name_is_answered_with_the_right_ones(
    call: Callable[[Path], object], listed: str, package: Path
) -> None:
    with pytest.raises(UnknownNameError) as error:
        call(package)
    assert listed in str(error.value)


@pytest.mark.parametrize("wrong", [617, 617.0, None, b"617", ["617"], pd.NA])
@pytest.mark.parametrize("call", [dataset.article, dataset.context, dataset.explain])
def test_an_id_that_is_no_text_is_wrong_use_and_no_damage(
    wrong: Any, call: Callable[..., object], package: Path
) -> None:
    with pytest.raises(UsageError, match=r"id is text; expected a str such as .*; got "):
        call(wrong, path=package)


@pytest.mark.parametrize("wrong", [1, 1.0, (1, 0, 0), b"1.0.0"])
def test_a_version_that_is_no_text_is_wrong_use(wrong: Any) -> None:
    with pytest.raises(UsageError, match=r"a version is text; expected a str such as .*; got "):
        dataset.load("statements", version=wrong)


@pytest.mark.parametrize("text", [None, "{", "[]", "{}", '{"resources": [{}]}', "[" * 100_000])
def test_where_there_is_no_package_the_error_says_so(text: str | None, tmp_path: Path) -> None:
    if text is not None:
        (tmp_path / "datapackage.json").write_text(text, encoding="utf-8")
    with pytest.raises(PackageError, match=r"datapackage\.json"):
        dataset.load("articles", path=tmp_path)


def _other_columns(file: Path) -> None:
    pq.write_table(pa.table({"statement_id": ["a"]}), file)


def _misspelt_category(file: Path) -> None:
    table = pq.read_table(file)
    kinds = pa.array(["directt"] * table.num_rows).dictionary_encode()
    pq.write_table(table.set_column(table.column_names.index("kind"), "kind", kinds), file)


@pytest.mark.parametrize(
    "damage", [Path.unlink, lambda file: file.write_bytes(b"PAR1"), _other_columns, _misspelt_category]
)
def test_a_damaged_table_is_not_loaded(damage: Callable[[Path], object], package: Path) -> None:
    damage(package / "statements.parquet")
    with pytest.raises(PackageError, match=r"statements\.parquet"):
        dataset.load("statements", path=package)


def test_tables(package: Path) -> None:
    frame = dataset.tables(package).set_index("name")
    assert list(frame.index) == list(SCHEMA.all)
    assert list(frame.columns) == ["title", "rows", "columns", "description"]
    assert list(frame.loc["statements", ["title", "rows", "columns"]]) == ["Statements", 3, 35]


def test_describe(package: Path) -> None:
    frame = dataset.describe("parties", package).set_index("name")
    assert list(frame.loc["role"]) == [
        *("string", True, "speaker, addressee"),
        *(SCHEMA.tables["parties"].field("role").description, "1.0.0", None),
    ]
    assert frame["enum"].notna().tolist() == [False, True, False, False, False]


def test_quotes(package: Path) -> None:
    quotes = dataset.quotes(path=package)
    shown = quotes[["speaker", "role", "source_text", "cue", "text", "negated", "outlet"]]
    assert shown.astype(object).where(shown.notna(), None).to_numpy().tolist() == [
        [None, None, None, None, "", True, "Port Post"],
        ["Ana Sousa", "Mayor", "Mayor Ana Sousa", "told", "We 😀 stay and we grow.", False, "NOVA"],
        ["Rui Lima; Ana Sousa", None, None, None, "agreed", False, "NOVA"],
    ]
    assert quotes["addressee"].isna().all()
    assert quotes["date"].tolist() == [pd.NaT, pd.Timestamp("2024-05-01"), pd.NaT]
    assert quotes["published_at"].tolist() == [pd.NaT, *[pd.Timestamp("2024-05-03 11:19")] * 2]
    assert [str(quotes[name].dtype) for name in ("speaker", "kind", "date")] == ["string", "category", "datetime64[s]"]


def test_quotes_take_the_role_from_the_entity_where_the_text_gives_none(
    tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    roleless = tables["mentions"].set_column(9, "role_text", pa.nulls(2, pa.string()))
    write_package(tables | {"mentions": roleless}, tmp_path / "out", SCHEMA)
    assert dataset.quotes(path=tmp_path / "out")["role"].tolist()[1] == "mayor of the port"


def test_quotes_of_nothing(tmp_path: Path) -> None:
    write_package(build_tables([], []), tmp_path / "out", SCHEMA)
    assert dataset.quotes(path=tmp_path / "out").empty


def test_article(package: Path) -> None:
    view = dataset.article("9", path=package)
    assert (view.article_id, view.title) == ("9", "Harbour stays open")
    assert view.text.startswith("Harbour stays open\n\n“We 😀 stay,”")
    assert {name: len(frame) for name, frame in view.tables.items()} == {
        **{"articles": 1, "sentences": 2, "statements": 2, "fragments": 3, "parties": 4, "entities": 2},
        **{"mentions": 2, "events": 1, "event_contexts": 2, "participants": 1},
    }
    for start, end, words in view.fragments[["char_start", "char_end", "words"]].to_numpy():
        assert view.text[start:end] == words
    assert view.statements["char_start"].is_monotonic_increasing
    assert "statements" in dir(view)
    assert repr(view) == "ArticleView(article_id='9', title='Harbour stays open')"
    assert pickle.loads(pickle.dumps(view)).text == view.text


def test_an_article_without_rows_has_empty_tables(package: Path) -> None:
    view = dataset.article("10", path=package)
    assert view.entities.empty
    assert view.event_contexts.empty
    with pytest.raises(AttributeError, match="expected one of articles"):
        _ = view.quotes


@pytest.mark.parametrize(
    ("row", "chars", "expected"),
    [
        ("9:s20-79", 5, "…pen\n\n[[“We 😀 stay,” Mayor Ana Sousa told residents, “and we grow.”]] Rui …"),
        ("9:m39-48", 6, "…Mayor [[Ana Sousa]] told …"),
        ("9:e49-53", 0, "…[[told]]…"),
        ("9:t0", 4, "[[Harbour stays open]]\n\n“W…"),
        ("10:s48-72", 99, "No toll, ministry says\n\nAn official did not say [[that the toll would fall]]."),
    ],
)
def test_context(row: str, chars: int, expected: str, package: Path) -> None:
    assert dataset.context(row, chars, path=package) == expected


def test_cite(package: Path) -> None:
    said = dataset.cite(path=package)
    for key in ("title", "version", "homepage", "rights"):
        assert SCHEMA.package[key] in said
    assert "CC-BY-4.0" in said


def test_an_intact_package_is_verified(package: Path) -> None:
    dataset.verify(package)


def _edit(file: str, old: str, new: str) -> Callable[[Path], object]:
    def edit(package: Path) -> None:
        text = (package / file).read_text(encoding="utf-8")
        assert old in text
        (package / file).write_text(text.replace(old, new, 1), encoding="utf-8", newline="\n")

    return edit


def _flip(package: Path) -> None:
    data = bytearray((package / "events.parquet").read_bytes())
    data[50] ^= 1
    (package / "events.parquet").write_bytes(data)


def _drop_row(package: Path) -> None:
    pq.write_table(pq.read_table(package / "events.parquet").slice(1), package / "events.parquet")


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (_flip, r"events\.parquet has another SHA-256"),
        (_drop_row, r"events\.parquet has \d+ bytes, not \d+; events\.parquet has 0 rows, not 1"),
        (lambda package: (package / "events.parquet").unlink(), r"events\.parquet is missing"),
        (lambda package: (package / "events.parquet").write_bytes(b"?"), r"events\.parquet is not Parquet"),
        (lambda package: (package / "SHA256SUMS").unlink(), r"datapackage\.json is not listed in SHA256SUMS"),
        (_edit("README.md", "codebook", "cookbook"), r"README\.md has another SHA-256"),
        (_edit("datapackage.json", '"rows": 1', '"rows": 7'), r"has 1 rows, not 7"),
        (_edit("datapackage.json", '"hash": "sha256:', '"hash": "sha256:0'), r"articles\.parquet has another hash in"),
    ],
)
def test_every_damage_is_told(damage: Callable[[Path], object], message: str, package: Path) -> None:
    damage(package)
    with pytest.raises(PackageError, match=message):
        dataset.verify(package)


def _values(field: Field) -> st.SearchStrategy[Any]:
    types: dict[str, st.SearchStrategy[Any]] = {
        "string": st.text(st.characters(exclude_categories=["Cs"])),
        "integer": st.integers(-(2**63), 2**63 - 1),
        "number": st.floats(allow_nan=False),
        "boolean": st.booleans(),
        "date": st.dates(),
        "datetime": st.datetimes().map(lambda time: time.replace(microsecond=0)),
    }
    values = st.sampled_from(field.enum) if field.enum else types[field.type]
    return values if field.required else st.none() | values


def _rows(table: str, size: int = 3) -> st.SearchStrategy[tuple[Any, ...]]:
    """Rows with any values that the columns can hold, whatever they mean, and different keys."""
    definition = SCHEMA.tables[table]
    row = st.builds(RECORD_TYPES[table], **{field.name: _values(field) for field in definition.fields})
    key = [(lambda row, name=name: getattr(row, name)) for name in definition.key[:1]]
    return st.lists(row, min_size=min(size, 1), max_size=size, unique_by=tuple(key)).map(tuple)


ROWS = st.fixed_dictionaries({name: _rows(name, 1 if name == "articles" else 3) for name in RECORD_TYPES})


def _read(frame: pd.DataFrame, field: Field) -> list[Any]:
    known = [None if pd.isna(value) else value for value in frame[field.name]]
    convert: Callable[[Any], Any] = {
        "date": lambda time: time.date(),
        "datetime": lambda time: time.to_pydatetime(),
    }.get(field.type, lambda value: value)
    return [None if value is None else convert(value) for value in known]


@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(ROWS)
def test_what_is_loaded_is_what_was_built(rows: dict[str, tuple[Any, ...]]) -> None:
    parts: dict[str, Any] = {name: rows[name] for name in rows if name not in ("articles", "entities")}
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        write_package(build_tables([Annotation(*rows["articles"], **parts)], rows["entities"]), out, SCHEMA)
        frames = {name: dataset.load(name, path=out) for name in rows}
    for name, table in SCHEMA.tables.items():
        expected = sorted(rows[name], key=lambda row: [getattr(row, column) for column in table.key])
        for field in (field for field in table.fields if "counts" not in field.descriptor):
            assert _read(frames[name], field) == [getattr(row, field.name) for row in expected]


def _python(*lines: str) -> str:
    command = [sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(command, check=True, capture_output=True, text=True, cwd=Path(__file__).parents[1]).stdout


def test_importing_costs_next_to_nothing() -> None:
    """Neither pandas nor anything else that is installed: the standard library alone."""
    out = _python(
        *("import sys", "before = set(sys.modules)", "import dataset", "dataset.__version__", "import json"),
        "print(json.dumps(sorted({m.split('.')[0] for m in set(sys.modules) - before} - sys.stdlib_module_names)))",
    )
    assert json.loads(out) == ["dataset"]


def test_names_stay_functions_whatever_is_imported() -> None:
    out = _python(
        *("import dataset, dataset.tables, dataset.load, dataset.package", "from dataset.tables import build_tables"),
        "print(callable(dataset.load), callable(dataset.tables), callable(build_tables))",
    )
    assert out.split() == ["True"] * 3


def test_names_are_documented_and_there_are_no_others() -> None:
    assert dir(dataset) == sorted(dataset.__all__)
    for name in set(dataset.__all__) - {"__version__"}:
        assert inspect.getdoc(getattr(dataset, name))
    assert dataset.__version__ == SCHEMA.package["version"]
    errors = [getattr(dataset, name) for name in dataset.__all__ if name.endswith("Error")]
    assert all(issubclass(error, DatasetError) for error in errors)
    with pytest.raises(AttributeError, match="it has ArticleView"):
        _ = dataset.connect
