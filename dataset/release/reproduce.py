"""An archive -> the same release, built again from what the archive holds, and what came out otherwise."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory

from dataset.checksum import CHECKSUMS, Checksum
from dataset.errors import ReleaseError
from dataset.release.archive import write_archive
from dataset.release.diff import Diff, compare
from dataset.release.snapshot import Snapshot, opened
from dataset.schema import load_schema

BUILT = (0, 3)
"""Exit statuses of a build that made a package; 3 says that records were set aside, as they were for the release."""
_ENGINE = ("pyarrow", "pandas", "numpy", "py3langid", "edtf", "PyYAML")


@dataclass(frozen=True)
class Reproduction:
    """What a rebuild gave: file -> ``same bytes``, ``same rows`` (a table of other bytes) or ``differs``.

    ``diff`` has the cells that differ; ``unlocked`` the packages whose version here is not the locked one, as
    ``pyarrow 25.0.0, not 26.0.1``.
    """

    version: str
    files: dict[str, str]
    diff: Diff
    unlocked: list[str] = field(default_factory=list)

    @property
    def same(self) -> bool:
        """Whether every table has the rows that were released."""
        return not self.diff and not [
            f for f, found in self.files.items() if f.endswith(".parquet") and found == "differs"
        ]


def reproduce(archive: Path, install: bool = False) -> Reproduction:
    """Build the release of an archive again with the engine, the inputs, the history and the schema that it holds.

    ``archive`` may be a checkout, which is archived first, so that what does not go into an archive is not there. It
    runs in this Python and its packages, or with ``install`` in a fresh environment with exactly the packages of the
    archive's lock. Raises ReleaseError where the archive is damaged or the build does not run.
    """
    with TemporaryDirectory() as aside, opened(_archived(archive, Path(aside))) as folder:
        root = Path(shutil.copytree(folder, Path(aside) / "checkout"))
        python = _environment(root, Path(aside) / "environment") if install else sys.executable
        _rebuild(root, python)
        old, new = Snapshot.of(folder / "data"), Snapshot.of(root / "data")
        unlocked = [] if install else list(_unlocked((root / "requirements.lock").read_text(encoding="utf-8")))
        return Reproduction(old.version, _files(folder / "data", root / "data"), compare(old, new), unlocked)


def _archived(path: Path, folder: Path) -> Path:
    return write_archive(path, load_schema(), folder) if path.is_dir() else path


def _rebuild(root: Path, python: str) -> None:
    """Run the archive's own build script; ``-P`` is off, so that its ``dataset`` comes before an installed one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [python, "build.py"], cwd=root, env=kept, text=True, encoding="utf-8", errors="replace", capture_output=True
    )
    if done.returncode not in BUILT:
        raise ReleaseError("the build of the archive fails", str(root), got=done.stderr.strip()[-2000:])


def _environment(root: Path, folder: Path) -> str:
    """A virtual environment with the locked packages; its Python."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    lock = ["--only-binary", ":all:", "--require-hashes", "-r", str(root / "requirements.lock")]
    done = subprocess.run([str(python), "-m", "pip", "install", "--quiet", *lock], capture_output=True, text=True)
    if done.returncode:
        raise ReleaseError("the locked packages cannot be installed", "requirements.lock", got=done.stderr[-2000:])
    return str(python)


def _unlocked(lock: str) -> Iterator[str]:
    locked = dict(re.findall(r"^([\w.-]+)==([^\s;]+)", lock, re.MULTILINE))
    for name in _ENGINE:
        here, wanted = metadata.version(name), locked.get(name.lower())
        if wanted and here != wanted:
            yield f"{name} {here}, not {wanted}"


def _files(old: Path, new: Path) -> dict[str, str]:
    """What became of every file of the package, in the order of its listing."""
    was, now = (Checksum.parse((folder / CHECKSUMS).read_text(encoding="utf-8")) for folder in (old, new))
    return {name: _verdict(was.get(name), now.get(name)) for name in dict.fromkeys([*was, *now])}


def _verdict(was: Checksum | None, now: Checksum | None) -> str:
    if was and now and was.sha256 == now.sha256:
        return "same bytes"
    return "same rows" if was and now and was.logical and was.logical == now.logical else "differs"
