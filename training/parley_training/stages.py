"""The stages of a run by name, in the order of the chain."""

from __future__ import annotations

from typing import Callable

from . import (
    evaluation,
    export_stage,
    gates,
    policy_checks,
    policy_pairs,
    preference,
    quantised_base,
    reference_statistics,
    report,
    rollout,
    supervised,
    sureness,
    test_model,
)
from .configuration import Configuration
from .reinforcement import train_arm
from .scorers import classifier, ngram_reward, partner_acts, reward_judge, reward_model

Stage = Callable[[Configuration], dict]


def _reinforcement(configuration: Configuration) -> dict:
    """All arms of the configuration, one after the other."""
    return {arm: train_arm(configuration, arm) for arm in configuration.reinforcement}


STAGES: dict[str, Stage] = {
    "supervised": supervised.train,
    "base": quantised_base.make,
    "classifier": classifier.train,
    "partner-acts": partner_acts.train,
    "rollout": rollout.draw,
    "checks": policy_checks.check,
    "policy-pairs": policy_pairs.draw,
    "reward-judge": reward_judge.train,
    "reward-model": reward_model.train,
    "statistics": reference_statistics.freeze,
    "second-reward": ngram_reward.train,
    "dpo": preference.train,
    "reinforcement": _reinforcement,
    "evaluation": evaluation.evaluate,
    "report": report.write,
    "export": export_stage.export,
}

# Not part of the chain.
EXTRA: dict[str, Stage] = {
    "export-partner-acts": export_stage.export_partner_acts,
    "export-reward-judge": export_stage.export_reward_judge,
    "restore": quantised_base.restore,
    "sureness": sureness.measure,
    "test-model": test_model.write,
}

# What a stage has to prove before the chain goes on.
GATES: dict[str, Callable[[Configuration, dict], list[gates.Gate]]] = {
    "supervised": gates.of_supervised,
    "base": gates.of_base,
    "reward-model": gates.of_reward_model,
    "checks": gates.of_checks,
    "export": gates.of_export,
}


def run(configuration: Configuration, stage: str) -> dict:
    """Runs a stage and holds its result against its gates.

    :raises gates.GateFailed: where a gate is missed and the configuration enforces gates
    """
    result = {**STAGES, **EXTRA}[stage](configuration)
    if stage in GATES:
        gates.enforce(configuration, GATES[stage](configuration, result))
    return result
