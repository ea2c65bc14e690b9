"""The life of a column: since when it is there, what it was called before, since when another is to be used instead.

A field in ``schema/`` says so in ``since`` (a version), ``renamed_from`` (``{"name", "version"}``) and ``deprecated``
(``{"version", "use"}``, where ``use`` is a column of the table, or ``table.column``). An old name can be read until the
next MAJOR version. A field is here a dict, as JSON has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from dataset.errors import SchemaError, UnknownNameError
from dataset.version import parse

Field = Mapping[str, Any]
Fields = Iterable[Field]
KEYS = {"renamed_from": {"name", "version"}, "deprecated": {"version", "use"}}


def check_lives(table: str, fields: Fields, columns: Mapping[str, Iterable[str]], version: str) -> None:
    """Raise SchemaError where a field of a table tells a life that cannot be, at that version of the package.

    ``columns`` are those of every table.
    """
    taken = {*columns[table]}
    for field in fields:
        where = f"{table}.json, {field['name']}"
        _check_times(field, version, where)
        if (old := former(field)) in taken:
            raise SchemaError("the old name is a column, or twice an old name", where, "a name that is free", str(old))
        taken |= {old} if old else set()
        if "deprecated" in field:
            _check_replacement(table, field, columns, where)


def current_name(table: str, fields: Fields, name: str, version: str) -> str:
    """What a column is called in that version: the name itself, unless it is the old one of another.

    Raises UnknownNameError for a name that was given up in an earlier MAJOR version.
    """
    for field in fields:
        renamed = field.get("renamed_from", {})
        if renamed.get("name") == name:
            if parse(renamed["version"])[0] < parse(version)[0]:
                expected = f"{field['name']!r}, its name since {renamed['version']}"
                raise UnknownNameError(f"no column {name!r} any more", f"table {table}", expected, name)
            return str(field["name"])
    return name


def notices(table: str, fields: Fields, names: Iterable[str]) -> Iterator[str]:
    """A sentence for each of these names that a user should replace by another."""
    wanted = set(names)
    for field in fields:
        if (renamed := field.get("renamed_from")) and renamed["name"] in wanted:
            gone = parse(renamed["version"])[0] + 1
            yield (
                f"{table}.{renamed['name']} is called {field['name']} since {renamed['version']}; "
                f"the old name can be read until {gone}.0.0"
            )
        if (deprecated := field.get("deprecated")) and {field["name"], former(field)} & wanted:
            yield f"{table}.{field['name']} is deprecated since {deprecated['version']}; use {deprecated['use']}"


def told(field: Field) -> list[str]:
    """The renaming and the deprecation in words, as Markdown."""
    renamed, deprecated = field.get("renamed_from"), field.get("deprecated")
    said = [f"Called `{renamed['name']}` before {renamed['version']}."] if renamed else []
    return [*said, f"Deprecated since {deprecated['version']}: use `{deprecated['use']}`."] if deprecated else said


def _check_times(field: Field, version: str, where: str) -> None:
    """It came, then was renamed or deprecated, and nothing of that is still to come."""
    came = parse(field.get("since", ""), where)
    for what in sorted(KEYS.keys() & field.keys()):
        if not isinstance(field[what], dict) or field[what].keys() != KEYS[what]:
            raise SchemaError(f"`{what}` is incomplete", where, ", ".join(sorted(KEYS[what])), str(field[what]))
        if parse(field[what]["version"], where) <= came:
            raise SchemaError(f"`{what}` before it came", where, f"after {field['since']}", field[what]["version"])
    for said in [field["since"], *(field[what]["version"] for what in KEYS.keys() & field.keys())]:
        if parse(said, where) > parse(version):
            raise SchemaError("a version that is still to come", where, f"at most {version}", said)


def _check_replacement(table: str, field: Field, columns: Mapping[str, Iterable[str]], where: str) -> None:
    use = field["deprecated"]["use"]
    owner, _, column = (use if "." in use else f"{table}.{use}").partition(".")
    if column not in columns.get(owner, ()) or (owner, column) == (table, field["name"]):
        raise SchemaError("deprecated, and what to use instead is no column", where, "another column", use)


def former(field: Field) -> str | None:
    """What it was called before it was renamed."""
    return field["renamed_from"]["name"] if "renamed_from" in field else None
