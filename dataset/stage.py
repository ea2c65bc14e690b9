"""A folder or a file that appears whole or not at all: made beside its place, then swapped in."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from dataset.errors import PackageError, UsageError


@contextmanager
def staged(out: Path) -> Iterator[Path]:
    """A place next to ``out`` to write to; what is there when the block ends without an error becomes ``out``.

    After an error ``out`` is as it was, and nothing is left beside it. Raises UsageError where nothing can be written
    there, PackageError where ``out`` cannot be replaced.
    """
    out = out.resolve()
    with _beside(out) as beside:
        new = Path(beside) / "new"
        yield new
        _swap(new, out, old=Path(beside) / "old")


def _beside(out: Path) -> TemporaryDirectory[str]:
    """A folder in the one that ``out`` is to be in, which is made where there is none."""
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        return TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent)
    except OSError as error:
        raise UsageError("nothing can be written there", str(out.parent), "a folder to write to", str(error)) from error


def _swap(new: Path, out: Path, old: Path) -> None:
    """Two renames in one file system; the second one's failure takes the first one back."""
    try:
        if out.exists():
            out.rename(old)
        new.rename(out)
    except BaseException as error:
        if old.exists() and not out.exists():
            old.rename(out)
        if isinstance(error, OSError):
            todo = "close the programs that have a file of it open"
            raise PackageError("cannot be replaced", str(out), got=str(error), todo=todo) from error
        raise
