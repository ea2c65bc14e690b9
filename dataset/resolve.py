"""Stage 3, mentions -> entities: who is the same in different articles; the only step that looks across articles.

Two passes, so that any number of articles streams: ``add`` every article's entities, then ``resolve`` every article.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from dataset.derive import derive
from dataset.namesakes import PERSON, Known, same_people, told_apart
from dataset.records import Annotation, Entity
from dataset.schema import load_schema


@dataclass(slots=True)
class _Evidence:
    """What the articles say of one entity: how often each name, type, Wikidata item and description."""

    names: Counter[str] = field(default_factory=Counter)
    types: Counter[str] = field(default_factory=Counter)
    items: Counter[str] = field(default_factory=Counter)
    descriptions: Counter[str] = field(default_factory=Counter)

    def add(self, entity: Entity) -> None:
        self.names[entity.entity_name] += 1
        self.types[entity.entity_type] += 1
        self.items.update([entity.wikidata_id] if entity.wikidata_id else [])
        self.descriptions.update([entity.description] if entity.description else [])

    def __add__(self, other: _Evidence) -> _Evidence:
        return _Evidence(
            self.names + other.names,
            self.types + other.types,
            self.items + other.items,
            self.descriptions + other.descriptions,
        )

    def entity(self, entity_id: str, country: str | None) -> Entity:
        """The longest name, the most frequent of the rest; ties go to the first in the alphabet."""
        return Entity(
            entity_id=entity_id,
            entity_name=min(self.names, key=lambda name: (-len(name), name)),
            entity_type=str(_most_frequent(self.types)),
            country=country,
            wikidata_id=_most_frequent(self.items),
            description=_most_frequent(self.descriptions),
        )


@dataclass(frozen=True, slots=True)
class _Joined:
    """``same`` leads from the form of a name to the person; ``evidence`` is that of each entity and of its forms."""

    same: dict[str, str]
    evidence: dict[str, dict[str | None, _Evidence]]


def _join(evidence: Mapping[str, Mapping[str | None, _Evidence]], same: dict[str, str]) -> _Joined:
    """A person keeps the name and gets what is known of the forms."""
    joined = {entity_id: dict(found) for entity_id, found in evidence.items() if entity_id not in same}
    for form, person in sorted(same.items()):
        for country, own in evidence[form].items():
            own = replace(own, names=Counter())
            joined[person][country] = joined[person].get(country, _Evidence()) + own
    return _Joined(same, joined)


def _known(by_country: Mapping[str | None, _Evidence]) -> Known:
    countries = frozenset(country for country in by_country if country)
    return Known(countries, sum((e.descriptions for e in by_country.values()), Counter()))


def _most_frequent(counts: Counter[str]) -> str | None:
    return min(counts, key=lambda value: (-counts[value], value), default=None)


class EntityRegistry:
    """The entities of all articles; the order in which articles are added changes nothing.

    Equal ids are one entity, unless they carry different countries: then each country's takes it as a qualifier
    (``person/john-smith.usa``), and what carries no country keeps the bare id. Forms of one person's name that
    ``namesakes`` joins are one entity, too.
    """

    def __init__(self) -> None:
        self._evidence: dict[str, dict[str | None, _Evidence]] = {}
        self._apart: set[frozenset[str]] = set()
        self._joined: _Joined | None = None

    def add(self, entities: Iterable[Entity]) -> None:
        """Take in the entities of one article."""
        self._joined = None
        for entity in (known := list(entities)):
            by_country = self._evidence.setdefault(entity.entity_id, {})
            by_country.setdefault(entity.country, _Evidence()).add(entity)
        self._apart.update(told_apart({entity.entity_id for entity in known}))

    def final_id(self, entity: Entity) -> str:
        """The id that an article's entity has in the tables."""
        entity_id = self._people().same.get(entity.entity_id, entity.entity_id)
        if entity.country is None or len(self._countries(entity_id)) < 2:
            return entity_id
        return f"{entity_id}.{entity.country.lower()}"

    def entities(self) -> list[Entity]:
        """All entities, by id."""
        rows = [entity for entity_id in self._people().evidence for entity in self._entities(entity_id)]
        return sorted(rows, key=lambda e: e.entity_id)

    def _people(self) -> _Joined:
        """What is known when every article has been added; computed once."""
        if self._joined is None:
            known = {i: _known(found) for i, found in self._evidence.items() if i.startswith(PERSON)}
            self._joined = _join(self._evidence, same_people(known, self._apart))
        return self._joined

    def resolve(self, annotation: Annotation) -> Annotation:
        """The article with final entity ids; its own entities keep what the article itself says of them."""
        names = {e.entity_id: self.final_id(e) for e in annotation.entities}
        if all(old == new for old, new in names.items()):
            return annotation
        entities = tuple(replace(e, entity_id=names[e.entity_id]) for e in annotation.entities)
        return derive(replace(rename(annotation, names), entities=entities))

    def _countries(self, entity_id: str) -> list[str]:
        return sorted(country for country in self._people().evidence[entity_id] if country)

    def _entities(self, entity_id: str) -> list[Entity]:
        by_country, countries = self._people().evidence[entity_id], self._countries(entity_id)
        if len(countries) < 2:
            whole = sum(by_country.values(), _Evidence())
            return [whole.entity(entity_id, countries[0] if countries else None)]
        split = [by_country[c].entity(f"{entity_id}.{c.lower()}", c) for c in countries]
        return split + ([by_country[None].entity(entity_id, None)] if None in by_country else [])


def rename(annotation: Annotation, names: Mapping[str, str | None]) -> Annotation:
    """The article with other entity ids wherever a row refers to an entity; None takes the reference away."""
    changes: dict[str, Any] = {}
    for table, columns in _entity_columns().items():
        changes[table] = tuple(_renamed(row, columns, names) for row in getattr(annotation, table))
    return replace(annotation, **changes)


def _renamed(row: Any, columns: Iterable[str], names: Mapping[str, str | None]) -> Any:
    new = {c: names[getattr(row, c)] for c in columns if getattr(row, c) in names}
    return replace(row, **new) if new else row


def referred(annotation: Annotation) -> set[str]:
    """Ids of the entities that the article's rows refer to; an entity that no article refers to is no row."""
    ids = {
        getattr(row, column)
        for table, columns in _entity_columns().items()
        for row in getattr(annotation, table)
        for column in columns
    }
    return ids - {None}


def _entity_columns() -> dict[str, list[str]]:
    """Table -> its columns that refer to an entity."""
    found = {
        table.name: [r.fields[0] for r in table.references if r.table == "entities"]
        for table in load_schema().tables.values()
    }
    return {table: columns for table, columns in found.items() if columns}
