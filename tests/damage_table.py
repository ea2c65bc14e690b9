"""The page ``dataset/validate/README.md``: what ``check`` asks for, and which damages frictionless alone does not see.

``python tests/damage_table.py`` tries every damage and writes the page anew.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from mutations import FILES, TABLES, Mutation
from small_package import small_tables

from dataset.package import write_package
from dataset.schema import load_schema
from dataset.validate import check_with_frictionless
from dataset.validate.rules import QUALITY, STRUCTURE

PAGE = Path(__file__).parents[1] / "dataset" / "validate" / "README.md"
SEES, MISSES = "finds it", "**misses it**"
TEXT = """# What `check` asks for

```sh
python build.py check my-package
python build.py check my-package/datapackage.json --format json
python build.py check press-statements-1.0.0.zip --strict
python build.py check https://example.org/data/datapackage.json --format junit > check.xml
```

A package is a folder, its `datapackage.json`, the archive of a release, or the http(s) address of one of these files.
What an address sends goes to a temporary folder: at most 16 GiB, and no file that `SHA256SUMS` does not list.
Exit status: 0 accepted, 1 refused, 2 nothing to check.

Tables are read some thousand articles at a time, so that texts never stand in memory together. Only a package whose
rows are not in order is read whole.

In another repository, as a step of a workflow:

```yaml
- uses: OWNER/REPOSITORY@v1
  with:
    path: data
    strict: "false"
    format: text
```

or before a commit, in `.pre-commit-config.yaml`:

```yaml
- repo: https://github.com/OWNER/REPOSITORY
  rev: v1.0.0
  hooks:
    - id: check-press-statements
      args: [data]
```

## Structure

A package that breaks one of these rules is refused. Each cause is one message, with the number of rows and the first
five of them.

| rule | asks that |
| --- | --- |
{structure}

## Quality

These are reported with how many rows of how many have it otherwise, and refuse a package only with `--strict`.

| rule | asks that |
| --- | --- |
{quality}

## Damages

Each of these {n} damages is done to a sound package, whose hashes are then put right unless they are the damage.
`check` finds every one, with the rule beside it. `frictionless validate` misses {missed}. The tests do them all;
`python tests/damage_table.py` writes this page.

| damage | rule | frictionless |
| --- | --- | --- |
{damages}
"""


def page(verdicts: Mapping[str, str]) -> str:
    """The whole page; ``verdicts`` says of each damage what frictionless makes of it."""
    damages = [f"| {m.title} | `{m.rule}` | {verdicts.get(m.title, '')} |" for m in FILES + TABLES]
    rules = {
        name: "\n".join(f"| `{rule}` | {asks} |" for rule, asks in table.items())
        for name, table in (("structure", STRUCTURE), ("quality", QUALITY))
    }
    missed = sum(verdict == MISSES for verdict in verdicts.values())
    return TEXT.format(**rules, n=len(damages), missed=missed, damages="\n".join(damages))


def published() -> dict[str, str]:
    """What the page says of each damage."""
    rows = re.findall(r"^\| (.*) \| `\w+` \| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    return dict(rows)


def verdict(mutation: Mutation, sound: Path) -> str:
    """What frictionless makes of a damage."""
    with TemporaryDirectory() as folder:
        package = Path(shutil.copytree(sound, Path(folder) / "package"))
        mutation.damage(package)
        return SEES if check_with_frictionless(package) else MISSES


def update() -> None:
    """Try every damage and write the page."""
    with TemporaryDirectory() as folder:
        sound = Path(folder) / "package"
        write_package(small_tables(), sound, load_schema())
        verdicts = {mutation.title: verdict(mutation, sound) for mutation in FILES + TABLES}
    PAGE.write_text(page(verdicts), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    update()
