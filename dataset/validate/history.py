"""What a package says of the releases before it: the ledger of ids, and whether its rows are those of its version."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow.compute as pc

from dataset.disk import DESCRIPTOR
from dataset.schema import Schema, load_schema
from dataset.validate.columns import check_constraints, check_empty
from dataset.validate.keys import check_order
from dataset.validate.parts import present
from dataset.validate.problem import N_IDS, Problem, broken, shorten
from dataset.validate.rows import Rows
from dataset.validate.stored import Stored


def check_history(past: Mapping[str, Stored], tables: Mapping[str, Stored]) -> list[Problem]:
    """The history tables are of their schema; every id of the ledger is gone and went to one that is there."""
    schema = load_schema()
    own = Schema(schema.package, schema.history, {})
    rows = Rows({name: stored.read() for name, stored in past.items()}, own)
    found = [problem for check in (check_constraints, check_empty, check_order) for problem in check(rows)]
    return [*found, *_check_ledger(rows, tables)]


def _check_ledger(rows: Rows, tables: Mapping[str, Stored]) -> Iterator[Problem]:
    name = rows.column("id_redirects", "table_name")
    old, new = (rows.column("id_redirects", f"{which}_id") for which in ("old", "new"))
    for table, stored in tables.items():
        key, own = load_schema().tables[table].key, pc.equal(name, table)
        if len(key) == 1 and pc.any(own).as_py():
            here = pc.and_(own, present(stored, key[0], old))
            what, expected = "an id that is said to be gone is there", "gone"
            yield from rows.found("ledger", "id_redirects", here, what, column="old_id", expected=expected)
            lost = pc.and_(pc.and_(own, pc.is_valid(new)), pc.invert(present(stored, key[0], new)))
            what, expected = "an id went to one that is not there", f"an id of {table}"
            yield from rows.found("ledger", "id_redirects", lost, what, column="new_id", expected=expected)


def check_released(descriptor: Mapping[str, Any], hashes: Mapping[str, str]) -> Iterator[Problem]:
    """Quality: rows that differ from those that were released under the same version."""
    version, releases = descriptor.get("version"), descriptor.get("releases")
    try:
        said: dict[str, str] = next((r["tables"] for r in releases or [] if r["version"] == version), {})
        now = descriptor.get("hydrated") or hashes
        other = sorted(name for name, sha256 in now.items() if said.get(name, sha256) != sha256)
    except (LookupError, TypeError, AttributeError) as error:
        yield broken(DESCRIPTOR, "releases", "not a list of releases", column="releases", got=shorten(repr(error)))
        return
    if other:
        message = f"other rows than were released as {version}; `python build.py release` says which version they need"
        yield Problem("quality", other[0], None, "unreleased", message, len(other), tuple(other[:N_IDS]))
