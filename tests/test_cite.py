"""A table can be cited, in the form that somebody needs, and a frame knows where it is from."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import dataset
from dataset.cite import STYLES, cite_as
from dataset.cli.release import Style
from dataset.errors import PackageError, UnknownNameError
from dataset.schema import load_schema

PERSONS = load_schema().package | {
    "title": "Press & 100% #1_statements",
    "version": "1.2.3",
    "created": "2024-05-03T00:00:00Z",
    "id": "10.1234/ps",
    "contributors": [
        {"title": "Ana Sousa", "givenName": "Ana", "familyName": "Sousa", "roles": ["creator"]},
        {"title": "Port Archive", "roles": ["creator", "publisher"]},
        {"title": "A helper", "roles": ["contributor"]},
    ],
}


def test_text() -> None:
    text = cite_as(PERSONS, table="events")
    start = "Ana Sousa, Port Archive (2024). Press & 100% #1_statements, version 1.2.3, table events. "
    assert text.startswith(f"{start}https://doi.org/10.1234/ps. Licence: CC-BY-4.0. The text of the articles")


def test_bibtex() -> None:
    assert cite_as(PERSONS, "bibtex") == "\n".join(
        [
            "@misc{press-statements-1.2.3,",
            "  author    = {Sousa, Ana and {Port Archive}},",
            r"  title     = {{Press \& 100\% \#1\_statements}},",
            "  year      = {2024},",
            "  month     = {5},",
            "  publisher = {Port Archive},",
            "  note      = {Data set, version 1.2.3. Licence: CC-BY-4.0},",
            "  doi       = {10.1234/ps},",
            "  url       = {https://doi.org/10.1234/ps},",
            "}",
        ]
    )


def test_ris() -> None:
    lines = cite_as(PERSONS, "ris", "events").split("\n")
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - .*", line) for line in lines)
    fields = [(line[:2], line[6:]) for line in lines]
    assert (fields[0], fields[-1]) == (("TY", "DATA"), ("ER", ""))
    assert [value for tag, value in fields if tag == "AU"] == ["Sousa, Ana", "Port Archive"]
    wanted = {"TI": "Press & 100% #1_statements: table events", "PY": "2024", "DA": "2024/05/03", "ET": "1.2.3"}
    assert dict(fields).items() >= (wanted | {"DO": "10.1234/ps", "PB": "Port Archive"}).items()


def test_csl_json() -> None:
    (item,) = json.loads(cite_as(PERSONS, "csl-json"))
    assert (item["type"], item["version"], item["DOI"]) == ("dataset", "1.2.3", "10.1234/ps")
    assert item["author"] == [{"family": "Sousa", "given": "Ana"}, {"literal": "Port Archive"}]
    assert item["issued"] == {"date-parts": [[2024, 5, 3]]}


@pytest.mark.parametrize("style", STYLES)
def test_every_style_has_version_and_table(style: str, package: Path) -> None:
    version = load_schema().package["version"]
    assert version in dataset.cite(style, path=package)
    assert "table statements" in dataset.cite(style, table="statements", path=package)


def test_the_command_has_the_same_styles() -> None:
    assert [style.value for style in Style] == list(STYLES)


@pytest.mark.parametrize(
    ("style", "table", "listed"), [("apa", None, "bibtex, ris"), ("text", "quotes", "statements,")]
)
def test_a_wrong_name_is_answered_with_the_right_ones(
    style: str, table: str | None, listed: str, package: Path
) -> None:
    with pytest.raises(UnknownNameError, match=listed):
        dataset.cite(style, table=table, path=package)


KEPT: dict[str, Callable[[pd.DataFrame], pd.DataFrame]] = {
    "as it is": lambda frame: frame,
    "filtered": lambda frame: frame[frame["negated"]],
    "queried": lambda frame: frame.query("negated"),
    "sorted": lambda frame: frame.sort_values("text", ascending=False),
    "other columns": lambda frame: frame[["text"]].assign(words=1),
    "indexed": lambda frame: frame.set_index("statement_id").reset_index(),
    "no doubles": lambda frame: frame.drop_duplicates("article_id"),
    "joined": lambda frame: pd.concat([frame.head(1), frame.tail(1)]),
    "copied": lambda frame: frame.copy(),
    "pickled": lambda frame: pickle.loads(pickle.dumps(frame)),
}


@pytest.mark.parametrize("change", KEPT.values(), ids=KEPT)
def test_a_frame_knows_where_it_is_from(
    change: Callable[[pd.DataFrame], pd.DataFrame], package: Path, tmp_path: Path
) -> None:
    frame = dataset.load("statements", path=package)
    changed = change(frame)
    found = dataset.provenance(changed)
    release = load_schema().package
    assert (found.name, found.version, found.table) == (release["name"], release["version"], "statements")
    assert found.hash == frame.attrs["hash"]
    assert found.citation == dataset.cite(path=package)
    assert found.rows == len(changed)
    for write in (
        lambda file: changed.to_parquet(file),
        lambda file: pq.write_table(pa.Table.from_pandas(changed), file),
    ):
        write(tmp_path / "mine.parquet")
        assert dataset.provenance(tmp_path / "mine.parquet") == found
        assert dataset.provenance(pd.read_parquet(tmp_path / "mine.parquet")) == found


def test_the_files_of_a_release_say_so_too(package: Path) -> None:
    found = dataset.provenance(package / "events.parquet")
    assert (found.table, found.rows, found.hash) == ("events", 1, None)
    assert dataset.provenance(dataset.quotes(path=package)).table == "quotes"


def test_provenance_can_be_read(package: Path) -> None:
    said = str(dataset.provenance(dataset.load("statements", path=package).head(2)))
    release = load_schema().package
    day = release["created"][:10]
    assert said == f"2 rows of statements, press-statements {release['version']} of {day}, {release['homepage']}"


def _merged(package: Path) -> pd.DataFrame:
    return dataset.load("statements", path=package).merge(dataset.load("articles", path=package), on="article_id")


STRANGERS: dict[str, Callable[[Path], Any]] = {
    "of another source": lambda package: pd.DataFrame({"a": [1]}),
    "merged of two tables": _merged,
    "not Parquet": lambda package: package / "README.md",
    "no file": lambda package: package / "none.parquet",
}


@pytest.mark.parametrize("stranger", STRANGERS.values(), ids=STRANGERS)
def test_a_frame_that_does_not_say_is_told_apart(stranger: Callable[[Path], Any], package: Path) -> None:
    with pytest.raises(PackageError):
        dataset.provenance(stranger(package))


def test_a_table_of_somebody_else_says_what_to_do(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a": [1]}), tmp_path / "a.parquet")
    with pytest.raises(PackageError, match=r"a frame that dataset\.load\(\) gave"):
        dataset.provenance(tmp_path / "a.parquet")
