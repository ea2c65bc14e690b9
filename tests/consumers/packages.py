"""The packages that every consumer reads: the release, and one whose metadata are all different (see ``run.py``)."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

PACKAGES = [Path(folder) for folder in os.environ["PACKAGES"].split(os.pathsep)]


@pytest.fixture(params=PACKAGES, ids=lambda folder: folder.name)
def package(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


@pytest.fixture
def database(package: Path) -> Path:
    """The package's export to SQLite."""
    return Path(os.environ["DATABASES"]) / f"{package.name}.db"
