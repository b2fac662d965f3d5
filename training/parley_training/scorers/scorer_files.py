"""A trained scorer in a folder: the encoder in Hugging Face layout, its heads, and what is to be known beside them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Callable, TypeVar

import torch
from safetensors.torch import load_file, save_file
from tokenizers import Tokenizer

from .encoder import PooledEncoder, load_encoder, save_encoder

_ENCODER = "pooled."
Network = TypeVar("Network", bound=torch.nn.Module)


def save_scorer(network: torch.nn.Module, tokenizer: Tokenizer, described: dict[str, Any], directory: Path) -> None:
    """`network` has the encoder as `pooled`; whatever else it has are heads."""
    directory.mkdir(parents=True, exist_ok=True)
    save_encoder(network.pooled.encoder, tokenizer, directory)
    state = network.state_dict()
    heads = {name: tensor.contiguous() for name, tensor in state.items() if not name.startswith(_ENCODER)}
    save_file(heads, directory / "heads.safetensors")
    (directory / "scorer.json").write_text(json.dumps(described, indent=2))


def load_scorer(
    directory: Path, network_of: Callable[[PooledEncoder, dict[str, Any]], Network]
) -> tuple[Network, Tokenizer, dict[str, Any]]:
    """The network that `network_of` makes of the encoder and what is known, with its heads; the tokenizer; what is known."""
    described = json.loads((directory / "scorer.json").read_text())
    encoder, tokenizer = load_encoder(directory)
    network = network_of(PooledEncoder(encoder), described)
    network.load_state_dict({**network.state_dict(), **load_file(directory / "heads.safetensors")})
    return network, tokenizer, described
