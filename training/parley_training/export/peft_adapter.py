"""A PEFT adapter as changes of the graph's matrices."""

from __future__ import annotations

import re

import numpy
import torch

from .policy_graph import LowRank
from .policy_weights import JOINED

_PART = re.compile(r"(layers\.\d+\.\S+?)\.lora_([AB])\.default\.weight$")


def adapter_of(peft) -> dict[str, LowRank]:
    """The adapter of a PeftModel on all linear layers, by matrix of the graph."""
    config = peft.peft_config["default"]
    base = peft.get_base_model()
    parts: dict[str, dict[str, numpy.ndarray]] = {}
    for name, tensor in peft.state_dict().items():
        match = _PART.search(name)
        if match:
            parts.setdefault(match.group(1), {})[match.group(2)] = tensor.detach().to(torch.float32).cpu().numpy()
    kinds = [kind for own in JOINED.values() for kind in own]
    sizes = {kind: base.get_submodule(f"model.layers.0.{kind}").base_layer.weight.shape[0] for kind in kinds}
    both = {name: (own["A"], own["B"]) for name, own in parts.items()}
    return adapter_matrices(both, config.lora_alpha / config.r, base.config.num_hidden_layers, sizes)


def adapter_matrices(
    parts: dict[str, tuple[numpy.ndarray, numpy.ndarray]], scale: float, layers: int, sizes: dict[str, int]
) -> dict[str, LowRank]:
    """PEFT's A (rank, inputs) and B (outputs, rank) of each linear layer as changes of the graph's joined matrices.

    `parts` by name of the linear layer (`layers.3.self_attn.q_proj`), `sizes` the outputs of each kind. Where a matrix is
    joined of several, their ranks stand side by side and their outputs on a diagonal of blocks.
    """
    found = {}
    for layer in range(layers):
        for name, kinds in JOINED.items():
            downs = [parts[f"layers.{layer}.{kind}"][0].T for kind in kinds]
            rank = downs[0].shape[1]
            up = numpy.zeros((rank * len(kinds), sum(sizes[kind] for kind in kinds)), dtype=numpy.float32)
            column = 0
            for index, kind in enumerate(kinds):
                block = parts[f"layers.{layer}.{kind}"][1].T * scale
                up[index * rank : (index + 1) * rank, column : column + sizes[kind]] = block
                column += sizes[kind]
            found[f"layer.{layer}.{name}"] = LowRank(numpy.concatenate(downs, axis=1), up)
    return found
