"""What follows from positions and links: words, ids, nesting, bounds, names of groups; and that it follows once."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import ARTICLE, E_AID, E_PROMISED, M_SHE, S_ADDED, S_AID, S_OPEN, TEXT, at, labelled

from dataset.derive import derive, statement_text
from dataset.records import Annotation, Event, Fragment, Mention, Party, Sentence, Statement

SENTENCE = Sentence("", "7", 0, 0, 0, len(TEXT))


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["“We open the port,”", "“and Norway knows it.”"], "We open the port and Norway knows it."),
        (["“We open,”"], "We open"),
        (["“We open.”"], "We open."),
        (['"Do we open?"'], "Do we open?"),
        (["\"'No toll', we heard. Why?\""], "'No toll', we heard. Why?"),
        (["that the port “opens”"], "the port “opens”"),
        (["whether it opens"], "it opens"),
        (["if it opens"], "it opens"),
        (["That it opens"], "That it opens"),
        (["“No” and “yes”"], "“No” and “yes”"),
        (["thatch burns", "that is all"], "thatch burns that is all"),
        (["the port,"], "the port,"),
    ],
)
def test_statement_text(words: list[str], text: str) -> None:
    assert statement_text(words) == text


def test_positions_give_back_the_words() -> None:
    done = labelled()
    assert all(f.words == TEXT[f.char_start : f.char_end] for f in done.fragments)
    assert all(m.words == TEXT[m.char_start : m.char_end] for m in done.mentions)
    assert all(p.words == "Oslo" for p in done.participants)
    assert [(s.source_text, s.cue_text) for s in done.statements] == [
        ("Mayor Ana Lima", "told"),
        ("She", "added"),
        ("Oslo", "had promised"),
    ]


def test_a_statement_spans_its_fragments_and_stands_where_its_cue_does() -> None:
    first = labelled().statements[0]
    assert (first.char_start, first.char_end, first.n_fragments, first.sentence_id) == (19, 102, 2, "7:t1")


def test_nesting_follows_containment() -> None:
    found = {s.statement_id: (s.parent_id, s.depth) for s in labelled().statements}
    assert found == {S_OPEN: (None, 0), S_ADDED: (None, 0), S_AID: (S_ADDED, 1)}


def test_a_statement_with_its_cue_outside_is_not_nested() -> None:
    done = labelled()
    outside = replace(done.statements[2], cue_char_start=at("added")[0], cue_char_end=at("added")[1])
    again = derive(replace(done, statements=(*done.statements[:2], outside)))
    assert {s.depth for s in again.statements} == {0}


def test_rows_belong_to_the_innermost_statement() -> None:
    done = labelled()
    assert {m.words: m.statement_id for m in done.mentions} == {
        "Ana Lima": None,
        "reporters": None,
        "Norway": S_OPEN,
        "She": None,
        "Oslo": S_ADDED,
    }
    assert [(e.event_id, e.statement_id, e.claimant_id) for e in done.events] == [
        (E_PROMISED, S_ADDED, "person/ana-lima"),
        (E_AID, S_AID, "country/NOR"),
    ]


def test_the_gap_between_fragments_is_no_content() -> None:
    gap = Mention("gap", "7", char_start=at("told")[0], char_end=at("told")[1], form="nominal")
    done = derive(replace(labelled(), mentions=(*labelled().mentions, gap)))
    assert next(m for m in done.mentions if m.words == "told").statement_id is None


def test_speakers_come_from_parties() -> None:
    done = labelled()
    assert [(s.speaker_id, s.source_mention_id) for s in done.statements][1] == ("person/ana-lima", M_SHE)
    two = derive(replace(done, parties=(*done.parties, Party(S_ADDED, "speaker", 9, "country/NOR"))))
    assert two.statements[1].speaker_id is None
    assert [p.position for p in two.parties if p.statement_id == S_ADDED] == [0, 1]


def test_a_group_is_named_after_its_first_event() -> None:
    assert {e.event_group for e in labelled().events} == {E_PROMISED}
    alone = [replace(e, event_group="") for e in labelled().events]
    assert [e.event_group for e in derive(replace(labelled(), events=tuple(alone))).events] == [E_PROMISED, E_AID]


def test_quad_follows_the_type_and_bounds_the_date() -> None:
    event = replace(labelled().events[1], date_edtf="2021-12", date_basis="explicit")
    done = derive(replace(labelled(), events=(labelled().events[0], event))).events[1]
    assert (done.quad, str(done.date_earliest), str(done.date_latest)) == (2, "2021-12-01", "2021-12-31")


def _two_equal(order: int) -> Annotation:
    """Two statements with one content and two events with one trigger, in either order."""
    start, end = at("that aid would follow")
    cues = {"later": at("Was"), "earlier": at("had promised")}
    statements = [Statement(n, "7", cue_char_start=a, cue_char_end=b) for n, (a, b) in cues.items()]
    kinds = {"x": ("reported", "AID"), "y": ("reported", "AGREE")}
    span: dict[str, Any] = dict(zip(("trigger_char_start", "trigger_char_end"), at("aid"), strict=True))
    events = [Event(n, "7", layer=layer, event_type=kind, **span) for n, (layer, kind) in kinds.items()]
    return Annotation(
        ARTICLE,
        (SENTENCE,),
        statements=tuple(statements[::order]),
        fragments=tuple(Fragment(s.statement_id, 0, "7", start, end) for s in statements),
        events=tuple(events[::order]),
    )


def test_equal_ranges_are_told_apart_by_cue_and_type_not_by_the_order_given() -> None:
    assert derive(_two_equal(1)) == derive(_two_equal(-1))
    done = derive(_two_equal(1))
    assert [(s.statement_id, s.cue_text) for s in done.statements] == [
        ("7:s136-157", "had promised"),
        ("7:s136-157.2", "Was"),
    ]
    assert [(e.event_id, e.event_type) for e in done.events] == [("7:e141-144", "AGREE"), ("7:e141-144.2", "AID")]


def test_deriving_again_changes_nothing() -> None:
    assert derive(labelled()) == labelled()


SPANS = st.tuples(st.integers(0, len(TEXT) - 1), st.integers(0, len(TEXT) - 1)).map(
    lambda ends: (min(ends), max(ends) + 1)
)


@st.composite
def rows_anywhere(draw: st.DrawFn) -> Annotation:
    """Any statements, mentions, parties and events of the article, wherever they stand."""
    contents = draw(st.lists(st.lists(SPANS, min_size=1, max_size=2), max_size=5))
    pieces = [sorted(spans) for spans in contents]
    pieces = [spans if all(a[1] <= b[0] for a, b in pairwise(spans)) else spans[:1] for spans in pieces]
    cues = [draw(st.none() | SPANS) or (None, None) for _ in pieces]
    mentions = [Mention(f"m{i}", "7", char_start=a, char_end=b) for i, (a, b) in enumerate(draw(st.lists(SPANS)))]
    some = st.sampled_from([m.mention_id for m in mentions]) if mentions else st.none()
    names = [f"s{i}" for i in range(len(pieces))]
    acts = [draw(st.none() | st.sampled_from(names)) if names else None for _ in range(3)]
    spans: list[dict[str, Any]] = [
        dict(zip(("trigger_char_start", "trigger_char_end"), draw(SPANS), strict=True)) for _ in acts
    ]
    return Annotation(
        ARTICLE,
        (SENTENCE,),
        statements=tuple(
            Statement(n, "7", cue_char_start=a, cue_char_end=b) for n, (a, b) in zip(names, cues, strict=True)
        ),
        fragments=tuple(Fragment(n, 0, "7", *span) for n, part in zip(names, pieces, strict=True) for span in part),
        parties=tuple(Party(n, "speaker", 0, mention_id=draw(st.none() | some)) for n in names),
        mentions=tuple(mentions),
        events=tuple(
            Event(f"e{i}", "7", event_type="CONSULT", act_of=act, event_group=draw(st.sampled_from(["", "e0"])), **span)
            for i, (act, span) in enumerate(zip(acts, spans, strict=True))
        ),
    )


@given(rows_anywhere())
def test_whatever_stands_where_derive_is_stable_and_sound(given_rows: Annotation) -> None:
    done = derive(given_rows)
    assert derive(done) == done
    by_id = {s.statement_id: s for s in done.statements}
    for row in done.statements:
        if row.parent_id:
            parent = by_id[row.parent_id]
            assert row.depth == parent.depth + 1
            assert parent.char_start <= row.char_start < row.char_end <= parent.char_end
    for rows, key in ((done.statements, "statement_id"), (done.mentions, "mention_id"), (done.events, "event_id")):
        assert len({getattr(row, key) for row in rows}) == len(rows)
    assert {e.event_group for e in done.events} <= {e.event_id for e in done.events}


@given(rows_anywhere(), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_no_positions(given_rows: Annotation, random: object) -> None:
    shuffled: dict[str, Any] = {table: list(getattr(given_rows, table)) for table in ("fragments", "parties")}
    for rows in shuffled.values():
        random.shuffle(rows)  # type: ignore[attr-defined]
    again: dict[str, Any] = {table: tuple(rows) for table, rows in shuffled.items()}
    assert derive(replace(given_rows, **again)) == derive(given_rows)
