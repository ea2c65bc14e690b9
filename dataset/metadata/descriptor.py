"""datapackage.json: Data Package v2 (https://datapackage.org), the schemas of ``schema/`` inlined."""

from __future__ import annotations

from typing import Any

from dataset.metadata.contents import MEDIA_TYPE, Contents
from dataset.schema import PROFILE, Table


def descriptor(contents: Contents) -> dict[str, Any]:
    """``schema/package.json`` with a resource for each table, whose ``rows`` is a property that frictionless checks."""
    resources = [_resource(table, contents) for table in contents.tables]
    return {"$schema": PROFILE, **contents.package, "releases": contents.history.published(), "resources": resources}


def _resource(table: Table, contents: Contents) -> dict[str, Any]:
    file = contents.files[table.name]
    return {
        "name": table.name,
        "title": table.descriptor["title"],
        "description": table.descriptor["description"],
        **_licences(table),
        "type": "table",
        "path": file.file,
        "format": "parquet",
        "mediatype": MEDIA_TYPE,
        "hash": f"sha256:{file.sha256}",
        "rows": contents.rows[table.name],
        "schema": _published(table),
    }


def _licences(table: Table) -> dict[str, Any]:
    """A table whose content is not under the package's licence says so in its resource."""
    return {"licenses": table.descriptor["licenses"]} if "licenses" in table.descriptor else {}


def _published(table: Table) -> dict[str, Any]:
    """The Table Schema as it is; only that v2 wants ``resource`` left out where a key points at its own table."""
    keys = [
        {**key, "reference": {k: v for k, v in key["reference"].items() if v}}
        for key in table.descriptor.get("foreignKeys", [])
    ]
    return {**table.descriptor, "foreignKeys": keys} if keys else table.descriptor
