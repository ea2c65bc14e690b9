"""Scores as tables in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.table import Table

from dataset.evaluate.scores import Score


def score_table(title: str, systems: Mapping[str, Sequence[Score]]) -> Table:
    """The scores of several systems beside each other, a row for each table and view."""
    table = Table(title=title, title_justify="left")
    table.add_column("table")
    table.add_column("view")
    for name in systems:
        for heading in (f"{name}\nright/found/gold", "P", "R", "F1"):
            table.add_column(heading, justify="right")
    for row in zip(*systems.values(), strict=True):
        table.add_row(row[0].table, row[0].view, *(cell for s in row for cell in _cells(s)))
    return table


def _cells(score: Score) -> list[str]:
    counts = f"{score.right}/{score.machine}/{score.gold}"
    interval = f" ({score.interval[0]:.3f}, {score.interval[1]:.3f})" if score.interval else ""
    return [counts, f"{score.precision:.3f}", f"{score.recall:.3f}", f"{score.f1:.3f}{interval}"]
