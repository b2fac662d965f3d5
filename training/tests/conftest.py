"""A tiny policy with the corpus's own tags, for tests that need a network."""

from __future__ import annotations

import pytest
import torch

from parley_training.policy_model import base_byte_pairs, base_policy
from parley_training.vocabulary import build_vocabulary

TAGS = ["<end>", "<plan>", "</plan>", "<agent>", "<partner>", "<do:greet>", "<do:counter>", "<ask:first>", "<ask:none>"]
SLOTS = ["{ask_rate}", "{room}"]


@pytest.fixture(scope="session")
def vocabulary():
    return build_vocabulary(base_byte_pairs("random"), ["Good morning"], TAGS, SLOTS, 400)


@pytest.fixture()
def policy(vocabulary):
    model = base_policy("random", vocabulary, seed=3)
    # Weights of a fresh network are so small that every context looks alike.
    torch.manual_seed(4)
    for parameter in model.parameters():
        if parameter.dim() > 1:
            torch.nn.init.normal_(parameter, std=0.3)
    return model.eval()
