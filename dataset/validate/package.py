"""A package on disk: its descriptor, its files, and what its tables hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pyarrow as pa

from dataset.disk import DESCRIPTOR
from dataset.editions import schema_of
from dataset.validate.descriptor import check_descriptor, read_descriptor, resources
from dataset.validate.files import (
    check_bytes,
    check_contents,
    check_listing,
    check_rows,
    hash_files,
    read_checksums,
    read_table,
    table_files,
)
from dataset.validate.history import check_history, check_released
from dataset.validate.problem import Problem
from dataset.validate.tables import check_tables


def check_package(path: str | Path) -> list[Problem]:
    """What is wrong with the package in a folder, or of a ``datapackage.json``; never raises for what it holds."""
    path = Path(path)
    file = path if path.name == DESCRIPTOR else path / DESCRIPTOR
    descriptor = read_descriptor(file)
    if isinstance(descriptor, Problem):
        return [descriptor]
    schema = schema_of(descriptor)
    listed = {name: entry for name, entry in resources(descriptor).items() if name in schema.all}
    found = list(table_files(file.parent, listed))
    files = dict(entry for entry in found if not isinstance(entry, Problem))
    problems = [*check_descriptor(descriptor, schema), *(p for p in found if isinstance(p, Problem))]
    read = {name: read_table(name, table_file) for name, table_file in files.items()}
    problems += [table for table in read.values() if isinstance(table, Problem)]
    tables = {name: table for name, table in read.items() if isinstance(table, pa.Table)}
    past = {name: table for name, table in tables.items() if name in schema.history}
    present = {name: table for name, table in tables.items() if name not in past}
    problems += check_rows(tables, listed)
    problems += _check_sums(file.parent, {name: (files[name], listed[name].get("hash")) for name in files}, tables)
    problems += [*check_tables(present, schema), *check_history(past, present), *check_released(descriptor, present)]
    return [problem for problem in problems if problem.rule != "missing_table"]


def _check_sums(
    folder: Path, files: Mapping[str, tuple[Path, object]], tables: Mapping[str, pa.Table]
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
    yield from check_contents({names[table]: rows for table, rows in tables.items()}, now, sums)
