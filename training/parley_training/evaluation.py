"""Every arm on the same contexts: one reply each, unguarded, from seeds that no training has seen.

Contexts are moments of the SFT policy's own conversations with the training partners and with partners B, whose authors did
not see the training partners. What an arm was trained to raise is told apart from what it never saw: the judge of signals,
the second reward model, the independent checker and the classifier.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from . import preference, supervised
from .adapter import with_adapter
from .base_sampler import sampler_of_base
from .configuration import Configuration
from .device import choose_device, set_seeds
from .independent_checker import violations
from .moments import Moment, read_moments, standing_in, write_moments
from .policy_model import base_policy
from .quantised_base import policy_directory
from .reference_statistics import frozen_statistics
from .reward_function import Assessed, RewardFunction
from .run_directory import RunDirectory
from .sampling import Reply, Sampler
from .scorers.intervals import bootstrap, share_of
from .scorers.scorer_input import partner_messages
from .scorers_of_run import classifier_of, reward_model_of, second_reward_of
from .self_play import Turn, play
from .text_statistics import distinct, repetition, words, words_of_completion
from .vocabulary import load_vocabulary
from .worker import Worker

STAGE = "evaluation"
UNTRAINED = "untrained"
BATCH = 16


@dataclass(frozen=True)
class ArmReplies:
    """One reply of an arm for every context, with what was measured about it."""

    replies: list[Reply]
    completions: list[str]
    assessed: list[Assessed]
    second: list[float]
    agrees: list[bool]


def evaluate(configuration: Configuration) -> dict:
    """Leaves `evaluation.json` and `side-by-side.md` in the results of the run."""
    settings = configuration.evaluation
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(settings.seed)
    results = configuration.results_directory
    results.mkdir(parents=True, exist_ok=True)
    with Worker(configuration) as worker:
        contexts = {partners: _contexts(configuration, run, worker, partners) for partners in settings.partners}
        evaluator = _Evaluator(configuration, worker)
        tables: dict[str, dict[str, Any]] = {}
        shown: dict[str, dict[str, ArmReplies]] = {partners: {} for partners in contexts}
        for arm in arms_of(configuration):
            for partners, moments in contexts.items():
                replies = evaluator.replies(arm, moments)
                shown[partners][arm] = replies
                tables.setdefault(arm, {})[partners] = table_of(replies)
                run.log(step=len(tables), arm=arm, partners=partners, **tables[arm][partners])
    result = {"contexts": {partners: len(moments) for partners, moments in contexts.items()}, "arms": tables}
    (results / "evaluation.json").write_text(json.dumps(result, indent=2))
    (results / "side-by-side.md").write_text(side_by_side(contexts, shown, settings.side_by_side, settings.seed))
    return run.finish(result)


def arms_of(configuration: Configuration) -> list[str]:
    """The untrained base, the SFT policy, and every arm that has been trained."""
    trained = [preference.STAGE, *configuration.reinforcement]
    return [
        UNTRAINED,
        supervised.STAGE,
        *(arm for arm in trained if (configuration.run_directory(arm) / "adapter").exists()),
    ]


def _contexts(configuration: Configuration, run: RunDirectory, worker: Worker, partners: str) -> list[Moment]:
    path = run.path / f"contexts.{partners}.jsonl"
    if path.exists():
        return read_moments(path)
    settings = configuration.evaluation
    sampler = sampler_of_base(configuration, settings.seed)
    met: list[Moment] = []

    def on_turns(turns: list[Turn]) -> bool:
        met.extend(turn.moment for turn in turns)
        # Twice as many as are needed: some conversations have only begun when playing stops.
        return len(met) < 2 * settings.contexts

    scenarios = [(partners, settings.seed, index) for index in range(settings.contexts)]
    play(worker, sampler, scenarios, configuration.rollout, on_turns)
    moments = random.Random(settings.seed).sample(met, min(settings.contexts, len(met)))
    write_moments(path, moments)
    return moments


class _Evaluator:
    def __init__(self, configuration: Configuration, worker: Worker):
        self._configuration = configuration
        self._worker = worker
        self._device = choose_device(configuration.threads)
        statistics, _ = frozen_statistics(configuration)
        self._reward = RewardFunction(worker, reward_model_of(configuration), "repo-bounded", statistics)
        self._second = second_reward_of(configuration)
        self._classifier = classifier_of(configuration)

    def replies(self, arm: str, moments: list[Moment]) -> ArmReplies:
        model, vocabulary = self._policy(arm)
        tokenizer = vocabulary.tokenizer
        sampler = Sampler(model, tokenizer, self._device.name, self._configuration.evaluation.seed)
        rollout_settings = self._configuration.rollout
        replies: list[Reply] = []
        assessed: list[Assessed] = []
        completions: list[str] = []
        for at in tqdm(range(0, len(moments), BATCH), desc=arm, mininterval=5):
            part = moments[at : at + BATCH]
            contexts = [moment.context(tokenizer, sampler.kinds) for moment in part]
            own = [each[0] for each in sampler.sample(contexts, 1, rollout_settings.maximum_new_tokens)]
            texts = [reply.text(tokenizer) for reply in own]
            with standing_in(self._worker, part, rollout_settings.context_tokens) as conversations:
                assessed.extend(self._reward(conversations, [moment.prompt for moment in part], texts))
            replies.extend(own)
            completions.extend(texts)
        prompts = [moment.prompt for moment in moments]
        second = list(self._second.score(prompts, completions))
        return ArmReplies(replies, completions, assessed, second, self._classifier.agrees(prompts, completions))

    def _policy(self, arm: str):
        configuration, device = self._configuration, self._device
        policy = policy_directory(configuration)
        if arm == UNTRAINED:
            vocabulary = load_vocabulary(policy)
            model = base_policy(configuration.base.policy, vocabulary, configuration.seed)
            return model.to(device.name, device.precision), vocabulary
        adapter = None if arm == supervised.STAGE else configuration.run_directory(arm) / "adapter"
        return with_adapter(policy, adapter, device.precision, device.name)


def table_of(arm: ArmReplies) -> dict[str, Any]:
    """The numbers of one arm, each with its 95% interval where it is a share or a mean over replies."""
    assessed = arm.assessed
    count = len(assessed)
    texts = [words_of_completion(completion) for completion in arm.completions]
    filled = [each.assessment.get("text", text) for each, text in zip(assessed, texts)]
    names = sorted({name for each in assessed for name in each.blocking})
    signals = [each.assessment["verdict"]["total"] for each in assessed if "verdict" in each.assessment]

    def mean(values: list[float | None]) -> dict[str, Any]:
        known = [float(value) for value in values if value is not None]
        low, high = bootstrap(known) if known else (None, None)
        return {"value": sum(known) / len(known) if known else None, "low": low, "high": high}

    def share(values: list[bool]) -> dict[str, Any]:
        return share_of(sum(values), len(values))

    return {
        "replies": count,
        "reward": mean([each.reward for each in assessed]),
        "rm": mean([each.rm for each in assessed]),
        "judge_points": mean([sum(each.deductions.values()) for each in assessed if each.reward is not None]),
        "signal_points": mean(signals),
        "second": mean(arm.second),
        "blocked": share([bool(each.blocking) for each in assessed]),
        "blocking_findings": mean([float(len(each.blocking)) for each in assessed]),
        "by_rule": {name: share([name in each.blocking for each in assessed]) for name in names},
        "independent": share([bool(violations(text)) for text in filled]),
        "plan_text_agreement": share(arm.agrees),
        "cut_off": share([reply.cut_off for reply in arm.replies]),
        "length": mean([float(len(words(text))) for text in texts]),
        "repetition": mean([repetition(text) for text in texts]),
        "distinct_2": {"value": distinct(texts)},
    }


def side_by_side(
    contexts: dict[str, list[Moment]], shown: dict[str, dict[str, ArmReplies]], number: int, seed: int
) -> str:
    """Markdown: for contexts chosen by seed, what the partner said last and what every arm answers."""
    lines = [
        f"# Replies side by side\n\nContexts chosen by seed {seed}; one reply of each arm, as sampled, unguarded.\n"
    ]
    for partners, moments in contexts.items():
        share = number // len(contexts)
        chosen = random.Random(seed).sample(range(len(moments)), min(share, len(moments)))
        for index in chosen:
            moment = moments[index]
            partner = " / ".join(partner_messages(moment.prompt))
            lines.append(f"## Partners {partners}, {moment.stage}\n\n> {partner or '(we write first)'}\n")
            for arm, replies in shown[partners].items():
                assessed = replies.assessed[index]
                completion = replies.completions[index]
                plan, _, _ = completion.partition("</plan>")
                text = assessed.assessment.get("text") or words_of_completion(completion)
                marks = f" · stopped by {', '.join(assessed.blocking)}" if assessed.blocking else ""
                lines.append(f"- **{arm}** `{plan.strip()}`{marks}: {text}")
            lines.append("")
    return "\n".join(lines)


def read_evaluation(results: Path) -> dict[str, Any] | None:
    path = results / "evaluation.json"
    return json.loads(path.read_text()) if path.exists() else None
