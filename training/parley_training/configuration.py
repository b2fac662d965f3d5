"""A run, as its YAML file describes it. Every stage has a section of its own; an unknown key is an error, not a default."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import types
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import yaml


@dataclass(frozen=True)
class Base:
    """What the policy and the scorers start from."""

    # `smollm2` and `minilm` are the pretrained models; `random` is a tiny one of the same kind, for tests of the chain.
    policy: str = "smollm2"
    scorer: str = "minilm"
    vocabulary: int = 12288


@dataclass(frozen=True)
class Supervised:
    """Fine-tuning on good replies, whole dialogues at a time."""

    epochs: int = 2
    dialogues_per_step: int = 6
    learning_rate: float = 4e-4
    # The updates of added tokens are this many times larger: they start as means of words and see few examples.
    added_token_factor: float = 5.0
    warmup_steps: int = 30
    # The rate is constant over this share of the steps and then falls to nothing in a straight line.
    constant_share: float = 0.5
    weight_decay: float = 0.01
    plan_weight: float = 2.0
    text_weight: float = 1.0
    partner_weight: float = 0.25
    # Share of the tags read off the partner's words (act, mood, concern) that are replaced: the interpreter errs too.
    corrupted_tags: float = 0.15
    maximum_tokens: int = 1024
    # Dialogues of the training split that are used, 0 for all.
    dialogues: int = 0
    # A policy to go on from, relative to `training/`; empty: the pretrained model. `restore` leaves one in `runs/<name>/base/policy`.
    start: str = ""
    # Writers (files of the corpus, by the beginning of their names) whose dialogues are all used, each this many times an epoch.
    emphasised: list[str] = field(default_factory=list)
    emphasis: int = 1
    # Points of the learning curve within the first epoch, as shares of the corpus.
    curve: list[float] = field(default_factory=lambda: [0.125, 0.25, 0.5, 1.0])
    save_every: int = 100


@dataclass(frozen=True)
class Scorer:
    """Reward model and judge, one encoder with two kinds of heads; the classifier has an encoder of its own."""

    epochs: int = 1
    pairs_per_step: int = 16
    learning_rate: float = 1e-4
    head_learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup_share: float = 0.1
    maximum_tokens: int = 192
    judge_weight: float = 1.0
    classifier_epochs: int = 2
    # How often a pair that readers compared is seen for every pair by construction.
    gold_repeats: int = 3
    # Examples of the training split that are used, 0 for all.
    examples: int = 0
    # A folder that an export wrote: reward model and judge are read from there, and nothing is trained.
    taken_from: str = ""
    save_every: int = 200


@dataclass(frozen=True)
class PartnerActs:
    """The reader of what partners write, an encoder of its own; see scorers/partner_acts.py."""

    epochs: int = 6
    turns_per_step: int = 32
    learning_rate: float = 1e-4
    head_learning_rate: float = 1e-3
    weight_decay: float = 0.01
    warmup_share: float = 0.1
    maximum_tokens: int = 96
    # Turns of the training split that are used, 0 for all.
    turns: int = 0
    save_every: int = 100


@dataclass(frozen=True)
class RewardModel:
    """How the policy's own probabilities and the encoder's reward are weighed; see scorers/reward_model.py."""

    # Pairs by construction that are looked at beside those that readers compared, to fit and again to measure.
    constructed_pairs: int = 600
    # Shares of the loss that pairs of readers may have: taken is the one that ranks pairs best which a fit has not seen.
    readers_shares: list[float] = field(default_factory=lambda: [0.5, 0.7, 0.85, 0.95, 1.0])
    penalty: float = 0.01


@dataclass(frozen=True)
class Preference:
    """Direct preference optimisation, a low-rank adapter on the frozen base."""

    epochs: int = 1
    pairs: int = 1500
    pairs_per_step: int = 8
    learning_rate: float = 5e-4
    beta: float = 0.1
    held_out: int = 200
    context_tokens: int = 512
    rank: int = 16
    save_every: int = 50


@dataclass(frozen=True)
class Reinforcement:
    """PPO or GRPO on one reward spec. A trajectory is one reply."""

    optimiser: str = "grpo"
    reward: str = "repo-bounded"
    steps: int = 150
    contexts_per_step: int = 8
    replies_per_context: int = 8
    learning_rate: float = 5e-4
    rank: int = 16
    alpha: int = 16
    # Price of one nat of divergence from the base, per token.
    divergence: float = 0.03
    clip: float = 0.2
    discount_lambda: float = 0.95
    value_learning_rate: float = 1e-3
    passes: int = 1
    # Whether the gradient sees how a context is read, which takes about twice the time (shared_prefix.py).
    context_gradient: bool = True
    # Contexts whose replies go through the network together; a step of more is summed over several passes.
    contexts_per_pass: int = 4
    # A reply without an end gets less than any reply that has one.
    cut_off_reward: float = -1.7
    maximum_new_tokens: int = 96
    context_tokens: int = 512
    save_every: int = 10
    # Stop rules: the run ends with a reason when one of these is passed.
    maximum_divergence: float = 1.0
    maximum_failed_rewards: float = 0.01
    maximum_constant_groups: float = 0.25
    minimum_distinct: float = 0.2
    # Steps whose mean a stop rule looks at, and how often the adversarial replies are rewarded.
    stop_window: int = 10
    probe_every: int = 10


@dataclass(frozen=True)
class Rollout:
    """Self-play of the SFT policy, where contexts and reference statistics come from."""

    contexts: int = 6000
    openings_share: float = 0.1
    reference_replies: int = 4000
    seed: int = 1000
    conversations_at_once: int = 32
    # Scenarios to play at most; playing stops when there is enough.
    conversations: int = 2000
    maximum_new_tokens: int = 96
    context_tokens: int = 512


@dataclass(frozen=True)
class PolicyPairs:
    """Pairs of the SFT policy's replies that readers compare without knowing where they come from."""

    # Name of the annotation set, and where sets lie.
    set: str = "policy-pairs"
    annotations: str = "annotations"
    pairs: int = 960
    seed: int = 5000


@dataclass(frozen=True)
class Logged:
    """What live conversations add to the pairs of `dpo` and `reward-judge`."""

    # A `preference` dataset of the server, relative to `training/`; empty: none.
    preference: str = ""
    # What servers ranked themselves teaches what their checks knew already, so it is left out unless it is asked for.
    sources: list[str] = field(default_factory=lambda: ["rated", "colleague"])


@dataclass(frozen=True)
class Checks:
    """Contexts in which eight replies are compared, and moments in which the partner's worry is swapped."""

    contexts: int = 100
    swaps: int = 100


@dataclass(frozen=True)
class Evaluation:
    contexts: int = 300
    side_by_side: int = 24
    partners: list[str] = field(default_factory=lambda: ["A", "B"])
    seed: int = 9000


@dataclass(frozen=True)
class Gates:
    """What a model has to reach before the next stage may build on it. `enforced` tells quality gates from a dry run."""

    enforced: bool = True
    supervised_gain: float = 1.0
    plan_text_agreement: float = 0.97
    unlike_of_eight: float = 5.0
    other_worry: float = 0.8
    same_worry: float = 0.2
    policy_pairs: int = 300
    reward_model_accuracy: float = 0.65
    reward_model_lower_bound: float = 0.58
    cross_entropy_difference: float = 0.03
    greedy_agreement: float = 0.95


@dataclass(frozen=True)
class Configuration:
    name: str
    seed: int = 1
    data: str = "data"
    runs: str = "runs"
    results: str = "results"
    models: str = "../models"
    # Version of the models that the run exports.
    version: str = "1.0.0"
    # How the worker is started, from the root of the repository.
    worker: list[str] = field(default_factory=lambda: ["npm", "run", "-s", "training-worker"])
    threads: int = 0
    base: Base = field(default_factory=Base)
    supervised: Supervised = field(default_factory=Supervised)
    scorer: Scorer = field(default_factory=Scorer)
    partner_acts: PartnerActs = field(default_factory=PartnerActs)
    reward_model: RewardModel = field(default_factory=RewardModel)
    preference: Preference = field(default_factory=Preference)
    policy_pairs: PolicyPairs = field(default_factory=PolicyPairs)
    logged: Logged = field(default_factory=Logged)
    rollout: Rollout = field(default_factory=Rollout)
    reinforcement: dict[str, Reinforcement] = field(default_factory=dict)
    checks: Checks = field(default_factory=Checks)
    evaluation: Evaluation = field(default_factory=Evaluation)
    gates: Gates = field(default_factory=Gates)

    @property
    def training_directory(self) -> Path:
        """`training/`, which the paths of a configuration are relative to."""
        return Path(__file__).resolve().parent.parent

    def path(self, name: str) -> Path:
        return self.training_directory / name

    @property
    def data_directory(self) -> Path:
        return self.path(self.data)

    def run_directory(self, stage: str) -> Path:
        return self.path(self.runs) / self.name / stage

    @property
    def results_directory(self) -> Path:
        return self.path(self.results) / self.name

    @property
    def hash(self) -> str:
        """Identifies the configuration whatever the order of its keys."""
        return hashlib.sha256(json.dumps(dataclasses.asdict(self), sort_keys=True).encode()).hexdigest()


class ConfigurationError(ValueError):
    """A configuration that cannot be used; the message names the key."""


def load_configuration(path: Path) -> Configuration:
    """:raises ConfigurationError: for a key that is unknown, missing or of the wrong type."""
    raw = yaml.safe_load(path.read_text()) or {}
    return _build(Configuration, raw, "")


def _build(kind: Any, value: Any, where: str) -> Any:
    if dataclasses.is_dataclass(kind):
        if not isinstance(value, dict):
            raise ConfigurationError(f"{where or 'The configuration'} must be a mapping")
        known = {each.name: each for each in dataclasses.fields(kind)}
        hints = get_type_hints(kind)
        for key in value:
            if key not in known:
                raise ConfigurationError(f"{where}{key}: there is no such setting; there are {', '.join(known)}")
        for name, each in known.items():
            required = each.default is dataclasses.MISSING and each.default_factory is dataclasses.MISSING
            if required and name not in value:
                raise ConfigurationError(f"{where}{name}: is missing")
        return kind(**{key: _build(hints[key], each, f"{where}{key}.") for key, each in value.items()})
    origin = get_origin(kind)
    if origin is list:
        if not isinstance(value, list):
            raise ConfigurationError(f"{where[:-1]}: must be a list")
        return [_build(get_args(kind)[0], each, f"{where}{index}.") for index, each in enumerate(value)]
    if origin is dict:
        if not isinstance(value, dict):
            raise ConfigurationError(f"{where[:-1]}: must be a mapping")
        return {key: _build(get_args(kind)[1], each, f"{where}{key}.") for key, each in value.items()}
    if origin in (Union, types.UnionType):
        return value
    if kind is float and isinstance(value, (int, float)) and not isinstance(value, bool):
        return float(value)
    if isinstance(value, bool) != (kind is bool) or not isinstance(value, kind):
        raise ConfigurationError(f"{where[:-1]}: must be {kind.__name__}, not {value!r}")
    return value
