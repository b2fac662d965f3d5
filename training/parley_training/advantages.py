"""Advantages: of a group of replies to one context (GRPO), or of every token by a value function (PPO)."""

from __future__ import annotations

from dataclasses import dataclass

import torch


@dataclass(frozen=True)
class GroupAdvantages:
    """`values` (contexts, replies); `constant` marks groups whose rewards are all alike and teach nothing."""

    values: torch.Tensor
    constant: torch.Tensor


# Rewards of a group that differ by less are alike: dividing by such a spread would blow a tie up.
SMALLEST_SPREAD = 0.02


def group_advantages(rewards: torch.Tensor, real: torch.Tensor) -> GroupAdvantages:
    """Reward less the mean of its group, in spreads of the whole batch.

    `rewards` and `real` (contexts, replies); replies that are not real (no reward) get 0 and count nowhere. Scaling by the
    batch and not by the group keeps a group in which hardly anything differs from shouting (Dr. GRPO, arXiv 2503.20783).
    """
    counts = real.sum(1, keepdim=True).clamp(min=1)
    means = (rewards * real).sum(1, keepdim=True) / counts
    centred = (rewards - means) * real
    spreads = (centred.square().sum(1) / counts[:, 0]).sqrt()
    constant = (spreads < SMALLEST_SPREAD) | (real.sum(1) < 2)
    kept = real & ~constant[:, None]
    scale = (centred.square() * kept).sum() / kept.sum().clamp(min=1)
    values = torch.where(kept, centred / scale.sqrt().clamp(min=1e-6), torch.zeros_like(centred))
    return GroupAdvantages(values, constant)


def generalised_advantages(
    rewards: torch.Tensor, values: torch.Tensor, real: torch.Tensor, decay: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Generalised advantage estimation (arXiv 1506.02438) with γ = 1.

    `rewards` per token and `values` before each token (replies, tokens), padded at the end as `real` says. Returns
    advantages and the returns that the value function should have told.
    """
    advantages = torch.zeros_like(rewards)
    running = torch.zeros(len(rewards), dtype=rewards.dtype)
    following = torch.zeros(len(rewards), dtype=rewards.dtype)
    for step in reversed(range(rewards.shape[1])):
        here = real[:, step]
        delta = rewards[:, step] + following - values[:, step]
        running = torch.where(here, delta + decay * running, running)
        following = torch.where(here, values[:, step], following)
        advantages[:, step] = torch.where(here, running, torch.zeros_like(running))
    return advantages, advantages + values * real


def whiten(values: torch.Tensor, real: torch.Tensor) -> torch.Tensor:
    """Mean 0 and spread 1 over the real ones."""
    mean = values[real].mean()
    spread = values[real].std(unbiased=False).clamp(min=1e-6)
    return (values - mean) / spread * real
