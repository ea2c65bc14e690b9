"""The network that is trained: a BERT encoder (Devlin et al. 2019) with an embedding of word features, and its heads.

``attribution`` and ``names`` are linear chains (Lafferty et al. 2001) over the first piece of each word; ``link``
points from each cue to its source and from each fragment of a content to its cue (an arc as in Dozat and Manning 2017).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional

from dataset.tagger.batches import Belief
from dataset.tagger.labels import ATTRIBUTION, NAMES, Labels
from dataset.tagger.words import N_FEATURES

LINK_WIDTH = 64
HALVED = torch.cpu._is_avx512_bf16_supported()
"""Whether the encoder is computed in bfloat16: four times as fast where the processor has it, else slower."""


class Drop(nn.Module):
    """Dropout (Srivastava et al. 2014) of so many in 256, eight drawn at once: drawing is a tenth of a training."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.of_256 = round(256 * share)

    def forward(self, x: Tensor) -> Tensor:
        """``x`` with some of its numbers zero and the others so much larger; ``x`` itself when not training."""
        if not self.training:
            return x
        drawn = torch.empty(-(-x.numel() // 8), dtype=torch.int64).random_(-(2**63), None)
        kept = drawn.view(torch.uint8)[: x.numel()].view(x.shape) >= self.of_256
        return x * kept * (256 / (256 - self.of_256))


class Layer(nn.Module):
    """One encoder layer: self-attention and a feed-forward part, each added to its input and normalised."""

    def __init__(self, width: int, heads: int, inner: int, dropout: float, eps: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.norm1 = nn.LayerNorm(width, eps=eps)
        self.up = nn.Linear(width, inner)
        self.down = nn.Linear(inner, width)
        self.norm2 = nn.LayerNorm(width, eps=eps)
        self.drop = Drop(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """``x``: batch, pieces, width; ``bias``: added to the attention scores (batch, heads, pieces, pieces)."""
        b, t, w = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, self.heads, w // self.heads).permute(2, 0, 3, 1, 4)
        scores = q @ k.transpose(-1, -2) / math.sqrt(w // self.heads) + bias
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(b, t, w)
        x = self.norm1(x + self.drop(self.out(mixed)))
        return self.norm2(x + self.drop(self.down(functional.gelu(self.up(x)))))


@dataclass(frozen=True)
class Shape:
    """Size of an encoder."""

    width: int
    layers: int
    heads: int
    inner: int
    vocabulary: int = 30522
    dropout: float = 0.1
    eps: float = 1e-12
    buckets: int = 0
    """Of distances between two pieces, with a bias each; 0 where distance has none."""
    frozen: int = 0
    """Layers that stay as they were published, with the vectors of pieces and places; features are added behind."""


class Encoder(nn.Module):
    """Pieces and features -> one vector a piece."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.pieces = nn.Embedding(shape.vocabulary, shape.width)
        self.places = nn.Embedding(512, shape.width)
        self.frozen = shape.frozen
        self.features = nn.Embedding(N_FEATURES, shape.width)
        nn.init.zeros_(self.features.weight)
        self.norm = nn.LayerNorm(shape.width, eps=shape.eps)
        self.drop = Drop(shape.dropout)
        self.distances = nn.Embedding(shape.buckets, shape.heads) if shape.buckets else None
        self.layers = nn.ModuleList(
            Layer(shape.width, shape.heads, shape.inner, shape.dropout, shape.eps) for _ in range(shape.layers)
        )

    def forward(self, pieces: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """All of shape batch, pieces; ``mask`` is true where a piece stands."""
        x = self.pieces(pieces) + self.places.weight[: pieces.shape[1]]
        bias = torch.zeros(mask.shape).masked_fill(~mask, -1e9)[:, None, None, :]
        if self.distances is not None:
            bias = bias + self.distances(buckets(pieces.shape[1], self.distances.num_embeddings)).permute(2, 0, 1)
        if self.frozen:
            x = self._as_published(x, bias) + self.features(features)
        else:
            x = self.drop(self.norm(x + self.features(features)))
        for layer in self.layers[self.frozen :]:
            x = layer(x, bias)
        return x

    def _as_published(self, x: Tensor, bias: Tensor) -> Tensor:
        with torch.no_grad():
            x = self.norm(x)
            for layer in self.layers[: self.frozen]:
                x = layer.eval()(x, bias)
            return x


def buckets(length: int, n: int, farthest: int = 128) -> Tensor:
    """Bucket of the distance from each piece to each (length, length), half of the ``n`` for either side: one for each
    near distance, then ever wider ones (Raffel et al. 2020)."""
    places = torch.arange(length)
    ahead = places[None, :] - places[:, None]
    side, near = n // 2, n // 4
    far = ahead.abs().clamp(min=1) / near
    wide = near + (far.log() / math.log(farthest / near) * (side - near)).long()
    return torch.where(ahead.abs() < near, ahead.abs(), wide.clamp(max=side - 1)) + side * (ahead > 0)


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

    def total(self, emissions: Tensor, moves: Tensor, mask: Tensor) -> Tensor:
        """Log of the sum over all allowed sequences of each row; ``emissions``: (rows, words, labels), ``mask``: (rows,
        words), ``moves``: (labels, labels), or such of each row."""
        first, *others = emissions.unbind(1)
        alpha = first.masked_fill(self.not_first, -1e4)
        for emitted, is_word in zip(others, mask[:, 1:, None].unbind(1), strict=True):
            step = torch.logsumexp(alpha[:, :, None] + moves, 1) + emitted
            alpha = torch.where(is_word, step, alpha)
        return torch.logsumexp(alpha.masked_fill(self.not_last, -1e4), 1)

    def loss(self, emissions: Tensor, expected: Belief, mask: Tensor) -> Tensor:
        """Cross-entropy per word between what is expected of the sequences and this chain; with labels that leave no
        doubt, their negative log likelihood."""
        moves = self.transitions()
        score = (emissions * expected.labels).sum() + (moves * expected.moves).sum()
        return (self.total(emissions, moves, mask).sum() - score) / mask.sum()


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
