"""The command explain."""

from __future__ import annotations

import enum
import json
from pathlib import Path
from typing import Annotated

import typer

from dataset.disk import DESCRIPTOR
from dataset.explain import explain

ROOT = Path(__file__).parents[2]
DATA, CURATION = ROOT / "data", ROOT / "seeds/curation"


class Form(enum.StrEnum):
    """How an explanation is shown."""

    text = "text"
    json = "json"


def explain_command(
    row_id: Annotated[str, typer.Argument(metavar="ID", help="Id of any row; several key columns are joined by `/`.")],
    path: Annotated[
        str,
        typer.Option(
            help=f"Package folder, its {DESCRIPTOR}, the archive of a release, or its http(s) address.",
            show_default="data",
        ),
    ] = str(DATA),
    curation: Annotated[
        Path | None,
        typer.Option(help="Folder with the entries that it was built with.", show_default="none; for data theirs"),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="How to show it.")] = Form.text,
) -> None:
    """Explain a row: its words, what made it, who corrected it, what it refers to and what refers to it.

    An id that was retired is explained by where it went. Exit status 1 where there never was such a row.
    """
    own = Path(path).resolve() == DATA.resolve()
    known = explain(row_id, path=path, curation=curation or (CURATION if own else None))
    typer.echo(json.dumps(known.to_dict(), indent=2, ensure_ascii=False) if form is Form.json else str(known))
