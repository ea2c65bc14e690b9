""".zenodo.json: what Zenodo's deposit takes from a repository; where it is there, Zenodo leaves CITATION.cff unread."""

from __future__ import annotations

from typing import Any

from dataset.cite import names
from dataset.metadata.contents import Contents


def zenodo(contents: Contents) -> dict[str, Any]:
    """The deposit's metadata (https://developers.zenodo.org/#deposit-metadata)."""
    package = contents.package
    return {
        "upload_type": "dataset",
        "title": package["title"],
        "description": package["description"],
        "creators": [{"name": name} for name in names(package)],
        "version": package["version"],
        "publication_date": contents.day,
        "access_right": "open",
        "license": package["licenses"][0]["name"].lower(),
        "keywords": package["keywords"],
        "language": "eng",
        "notes": package["rights"],
        **({"doi": package["id"]} if "id" in package else {}),
        "related_identifiers": [
            {"identifier": package["homepage"], "relation": "isIdenticalTo", "resource_type": "dataset"},
            *({"identifier": source["path"], "relation": "isDerivedFrom"} for source in package["sources"]),
        ],
    }
