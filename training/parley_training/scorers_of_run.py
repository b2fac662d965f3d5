"""The scorers that a run has trained, for the stages after them."""

from __future__ import annotations

from .configuration import Configuration
from .scorers import reward_model
from .scorers.classifier import Classifier
from .scorers.ngram_reward import NgramReward
from .scorers.reward_judge_model import RewardJudge


def reward_judge_of(configuration: Configuration) -> RewardJudge:
    return RewardJudge.load(configuration.run_directory("reward-judge") / "model")


def reward_model_of(configuration: Configuration) -> reward_model.RewardModel:
    return reward_model.load(configuration)


def second_reward_of(configuration: Configuration) -> NgramReward:
    return NgramReward.load(configuration.run_directory("second-reward") / "model")


def classifier_of(configuration: Configuration) -> Classifier:
    return Classifier.load(configuration.run_directory("classifier") / "model")
