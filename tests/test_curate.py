"""Curation: what an entry changes, what follows from it, and which entries are refused with which message."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from labelled import E_AID, E_PROMISED, M_NORWAY, M_OSLO, M_REPORTERS, M_SHE, S_ADDED, S_AID, S_OPEN, at, labelled

from dataset.curate import Entry, by_article, check_articles, curate, curate_entities, load_entries
from dataset.derive import derive
from dataset.errors import CurationError
from dataset.records import Annotation
from dataset.resolve import referred

SIGNED = {"reason": "read it again", "curator": "Ines", "date": "2024-05-03"}


def _entries(folder: Path, *entries: dict[str, Any]) -> list[Entry]:
    text = yaml.safe_dump([entry | SIGNED for entry in entries], sort_keys=False)
    (folder / "entries.yaml").write_text(text, encoding="utf-8")
    return load_entries(folder)


def _curated(folder: Path, *entries: dict[str, Any]) -> Annotation:
    return curate(labelled(), _entries(folder, *entries))[0]


def _entry(table: str, id_: str, action: str, expect: Any = None, value: Any = None) -> dict[str, Any]:
    given = {"table": table, "id": id_, "action": action, "expect": expect, "value": value}
    return {key: part for key, part in given.items() if part is not None}


def _set(table: str, id_: str, **columns: tuple[Any, Any]) -> dict[str, Any]:
    expect = {column: old for column, (old, _) in columns.items()}
    return _entry(table, id_, "set", expect, {column: new for column, (_, new) in columns.items()})


def _by_id(rows: tuple[Any, ...], key: str) -> dict[str, Any]:
    return {getattr(row, key): row for row in rows}


def _statements(annotation: Annotation) -> dict[str, Any]:
    return _by_id(annotation.statements, "statement_id")


def test_nothing_to_do_changes_nothing() -> None:
    assert curate(labelled(), []) == (labelled(), 0)


def test_set_marks_the_row_as_a_curators(tmp_path: Path) -> None:
    row = _statements(_curated(tmp_path, _set("statements", S_AID, speech_act=("commissive", "assertion"))))[S_AID]
    assert (row.speech_act, row.origin, row.rule, row.confidence) == ("assertion", "curator", "curation", 1.0)


def test_fields_names_one_column(tmp_path: Path) -> None:
    entry = _entry("statements", S_AID, "set", "commissive", "assertion") | {"fields": "speech_act"}
    assert _statements(_curated(tmp_path, entry))[S_AID].speech_act == "assertion"


def test_new_fragments_move_all_that_hangs_on_them(tmp_path: Path) -> None:
    whole, shorter = at("that Oslo had promised that aid would follow"), at("that Oslo had promised that aid")
    curated = _curated(tmp_path, _set("statements", S_ADDED, fragments=([list(whole)], [list(shorter)])))
    moved = f"7:s{shorter[0]}-{shorter[1]}"
    assert _statements(curated)[moved].text == "Oslo had promised that aid"
    assert _statements(curated)[S_AID].depth == 0
    assert {p.statement_id for p in curated.parties} == {S_OPEN, moved, S_AID}
    assert _by_id(curated.events, "event_id")[E_PROMISED].claimant_id is None


def test_char_end_moves_a_content_of_one_fragment(tmp_path: Path) -> None:
    curated = _curated(tmp_path, _set("statements", S_AID, char_end=(157, 150)))
    assert _statements(curated)["7:s136-150"].text == "aid would"


def test_char_end_of_several_fragments_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CurationError, match="several fragments; set `fragments` instead"):
        _curated(tmp_path, _set("statements", S_OPEN, char_end=(102, 101)))


def test_an_article_keeps_its_text_and_changes_its_metadata(tmp_path: Path) -> None:
    curated = _curated(tmp_path, _set("articles", "7", agency=("NOVA", "LUSA"), dateline_date=(None, "2024-05-03")))
    assert curated == replace(labelled(), article=curated.article)
    assert (curated.article.agency, str(curated.article.dateline_date)) == ("LUSA", "2024-05-03")


def test_a_party_known_through_its_mention_follows_it(tmp_path: Path) -> None:
    curated = _curated(tmp_path, _set("mentions", M_SHE, entity_id=("person/ana-lima", None)))
    assert _statements(curated)[S_ADDED].speaker_id is None
    curated = _curated(tmp_path, _set("parties", f"{S_ADDED}/speaker/0", mention_id=(M_SHE, M_OSLO)))
    assert _statements(curated)[S_ADDED].speaker_id == "country/NOR"


def test_a_party_can_be_decided_beside_its_mention(tmp_path: Path) -> None:
    first = _set("mentions", M_SHE, entity_id=("person/ana-lima", None))
    second = _set("parties", f"{S_ADDED}/speaker/0", entity_id=("person/ana-lima", "country/NOR"))
    assert _statements(_curated(tmp_path, first, second))[S_ADDED].speaker_id == "country/NOR"


def test_added_rows_refer_to_each_other(tmp_path: Path) -> None:
    start, end = at("Was it paid?")
    content = {"fragments": [[start, end]], "kind": "direct", "speech_act": "question", "negated": False}
    rest = {"speaker_resolution": "implicit", "stated_on_basis": "none"}
    curated = _curated(
        tmp_path,
        _entry("statements", "7:question", "add", value=content | rest),
        {
            "table": "parties",
            "action": "add",
            "value": {"statement_id": "7:question", "role": "speaker", "position": 0, "mention_id": M_SHE},
        },
        _set("statements", S_OPEN, answers_id=(None, "7:question")),
    )
    final = f"7:s{start}-{end}"
    assert _statements(curated)[final].speaker_id == "person/ana-lima"
    assert _statements(curated)[S_OPEN].answers_id == final


def test_a_dropped_statement_takes_what_belongs_to_it(tmp_path: Path) -> None:
    answer = _set("statements", S_OPEN, answers_id=(None, S_AID))
    curated = _curated(tmp_path, answer, _entry("statements", S_AID, "drop", {"cue_text": "had promised"}))
    assert {f.statement_id for f in curated.fragments} == {S_OPEN, S_ADDED}
    assert {p.statement_id for p in curated.parties} == {S_OPEN, S_ADDED}
    assert _statements(curated)[S_OPEN].answers_id is None
    (event,) = curated.events
    assert (event.event_id, event.event_group, event.statement_id) == (E_AID, E_AID, S_ADDED)
    assert [c.event_id for c in curated.event_contexts] == [p.event_id for p in curated.participants] == [E_AID]


def test_a_dropped_mention_leaves_the_party(tmp_path: Path) -> None:
    curated = _curated(tmp_path, _entry("mentions", M_SHE, "drop", {"words": "She"}))
    (party,) = [p for p in curated.parties if p.statement_id == S_ADDED]
    assert (party.mention_id, party.entity_id) == (None, "person/ana-lima")


def test_a_merged_event_hands_over_what_belongs_to_it(tmp_path: Path) -> None:
    curated = _curated(tmp_path, _entry("events", E_AID, "merge", {"trigger_text": "aid"}, E_PROMISED))
    assert [(c.event_id, c.context) for c in curated.event_contexts] == [
        (E_PROMISED, "diplomatic"),
        (E_PROMISED, "economic"),
    ]
    assert [(p.event_id, p.mention_id) for p in curated.participants] == [(E_PROMISED, M_OSLO)]


def test_a_merged_mention_hands_over_its_references(tmp_path: Path) -> None:
    curated = _curated(tmp_path, _entry("mentions", M_OSLO, "merge", {"words": "Oslo"}, M_NORWAY))
    assert {p.mention_id for p in curated.participants} == {M_NORWAY}
    assert {p.words for p in curated.participants} == {"Norway"}


def test_rows_are_counted_once(tmp_path: Path) -> None:
    entries = _entries(
        tmp_path,
        _set("statements", S_AID, speech_act=("commissive", "assertion")),
        _set("statements", S_AID, negated=(False, True)),
        _entry("mentions", M_REPORTERS, "drop", {"words": "reporters"}),
    )
    assert curate(labelled(), entries)[1] == 2


def test_the_order_of_entries_changes_nothing(tmp_path: Path) -> None:
    entries = _entries(
        tmp_path,
        _set("statements", S_AID, char_end=(157, 150)),
        _entry("mentions", M_OSLO, "merge", {"words": "Oslo"}, M_NORWAY),
        _entry("events", E_PROMISED, "drop", {"trigger_text": "promised"}),
        _set("statements", S_OPEN, answers_id=(None, S_AID)),
    )
    assert curate(labelled(), entries) == curate(labelled(), entries[::-1])


def test_curated_rows_are_derived(tmp_path: Path) -> None:
    curated = _curated(tmp_path, _set("statements", S_AID, char_end=(157, 150)))
    assert derive(curated) == curated


def test_entities_are_merged_in_every_article(tmp_path: Path) -> None:
    entries = _entries(
        tmp_path,
        _entry("entities", "organization/port", "add", value={"entity_name": "Port", "entity_type": "organization"}),
        _entry("entities", "person/ana-lima", "merge", {"entity_name": "Ana Lima"}, "organization/port"),
        _set("entities", "country/NOR", entity_name=("Norway", "Kingdom of Norway")),
    )
    entities, merged, count = curate_entities(labelled().entities, entries)
    assert [(e.entity_id, e.entity_name, e.origin) for e in entities] == [
        ("country/NOR", "Kingdom of Norway", "curator"),
        ("organization/port", "Port", "curator"),
    ]
    curated, rows = curate(labelled(), [], merged)
    assert (count, rows) == (3, 0)
    assert referred(curated) == {"country/NOR", "organization/port"}
    assert _statements(curated)[S_OPEN].speaker_id == "organization/port"


def test_a_dropped_entity_is_nobody(tmp_path: Path) -> None:
    entries = _entries(tmp_path, _entry("entities", "person/ana-lima", "drop", {"entity_name": "Ana Lima"}))
    merged = curate_entities(labelled().entities, entries)[1]
    curated = curate(labelled(), [], merged)[0]
    assert referred(curated) == {"country/NOR"}
    assert _statements(curated)[S_OPEN].speaker_id is None


def test_entries_by_article(tmp_path: Path) -> None:
    entries = _entries(
        tmp_path,
        _set("statements", S_AID, negated=(False, True)),
        _set("entities", "country/NOR", country=("NOR", None)),
        _set("articles", "7", agency=("NOVA", None)),
    )
    groups = by_article(entries)
    assert {article: len(group) for article, group in groups.items()} == {"7": 2, None: 1}
    check_articles(entries, {"7"})
    with pytest.raises(CurationError, match=r"entries\.yaml entry 1: the article is gone; expected article 7"):
        check_articles(entries, set())


def test_files_are_read_in_order_of_their_names(tmp_path: Path) -> None:
    for name, id_ in {"b": S_AID, "a": S_OPEN}.items():
        text = yaml.safe_dump([_set("statements", id_, negated=(False, True)) | SIGNED])
        (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "README.md").write_text("# people's decisions\n", encoding="utf-8")
    (tmp_path / "c.yaml").write_text("# nothing yet\n", encoding="utf-8")
    assert [e.place for e in load_entries(tmp_path)] == ["a.yaml entry 1", "b.yaml entry 1"]


STALE = [
    (
        _set("statements", S_AID, speech_act=("assertion", "question")),
        f"entries.yaml entry 1, statements {S_AID}: the row has changed; expected {{'speech_act': 'assertion'}}; "
        "got {'speech_act': 'commissive'}; look at the row again",
    ),
    (
        _set("mentions", "7:m1-2", form=("name", "nominal")),
        "mentions 7:m1-2: the row is gone; expected {'form': 'name'}",
    ),
    (_entry("mentions", M_SHE, "drop", {"words": "He"}), "expected {'words': 'He'}; got {'words': 'She'}"),
    (_entry("statements", S_AID, "drop", {"fragments": [[1, 2]]}), "got {'fragments': [[136, 157]]}"),
    (
        _set("statements", S_OPEN, answers_id=(None, "7:s1-2")),
        "answers_id refers to no row; expected an id of statements",
    ),
    (_entry("mentions", M_SHE, "merge", {"words": "She"}, "7:m1-2"), "merged into no row; expected a row that stays"),
    (_set("mentions", M_SHE, char_end=(106, 999)), "no range of the text in char_start, char_end"),
    (
        _entry("mentions", M_SHE, "set", {"char_end": 106}, {"char_end": 107, "words": "Norway"}),
        "expected 'Norway'; got 'She '; the words stand at 85-91",
    ),
    (_entry("mentions", M_SHE, "set", {"form": "pronoun"}, {"words": "He"}), "expected 'He'; got 'She'"),
    (
        _entry(
            "mentions",
            M_SHE,
            "add",
            value={"char_start": 103, "char_end": 106, "form": "pronoun", "metonym": False},
        ),
        "the row is there already",
    ),
]


@pytest.mark.parametrize(("entry", "message"), STALE)
def test_an_entry_that_does_not_fit_the_rows_is_refused(tmp_path: Path, entry: dict[str, Any], message: str) -> None:
    with pytest.raises(CurationError, match=re.escape(message)):
        _curated(tmp_path, entry)


def test_a_change_of_a_row_that_goes_is_refused(tmp_path: Path) -> None:
    drop = _entry("statements", S_AID, "drop", {"cue_text": "had promised"})
    change = _set("parties", f"{S_AID}/speaker/0", mention_id=(M_OSLO, M_SHE))
    with pytest.raises(CurationError, match="the row goes with another that is dropped"):
        _curated(tmp_path, drop, change)


def _without(entry: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: part for key, part in (entry | SIGNED).items() if key not in keys}


GOOD = _set("statements", S_AID, kind=("indirect", "mixed"))
MALFORMED = [
    ("just words", "not an entry; expected a mapping; got str"),
    (_without(GOOD, "reason"), "keys are missing; expected reason"),
    (_without(GOOD, "curator", "date"), "keys are missing; expected curator, date"),
    (_without(GOOD, "expect"), "keys are missing; expected expect"),
    (_without(GOOD, "id"), "no row id"),
    (_without(GOOD) | {"why": "?"}, "unknown keys; expected table"),
    (_without(GOOD) | {"date": "May"}, "date of the entry is no day"),
    (_without(GOOD) | {"reason": 7}, "reason is no text"),
    (_without(GOOD) | {"action": "alter"}, "unknown action; expected one of set, add, drop, merge; got alter"),
    (_without(GOOD) | {"table": "quotes"}, "no such table; expected one of articles"),
    (_without(GOOD) | {"table": "fragments"}, "set `fragments` of the statement"),
    (_without(GOOD) | {"fields": ["cue_lemma"]}, "fields are not those of value"),
    (_without(GOOD) | {"value": "mixed"}, "value is no mapping"),
    (
        _without(GOOD) | {"value": {"kind": "quoted"}},
        "not a category; expected one of direct, indirect, mixed; got quoted",
    ),
    (_without(GOOD) | {"value": {"tone": "sad"}}, "no column 'tone'"),
    (_without(GOOD) | {"expect": {"tone": "sad"}}, "no such column in expect"),
    (_without(GOOD) | {"value": {"kind": None}}, "null where a value is needed"),
    (_without(GOOD) | {"value": {"negated": "no"}}, "wrong type; expected a boolean; got str no"),
    (_without(GOOD) | {"value": {"negated": True}}, "expect does not cover value"),
    (_without(GOOD) | {"value": {"statement_id": "7:s1-2"}}, "a key cannot be set"),
    (_without(GOOD) | {"value": {"text": "aid"}}, "text is not decided; change fragments"),
    (_without(GOOD) | {"value": {"speaker_id": None}}, "change entity_id of <statement>/speaker/0 in parties"),
    (_without(GOOD) | {"value": {"confidence": 1}}, "confidence is not decided; change nothing: the build writes it"),
    (_without(GOOD) | {"value": {"stated_on_edtf": "last May"}}, "column stated_on_edtf: not a date"),
    (_without(GOOD) | {"value": {"stated_on_latest": "2024-05-03"}}, "change stated_on_edtf"),
    (_without(GOOD) | {"value": {"fragments": [[5, 3]]}}, "not a list of fragments"),
    (_without(GOOD) | {"value": {"fragments": [[3, 5]], "char_end": 5}}, "the content is given twice"),
    (_without(GOOD) | {"value": {"char_start": -1}}, "too small; expected at least 0"),
    (_entry("articles", "7", "drop", {"agency": "NOVA"}) | SIGNED, "an article is not added, dropped or merged"),
    (_entry("articles", "7", "set", {"title": "a"}, {"title": "b"}) | SIGNED, "change the source file"),
    (_entry("mentions", M_SHE, "merge", {"words": "She"}, 7) | SIGNED, "value of a merge is no row"),
    (
        _entry("events", "7:x", "add", value={"realis": "actual"}) | SIGNED,
        "columns are missing; expected layer, event_group",
    ),
    (
        _entry("entities", "person/x", "add", value={"entity_name": "X", "entity_type": "person", "country": "Norway"})
        | SIGNED,
        "does not fit the pattern",
    ),
]


@pytest.mark.parametrize(("entry", "message"), MALFORMED)
def test_a_malformed_entry_is_refused_where_it_stands(tmp_path: Path, entry: Any, message: str) -> None:
    good = _set("statements", S_OPEN, negated=(False, True)) | SIGNED
    (tmp_path / "seed.yaml").write_text(yaml.safe_dump([good, entry]), encoding="utf-8")
    with pytest.raises(CurationError, match=re.escape(message)) as caught:
        load_entries(tmp_path)
    assert caught.value.where.startswith("seed.yaml entry 2")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1", "x.yaml: not a list of entries"),
        ("- [", "x.yaml: not readable as YAML"),
        ("- {table: a, table: b}", "key 'table' twice"),
        (b"- \xff", "not readable as YAML"),
    ],
)
def test_a_file_that_is_no_list_is_refused(tmp_path: Path, text: str | bytes, message: str) -> None:
    (tmp_path / "x.yaml").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(CurationError, match=re.escape(message)):
        load_entries(tmp_path)


DROP = _entry("statements", S_AID, "drop", {"kind": "indirect"})


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (GOOD, GOOD),
        (GOOD, DROP),
        (DROP, GOOD),
        (DROP, DROP),
        (
            _set("statements", S_AID, char_end=(157, 150)),
            _set("statements", S_AID, fragments=([[136, 157]], [[136, 150]])),
        ),
    ],
)
def test_nothing_is_decided_twice(tmp_path: Path, first: dict[str, Any], second: dict[str, Any]) -> None:
    with pytest.raises(CurationError, match=r"entry 2: decided twice; got statements 7:s136-157 also in entries\.yaml"):
        _entries(tmp_path, first, second)
