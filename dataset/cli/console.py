"""What all commands print with, and their exit statuses."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from dataset.records import Article
from dataset.validate import Problem
from dataset.validate.report import lines

FINE, PROBLEMS, WRONG_USE, SET_ASIDE = 0, 1, 2, 3
WIDTH = None if sys.stdout.isatty() else 120  # a log or a pipe has no width of its own
out, err = Console(width=WIDTH), Console(stderr=True)


@contextlib.contextmanager
def tracking(task: str = "reading and annotating") -> Iterator[Callable[[Iterable[Article]], Iterable[Article]]]:
    """A function through which articles are read, which shows how many have been."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TextColumn("{task.completed} articles"))
    with Progress(*columns, TimeElapsedColumn(), console=err, transient=True) as progress:
        running = progress.add_task(task)

        def tracked(articles: Iterable[Article]) -> Iterable[Article]:
            for article in articles:
                yield article
                progress.advance(running)

        yield tracked


def say(line: str, console: Console = out) -> None:
    """Print a line as it is: what looks like markup in a path or a message is none."""
    console.print(line, markup=False, highlight=False, emoji=False, soft_wrap=True)


def show_problems(problems: Sequence[Problem]) -> None:
    """One line a cause, structure first."""
    for line in lines(problems):
        say(line)
