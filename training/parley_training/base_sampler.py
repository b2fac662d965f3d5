"""The policy that every arm starts from, ready to write."""

from __future__ import annotations

from .configuration import Configuration
from .device import choose_device
from .policy_model import load_policy
from .quantised_base import policy_directory
from .sampling import Sampler


def sampler_of_base(configuration: Configuration, seed: int) -> Sampler:
    device = choose_device(configuration.threads)
    model, vocabulary = load_policy(policy_directory(configuration), device.precision, device.name)
    return Sampler(model, vocabulary.tokenizer, device.name, seed)
