"""From trained weights to ``model.onnx``: the network as one fused, quantized graph.

The graph is written in the operators of onnxruntime (``com.microsoft``), so nothing has to be recognised and fused.
Matrices are 8-bit with 7 bits used and one scale a column, so that sums never saturate and processors with and without
VNNI agree; activations get their scale in each run, so a run holds one text. Piece vectors are 8-bit with a scale each.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from dataset.tagger.model import FACTS

Array = npt.NDArray[np.float32]
_MS = "com.microsoft"


def export(weights: Mapping[str, Array], path: Path, heads: int = 12) -> None:
    """Write the quantized graph of the weights (names as in ``network.Network``)."""
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "float.onnx"
        onnx.save(float_graph(weights, heads), whole)
        quantize_dynamic(
            whole,
            path,
            op_types_to_quantize=["MatMul", "Attention"],
            per_channel=True,
            reduce_range=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=["heads"],
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
    moves = {head: np.round(weights[f"{head}.moves"], 4).tolist() for head in ("attribution", "names")}
    _tell(path, moves | {"calibration": {"statement": [0.0] * 6, "name": [1.0, 0.0]}})


def with_calibration(path: Path, weights: Mapping[str, Sequence[float]]) -> None:
    """Put the weights of the calibration into the metadata of a model."""
    _tell(path, {"calibration": dict(weights)})


def _tell(path: Path, facts: Mapping[str, object]) -> None:
    """Add facts to the model's metadata."""
    model = onnx.load(path)
    known = {entry.key: entry.value for entry in model.metadata_props}
    told = json.loads(known.get(FACTS, "{}")) | dict(facts)
    helper.set_model_props(model, {FACTS: json.dumps(told)})
    onnx.save(model, path)


def float_graph(weights: Mapping[str, Array], heads: int) -> onnx.ModelProto:
    """Inputs ``pieces`` and ``features`` (1, n) and ``firsts`` (words); outputs ``attribution``, ``names``, ``link``
    of shape (words, width of the head)."""
    writer = _Writer(weights, heads)
    graph = helper.make_graph(
        writer.nodes(),
        "tagger",
        [
            _info("pieces", TensorProto.INT64, [1, "n"]),
            _info("features", TensorProto.INT64, [1, "n"]),
            _info("firsts", TensorProto.INT64, ["words"]),
        ],
        [_info(name, TensorProto.FLOAT, ["words", None]) for name in ("attribution", "names", "link")],
        writer.constants,
    )
    opsets = [helper.make_opsetid("", 20), helper.make_opsetid(_MS, 1)]
    return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="press-statements")


def _info(name: str, kind: int, shape: list[int | str | None]) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, shape)


class _Writer:
    def __init__(self, weights: Mapping[str, Array], heads: int) -> None:
        self.weights = weights
        self.heads = heads
        self.constants: list[onnx.TensorProto] = []
        self.made: list[onnx.NodeProto] = []

    def nodes(self) -> list[onnx.NodeProto]:
        x = self._embedded()
        n_layers = len({name.split(".")[2] for name in self.weights if name.startswith("encoder.layers.")})
        for n in range(n_layers):
            x = self._layer(x, f"encoder.layers.{n}.")
        self._heads(x)
        return self.made

    def _embedded(self) -> str:
        """Vectors of the pieces (8-bit, a scale a row), of their places and of their features, normalised."""
        table = self.weights["encoder.pieces.weight"]
        scale = np.abs(table).max(1, keepdims=True) / 127 + np.float32(1e-12)
        self._constant("piece_vectors", np.rint(table / scale).astype(np.int8))
        self._constant("piece_scales", scale.astype(np.float32))
        self._constant("places", self.weights["encoder.places.weight"])
        self._constant("feature_vectors", self.weights["encoder.features.weight"])
        self._node("Gather", ["piece_vectors", "pieces"], "rows8")
        self._node("Cast", ["rows8"], "rows", to=TensorProto.FLOAT)
        self._node("Gather", ["piece_scales", "pieces"], "scales")
        self._node("Mul", ["rows", "scales"], "piece_part")
        self._node("Gather", ["feature_vectors", "features"], "feature_part")
        self._constant("zero", np.array([0], np.int64))
        self._node("Shape", ["pieces"], "n", start=1, end=2)
        self._node("Slice", ["places", "zero", "n", "zero"], "place_part")
        self._node("Add", ["piece_part", "feature_part"], "known")
        self._node("Add", ["known", "place_part"], "sum")
        return self._norm("sum", "encoder.norm", "embedded")

    def _norm(self, x: str, name: str, out: str) -> str:
        self._constant(f"{name}.weight")
        self._constant(f"{name}.bias")
        return self._node("LayerNormalization", [x, f"{name}.weight", f"{name}.bias"], out, axis=-1, epsilon=1e-12)

    def _layer(self, x: str, at: str) -> str:
        self._constant(f"{at}qkv.w", self.weights[f"{at}qkv.weight"].T.copy())
        self._constant(f"{at}qkv.bias")
        mixed = self._node("Attention", [x, f"{at}qkv.w", f"{at}qkv.bias"], f"{at}mixed", _MS, num_heads=self.heads)
        x = self._joined(mixed, x, f"{at}out", f"{at}norm1")
        up = self._node("Gelu", [self._biased(x, f"{at}up")], f"{at}active")
        return self._joined(up, x, f"{at}down", f"{at}norm2")

    def _joined(self, x: str, skip: str, name: str, norm: str) -> str:
        y = self._biased(x, name)
        return self._norm(self._node("Add", [y, skip], f"{name}.sum"), norm, f"{norm}.out")

    def _biased(self, x: str, name: str) -> str:
        """A matrix product and its bias, which onnxruntime computes as one."""
        self._constant(f"{name}.w", self.weights[f"{name}.weight"].T.copy())
        self._constant(f"{name}.bias")
        product = self._node("MatMul", [x, f"{name}.w"], f"{name}.product")
        return self._node("Add", [product, f"{name}.bias"], f"{name}.biased")

    def _heads(self, x: str) -> None:
        """The heads over the first piece of each word, as one product that stays in floats."""
        self._node("Gather", [x, "firsts"], "chosen", axis=1)
        self._node("Squeeze", ["chosen", "zero"], "words")
        parts = ("attribution.emit", "names.emit", "link")
        self._constant("heads.w", np.concatenate([self.weights[f"{p}.weight"] for p in parts]).T.copy())
        self._constant("heads.bias", np.concatenate([self.weights[f"{p}.bias"] for p in parts]))
        self.made.append(helper.make_node("MatMul", ["words", "heads.w"], ["heads.product"], name="heads"))
        self._node("Add", ["heads.product", "heads.bias"], "heads.out")
        widths = np.array([len(self.weights[f"{p}.bias"]) for p in parts], np.int64)
        self._constant("widths", widths)
        self.made.append(helper.make_node("Split", ["heads.out", "widths"], ["attribution", "names", "link"], axis=1))

    def _constant(self, name: str, value: npt.NDArray[np.generic] | None = None) -> None:
        if all(c.name != name for c in self.constants):
            self.constants.append(numpy_helper.from_array(self.weights[name] if value is None else value, name))

    def _node(self, kind: str, inputs: list[str], out: str, domain: str = "", **attributes: object) -> str:
        self.made.append(helper.make_node(kind, inputs, [out], name=out, domain=domain, **attributes))
        return out
