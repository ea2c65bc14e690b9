"""Reuters-21578 (Lewis 1997): wire stories of 1987, labelled with topics only, as plain text to learn from."""

from __future__ import annotations

import html
import json
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

from dataset.errors import SourceError

_PARAGRAPH = re.compile(r"\n {3,}")
_SIGNATURE = re.compile(r"\s*\bREUTER\b[\W\d]*\Z", re.IGNORECASE)


def reuters_texts(path: Path) -> Iterator[str]:
    """The bodies of the archive's JSON files in order, a paragraph a line; stories without a body are left out."""
    if not path.is_file():
        raise SourceError("no Reuters-21578", str(path), "reuters21578.tar.gz", todo="check the folder")
    with tarfile.open(path) as archive:
        members = {member.name: member for member in archive if member.name.endswith(".json")}
        for name in sorted(members):
            content = archive.extractfile(members[name])
            for story in json.load(content) if content else ():
                if text := _text(story.get("body", "")):
                    yield text


def _text(body: str) -> str:
    body = _SIGNATURE.sub("", html.unescape(body))
    return "\n".join(filter(None, (" ".join(paragraph.split()) for paragraph in _PARAGRAPH.split(body))))
