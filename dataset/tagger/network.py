"""The network that is trained: a BERT encoder (Devlin et al. 2019) with an embedding of word features, and its heads.

``attribution`` and ``names`` are linear chains (Lafferty et al. 2001) over the first piece of each word; ``link``
points from each cue to its source and from each fragment of a content to its cue (an arc as in Dozat and Manning 2017).
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from dataset.tagger.labels import ATTRIBUTION, NAMES, Labels
from dataset.tagger.words import N_FEATURES

LINK_WIDTH = 64
HALVED = torch.cpu._is_avx512_bf16_supported()
"""Whether the encoder is computed in bfloat16: four times as fast where the processor has it, else slower."""


class Layer(nn.Module):
    """One encoder layer: self-attention and a feed-forward part, each added to its input and normalised."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=1e-12)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x``: batch, pieces, width; ``bias``: batch, 1, 1, pieces, minus infinity where there is padding."""
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / math.sqrt(w // self.heads) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


class Encoder(nn.Module):
    """Pieces and features -> one vector a piece."""

    def __init__(self, vocabulary: int, width: int, layers: int, heads: int, inner: int, dropout: float = 0.1) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, width)
        self.places = nn.Embedding(512, width)
        self.features = nn.Embedding(N_FEATURES, width)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.drop = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(width, heads, inner, dropout) for _ in range(layers))

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """All of shape batch, pieces; ``mask`` is true where a piece stands."""
        places = self.places.weight[: pieces.shape[1]]
        x = self.drop(self.norm(self.pieces(pieces) + places + self.features(features)))
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e9)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Chain(nn.Module):
    """A linear-chain CRF over the emissions of one head; sequences that ``labels`` forbids have no weight."""

    def __init__(self, width: int, labels: Labels) -> None:
        super().__init__()
        self.emit = nn.Linear(width, len(labels))
        self.moves = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.register_buffer("forbidden", torch.from_numpy(~labels.allowed), persistent=False)
        self.register_buffer("not_first", torch.from_numpy(~labels.first), persistent=False)
        self.register_buffer("not_last", torch.from_numpy(~labels.last), persistent=False)

    def transitions(self) -> Tensor:
        """Score of each pair of neighbouring labels."""
        return self.moves.masked_fill(self.forbidden, -1e4)

    def loss(self, emissions: Tensor, labels: Tensor, mask: Tensor) -> Tensor:
        """Negative log likelihood per word; ``labels`` and ``mask`` have shape batch, words."""
        moves = self.transitions()
        batch = torch.arange(len(labels))
        alpha = emissions[:, 0].masked_fill(self.not_first, -1e4)
        for at in range(1, emissions.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + moves, 1) + emissions[:, at]
            alpha = torch.where(mask[:, at, None], step, alpha)
        total = torch.logsumexp(alpha.masked_fill(self.not_last, -1e4), 1)
        chosen = (emissions.gather(2, labels[:, :, None])[:, :, 0] * mask).sum(1)
        chosen = chosen + (moves[labels[:, :-1], labels[:, 1:]] * mask[:, 1:]).sum(1)
        return (total - chosen)[batch].sum() / mask.sum()


class Network(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: Encoder, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.attribution = Chain(width, ATTRIBUTION)
        self.names = Chain(width, NAMES)
        self.link = nn.Linear(width, 4 * LINK_WIDTH)

    def words(self, pieces: Tensor, features: Tensor, mask: Tensor, firsts: Tensor) -> Tensor:
        """Vectors of the words, whose first pieces are at ``firsts`` (batch, words)."""
        with torch.autocast("cpu", torch.bfloat16, enabled=HALVED):
            x = self.encoder(pieces, features, mask).float()
        return x.gather(1, firsts[:, :, None].expand(-1, -1, x.shape[2]))

    def links(self, words: Tensor) -> tuple[Tensor, Tensor]:
        """Scores (batch, word, 1 + word) that a cue's source and a content's cue begin at a word; column 0 is none."""
        cue, source, content, its_cue = self.link(words).chunk(4, -1)
        scale = 1 / math.sqrt(LINK_WIDTH)
        scores = (cue @ source.transpose(1, 2) * scale, content @ its_cue.transpose(1, 2) * scale)
        to_source, to_cue = (functional.pad(s, (1, 0)) for s in scores)
        return to_source, to_cue


def small_network(weights: Path) -> Network:
    """A network on the encoder of a BERT model of 384 by 6 layers, read from its ``model.safetensors``."""
    encoder = Encoder(30522, 384, 6, 12, 1536)
    encoder.load_state_dict(bert_weights(load_file(weights), 6), strict=False)
    return Network(encoder, 384)


def bert_weights(published: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The weights of a published BERT under the names used here; the single segment is added to the places."""
    e = "embeddings."
    ours = {
        "pieces.weight": published[e + "word_embeddings.weight"],
        "places.weight": published[e + "position_embeddings.weight"] + published[e + "token_type_embeddings.weight"][0],
        "norm.weight": published[e + "LayerNorm.weight"],
        "norm.bias": published[e + "LayerNorm.bias"],
    }
    for n in range(layers):
        theirs = f"encoder.layer.{n}."
        for kind in ("weight", "bias"):
            ours[f"layers.{n}.qkv.{kind}"] = torch.cat(
                [published[f"{theirs}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            )
            for name, published_name in (
                ("out", "attention.output.dense"),
                ("norm1", "attention.output.LayerNorm"),
                ("up", "intermediate.dense"),
                ("down", "output.dense"),
                ("norm2", "output.LayerNorm"),
            ):
                ours[f"layers.{n}.{name}.{kind}"] = published[f"{theirs}{published_name}.{kind}"]
    return ours
