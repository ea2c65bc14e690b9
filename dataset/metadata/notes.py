"""CHANGES.md: what the release changed, for people; ``changes.parquet`` has every cell."""

from __future__ import annotations

from collections import Counter
from typing import Any

from dataset.history import Release
from dataset.metadata.contents import Contents
from dataset.metadata.grid import grid

KINDS = ("added", "removed", "moved", "edited", "recorded")
SHOWN = 200
WIDTH = 80


def release_notes(contents: Contents) -> str:
    """The last release against the one before: rows by table, then the cells that were edited with their reasons."""
    head = f"# Changes of {contents.package['title']}"
    if not contents.history.releases:
        return f"{head}\n\nNot released yet.\n"
    last = contents.history.releases[-1]
    if last.since is None:
        return f"{head}\n\n## {last.version}, {last.created[:10]}\n\nThe first release.\n"
    changes = contents.history.table("changes", contents.schema).to_pylist()
    return "\n\n".join([head, *_chapter(last, changes), _ending(contents)]) + "\n"


def _chapter(release: Release, changes: list[dict[str, Any]]) -> list[str]:
    counts = Counter((change["table_name"], change["change"]) for change in changes)
    tables = list(dict.fromkeys(change["table_name"] for change in changes))
    rows = [[f"`{table}`", *(str(counts[table, kind]) for kind in KINDS)] for table in tables]
    told = [_line(change) for change in changes if change["change"] in ("edited", "removed")]
    more = [f"- and {len(told) - SHOWN} more, in `changes.parquet`"] if len(told) > SHOWN else []
    reasons = Counter(change["reason"] for change in changes)
    return [
        f"## {release.version}, {release.created[:10]}",
        f"{release.bump.capitalize()} release, compared with {release.since}.",
        grid(["table", "rows added", "removed", "moved", "cells edited", "recorded"], rows),
        *(["### Edited and removed", "\n".join([*told[:SHOWN], *more])] if told else []),
        "### Why",
        "\n".join(f"- {reason}: {number}" for reason, number in sorted(reasons.items())[:SHOWN]) or "- metadata only",
    ]


def _line(change: dict[str, Any]) -> str:
    if change["change"] == "removed":
        return f"- `{change['table_name']}` `{change['id']}` removed. {change['reason']}"
    old, new = (_short(change[side]) for side in ("old", "new"))
    return f"- `{change['table_name']}` `{change['id']}`, `{change['field']}`: {old} → {new}. {change['reason']}"


def _short(value: str | None) -> str:
    if value is None:
        return "nothing"
    line = " ".join(value.split())
    return f"“{line if len(line) <= WIDTH else line[: WIDTH - 1] + '…'}”"


def _ending(contents: Contents) -> str:
    gone = contents.history.table("id_redirects", contents.schema).num_rows
    earlier = ", ".join(release.version for release in contents.history.releases[:-1])
    return f"Earlier releases: {earlier}. Ids of theirs that went elsewhere: {gone}, in `id_redirects.parquet`."
