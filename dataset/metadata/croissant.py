"""croissant.json: MLCommons Croissant 1.1, every table a record set, every column a field with its file and type."""

from __future__ import annotations

from typing import Any

from dataset.cite import bibtex
from dataset.metadata.contents import MEDIA_TYPE, Contents
from dataset.metadata.schemaorg import about
from dataset.schema import Field, Reference, Table

CONTEXT = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "conformsTo": "dct:conformsTo",
    "name": {"@container": "@language"},
    "description": {"@container": "@language"},
    "data": {"@id": "cr:data", "@type": "@json"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
} | {
    term: f"cr:{term}"
    for term in (
        *("arrayShape", "citeAs", "column", "containedIn", "equivalentProperty", "extract", "field", "fileProperty"),
        *("fileObject", "fileSet", "format", "includes", "isArray", "isLiveDataset", "jsonPath", "key", "md5"),
        *("parentField", "path", "recordSet", "references", "regex", "repeated", "replace", "samplingRate"),
        *("separator", "source", "subField", "transform"),
    )
}
TYPES = {
    "string": "sc:Text",
    "integer": "cr:Int64",
    "number": "cr:Float64",
    "boolean": "sc:Boolean",
    "date": "sc:Date",
    "datetime": "sc:DateTime",
}


def croissant(contents: Contents) -> dict[str, Any]:
    """JSON-LD (https://docs.mlcommons.org/croissant/docs/croissant-spec-1.1.html)."""
    return {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.1",
        **about(contents),
        "citeAs": bibtex(contents.package),
        "isLiveDataset": False,
        "distribution": [_file(table, contents) for table in contents.tables],
        "recordSet": [_record_set(table, contents.tables[:place]) for place, table in enumerate(contents.tables)],
    }


def _file(table: Table, contents: Contents) -> dict[str, Any]:
    file = contents.files[table.name]
    return {
        "@type": "cr:FileObject",
        "@id": file.file,
        "name": file.file,
        "description": table.descriptor["description"],
        "contentUrl": file.file,
        "contentSize": f"{file.size} B",
        "encodingFormat": [MEDIA_TYPE, "application/x-parquet"],
        "sha256": file.sha256,
    }


def _record_set(table: Table, before: list[Table]) -> dict[str, Any]:
    """References to the tables ``before`` it alone: readers join along them, which a circle would not let them."""
    targets = {r.fields[0]: r for r in table.references if r.table in [other.name for other in before]}
    return {
        "@type": "cr:RecordSet",
        "@id": table.name,
        "name": table.name,
        "description": table.descriptor["description"],
        "key": [{"@id": f"{table.name}/{name}"} for name in table.key],
        "field": [_field(field, table, targets.get(field.name)) for field in table.fields],
    }


def _field(field: Field, table: Table, target: Reference | None) -> dict[str, Any]:
    return {
        "@type": "cr:Field",
        "@id": f"{table.name}/{field.name}",
        "name": field.name,
        "description": field.description,
        "dataType": TYPES[field.type],
        "source": {"fileObject": {"@id": f"{table.name}.parquet"}, "extract": {"column": field.name}},
        **({"references": {"field": {"@id": f"{target.table}/{target.target[0]}"}}} if target else {}),
    }
