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
    parts: dict[str, dict[str, numpy.ndarray]] = {}
    for name, tensor in peft.state_dict().items():
        match = _PART.search(name)
        if match:
            parts.setdefault(match.group(1), {})[match.group(2)] = tensor.detach().to(torch.float32).cpu().numpy()
    both = {name: (own["A"], own["B"]) for name, own in parts.items()}
    return adapter_matrices(both, config.lora_alpha / config.r, peft.get_base_model().config.num_hidden_layers)


def adapter_matrices(
    parts: dict[str, tuple[numpy.ndarray, numpy.ndarray]], scale: float, layers: int
) -> dict[str, LowRank]:
    """PEFT's A (rank, inputs) and B (outputs, rank) of each linear layer as changes of the graph's joined matrices.

    `parts` by name of the linear layer (`layers.3.self_attn.q_proj`). Where a matrix is joined of several, their ranks stand
    side by side, and each of them is raised to its own outputs.
    """
    found = {}
    for layer in range(layers):
        for name, kinds in JOINED.items():
            own = [parts[f"layers.{layer}.{kind}"] for kind in kinds]
            down = numpy.concatenate([a.T for a, _ in own], axis=1)
            found[f"layer.{layer}.{name}"] = LowRank(down, [b.T * scale for _, b in own])
    return found
