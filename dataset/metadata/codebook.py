"""README.md of a package: the codebook for people, under the header of a Hugging Face dataset card."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dataset.cite import citation
from dataset.metadata.card import card
from dataset.metadata.contents import Contents
from dataset.metadata.grid import grid
from dataset.schema import Field, Table


def codebook(contents: Contents) -> str:
    """What the package is, rights, citation, tables, how they hang together, every column."""
    package, tables, rows = contents.package, contents.tables, contents.rows
    overview = [[f"[`{t.name}`](#{t.name})", f"{rows[t.name]:,}", t.descriptor["description"]] for t in tables]
    links = [
        [f"`{t.name}`", ", ".join(f"`{f}`" for f in r.fields), f"`{r.table}`", ", ".join(f"`{f}`" for f in r.target)]
        for t in tables
        for r in t.references
    ]
    sources = [f"- [{source['title']}]({source['path']})" for source in package["sources"]]
    parts = [
        card(contents),
        f"# {package['title']} {package['version']}",
        package["description"],
        "This file is the codebook. It is generated, as everything in this folder is.",
        "## Rights and citation",
        *[f"Licence: [{entry['title']}]({entry['path']})." for entry in package["licenses"]],
        package["rights"],
        f"> {citation(package)}",
        "## Sources",
        "\n".join(sources),
        "## Tables",
        grid(["table", "rows", "what a row is"], overview),
        "## How to read them",
        _READING,
        "## How they hang together",
        grid(["table", "column", "points at", "column"], links),
        "## How accurate",
        _ACCURACY,
        grid(
            ["corpus", "what", "gold", "precision", "recall", "F1"],
            [_measure(m) for m in package["quality"]["measures"]],
        ),
        *[_chapter(table) for table in tables],
    ]
    return "\n\n".join(parts) + "\n"


_READING = """\
`import dataset; dataset.load("statements")`, or any reader of Parquet: `pd.read_parquet("statements.parquet")` gives
the right dtypes and, in `attrs`, version, licence and citation. `datapackage.json` describes every column for machines.
`sha256sum -c SHA256SUMS` checks the files; its comments give their sizes and the logical hash of each table, which is
the same whatever wrote the file."""


_ACCURACY = """\
The engine without a curator, measured on corpora that people have labelled, with 95 % intervals of F1 over articles or
sentences. `quality` in `datapackage.json` has the same figures, the model and the command. Parts of these corpora were
read while the engine was made, so expect a little less on texts of your own."""


_MEASURED = ["corpus", "what", "gold", "precision", "recall", "F1"]


def _measure(measure: Mapping[str, Any]) -> list[str]:
    interval = f" ({'-'.join(f'{bound:.3f}' for bound in measure['interval'])})" if measure["interval"] else ""
    rates = [f"{measure[rate]:.3f}" for rate in ("precision", "recall", "f1")]
    return [
        measure["corpus"],
        f"{measure['table']}, {measure['view']}",
        str(measure["gold"]),
        *rates[:2],
        rates[2] + interval,
    ]


def _chapter(table: Table) -> str:
    columns = [[f"`{f.name}`", f.type, "no" if f.required else "yes", f.since or "", _meaning(f)] for f in table.fields]
    described = grid(["column", "type", "null", "since", "meaning"], columns)
    key = ", ".join(f"`{name}`" for name in table.key)
    return f"## {table.name}\n\n{table.descriptor['description']} Key: {key}.\n\n{described}"


def _meaning(field: Field) -> str:
    values = ", ".join(f"`{value}`" for value in field.enum or [])
    said = [field.description, *([f"One of {values}."] if values else []), *field.lifecycle]
    return " ".join(said)
