"""A package on disk: its descriptor, its files, and what its tables hold."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from dataset.disk import DESCRIPTOR
from dataset.schema import load_schema
from dataset.validate.descriptor import check_descriptor, read_descriptor, resources
from dataset.validate.files import (
    check_bytes,
    check_contents,
    check_listing,
    check_rows,
    read_checksums,
    read_table,
    table_files,
)
from dataset.validate.problem import Problem
from dataset.validate.tables import check_tables


def check_package(path: str | Path) -> list[Problem]:
    """What is wrong with the package in a folder, or of a ``datapackage.json``; never raises for what it holds."""
    path = Path(path)
    file = path if path.name == DESCRIPTOR else path / DESCRIPTOR
    descriptor = read_descriptor(file)
    if isinstance(descriptor, Problem):
        return [descriptor]
    folder, schema = file.parent, load_schema()
    listed = {name: entry for name, entry in resources(descriptor).items() if name in schema.tables}
    sums, problems = read_checksums(folder)
    problems += check_descriptor(descriptor, schema)
    problems += check_listing(folder, sums) if sums else []
    found = list(table_files(folder, listed))
    files = dict(f for f in found if not isinstance(f, Problem))
    read = {name: read_table(name, file) for name, file in files.items()}
    tables = {name: table for name, table in read.items() if isinstance(table, pa.Table)}
    problems += [p for p in (*found, *read.values()) if isinstance(p, Problem)]
    problems += check_bytes(folder, sums, {file.name: str(listed[name].get("hash")) for name, file in files.items()})
    problems += check_contents(tables, files, sums)
    problems += check_rows(tables, listed)
    return problems + [p for p in check_tables(tables) if p.rule != "missing_table"]
