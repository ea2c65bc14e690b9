"""Scores as tables in the terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich import box
from rich.table import Table

from dataset.evaluate.scores import Score


def score_table(title: str, systems: Mapping[str, Sequence[Score]]) -> Table:
    """The scores of several systems beside each other, a row for each table and view.

    ``found`` and ``gold`` count rows; F1 comes with its 95 % interval where there is one.
    """
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, padding=(0, 1, 0, 0))
    table.add_column("table\n", no_wrap=True)
    table.add_column("view\n", no_wrap=True)
    table.add_column("\ngold", justify="right")
    for name in systems:
        for heading in (f"{name}\nfound", "\nP", "\nR", "\nF1"):
            table.add_column(heading, justify="right", no_wrap=True)
    for row in zip(*systems.values(), strict=True):
        table.add_row(row[0].table, row[0].view, str(row[0].gold), *(cell for s in row for cell in _cells(s)))
    return table


def _cells(score: Score) -> list[str]:
    interval = f" ({score.interval[0]:.3f}-{score.interval[1]:.3f})" if score.interval else ""
    rates = [f"{rate:.3f}" for rate in (score.precision, score.recall, score.f1)]
    return [str(score.machine), *rates[:2], rates[2] + interval]
