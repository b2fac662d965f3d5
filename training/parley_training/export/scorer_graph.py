"""A scorer's graph: a BERT encoder, two means of its last layer, and linear heads.

Inputs, all (B, S) int64: `input_ids`; `real`, 1 where a token is there and 0 where it is padding; `types`, 1 for the reply and 0
for the context. One output (B, classes) float32 for each head, by its name.
"""

from __future__ import annotations

from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper

from .external_data import ExternalData, Place
from .graph_builder import CONTRIB, HIDDEN, GraphBuilder
from .quantise import quantise

# Matrices of a layer, and what each is put together from.
MATRICES = {
    "attention.self": ["query", "key", "value"],
    "attention.output.dense": [""],
    "intermediate.dense": [""],
    "output.dense": [""],
}


def write_scorer(encoder, heads: dict[str, tuple[numpy.ndarray, numpy.ndarray]], directory: Path, name: str) -> None:
    """Writes `<name>.onnx` and its weights. `heads` by name: weight (classes, 2·width) and bias (classes)."""
    state = {key: tensor.detach().float().cpu().numpy() for key, tensor in encoder.state_dict().items()}
    data = ExternalData(directory, name)
    _write_weights(state, heads, encoder.config.num_hidden_layers, data)
    graph = _ScorerGraph(encoder.config, {head: len(bias) for head, (_, bias) in heads.items()}, data.places).build()
    onnx.save(graph, directory / f"{name}.onnx")


def parts_of(layer: int, name: str) -> list[str]:
    """The encoder's linear layers that a matrix of MATRICES is put together from."""
    return [f"encoder.layer.{layer}.{name}{'.' if part else ''}{part}" for part in MATRICES[name]]


def norms_of(layers: int) -> dict[str, str]:
    """By name in the graph: the encoder's layer normalisations."""
    norms = {"embedding_norm": "embeddings.LayerNorm"}
    for layer in range(layers):
        norms[f"layer.{layer}.attention_norm"] = f"encoder.layer.{layer}.attention.output.LayerNorm"
        norms[f"layer.{layer}.mlp_norm"] = f"encoder.layer.{layer}.output.LayerNorm"
    return norms


def _write_weights(state, heads, layers: int, data: ExternalData) -> None:
    words = quantise(state["embeddings.word_embeddings.weight"])
    data.add("words.data", words.data)
    data.add("words.scales", words.scales)
    data.add("places", state["embeddings.position_embeddings.weight"].astype(numpy.float32))
    data.add("types_table", state["embeddings.token_type_embeddings.weight"].astype(numpy.float32))
    for layer in range(layers):
        for name in MATRICES:
            own = parts_of(layer, name)
            matrix = quantise(numpy.concatenate([state[f"{part}.weight"] for part in own]))
            data.add(f"layer.{layer}.{name}.data", matrix.data)
            data.add(f"layer.{layer}.{name}.scales", matrix.scales)
            data.add(f"layer.{layer}.{name}.bias", numpy.concatenate([state[f"{part}.bias"] for part in own]))
    for name, part in norms_of(layers).items():
        data.add(f"{name}.weight", state[f"{part}.weight"])
        data.add(f"{name}.bias", state[f"{part}.bias"])
    for head, (weight, bias) in heads.items():
        data.add(f"head.{head}.weight", numpy.ascontiguousarray(weight.T.astype(numpy.float32)))
        data.add(f"head.{head}.bias", bias.astype(numpy.float32))


class _ScorerGraph(GraphBuilder):
    def __init__(self, config, heads: dict[str, int], places: dict[str, Place]):
        super().__init__(places)
        self._config = config
        self._classes = heads
        self._heads = config.num_attention_heads
        self._size = config.hidden_size // config.num_attention_heads

    def build(self) -> onnx.ModelProto:
        for name in ("input_ids", "real", "types"):
            self.inputs.append(helper.make_tensor_value_info(name, TensorProto.INT64, ["B", "S"]))
        hidden = self._embedded()
        real = self.op("Cast", ["real"], "real_number", to=TensorProto.FLOAT)
        absent = self.op("Sub", [self.constant("one", 1.0), real], "absent")
        mask = self.op("Mul", [absent, self.constant("hidden", HIDDEN)], "mask_flat")
        mask = self.op("Unsqueeze", [mask, self.constant("mask_axes", [1, 2])], "mask")
        for layer in range(self._config.num_hidden_layers):
            hidden = self._layer(layer, hidden, mask)
        features = self._pooled(hidden, real)
        for head, classes in self._classes.items():
            raised = self.op("MatMul", [features, self.weight(f"head.{head}.weight")], f"{head}.raised")
            self.op("Add", [raised, self.weight(f"head.{head}.bias")], head)
            self.outputs.append(helper.make_tensor_value_info(head, TensorProto.FLOAT, ["B", classes]))
        return self.model("scorer")

    def _embedded(self) -> str:
        words = self.rows_of("words", "input_ids", self._config.hidden_size, "word_rows")
        shape = self.op("Shape", ["input_ids"], "shape")
        length = self.op("Gather", [shape, self.constant("second", [1])], "length", axis=0)
        places = self.op(
            "Slice",
            [self.weight("places"), self.constant("from", [0]), length, self.constant("rows", [0])],
            "own_places",
        )
        kinds = self.op("Gather", [self.weight("types_table"), "types"], "kinds", axis=0)
        total = self.op("Add", [self.op("Add", [words, places], "placed"), kinds], "embedding_sum")
        return self._norm(total, "embedding_norm")

    def _layer(self, layer: int, hidden: str, mask: str) -> str:
        name, width, inner = f"layer.{layer}", self._config.hidden_size, self._config.intermediate_size
        joined = self._linear(hidden, f"{name}.attention.self", 3 * width, width)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self.op("Split", [joined, self.constant("thirds", [width, width, width])], parts, axis=-1)
        query, key, value = (self._split_heads(part) for part in parts)
        turned = self.op("Transpose", [key], f"{name}.key_turned", perm=[0, 1, 3, 2])
        scores = self.op("MatMul", [query, turned], f"{name}.scores_raw")
        scores = self.op("Mul", [scores, self.constant("scaling", self._size**-0.5)], f"{name}.scores_scaled")
        scores = self.op("Add", [scores, mask], f"{name}.scores")
        shares = self.op("Softmax", [scores], f"{name}.shares", axis=-1)
        attended = self.op("MatMul", [shares, value], f"{name}.attended_heads")
        attended = self.op("Transpose", [attended], f"{name}.attended_axes", perm=[0, 2, 1, 3])
        attended = self.op("Reshape", [attended, self.constant("to_width", [0, 0, width])], f"{name}.attended")
        projected = self._linear(attended, f"{name}.attention.output.dense", width, width)
        hidden = self._norm(self.op("Add", [hidden, projected], f"{name}.attention_sum"), f"{name}.attention_norm")
        raised = self._linear(hidden, f"{name}.intermediate.dense", inner, width)
        bent = self.op("Gelu", [raised], f"{name}.bent", domain=CONTRIB)
        lowered = self._linear(bent, f"{name}.output.dense", width, inner)
        return self._norm(self.op("Add", [hidden, lowered], f"{name}.mlp_sum"), f"{name}.mlp_norm")

    def _linear(self, states: str, name: str, outputs: int, inputs: int) -> str:
        return self.op(
            "Add", [self.product(states, name, outputs, inputs), self.weight(f"{name}.bias")], f"{name}.linear"
        )

    def _split_heads(self, states: str) -> str:
        """(B, S, heads·D) to (B, heads, S, D)."""
        shape = self.constant("to_heads", [0, 0, self._heads, self._size])
        return self.op(
            "Transpose", [self.op("Reshape", [states, shape], f"{states}.split")], f"{states}.heads", perm=[0, 2, 1, 3]
        )

    def _norm(self, states: str, name: str) -> str:
        inputs = [states, self.weight(f"{name}.weight"), self.weight(f"{name}.bias")]
        return self.op("LayerNormalization", inputs, f"{name}.normed", axis=-1, epsilon=self._config.layer_norm_eps)

    def _pooled(self, hidden: str, real: str) -> str:
        """Means over all tokens and over those of the reply, side by side."""
        types = self.op("Cast", ["types"], "types_number", to=TensorProto.FLOAT)
        reply = self.op("Mul", [real, types], "reply_real")
        axis = self.constant("sum_axis", [1])
        means = []
        for name, counted in (("all", real), ("reply", reply)):
            each = self.op("Unsqueeze", [counted, self.constant("last_axis", [-1])], f"{name}.each")
            total = self.op(
                "ReduceSum", [self.op("Mul", [hidden, each], f"{name}.kept"), axis], f"{name}.total", keepdims=0
            )
            count = self.op("ReduceSum", [each, axis], f"{name}.count", keepdims=0)
            floor = self.op("Max", [count, self.constant("one", 1.0)], f"{name}.count_floor")
            means.append(self.op("Div", [total, floor], f"{name}.mean"))
        return self.op("Concat", means, "features", axis=-1)
