"""Where a package is: a folder, the archive of a release, or an address on the web of either."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO
from urllib.error import HTTPError
from urllib.parse import quote, urljoin
from urllib.request import urlopen

from dataset.checksum import CHECKSUMS, Checksum
from dataset.disk import DESCRIPTOR
from dataset.errors import PackageError, ReleaseError, UsageError
from dataset.fetch import confirm, is_address, pinned
from dataset.release.snapshot import opened

MOST_BYTES = 16 * 2**30
"""What is fetched of a package."""
WAIT = 60
"""Seconds without an answer after which an address is given up."""


@contextlib.contextmanager
def package_at(place: str) -> Iterator[Path]:
    """The folder of a package for as long as the context lasts; ``place`` is a path or begins with http(s)://.

    Behind ``#`` an address can say the SHA-256 of its file, as in ``dataset.fetch``. Raises UsageError where nothing is
    there, ReleaseError where an archive is damaged, PackageError where what an address sends is cut off, more than
    ``MOST_BYTES``, or has another SHA-256.
    """
    try:
        with _here(place) as path, opened(path) as folder:
            inner = folder / "data"  # of a checkout, which is what an archive holds
            yield inner if (inner / DESCRIPTOR).is_file() and not (folder / DESCRIPTOR).is_file() else folder
    except ReleaseError as error:  # of an archive that was fetched, it names a file that is gone
        raise ReleaseError(error.what, place, error.expected, error.got, error.todo) from None


@contextlib.contextmanager
def _here(place: str) -> Iterator[Path]:
    if not is_address(place):
        yield Path(place)
        return
    url, sha256 = pinned(place)
    url += DESCRIPTOR if url.endswith("/") else ""
    described = url.partition("?")[0].endswith(f"/{DESCRIPTOR}")
    with TemporaryDirectory() as folder:
        file = _fetch(url, Path(folder) / (DESCRIPTOR if described else "archive.zip"), MOST_BYTES)
        confirm(file, url, sha256)
        yield _package(url, file) if described else file


def _package(address: str, descriptor: Path) -> Path:
    """The folder with the descriptor, its SHA256SUMS and all that this lists; what is missing is left to the check."""
    folder, left = descriptor.parent, MOST_BYTES - descriptor.stat().st_size
    with contextlib.suppress(FileNotFoundError):
        sums = _fetch(urljoin(address, CHECKSUMS), folder / CHECKSUMS, left, optional=True)
        for name in sorted(Checksum.parse(sums.read_text(encoding="utf-8", errors="replace")).keys() - {DESCRIPTOR}):
            if "/" not in name:  # a package has no folders, and nothing may leave this one
                with contextlib.suppress(FileNotFoundError):
                    left -= _fetch(urljoin(address, quote(name)), folder / name, left, optional=True).stat().st_size
    return folder


def _fetch(address: str, file: Path, most: int, *, optional: bool = False) -> Path:
    """Save what an address sends; raises FileNotFoundError where it may be missing and is."""
    try:
        with urlopen(address, timeout=WAIT) as answer, file.open("wb") as saved:
            _save(answer, saved, address, most)
    except HTTPError as error:
        if optional and error.code == 404:
            raise FileNotFoundError(address) from None
        raise UsageError("cannot be fetched", address, got=str(error), todo="check the address") from None
    except (OSError, HTTPException, ValueError) as error:
        raise UsageError("cannot be fetched", address, got=str(error), todo="check the address") from None
    return file


def _save(answer: HTTPResponse, saved: BinaryIO, address: str, most: int) -> None:
    expected = answer.headers.get("Content-Length")
    while block := answer.read(1 << 20):
        saved.write(block)
        if saved.tell() > most:
            raise PackageError("too large", address, f"at most {most} bytes", todo="fetch it by hand, then check that")
    if expected is not None and saved.tell() != int(expected):
        raise PackageError("cut off", address, f"{expected} bytes", f"{saved.tell()}", "try again")
