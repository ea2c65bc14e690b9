"""Records become typed, sorted tables, whatever order and shards they come in; a logical hash sees rows, not files."""

from __future__ import annotations

import hashlib
import io
import json
import struct
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.errors import SchemaError
from dataset.records import Annotation, Article, Entity, Mention
from dataset.schema import load_schema
from dataset.tables import build_tables, count_column, logical_hash

SAMPLE = pa.table(
    {
        "word": pa.array(["a", None, "", "é😀", "a"], pa.string()),
        "n": pa.array([1, None, 0, -5, 2**62], pa.int64()),
        "x": pa.array([0.5, None, 0.0, float("nan"), -1.0], pa.float64()),
        "yes": pa.array([True, None, False, True, True], pa.bool_()),
        "day": pa.array([date(2021, 12, 23), None, date(1969, 12, 31), date(1, 1, 1), date(9999, 12, 31)], pa.date32()),
        "time": pa.array([datetime(2021, 12, 24, 11, 19), None, datetime(1970, 1, 1), None, None], pa.timestamp("s")),
    }
)


def test_columns_are_those_of_the_schema(tables: dict[str, pa.Table]) -> None:
    assert {name: table.schema for name, table in tables.items()} == {
        name: table.arrow for name, table in load_schema().tables.items()
    }


def test_rows_are_sorted_by_code_points_and_numbers() -> None:
    ids = ["a", "10", "😀", "\uffff", "9", "B", "é"]
    keys = build_tables([Annotation(Article(i, "t", "t", 1, "en")) for i in ids], [])["articles"]["article_id"]
    assert keys.to_pylist() == sorted(ids) == ["10", "9", "B", "a", "é", "\uffff", "😀"]


def test_keys_of_several_columns_are_sorted(tables: dict[str, pa.Table]) -> None:
    for name, table in load_schema().tables.items():
        keys = list(zip(*(tables[name][column].to_pylist() for column in table.key), strict=True))
        assert keys == sorted(keys)


@pytest.mark.parametrize("batch_rows", [1, 2, 3, 8192])
def test_order_and_batches_of_the_input_change_nothing(
    batch_rows: int,
    annotated: list[Annotation],
    entities: tuple[Entity, ...],
    tables: dict[str, pa.Table],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.modules["dataset.tables"], "BATCH_ROWS", batch_rows)
    mixed = [replace(a, mentions=a.mentions[::-1], fragments=a.fragments[::-1]) for a in annotated[::-1]]
    assert build_tables(iter(mixed), reversed(entities)) == tables


def test_no_input_gives_empty_tables() -> None:
    assert {name: (table.num_rows, table.schema) for name, table in build_tables([], []).items()} == {
        name: (0, table.arrow) for name, table in load_schema().tables.items()
    }


def test_categories_are_in_the_order_of_the_schema_and_strangers_are_kept() -> None:
    entities = [Entity("a", "A", "robot"), Entity("b", "B", "place"), Entity("c", "C", "person")]
    column = build_tables([], entities)["entities"]["entity_type"]
    assert column.to_pylist() == ["robot", "place", "person"]
    enum = load_schema().table("entities").field("entity_type").enum
    assert column.chunk(0).dictionary.to_pylist() == [*(enum or []), "robot"]


@pytest.mark.parametrize(
    ("table", "field", "expected"),
    [
        ("articles", "n_sentences", {"9": 2, "10": 1}),
        ("statements", "n_fragments", {"9:s20-79": 2, "9:s80-110": 1, "10:s48-72": 1}),
        ("entities", "n_mentions", {"person/ana-sousa": 1, "person/rui-lima": 1}),
        ("entities", "n_articles", {"person/ana-sousa": 1, "person/rui-lima": 1}),
        ("entities", "n_statements", {"person/ana-sousa": 2, "person/rui-lima": 1}),
    ],
)
def test_counts(table: str, field: str, expected: dict[str, int], tables: dict[str, pa.Table]) -> None:
    key = tables[table].column(0).to_pylist()
    assert dict(zip(key, tables[table][field].to_pylist(), strict=True)) == expected
    assert dict(zip(key, count_column(tables, table, field).to_pylist(), strict=True)) == expected


def test_counts_of_articles_are_of_different_ones_and_may_be_none() -> None:
    mentions = {a: tuple(Mention(f"{a}:m{i}", a, entity_id="x") for i in range(3)) for a in ("1", "2")}
    annotations = [Annotation(Article(a, "t", "t", 1, "en"), mentions=m) for a, m in mentions.items()]
    rows = build_tables(annotations, [Entity("x", "X", "other"), Entity("y", "Y", "other")])["entities"]
    assert rows.select(["n_mentions", "n_articles", "n_statements"]).to_pydict() == {
        "n_mentions": [6, 0],
        "n_articles": [2, 0],
        "n_statements": [0, 0],
    }


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"title": 5}, "articles.title"),
        ({"n_words": "many"}, "articles.n_words"),
        ({"n_words": 2**70}, "articles.n_words"),
        ({"text": "\ud800"}, "articles.text"),
        ({"dateline_date": "2021"}, "articles.dateline_date"),
    ],
)
def test_a_value_of_another_type_is_named(change: dict[str, Any], where: str) -> None:
    article = replace(Article("1", "t", "t", 1, "en"), **change)
    with pytest.raises(SchemaError, match=where):
        build_tables([Annotation(article)], [])


def plain_hash(table: pa.Table) -> str:
    """What the docstring of ``logical_hash`` says, word for word and value by value."""
    kinds = {"string": "string", "int64": "integer", "double": "number", "bool": "boolean", "date32[day]": "date"}
    names = [[field.name, kinds.get(str(field.type), "datetime")] for field in table.schema]
    header = {"rows": table.num_rows, "columns": names}
    parts = [json.dumps(header, separators=(",", ":")).encode() + b"\n"]
    for (_, kind), column in zip(names, table.columns, strict=True):
        values = column.to_pylist()
        parts += [bytes(value is not None for value in values)]
        parts += [_eight_bytes(value, kind) for value in values]
        parts += [value.encode() for value in values if kind == "string" and value is not None]
    return hashlib.sha256(b"".join(parts)).hexdigest()


def _eight_bytes(value: Any, kind: str) -> bytes:
    if value is None:
        return bytes(8)
    if kind == "number":
        return struct.pack("<Q", 0x7FF8000000000000) if value != value else struct.pack("<d", value + 0.0)
    numbers: dict[str, Callable[[Any], int]] = {
        "string": lambda text: len(text.encode()),
        "date": lambda day: day.toordinal() - date(1970, 1, 1).toordinal(),
        "datetime": lambda time: (
            (time - datetime(1970, 1, 1)) // (datetime(1970, 1, 1, 0, 0, 1) - datetime(1970, 1, 1)) * 10**6
        ),
    }
    return struct.pack("<q", numbers.get(kind, int)(value))


def test_logical_hash_is_as_written_down() -> None:
    assert logical_hash(SAMPLE) == plain_hash(SAMPLE)
    assert (
        logical_hash(pa.table({"a": pa.array([], pa.string())}))
        == hashlib.sha256(b'{"rows":0,"columns":[["a","string"]]}\n').hexdigest()
    )


@given(
    st.lists(
        st.tuples(
            st.none() | st.text(st.characters(exclude_categories=["Cs"])),
            st.none() | st.integers(-(2**63), 2**63 - 1),
            st.none() | st.floats(),
        )
    )
)
def test_logical_hash_of_any_rows_is_as_written_down(rows: list[tuple[str | None, int | None, float | None]]) -> None:
    types = {"s": pa.string(), "i": pa.int64(), "f": pa.float64()}
    columns = zip(*rows, strict=True) if rows else ((), (), ())
    table = pa.table({k: pa.array(v, types[k]) for k, v in zip(types, columns, strict=True)})
    assert logical_hash(table) == plain_hash(table)


def _reread(table: pa.Table, **options: Any) -> pa.Table:
    buffer = io.BytesIO()
    pq.write_table(table, buffer, **options)
    return pq.read_table(io.BytesIO(buffer.getvalue()))


def _retyped(**types: pa.DataType) -> pa.Table:
    return SAMPLE.cast(pa.schema([field.with_type(types.get(field.name, field.type)) for field in SAMPLE.schema]))


@pytest.mark.parametrize(
    "same",
    [
        pa.concat_tables([SAMPLE.slice(0, 1), SAMPLE.slice(1, 0), SAMPLE.slice(1)]),
        pa.concat_tables([SAMPLE, SAMPLE]).slice(5),
        SAMPLE.replace_schema_metadata({"made": "elsewhere"}),
        SAMPLE.set_column(0, "word", SAMPLE["word"].dictionary_encode()),
        _retyped(word=pa.large_string()),
        _retyped(word=pa.string_view()),
        _retyped(time=pa.timestamp("us")),
        _reread(SAMPLE, row_group_size=2, compression="snappy"),
        _reread(SAMPLE, version="1.0", use_dictionary=False),
        pa.Table.from_batches(SAMPLE.to_batches(max_chunksize=2)),
    ],
)
def test_logical_hash_is_the_same_whatever_holds_the_rows(same: pa.Table) -> None:
    assert logical_hash(same) == logical_hash(SAMPLE)


def test_logical_hash_is_the_same_after_pandas(tables: dict[str, pa.Table]) -> None:
    for table in tables.values():
        buffer = io.BytesIO()
        table.to_pandas(types_mapper={pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}.get).to_parquet(
            buffer
        )
        back = pq.read_table(buffer)
        full = [name for name in table.column_names if table[name].null_count < table.num_rows]
        assert logical_hash(back.select(full)) == logical_hash(table.select(full))


@pytest.mark.parametrize(
    "other",
    [
        SAMPLE.slice(1),
        SAMPLE.take([1, 0, 2, 3, 4]),
        SAMPLE.select(SAMPLE.column_names[::-1]),
        SAMPLE.rename_columns(["Word", *SAMPLE.column_names[1:]]),
        SAMPLE.set_column(0, "word", pa.array(["a", "", None, "é😀", "a"])),
        SAMPLE.set_column(0, "word", pa.array(["", None, "a", "é😀", "a"])),
        SAMPLE.set_column(1, "n", pa.array([1, 0, 0, -5, 2**62])),
        SAMPLE.set_column(1, "n", pa.array([1.0, None, 0.0, -5.0, 2.0**62])),
        SAMPLE.set_column(3, "yes", pa.array([True, False, None, True, True])),
        SAMPLE.set_column(4, "day", SAMPLE["day"].cast(pa.timestamp("s"))),
    ],
)
def test_logical_hash_sees_every_change(other: pa.Table) -> None:
    assert logical_hash(other) != logical_hash(SAMPLE)


def test_logical_hash_does_not_confuse_neighbours() -> None:
    words = [["ab", "c"], ["a", "bc"], ["abc", ""], ["abc", None], [None, "abc"]]
    assert len({logical_hash(pa.table({"w": pa.array(pair, pa.string())})) for pair in words}) == len(words)
