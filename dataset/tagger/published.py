"""Networks that begin from the weights of a published encoder: the one that ships, and the one that teaches it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor

from dataset.tagger.network import Encoder, Network, Shape
from dataset.tagger.words import WordPieces

SMALL = Shape(width=384, layers=6, heads=12, inner=1536)
LARGE = Shape(width=768, layers=12, heads=12, inner=3072, eps=1e-5, buckets=32, frozen=4)
_SPECIAL = 4
"""MPNet's vocabulary is BERT's behind four marks of its own: start, padding, end, unknown."""


def small_network(weights: Path) -> Network:
    """A network on a BERT of 384 by 6 layers (Wang et al. 2020), read from its ``model.safetensors``."""
    return _network(SMALL, bert_weights(load_file(weights), SMALL.layers))


def large_network(weights: Path, cutter: WordPieces) -> Network:
    """A network on an MPNet of 768 by 12 layers (Song et al. 2020), read from its ``model.safetensors``."""
    return _network(LARGE, mpnet_weights(load_file(weights), LARGE.layers, cutter))


def _network(shape: Shape, weights: Mapping[str, Tensor]) -> Network:
    encoder = Encoder(shape)
    encoder.load_state_dict(encoder.state_dict() | dict(weights))
    return Network(encoder, shape.width)


def bert_weights(published: Mapping[str, Tensor], layers: int) -> dict[str, Tensor]:
    """The weights of a published BERT under the names used here; the single segment is added to the places."""
    e = "embeddings."
    return {
        "pieces.weight": published[e + "word_embeddings.weight"],
        "places.weight": published[e + "position_embeddings.weight"] + published[e + "token_type_embeddings.weight"][0],
        "norm.weight": published[e + "LayerNorm.weight"],
        "norm.bias": published[e + "LayerNorm.bias"],
        **_layers(published, layers, [f"self.{part}" for part in ("query", "key", "value")], "output.dense", "output."),
    }


def mpnet_weights(published: Mapping[str, Tensor], layers: int, cutter: WordPieces) -> dict[str, Tensor]:
    """The weights of a published MPNet under the names used here, its pieces under the numbers that BERT gives them."""
    e = "embeddings."
    theirs = published[e + "word_embeddings.weight"]
    pieces = theirs[_SPECIAL : _SPECIAL + LARGE.vocabulary].clone()
    pieces[cutter.start], pieces[cutter.end] = theirs[0], theirs[2]
    return {
        "pieces.weight": pieces,
        "places.weight": published[e + "position_embeddings.weight"][2:514],
        "norm.weight": published[e + "LayerNorm.weight"],
        "norm.bias": published[e + "LayerNorm.bias"],
        "distances.weight": published["encoder.relative_attention_bias.weight"],
        **_layers(published, layers, [f"attn.{part}" for part in "qkv"], "attn.o", ""),
    }


def _layers(published: Mapping[str, Tensor], layers: int, qkv: list[str], out: str, norm: str) -> dict[str, Tensor]:
    """The weights of the layers; ``qkv``, ``out`` and ``norm``: how the attention's parts are called there."""
    names = {
        "out": f"attention.{out}",
        "norm1": f"attention.{norm}LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm2": "output.LayerNorm",
    }
    ours: dict[str, Tensor] = {}
    for n in range(layers):
        theirs = f"encoder.layer.{n}."
        for kind in ("weight", "bias"):
            parts = [published[f"{theirs}attention.{part}.{kind}"] for part in qkv]
            ours[f"layers.{n}.qkv.{kind}"] = torch.cat(parts)
            for name, published_name in names.items():
                ours[f"layers.{n}.{name}.{kind}"] = published[f"{theirs}{published_name}.{kind}"]
    return ours
