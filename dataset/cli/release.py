"""The commands around a release: release, reproduce, diff, cite."""

from __future__ import annotations

import enum
from pathlib import Path
from typing import Annotated

import typer

from dataset.cli.console import FINE, PROBLEMS, SET_ASIDE, say, show_problems, tracking
from dataset.disk import DESCRIPTOR
from dataset.editions import POSITIONS
from dataset.hydrate import hydrate
from dataset.load import cite
from dataset.release import (
    as_html,
    as_json,
    as_text,
    compare,
    release,
    release_positions,
    reproduce,
    snapshot,
)

ROOT = Path(__file__).parents[2]


class Style(enum.StrEnum):
    """Forms of a citation."""

    text = "text"
    bibtex = "bibtex"
    ris = "ris"
    csl_json = "csl-json"


class Form(enum.StrEnum):
    """How a difference is shown."""

    text = "text"
    json = "json"
    html = "html"


class Edition(enum.StrEnum):
    """Editions of a package that are made on request."""

    positions = POSITIONS


FORMS = {Form.text: as_text, Form.json: as_json, Form.html: as_html}


def release_command(
    last: Annotated[
        Path | None, typer.Option(help="Archive of the release before.", show_default="the one in dist/")
    ] = None,
    edition: Annotated[
        Edition | None, typer.Option(help="Archive this edition too: positions has no words of the articles.")
    ] = None,
) -> None:
    """Release what seeds/ and schema/ hold: rebuild data/ with its history, archive everything in dist/.

    The difference to the last release says which version is needed: MAJOR where a row was edited or removed or a field
    changed, MINOR where rows were added, else PATCH. Where schema/package.json says a smaller one, nothing is released.
    """
    with tracking() as tracked:
        done = release(ROOT, last, tracked)
    show_problems(done.build.problems)
    compared = f"{done.bump}, compared with {done.since}: {done.summary}" if done.since else "the first release"
    say(f"{done.version}: {compared}")
    archives = [done.archive, *([release_positions(ROOT)] if edition else [])]
    say(f"{', '.join(archive.relative_to(ROOT).as_posix() for archive in archives)} and dist/SHA256SUMS written")
    raise typer.Exit(SET_ASIDE if done.build.rejected else FINE)


def reproduce_command(
    archive: Annotated[
        Path | None, typer.Argument(help="Archive of a release.", show_default="this checkout and its data/")
    ] = None,
    install: Annotated[
        bool, typer.Option(help="Install the locked packages into a fresh environment and build there.")
    ] = False,
) -> None:
    """Build a release again from its own archive, with its own engine, and tell what differs, table by table.

    Exit status 0 where every table has the same rows, 1 where one has not.
    """
    done = reproduce(archive or ROOT, install)
    for name, found in done.files.items():
        say(f"{name}: {found}")
    for package in done.unlocked:
        say(f"not as locked: {package}; bytes may differ, rows should not")
    if done.diff:
        released, rebuilt = (f"{done.version}, {how}" for how in ("released", "rebuilt"))
        say(as_text(released, rebuilt, done.diff))
    say(f"{done.version}: {'reproduced' if done.same else 'not reproduced'}")
    raise typer.Exit(FINE if done.same else PROBLEMS)


def diff_command(
    old: Annotated[Path, typer.Argument(help="Archive or package folder.")],
    new: Annotated[Path, typer.Argument(help="Archive or package folder.")],
    form: Annotated[Form, typer.Option("--format", help="How to show it.")] = Form.text,
) -> None:
    """Compare two releases or packages: tables, rows, cells. A row that only moved in its text is moved.

    Exit status 0 also where they differ; JSON says so in `level`.
    """
    before, after = snapshot(old), snapshot(new)
    typer.echo(FORMS[form](before.version, after.version, compare(before, after)))


def cite_command(
    style: Annotated[Style, typer.Option(help="Form of the citation.")] = Style.text,
    table: Annotated[str | None, typer.Option(help="Cite this table.", show_default="the whole package")] = None,
    path: Annotated[Path, typer.Argument(help=f"Package folder, or its {DESCRIPTOR}.", show_default="data")] = ROOT
    / "data",
) -> None:
    """Say how to cite the data, with its version: text, BibTeX, RIS or CSL-JSON."""
    typer.echo(cite(style.value, table=table, path=path))


def hydrate_command(
    package: Annotated[Path, typer.Argument(help="Folder or archive of an edition without words.")],
    source: Annotated[Path, typer.Argument(help="Folder (or one file) with the articles, as for build.")],
    out_folder: Annotated[Path, typer.Option("--out", help="Package folder to make or to replace.")],
    encoding: Annotated[str, typer.Option(help="Encoding of the source files.")] = "utf-8",
) -> None:
    """Put the articles' words back into an edition, from your own archive; articles are found by text_sha256.

    Exit status 3 where an article is missing or has another text: its rows stay without words, the rest is right.
    """
    with tracking("reading") as tracked:
        done = hydrate(package, source, out_folder, encoding, tracked)
    for what, ids in (("missing", done.missing), ("has another text", done.other_text)):
        for article_id in ids:
            say(f"{what}: {article_id}")
    unread = f"; {len(done.build.rejected)} records could not be read" if done.build.rejected else ""
    absent = len(done.missing) + len(done.other_text)
    say(f"{out_folder}: {done.articles} of {done.articles + absent} articles have their words{unread}")
    raise typer.Exit(FINE if done.complete else SET_ASIDE)
