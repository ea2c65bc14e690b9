"""The README is true: snippets print what it shows, commands exist. ``python tests/test_readme.py`` updates it."""

from __future__ import annotations

import contextlib
import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import typer.main

from dataset import pipeline
from dataset.cli import app
from dataset.curate import load_entries

ROOT = Path(__file__).parents[1]
README = ROOT / "README.md"


def blocks(language: str) -> list[str]:
    """The code blocks of that language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", README.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)


@contextlib.contextmanager
def own_package(folder: Path) -> Iterator[None]:
    """Work in a folder where the README's own record has been built into ``my-package``."""
    (folder / "my-articles").mkdir()
    record = next(block for block in blocks("text") if block.startswith("ID :"))
    (folder / "my-articles" / "news.txt").write_text(record, encoding="utf-8")
    assert not pipeline.build(folder / "my-articles", folder / "my-package").rejected
    with contextlib.chdir(folder):
        yield


class Recorder(doctest.DocTestRunner):
    """Runs the snippets and keeps each one that prints something else than the README shows."""

    def __init__(self) -> None:
        super().__init__(verbose=False)
        self.other: list[tuple[doctest.Example, str]] = []

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        self.other.append((example, got))

    def report_unexpected_exception(self, out: Any, test: doctest.DocTest, example: doctest.Example, info: Any) -> None:
        raise info[1]


def outdated() -> tuple[list[tuple[doctest.Example, str]], dict[str, Any]]:
    """Snippets with what they really print, where the README shows something else; and the names that they define."""
    names: dict[str, Any] = {}
    text = re.sub(r"^```.*$", "", README.read_text(encoding="utf-8"), flags=re.MULTILINE)
    snippets = doctest.DocTestParser().get_doctest(text, names, "README.md", "README.md", 0)
    assert snippets.examples
    runner = Recorder()
    runner.run(snippets, clear_globs=False)
    return runner.other, snippets.globs


def test_snippets_print_what_is_shown(tmp_path: Path) -> None:
    with own_package(tmp_path):
        other, names = outdated()
        assert [(example.source, example.want, got) for example, got in other] == []
        for block in blocks("python"):
            exec(block, names)


@pytest.mark.parametrize("line", [line for block in blocks("sh") for line in block.splitlines()])
def test_commands_exist(line: str) -> None:
    words = shlex.split(line)
    match words:
        case ["make", target]:
            assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        case ["python", "build.py", *arguments]:
            group: Any = typer.main.get_command(app)
            context = group.make_context("build.py", arguments or ["build"])
            name, command, rest = group.resolve_command(context, arguments or ["build"])
            command.make_context(name, rest, parent=context)
        case ["python", "-m", "pip" | "pytest", *arguments]:
            assert all((ROOT / file).is_file() for file in arguments if file.endswith(".lock"))
        case _:
            pytest.fail(f"what is {line}?")


def test_the_entry_can_be_read_and_explains_every_key(tmp_path: Path) -> None:
    (text,) = blocks("yaml")
    (tmp_path / "entries.yaml").write_text(text, encoding="utf-8")
    (entry,) = load_entries(tmp_path)
    keys = re.findall(r"^[- ] (\w+):", text, re.MULTILINE)
    assert keys == ["table", "id", "action", "expect", "value", "reason", "curator", "date"]
    assert entry.expect.keys() == entry.value.keys()


def update() -> None:
    """Write what the snippets print into the README."""
    with TemporaryDirectory() as folder, own_package(Path(folder)):
        other, _ = outdated()
    lines = README.read_text(encoding="utf-8").splitlines(keepends=True)
    for example, got in reversed(other):
        start = example.lineno + example.source.count("\n")
        lines[start : start + example.want.count("\n")] = [got]
    README.write_text("".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    update()
