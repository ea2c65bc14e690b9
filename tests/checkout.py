"""A copy of this project in which a test can release: same engine, same seeds, a version and a history of its own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dataset.release.archive import FILES, FOLDERS

ROOT = Path(__file__).parents[1]
SECOND = """\
ID :
700001
Mon, 01/10/2022 - 18:05
Auther :

Talks were useful, envoy says

GENEVA, January 10. /NOVA/. "The talks were useful," Finnish envoy Aino Lahti told reporters on Monday. She said that \
NATO would wait until May. Olli Kivi promised that the talks would continue. "We are ready," Oliver Kivi said.

Read more

X
"""


@dataclass(frozen=True)
class Checkout:
    """A folder laid out like the project, at the version that ``set_version`` gave it last."""

    folder: Path
    python: str = sys.executable

    @staticmethod
    def make(folder: Path, version: str = "1.0.0", python: str = sys.executable) -> Checkout:
        """A copy without data/, as it was before the first release; a part of the engine is binary."""
        for name in FOLDERS:
            if name != "data":
                shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        for name in FILES:
            shutil.copy(ROOT / name, folder)
        (folder / "dataset" / "lexicon" / "weights.bin").write_bytes(bytes(range(256)) * 99)
        made = Checkout(folder, python)
        made.set_version(version, "2026-11-24T00:00:00Z")
        return made

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def archive(self, version: str) -> Path:
        return self.folder / "dist" / f"press-statements-{version}.zip"

    def set_version(self, version: str, created: str, **more: Any) -> None:
        file = self.folder / "schema" / "package.json"
        package = json.loads(file.read_text(encoding="utf-8")) | {"version": version, "created": created} | more
        file.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")

    def add_article(self, text: str = SECOND) -> None:
        (self.folder / "seeds" / "articles" / "second.txt").write_text(text, encoding="utf-8", newline="\n")

    def decide(self, entries: list[dict[str, Any]]) -> None:
        """Write curation entries."""
        decided = [entry | {"curator": "Ines", "date": "2026-12-24"} for entry in entries]
        file = self.folder / "seeds" / "curation" / "700001.yaml"
        file.write_text(yaml.safe_dump(decided, sort_keys=False), encoding="utf-8")

    def run(self, *arguments: object, umask: int = -1, **environment: str) -> subprocess.CompletedProcess[str]:
        """``python build.py ARGUMENTS`` in this checkout, with its own engine."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        command = [self.python, "build.py", *map(str, arguments)]
        env = {**kept, "PYTHONDONTWRITEBYTECODE": "1", **environment}
        return subprocess.run(command, cwd=self.folder, env=env, umask=umask, capture_output=True, encoding="utf-8")

    def release(self, **environment: Any) -> subprocess.CompletedProcess[str]:
        """Release, which must go well."""
        done = self.run("release", **environment)
        assert done.returncode == 0, done.stdout + done.stderr
        return done
