"""The command line: build and evaluate; the other commands are in modules beside this one.

Exit status: 0 fine, 1 problems, 2 wrong use, 3 articles set aside.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from dataset.cli.check import check_command
from dataset.cli.console import FINE, PROBLEMS, SET_ASIDE, WRONG_USE, err, out, say, show_problems, tracking
from dataset.cli.explain import explain_command
from dataset.cli.exports import export_command, import_brat_command
from dataset.cli.release import (
    Edition,
    cite_command,
    diff_command,
    hydrate_command,
    release_command,
    reproduce_command,
)
from dataset.curate.document import write_yaml
from dataset.errors import DatasetError, UsageError
from dataset.evaluate import (
    evaluate_corpora,
    evaluate_corpus,
    evaluate_readings,
    evaluate_seed,
    gold_files,
    load_gold,
    quality,
    released,
    score_table,
    suggest,
)
from dataset.package import to_repository
from dataset.pipeline import Build, build, engine
from dataset.read import read_folder
from dataset.records import Article
from dataset.rejects import rejects_folder
from dataset.schema import schema_folder

ROOT = Path(__file__).parents[2]
SEEDS, CURATION, GOLD, DATA = (ROOT / p for p in ("seeds/articles", "seeds/curation", "seeds/gold", "data"))

app = typer.Typer(
    no_args_is_help=False,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("check")(check_command)
app.command("release")(release_command)
app.command("reproduce")(reproduce_command)
app.command("diff")(diff_command)
app.command("cite")(cite_command)
app.command("explain")(explain_command)
app.command("export")(export_command)
app.command("import-brat")(import_brat_command)
app.command("hydrate")(hydrate_command)


@app.callback(invoke_without_command=True)
def default(context: typer.Context) -> None:
    """Turn press articles into validated, citable tables of who said what. Without a command: rebuild data/.

    Exit status: 0 fine, 1 problems found, 2 wrong use, 3 built with articles set aside (see rejects/).
    """
    if context.invoked_subcommand is None:
        status = run_build(SEEDS, DATA, CURATION, "utf-8")
        to_repository(DATA, DATA.parent)
        raise typer.Exit(status)


@app.command("build")
def build_command(
    source: Annotated[
        Path, typer.Option(help="Folder (or one file) with the articles.", show_default="seeds/articles")
    ] = SEEDS,
    out_folder: Annotated[
        Path, typer.Option("--out", help="Package folder to make or to replace.", show_default="data")
    ] = DATA,
    curation: Annotated[
        Path | None,
        typer.Option(help="Folder with curation entries (YAML).", show_default="none; for the seeds theirs"),
    ] = None,
    encoding: Annotated[str, typer.Option(help="Encoding of the source files.")] = "utf-8",
    edition: Annotated[
        Edition | None, typer.Option(help="Build this edition: positions has no words of the articles.")
    ] = None,
) -> None:
    """Build a package from a folder of articles.

    The package is replaced whole or left as it was. What cannot be read is set aside in rejects/<package>/ beside it,
    with its bytes and the reason, and the exit status is 3.
    """
    own = source.resolve() == SEEDS.resolve()
    curation = curation or (CURATION if own else None)
    raise typer.Exit(run_build(source, out_folder, curation, encoding, words=edition is None))


@app.command()
def evaluate(
    corpus: Annotated[
        tuple[str, Path] | None,
        typer.Option(
            help="Score on a corpus instead: polnear, nested, speakers, events (of PolNeAR), conll FOLDER, cofenet, "
            "plover, gum FILE; all FOLDER, which holds them.",
            metavar="NAME PATH",
        ),
    ] = None,
    record: Annotated[
        bool, typer.Option(help="Write the figures of all into schema/quality.json, which packages publish.")
    ] = False,
    split: Annotated[
        str | None,
        typer.Option(
            help="Part of the corpus: a folder of it, or even, odd or train of what is labelled by hand.",
            show_default="dev; valid for conll; the articles of dev that are labelled by hand",
        ),
    ] = None,
    readings: Annotated[
        tuple[Path, Path] | None, typer.Option(help="Agreement of two readings of one article.", metavar="FILE FILE")
    ] = None,
    suggestions: Annotated[
        Path | None,
        typer.Option("--suggest", help="Write curation entries for every difference between engine and gold."),
    ] = None,
) -> None:
    """Compare with hand-labelled answers: precision, recall and F1 of every table, the engine alone and the release."""
    if corpus:
        show_corpora(*corpus, split, record)
        return
    articles = {a.article_id: a for a in read_folder(SEEDS) if isinstance(a, Article)}
    if readings:
        agreement = evaluate_readings(*readings, articles)
        out.print(score_table("Agreement of two readings", {"first against second": agreement}))
    elif suggestions:
        write_suggestions(suggestions, articles)
    else:
        systems = {"engine alone": engine, "release": lambda a: released(a.article_id, DATA)}
        out.print(score_table("Seed articles against gold", evaluate_seed(GOLD, articles, systems)))


def show_corpora(name: str, path: Path, split: str | None, record: bool) -> None:
    """Score the tagger and the engine on one corpus, or on all of a folder; these figures may be recorded."""
    if record and name != "all":
        raise UsageError("figures of one corpus are not recorded", expected="--corpus all FOLDER", got=name)
    found = evaluate_corpora(path) if name == "all" else {name: evaluate_corpus(name, path, split)}
    for corpus, scores in found.items():
        out.print(score_table(f"{corpus}: {path.name}", {"engine": scores}))
    if record:
        text = json.dumps(quality(found), indent=2)
        (schema_folder() / "quality.json").write_text(text + "\n", encoding="utf-8")


def write_suggestions(file: Path, articles: dict[str, Article]) -> None:
    """Entries that would turn the engine's rows into gold; a person adds reason, curator and date."""
    entries = [
        entry
        for article_id, path in gold_files(GOLD).items()
        for entry in suggest(engine(articles[article_id]), load_gold(path, articles[article_id]))
    ]
    write_yaml(file, entries)
    say(f"{file}: {len(entries)} entries; add reason, curator and date to each")


def run_build(source: Path, folder: Path, curation: Path | None, encoding: str, words: bool = True) -> int:
    """Build, tell what was done, and give the exit status."""
    with tracking() as tracked:
        report = build(source, folder, curation, encoding, tracked, words=words)
    show_build(report, folder)
    return SET_ASIDE if report.rejected else FINE


def show_build(report: Build, folder: Path) -> None:
    """Rows of each table, languages that are not annotated, curated rows, findings, and what was set aside."""
    table = Table("table", "rows", title=Text(str(folder)))
    table.columns[1].justify = "right"
    for name, rows in report.rows.items():
        table.add_row(name, str(rows))
    out.print(table)
    foreign = {lang: n for lang, n in sorted(report.languages.items()) if lang != "en"}
    if foreign:
        listed = ", ".join(f"{n} in {lang}" for lang, n in foreign.items())
        say(f"kept without annotations, for they are not in English: {listed}")
    say(f"rows that a curator changed: {report.curated}")
    show_problems(report.problems)
    for piece in report.rejected[:10]:
        say(f"set aside: {piece.record_file} bytes {piece.byte_start}-{piece.byte_end}: {piece.reason}")
    if report.rejected:
        say(f"{len(report.rejected)} set aside, with their bytes, in {rejects_folder(folder)}")


def main() -> None:
    """Run the command line; an error that the project raises on purpose is one line, not a traceback."""
    try:
        app()
    except UsageError as error:
        say(f"error: {error}", err)
        raise SystemExit(WRONG_USE) from None
    except DatasetError as error:
        say(f"error: {error}", err)
        raise SystemExit(PROBLEMS) from None
