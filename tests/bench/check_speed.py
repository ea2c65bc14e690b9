"""Seconds and peak memory of ``check_package`` on a package of N articles, against ``frictionless validate``.

``python tests/bench/check_speed.py N [M]``: the seed's tables N times over, each time with ids and a text of their own.
frictionless reads M articles (all without M); what counts is the ratio of the articles a second of processor time,
which a busy machine changes little. Each tool runs in a process of its own.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.compute as pc

from dataset.disk import Package
from dataset.package import write_package
from dataset.schema import Table, load_schema
from dataset.tables import count_column
from dataset.validate import blocking, check_package, check_with_frictionless

AT_ONCE = 1000
ARTICLES = set(load_schema().tables) - {"entities"}


def make(n: int, folder: Path) -> None:
    """Write the package."""
    seed, schema = Package.open(), load_schema()
    (old,) = seed.read("articles")["article_id"].to_pylist()
    tables = {name: seed.read(name) for name in schema.tables}
    blocks = [[f"{i:0{len(old)}d}" for i in range(start, min(start + AT_ONCE, n))] for start in range(0, n, AT_ONCE)]
    for name in ARTICLES:
        tables[name] = pa.concat_tables(_copies(tables[name], schema.table(name), old, ids) for ids in blocks)
    for field in ("n_mentions", "n_articles", "n_statements"):
        column = tables["entities"].column_names.index(field)
        new = count_column(tables, "entities", field)
        tables["entities"] = tables["entities"].set_column(column, schema.table("entities").field(field).arrow, new)
    write_package(tables, folder, schema, verify=lambda _: None)


def _copies(rows: pa.Table, table: Table, old: str, ids: list[str]) -> pa.Table:
    """The rows once for each id, which takes the place of the old one wherever that begins an id."""
    n = rows.num_rows
    copies = rows.take(pa.array(list(range(n)) * len(ids), pa.int64()))
    new = pa.array([new for new in ids for _ in range(n)], pa.string())
    own = {r.fields[0] for r in table.references if r.table in ARTICLES} | {table.key[0]}
    for position, name in enumerate(copies.column_names):
        if name in own:
            rest = pc.utf8_slice_codeunits(copies[name], len(old)).combine_chunks()
            copies = copies.set_column(position, table.field(name).arrow, pc.binary_join_element_wise(new, rest, ""))
    return _with_own_texts(copies, ids) if table.name == "articles" else copies


def _with_own_texts(articles: pa.Table, ids: list[str]) -> pa.Table:
    """Each text ends with its article's id, in a word that no row points at."""
    texts = [f"{text} {own}" for text, own in zip(articles["text"].to_pylist(), ids, strict=True)]
    new = {
        "text": texts,
        "text_sha256": [sha256(text.encode()).hexdigest() for text in texts],
        "n_words": [len(text.split()) for text in texts],
    }
    for name, values in new.items():
        position = articles.column_names.index(name)
        articles = articles.set_column(position, articles.schema.field(name), pa.array(values))
    return articles


def ours(folder: Path) -> None:
    """Every rule; the package is sound."""
    assert blocking(check_package(folder)) == []


def theirs(folder: Path) -> None:
    """What frictionless checks."""
    assert check_with_frictionless(folder) == []


TOOLS: dict[str, Callable[[Path], None]] = {"check": ours, "frictionless": theirs}


def timed(tool: str, folder: Path) -> None:
    """Print seconds on the clock, seconds of processor time and MiB of this process."""
    began, busy = time.perf_counter(), time.process_time()
    TOOLS[tool](folder)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(time.perf_counter() - began, time.process_time() - busy, memory)


def child(*arguments: object) -> list[float]:
    """This script in a process of its own, and the numbers that it prints."""
    done = subprocess.run(
        [sys.executable, __file__, *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True
    )
    return [float(number) for number in done.stdout.split()]


def main(n: int, m: int) -> None:
    """Both tools, and the ratio."""
    with TemporaryDirectory() as place:
        speed: dict[str, float] = {}
        for tool, size in (("check", n), ("frictionless", m)):
            folder = Path(place) / str(size)
            if not folder.exists():
                child("make", size, folder)
            seconds, busy, memory = child(tool, folder)
            speed[tool] = size / busy
            print(f"{tool}: {size} articles in {seconds:.1f} s, processor {busy:.1f} s, {memory:.0f} MiB", flush=True)
        ratio = speed["check"] / speed["frictionless"]
        print(f"check against frictionless: {ratio:.0f} times the articles a second of processor time")


if __name__ == "__main__":
    if sys.argv[1] == "make":
        make(int(sys.argv[2]), Path(sys.argv[3]))
    elif sys.argv[1] in TOOLS:
        timed(sys.argv[1], Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]), int(sys.argv[-1]))
