"""EDTF values: the first and the last day, and what cannot be placed."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.edtf import bounds, is_edtf
from dataset.errors import DatasetError

PLACED = [
    ("2021-12-17", "2021-12-17", "2021-12-17"),
    ("2021-12", "2021-12-01", "2021-12-31"),
    ("2020-02", "2020-02-01", "2020-02-29"),
    ("2021", "2021-01-01", "2021-12-31"),
    ("199X", "1990-01-01", "1999-12-31"),
    ("19XX", "1900-01-01", "1999-12-31"),
    ("2021-12-XX", "2021-12-01", "2021-12-31"),
    ("2021-12/2022-01", "2021-12-01", "2022-01-31"),
    ("2021-10-01/2021-12-31", "2021-10-01", "2021-12-31"),
    ("198X/2001", "1980-01-01", "2001-12-31"),
    ("2021-21", "2021-03-01", "2021-05-31"),
    ("2021-24", "2021-12-01", "2022-02-28"),
    ("2021-22/2021-24", "2021-06-01", "2022-02-28"),
    ("2021-33", "2021-01-01", "2021-03-31"),
    ("2021-36", "2021-10-01", "2021-12-31"),
    ("2021-12~", "2021-12-01", "2021-12-31"),
    ("2021?", "2021-01-01", "2021-12-31"),
    ("[2020,2022]", "2020-01-01", "2022-12-31"),
]
REFUSED = [
    "", "now", "1990s", "199x", "2021-13", "2021-02-29", "2021-06-31", " 2021", "2021-12-23/..", "../2021", "2021/",
    "/2021", "{1960..}", "2021-12/2021-10", "2021/2020", "1950S2", "2021-1X", "2021-12-1X", "0000", "-0044",
    "Y17000000002", "9999-24", "2021/2022/2023", "20211217", "\n2021",
]  # fmt: skip


@pytest.mark.parametrize(("edtf", "earliest", "latest"), PLACED)
def test_first_and_last_day(edtf: str, earliest: str, latest: str) -> None:
    assert bounds(edtf) == (date.fromisoformat(earliest), date.fromisoformat(latest))
    assert is_edtf(edtf)


@pytest.mark.parametrize("edtf", REFUSED)
def test_what_cannot_be_placed_is_refused(edtf: str) -> None:
    assert not is_edtf(edtf)
    with pytest.raises(DatasetError, match="EDTF"):
        bounds(edtf)


@given(st.dates(), st.dates())
def test_a_day_and_an_interval_of_days(one: date, other: date) -> None:
    first, last = min(one, other), max(one, other)
    assert bounds(first.isoformat()) == (first, first)
    assert bounds(f"{first}/{last}") == (first, last)


@given(st.text(alphabet="0129X-/.~?%[]{},SYT: ", max_size=14))
def test_any_value_is_placed_or_refused(edtf: str) -> None:
    if is_edtf(edtf):
        earliest, latest = bounds(edtf)
        assert earliest <= latest
