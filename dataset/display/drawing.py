"""Rows of one article -> what is to be drawn: numbered statements, speakers with their colours, marks in the text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dataset.display.segments import Mark

Row = dict[str, Any]
_JOINERS = "\u200c\u200d"  # parts of words and of emoji
_GOLDEN_ANGLE = 137.508  # successive hues stay far apart, however many there are


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks, by name or in the article's words; ``hue`` is None where no entity is known."""

    shown: str
    hue: int | None


@dataclass(frozen=True, slots=True)
class Told:
    """A statement with its number in reading order and its speaker."""

    number: int
    speaker: Speaker
    row: Row


@dataclass(frozen=True)
class Drawing:
    """An article's text with everything that is marked in it; ``events`` are rows in reading order."""

    heading: str
    text: str
    statements: tuple[Told, ...]
    events: tuple[Row, ...]
    marks: tuple[Mark, ...]

    @property
    def speakers(self) -> dict[Speaker, list[int]]:
        """Speaker -> numbers of the statements, in the order in which they first speak."""
        numbers: dict[Speaker, list[int]] = {}
        for told in self.statements:
            numbers.setdefault(told.speaker, []).append(told.number)
        return numbers


def draw(text: str, tables: Mapping[str, pd.DataFrame]) -> Drawing:
    """The drawing of an article with these rows of every table."""
    rows = {name: _rows(frame) for name, frame in tables.items()}
    names = {row["entity_id"]: row["entity_name"] for row in rows["entities"]}
    statements = _statements(rows, names)
    events = tuple(row | {"claimant": names.get(row["claimant_id"])} for row in rows["events"])
    marks = [*_title(rows["articles"][0]), *_statement_marks(statements, rows["fragments"])]
    marks += [*_mention_marks(rows["mentions"], names), *_event_marks(events), *_controls(text)]
    return Drawing(_heading(rows["articles"][0]), text, statements, events, tuple(marks))


def hue(position: int) -> int:
    """Colour of the speaker who is the ``position``-th (from 0) to speak, in degrees."""
    return round(215 + _GOLDEN_ANGLE * position) % 360


def about_statement(row: Row) -> str:
    """Cue, kind, speech act, day and confidence, on one line."""
    denied = "saying denied" if row["negated"] else None
    said = [row["cue_text"], row["kind"], row["speech_act"], denied, row["stated_on_edtf"], _sure(row)]
    return " · ".join(filter(None, said))


def about_event(row: Row) -> str:
    """Type with mode, who claims it, realis, day and confidence, on one line."""
    kind = f"{row['event_type']} ({row['event_mode']})" if row["event_mode"] else row["event_type"]
    claim = f"claimed by {row['claimant'] or ('a statement' if row['statement_id'] else 'the article')}"
    denied = "negated" if row["negated"] else None
    return " · ".join(filter(None, [kind, claim, row["realis"], denied, row["date_edtf"], _sure(row)]))


def _rows(frame: pd.DataFrame) -> list[Row]:
    """Rows as mappings, null as None."""
    objects = frame.astype(object)
    return [dict(zip(frame.columns, row, strict=True)) for row in objects.where(frame.notna(), None).to_numpy()]


def _statements(rows: Mapping[str, list[Row]], names: Mapping[str, str]) -> tuple[Told, ...]:
    known: dict[str, list[str]] = {}
    for party in rows["parties"]:
        if party["role"] == "speaker" and party["entity_id"] in names:
            known.setdefault(party["statement_id"], []).append(names[party["entity_id"]])
    ordered = sorted(rows["statements"], key=lambda row: (row["char_start"], -row["char_end"], row["depth"]))
    heard = ["; ".join(known.get(row["statement_id"], [])) for row in ordered]
    hues = {name: hue(i) for i, name in enumerate(dict.fromkeys(filter(None, heard)))}
    speakers = [Speaker(name or _unknown(row), hues.get(name)) for name, row in zip(heard, ordered, strict=True)]
    return tuple(Told(i, *pair) for i, pair in enumerate(zip(speakers, ordered, strict=True), start=1))


def _unknown(row: Row) -> str:
    return f"“{row['source_text']}”" if row["source_text"] else "speaker not named"


def _statement_marks(statements: tuple[Told, ...], fragments: list[Row]) -> Iterator[Mark]:
    pieces: dict[str, list[tuple[int, int]]] = {}
    for row in fragments:
        pieces.setdefault(row["statement_id"], []).append((row["char_start"], row["char_end"]))
    for told in statements:
        place = {"statement": told.number, "hue": told.speaker.hue, "depth": told.row["depth"]}
        label, parts = f"S{told.number}", sorted(pieces.get(told.row["statement_id"], []))
        for i, part in enumerate(parts, start=1):
            piece = f"part {i} of {len(parts)}, " if len(parts) > 1 else ""
            title = f"{label}, {piece}{told.speaker.shown}: {about_statement(told.row)}"
            yield Mark(*part, "statement", title, str(told.number), **place)
        for kind in ("source", "cue", "addressee"):
            if told.row[f"{kind}_char_start"] is not None:
                where = told.row[f"{kind}_char_start"], told.row[f"{kind}_char_end"]
                yield Mark(*where, kind, f"{kind} of {label}: {told.speaker.shown}", **place)


def _mention_marks(mentions: list[Row], names: Mapping[str, str]) -> Iterator[Mark]:
    for row in mentions:
        who = names.get(row["entity_id"], "nobody known")
        title = " · ".join(filter(None, [who, row["form"], "metonym" if row["metonym"] else None, _sure(row)]))
        yield Mark(row["char_start"], row["char_end"], "mention", title)


def _event_marks(events: tuple[Row, ...]) -> Iterator[Mark]:
    for row in events:
        yield Mark(row["trigger_char_start"], row["trigger_char_end"], "event", about_event(row), row["event_type"])


def _title(article: Row) -> Iterator[Mark]:
    yield Mark(0, len(article["title"] or ""), "title")


def _controls(text: str) -> Iterator[Mark]:
    """Characters that nobody sees and that could turn around or hide the ones that follow."""
    for at, character in enumerate(text):
        if unicodedata.category(character) in ("Cf", "Cc") and character not in f"\n\t{_JOINERS}":
            name = unicodedata.name(character, "control character").lower()
            yield Mark(at, at + 1, "control", name, f"U+{ord(character):04X}")


def _heading(article: Row) -> str:
    day = article["published_at"] and str(article["published_at"].date())
    outlet = article["source_name"] or article["agency"]
    missing = None if article["text"] else "its text is not in this edition"
    return " · ".join(filter(None, [outlet, day, f"article {article['article_id']}", missing]))


def _sure(row: Row) -> str | None:
    if row["origin"] == "curator":
        return "by a curator"
    return None if row["confidence"] is None else f"confidence {row['confidence']:.2f}"
