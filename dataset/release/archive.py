"""The archive of a release: one deterministic zip with the package and all that it was built from.

Stored, sorted by name, every file dated with the day of the release and readable by all: the bytes depend on nothing
but what is in it. It holds one folder, ``<name>-<version>/``, laid out like the checkout, with a ``SHA256SUMS`` of
every file.
"""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from dataset.archive import archive_name
from dataset.checksum import CHECKSUMS, Checksum
from dataset.cite import released
from dataset.errors import ReleaseError, UsageError
from dataset.schema import Schema

FOLDERS = ("data", "dataset", "schema", "seeds")
FILES = (
    *("build.py", "pyproject.toml", "requirements.lock", "Makefile"),
    *("README.md", "LICENSE", "CHANGELOG.md", "CITATION.cff", ".zenodo.json"),
)
LEFT_OUT = ("__pycache__", "_shipped")
"""What Python and an installation leave in the folders of a checkout."""


def write_archive(root: Path, schema: Schema, folder: Path) -> Path:
    """Archive the checkout ``root`` into ``folder``, list it in the ``SHA256SUMS`` there, and give its path.

    Raises ReleaseError where an archive of this version is there already and has other bytes, UsageError where ``root``
    lacks a file that belongs in.
    """
    return _archived(_members(root), schema, folder)


def write_package_archive(package: Path, schema: Schema, folder: Path) -> Path:
    """Archive a package alone, without what it was built from; see ``write_archive``."""
    return _archived(((file.name, file) for file in package.iterdir()), schema, folder)


def _archived(members: Iterable[tuple[str, Path]], schema: Schema, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / archive_name(schema.package, schema.package["version"])
    new = file.with_suffix(".new")
    try:
        _write(new, dict(members), file.stem, released(schema.package))
        if file.is_file() and Checksum.of(file).sha256 != Checksum.of(new).sha256:
            todo = "raise the version in schema/package.json; or delete the archive, if it never left this machine"
            raise ReleaseError("an archive of this version has other bytes", str(file), todo=todo)
        new.replace(file)
    finally:
        new.unlink(missing_ok=True)
    sums = [Checksum.of(archive) for archive in sorted(folder.glob("*.zip"))]
    (folder / CHECKSUMS).write_text("".join(map(str, sums)), encoding="utf-8", newline="\n")
    return file


def _write(file: Path, members: Mapping[str, Path], top: str, day: date) -> None:
    """The members, and the checksums of all of them where they bring none of their own."""
    sums = ""
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name, path in sorted(members.items()):
            with path.open("rb") as source, archive.open(_entry(f"{top}/{name}", path.stat().st_size, day), "w") as to:
                shutil.copyfileobj(source, to)
            sums += str(Checksum.of(path, name=name))
        if CHECKSUMS not in members:
            text = sums.encode()
            archive.writestr(_entry(f"{top}/{CHECKSUMS}", len(text), day), text)


def _members(root: Path) -> Iterator[tuple[str, Path]]:
    """Name in the archive and path of every file; hidden files, but those of the package, are nobody's."""
    if missing := [name for name in (*FOLDERS, *FILES) if not (root / name).exists()]:
        todo = "run it from a checkout of the project, after `python build.py`"
        raise UsageError("not a checkout", str(root), ", ".join((*FOLDERS, *FILES)), ", ".join(missing), todo)
    yield from ((name, root / name) for name in FILES)
    for folder in FOLDERS:
        for path in (root / folder).rglob("*"):
            name = path.relative_to(root)
            hidden = folder != "data" and any(part.startswith(".") for part in name.parts)
            if path.is_file() and not hidden and not {*name.parts} & {*LEFT_OUT}:
                yield name.as_posix(), path


def _entry(name: str, size: int, day: date) -> ZipInfo:
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.create_system, entry.external_attr, entry.file_size = 3, (stat.S_IFREG | 0o644) << 16, size
    return entry
