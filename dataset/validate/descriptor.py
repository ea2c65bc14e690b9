"""``datapackage.json``: readable, of the right profile, complete, and with the schemas that ``schema/`` has."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dataset.disk import DESCRIPTOR
from dataset.schema import PROFILE, Schema
from dataset.validate.problem import Problem, broken, shorten

SEMVER = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?", re.ASCII)
NOTHING = ("", None)
REWRITE = "build the package again with this schema, or check it with the version that it was built with"


def read_descriptor(path: Path) -> dict[str, Any] | Problem:
    """The descriptor, or why there is none."""
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        return broken(DESCRIPTOR, "no_descriptor", "cannot be read", got=str(error), todo="give the package's folder")
    except (ValueError, RecursionError) as error:
        return broken(DESCRIPTOR, "json", "not JSON", expected="a JSON object in UTF-8", got=shorten(str(error)))
    if not isinstance(descriptor, dict):
        return broken(DESCRIPTOR, "json", "not a JSON object", expected="an object", got=shorten(descriptor))
    return descriptor


def resources(descriptor: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The resources by name; entries that have none are left out."""
    return {entry["name"]: entry for entry in _entries(descriptor)}


def _entries(descriptor: dict[str, Any]) -> list[dict[str, Any]]:
    listed = descriptor.get("resources")
    entries = [entry for entry in listed if isinstance(entry, dict)] if isinstance(listed, list) else []
    return [entry for entry in entries if isinstance(entry.get("name"), str)]


def check_descriptor(descriptor: dict[str, Any], schema: Schema) -> Iterator[Problem]:
    """Profile, properties of the package, its list of resources and their schemas."""
    if descriptor.get("$schema") != PROFILE:
        yield broken(
            DESCRIPTOR, "profile", "not of this profile", expected=PROFILE, got=shorten(descriptor.get("$schema"))
        )
    yield from _properties(descriptor, schema)
    known = resources(descriptor)
    expected = ", ".join(schema.all)
    if missing := [name for name in schema.all if name not in known]:
        yield broken(DESCRIPTOR, "missing_resource", "no such resource", expected=expected, todo=REWRITE, ids=missing)
    if unknown := [name for name in known if name not in schema.all]:
        what = "a resource that the schema does not have"
        yield broken(DESCRIPTOR, "unknown_resource", what, expected=expected, todo=REWRITE, ids=unknown)
    if twice := [name for name, n in Counter(entry.get("name") for entry in _entries(descriptor)).items() if n > 1]:
        what, todo = "a resource that stands twice", "take out the one that is not meant"
        yield broken(DESCRIPTOR, "resource_twice", what, expected="one of a name", todo=todo, ids=list(map(str, twice)))
    for name in [name for name in schema.all if name in known]:
        yield from _resource(name, known[name], schema)


def _properties(descriptor: dict[str, Any], schema: Schema) -> Iterator[Problem]:
    """Whatever ``schema/package.json`` says of the package, the descriptor says too, if in other words."""
    for name, sample in schema.package.items():
        value = descriptor.get(name)
        if not value or not isinstance(value, type(sample)):
            expected = f"{type(sample).__name__} that is not empty"
            yield broken(DESCRIPTOR, "property", f"no {name}", column=name, expected=expected, got=shorten(value))
    if (edition := descriptor.get("edition")) not in (schema.package.get("edition"), None):
        expected = f"{', '.join(schema.editions)}, or none for the whole package"
        yield broken(
            DESCRIPTOR, "edition", "no such edition", column="edition", expected=expected, got=shorten(edition)
        )
    version = descriptor.get("version")
    if isinstance(version, str) and not SEMVER.fullmatch(version):
        yield broken(DESCRIPTOR, "version", "not a version", column="version", expected="1.2.3", got=shorten(version))


def _resource(name: str, resource: dict[str, Any], schema: Schema) -> Iterator[Problem]:
    for key, expected in (("type", "table"), ("format", "parquet")):
        if resource.get(key) != expected:
            got = shorten(resource.get(key))
            yield broken(name, "resource", f"wrong {key}", column=key, expected=expected, got=got, todo=REWRITE)
    for place, expected, got in _differences("", schema.all[name].descriptor, resource.get("schema")):
        what = f"the descriptor's schema differs from schema/{name}.json at {place or 'the top'}"
        column = _field(place)
        yield broken(name, "schema", what, column=column, expected=shorten(expected), got=shorten(got), todo=REWRITE)


def _differences(place: str, ours: Any, theirs: Any) -> Iterator[tuple[str, Any, Any]]:
    """Where two descriptors differ, down to the property; an empty string is as good as none."""
    mine, other = _parts(ours), _parts(theirs)
    if mine is None or other is None:
        if ours != theirs and not (ours in NOTHING and theirs in NOTHING):
            yield place, ours, theirs
        return
    for key in mine | other:
        yield from _differences(f"{place}.{key}".lstrip("."), mine.get(key), other.get(key))
    if isinstance(ours, list) and mine.keys() == other.keys() and list(mine) != list(other):
        yield f"the order of {place}", list(mine), list(other)


def _parts(value: Any) -> dict[str, Any] | None:
    """The properties of an object; the objects of a list by name, else by place."""
    if isinstance(value, list) and value and all(isinstance(entry, dict) for entry in value):
        return {str(entry.get("name", place)): entry for place, entry in enumerate(value)}
    return value if isinstance(value, dict) else None


def _field(place: str) -> str | None:
    """``kind`` of ``fields.kind.constraints.enum``."""
    parts = place.split(".")
    return parts[1] if parts[0] == "fields" and len(parts) > 1 else None
