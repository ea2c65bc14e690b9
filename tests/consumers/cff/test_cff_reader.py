"""CITATION.cff, read by the validator of the Citation File Format."""

from __future__ import annotations

import json
from pathlib import Path

from cffconvert import Citation


def test_the_citation_file_is_valid(package: Path) -> None:
    citation = Citation((package / "CITATION.cff").read_text(encoding="utf-8"))
    citation.validate()
    model = json.loads((package / "datapackage.json").read_text(encoding="utf-8"))
    assert json.loads(citation.as_zenodo())["title"] == model["title"]
    assert model["version"] in citation.as_apalike()
