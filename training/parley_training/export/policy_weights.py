"""The weights of a Llama policy as the graph wants them: joined where one product can do for several, quantised, and back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from .quantise import Quantised, dequantise, quantise

# What one matrix of the graph is made of: its outputs side by side.
JOINED = {
    "attention_in": ["self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj"],
    "attention_out": ["self_attn.o_proj"],
    "mlp_in": ["mlp.gate_proj", "mlp.up_proj"],
    "mlp_out": ["mlp.down_proj"],
}
NORMS = {"attention_norm": "input_layernorm", "mlp_norm": "post_attention_layernorm"}


@dataclass(frozen=True)
class PolicyWeights:
    """`matrices` and `norms` by name (`layer.3.mlp_in`); `embedding` is the head as well."""

    config: LlamaConfig
    embedding: Quantised
    matrices: dict[str, Quantised]
    norms: dict[str, numpy.ndarray]


def quantise_policy(model: LlamaForCausalLM) -> PolicyWeights:
    state = {name: tensor.detach().float().cpu().numpy() for name, tensor in model.state_dict().items()}
    matrices, norms = {}, {"norm": state["model.norm.weight"]}
    for layer in range(model.config.num_hidden_layers):
        prefix = f"model.layers.{layer}"
        for name, parts in JOINED.items():
            joined = numpy.concatenate([state[f"{prefix}.{part}.weight"] for part in parts])
            matrices[f"layer.{layer}.{name}"] = quantise(joined)
        for name, part in NORMS.items():
            norms[f"layer.{layer}.{name}"] = state[f"{prefix}.{part}.weight"]
    return PolicyWeights(model.config, quantise(state["model.embed_tokens.weight"]), matrices, norms)


def load_dequantised(model: LlamaForCausalLM, weights: PolicyWeights) -> LlamaForCausalLM:
    """Puts the quantised weights, as numbers again, into a model of the same shape."""
    state = {"model.embed_tokens.weight": dequantise(weights.embedding), "model.norm.weight": weights.norms["norm"]}
    for layer in range(weights.config.num_hidden_layers):
        prefix = f"model.layers.{layer}"
        for name, parts in JOINED.items():
            joined = dequantise(weights.matrices[f"layer.{layer}.{name}"])
            sizes = [model.get_parameter(f"{prefix}.{part}.weight").shape[0] for part in parts]
            for part, own in zip(parts, numpy.split(joined, numpy.cumsum(sizes)[:-1])):
                state[f"{prefix}.{part}.weight"] = own
        for name, part in NORMS.items():
            state[f"{prefix}.{part}.weight"] = weights.norms[f"layer.{layer}.{name}"]
    model.load_state_dict(
        {name: torch.from_numpy(numpy.ascontiguousarray(own)) for name, own in state.items()}, strict=False
    )
    model.tie_weights()
    return model
