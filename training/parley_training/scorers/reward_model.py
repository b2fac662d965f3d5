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
# Parts that the pairs of readers are held out in, one after the other: few weights need no half of their own to be measured on.
FOLDS = 5


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

    def differences(name: str, pairs: Sequence[Pair]) -> torch.Tensor:
        """Features of the better reply less those of the worse one: (pairs, NAMES). Kept, because they take most of the time."""
        kept, known = run.path / f"differences-{name}.pt", _digest_of(pairs, judge.version)
        if kept.exists() and (found := torch.load(kept))["digest"] == known:
            return found["differences"]
        prompts = [pair.prompt for pair in pairs for _ in (0, 1)]
        replies = [reply for pair in pairs for reply in (pair.chosen, pair.rejected)]
        both = _with_encoder(features.of(prompts, replies), judge.score(prompts, replies))
        torch.save({"digest": known, "differences": both[0::2] - both[1::2]}, kept)
        return both[0::2] - both[1::2]

    gold = read_gold(configuration.path(configuration.policy_pairs.annotations) / configuration.policy_pairs.set)
    # The encoder has been trained on the other half: what it says of those it has learned by heart, and would be believed for it.
    read = differences("held-out", [each.pair for each in gold if each.held_out])
    constructed = differences("constructed", _constructed(configuration, "train", settings.constructed_pairs))
    margins = {share: cross_fitted(read, constructed, share, settings.penalty) for share in settings.readers_shares}
    likelihood = {share: float(functional.logsigmoid(each).mean()) for share, each in margins.items() if len(each)}
    share = max(likelihood, key=likelihood.__getitem__, default=settings.readers_shares[0])
    weights = fit(*weighted(read, constructed, share), settings.penalty)
    (run.path / FILE).write_text(json.dumps(dataclasses.asdict(weights), indent=2))
    injected = differences("injected", _constructed(configuration, "evaluation", settings.constructed_pairs))
    return run.finish(
        {
            "weights": weights.weights,
            "scales": weights.scales,
            "readers_share": share,
            "likelihood_by_share": {str(each): value for each, value in likelihood.items()},
            "policy_pairs": {**_agreement(margins[share]), "alone": _alone(read)} if len(read) else None,
            "injected": {**_agreement(weights.rewards(injected)), "alone": _alone(injected)},
        }
    )


def weighted(read: torch.Tensor, constructed: torch.Tensor, share: float) -> tuple[torch.Tensor, torch.Tensor]:
    """Both kinds of pairs, and their importance: what readers compared counts that share, each kind's pairs alike."""
    kinds = [(pairs, part) for pairs, part in ((read, share), (constructed, 1 - share)) if len(pairs) and part > 0]
    total = sum(part for _, part in kinds)
    importance = torch.cat([torch.full((len(pairs),), part / total / len(pairs)) for pairs, part in kinds])
    return torch.cat([pairs for pairs, _ in kinds]), importance


def cross_fitted(read: torch.Tensor, constructed: torch.Tensor, share: float, penalty: float) -> torch.Tensor:
    """What each pair of readers is given by weights that were fitted without its part of FOLDS: (pairs), positive where it agrees."""
    margins = torch.zeros(len(read))
    part = torch.arange(len(read)) % FOLDS
    for fold in range(min(FOLDS, len(read))):
        weights = fit(*weighted(read[part != fold], constructed, share), penalty)
        margins[part == fold] = weights.rewards(read[part == fold])
    return margins


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


def _digest_of(pairs: Sequence[Pair], scorer: str) -> str:
    text = json.dumps([scorer, *((pair.prompt, pair.chosen, pair.rejected) for pair in pairs)])
    return hashlib.sha256(text.encode()).hexdigest()


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
