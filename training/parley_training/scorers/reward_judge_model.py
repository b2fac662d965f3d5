"""Reward model and judge as one network: an encoder, a head for the reward and a head for every item of the rubric."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import torch
from tokenizers import Tokenizer

from .encoder import PooledEncoder, collate, encode_pairs
from .scorer_files import load_scorer, save_scorer
from .scorer_input import scorer_text

# Enough of judge and reward model for one batch to fill the processor, and little enough to pad little.
BATCH = 64


@dataclass(frozen=True)
class Item:
    """An item of the rubric: its points, and the probability from which the judge takes them off."""

    id: str
    points: float
    threshold: float = 0.5


@dataclass(frozen=True)
class Score:
    """The reward model's raw score, how likely each item is violated, and the points that the judge takes off."""

    reward: float
    probabilities: dict[str, float]
    deductions: dict[str, float]
    # Points that the rubric takes off on the average of such replies: each item's points by its probability.
    expected_points: float


class RewardJudgeNetwork(torch.nn.Module):
    """(rows, length) of ids, mask and types to rewards (rows) and logits of the items (rows, items)."""

    def __init__(self, encoder: PooledEncoder, items: int):
        super().__init__()
        self.pooled = encoder
        self.reward = torch.nn.Linear(encoder.width, 1)
        self.judge = torch.nn.Linear(encoder.width, items)

    def forward(self, ids: torch.Tensor, real: torch.Tensor, types: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        features = self.pooled(ids, real, types)
        return self.reward(features)[:, 0], self.judge(features)


class RewardJudge:
    """A trained reward model and judge. `version` stands for its weights and thresholds."""

    def __init__(
        self, network: RewardJudgeNetwork, tokenizer: Tokenizer, items: list[Item], maximum_tokens: int, version: str
    ):
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.items = items
        self.maximum_tokens = maximum_tokens
        self.version = version

    @torch.no_grad()
    def score(self, prompts: Sequence[str], completions: Sequence[str]) -> list[Score]:
        """One score for each completion of its prompt."""
        texts = [scorer_text(prompt, completion) for prompt, completion in zip(prompts, completions)]
        rows = encode_pairs(self.tokenizer, [(text.context, text.reply) for text in texts], self.maximum_tokens)
        order = sorted(range(len(rows)), key=lambda index: len(rows[index][0]))
        scores: list[Score | None] = [None] * len(rows)
        device = next(self.network.parameters()).device
        for at in range(0, len(order), BATCH):
            part = order[at : at + BATCH]
            batch = collate([rows[index] for index in part]).to(str(device))
            rewards, logits = self.network(batch.ids, batch.real, batch.types)
            for index, reward, own in zip(part, rewards.float().tolist(), logits.float().sigmoid().tolist()):
                scores[index] = self._score(reward, own)
        return scores

    def _score(self, reward: float, probabilities: list[float]) -> Score:
        found = {item.id: probability for item, probability in zip(self.items, probabilities)}
        deductions = {item.id: item.points for item in self.items if found[item.id] >= item.threshold}
        expected = sum(item.points * found[item.id] for item in self.items)
        return Score(reward, found, deductions, expected)

    @torch.no_grad()
    def calibrate(self, lines: dict[str, tuple[float, float]]) -> None:
        """Scales and shifts the logits of items, inside the head: whoever serves it needs to know nothing of it."""
        for index, item in enumerate(self.items):
            scale, shift = lines[item.id]
            self.network.judge.weight[index] *= scale
            self.network.judge.bias[index] = scale * self.network.judge.bias[index] + shift

    def save(self, directory: Path) -> None:
        described = {"maximum_tokens": self.maximum_tokens, "items": [vars(item) for item in self.items]}
        save_scorer(self.network, self.tokenizer, described, directory)

    @staticmethod
    def load(directory: Path) -> RewardJudge:
        network, tokenizer, described = load_scorer(
            directory, lambda encoder, described: RewardJudgeNetwork(encoder, len(described["items"]))
        )
        items = [Item(**item) for item in described["items"]]
        return RewardJudge(network, tokenizer, items, described["maximum_tokens"], version_of(directory))


def version_of(directory: Path) -> str:
    """`reward-judge@` and the beginning of a hash over weights, heads and thresholds."""
    digest = hashlib.sha256()
    for name in ("model.safetensors", "heads.safetensors", "scorer.json"):
        digest.update((directory / name).read_bytes())
    return f"reward-judge@{digest.hexdigest()[:12]}"
