"""What trained networks believe of windows, for a smaller one to learn from (Hinton et al. 2015)."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import torch

from dataset.tagger.batches import Belief, Window, epoch, tensors
from dataset.tagger.network import Network
from dataset.tagger.words import WordPieces

HEADS = ("attribution", "names")


def teach(networks: Sequence[Network], found: Sequence[Window], size: int, cutter: WordPieces) -> list[Window]:
    """The windows with what the networks believe on average, at most ``size`` pieces at a time."""
    for network in networks:
        network.eval()
    made = epoch(found, size, random.Random(0))
    return [taught for batch in made for taught in _taught(batch, [_beliefs(n, batch, cutter) for n in networks])]


def _beliefs(network: Network, found: Sequence[Window], cutter: WordPieces) -> dict[str, Belief]:
    batch = tensors(found, cutter)
    with torch.no_grad():
        words = network.words(batch.pieces, batch.features, batch.mask, batch.firsts)
    return {head: getattr(network, head).marginals(words, batch.words) for head in HEADS}


def _taught(found: Sequence[Window], beliefs: Sequence[dict[str, Belief]]) -> Iterator[Window]:
    mean = {head: _mean([believed[head] for believed in beliefs]) for head in HEADS}
    for n, window in enumerate(found):
        n_words = window.end - window.start
        own = {head: (words[n, :n_words].half(), moves[n].half()) for head, (words, moves) in mean.items()}
        yield replace(window, beliefs=own)


def _mean(beliefs: Sequence[Belief]) -> Belief:
    words, moves = (torch.stack(parts).mean(0) for parts in zip(*beliefs, strict=True))
    return words, moves
