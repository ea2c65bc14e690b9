"""Every file that says what a package is, from ``schema/`` alone: one model, a module a standard.

``metadata_files`` gives file name -> text. That they agree is a test; that each is what its standard says is read back
by its real consumer (``make consumers``).
"""

from __future__ import annotations

import json

from dataset.disk import DESCRIPTOR
from dataset.metadata.cff import citation_cff
from dataset.metadata.codebook import codebook
from dataset.metadata.contents import Contents
from dataset.metadata.croissant import croissant
from dataset.metadata.datacite import datacite
from dataset.metadata.descriptor import descriptor
from dataset.metadata.notes import release_notes
from dataset.metadata.rocrate import rocrate
from dataset.metadata.schemaorg import schemaorg
from dataset.metadata.zenodo import zenodo

__all__ = ["REPOSITORY_FILES", "Contents", "metadata_files"]

REPOSITORY_FILES = ("CITATION.cff", ".zenodo.json")
"""Those that GitHub and Zenodo look for at the top of a repository."""

_JSON = {
    DESCRIPTOR: descriptor,
    ".zenodo.json": zenodo,
    "datacite.json": datacite,
    "croissant.json": croissant,
    "ro-crate-metadata.json": rocrate,
    "schemaorg.jsonld": schemaorg,
}
_TEXT = {"README.md": codebook, "CHANGES.md": release_notes, "CITATION.cff": citation_cff}


def metadata_files(contents: Contents) -> dict[str, str]:
    """File name -> text, in an order of its own."""
    files = {file: json.dumps(make(contents), indent=2, ensure_ascii=False) + "\n" for file, make in _JSON.items()}
    return files | {file: make(contents) for file, make in _TEXT.items()}
