"""SHA256SUMS: what each file of a folder is, by size and hash. Needs the standard library only."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHECKSUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Checksum:
    """What ``SHA256SUMS`` says of a file, in two lines of which ``sha256sum -c`` skips the first.

    ``size`` is in bytes; ``logical`` is ``dataset.tables.logical_hash`` of a table, None for any other file.
    """

    file: str
    sha256: str
    size: int
    logical: str | None = None

    @staticmethod
    def of(file: Path, logical: str | None = None, name: str | None = None) -> Checksum:
        """The checksum of a file as it is now; ``name`` is what the listing calls it, the file's own without."""
        with file.open("rb") as stream:
            sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        return Checksum(name or file.name, sha256, file.stat().st_size, logical)

    @staticmethod
    def parse(text: str) -> dict[str, Checksum]:
        """File -> its checksum, from the text of a ``SHA256SUMS``."""
        lines = re.findall(r"^# size=(\d+) logical=(\S+)\n([0-9a-f]{64})  (.+)$", text, re.MULTILINE)
        return {f: Checksum(f, sha, int(size), None if logical == "-" else logical) for size, logical, sha, f in lines}

    def __str__(self) -> str:
        return f"# size={self.size} logical={self.logical or '-'}\n{self.sha256}  {self.file}\n"

    def damages(self, folder: Path) -> Iterator[str]:
        """A message where the file of that folder is not as it was: missing, another size, another SHA-256."""
        if not (folder / self.file).is_file():
            yield f"{self.file} is missing"
            return
        now = Checksum.of(folder / self.file)
        if now.size != self.size:
            yield f"{self.file} has {now.size} bytes, not {self.size}"
        elif now.sha256 != self.sha256:
            yield f"{self.file} has another SHA-256 than {CHECKSUMS} says"
