"""The version of a release: MAJOR.MINOR.PATCH."""

from __future__ import annotations

import re

from dataset.errors import SchemaError

Version = tuple[int, int, int]
PATTERN = r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"


def parse(version: str, where: str = "schema/package.json") -> Version:
    """Major, minor, patch; raises SchemaError for what is not three numbers, a pre-release included."""
    found = re.fullmatch(PATTERN, str(version), re.ASCII)
    if not found:
        raise SchemaError("not the version of a release", where, "1.2.3", str(version))
    return int(found[1]), int(found[2]), int(found[3])
