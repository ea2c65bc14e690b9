"""Releases from elsewhere: archives, here or at an address, unpacked into the platform's cache folder and checked.

A copy in the cache is named by the SHA-256 of its archive, appears whole or not at all, and needs no network from then
on; its sizes are checked whenever it is opened. What the SHA-256 must be is said by the address itself
(``…zip#sha256=…``), or by the ``SHA256SUMS`` beside the archive, which is kept as well. Needs pooch, the extra
``fetch``.

Environment: ``PRESS_STATEMENTS_URL`` is the address of archives, with ``{name}`` and ``{version}``, instead of the one
in ``schema/package.json``; ``PRESS_STATEMENTS_CACHE`` another cache folder; ``PRESS_STATEMENTS_TIMEOUT`` how many
seconds a host may be silent (30 without it).
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from dataset.archive import extract
from dataset.checksum import CHECKSUMS, Checksum
from dataset.errors import FetchError, UnknownNameError, UsageError
from dataset.schema import load_schema

URL, CACHE, TIMEOUT = (f"PRESS_STATEMENTS_{name}" for name in ("URL", "CACHE", "TIMEOUT"))
Sums = dict[str, Checksum]


def is_address(path: str | Path) -> bool:
    """Whether it is a URL that can be fetched, and no path."""
    return str(path).lower().startswith(("http://", "https://"))


def release_address(version: str) -> str:
    """Where the archive of a version of this package is."""
    package = load_schema().package
    template = os.environ.get(URL) or str(package["archives"])
    return template.replace("{name}", package["name"]).replace("{version}", version)


def unpacked(archive: Path) -> Path:
    """The folder of the package in an archive on this machine; raises ReleaseError where it is none or damaged."""
    return _kept(Checksum.of(archive).sha256, lambda _: archive)


def fetched(address: str) -> Path:
    """The folder of the package in the archive at an address, fetched unless it is in the cache.

    Raises FetchError where it cannot be fetched or is not what was released, UnknownNameError where the host does not
    list it, ReleaseError where it is no archive of a release.
    """
    url, said = pinned(address)
    sha256 = said or _listed(url).sha256
    return _kept(sha256, lambda folder: _download(url, folder, sha256))


def pinned(address: str) -> tuple[str, str | None]:
    """What an address is before its ``#``, and the SHA-256 behind it; raises UsageError for anything else there."""
    url, mark, said = address.partition("#")
    if mark and not re.fullmatch("sha256=[0-9a-f]{64}", said):
        raise UsageError("not the SHA-256 of an archive", address, "#sha256= and 64 digits of 0-9a-f", f"#{said}")
    return url, said.removeprefix("sha256=") or None


def confirm(file: Path, url: str, sha256: str | None) -> None:
    """Raises FetchError where a file from an address has another SHA-256 than it must have."""
    if sha256 and (got := Checksum.of(file).sha256) != sha256:
        todo = "try again; if it stays so, tell those who keep the host"
        raise FetchError("not the bytes that were released", url, f"SHA-256 {sha256}", got, todo)


def is_kept(sha256: str) -> bool:
    """Whether the package of the archive with this SHA-256 is in the cache."""
    return _is_whole(_cache() / sha256)


def index(url: str) -> Sums:
    """File name -> checksum of what lies beside an archive, asked of the host and kept; raises FetchError."""
    with _scratch() as folder:
        file = _download(urljoin(url, CHECKSUMS), folder)
        if not (found := _parsed(file)):
            raise FetchError("lists no file", urljoin(url, CHECKSUMS), "the SHA256SUMS of a release")
        file.replace(_index_file(url))
    return found


def kept_index(url: str) -> Sums:
    """As ``index``, as it was when the host was last asked; empty where it never was."""
    file = _index_file(url)
    return _parsed(file) if file.is_file() else {}


def _listed(url: str) -> Checksum:
    name = unquote(PurePosixPath(urlsplit(url).path).name)
    sums = kept_index(url)
    if name not in sums:
        sums = index(url)
    if name not in sums:
        raise UnknownNameError("no such archive", urljoin(url, CHECKSUMS), f"one of {', '.join(sums)}", name)
    return sums[name]


def _parsed(file: Path) -> Sums:
    return Checksum.parse(file.read_text(encoding="utf-8", errors="replace"))


def _index_file(url: str) -> Path:
    return _cache() / f"{hashlib.sha256(urljoin(url, CHECKSUMS).encode()).hexdigest()}.sums"


def _kept(sha256: str, get: Callable[[Path], Path]) -> Path:
    """The folder in the cache for an archive, which ``get`` brings into a folder where it is not there yet."""
    place = _cache() / sha256
    if not _is_whole(place):
        with _scratch() as folder:
            root = extract(get(folder), folder / "unpacked")
            _put(root / "data" if (root / "data").is_dir() else root, place, folder / "damaged")
    return place


def _put(new: Path, place: Path, damaged: Path) -> None:
    """Rename into its place; another process may have been faster, and what it put there is the same."""
    if place.exists() and not _is_whole(place):
        place.rename(damaged)
    try:
        new.rename(place)
    except OSError:
        if not _is_whole(place):
            raise


def _is_whole(folder: Path) -> bool:
    """Whether every file that the folder lists is there in its size."""
    sums = _parsed(folder / CHECKSUMS) if (folder / CHECKSUMS).is_file() else {}
    files = ((folder / entry.file, entry.size) for entry in sums.values())
    return bool(sums) and all(file.is_file() and file.stat().st_size == size for file, size in files)


@contextlib.contextmanager
def _scratch() -> Iterator[Path]:
    """A folder in the cache, gone afterwards: from there to its place is one rename."""
    try:
        _cache().mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".new-", dir=_cache()) as folder:
            yield Path(folder)
    except OSError as error:
        todo = f"set {CACHE} to a folder that can be written"
        raise FetchError("cannot be written", str(_cache()), got=str(error), todo=todo) from None


def _cache() -> Path:
    return Path(os.environ.get(CACHE) or _pooch().os_cache("press-statements"))


def _download(url: str, folder: Path, sha256: str | None = None) -> Path:
    """The file at an address, in a folder; raises FetchError where it does not come, or with another SHA-256."""
    file = folder / "download"
    try:
        _pooch().HTTPDownloader(timeout=_timeout())(url, str(file), None)
    except (OSError, ValueError) as error:  # what requests raises is an OSError
        todo = f"connect to the network, give an archive that you have as path=..., or name another host in {URL}"
        raise FetchError("cannot be fetched", url, got=str(error), todo=todo) from None
    confirm(file, url, sha256)
    return file


def _timeout() -> float:
    given = os.environ.get(TIMEOUT) or "30"
    try:
        if (seconds := float(given)) > 0:
            return seconds
    except ValueError:
        pass
    raise UsageError("not a time in seconds", TIMEOUT, "a number above 0", given)


def _pooch() -> Any:
    try:
        import pooch
    except ImportError:
        todo = 'install the extra `fetch`, as in pip install ".[fetch]", or pooch itself'
        raise FetchError("pooch is not installed, which fetches and keeps releases", todo=todo) from None
    return pooch
