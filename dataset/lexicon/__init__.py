"""Word lists as data files: one CSV per list beside this module, read once per process."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib.resources import files
from io import StringIO


@lru_cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of ``<name>.csv``, in file order, each column name -> cell; shared, so never change them."""
    text = files(__name__).joinpath(f"{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(StringIO(text, newline="")))
