"""The commands that take a package to other programs and back: export, import-brat."""

from __future__ import annotations

import enum
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from dataset.cli.console import FINE, PROBLEMS, say
from dataset.curate import load_entries
from dataset.curate.document import write_yaml
from dataset.errors import UsageError
from dataset.export import export
from dataset.export.corrections import corrections

ROOT = Path(__file__).parents[2]
DATA, CURATION = ROOT / "data", ROOT / "seeds" / "curation"

Source = Annotated[Path, typer.Option("--path", help="Package folder, or its datapackage.json.", show_default="data")]


class Format(enum.StrEnum):
    """What a package can be exported to."""

    csv = "csv"
    jsonl = "jsonl"
    sqlite = "sqlite"
    duckdb = "duckdb"
    annotation = "annotation"
    brat = "brat"


def export_command(
    format: Annotated[Format, typer.Argument(help="annotation is W3C Web Annotation, the others are what they say.")],
    out: Annotated[Path, typer.Option(help="Folder to make; for sqlite and duckdb a file.")],
    path: Source = DATA,
) -> None:
    """Write a package in another format. An earlier export is replaced, anything else is left alone."""
    export(format.value, out, path=path)
    say(f"{out}: {format.value} written")


def import_brat_command(
    folder: Annotated[Path, typer.Argument(help="Folder that `export brat` made, with the corrected .ann files.")],
    out: Annotated[Path, typer.Option(help="File of curation entries to write (YAML).")],
    path: Source = DATA,
    curation: Annotated[
        Path | None,
        typer.Option(help="Entries that the package was built with.", show_default="none; for data those of the seeds"),
    ] = None,
    curator: Annotated[str, typer.Option(help="Who corrected.")] = "annotator in brat",
    day: Annotated[
        datetime | None, typer.Option("--date", help="When.", formats=["%Y-%m-%d"], show_default="today")
    ] = None,
) -> None:
    """Turn corrections made in brat into curation entries.

    Exit status 1 where a difference cannot be an entry; it is listed with file and line, and the others are written.
    """
    if out.exists():
        raise UsageError("there is such a file already", str(out), todo="name another one")
    known = curation or (CURATION if path.resolve() == DATA.resolve() else None)
    when = day.date() if day else date.today()
    found = corrections(folder, curator, when, path, load_entries(known) if known else [])
    if found.entries:
        write_yaml(out, found.entries)
    for problem in found.problems:
        say(problem)
    written = f"{len(found.entries)} entries" + (f" written to {out}" if found.entries else "")
    say(f"{folder}: {written}, {len(found.problems)} differences that are no entry")
    raise typer.Exit(PROBLEMS if found.problems else FINE)
