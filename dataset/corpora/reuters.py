"""Reuters-21578 (Lewis 1997): the bodies of wire stories of 1987, read from JSON in a tar archive.

Lines are wrapped, and a paragraph begins with blanks; a story ends with the word Reuter.
"""

from __future__ import annotations

import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from dataset.errors import SourceError

_PARAGRAPH = re.compile(r"\n {3,}")
_END = re.compile(r"\s*reuter\W*\Z", re.IGNORECASE)


def reuters_texts(path: Path) -> Iterator[str]:
    """Bodies that are not empty, by file and place in it; a paragraph on each line."""
    if not path.is_file() or not tarfile.is_tarfile(path):
        raise SourceError("no Reuters corpus", str(path), "a tar archive of .json files", todo="check the path")
    with tarfile.open(path) as archive:
        for name in sorted(name for name in archive.getnames() if name.endswith(".json")):
            member = archive.extractfile(name)
            for story in json.load(member) if member else ():
                if text := _END.sub("", story.get("body", "")):
                    yield "\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text))
