"""What the folder of an export has in every format: a file that says what it is, by which an earlier one is known."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from dataset.cite import address, citation, licence, released
from dataset.disk import Package

SAID = "export.json"


def said(package: Package, format: str) -> dict[str, str]:
    """What an export says of itself: its format, and of which package it is: version, licence, citation and so on."""
    model = package.schema.package
    own = {key: str(model[key]) for key in ("name", "title", "version", "rights")}
    cited = {"licence": licence(model), "citation": citation(model), "address": address(model)}
    return {"format": format, **own, "released": released(model).isoformat(), **cited}


def begin(out: Path, package: Package, format: str) -> None:
    """Make the folder, and say in it what it is."""
    out.mkdir()
    write_json(out / SAID, said(package, format))


def is_earlier(out: Path, format: str) -> bool:
    """Whether ``out`` is an export of that format."""
    try:
        return bool(json.loads((out / SAID).read_text(encoding="utf-8"))["format"] == format)
    except (OSError, ValueError, LookupError, TypeError):
        return False


def write_json(file: Path, value: Any) -> None:
    """Write JSON that people can read, the same bytes everywhere."""
    write_text(file, json.dumps(value, indent=2, ensure_ascii=False) + "\n")


def write_text(file: Path, text: str) -> None:
    """Write UTF-8 with line feeds, the same bytes everywhere."""
    file.write_text(text, encoding="utf-8", newline="\n")
