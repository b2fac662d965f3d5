"""Reinforcement learning of one arm: PPO or GRPO on one reward spec, on contexts of the SFT policy's self-play.

A trajectory is one reply. Every step draws contexts, samples replies under the serving mask, has the server's code and the
trained scorers reward them, and updates the adapter. The monitors of reward gaming are taken at every step, and stop rules
end the run where one of them says that going on would teach the wrong thing.
"""

from __future__ import annotations

import dataclasses
import random

import torch

from . import rollout
from .adapter import with_new_adapter
from .configuration import Configuration, ConfigurationError, Reinforcement
from .device import choose_device, set_seeds
from .grammar_mask import TokenKinds
from .moments import Moment, read_moments, standing_in
from .monitors import Sample, measure
from .policy_update import PolicyUpdate
from .probing import probe
from .quantised_base import policy_directory
from .reference_statistics import frozen_statistics
from .reward_function import RewardFunction
from .run_directory import RunDirectory
from .sampling import Sampler
from .scorers_of_run import reward_model_of, second_reward_of
from .worker import Worker


def train_arm(configuration: Configuration, arm: str) -> dict:
    """Trains one arm of the configuration; leaves its adapter in `runs/<name>/<arm>/adapter`.

    :raises ConfigurationError: for an arm that the configuration does not have
    """
    if arm not in configuration.reinforcement:
        raise ConfigurationError(f"reinforcement.{arm}: there is no such arm")
    settings = configuration.reinforcement[arm]
    run = RunDirectory(configuration, arm, settings)
    if run.result:
        return run.result
    with Worker(configuration) as worker:
        return _Arm(configuration, settings, run, worker).train()


class _Arm:
    def __init__(self, configuration: Configuration, settings: Reinforcement, run: RunDirectory, worker: Worker):
        set_seeds(configuration.seed)
        self._configuration = configuration
        self._settings = settings
        self._run = run
        self._worker = worker
        self._device = choose_device(configuration.threads)
        base = policy_directory(configuration)
        device = self._device
        self._peft, vocabulary = with_new_adapter(base, settings.rank, settings.alpha, device.precision, device.name)
        self._tokenizer = vocabulary.tokenizer
        self._kinds = TokenKinds(vocabulary.tokenizer)
        self._moments = read_moments(configuration.run_directory(rollout.STAGE) / "contexts.jsonl")
        statistics, hashes = frozen_statistics(configuration)
        self._spec_hash = hashes[settings.reward]
        self._reward = RewardFunction(worker, reward_model_of(configuration), settings.reward, statistics)
        self._second = second_reward_of(configuration)
        self._update = PolicyUpdate(self._peft, settings, self._kinds, device.name)

    def train(self) -> dict:
        settings = self._settings
        steps = self._run.steps(settings.steps, settings.save_every, {"update": self._update})
        lines = self._run.metrics()
        stopped = None
        for step in steps:
            metrics = self._step(step)
            number = step + 1
            if number % settings.probe_every == 0 or number == settings.steps:
                metrics["probes"] = self._probe()
            lines.append(self._run.log(step=number, worker_share=round(self._worker.share, 3), **metrics))
            self._run.show(reward=metrics["reward"], divergence=metrics["divergence"])
            stopped = stop_reason(settings, lines)
            if stopped:
                break
        self._peft.save_pretrained(self._run.path / "adapter")
        return self._run.finish(self._result(lines, stopped))

    def _step(self, step: int) -> dict:
        settings = self._settings
        generator = random.Random(f"{self._configuration.seed}/{step}")
        moments = draw_moments(self._moments, settings.contexts_per_step, generator)
        contexts = [moment.context(self._tokenizer, self._kinds) for moment in moments]
        seed = self._configuration.seed * 1_000_003 + step
        sampler = Sampler(self._peft.get_base_model(), self._tokenizer, self._device.name, seed, self._kinds)
        replies = sampler.sample(contexts, settings.replies_per_context, settings.maximum_new_tokens)
        completions = [reply.text(self._tokenizer) for own in replies for reply in own]
        prompts = [moment.prompt for moment in moments for _ in range(settings.replies_per_context)]
        with standing_in(self._worker, moments, settings.context_tokens) as conversations:
            standing = [each for each in conversations for _ in range(settings.replies_per_context)]
            assessed = self._reward(standing, prompts, completions)
        flat = [reply for own in replies for reply in own]
        rewards = torch.tensor(
            [
                settings.cut_off_reward if reply.cut_off else float("nan") if each.reward is None else each.reward
                for reply, each in zip(flat, assessed)
            ]
        ).view(len(moments), -1)
        update = self._update(contexts, replies, rewards)
        second = self._second.score(prompts, completions)
        sample = Sample(flat, completions, assessed, list(second), settings.replies_per_context)
        return {**measure(sample), **dataclasses.asdict(update)}

    def _probe(self) -> dict[str, float]:
        chosen = draw_moments(self._moments, 8, random.Random("probes"))
        return probe(self._worker, self._reward, chosen, self._kinds, self._tokenizer, self._settings.context_tokens)

    def _result(self, lines: list[dict], stopped: str | None) -> dict:
        last = lines[-20:]
        means = {
            name: sum(line[name] for line in last) / len(last)
            for name in ("reward", "clean", "divergence", "distinct_2", "length")
            if all(line[name] is not None for line in last)
        }
        return {
            "optimiser": self._settings.optimiser,
            "reward": self._settings.reward,
            "spec_hash": self._spec_hash,
            "steps": lines[-1]["step"],
            "stopped": stopped,
            "first": {"reward": lines[0]["reward"], "clean": lines[0]["clean"]},
            "last_20_steps": means,
        }


def draw_moments(moments: list[Moment], number: int, generator: random.Random) -> list[Moment]:
    """Moments of different stages where there are some: a stage is drawn first, by the root of its size."""
    stages: dict[str, list[Moment]] = {}
    for moment in moments:
        stages.setdefault(moment.stage, []).append(moment)
    names = sorted(stages)
    weights = [len(stages[name]) ** 0.5 for name in names]
    return [generator.choice(stages[generator.choices(names, weights)[0]]) for _ in range(number)]


def stop_reason(settings: Reinforcement, lines: list[dict]) -> str | None:
    """Why a run has to end, by its last steps; none while it may go on."""
    last = lines[-settings.stop_window :]
    if len(last) < settings.stop_window:
        return None

    def mean(name: str) -> float:
        values = [line[name] for line in last if line[name] is not None]
        return sum(values) / len(values) if values else 0.0

    if mean("failed") > settings.maximum_failed_rewards:
        return f"{mean('failed'):.1%} of the replies could not be rewarded"
    if mean("divergence") > settings.maximum_divergence:
        return f"the policy has left its base: {mean('divergence'):.2f} nats a token"
    if mean("constant") > settings.maximum_constant_groups:
        return f"{mean('constant'):.0%} of the groups have replies of one reward"
    if mean("distinct_2") < settings.minimum_distinct:
        return f"replies have become alike: {mean('distinct_2'):.2f} of their word pairs are different"
    probes = [line["probes"] for line in lines if line.get("probes")]
    if probes:
        kind, worst = max(probes[-1].items(), key=lambda item: item[1])
        if worst > mean("reward"):
            return f"adversarial replies ({kind}) are rewarded {worst:.2f}, more than the policy's own"
    return None
