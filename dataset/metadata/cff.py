"""CITATION.cff: Citation File Format 1.2.0, which GitHub shows as "Cite this repository"."""

from __future__ import annotations

from typing import Any

import yaml

from dataset.cite import creators_of
from dataset.metadata.contents import Contents


def citation_cff(contents: Contents) -> str:
    """YAML."""
    package = contents.package
    said = {
        "cff-version": "1.2.0",
        "message": "If you use this dataset, please cite it as below.",
        "type": "dataset",
        "title": package["title"],
        "abstract": package["description"],
        "authors": [_author(contributor) for contributor in creators_of(package)],
        "version": package["version"],
        "date-released": contents.day,
        "license": [entry["name"] for entry in package["licenses"]],
        **({"doi": package["id"]} if "id" in package else {}),
        "url": package["homepage"],
        "keywords": package["keywords"],
    }
    return str(yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100))


def _author(contributor: dict[str, Any]) -> dict[str, str]:
    if "familyName" in contributor:
        return {"family-names": contributor["familyName"], "given-names": contributor["givenName"]}
    return {"name": contributor["title"]}
