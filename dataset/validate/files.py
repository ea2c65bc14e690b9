"""The files of a package: all there, none besides, and each with the hashes and sizes that are written down for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dataset.checksum import CHECKSUMS, Checksum
from dataset.disk import DESCRIPTOR, is_inside
from dataset.validate.problem import Problem, broken, shorten
from dataset.validate.stored import FETCH, Stored


def table_files(folder: Path, resources: Mapping[str, dict[str, Any]]) -> Iterator[tuple[str, Path | Problem]]:
    """The file of each resource, or why there is none."""
    for name, resource in resources.items():
        path = resource.get("path")
        if not is_inside(folder, path):
            what, expected = "a path that leaves the folder", "one file, relative to the folder and in it"
            yield name, broken(name, "path", what, column="path", expected=expected, got=shorten(path))
        elif not (folder / str(path)).is_file():
            yield name, broken(name, "missing_file", f"{path} is missing", todo=FETCH)
        else:
            yield name, folder / str(path)


def read_checksums(folder: Path) -> dict[str, Checksum] | Problem:
    """What SHA256SUMS says, or why it says nothing."""
    try:
        text = (folder / CHECKSUMS).read_text(encoding="utf-8")
        sums = Checksum.parse(text)
    except (OSError, ValueError) as error:
        return broken(CHECKSUMS, "no_checksums", "cannot be read", got=shorten(str(error)), todo=FETCH)
    if "".join(map(str, sums.values())) != text:
        expected = str(Checksum("file", "<sha256>", 0)).replace("\n", "\\n")
        return broken(CHECKSUMS, "checksums_format", "lines of another form", expected=expected, todo=FETCH)
    return sums


def hash_files(folder: Path, names: Iterable[str]) -> tuple[dict[str, Checksum], list[Problem]]:
    """The checksums of those files as they are now, and what could not be read; what is not there is left out."""
    now, problems = {}, []
    for name in sorted(names):
        if is_inside(folder, name) and (folder / name).is_file():
            try:
                now[name] = Checksum.of(folder / name)
            except OSError as error:
                problems.append(broken(name, "unreadable", "cannot be read", got=str(error), todo=FETCH))
    return now, problems


def check_listing(folder: Path, sums: Mapping[str, Checksum]) -> Iterator[Problem]:
    """SHA256SUMS lists every file of the folder but itself, and no other; a resource's file is left to its resource."""
    present = {file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file()} - {CHECKSUMS}
    if extra := sorted(present - sums.keys()):
        what, todo = "a file of the folder that is not listed", "delete it, or build the package again"
        yield broken(CHECKSUMS, "extra_file", what, expected="every file of the package", todo=todo, ids=extra)
    if missing := sorted(file for file in sums.keys() - present if not sums[file].logical):
        yield broken(CHECKSUMS, "missing_file", "a listed file that the folder does not have", todo=FETCH, ids=missing)


def check_bytes(
    now: Mapping[str, Checksum], sums: Mapping[str, Checksum], hashes: Mapping[str, str]
) -> Iterator[Problem]:
    """Files have the SHA-256 and the size that SHA256SUMS says, and the SHA-256 of the descriptor (``hashes``)."""
    for file, checksum in now.items():
        said = {CHECKSUMS: f"sha256:{sums[file].sha256}"} if file in sums else {}
        said |= {DESCRIPTOR: hashes[file]} if file in hashes else {}
        if wrong := [who for who, sha256 in said.items() if sha256 != f"sha256:{checksum.sha256}"]:
            yield _another_hash(file, checksum, said, wrong)
        elif file in sums and sums[file].size != checksum.size:
            expected, got = f"{checksum.size} bytes", f"{sums[file].size} in {CHECKSUMS}"
            yield broken(CHECKSUMS, "size", f"another size of {file}", expected=expected, got=got, todo=FETCH)


def _another_hash(file: str, now: Checksum, said: Mapping[str, str], wrong: list[str]) -> Problem:
    expected, got = said[wrong[0]], f"sha256:{now.sha256}"
    if len(wrong) == len(said):
        what = f"not the bytes whose SHA-256 is in {' and '.join(wrong)}"
        return broken(file, "bytes", what, expected=expected, got=got, todo=FETCH)
    right = next(who for who in said if who not in wrong)
    what = f"another SHA-256 of {file} than its bytes and {right} have"
    return broken(wrong[0], "hash", what, expected=got, got=expected, todo=f"restore {wrong[0]}, or build the package")


def check_contents(
    hashes: Mapping[str, str], now: Mapping[str, Checksum], sums: Mapping[str, Checksum]
) -> Iterator[Problem]:
    """SHA256SUMS has the logical hash of each file's table; a file of other bytes is left to ``check_bytes``."""
    for file, logical in hashes.items():
        if file not in sums or file not in now or sums[file].sha256 != now[file].sha256:
            continue
        if sums[file].logical != logical:
            what, got = f"another logical hash of {file} than its rows have", str(sums[file].logical)
            yield broken(CHECKSUMS, "logical_hash", what, expected=logical, got=got, todo=FETCH)


def check_rows(tables: Mapping[str, Stored], resources: Mapping[str, dict[str, Any]]) -> Iterator[Problem]:
    """A table has as many rows as the descriptor says."""
    for name, table in tables.items():
        if (said := resources[name].get("rows")) != table.num_rows:
            what = f"another number of rows than {DESCRIPTOR} says"
            yield broken(name, "rows", what, expected=shorten(said), got=str(table.num_rows), todo=FETCH)
