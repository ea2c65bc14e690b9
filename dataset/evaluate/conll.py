"""The tagger's names against CoNLL-2003: a name is right in kind and both of its ends, as conlleval counts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from dataset.corpora.conll import KINDS, Name, conll_documents
from dataset.evaluate.scores import Score, with_intervals
from dataset.tagger import shipped, tag


def evaluate_conll(folder: Path, split: str = "valid", tagger: Callable[[str], set[Name]] | None = None) -> list[Score]:
    """Exact F1 of all names and of each kind, with 95 % intervals over documents.

    ``tagger`` gives the names of a text, by default the shipped model's.
    """
    return with_intervals(
        [
            [_score(kind, (tagger or _tagged)(text), set(gold)) for kind in ("all", *KINDS)]
            for text, gold in conll_documents(folder / f"{split}.txt")
        ]
    )


def _tagged(text: str) -> set[Name]:
    return {((n.start, n.end), n.kind) for line in tag(shipped(), text, [(0, len(text))]) for n in line.names}


def _score(kind: str, found: set[Name], gold: set[Name]) -> Score:
    ours, theirs = ({name for name in names if kind in ("all", name[1])} for names in (found, gold))
    return Score("names", kind, len(ours & theirs), len(ours), len(theirs))
