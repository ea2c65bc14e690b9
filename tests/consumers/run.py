"""Every consumer of a release, in an environment of its own with its own lock, reads it back: ``make consumers``.

A folder beside this file is an environment: ``requirements.lock`` says what is in it, its tests what it reads.
"""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(ROOT), str(HERE.parent)]

from small_package import small_tables  # noqa: E402
from test_metadata import ANOTHER  # noqa: E402

from dataset.export import export  # noqa: E402
from dataset.package import write_package  # noqa: E402
from dataset.schema import load_schema  # noqa: E402

INSTALL = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--prefer-binary"]
"""Wheels, but for docopt, which cffconvert needs and which has none."""


def environment(name: str, lock: Path, python: str = sys.executable) -> str:
    """The Python of the environment of that name, made again only where its lock has changed."""
    folder = ROOT / ".venvs" / name
    inside = folder / ("Scripts" if os.name == "nt" else "bin") / "python"
    ready = folder / "ready"
    if not ready.is_file() or ready.stat().st_mtime < lock.stat().st_mtime:
        if python == sys.executable:
            venv.create(folder, clear=True, with_pip=True)
        else:
            subprocess.run([python, "-m", "venv", "--clear", str(folder)], check=True)
        subprocess.run([str(inside), *INSTALL, "--require-hashes", "-r", str(lock)], check=True)
        ready.touch()
    return str(inside)


def passes(lock: Path, packages: str, home: str) -> bool:
    """Whether the tests beside a lock pass in its environment, which sees nothing of this project but the packages."""
    print(f"{lock.parent.name}:", flush=True)
    alone = ["-p", "no:cacheprovider", "--confcutdir", str(HERE), "--rootdir", str(HERE), "-c", os.devnull]
    command = [environment(lock.parent.name, lock), "-m", "pytest", "-q", "-p", "packages", *alone, str(lock.parent)]
    settings = {
        "PACKAGES": packages,
        "DATABASES": home,
        "PYTHONPATH": str(HERE),
        "HF_HUB_OFFLINE": "1",
        "HF_HOME": home,
    }
    return subprocess.run(command, cwd=home, env=os.environ | settings).returncode == 0


def main() -> int:
    """Run the tests of every environment on ``data/`` and on a package of other metadata; 1 where one failed."""
    with TemporaryDirectory() as home:
        other, schema = Path(home) / "other", load_schema()
        write_package(small_tables(), other, replace(schema, package=schema.package | ANOTHER))
        for package in (ROOT / "data", other):
            export("sqlite", Path(home) / f"{package.name}.db", path=package)
        packages = os.pathsep.join([str(ROOT / "data"), str(other)])
        found = [passes(lock, packages, home) for lock in sorted(HERE.glob("*/requirements.lock"))]
    return 0 if all(found) else 1


if __name__ == "__main__":
    raise SystemExit(main())
