"""A tiny policy with the corpus's own tags, for tests that need a network."""

from __future__ import annotations

import pytest
import torch
from transformers import LlamaConfig, LlamaForCausalLM

from parley_training.policy_model import base_byte_pairs, base_policy
from parley_training.vocabulary import build_vocabulary

TAGS = ["<end>", "<plan>", "</plan>", "<agent>", "<partner>", "<do:greet>", "<do:counter>", "<ask:first>", "<ask:none>"]
SLOTS = ["{ask_rate}", "{room}"]


@pytest.fixture(scope="session")
def llama():
    """Makes a small network whose matrices fill whole blocks of 32, by seed."""

    def make(seed):
        torch.manual_seed(seed)
        config = LlamaConfig(
            vocab_size=128,
            hidden_size=64,
            intermediate_size=96,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            tie_word_embeddings=True,
        )
        return with_large_weights(LlamaForCausalLM(config), 0.15)

    return make


def with_large_weights(model, spread):
    """Weights of a fresh network are so small that every context looks alike."""
    for parameter in model.parameters():
        if parameter.dim() > 1:
            torch.nn.init.normal_(parameter, std=spread)
    return model.eval()


@pytest.fixture(scope="session")
def vocabulary():
    return build_vocabulary(base_byte_pairs("random"), ["Good morning"], TAGS, SLOTS, 400)


@pytest.fixture()
def policy(vocabulary):
    model = base_policy("random", vocabulary, seed=3)
    torch.manual_seed(4)
    return with_large_weights(model, 0.3)
