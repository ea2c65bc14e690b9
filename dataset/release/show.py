"""A difference for people, for machines and for a browser; ``old`` and ``new`` are what the sides are called."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from html import escape

from dataset.release.diff import Change, Diff
from dataset.release.version import level, summary

KINDS = ("added", "removed", "moved", "edited", "recorded")
SIGNS = {"added": "+", "removed": "-", "moved": ">", "edited": "~", "recorded": "."}


def as_json(old: str, new: str, diff: Diff) -> str:
    """An object with versions, level, fields, metadata and a list of changes."""
    said = {
        "old": old,
        "new": new,
        "level": level(diff) if diff else "none",
        "fields": [dict(zip(("place", "old", "new"), change, strict=True)) for change in diff.fields],
        "metadata": [dict(zip(("property", "old", "new"), change, strict=True)) for change in diff.metadata],
        "tables": {table: dict(counts) for table, counts in _counts(diff).items()},
        "changes": [asdict(change) for change in diff.changes],
    }
    return json.dumps(said, indent=2, ensure_ascii=False)


def as_text(old: str, new: str, diff: Diff) -> str:
    """A line a change: ``+`` row added, ``-`` removed, ``>`` moved, ``~`` cell edited, ``.`` recorded otherwise."""
    return "\n".join(_lines(old, new, diff))


def _lines(old: str, new: str, diff: Diff) -> Iterator[str]:
    yield f"{old} -> {new}: {summary(diff)}" + (f" ({level(diff)})" if diff else "")
    for what, changes in (("field", diff.fields), ("metadata", diff.metadata)):
        yield from (f"{what} {place}: {_short(was)} -> {_short(now)}" for place, was, now in changes)
    for table, counts in _counts(diff).items():
        yield f"{table}: " + ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
        yield from (_line(change) for change in diff.changes if change.table == table)


def _line(change: Change) -> str:
    sign = SIGNS[change.kind]
    if change.kind in ("added", "removed"):
        return f"  {sign} {change.id}"
    if change.kind == "moved":
        return f"  {sign} {change.old} -> {change.new}" if change.old != change.new else f"  {sign} {change.id}"
    return f"  {sign} {change.id} {change.field}: {_short(change.old)} -> {_short(change.new)}"


def _short(value: str | None, width: int = 60) -> str:
    line = "null" if value is None else " ".join(value.split())
    return line if len(line) <= width else line[: width - 1] + "…"


def as_html(old: str, new: str, diff: Diff) -> str:
    """One page that needs nothing else; whatever the data holds is text in it."""
    title = f"{old} → {new}"
    parts = [f"<h1>{escape(title)}</h1>", f"<p>{escape(summary(diff))}</p>"]
    for what, changes in (("Fields", diff.fields), ("Metadata", diff.metadata)):
        parts += [f"<h2>{what}</h2>", _table(("place", "old", "new"), changes)] if changes else []
    for table, counts in _counts(diff).items():
        told = ", ".join(f"{counts[kind]} {kind}" for kind in KINDS if counts[kind])
        rows = [(c.kind, c.id, c.field, c.old or "", c.new or "") for c in diff.changes if c.table == table]
        parts += [f"<h2>{escape(table)}</h2>", f"<p>{told}</p>", _table(("change", "id", "field", "old", "new"), rows)]
    return _PAGE.format(title=escape(title), body="\n".join(parts))


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    lines = ["<tr>" + "".join(f"<th>{name}</th>" for name in head) + "</tr>"]
    lines += ["<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows]
    return "\n".join(["<table>", *lines, "</table>"])


def _counts(diff: Diff) -> dict[str, Counter[str]]:
    counts: dict[str, Counter[str]] = {}
    for change in diff.changes:
        counts.setdefault(change.table, Counter())[change.kind] += 1
    return counts


_PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 16px/1.5 sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }}
table {{ border-collapse: collapse; width: 100% }}
th, td {{ border-bottom: 1px solid #ccc; padding: .25rem .5rem; text-align: left; vertical-align: top }}
td {{ overflow-wrap: anywhere }}
</style>
</head>
<body>
{body}
</body>
</html>
"""
