"""The policy in the layout that other runtimes serve: keys and values go in and come out whole, for each row its own.

`python -m parley_training.export.usual_graph --model ../models/policy/1.0.0 --out DIR` writes a folder that transformers.js reads,
over the same weights, byte for byte. It is what `npm run bench -- decode` measures the server's own graph against.

B rows (`batch_size` in the graph: transformers.js asks for that name), S new tokens, P tokens before them; for each layer n from 0:

==========================  ====================  ================================================
`input_ids`                 (B, S) int64          new tokens
`attention_mask`            (B, P+S) int64        1; rows of one batch are of one length here
`past_key_values.n.key`     (B, K, P, D)          float32, as is `past_key_values.n.value`
`logits`                    (B, S, V)             float32
`present.n.key`             (B, K, P+S, D)        float32, as is `present.n.value`
==========================  ====================  ================================================
"""

from __future__ import annotations

import argparse
import json
import shutil
from pathlib import Path

import onnx
from onnx import TensorProto, helper
from transformers import LlamaConfig

from .external_data import Place
from .graph_builder import CONTRIB, GraphBuilder
from .restore import read_places


class _UsualGraph(GraphBuilder):
    def __init__(self, config: LlamaConfig, places: dict[str, Place]):
        super().__init__(places)
        self._config = config
        self._size = config.head_dim or config.hidden_size // config.num_attention_heads

    def build(self) -> onnx.ModelProto:
        config = self._config
        self.inputs = [
            helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["batch_size", "S"]),
            helper.make_tensor_value_info("attention_mask", TensorProto.INT64, ["batch_size", "PS"]),
        ]
        counted = self.op("ReduceSum", ["attention_mask", self.constant("last_axis", [-1])], "counted", keepdims=0)
        last = self.op("Sub", [counted, self.constant("one", [1])], "last_position")
        lengths = self.op("Cast", [last], "lengths", to=TensorProto.INT32)
        shape = self.op("Shape", ["attention_mask"], "mask_shape", start=1)
        total = self.op("Cast", [self.op("Squeeze", [shape], "total_long")], "total", to=TensorProto.INT32)
        hidden = self.rows_of("embedding", "input_ids", config.hidden_size, "embedded")
        for layer in range(config.num_hidden_layers):
            hidden = self._layer(layer, hidden, lengths, total)
        self.product(self._norm(hidden, "norm"), "embedding", config.vocab_size, config.hidden_size, "logits")
        self.outputs.insert(
            0, helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch_size", "S", config.vocab_size])
        )
        return self.model("policy")

    def _layer(self, layer: int, hidden: str, lengths: str, total: str) -> str:
        config, name = self._config, f"layer.{layer}"
        width, inner = config.hidden_size, config.intermediate_size
        own, keys = config.num_attention_heads * self._size, config.num_key_value_heads * self._size
        normed = self._norm(hidden, f"{name}.attention_norm")
        joined = self.product(normed, f"{name}.attention_in", own + 2 * keys, width)
        parts = [f"{name}.{part}" for part in ("query", "key", "value")]
        self.op("Split", [joined, self.constant("attention_parts", [own, keys, keys])], parts, axis=-1)
        attended = self._attention(layer, parts, lengths, total)
        projected = self.product(attended, f"{name}.attention_out", width, own)
        hidden = self.op("Add", [hidden, projected], f"{name}.after_attention")
        both = self.product(self._norm(hidden, f"{name}.mlp_norm"), f"{name}.mlp_in", 2 * inner, width)
        gate, up = f"{name}.gate", f"{name}.up"
        self.op("Split", [both, self.constant("mlp_parts", [inner, inner])], [gate, up], axis=-1)
        opened = self.op("Mul", [gate, self.op("Sigmoid", [gate], f"{name}.gate_open")], f"{name}.gated")
        raised = self.op("Mul", [opened, up], f"{name}.raised")
        return self.op("Add", [hidden, self.product(raised, f"{name}.mlp_out", width, inner)], f"{name}.out")

    def _attention(self, layer: int, parts: list[str], lengths: str, total: str) -> str:
        config = self._config
        past, present = (
            [f"{kind}.{layer}.{what}" for what in ("key", "value")] for kind in ("past_key_values", "present")
        )
        for names, axis, values in ((past, "P", self.inputs), (present, "PS", self.outputs)):
            shape = ["batch_size", config.num_key_value_heads, axis, self._size]
            values.extend(helper.make_tensor_value_info(each, TensorProto.FLOAT, shape) for each in names)
        return self.op(
            "GroupQueryAttention",
            [*parts, *past, lengths, total, self.weight("cosines"), self.weight("sines")],
            [f"layer.{layer}.attended", *present],
            domain=CONTRIB,
            num_heads=config.num_attention_heads,
            kv_num_heads=config.num_key_value_heads,
            do_rotary=1,
        )

    def _norm(self, states: str, name: str) -> str:
        inputs = [states, self.weight(name)]
        epsilon = self._config.rms_norm_eps
        output = f"{name}.normed.{states}"
        return self.op("SimplifiedLayerNormalization", inputs, output, axis=-1, epsilon=epsilon, stash_type=1)


def write_usual_layout(model: Path, folder: Path) -> None:
    """Graph, weights, configuration and tokens of an exported policy, as transformers.js wants them.

    :raises FileNotFoundError: where `model` is no exported policy
    """
    places = read_places(model / "policy.onnx")
    graphs = folder / "onnx"
    graphs.mkdir(parents=True, exist_ok=True)
    onnx.save(_UsualGraph(LlamaConfig.from_pretrained(model), places).build(), graphs / "model.onnx")
    for file in {place.file for place in places.values()}:
        shutil.copyfile(model / file, graphs / file)
    for file in ("config.json", "tokenizer.json"):
        shutil.copyfile(model / file, folder / file)
    (folder / "tokenizer_config.json").write_text(json.dumps({"tokenizer_class": "PreTrainedTokenizerFast"}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    write_usual_layout(arguments.model, arguments.out)


if __name__ == "__main__":
    main()
