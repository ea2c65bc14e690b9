"""The command that checks a package, wherever it is."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from dataset.cli.console import FINE, PROBLEMS, say
from dataset.release import package_at
from dataset.validate import Report, check_package
from dataset.validate.report import as_json, as_junit, as_text

DATA = Path(__file__).parents[2] / "data"


class Format(enum.StrEnum):
    """Forms of what a check found."""

    text = "text"
    json = "json"
    junit = "junit"


FORMS = {Format.text: as_text, Format.json: as_json, Format.junit: as_junit}


def check_command(
    place: Annotated[
        str,
        typer.Argument(
            metavar="PATH|URL|ARCHIVE",
            help="Package folder, its datapackage.json, the archive of a release, or a URL (a folder's ends in /).",
            show_default="data",
        ),
    ] = str(DATA),
    strict: Annotated[bool, typer.Option(help="Let quality findings fail too.")] = False,
    form: Annotated[
        Format, typer.Option("--format", help="For people, for programs, or for a CI that reads JUnit XML.")
    ] = Format.text,
) -> None:
    """Check any package of this schema: structure blocks, quality is reported.

    Structure: hashes, schema, types, nulls, keys, references, positions, enumerations, dates, counts. Quality: rates of
    unresolved speakers, statements without cue or source, odd dates, low confidence and the like.
    """
    with package_at(place) as folder:
        report = Report(place, check_package(folder), strict)
    say(FORMS[form](report))
    raise typer.Exit(PROBLEMS if report.wrong else FINE)
