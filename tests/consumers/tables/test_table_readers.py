"""The tables, read by those who never heard of this package."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any

import datasets
import duckdb
import polars
import pyarrow.parquet as pq
import pytest
from datasette.app import Datasette


def rows(package: Path) -> dict[str, int]:
    """Table -> how many rows the descriptor says that it has."""
    model = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    return {resource["name"]: resource["rows"] for resource in model["resources"]}


def text_of_statements(package: Path) -> list[str]:
    return list(pq.read_table(package / "statements.parquet")["text"].to_pylist())


def test_hugging_face_loads_the_folder_as_it_is(package: Path) -> None:
    names = datasets.get_dataset_config_names(str(package))
    found = {name: datasets.load_dataset(str(package), name, split="train").num_rows for name in names}
    assert found == {name: number for name, number in rows(package).items() if number}
    first = datasets.load_dataset(str(package), split="train")
    assert first["text"][:] == text_of_statements(package)
    assert first.features["kind"].dtype == "string"
    assert first.features["stated_on_earliest"].dtype == "date32"


def test_duckdb_joins_the_tables(package: Path) -> None:
    counted = {
        name: duckdb.execute(f"select count(*) from '{package / name}.parquet'").fetchall() for name in rows(package)
    }
    assert counted == {name: [(number,)] for name, number in rows(package).items()}
    joined = duckdb.execute(
        f"select e.entity_name, count(*) from '{package}/parties.parquet' p "
        f"join '{package}/entities.parquet' e using (entity_id) where role = 'speaker' group by all"
    ).fetchall()
    known = pq.read_table(package / "parties.parquet", filters=[("role", "=", "speaker")])["entity_id"]
    assert sum(number for _, number in joined) == len(known) - known.null_count


@pytest.mark.parametrize("name", ["articles", "statements", "events", "entities"])
def test_polars_reads_the_same_values(name: str, package: Path) -> None:
    frame = polars.read_parquet(package / f"{name}.parquet")
    table = pq.read_table(package / f"{name}.parquet")
    assert frame.to_dicts() == table.to_pylist()


def test_datasette_shows_them(package: Path, database: Path) -> None:
    async def ask() -> Any:
        shown = Datasette([str(database)])
        await shown.invoke_startup()
        answer = await shown.client.get(f"/{database.stem}/statements.json?_shape=array&_size=max")
        return answer.json()

    found = asyncio.run(ask())
    assert [row["text"] for row in found] == text_of_statements(package)
