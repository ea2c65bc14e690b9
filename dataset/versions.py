"""The releases that there are: installed, in the cache, or at the host. Needs pandas and pooch."""

from __future__ import annotations

import re
import warnings
from typing import Any

import pandas as pd

from dataset.archive import archive_name
from dataset.disk import installed
from dataset.errors import FetchError
from dataset.fetch import Sums, index, is_kept, kept_index, release_address
from dataset.schema import load_schema
from dataset.version import PATTERN, parse

DTYPES = {
    "version": "string",
    "released": "datetime64[s]",
    "installed": "boolean",
    "cached": "boolean",
    "url": "string",
    "sha256": "string",
}


def versions() -> pd.DataFrame:
    """Every release that ``version=`` takes, oldest first.

    version · released (its day; null where only the host knows it) · installed · cached (no network is needed) · url
    and sha256 of its archive (null where the host does not list it). Where the host cannot be reached, what it listed
    when it was last asked, with a warning.
    """
    own, listed = installed(), _listed()
    history = own.releases if own else {}
    known = {version for version, release in history.items() if own and own.is_release(version, release["tables"])}
    rows = [
        _row(version, history.get(version, {}), version in known, listed)
        for version in sorted({*history, *_versions(listed)}, key=parse)
    ]
    return pd.DataFrame(rows, columns=list(DTYPES)).astype(DTYPES)


def _row(version: str, release: dict[str, Any], here: bool, listed: Sums) -> dict[str, Any]:
    archive = listed.get(archive_name(load_schema().package, version))
    return {
        "version": version,
        "released": release.get("created", "")[:10] or None,
        "installed": here,
        "cached": bool(archive and is_kept(archive.sha256)),
        "url": release_address(version) if archive else None,
        "sha256": archive.sha256 if archive else None,
    }


def _listed() -> Sums:
    """What lies beside the archives."""
    beside = release_address("versions")
    try:
        return index(beside)
    except FetchError as error:
        warnings.warn(f"only releases that are known here are listed: {error}", UserWarning, stacklevel=3)
        return kept_index(beside)


def _versions(listed: Sums) -> list[str]:
    """The versions whose archives are listed."""
    pattern = re.escape(archive_name(load_schema().package, "VERSION")).replace("VERSION", f"(?P<version>{PATTERN})")
    return [found["version"] for file in listed if (found := re.fullmatch(pattern, file, re.ASCII))]
