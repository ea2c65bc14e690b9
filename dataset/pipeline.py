"""The whole path, source folder -> package folder, in the order of the stages: the file to read first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyarrow as pa

from dataset.annotate import annotate
from dataset.curate import Entry, by_article, check_articles, curate, curate_entities, load_entries
from dataset.derive import derive
from dataset.errors import PackageError, UsageError
from dataset.history import History
from dataset.package import is_replaceable, write_package
from dataset.positions import without_words
from dataset.read import read_folder
from dataset.records import Annotation, Article, Entity, Rejected
from dataset.rejects import rejects_folder, write_rejects
from dataset.resolve import EntityRegistry, referred
from dataset.schema import load_schema
from dataset.spool import Spool
from dataset.tables import build_tables
from dataset.validate import Problem, blocking, check_package


@dataclass
class Build:
    """What a build did: article ids with their languages, what was set aside, how many rows a curator changed."""

    languages: Counter[str] = field(default_factory=Counter)
    rejected: list[Rejected] = field(default_factory=list)
    curated: int = 0
    rows: dict[str, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def accept(self, folder: Path) -> None:
        """Check a staged package; raises PackageError where its structure is wrong, keeps what is to be reported."""
        self.problems = check_package(folder)
        if wrong := blocking(self.problems):
            listed = "\n".join(f"  {problem}" for problem in wrong)
            raise PackageError(
                f"the built package breaks its own rules:\n{listed}",
                todo="correct the curation entry that made the row; where there is none, this is a defect of the build",
            )


def engine(article: Article) -> Annotation:
    """Stage 2 for one article: what the engine finds, completed."""
    return derive(annotate(article))


def build(
    source: Path,
    out: Path,
    curation: Path | None = None,
    encoding: str = "utf-8",
    progress: Callable[[Iterable[Article]], Iterable[Article]] = lambda articles: articles,
    history: Callable[[Mapping[str, pa.Table]], History] | None = None,
    words: bool = True,
) -> Build:
    """Build the package ``out`` from the articles in ``source``, or leave ``out`` as it was and raise.

    ``history`` says for the tables what the package tells of its releases; without it, what ``out`` told before.
    Without ``words`` it is the edition ``positions``.
    Raises UsageError, CurationError or PackageError; what cannot be read goes to ``rejects/`` beside the package.
    """
    check_folders(source, out)
    entries = load_entries(curation) if curation else []
    report, registry, seen = Build(), EntityRegistry(), set[str]()

    def annotated() -> Iterator[Annotation]:
        for article in progress(readable(source, encoding, report)):
            seen.add(article.article_id)
            annotation = engine(article)
            registry.add(annotation.entities)
            yield annotation

    with Spool(annotated()) as spool:
        check_articles(entries, seen)
        release = _Release(spool, registry, entries)
        tables = build_tables(release.annotations(), release.entities())
    past = history(tables) if history else History.of(out)
    if words:
        write_package(tables, out, load_schema(), report.accept, past)
    else:
        without_words(tables, load_schema(), past).write(out, report.accept)
    write_rejects(report.rejected, source, out)
    report.curated = release.curated
    report.rows = {name: table.num_rows for name, table in tables.items()}
    return report


def check_folders(source: Path, out: Path) -> None:
    """Before any work: nothing that is read may lie where the build writes."""
    read, package, rejects = source.resolve(), out.resolve(), rejects_folder(out)
    if package.name == rejects.parent.name:
        raise UsageError("this name is kept for what is set aside", str(out), todo="give the package another name")
    if package.exists() and not is_replaceable(package):
        raise UsageError("not a package, so it is not replaced", str(out), "a folder with datapackage.json, or none")
    if package.exists() and Path.cwd().is_relative_to(package):
        raise UsageError("the current folder would be replaced", str(out), todo="run the build from another folder")
    if any(written.is_relative_to(read) or read.is_relative_to(written) for written in (package, rejects)):
        todo = "keep the source apart from --out and from rejects/ beside it"
        raise UsageError("the build would write where it reads", str(out), f"a folder outside {source}", todo=todo)


class _Release:
    """Stages 3 and 4: every article with its final entities and its curator's decisions, then the entities in use."""

    def __init__(self, spool: Iterable[Annotation], registry: EntityRegistry, entries: list[Entry]) -> None:
        self._spool, self._registry, self._entries = spool, registry, by_article(entries)
        self._known, self._merged, self.curated = curate_entities(registry.entities(), self._entries.get(None, []))
        self._used: set[str] = set()

    def annotations(self) -> Iterator[Annotation]:
        for annotation in self._spool:
            entries = self._entries.get(annotation.article.article_id, [])
            curated, changed = curate(self._registry.resolve(annotation), entries, self._merged)
            self.curated += changed
            self._used |= referred(curated)
            yield curated

    def entities(self) -> Iterator[Entity]:
        yield from (e for e in self._known if e.entity_id in self._used)


def readable(source: Path, encoding: str, report: Build) -> Iterator[Article]:
    """Stage 1: the articles of a source; the report has their languages and what was set aside."""
    for found in read_folder(source, encoding):
        if isinstance(found, Rejected):
            report.rejected.append(found)
        else:
            report.languages[found.language] += 1
            yield found
