"""Dates in words: extent, value and basis, against Thursday 23 December 2021."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataset.annotate.dates import find_dates
from dataset.edtf import is_edtf

ANCHOR, BASIS = date(2021, 12, 23), "relative_to_dateline"

EXPLICIT = [
    ("They met on Dec. 17, 2021.", ["Dec. 17, 2021 = 2021-12-17"]),
    ("On Thursday, December 23, 2021 they met.", ["Thursday, December 23, 2021 = 2021-12-23"]),
    ("Born 17th of December 2021.", ["17th of December 2021 = 2021-12-17"]),
    ("Dated 2021-12-24 or 12/24/2021 or 24/12/2021.",
     ["2021-12-24 = 2021-12-24", "12/24/2021 = 2021-12-24", "24/12/2021 = 2021-12-24"]),
    ("In December 2021 and in early May 2020.", ["December 2021 = 2021-12", "early May 2020 = 2020-05-01/2020-05-10"]),
    ("Since 2014, in 1812, the 2008 war, 2021 was.", ["2014 = 2014", "1812 = 1812", "2008 = 2008", "2021 = 2021"]),
    ("In early 2021, mid-2020 and late 2019.",
     ["early 2021 = 2021-01/2021-04", "mid-2020 = 2020-05/2020-08", "late 2019 = 2019-09/2019-12"]),
    ("In the 1990s, 1980's, the early 1970s, the ’60s.",
     ["the 1990s = 199X", "1980's = 198X", "the early 1970s = 197X", "the ’60s = 196X"]),
    ("The 1800s and the 2000s.", ["The 1800s = 18XX", "the 2000s = 200X"]),
    ("In the 19th century and the twentieth century.", ["the 19th century = 18XX", "the twentieth century = 19XX"]),
    ("From 2014 to March 2016, 2014-2016, 2014–16.",
     ["From 2014 to March 2016 = 2014/2016-03", "2014-2016 = 2014/2016", "2014–16 = 2014/2016"]),
    ("Between March and May 2021.", ["Between March and May 2021 = 2021-03/2021-05"]),
    ("From December 2020 to March it rained.", ["From December 2020 to March = 2020-12/2021-03"]),
    ("On 17-19 December 2021.", ["17-19 December 2021 = 2021-12-17/2021-12-19"]),
    ("In the third quarter of 2021 and Q1 2020.",
     ["the third quarter of 2021 = 2021-07/2021-09", "Q1 2020 = 2020-01/2020-03"]),
    ("In the second half of 2021.", ["the second half of 2021 = 2021-07/2021-12"]),
    ("In summer 2021 and the winter of 2020.",
     ["summer 2021 = 2021-06/2021-08", "the winter of 2020 = 2020-12/2021-02"]),
    ("On Christmas Day 2020.", ["Christmas Day 2020 = 2020-12-25"]),
]  # fmt: skip

RELATIVE = [
    ("On December 17, they met.", ["December 17 = 2021-12-17"]),
    ("The talks on January 10 matter.", ["January 10 = 2022-01-10"]),
    ("They met on January 10.", ["January 10 = 2021-01-10"]),
    ("They will meet on January 10.", ["January 10 = 2022-01-10"]),
    ("They met in January.", ["January = 2021-01"]),
    ("Ivanov said in January that it was over.", ["January = 2021-01"]),
    ("They will meet in January.", ["January = 2022-01"]),
    ("Since last December and until next March.", ["last December = 2020-12", "next March = 2022-03"]),
    ("In May, not in late May.", ["May = 2021-05", "late May = 2021-05-21/2021-05-31"]),
    ("He said on Thursday it was so.", ["Thursday = 2021-12-23"]),
    ("He said on Friday that they will go.", ["Friday = 2021-12-17"]),
    ("They will go, he said on Friday.", ["Friday = 2021-12-17"]),
    ("Talks will be held on Friday.", ["Friday = 2021-12-24"]),
    ("On Monday, Ivanov will go.", ["Monday = 2021-12-27"]),
    ("It ends by Friday.", ["Friday = 2021-12-24"]),
    ("Last Thursday, this Monday, next Thursday.",
     ["Last Thursday = 2021-12-16", "this Monday = 2021-12-20", "next Thursday = 2021-12-30"]),
    ("Yesterday, today, tomorrow, tonight.",
     ["Yesterday = 2021-12-22", "today = 2021-12-23", "tomorrow = 2021-12-24", "tonight = 2021-12-23"]),
    ("It fell last week and this month.", ["last week = 2021-12-13/2021-12-19", "this month = 2021-12"]),
    ("It fell late last year and next year.", ["late last year = 2020-09/2020-12", "next year = 2022"]),
    ("It fell last summer, in the first quarter of this year.",
     ["last summer = 2021-06/2021-08", "the first quarter of this year = 2021-01/2021-03"]),
    ("Three days ago, 2 weeks ago, a month ago.",
     ["Three days ago = 2021-12-20", "2 weeks ago = 2021-12-06/2021-12-12", "a month ago = 2021-11"]),
    ("A year ago, two decades ago.", ["A year ago = 2020", "two decades ago = 200X"]),
    ("It rained between March and May.", ["between March and May = 2021-03/2021-05"]),
    ("It will run from Monday to Friday.", ["from Monday to Friday = 2021-12-27/2021-12-31"]),
    ("It lasted from December 17 to January 9.", ["from December 17 to January 9 = 2020-12-17/2021-01-09"]),
    ("The fair, December 17-19, is over.", ["December 17-19 = 2021-12-17/2021-12-19"]),
    ("New Year’s Day and by Christmas.", ["New Year’s Day = 2022-01-01", "Christmas = 2021-12-25"]),
]  # fmt: skip

NO_DATES = [
    "Earlier he was 45-year-old and now spoke for decades, for three days, at 5:30.",
    "The Sunday school, USA Today, the Sunday Times and Black Friday.",
    "May may march in May's second government, said Theresa May and Ms. March.",
    "February 30 and 31 April 2021 and 2021-13-01.",
    "It cost $2000 for 2000 people and 2,021 men in 1500 cities.",
    "Over the last year, half a year ago, 1200 BC, the Christmas tree.",
]


def readings(text: str, anchor: date | None = ANCHOR) -> list[str]:
    return [f"{text[span.start : span.end]} = {span.edtf}" for span in find_dates(text, 0, len(text), anchor, BASIS)]


@pytest.mark.parametrize(("text", "expected"), EXPLICIT)
def test_words_that_hold_the_year_need_no_anchor(text: str, expected: list[str]) -> None:
    assert readings(text, None) == readings(text) == expected
    assert {span.basis for span in find_dates(text, 0, len(text), None, BASIS)} == {"explicit"}


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_words_that_need_the_anchor(text: str, expected: list[str]) -> None:
    assert readings(text) == expected
    assert {span.basis for span in find_dates(text, 0, len(text), ANCHOR, BASIS)} == {BASIS}
    spans = find_dates(text, 0, len(text), None, BASIS)
    assert {(span.edtf, span.basis) for span in spans} == {(None, "none")}


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    assert readings(text) == []


def test_only_the_range_is_read() -> None:
    text = "In 2014, in 2015, in 2016."
    assert [(span.start, span.edtf) for span in find_dates(text, 8, 17, None, BASIS)] == [(12, "2015")]


WORDS = [
    "December", "May", "17", "30", "2021", "2016", "1990s", "the", "early", "late", "last", "next", "this", "year",
    "week", "Friday", "century", "19th", "to", "from", "-", ",", "/", "ago", "two", "9999", "days", "decades", "will",
    "met", "on", "in", "between", "and", "Christmas", "summer", "of", "quarter", "third", "yesterday", "’90s", ".",
    "0001", "weeks",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.none() | st.dates())
def test_spans_are_in_order_and_values_can_be_placed(text: str, anchor: date | None) -> None:
    spans = find_dates(text, 0, len(text), anchor, BASIS)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all((span.basis == "none") == (span.edtf is None) for span in spans)
    assert all(span.edtf is None or is_edtf(span.edtf) for span in spans)
