"""The header of a Hugging Face dataset card: with it the folder can be pushed as it is, each table a configuration."""

from __future__ import annotations

from typing import Any

import yaml

from dataset.metadata.contents import Contents
from dataset.schema import Table

SIZES = {1_000: "n<1K", 10_000: "1K<n<10K", 100_000: "10K<n<100K", 1_000_000: "100K<n<1M", 10_000_000: "1M<n<10M"}
TYPES = {
    "string": "string",
    "integer": "int64",
    "number": "float64",
    "boolean": "bool",
    "date": "date32",
    "datetime": "timestamp[s]",
}


def card(contents: Contents) -> str:
    """YAML between lines of dashes. A table without rows is no configuration: `datasets` cannot load it."""
    package, largest = contents.package, max(contents.rows.values())
    tables = [table for table in contents.tables if contents.rows[table.name]]
    said = {
        "pretty_name": package["title"],
        "license": package["licenses"][0]["name"].lower(),
        "language": ["en"],
        "tags": [word.lower().replace(" ", "-") for word in package["keywords"]],
        "size_categories": [next((size for limit, size in SIZES.items() if largest < limit), "n>10M")],
        "version": package["version"],
        "configs": [_configuration(table, contents) for table in tables],
        "dataset_info": [{"config_name": table.name, "features": _features(table)} for table in tables],
    }
    return f"---\n{yaml.safe_dump(said, sort_keys=False, allow_unicode=True, width=100)}---"


def _configuration(table: Table, contents: Contents) -> dict[str, Any]:
    first = {"default": True} if table.name == "statements" else {}
    return {"config_name": table.name, "data_files": contents.files[table.name].file, **first}


def _features(table: Table) -> list[dict[str, str]]:
    return [{"name": field.name, "dtype": TYPES[field.type]} for field in table.fields]
