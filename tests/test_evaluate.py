"""Gold, scores, entries suggested from differences, and readings: on small inputs of our own."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from labelled import ARTICLE, M_ANA, M_SHE, S_ADDED, S_AID, S_OPEN, at, labelled
from rich.console import Console

from dataset.curate import by_article, curate, curate_entities, load_entries
from dataset.derive import derive
from dataset.errors import GoldError, UsageError
from dataset.evaluate import (
    Score,
    evaluate_readings,
    evaluate_seed,
    load_gold,
    released,
    score,
    score_table,
    suggest,
)
from dataset.evaluate.alignment import align, align_entities
from dataset.evaluate.scores import summed, with_intervals
from dataset.package import write_package
from dataset.records import Annotation, Entity, Mention
from dataset.resolve import EntityRegistry, referred
from dataset.schema import load_schema
from dataset.tables import build_tables

GOLD = """
article_id: "7"
articles:
- {title: "Port opens — Lima", agency: "NOVA"}
sentences:
- {char_start: 0, char_end: 17, paragraph: 0}
- {char_start: 103, char_end: 158, paragraph: 1}
entities:
- {entity_id: "person/ana-lima", entity_name: "Ana Lima", entity_type: "person"}
mentions:
- {mention_id: "she", char_start: 103, char_end: 106, words: "She", entity_id: "person/ana-lima",
   form: "pronoun", metonym: false}
statements:
- {statement_id: "s", fragments: [[113, 157]], kind: "indirect", speech_act: "assertion", negated: false,
   cue_text: "added", cue_char_start: 107, cue_char_end: 112, speaker_resolution: "pronoun", stated_on_basis: "none"}
parties:
- {statement_id: "s", role: "speaker", position: 0, mention_id: "she"}
"""


def _gold(folder: Path, text: str = GOLD) -> Path:
    path = folder / "7.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_gold_is_completed_by_derive(tmp_path: Path) -> None:
    gold = load_gold(_gold(tmp_path), ARTICLE)
    (statement,) = gold.statements
    assert (statement.statement_id, statement.speaker_id) == (S_ADDED, "person/ana-lima")
    assert [m.mention_id for m in gold.mentions] == [M_SHE]
    assert gold.article == replace(ARTICLE, n_sentences=2)


WRONG = [
    ('words: "She"', 'words: "Ana"', "7.yaml, mentions row 1: at 103-106 stand other words than words; expected 'Ana'; "
     "got 'She'; the words stand at 45-48"),
    ('words: "She"', 'words: "Bob"', "the words stand nowhere in the text"),
    ("char_end: 106", "char_end: 999", "no range of the text in char_start, char_end"),
    ("113, 157", "113, 999", "7.yaml, statements row 1: no range of the text in fragments"),
    ("paragraph: 1", "paragraf: 1", "7.yaml, sentences row 2, table sentences: no column 'paragraf'"),
    (", metonym: false", "", "columns are missing; expected metonym"),
    ('form: "pronoun"', 'form: "pro"', "not a category"),
    ('mention_id: "she"}', 'mention_id: "he"}', "parties row 1: mention_id refers to no row"),
    ('statement_id: "s", role', 'statement_id: "t", role', "statement_id refers to no row"),
    ("position: 0,", 'position: 0, entity_id: "country/NOR",', "entity_id refers to no row"),
    ("negated: false", "negated: false, depth: 0", "depth is not decided"),
    ('agency: "NOVA"', 'language: "pt"', "language differs from the article; expected pt; got en"),
    ("parties:\n", 'parties:\n- {statement_id: "s", role: "speaker", position: 0}\n',
     "parties row 2: the row stands twice; got s/speaker/0"),
    ('article_id: "7"', 'article_id: "8"', "not the gold of this article; expected article_id: 7; got 8"),
    ("parties:", "people:", "not a list of rows of a table"),
    ("articles:", "articles: [", "not readable as YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), WRONG)
def test_gold_that_contradicts_itself_or_the_text_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOLD
    with pytest.raises(GoldError, match=re.escape(message)):
        load_gold(_gold(tmp_path, GOLD.replace(old, new, 1)), ARTICLE)


def test_a_party_cannot_be_another_than_its_mention(tmp_path: Path) -> None:
    other = '- {entity_id: "country/NOR", entity_name: "Norway", entity_type: "country"}\nmentions:'
    text = GOLD.replace("mentions:", other).replace("position: 0,", 'position: 0, entity_id: "country/NOR",')
    with pytest.raises(GoldError, match="entity_id is not the mention's; expected person/ana-lima; got country/NOR"):
        load_gold(_gold(tmp_path, text), ARTICLE)


def _changed(table: str, at_row: int, **columns: Any) -> Annotation:
    done = labelled()
    rows = list(getattr(done, table))
    rows[at_row] = replace(rows[at_row], **columns)
    changes: dict[str, Any] = {table: tuple(rows)}
    return derive(replace(done, **changes))


def _wrong(machine: Annotation, gold: Annotation) -> dict[str, tuple[int, int, int]]:
    return {f"{s.table} {s.view}": (s.right, s.machine, s.gold) for s in score(machine, gold) if s.f1 < 1}


def test_equal_rows_are_right() -> None:
    assert _wrong(labelled(), labelled()) == {}


def test_ids_confidence_origin_and_rule_are_not_compared() -> None:
    ids = {"person/ana-lima": "person/lima", "country/NOR": "country/NOR"}
    rows = labelled()
    machine = replace(
        rows,
        entities=tuple(replace(e, entity_id=ids[e.entity_id]) for e in rows.entities),
        mentions=tuple(
            replace(m, entity_id=ids.get(m.entity_id or ""), confidence=0.5, origin="model", rule="x")
            for m in rows.mentions
        ),
    )
    assert _wrong(derive(machine), labelled()) == {}


def test_a_wrong_category_makes_one_row_wrong() -> None:
    assert _wrong(_changed("statements", 0, kind="mixed"), labelled()) == {"statements rows": (2, 3, 3)}


def test_a_wrong_link_makes_its_row_wrong() -> None:
    assert _wrong(_changed("participants", 0, mention_id=M_SHE), labelled()) == {"participants rows": (1, 2, 2)}


def test_a_wrong_span_makes_wrong_what_links_to_it() -> None:
    wrong = _wrong(_changed("fragments", 3, char_end=150), labelled())
    assert wrong["statements content"] == (2, 3, 3)
    assert wrong["fragments rows"] == (3, 4, 4)
    assert wrong["parties rows"] == (3, 4, 4)
    assert wrong["events rows"] == (0, 2, 2)
    assert "mentions rows" not in wrong
    assert "events trigger" not in wrong


def test_missing_and_extra_rows() -> None:
    fewer = derive(replace(labelled(), mentions=labelled().mentions[1:], parties=()))
    assert _wrong(fewer, labelled())["mentions span"] == (4, 4, 5)
    assert _wrong(labelled(), fewer)["mentions span"] == (4, 5, 4)


def test_a_row_without_the_columns_of_a_view_does_not_count() -> None:
    addressee = next(s for s in score(labelled(), labelled()) if s.view == "addressee")
    assert (addressee.right, addressee.machine, addressee.gold, addressee.f1) == (0, 0, 0, 1.0)


def test_precision_recall_f1() -> None:
    found = Score("mentions", "rows", 2, 4, 8)
    assert (found.precision, found.recall, round(found.f1, 3)) == (0.5, 0.25, 0.333)
    assert summed([[found], [found]]) == [Score("mentions", "rows", 4, 8, 16)]


def test_intervals_are_the_same_every_time() -> None:
    scores = [[Score("cue", "exact", i % 3, 2, 2)] for i in range(20)]
    (total,) = with_intervals(scores)
    assert total.interval is not None
    assert total.interval[0] < total.f1 < total.interval[1]
    assert [total] == with_intervals(scores)


def _mentions(*entities: str | None) -> tuple[Mention, ...]:
    return tuple(Mention(f"m{i}", "7", entity_id=e, char_start=i, char_end=i + 1) for i, e in enumerate(entities))


def _who(ids: str) -> tuple[Entity, ...]:
    return tuple(Entity(i, i, "person") for i in sorted(set(ids) - {"-"}))


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [
        ("aab", "xxy", {"a": "x", "b": "y"}),
        ("aab", "xyx", {"a": "x"}),
        ("abb", "xxx", {"b": "x"}),
        ("ab", "ba", {"a": "b", "b": "a"}),
        ("aa", "ab", {"a": "a"}),
        ("a-", "-a", {"a": "a"}),
        ("a-", "-x", {}),
    ],
)
def test_entities_are_aligned_by_shared_mentions(left: str, right: str, expected: dict[str, str]) -> None:
    sides = [
        Annotation(ARTICLE, entities=_who(side), mentions=_mentions(*(c.strip("-") or None for c in side)))
        for side in (left, right)
    ]
    assert align_entities(*sides) == expected


def test_align_takes_the_best_pairs_first() -> None:
    assert align([1.0, 2.0], [2.1, 1.1, 1.9], lambda a, b: 1 - abs(a - b)) == [(0, 1), (1, 0)]


def _suggested(folder: Path, machine: Annotation, gold: Annotation) -> Annotation:
    """The machine's rows with the entries that ``suggest`` gives, by the way of a file."""
    signed = [e | {"reason": "r", "curator": "c", "date": "2024-05-03"} for e in suggest(machine, gold)]
    (folder / "x.yaml").write_text(yaml.safe_dump(signed, sort_keys=False, allow_unicode=True), encoding="utf-8")
    groups = by_article(load_entries(folder))
    registry = EntityRegistry()
    registry.add(machine.entities)
    entities, merged, _ = curate_entities(registry.entities(), groups.get(None, []))
    curated, _ = curate(registry.resolve(machine), groups.get("7", []), merged)
    return replace(curated, entities=tuple(e for e in entities if e.entity_id in referred(curated)))


def _nothing(_: Annotation) -> Annotation:
    return derive(Annotation(ARTICLE, sentences=labelled().sentences[:1]))


def _other_type(rows: Annotation) -> Annotation:
    renamed = [replace(m, entity_id="place/norway") if m.entity_id == "country/NOR" else m for m in rows.mentions]
    entities = [e for e in rows.entities if e.entity_id != "country/NOR"]
    place = Entity("place/norway", "Norway", "place", "NOR")
    return derive(replace(rows, mentions=tuple(renamed), entities=(*entities, place)))


DAMAGE: list[Callable[[Annotation], Annotation]] = [
    lambda rows: rows,
    _nothing,
    _other_type,
    lambda rows: _changed("fragments", 2, char_end=150),
    lambda rows: _changed("statements", 1, cue_char_start=None, cue_char_end=None, kind="direct"),
    lambda rows: _changed("statements", 0, answers_id=S_AID),
    lambda rows: _changed("mentions", 0, char_start=at("Mayor")[0], role_char_start=None),
    lambda rows: _changed("mentions", 3, entity_id=None),
    lambda rows: _changed("mentions", 3, char_start=0, char_end=4),
    lambda rows: _changed("parties", 0, mention_id=M_ANA),
    lambda rows: _changed("parties", 3, mention_id=None, entity_id=None),
    lambda rows: _changed("events", 1, event_group="other", event_type="SUPPORT"),
    lambda rows: _changed("events", 0, act_of=S_OPEN, date_edtf="2021", date_basis="explicit"),
    lambda rows: _changed("event_contexts", 0, context="military"),
    lambda rows: _changed("participants", 1, mention_id=M_SHE, role="recipient"),
    lambda rows: _changed("entities", 0, entity_name="Kingdom of Norway", country=None),
    lambda rows: replace(rows, article=replace(rows.article, agency=None)),
    lambda rows: derive(replace(rows, events=(), event_contexts=(), participants=())),
]


@pytest.mark.parametrize("damage", DAMAGE)
def test_the_machines_rows_with_the_suggested_entries_are_gold(
    tmp_path: Path, damage: Callable[[Annotation], Annotation]
) -> None:
    for i, (machine, gold) in enumerate([(damage(labelled()), labelled()), (labelled(), damage(labelled()))]):
        folder = tmp_path / str(i)
        folder.mkdir()
        curated = _suggested(folder, machine, gold)
        assert _wrong(curated, gold) == {}
        assert suggest(curated, gold) == []


def test_one_difference_is_one_entry() -> None:
    assert suggest(labelled(), labelled()) == []
    assert suggest(_changed("statements", 0, kind="mixed"), labelled()) == [
        {"table": "statements", "id": S_OPEN, "action": "set", "expect": {"kind": "mixed"}, "value": {"kind": "direct"}}
    ]
    assert suggest(_changed("mentions", 3, entity_id=None), labelled()) == [
        {
            "table": "mentions",
            "id": M_SHE,
            "action": "set",
            "expect": {"entity_id": None},
            "value": {"entity_id": "person/ana-lima"},
        }
    ]


def test_seed_and_readings(tmp_path: Path) -> None:
    gold = load_gold(_gold(tmp_path), ARTICLE)
    scores = evaluate_seed(tmp_path, {"7": ARTICLE}, {"engine alone": lambda _: labelled(), "release": lambda _: gold})
    assert {s.f1 for s in scores["release"]} == {1.0}
    assert next(s for s in scores["engine alone"] if s.table == "mentions").machine == 5
    second = tmp_path / "second"
    second.mkdir()
    agreement = evaluate_readings(
        _gold(tmp_path), _gold(second, GOLD.replace('kind: "indirect"', 'kind: "mixed"')), {"7": ARTICLE}
    )
    assert {s.table for s in agreement if s.f1 < 1} == {"statements"}
    with pytest.raises(GoldError, match="gold of an article that is not there"):
        evaluate_seed(tmp_path, {}, {})
    with pytest.raises(GoldError, match="gold of an article that is not there"):
        evaluate_readings(_gold(tmp_path), _gold(second), {})
    with pytest.raises(UsageError, match=r"absent.yaml: no such file; expected a YAML file with labels"):
        evaluate_readings(tmp_path / "absent.yaml", _gold(second), {"7": ARTICLE})


def test_a_package_gives_back_the_records(tmp_path: Path) -> None:
    write_package(build_tables([labelled()], labelled().entities), tmp_path / "package", load_schema())
    rows = released("7", tmp_path / "package")
    assert _wrong(rows, labelled()) == {}
    assert rows.article == labelled().article
    for table in ("sentences", "statements", "fragments", "parties", "mentions", "events", "participants"):
        assert set(getattr(rows, table)) == set(getattr(labelled(), table))


def test_scores_are_rendered_beside_each_other() -> None:
    scores = score(labelled(), labelled())
    console = Console(file=io.StringIO(), width=160)
    console.print(score_table("Seed", {"engine alone": scores, "release": scores}))
    output = console.file.getvalue()  # type: ignore[attr-defined]
    assert "engine alone" in output
    assert "release" in output
    row = next(line.split() for line in output.splitlines() if "sentences" in line)
    assert row == ["sentences", "rows", "4", *2 * ["4", "1.000", "1.000", "1.000"]]
