"""The corpora outside the project on which the engine is scored, and where each lies in a folder of them all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from dataset.errors import UsageError
from dataset.evaluate.cofenet import evaluate_cofenet
from dataset.evaluate.conll import evaluate_conll
from dataset.evaluate.events import evaluate_events
from dataset.evaluate.gum_dates import evaluate_gum_dates
from dataset.evaluate.gum_pronouns import evaluate_gum_pronouns
from dataset.evaluate.nested import evaluate_nested
from dataset.evaluate.plover import evaluate_plover
from dataset.evaluate.polnear import evaluate_polnear
from dataset.evaluate.scores import Score
from dataset.evaluate.speakers import evaluate_speakers
from dataset.pipeline import engine

CORPORA: dict[str, tuple[str, Callable[[Path, str | None], list[Score]]]] = {
    "polnear": ("polnear", lambda path, split: evaluate_polnear(path, engine, split or "dev")),
    "nested": ("polnear", lambda path, part: evaluate_nested(path, engine, part)),
    "speakers": ("polnear", lambda path, part: evaluate_speakers(path, engine, part)),
    "events": ("polnear", lambda path, part: evaluate_events(path, engine, part)),
    "cofenet": ("cofenet/polnear_valid.txt", lambda path, _: evaluate_cofenet(path)),
    "conll": ("conll2003", lambda path, split: evaluate_conll(path, split or "valid")),
    "plover": ("plover/PLV_train.tsv", lambda path, _: evaluate_plover(path)),
    "gum": ("gum/gum-dep.tar.gz", lambda path, _: [*evaluate_gum_dates(path), *evaluate_gum_pronouns(path, engine)]),
}
"""Name -> its place in the folder of all corpora, and what scores it, given its path and the part wanted."""


def evaluate_corpus(name: str, path: Path, split: str | None = None) -> list[Score]:
    """The scores on one corpus; raises UsageError for a name that is none."""
    if name not in CORPORA:
        raise UsageError("no such corpus", expected=", ".join(("all", *CORPORA)), got=name)
    return CORPORA[name][1](path, split)


def evaluate_corpora(folder: Path) -> dict[str, Sequence[Score]]:
    """Corpus -> its scores, for a folder that holds them all."""
    return {name: evaluate_corpus(name, folder / place) for name, (place, _) in CORPORA.items()}
