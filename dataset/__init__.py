"""Press articles as research tables: who said what, about whom, when, and what is said to have happened.

Names only: each is imported from its module when it is first used, so that ``import dataset`` costs next to nothing.
"""

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataset.errors import (
        CurationError,
        DatasetError,
        FetchError,
        GoldError,
        PackageError,
        ReleaseError,
        SchemaError,
        SourceError,
        UnknownNameError,
    )
    from dataset.explain import Explanation, explain
    from dataset.export import export
    from dataset.hydrate import Hydrated, hydrate
    from dataset.load import ArticleView, article, cite, context, describe, load, quotes, tables, verify
    from dataset.provenance import Provenance, provenance
    from dataset.versions import versions

    __version__: str

__all__ = [
    "ArticleView",
    "CurationError",
    "DatasetError",
    "Explanation",
    "FetchError",
    "GoldError",
    "Hydrated",
    "PackageError",
    "Provenance",
    "ReleaseError",
    "SchemaError",
    "SourceError",
    "UnknownNameError",
    "__version__",
    "article",
    "cite",
    "context",
    "describe",
    "explain",
    "export",
    "hydrate",
    "load",
    "provenance",
    "quotes",
    "tables",
    "verify",
    "versions",
]


def __getattr__(name: str) -> Any:
    if name == "__version__":
        return import_module("dataset.schema").load_schema().package["version"]
    if name not in __all__:
        raise AttributeError(f"module 'dataset' has no attribute {name!r}; it has {', '.join(__all__)}")
    homes = {
        **dict.fromkeys(("Explanation", "explain"), "explain"),
        **dict.fromkeys(("Hydrated", "hydrate"), "hydrate"),
        **dict.fromkeys(("Provenance", "provenance"), "provenance"),
        **{name: name for name in ("export", "versions")},
    }
    home = "errors" if name.endswith("Error") else homes.get(name, "load")
    return getattr(import_module(f"dataset.{home}"), name)


def __dir__() -> list[str]:
    return __all__


class _Names(ModuleType):
    """A module in which ``load`` and its like stay the functions when the submodules of these names are imported."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in __all__ and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Names
