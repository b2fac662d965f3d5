"""A low-rank adapter on the frozen base: what every arm after supervised fine-tuning trains."""

from __future__ import annotations

from pathlib import Path

import torch
from peft import LoraConfig, PeftModel, get_peft_model

from .policy_model import load_policy
from .vocabulary import Vocabulary

LINEAR_LAYERS = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]


def with_new_adapter(
    base: Path, rank: int, alpha: int, precision: torch.dtype, device: str
) -> tuple[PeftModel, Vocabulary]:
    """The base with an adapter that changes nothing yet, on all linear layers."""
    model, vocabulary = load_policy(base, precision, device)
    config = LoraConfig(r=rank, lora_alpha=alpha, target_modules=LINEAR_LAYERS, lora_dropout=0.0, bias="none")
    # The adapter computes in the base's precision; its float32 masters are the optimiser's.
    return get_peft_model(model, config, autocast_adapter_dtype=False), vocabulary


def with_adapter(
    base: Path, adapter: Path | None, precision: torch.dtype, device: str
) -> tuple[torch.nn.Module, Vocabulary]:
    """The base, or the base with a trained adapter, as a plain causal model to sample from."""
    model, vocabulary = load_policy(base, precision, device)
    if adapter is None:
        return model, vocabulary
    adapted = PeftModel.from_pretrained(model, adapter, autocast_adapter_dtype=False)
    return adapted.merge_and_unload(), vocabulary
