"""The archive of a release, read: named, looked through for what may not be in it, unpacked, checked."""

from __future__ import annotations

import stat
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from dataset.checksum import CHECKSUMS, Checksum
from dataset.errors import ReleaseError

AGAIN = "get the archive again"
GROWTH = 100
"""How many times its own size an archive may hold: text packs ten to one, a bomb a thousand to one."""


def archive_name(package: dict[str, Any], version: str) -> str:
    """File name of the archive of a version; ``package`` is a descriptor or ``schema/package.json``."""
    return f"{package['name']}-{version}.zip"


def extract(archive: Path, folder: Path) -> Path:
    """Unpack an archive into ``folder``, check every file, and give the one folder that it holds.

    Raises ReleaseError where it is not an archive of a release, holds what could do harm (a path that leaves the
    folder, a link, far more than its size), or a file is not the one that was archived.
    """
    try:
        with ZipFile(archive) as packed:
            if harm := list(_harm(packed.infolist(), archive.stat().st_size)):
                raise ReleaseError("; ".join(harm[:3]), str(archive), "plain files in one folder", todo=AGAIN)
            packed.extractall(folder)
    except (OSError, BadZipFile, EOFError, zlib.error, RuntimeError, ValueError) as error:
        raise ReleaseError("cannot be unpacked", str(archive), got=str(error), todo=AGAIN) from None
    inside = [sums.parent for sums in folder.glob(f"*/{CHECKSUMS}")]
    if len(inside) != 1:
        raise ReleaseError("not the archive of a release", str(archive), f"one folder with {CHECKSUMS}")
    if damages := list(_damages(inside[0])):
        raise ReleaseError("; ".join(damages), str(archive), todo=AGAIN)
    return inside[0]


def _harm(entries: list[ZipInfo], size: int) -> Iterator[str]:
    """What of an archive of that size must not be unpacked, and why."""
    for entry in entries:
        if _leaves(entry.filename):
            yield f"{entry.filename!r} leaves the folder"
        elif stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
            yield f"{entry.filename!r} is a link or a device"
        elif entry.flag_bits & 1 or entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            yield f"{entry.filename!r} is encrypted or packed in another way than stored or deflated"
    if len({entry.filename for entry in entries}) < len(entries):
        yield "two files have one name"
    if (whole := sum(entry.file_size for entry in entries)) > GROWTH * size:
        yield f"{whole} bytes are packed in {size}"


def _leaves(name: str) -> bool:
    """Whether a name is, on any system, a path that could be outside of where it is unpacked."""
    return name.startswith("/") or ".." in name.split("/") or bool({"\\", ":"} & {*name})


def _damages(folder: Path) -> Iterator[str]:
    """A message for each file of an unpacked archive that is not as its ``SHA256SUMS`` says, or not in it."""
    sums = Checksum.parse((folder / CHECKSUMS).read_text(encoding="utf-8", errors="replace"))
    for entry in sums.values():
        yield from entry.damages(folder)
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    yield from (f"{name} is not listed" for name in sorted(present - sums.keys() - {CHECKSUMS}))
