"""A YAML file that people write: read without executing anything, refused where a key stands twice, written alike."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from dataset.errors import DatasetError, UsageError


class _Loader(yaml.SafeLoader):
    """The safe loader, which would let the last of two equal keys win in silence."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        for i, key in enumerate(keys):
            if key in keys[:i]:
                raise yaml.constructor.ConstructorError(problem=f"key {key!r} twice", problem_mark=node.start_mark)
        return super().construct_mapping(node, deep)


def read_yaml(path: Path) -> Any:
    """What the file holds; raises DatasetError where it is not UTF-8 or not YAML."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), _Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DatasetError("not readable as YAML", got=" ".join(str(error).split())) from None


def write_yaml(path: Path, value: Any) -> None:
    """Write it as people write it: keys in their order, long texts over several lines.

    Raises UsageError where nothing can be written there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(yaml.safe_dump(value, sort_keys=False, allow_unicode=True, width=120), encoding="utf-8")
    except OSError as error:
        raise UsageError("nothing can be written there", str(path), "a file to write to", str(error)) from error
