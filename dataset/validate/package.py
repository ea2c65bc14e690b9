"""A package on disk: its descriptor, its files, and what its tables hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from dataset.disk import DESCRIPTOR
from dataset.editions import schema_of
from dataset.schema import Schema
from dataset.validate.columns import check_shape
from dataset.validate.descriptor import check_descriptor, read_descriptor, resources
from dataset.validate.files import (
    check_bytes,
    check_contents,
    check_listing,
    check_rows,
    hash_files,
    read_checksums,
    table_files,
)
from dataset.validate.history import check_history, check_released
from dataset.validate.problem import Problem
from dataset.validate.stored import Stored
from dataset.validate.tables import check_files

T = TypeVar("T")


def check_package(path: str | Path) -> list[Problem]:
    """What is wrong with the package in a folder, or of a ``datapackage.json``; never raises for what it holds."""
    path = Path(path)
    file = path if path.name == DESCRIPTOR else path / DESCRIPTOR
    descriptor = read_descriptor(file)
    if isinstance(descriptor, Problem):
        return [descriptor]
    schema = schema_of(descriptor)
    listed = {name: entry for name, entry in resources(descriptor).items() if name in schema.all}
    files, lost = _apart(table_files(file.parent, listed))
    tables, unreadable = _apart((name, Stored.open(name, files[name])) for name in files)
    shape = list(check_shape({name: table.schema for name, table in tables.items()}, Schema({}, schema.all, {})))
    wrong = {problem.table for problem in shape}
    hashes, damaged = _apart((name, table.logical()) for name, table in tables.items() if name not in wrong)
    problems = [*check_descriptor(descriptor, schema), *lost, *unreadable, *damaged, *check_rows(tables, listed)]
    said = {name: (table_file, listed[name].get("hash")) for name, table_file in files.items()}
    known = {name: sha256 for name, sha256 in hashes.items() if sha256}
    problems += [*_check_sums(file.parent, said, known), *check_released(descriptor, known)]
    problems += _check_values({name: tables[name] for name in hashes}, schema)
    return [problem for problem in [*problems, *shape] if problem.rule != "missing_table"]


def _apart(found: Iterable[tuple[str, T | Problem]]) -> tuple[dict[str, T], list[Problem]]:
    """What was found by table, and the problems that stand in its place."""
    right: dict[str, T] = {}
    problems: list[Problem] = []
    for name, value in found:
        if isinstance(value, Problem):
            problems.append(value)
        else:
            right[name] = value
    return right, problems


def _check_values(tables: Mapping[str, Stored], schema: Schema) -> list[Problem]:
    """What the rows of the tables show that are of the right shape; rows are looked at once no table is missing."""
    present = {name: tables[name] for name in schema.tables if name in tables}
    past = {name: tables[name] for name in schema.history if name in tables}
    problems = check_files(present, schema) if present.keys() == schema.tables.keys() else []
    return problems + (check_history(past, present) if past.keys() == schema.history.keys() else [])


def _check_sums(
    folder: Path, files: Mapping[str, tuple[Path, object]], logical: Mapping[str, str]
) -> Iterator[Problem]:
    """Names, bytes, sizes and contents of the files against SHA256SUMS and the descriptor's hashes."""
    names = {table: file.relative_to(folder).as_posix() for table, (file, _) in files.items()}
    hashes = {names[table]: str(sha256) for table, (_, sha256) in files.items()}
    sums = read_checksums(folder)
    if isinstance(sums, Problem):
        yield sums
        sums = {}
    else:
        yield from check_listing(folder, sums)
    now, unreadable = hash_files(folder, sums.keys() | hashes.keys())
    yield from unreadable
    yield from check_bytes(now, sums, hashes)
    yield from check_contents({names[table]: sha256 for table, sha256 in logical.items()}, now, sums)
