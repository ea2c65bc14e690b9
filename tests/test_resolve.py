"""Entities across articles: who is merged, who stays two, and that the order of articles changes nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from labelled import M_ANA, S_OPEN, labelled

from dataset.records import Entity
from dataset.resolve import EntityRegistry, referred, rename


def _person(name: str, country: str | None = None, description: str | None = None) -> Entity:
    return Entity("person/john-smith", name, "person", country=country, description=description)


def _registry(*articles: list[Entity]) -> EntityRegistry:
    registry = EntityRegistry()
    for entities in articles:
        registry.add(entities)
    return registry


def _ids(registry: EntityRegistry) -> list[tuple[str, str | None]]:
    return [(e.entity_id, e.country) for e in registry.entities()]


@pytest.mark.parametrize(
    ("countries", "expected"),
    [
        ([None, None], [("person/john-smith", None)]),
        (["USA", "USA"], [("person/john-smith", "USA")]),
        (["USA", None], [("person/john-smith", "USA")]),
        (["USA", "GBR"], [("person/john-smith.gbr", "GBR"), ("person/john-smith.usa", "USA")]),
        (
            ["USA", None, "GBR"],
            [("person/john-smith", None), ("person/john-smith.gbr", "GBR"), ("person/john-smith.usa", "USA")],
        ),
    ],
)
def test_equal_names_are_one_person_unless_countries_differ(
    countries: list[str | None], expected: list[tuple[str, str | None]]
) -> None:
    assert _ids(_registry(*([_person("John Smith", country)] for country in countries))) == expected


def _people(*people: str) -> list[Entity]:
    """ "barack-obama President USA": the id, and what an article says of it."""
    found = []
    for person in people:
        name, *known = person.split()
        country = known.pop() if known and len(known[-1]) == 3 and known[-1].isupper() else None
        found.append(Entity(f"person/{name}", name, "person", country=country, description=" ".join(known) or None))
    return found


@pytest.mark.parametrize(
    ("promise", "articles", "expected"),
    [
        ("an office that one person holds", [["barack-obama President"], ["obama President"]], "barack-obama"),
        ("in any words", [["barack-obama former U.S. President USA"], ["obama President of America"]], "barack-obama"),
        ("a surname alone", [["barack-obama President"], ["obama"]], "barack-obama obama"),
        ("an office that many hold", [["ann-smith spokeswoman"], ["smith spokeswoman"]], "ann-smith smith"),
        (
            "two who held the office",
            [["george-w-bush President"], ["george-h-bush President"], ["bush President"]],
            "bush george-h-bush george-w-bush",
        ),
        ("another office", [["ann-lee Prime Minister"], ["lee President"]], "ann-lee lee"),
        ("an initial and a country", [["vladimir-putin RUS"], ["v-putin RUS"]], "vladimir-putin"),
        ("an initial alone", [["vladimir-putin RUS"], ["v-putin"]], "v-putin vladimir-putin"),
        ("another initial", [["vladimir-putin RUS"], ["d-putin RUS"]], "d-putin vladimir-putin"),
        ("an initial of two", [["ann-lee USA"], ["amy-lee USA"], ["a-lee USA"]], "a-lee amy-lee ann-lee"),
        ("a middle initial", [["donald-trump"], ["donald-j-trump"]], "donald-trump"),
        ("a middle name and its initial", [["ann-lee"], ["ann-r-lee"], ["ann-rose-lee"]], "ann-lee"),
        ("two middle names", [["ann-lee"], ["ann-r-lee"], ["ann-b-lee"]], "ann-b-lee ann-lee ann-r-lee"),
        ("a father and a son", [["joe-lee"], ["joe-lee-jr"], ["joe-b-lee"]], "joe-lee joe-lee-jr"),
        (
            "a son and another with a middle name",
            [["joe-lee"], ["joe-b-lee-jr"], ["joe-c-lee"]],
            "joe-b-lee-jr joe-c-lee joe-lee",
        ),
        ("a son who is called so in full", [["joe-lee"], ["joe-b-lee-jr"]], "joe-lee"),
        ("two countries", [["ann-lee USA"], ["ann-r-lee CHN"]], "ann-lee ann-r-lee"),
        ("told apart in one article", [["john-smith", "john-a-smith"], ["john-smith"]], "john-a-smith john-smith"),
        ("a particle", [["ursula-von-der-leyen president"], ["von-der-leyen President"]], "ursula-von-der-leyen"),
        ("a generation", [["joe-biden President"], ["joe-biden-jr"], ["biden President"]], "joe-biden joe-biden-jr"),
    ],
)
def test_forms_of_a_name_are_one_person_with_evidence(promise: str, articles: list[list[str]], expected: str) -> None:
    for order in permutations(articles):
        registry = _registry(*(_people(*article) for article in order))
        assert " ".join(e.entity_id.removeprefix("person/") for e in registry.entities()) == expected, promise


def test_a_joined_person_keeps_the_name_and_gets_what_is_known() -> None:
    full, short = _people("barack-obama President", "obama President USA")
    registry = _registry([full], [short])
    assert (registry.final_id(full), registry.final_id(short)) == ("person/barack-obama",) * 2
    assert [(e.entity_name, e.country) for e in registry.entities()] == [("barack-obama", "USA")]


def test_final_id_takes_the_country_of_the_article() -> None:
    american, briton, nobody = _person("John Smith", "USA"), _person("John Smith", "GBR"), _person("John Smith")
    registry = _registry([american], [briton], [nobody])
    assert [registry.final_id(e) for e in (american, briton, nobody)] == [
        "person/john-smith.usa",
        "person/john-smith.gbr",
        "person/john-smith",
    ]


def test_longest_name_and_most_frequent_description() -> None:
    texts = [("J. Smith", "mayor"), ("John Smith", "minister"), ("Jack Smith", "minister"), ("Smith", None)]
    (entity,) = _registry(*([_person(name, None, office)] for name, office in texts)).entities()
    assert (entity.entity_name, entity.description, entity.origin) == ("Jack Smith", "minister", "rule")


PEOPLE = st.builds(
    _person,
    st.sampled_from(["John Smith", "J. Smith", "Jack Smith"]),
    st.sampled_from([None, "USA", "GBR"]),
    st.sampled_from([None, "mayor", "minister"]),
)


@given(st.lists(PEOPLE, min_size=1), st.randoms(use_true_random=False))
def test_order_of_articles_changes_nothing(people: list[Entity], random: object) -> None:
    shuffled = list(people)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    first, second = (_registry(*([p] for p in order)) for order in (people, shuffled))
    assert first.entities() == second.entities()
    assert {e.entity_id for e in first.entities()} == {first.final_id(p) for p in people}


def test_resolve_renames_every_reference() -> None:
    article = labelled()
    entities = tuple(replace(e, country="PRT") if e.entity_type == "person" else e for e in article.entities)
    article = replace(article, entities=entities)
    other = Entity("person/ana-lima", "Ana Lima", "person", country="ESP")
    resolved = _registry(list(article.entities), [other]).resolve(article)
    assert referred(resolved) == {"person/ana-lima.prt", "country/NOR"}
    assert {e.entity_id for e in resolved.entities} == referred(resolved)


def test_resolve_leaves_an_article_alone_whose_ids_are_final() -> None:
    article = labelled()
    assert _registry(list(article.entities)).resolve(article) is article


def test_rename_to_nobody_takes_references_away() -> None:
    renamed = rename(labelled(), {"person/ana-lima": None})
    assert "person/ana-lima" not in referred(renamed)
    assert next(m for m in renamed.mentions if m.mention_id == M_ANA).entity_id is None
    assert next(s for s in renamed.statements if s.statement_id == S_OPEN).speaker_id is None
