"""The policy's graph: one conversation, its context read once, several replies written side by side.

ONNX Runtime for Node copies every output into a new buffer. So the graph returns the keys and values of the new tokens alone;
the caller appends them to buffers of its own and hands those in again. The same graph reads the context (one row of many
tokens), writes replies (B rows of one token) and scores texts that are there already.

B rows, S new tokens, T tokens of the context, P tokens of the replies so far, L positions to tell the logits of; H heads,
K heads of keys and values, D their size, V the vocabulary; for each layer n from 0:

=================  ===================  =========================================================================
`input_ids`        (B, S) int64         new tokens
`positions`        (B, S) int64         their places in the whole text, from 0
`logit_positions`  (L) int64            which of the S new tokens to give logits for
`context_mask`     (T) float32          0 where a token of the context counts, −10000 where the buffer is empty
`reply_mask`       (B, S, P+S) float32  the same for the row's own tokens, those before (P) and the new ones (S): a new
                                        token sees itself and what is before it in its row
`context_keys.n`   (1, K, T, D)         of the context, shared by all rows. T ≥ 1: without a context one masked token
`context_values.n` (1, K, T, D)
`reply_keys.n`     (B, K, P, D)         of the row's reply so far; P ≥ 1 as well
`reply_values.n`   (B, K, P, D)
=================  ===================  =========================================================================

It returns `logits` (B, L, V), and `new_keys.n`, `new_values.n` (B, K, S, D). All but ids and positions is float32.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy
import onnx
from onnx import TensorProto, helper
from transformers import LlamaConfig

from .external_data import ExternalData, Place
from .graph_builder import CONTRIB, GraphBuilder
from .policy_weights import PolicyWeights

# Positions that the tables of the rotary embedding hold; a prompt has about 1,200 at the most.
LONGEST = 4096


@dataclass(frozen=True)
class LowRank:
    """An adapter's change of one matrix, which may be joined of several.

    `down` (inputs, n·rank) lowers the states for all n parts at once, each of `ups` (rank, outputs of the part) raises its own
    ranks; the outputs stand side by side. The scale is inside of `ups`.
    """

    down: numpy.ndarray
    ups: list[numpy.ndarray]


def write_base_weights(weights: PolicyWeights, directory: Path) -> dict[str, Place]:
    """All that graphs of this policy share, in `base-0.bin` and so on."""
    data = ExternalData(directory, "base")
    for name, matrix in [("embedding", weights.embedding), *weights.matrices.items()]:
        data.add(f"{name}.data", matrix.data)
        data.add(f"{name}.scales", matrix.scales)
    for name, norm in weights.norms.items():
        data.add(name, norm.astype(numpy.float32))
    for name, table in zip(("cosines", "sines"), _rotary_tables(weights.config)):
        data.add(name, table)
    return data.places


def write_adapter_weights(adapter: dict[str, LowRank], directory: Path, name: str) -> dict[str, Place]:
    """An adapter's own weights, in `<name>-0.bin`, float16."""
    data = ExternalData(directory, name)
    for matrix, change in adapter.items():
        data.add(f"{matrix}.down", change.down.astype(numpy.float16))
        for index, up in enumerate(change.ups):
            data.add(f"{matrix}.up.{index}", up.astype(numpy.float16))
    return data.places


def build_graph(
    config: LlamaConfig, base: dict[str, Place], adapter: dict[str, Place] | None = None
) -> onnx.ModelProto:
    """The graph over weights that lie where `base` and `adapter` say."""
    return _Graph(config, base, adapter or {}).build()


def _rotary_tables(config: LlamaConfig) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Cosines and sines (positions, D/2)."""
    size = config.head_dim or config.hidden_size // config.num_attention_heads
    theta = config.rope_parameters["rope_theta"]
    frequencies = theta ** (-numpy.arange(0, size, 2, dtype=numpy.float64) / size)
    angles = numpy.arange(LONGEST)[:, None] * frequencies[None]
    return numpy.cos(angles).astype(numpy.float32), numpy.sin(angles).astype(numpy.float32)


class _Graph(GraphBuilder):
    def __init__(self, config: LlamaConfig, base: dict[str, Place], adapter: dict[str, Place]):
        self._config = config
        self._heads = config.num_attention_heads
        self._key_heads = config.num_key_value_heads
        self._size = config.head_dim or config.hidden_size // config.num_attention_heads
        super().__init__({**base, **adapter})

    def build(self) -> onnx.ModelProto:
        config = self._config
        for name, shape, kind in (
            ("input_ids", ["B", "S"], TensorProto.INT64),
            ("positions", ["B", "S"], TensorProto.INT64),
            ("logit_positions", ["L"], TensorProto.INT64),
            ("context_mask", ["T"], TensorProto.FLOAT),
            ("reply_mask", ["B", "S", "PS"], TensorProto.FLOAT),
        ):
            self.inputs.append(helper.make_tensor_value_info(name, kind, shape))
        hidden = self.rows_of("embedding", "input_ids", config.hidden_size, "embedded")
        # (B, 1, 1, S, P+S): one mask for all heads.
        mask = self.op("Unsqueeze", ["reply_mask", self.constant("mask_axes", [1, 2])], "reply_mask_heads")
        for layer in range(config.num_hidden_layers):
            hidden = self._layer(layer, hidden, mask)
        chosen = self.op("Gather", [hidden, "logit_positions"], "chosen", axis=1)
        normed = self._norm(chosen, "norm")
        self.product(normed, "embedding", config.vocab_size, config.hidden_size, "logits")
        self.outputs.insert(
            0, helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["B", "L", config.vocab_size])
        )
        return self.model("policy")

    def _layer(self, layer: int, hidden: str, mask: str) -> str:
        config, name = self._config, f"layer.{layer}"
        width, inner = config.hidden_size, config.intermediate_size
        own = self._heads * self._size
        keys = self._key_heads * self._size
        normed = self._norm(hidden, f"{name}.attention_norm")
        joined = self.product(normed, f"{name}.attention_in", own + 2 * keys, width)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self.op("Split", [joined, self.constant("attention_parts", [own, keys, keys])], parts, axis=-1)
        query, key = (self._rotated(part) for part in parts[:2])
        key = self._split_heads(key, self._key_heads, f"new_keys.{layer}")
        value = self._split_heads(parts[2], self._key_heads, f"new_values.{layer}")
        for output in (key, value):
            shape = ["B", self._key_heads, "S", self._size]
            self.outputs.append(helper.make_tensor_value_info(output, TensorProto.FLOAT, shape))
        attended = self._attention(layer, query, key, value, mask)
        projected = self.product(attended, f"{name}.attention_out", width, own)
        hidden = self.op("Add", [hidden, projected], f"{name}.after_attention")
        normed = self._norm(hidden, f"{name}.mlp_norm")
        both = self.product(normed, f"{name}.mlp_in", 2 * inner, width)
        gate, up = f"{name}.gate", f"{name}.up"
        self.op("Split", [both, self.constant("mlp_parts", [inner, inner])], [gate, up], axis=-1)
        opened = self.op("Mul", [gate, self.op("Sigmoid", [gate], f"{name}.gate_open")], f"{name}.gated")
        raised = self.op("Mul", [opened, up], f"{name}.raised")
        lowered = self.product(raised, f"{name}.mlp_out", width, inner)
        return self.op("Add", [hidden, lowered], f"{name}.out")

    def _rotated(self, states: str) -> str:
        """Rotary positions on (B, S, heads·D)."""
        inputs = [states, "positions", self.weight("cosines"), self.weight("sines")]
        return self.op("RotaryEmbedding", inputs, f"{states}.rotated", domain=CONTRIB)

    def _split_heads(self, states: str, heads: int, output: str) -> str:
        """(B, S, heads·D) to (B, heads, S, D)."""
        shaped = self.op(
            "Reshape", [states, self.constant(f"to_{heads}_heads", [0, 0, heads, self._size])], f"{output}.split"
        )
        return self.op("Transpose", [shaped], output, perm=[0, 2, 1, 3])

    def _attention(self, layer: int, query: str, key: str, value: str, mask: str) -> str:
        name = f"layer.{layer}"
        key_heads, size = self._key_heads, self._size
        groups = self._heads // key_heads
        for kind, rows in (("context", 1), ("reply", "B")):
            for what in ("keys", "values"):
                shape = [rows, key_heads, "T" if kind == "context" else "P", size]
                self.inputs.append(helper.make_tensor_value_info(f"{kind}_{what}.{layer}", TensorProto.FLOAT, shape))
        # (B, S, K, G, D): a head of queries belongs to the keys' head of its group.
        shape = self.constant("to_groups", [0, 0, key_heads, groups, size])
        grouped = self.op("Reshape", [query, shape], f"{name}.grouped")
        scaled = self.op("Mul", [grouped, self.constant("scaling", size**-0.5)], f"{name}.scaled")
        # All rows as queries of one batch against the shared context: (1, K, B·S·G, D) · (1, K, D, T).
        folded = self.op("Transpose", [scaled], f"{name}.folded_axes", perm=[2, 0, 1, 3, 4])
        folded = self.op("Reshape", [folded, self.constant("to_folded", [1, key_heads, -1, size])], f"{name}.folded")
        context_key = self.op("Transpose", [f"context_keys.{layer}"], f"{name}.context_key", perm=[0, 1, 3, 2])
        outer = self.op("MatMul", [folded, context_key], f"{name}.outer_folded")
        outer = self.op("Add", [outer, "context_mask"], f"{name}.outer_masked")
        # Back to (B, K, G, S, T) beside the row's own scores (B, K, G, S, P+S).
        rows = self._rows_shape()
        outer = self.op("Reshape", [outer, rows["folded"]], f"{name}.outer_rows")
        outer = self.op("Transpose", [outer], f"{name}.outer", perm=[1, 0, 3, 2, 4])
        all_keys = self.op("Concat", [f"reply_keys.{layer}", key], f"{name}.keys", axis=2)
        all_values = self.op("Concat", [f"reply_values.{layer}", value], f"{name}.values", axis=2)
        own = self.op("Transpose", [scaled], f"{name}.own_axes", perm=[0, 2, 3, 1, 4])
        own = self.op("Reshape", [own, self.constant("to_own", [0, key_heads, -1, size])], f"{name}.own")
        keys = self.op("Transpose", [all_keys], f"{name}.keys_turned", perm=[0, 1, 3, 2])
        inner = self.op("MatMul", [own, keys], f"{name}.inner_flat")
        inner = self.op("Reshape", [inner, rows["own"]], f"{name}.inner_rows")
        inner = self.op("Add", [inner, mask], f"{name}.inner")
        scores = self.op("Concat", [outer, inner], f"{name}.scores", axis=-1)
        shares = self.op("Softmax", [scores], f"{name}.shares", axis=-1)
        theirs, ours = f"{name}.theirs", f"{name}.ours"
        self.op("Split", [shares, rows["lengths"]], [theirs, ours], axis=-1)
        theirs = self.op("Transpose", [theirs], f"{name}.theirs_axes", perm=[1, 0, 3, 2, 4])
        theirs = self.op("Reshape", [theirs, rows["theirs"]], f"{name}.theirs_folded")
        outer = self.op("MatMul", [theirs, f"context_values.{layer}"], f"{name}.outer_values_folded")
        outer = self.op("Reshape", [outer, rows["values"]], f"{name}.outer_values_rows")
        # (K, B, S, G, D) to (B, S, K, G, D).
        outer = self.op("Transpose", [outer], f"{name}.outer_values", perm=[1, 2, 0, 3, 4])
        ours = self.op("Reshape", [ours, rows["ours"]], f"{name}.ours_flat")
        inner = self.op("MatMul", [ours, all_values], f"{name}.inner_values_flat")
        inner = self.op("Reshape", [inner, rows["inner_values"]], f"{name}.inner_values_rows")
        # (B, K, G, S, D) to (B, S, K, G, D).
        inner = self.op("Transpose", [inner], f"{name}.inner_values", perm=[0, 3, 1, 2, 4])
        total = self.op("Add", [outer, inner], f"{name}.attended_heads")
        return self.op("Reshape", [total, self.constant("to_flat", [0, 0, -1])], f"{name}.attended")

    def _rows_shape(self) -> dict[str, str]:
        """Shapes that depend on B, S, T and P, worked out once."""
        if self.has("shape.folded"):
            return {
                name: f"shape.{name}"
                for name in ("folded", "own", "lengths", "theirs", "values", "ours", "inner_values")
            }
        key_heads, size = self._key_heads, self._size
        groups = self._heads // key_heads

        def at(value: str, axis: int, name: str) -> str:
            shape = self.op("Shape", [value], f"{name}.shape")
            return self.op("Gather", [shape, self.constant(f"axis_{axis}", [axis])], name, axis=0)

        def joined(name: str, parts: list[str | int]) -> str:
            inputs = [self.constant(f"number_{part}", [part]) if isinstance(part, int) else part for part in parts]
            return self.op("Concat", inputs, f"shape.{name}", axis=0)

        rows, new = at("input_ids", 0, "rows_count"), at("input_ids", 1, "new_count")
        context, own = at("context_mask", 0, "context_count"), at("reply_mask", 2, "own_count")
        return {
            "folded": joined("folded", [key_heads, rows, new, groups, context]),
            "own": joined("own", [rows, key_heads, groups, new, own]),
            "lengths": joined("lengths", [context, own]),
            "theirs": joined("theirs", [1, key_heads, -1, context]),
            "values": joined("values", [key_heads, rows, new, groups, size]),
            "ours": joined("ours", [rows, key_heads, -1, own]),
            "inner_values": joined("inner_values", [rows, key_heads, groups, new, size]),
        }

    def _norm(self, states: str, name: str) -> str:
        epsilon = self._config.rms_norm_eps
        inputs = [states, self.weight(name)]
        return self.op(
            "SimplifiedLayerNormalization", inputs, f"{name}.normed.{states}", axis=-1, epsilon=epsilon, stash_type=1
        )
