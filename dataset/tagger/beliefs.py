"""What a teacher believes of the labels of a text, for a smaller network to learn from (Hinton et al. 2015)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
import typer
from torch import Tensor

from dataset.errors import SourceError
from dataset.tagger.batches import Belief, Window, epoch, tensors
from dataset.tagger.network import Chain, Network
from dataset.tagger.words import WordPieces

_PIECES = 4096
_TELL_EVERY = 50


def believe(network: Network, found: Sequence[Window], cutter: WordPieces) -> list[Mapping[str, Belief]]:
    """The beliefs of a trained network about each window, by head."""
    network.eval()
    known: dict[int, Mapping[str, Belief]] = {}
    plan = epoch(found, _PIECES, random.Random(0))
    for number, batch in enumerate(plan):
        if number % _TELL_EVERY == 0:
            typer.echo(f"believed: {number} batches of {len(plan)}")
        held = tensors(batch, cutter)
        with torch.no_grad():
            words = network.words(held.pieces, held.features, held.mask, held.firsts)
        heads = {head: _marginals(getattr(network, head), words, held.words) for head in ("attribution", "names")}
        for row, window in enumerate(batch):
            size = window.end - window.start
            known[id(window)] = {
                head: Belief(labels[row, :size].half(), moves[row].half()) for head, (labels, moves) in heads.items()
            }
    return [known[id(window)] for window in found]


def _marginals(chain: Chain, words: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    """Likelihood of each word's labels, and the expected count of each move in a row: the slopes of the log of the sum
    over all sequences (Wainwright and Jordan 2008)."""
    emissions = chain.emit(words).detach().requires_grad_()
    moves = chain.transitions().detach().expand(len(words), -1, -1).clone().requires_grad_()
    labels, counts = torch.autograd.grad(chain.total(emissions, moves, mask).sum(), (emissions, moves))
    return labels, counts


def write_beliefs(beliefs: Sequence[Mapping[str, Belief]], path: Path) -> None:
    """Keep the beliefs in the order of their windows."""
    torch.save([{head: (b.labels, b.moves) for head, b in heads.items()} for heads in beliefs], path)


def read_beliefs(path: Path, found: Sequence[Window]) -> list[Mapping[str, Belief]]:
    """The beliefs that were kept about these windows.

    Raises:
        SourceError: the file is about other windows.
    """
    kept: list[Mapping[str, Belief]] = [
        {head: Belief(*parts) for head, parts in heads.items()} for heads in torch.load(path)
    ]
    sizes = [[len(belief.labels) for belief in heads.values()] for heads in kept]
    if sizes != [[window.end - window.start] * len(heads) for window, heads in zip(found, kept, strict=False)]:
        todo = "let the teacher read these corpora again"
        raise SourceError("beliefs of other texts", path.name, f"{len(found)} windows", f"{len(kept)}", todo)
    return kept
