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
    ("In December 2021 and in early May 2020.", ["December 2021 = 2021-12", "early May 2020 = 2020-05-01/2020-05-15"]),
    ("Since 2014, in 1812, the 2008 war, 2021 was.", ["2014 = 2014", "1812 = 1812", "2008 = 2008", "2021 = 2021"]),
    ("In early 2021, mid-2020 and late 2019.",
     ["early 2021 = 2021-01/2021-04", "mid-2020 = 2020-05/2020-08", "late 2019 = 2019-09/2019-12"]),
    ("In the 1990s, 1980's, the early 1970s, the ’60s.",
     ["the 1990s = 199X", "1980's = 198X", "the early 1970s = 1970/1974", "the ’60s = 196X"]),
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
    ("Since 9/11 and before D-Day.", ["9/11 = 2001-09-11", "D-Day = 1944-06-06"]),
    ("Dated 8-May-2006 and MARCH 3, 2021.", ["8-May-2006 = 2006-05-08", "MARCH 3, 2021 = 2021-03-03"]),
    ("On July sixteenth, 2021 and the fourth of July 2020.",
     ["July sixteenth, 2021 = 2021-07-16", "fourth of July 2020 = 2020-07-04"]),
    ("The treaty (1815), the War of 1812, before 1789, from 1699 or 1700, its 1796 charter.",
     ["1815 = 1815", "1812 = 1812", "1789 = 1789", "1699 = 1699", "1700 = 1700", "1796 = 1796"]),
    ("The king (1704 – 1787) reigned from 1740 to 1786.",
     ["1704 – 1787 = 1704/1787", "from 1740 to 1786 = 1740/1786"]),
    ("Built in AD 842 or 850 AD.", ["AD 842 = 0842", "850 AD = 0850"]),
    ("From the 15th to the 19th century, in the 17th and 18th centuries.",
     ["the 15th to the 19th century = 14XX/18XX", "the 17th and 18th centuries = 16XX/17XX"]),
    ("The class of ’71, in nineteen eighty-four, in April of fifteen eighteen.",
     ["’71 = 1971", "nineteen eighty-four = 1984", "April of fifteen eighteen = 1518-04"]),
    ("Since about 1750, as early as 1789, prior to 1650, the year 1066, ca. 1380.",
     ["1750 = 1750", "1789 = 1789", "1650 = 1650", "year 1066 = 1066", "1380 = 1380"]),
    ("On 25 and 26 March 2021, 24.12.2021 and the first of May 2020.",
     ["25 and 26 March 2021 = 2021-03-25/2021-03-26", "24.12.2021 = 2021-12-24", "first of May 2020 = 2020-05-01"]),
    ("The swinging 60s and the later 1800s.", ["The swinging 60s = 196X", "the later 1800s = 1875/1899"]),
    ("By the mid-1980s, in the late '90s and the early 2000s, in the early 19th century, the mid-20th century.",
     ["the mid-1980s = 1983/1986", "the late '90s = 1995/1999", "the early 2000s = 2000/2004",
      "the early 19th century = 1800/1824", "the mid-20th century = 1925/1974"]),
    ("From the late 1800s to the 1920s.", ["From the late 1800s to the 1920s = 1875/192X"]),
    ("Wu Li (837–908) was a poet; they won (98-95).", ["837–908 = 0837/0908"]),
    ("Felix (c. 314 – 368) moved about 340. In 348 Felix fell ill; some 350 came in 352.",
     ["314 – 368 = 0314/0368", "340 = 0340", "348 = 0348", "352 = 0352"]),
    ("He began in 1871. Two years later, in 1874, he sold it.",
     ["1871 = 1871", "Two years later = 1874", "1874 = 1874"]),
    ("On Good Friday 2021, Easter Monday 2024, Labor Day 2020, Memorial Day 2021 and Thanksgiving Day 2019.",
     ["Good Friday 2021 = 2021-04-02", "Easter Monday 2024 = 2024-04-01", "Labor Day 2020 = 2020-09-07",
      "Memorial Day 2021 = 2021-05-31", "Thanksgiving Day 2019 = 2019-11-28"]),
    ("During World War II, after the Cold War and before WWI.",
     ["World War II = 1939-09-01/1945-09-02", "the Cold War = 1947/1991", "WWI = 1914-07-28/1918-11-11"]),
    ("He lived c. 314 – 368 and died in the year 71.", ["314 – 368 = 0314/0368", "year 71 = 0071"]),
    ("In the 90s, the sixties, the 1950s and 60s.",
     ["the 90s = 199X", "the sixties = 196X", "the 1950s = 195X", "60s = 196X"]),
    ("Printed Sept.15,1946 and Dec.25, 2012.", ["Sept.15,1946 = 1946-09-15", "Dec.25, 2012 = 2012-12-25"]),
    ("Jerome (c. 347, died 30 September 420) left Rome in August of 385.",
     ["347 = 0347", "30 September 420 = 0420-09-30", "August of 385 = 0385-08"]),
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
    ("In May, not in late May.", ["May = 2021-05", "late May = 2021-05-15/2021-05-31"]),
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
    ("Last Halloween and next Christmas.", ["Last Halloween = 2021-10-31", "next Christmas = 2021-12-25"]),
    ("Last Wed. and last Friday, December 17 it rained.",
     ["Last Wed. = 2021-12-22", "last Friday, December 17 = 2021-12-17"]),
    ("They voted on 30 May.", ["30 May = 2021-05-30"]),
    ("The summit opens on Monday, after a bright start on Sunday.",
     ["Monday = 2021-12-27", "Sunday = 2021-12-19"]),
    ("It rained this past week and fell last quarter.",
     ["this past week = 2021-12-13/2021-12-19", "last quarter = 2021-07/2021-09"]),
    ("They met this week. They will sign this week. The fair is this week.",
     ["this week = 2021-12-20/2021-12-23", "this week = 2021-12-20/2021-12-26", "this week = 2021-12-20/2021-12-26"]),
    ("It snows this winter, it was hot this summer; it will be this spring.",
     ["this winter = 2021-12/2022-02", "this summer = 2021-06/2021-08", "this spring = 2022-03/2022-05"]),
    ("The fair was held this weekend.", ["this weekend = 2021-12-18/2021-12-19"]),
    ("Thirty years ago, twenty-two years ago, in two weeks' time.",
     ["Thirty years ago = 1991", "twenty-two years ago = 1999", "two weeks' time = 2022-01-03/2022-01-09"]),
    ("It fell in the last five years, in the past 14 days and in the past decade.",
     ["the last five years = 2016-12-24/2021-12-23", "the past 14 days = 2021-12-09/2021-12-23",
      "the past decade = 2011-12-24/2021-12-23"]),
    ("It fell over the past week, in the past month and Last Year.",
     ["the past week = 2021-12-16/2021-12-23", "the past month = 2021-11-24/2021-12-23", "Last Year = 2020"]),
    ("The fair was held over the weekend.", ["the weekend = 2021-12-18/2021-12-19"]),
    ("The fair will be held over the weekend.", ["the weekend = 2021-12-25/2021-12-26"]),
    ("It will close by year's end, a year and a half ago it opened.",
     ["year's end = 2021-12-31", "a year and a half ago = 2020-06"]),
    ("They met on Ash Wednesday; they will meet on Easter Sunday.",
     ["Ash Wednesday = 2021-02-17", "Easter Sunday = 2022-04-17"]),
    ("They met on the 11th.", ["the 11th = 2021-12-11"]),
    ("Minister resigns\nYesterday he left.", ["Yesterday = 2021-12-22"]),
    ("The talks start on Monday.", ["Monday = 2021-12-27"]),
    ("He has been ill since Sunday, as of today.", ["Sunday = 2021-12-19", "today = 2021-12-23"]),
    ("He is going to Rome in February, Paris in March and Lima in May.",
     ["February = 2022-02", "March = 2022-03", "May = 2022-05"]),
    ("He visited Rome in November, Paris in January.", ["November = 2021-11", "January = 2021-01"]),
    ("The fair will be held this weekend.", ["this weekend = 2021-12-25/2021-12-26"]),
    ("The fire was out by Friday.", ["Friday = 2021-12-17"]),
    ("Forty had died by Friday night.", ["Friday = 2021-12-17"]),
    ("They had until Friday, and she demanded an answer by Friday.", ["Friday = 2021-12-24", "Friday = 2021-12-24"]),
    ("They would have left by Friday, and were told to leave by Friday.",
     ["Friday = 2021-12-24", "Friday = 2021-12-24"]),
    ("They met on Thursday last, on the 23rd of December last and on 1 June last.",
     ["Thursday last = 2021-12-16", "23rd of December last = 2020-12-23", "1 June last = 2021-06-01"]),
    ("It shall end on the 1st day of February, or on Friday next.",
     ["1st day of February = 2022-02-01", "Friday next = 2021-12-24"]),
    ("On Monday last year's figures came.", ["Monday = 2021-12-20", "last year = 2020"]),
    ("He called in the last week; over the last month it fell.",
     ["the last week = 2021-12-16/2021-12-23", "the last month = 2021-11-24/2021-12-23"]),
    ("On 30 September 420 people left.", ["30 September = 2021-09-30"]),
]  # fmt: skip

TOLD = [
    ("He won in 2008. That year his party lost; four years later it won.",
     ["2008 = 2008", "That year = 2008", "four years later = 2012"]),
    ("It was founded in 2008 and closed the following year.", ["2008 = 2008", "the following year = 2009"]),
    ("In 2008 it grew, until 5 May of that year; that June it fell, in the same year.",
     ["2008 = 2008", "5 May of that year = 2008-05-05", "that June = 2008-06", "the same year = 2008"]),
    ("In 1805 and in 1812 he fought; in 1815 he lost. On June 18, he fled; in July he was caught.",
     ["1805 = 1805", "1812 = 1812", "1815 = 1815", "June 18 = 1815-06-18", "July = 1815-07"]),
    ("In 1805 and in 1812 he fought. In January 1815 he was back; on October 2 he sailed, and in June he had packed.",
     ["1805 = 1805", "1812 = 1812", "January 1815 = 1815-01", "October 2 = 1815-10-02", "June = 1815-06"]),
    ("He was held in September 2019. Six months later he left, and the next month he was back.",
     ["September 2019 = 2019-09", "Six months later = 2020-03", "the next month = 2019-10"]),
    ("They met on May 5, 2021. The next day he flew home; two days earlier he had called.",
     ["May 5, 2021 = 2021-05-05", "The next day = 2021-05-06", "two days earlier = 2021-05-03"]),
    ("On Monday he came. He left the day after.", ["Monday = 2021-12-20", "the day after = 2021-12-21"]),
    ("In 1805 and in 1812 he fought; in 1815 he lost. A feast will be held on June 18, they said on Monday.",
     ["1805 = 1805", "1812 = 1812", "1815 = 1815", "June 18 = 2022-06-18", "Monday = 2021-12-20"]),
    ("In 2014 she started in Porto but was called up on 17 May.", ["2014 = 2014", "17 May = 2014-05-17"]),
    ("He started 2014 at home, but was called up 17 May.", ["2014 = 2014", "17 May = 2014-05-17"]),
    ("In 2014 they left. On 17 May they were back; it closed on 3 June.",
     ["2014 = 2014", "17 May = 2014-05-17", "3 June = 2014-06-03"]),
    ("In 2014 they left. It will open on 18 May. This week they met. On 17 May he was back.",
     ["2014 = 2014", "18 May = 2022-05-18", "This week = 2021-12-20/2021-12-23", "17 May = 2021-05-17"]),
    ("The ship, built in 2014, sank on 17 May. The treaty was signed in 2014 and ended on 17 May.",
     ["2014 = 2014", "17 May = 2021-05-17", "2014 = 2014", "17 May = 2021-05-17"]),
    ("In 2014 they left.\nOn 17 May they were back.", ["2014 = 2014", "17 May = 2021-05-17"]),
    ("In 2014 he won. On 17 May this year he lost.", ["2014 = 2014", "17 May = 2021-05-17", "this year = 2021"]),
]  # fmt: skip

UNRESOLVED = [
    ("It is hot there in July.", ["July = None"]),
    ("The river often floods from March to May.", ["from March to May = None"]),
    ("Cold winds blow from October to February.", ["from October to February = None"]),
    ("The season is between June and early October.", ["between June and early October = None"]),
    ("The bay attracts whales between June and November and there are tours to see them.",
     ["between June and November = None"]),
    ("Rent is due on April 14 every year; each year on May 9 there is a parade, held annually on June 1.",
     ["April 14 = None", "May 9 = None", "June 1 = None"]),
    ("His birthday is March 5, his feast day falls on 30 September.", ["March 5 = None", "30 September = None"]),
    ("It is held every March 5 and every January.", ["March 5 = None", "January = None"]),
    ("He lost that year and was back two years later.", ["that year = None", "two years later = None"]),
]  # fmt: skip

NO_DATES = [
    "Earlier he was 45-year-old and now spoke for decades, for three days, at 5:30.",
    "The Sunday school, USA Today, the Sunday Times and Black Friday.",
    "May may march in May's second government, said Theresa May and Ms. March.",
    "February 30 and 31 April 2021 and 2021-13-01.",
    "It cost $2000 for 2000 people and 2,021 men in 1500 cities.",
    "Over the last year, half a year ago, 1200 BC, the Christmas tree.",
    "Some came in 348 buses, after 211 they left, about 350 stayed.",
    "Over the next year, in his mid-20s, a rule of 5,000 years ago, the last night of the fair.",
    "From 1200 to 1500 new homes, by 1600 votes, of 1500 tents, see 92: 1087–1101 and 1380-2075.",
    "On Friday nights, on a Monday, in their Sunday best on Friday the 13th.",
    "A 2000 year old custom, House Bill No. 1280.",
    "In today's world, for today's young generation, the Russia of today, what is today a museum.",
    "The method is still used today, is known today as a classic, and is as strong today as it was.",
    "The last Christmas of the war, to this day, in this day and age, in the low 80s.",
    "He is on Saturday Night Live.",
    "He was on NBC’s “Today” and on ABC's ''This Week.''",
    "The deal would last four years and might not last two decades.",
    "A World War II veteran wrote Cold War novels; the weekend of the fair; weekend-long, the past week and a half.",
    "By the end of the year 20 million people had left, at year end as before year end.",
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


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_words_that_need_a_date_told_before(text: str, expected: list[str]) -> None:
    assert readings(text) == expected
    inherited = {
        "Six months later",
        "the next month",
        "The next day",
        "two days earlier",
        "That year",
        "four years later",
        "the following year",
        "5 May of that year",
        "that June",
        "July",
    }
    spans = {text[span.start : span.end]: span.basis for span in find_dates(text, 0, len(text), ANCHOR, BASIS)}
    assert {basis for words, basis in spans.items() if words in inherited} <= {"inherited"}


@pytest.mark.parametrize(("text", "expected"), UNRESOLVED)
def test_what_cannot_be_resolved_is_null(text: str, expected: list[str]) -> None:
    assert readings(text) == expected
    assert {span.basis for span in find_dates(text, 0, len(text), ANCHOR, BASIS)} == {"none"}


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
    "0001", "weeks", "that", "later", "1812", "9/11", "is", "sixties", "(", ")", "before",
]  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join), st.none() | st.dates())
def test_spans_are_in_order_and_values_can_be_placed(text: str, anchor: date | None) -> None:
    spans = find_dates(text, 0, len(text), anchor, BASIS)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all((span.basis == "none") == (span.edtf is None) for span in spans)
    assert all(span.edtf is None or is_edtf(span.edtf) for span in spans)
