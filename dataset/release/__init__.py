"""A checkout -> a release: built, compared with the last one, given its history, checked and archived.

``release`` does it, ``reproduce`` builds a release again from its own archive, ``compare`` says what differs between
two packages.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa

from dataset.archive import archive_name
from dataset.curate import load_entries
from dataset.disk import Package
from dataset.errors import ReleaseError, UsageError
from dataset.history import History, Release, hashes, metadata_hash
from dataset.package import to_repository
from dataset.pipeline import Build, build
from dataset.positions import without_words
from dataset.records import Article
from dataset.release.archive import write_archive, write_package_archive
from dataset.release.diff import Diff, compare
from dataset.release.ledger import ledger
from dataset.release.place import package_at
from dataset.release.reasons import Reasons, reason_rows
from dataset.release.reproduce import Reproduction, reproduce
from dataset.release.show import as_html, as_json, as_text
from dataset.release.snapshot import Snapshot, snapshot
from dataset.release.version import bumped, level, summary
from dataset.schema import Schema, load_schema
from dataset.version import parse

__all__ = [
    "Diff",
    "Released",
    "Reproduction",
    "Snapshot",
    "as_html",
    "as_json",
    "as_text",
    "compare",
    "package_at",
    "release",
    "release_positions",
    "reproduce",
    "snapshot",
]


@dataclass
class Released:
    """What a release did: its version, the one it was compared with (none for the first), what it is, its archive."""

    version: str
    since: str | None = None
    bump: str = ""
    summary: str = ""
    archive: Path = field(default_factory=Path)
    build: Build = field(default_factory=Build)


def release(
    root: Path,
    last: Path | None = None,
    progress: Callable[[Iterable[Article]], Iterable[Article]] = lambda articles: articles,
) -> Released:
    """Release the checkout ``root`` under the version that ``schema/package.json`` says.

    Its ``data/`` is rebuilt with its history and archived in ``dist/``. ``last`` is the archive of the release before,
    which is looked for in ``dist/`` without it. A version that is released already, with nothing changed, is archived
    again. Raises ReleaseError, and leaves ``data/`` and ``dist/`` as they were, where the version is too small for what
    changed, and UsageError where the last release is not there to compare with.
    """
    schema, seeds, data = load_schema(), root / "seeds", root / "data"
    report = Released(schema.package["version"])
    parse(report.version)
    past = History.of(data)

    def history(tables: Mapping[str, pa.Table]) -> History:
        new = Snapshot(schema, dict(tables), tuple(load_entries(seeds / "curation")))
        return _next(past, new, lambda version: _last(version, schema, root / "dist", last), report)

    report.build = build(seeds / "articles", data, seeds / "curation", progress=progress, history=history)
    to_repository(data, root)
    report.archive = write_archive(root, schema, root / "dist")
    return report


def release_positions(root: Path) -> Path:
    """Archive the edition without words of the checkout's ``data/`` in ``dist/``, as a package alone; give its path.

    Raises ReleaseError where an archive of this version is there already and has other bytes.
    """
    package = Package.open(root / "data")
    tables = {name: package.read(name) for name in package.schema.tables}
    edition = without_words(tables, load_schema(), History.of(package.folder))
    with TemporaryDirectory() as aside:
        edition.write(Path(aside) / "package", Build().accept)
        return write_package_archive(Path(aside) / "package", edition.schema, root / "dist")


def _next(past: History, new: Snapshot, find: Callable[[str], Snapshot], report: Released) -> History:
    """The history with this release, or as it was where this release is its last one."""
    now = Release(
        new.version, new.schema.package["created"], None, "first", metadata_hash(new.schema), hashes(new.tables)
    )
    if not past.releases:
        report.bump = now.bump
        return History((now,))
    before = past.releases[-1]
    if (now.version, now.created) == (before.version, before.created) and _same(now, before):
        report.since, report.bump, report.summary = before.since, before.bump, "released already, nothing differs"
        return past
    old = find(before.version)
    if hashes(old.tables) != before.tables:
        raise ReleaseError("not the last release", f"archive of {before.version}", "the rows that were released")
    diff = compare(old, new)
    report.since, report.bump, report.summary = before.version, level(diff), summary(diff)
    _check_version(now, before, report)
    made = Release(now.version, now.created, before.version, report.bump, now.metadata, now.tables)
    return History((*past.releases, made), _tables(past, diff, old, new))


def _same(now: Release, before: Release) -> bool:
    return (now.tables, now.metadata) == (before.tables, before.metadata)


def _check_version(now: Release, before: Release, report: Released) -> None:
    needed = bumped(before.version, report.bump)
    if parse(now.version) < parse(needed):
        what = f"too small a version: a {report.bump} release since {before.version} ({report.summary})"
        raise ReleaseError(
            what, "schema/package.json", f"at least {needed}", now.version, "set `version` and `created`"
        )
    if now.created < before.created:
        expected = f"{before.created} or later"
        raise ReleaseError("created before the last release", "schema/package.json", expected, now.created)


def _tables(past: History, diff: Diff, old: Snapshot, new: Snapshot) -> dict[str, pa.Table]:
    """The changes since the last release and the ledger of ids, after ``schema/``."""
    reasons, tables = Reasons(old, new), new.schema.history
    before = old.in_names_of(new.schema)
    redirects = ledger(past.table("id_redirects", new.schema), diff, before, new, reasons)
    rows = {"changes": reason_rows(diff.changes, reasons), "id_redirects": redirects}
    return {name: pa.Table.from_pylist(rows[name], table.arrow) for name, table in tables.items()}


def _last(version: str, schema: Schema, dist: Path, given: Path | None) -> Snapshot:
    file = given or dist / archive_name(schema.package, version)
    if not file.exists():
        todo = f"get the archive of {version} and name it with --last"
        raise UsageError("the last release is needed, to compare with", str(file), f"release {version}", todo=todo)
    found = snapshot(file)
    if found.version != version:
        raise UsageError("another release than the last one", str(file), version, found.version)
    return found
