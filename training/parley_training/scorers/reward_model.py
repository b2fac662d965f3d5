"""The reward model: what the policy finds of a reply and what the encoder finds of it, weighed as readers weigh them.

reward = sum over features of weight · value / scale, a Bradley–Terry model (Bradley & Terry 1952) over few features: with some
hundred pairs that readers compared, more parameters than that learn the pairs and not the readers.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import random
from dataclasses import dataclass
from typing import Sequence

import torch
import torch.nn.functional as functional

from ..configuration import Configuration
from ..device import choose_device
from ..policy_model import load_policy
from ..policy_pairs import read_gold
from ..pairs import Pair
from ..quantised_base import policy_directory
from ..run_directory import RunDirectory
from .intervals import wilson
from .labelled_pairs import read_labelled_pairs
from .policy_features import FEATURES, PolicyFeatures
from .reward_judge_model import RewardJudge, Score

STAGE = "reward-model"
ENCODER = "encoder"
NAMES = (*FEATURES, ENCODER)
FILE = "weights.json"


@dataclass(frozen=True)
class Weights:
    """By feature: its weight, and the size of its differences within pairs, which it is divided by."""

    weights: dict[str, float]
    scales: dict[str, float]

    def rewards(self, features: torch.Tensor) -> torch.Tensor:
        """(replies, NAMES) to (replies)."""
        scale = torch.tensor([self.scales[name] for name in NAMES])
        return (features / scale) @ torch.tensor([self.weights[name] for name in NAMES])


class RewardModel:
    """Scores replies as the encoder's judge does, with a reward that the policy's probabilities are part of."""

    def __init__(self, features: PolicyFeatures, judge: RewardJudge, weights: Weights):
        self._features = features
        self._judge = judge
        self._weights = weights
        digest = hashlib.sha256(json.dumps(dataclasses.asdict(weights), sort_keys=True).encode()).hexdigest()[:12]
        self.version = f"reward-model@{digest}+{judge.version}"

    def score(self, prompts: Sequence[str], completions: Sequence[str]) -> list[Score]:
        if not prompts:
            return []
        scores = self._judge.score(prompts, completions)
        rewards = self._weights.rewards(_with_encoder(self._features.of(prompts, completions), scores))
        return [dataclasses.replace(score, reward=reward) for score, reward in zip(scores, rewards.tolist())]


def train(configuration: Configuration) -> dict:
    """Leaves `weights.json` in `runs/<name>/reward-model`."""
    settings = configuration.reward_model
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    judge = RewardJudge.load(configuration.run_directory("reward-judge") / "model")
    features = policy_features_of(configuration)

    def differences(pairs: Sequence[Pair]) -> torch.Tensor:
        """Features of the better reply less those of the worse one: (pairs, NAMES)."""
        prompts = [pair.prompt for pair in pairs for _ in (0, 1)]
        replies = [reply for pair in pairs for reply in (pair.chosen, pair.rejected)]
        both = _with_encoder(features.of(prompts, replies), judge.score(prompts, replies))
        return both[0::2] - both[1::2]

    gold = read_gold(configuration.path(configuration.policy_pairs.annotations) / configuration.policy_pairs.set)
    read = differences([each.pair for each in gold if not each.held_out])
    constructed = differences(_constructed(configuration, "train", settings.constructed_pairs))
    share = settings.readers_share if len(constructed) else 1.0
    importance = torch.cat(
        [
            torch.full((len(read),), share / max(len(read), 1)),
            torch.full((len(constructed),), (1 - share) / max(len(constructed), 1)),
        ]
    )
    weights = fit(torch.cat([read, constructed]), importance, settings.penalty)
    (run.path / FILE).write_text(json.dumps(dataclasses.asdict(weights), indent=2))
    held_out = differences([each.pair for each in gold if each.held_out])
    injected = differences(_constructed(configuration, "evaluation", settings.constructed_pairs))
    return run.finish(
        {
            "weights": weights.weights,
            "scales": weights.scales,
            "gold_pairs": len(read),
            "policy_pairs": {**_agreement(weights.rewards(held_out)), "alone": _alone(held_out)}
            if len(held_out)
            else None,
            "injected": {**_agreement(weights.rewards(injected)), "alone": _alone(injected)},
        }
    )


def load(configuration: Configuration) -> RewardModel:
    """:raises FileNotFoundError: where the stage has not been run"""
    return with_features(configuration, policy_features_of(configuration))


def with_features(configuration: Configuration, features: PolicyFeatures) -> RewardModel:
    """The reward model of a run on a policy that is loaded already."""
    written = json.loads((configuration.run_directory(STAGE) / FILE).read_text())
    judge = RewardJudge.load(configuration.run_directory("reward-judge") / "model")
    return RewardModel(features, judge, Weights(written["weights"], written["scales"]))


def policy_features_of(configuration: Configuration) -> PolicyFeatures:
    device = choose_device(configuration.threads)
    model, vocabulary = load_policy(policy_directory(configuration), device.precision, device.name)
    return PolicyFeatures(model, vocabulary.tokenizer, configuration.rollout.context_tokens)


def fit(differences: torch.Tensor, importance: torch.Tensor, penalty: float) -> Weights:
    """Minimises the weighted mean of -log sigmoid(w·d) + penalty·|w|² over the scaled differences d (pairs, NAMES).

    :param importance: weights of the pairs, which sum to 1
    """
    values = differences.double()
    scales = (values.square() * importance[:, None].double()).sum(0).sqrt().clamp_min(1e-6)
    scaled = values / scales
    weights = torch.zeros(values.shape[1], dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([weights], max_iter=200, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        optimiser.zero_grad()
        lost = -(functional.logsigmoid(scaled @ weights) * importance.double()).sum() + penalty * weights.square().sum()
        lost.backward()
        return lost

    optimiser.step(loss)
    return Weights(
        dict(zip(NAMES, weights.detach().tolist())),
        dict(zip(NAMES, scales.tolist())),
    )


def _constructed(configuration: Configuration, split: str, number: int) -> list[Pair]:
    pairs = read_labelled_pairs(configuration.data_directory, split)
    random.Random(configuration.seed).shuffle(pairs)
    return [Pair(pair.prompt, pair.chosen, pair.rejected) for pair in pairs[:number]]


def _with_encoder(features: torch.Tensor, scores: Sequence[Score]) -> torch.Tensor:
    return torch.cat([features, torch.tensor([[score.reward] for score in scores]).view(-1, 1)], dim=1)


def _agreement(margins: torch.Tensor) -> dict:
    right = int((margins > 0).sum())
    low, high = wilson(right, len(margins))
    return {"pairs": len(margins), "accuracy": right / max(len(margins), 1), "low": low, "high": high}


def _alone(differences: torch.Tensor) -> dict[str, float]:
    """How often each feature by itself is higher for the better reply."""
    return {name: float((differences[:, at] > 0).float().mean()) for at, name in enumerate(NAMES)}
