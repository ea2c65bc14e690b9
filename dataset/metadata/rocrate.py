"""ro-crate-metadata.json: RO-Crate 1.2 (https://w3id.org/ro/crate/1.2), the folder as a crate."""

from __future__ import annotations

from typing import Any

from dataset.cite import creators_of, publisher
from dataset.metadata.contents import MEDIA_TYPE, Contents
from dataset.metadata.schemaorg import about, person

SPECIFICATION = "https://w3id.org/ro/crate/1.2"


def rocrate(contents: Contents) -> dict[str, Any]:
    """A flat graph: descriptor, the crate itself, a file for each table, people, licence."""
    files = [_file(name, contents) for name in contents.files]
    people = {_id(c["title"]): person(c) for c in creators_of(contents.package)}
    people.setdefault(_id(publisher(contents.package)), {"@type": "Organization", "name": publisher(contents.package)})
    licence = contents.package["licenses"][0]
    root = about(contents) | {
        "creator": [{"@id": _id(c["title"])} for c in creators_of(contents.package)],
        "publisher": {"@id": _id(publisher(contents.package))},
        "license": {"@id": licence["path"]},
        "hasPart": [{"@id": file["@id"]} for file in files],
    }
    return {
        "@context": f"{SPECIFICATION}/context",
        "@graph": [
            {
                "@id": "ro-crate-metadata.json",
                "@type": "CreativeWork",
                "conformsTo": {"@id": SPECIFICATION},
                "about": {"@id": "./"},
            },
            {"@id": "./", "@type": "Dataset", **root},
            *files,
            *({"@id": key, **value} for key, value in people.items()),
            {"@id": licence["path"], "@type": "CreativeWork", "name": licence["title"]},
        ],
    }


def _file(name: str, contents: Contents) -> dict[str, Any]:
    file, table = contents.files[name], contents.schema.table(name)
    return {
        "@id": file.file,
        "@type": "File",
        "name": table.descriptor["title"],
        "description": table.descriptor["description"],
        "encodingFormat": MEDIA_TYPE,
        "contentSize": str(file.size),
        "sha256": file.sha256,
    }


def _id(title: str) -> str:
    return "#" + "-".join(title.lower().split())
