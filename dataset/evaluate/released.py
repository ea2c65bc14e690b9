"""An article's rows as a package holds them, as records again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd

from dataset.load import article
from dataset.records import RECORD_TYPES, Annotation
from dataset.schema import Field, load_schema


def released(article_id: str, path: Path | None = None) -> Annotation:
    """The article in the package at ``path`` (see ``dataset.load``); raises UnknownNameError where it has none."""
    frames = article(article_id, path=path).tables
    tables = {name: _records(name, frame) for name, frame in frames.items()}
    (only,) = tables.pop("articles")
    return Annotation(article=only, **tables)


def _records(table: str, frame: pd.DataFrame) -> tuple[Any, ...]:
    fields = load_schema().table(table).fields
    rows = frame.to_dict("records")
    return tuple(RECORD_TYPES[table](**{f.name: _value(f, row[f.name]) for f in fields}) for row in rows)


def _value(field: Field, cell: Any) -> Any:
    if pd.isna(cell):
        return None
    readers = {"integer": int, "number": float, "boolean": bool, "string": str}
    if field.type in readers:
        return readers[field.type](cell)
    moment = pd.Timestamp(cell).to_pydatetime()
    return moment.date() if field.type == "date" else moment
