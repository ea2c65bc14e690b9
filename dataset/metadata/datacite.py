"""datacite.json: DataCite Metadata Schema 4.6, in the JSON that DataCite's own interface takes."""

from __future__ import annotations

from typing import Any

from dataset.cite import creators_of, publisher, released
from dataset.metadata.contents import MEDIA_TYPE, Contents


def datacite(contents: Contents) -> dict[str, Any]:
    """The attributes of a DOI."""
    package = contents.package
    return {
        **({"doi": package["id"]} if "id" in package else {}),
        "url": package["homepage"],
        "types": {"resourceType": "Data tables", "resourceTypeGeneral": "Dataset"},
        "creators": [_creator(contributor) for contributor in creators_of(package)],
        "titles": [{"title": package["title"]}],
        "publisher": {"name": publisher(package)},
        "publicationYear": str(released(package).year),
        "subjects": [{"subject": word} for word in package["keywords"]],
        "dates": [{"date": contents.day, "dateType": "Issued"}],
        "language": "en",
        "version": package["version"],
        "rightsList": [
            *(
                {
                    "rights": entry["title"],
                    "rightsUri": entry["path"],
                    "rightsIdentifier": entry["name"],
                    "rightsIdentifierScheme": "SPDX",
                    "schemeUri": "https://spdx.org/licenses/",
                }
                for entry in package["licenses"]
            ),
            {"rights": package["rights"]},
        ],
        "descriptions": [{"description": package["description"], "descriptionType": "Abstract"}],
        "relatedIdentifiers": [
            {
                "relatedIdentifier": source["path"],
                "relatedIdentifierType": "URL",
                "relationType": "IsDerivedFrom",
            }
            for source in package["sources"]
        ],
        "formats": [MEDIA_TYPE],
        "sizes": [f"{sum(contents.rows[name] for name in contents.schema.tables)} rows"],
        "schemaVersion": "http://datacite.org/schema/kernel-4",
    }


def _creator(contributor: dict[str, Any]) -> dict[str, Any]:
    if "familyName" in contributor:
        family, given = contributor["familyName"], contributor["givenName"]
        return {"name": f"{family}, {given}", "nameType": "Personal", "givenName": given, "familyName": family}
    return {"name": contributor["title"], "nameType": "Organizational"}
