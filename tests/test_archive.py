"""An archive is the one that was released, or nothing of it is unpacked; nothing that it holds leaves its folder."""

from __future__ import annotations

import stat
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

import dataset
from dataset.archive import extract
from dataset.errors import ReleaseError


def packed(file: Path, *members: tuple[str | ZipInfo, bytes], method: int = ZIP_DEFLATED) -> Path:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # of a name that is there twice
        with ZipFile(file, "w", method) as made:
            for name, content in members:
                made.writestr(name, content, method)
    return file


def linked(name: str, kind: int = stat.S_IFLNK) -> ZipInfo:
    entry = ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (kind | 0o777) << 16
    return entry


HOSTILE: dict[str, tuple[list[tuple[str | ZipInfo, bytes]], str]] = {
    "parent": ([("top/../../evil.txt", b"x")], "leaves the folder"),
    "absolute": ([("/evil.txt", b"x")], "leaves the folder"),
    "drive": ([("C:/evil.txt", b"x")], "leaves the folder"),
    "backslash": ([("..\\evil.txt", b"x")], "leaves the folder"),
    "link": ([(linked("top/data"), b"/etc")], "is a link or a device"),
    "device": ([(linked("top/data", stat.S_IFCHR), b"")], "is a link or a device"),
    "bomb": ([("top/zeros", bytes(10_000_000))], "10000000 bytes are packed in"),
    "twice": ([("top/a", b"x"), ("top/a", b"y")], "two files have one name"),
    "nothing": ([], "not the archive of a release"),
    "no sums": ([("top/a", b"x")], "not the archive of a release; expected one folder with SHA256SUMS"),
    "not listed": ([("top/a", b"x"), ("top/SHA256SUMS", b"")], "a is not listed"),
}


@pytest.mark.parametrize(("members", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_archive_is_refused(
    members: list[tuple[str | ZipInfo, bytes]], message: str, cache: Path, tmp_path: Path
) -> None:
    with pytest.raises(ReleaseError, match=message):
        dataset.load("statements", path=packed(tmp_path / "hostile.zip", *members))
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [tmp_path / "hostile.zip"]


def test_a_packing_that_is_unknown_is_refused(cache: Path, tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="another way than stored or deflated"):
        dataset.load("statements", path=packed(tmp_path / "a.zip", ("top/a", b"x"), method=ZIP_LZMA))


@given(st.text(alphabet="./\\:a~ \t", min_size=1, max_size=12).filter(lambda name: not name.endswith("/")))
def test_nothing_is_ever_unpacked_outside(name: str) -> None:
    with TemporaryDirectory() as folder:
        inside = Path(folder) / "a" / "b" / "c"
        inside.mkdir(parents=True)
        file = packed(Path(folder) / "any.zip", (name, b"x"))
        with pytest.raises(ReleaseError):
            extract(file, inside)
        assert {p for p in Path(folder).rglob("*") if p.is_file() and not p.is_relative_to(inside)} == {file}
