"""schemaorg.jsonld: a schema.org ``Dataset``, which search engines read."""

from __future__ import annotations

from typing import Any

from dataset.cite import address, citation, creators_of, publisher
from dataset.metadata.contents import MEDIA_TYPE, Contents


def schemaorg(contents: Contents) -> dict[str, Any]:
    """JSON-LD with a ``DataDownload`` for each table."""
    return {"@context": "https://schema.org/", "@type": "Dataset", "@id": address(contents.package)} | {
        **about(contents),
        "distribution": [
            {
                "@type": "DataDownload",
                "name": table.descriptor["title"],
                "description": table.descriptor["description"],
                "contentUrl": contents.files[table.name].file,
                "encodingFormat": MEDIA_TYPE,
                "contentSize": f"{contents.files[table.name].size} B",
                "sha256": contents.files[table.name].sha256,
            }
            for table in contents.tables
        ],
    }


def about(contents: Contents) -> dict[str, Any]:
    """What schema.org's vocabulary says of the whole; RO-Crate and Croissant say it in the same words."""
    package = contents.package
    return {
        "name": package["title"],
        "description": package["description"],
        "url": package["homepage"],
        "version": package["version"],
        "datePublished": contents.day,
        "license": contents.licence_address,
        "usageInfo": package["rights"],
        "creator": [person(contributor) for contributor in creators_of(package)],
        "publisher": {"@type": "Organization", "name": publisher(package)},
        "keywords": package["keywords"],
        "inLanguage": "en",
        "isAccessibleForFree": True,
        "isBasedOn": [source["path"] for source in package["sources"]],
        "creditText": citation(package),
    }


def person(contributor: dict[str, Any]) -> dict[str, Any]:
    """A creator as schema.org has it."""
    if "familyName" in contributor:
        parts = {"givenName": contributor["givenName"], "familyName": contributor["familyName"]}
        return {"@type": "Person", "name": contributor["title"], **parts}
    return {"@type": "Organization", "name": contributor["title"]}
