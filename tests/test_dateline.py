"""Datelines: what opens a wire story, what only looks so, and the year of its day."""

from __future__ import annotations

from datetime import date

import pytest

from dataset.read.dateline import parse_dateline

BODY = "The envoys met for an hour and left without a word to the press."
DATELINES = [
    ("MOSCOW, December 23. /TASS/.", "MOSCOW", "TASS", "2021-12-23"),
    ("MOSCOW, December 23 /TASS/.", "MOSCOW", "TASS", "2021-12-23"),
    ("MOSCOW. December 23. /ITAR-TASS/.", "MOSCOW", "TASS", "2021-12-23"),
    ("UNITED NATIONS, December 1. /TASS/.", "UNITED NATIONS", "TASS", "2021-12-01"),
    ("ST. PETERSBURG, May 1. /TASS correspondent Ivan Petrov/.", "ST. PETERSBURG", "TASS", "2021-05-01"),
    ("ROSTOV-ON-DON, Sept. 3, 2019. /TASS/.", "ROSTOV-ON-DON", "TASS", "2019-09-03"),
    ("WASHINGTON (Reuters) -", "WASHINGTON", "Reuters", None),
    ("MOSCOW/KIEV, Dec 3, 2021 (Reuters) –", "MOSCOW/KIEV", "Reuters", "2021-12-03"),
    ("MOSCOW / KIEV (Reuters) —", "MOSCOW / KIEV", "Reuters", None),
    ("KIEV, Dec. 3 (AP) --", "KIEV", "AP", "2021-12-03"),
    ("KYIV, Ukraine (AP) —", "KYIV, Ukraine", "AP", None),
    ("WASHINGTON, D.C., 3 December (AP) —", "WASHINGTON, D.C.", "AP", "2021-12-03"),
    ("BEIJING, Dec. 23 (Xinhua) --", "BEIJING", "Xinhua", "2021-12-23"),
    ("Rio de Janeiro, Dec. 23 (Xinhua) --", "Rio de Janeiro", "Xinhua", "2021-12-23"),
    ("PRAGUE, December 23 (Nowhere News) --", "PRAGUE", None, "2021-12-23"),
    ("PARIS, December 23.", "PARIS", None, "2021-12-23"),
    ("OSLO, January 2. /TASS/.", "OSLO", "TASS", "2021-01-02"),
    ("(Reuters) -", None, "Reuters", None),
    ("Dec 23 (Reuters) -", None, "Reuters", "2021-12-23"),
    ("OSLO, February 30. /TASS/.", "OSLO", "TASS", None),
    ("TOKYO --", "TOKYO", None, None),
    ("NEW YORK -", "NEW YORK", None, None),
    ("MANCHESTER, N.H. —", "MANCHESTER, N.H.", None, None),
    ("KABUL, Afghanistan –", "KABUL, Afghanistan", None, None),
    ("WASHINGTON D.C. —", "WASHINGTON D.C.", None, None),
    ("LONDON/PARIS —", "LONDON/PARIS", None, None),
    ("GAZA —", "GAZA", None, None),
    ("NEW DELHI:", "NEW DELHI", None, None),
]


@pytest.mark.parametrize(("printed", "place", "agency", "day"), DATELINES)
def test_datelines(printed: str, place: str | None, agency: str | None, day: str | None) -> None:
    found = parse_dateline(f"{printed} {BODY}\nMore.")
    assert found
    assert (found.char_start, found.char_end) == (0, len(printed))
    assert (found.place, found.agency) == (place, agency)
    assert found.resolve(date(2021, 12, 24)) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(("printed", "place"), [("WASHINGTON—", "WASHINGTON"), ("BOSTON —", "BOSTON")])
def test_a_dash_may_touch_the_text(printed: str, place: str) -> None:
    found = parse_dateline(f"{printed}The minister said no.")
    assert found
    assert (found.place, found.char_end) == (place, len(printed))


@pytest.mark.parametrize(
    "body",
    [
        BODY,
        "",
        "Moscow, December 23. A warm day.",
        "NATO (the alliance) - an odd name",
        "Putin arrived in Moscow on December 23. /TASS/ reported it.",
        "The president (Reuters) - said.",
        "(Nowhere News) - A warm day.",
        "(Reuters) A warm day.",
        "Text.\nMOSCOW, December 23. /TASS/. Text.",
        "EXCLUSIVE - The minister said.",
        "ROTH -- The candidate said.",
        "MOSCOW. A warm day.",
        "TURKEY - the bird - is eaten cold.",
        "CHINA - US TRADE TALKS RESUME",
        "PARIS-BASED firms said.",
        "Moscow — a warm day.",
        "INDIA: The minister said.",
        "WASHINGTON: I will go.\nHOST: Where?\nWASHINGTON: Home.",
    ],
)
def test_no_dateline(body: str) -> None:
    assert parse_dateline(body) is None


@pytest.mark.parametrize(
    ("printed", "posted", "day"),
    [
        ("December 31", "2022-01-01", "2021-12-31"),
        ("January 1", "2021-12-31", "2022-01-01"),
        ("December 31", "2021-12-24", "2021-12-31"),
        ("January 1", "2021-12-24", "2021-01-01"),
        ("June 1", "2021-06-01", "2021-06-01"),
        ("December 31, 2018", "2022-01-01", "2018-12-31"),
        ("December 31, 2018", None, "2018-12-31"),
        ("December 31", None, None),
        ("February 29", "2021-02-28", "2020-02-29"),
        ("December 31", "9999-12-31", "9999-12-31"),
        ("December 31", "0001-01-01", None),
    ],
)
def test_year_of_a_dateline(printed: str, posted: str | None, day: str | None) -> None:
    found = parse_dateline(f"OSLO, {printed}. /TASS/. {BODY}")
    assert found
    expected = date.fromisoformat(day) if day else None
    assert found.resolve(date.fromisoformat(posted) if posted else None) == expected
