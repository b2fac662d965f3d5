"""A second reward model that shares nothing with the first: a linear one over word pairs, a monitor that no policy is trained on.

Where the reward of a policy goes up and this one's does not, the policy has learned the first model and not the task.
"""

from __future__ import annotations

import json
import math
import random
import zlib
from pathlib import Path
from typing import Sequence

import numpy
from tqdm import tqdm

from ..configuration import Configuration
from ..run_directory import RunDirectory
from ..text_statistics import words, words_of_completion
from .intervals import wilson
from .labelled_pairs import LabelledPair, read_labelled_pairs
from .scorer_input import partner_words

STAGE = "second-reward"
BUCKETS = 2**16
EPOCHS = 3
RATE = 0.1
DECAY = 1e-5


def features(prompt: str, completion: str) -> dict[int, float]:
    """Hashed words and word pairs of a reply, what it shares with the partner's words, and its length."""
    own, said = words(words_of_completion(completion)), set(words(partner_words(prompt)))
    names = [*own, *(f"{one} {other}" for one, other in zip(["^", *own], [*own, "$"]))]
    found: dict[int, float] = {}
    scale = 1 / math.sqrt(max(len(names), 1))
    for name in names:
        index = zlib.crc32(name.encode()) % BUCKETS
        found[index] = found.get(index, 0.0) + scale
    shared = [word for word in own if word in said and len(word) > 3]
    extra = {
        "shared": len(shared) / max(len(own), 1),
        "length": math.log1p(len(own)) / 4,
        "question": "?" in completion,
    }
    for name, value in extra.items():
        found[zlib.crc32(f"<{name}>".encode()) % BUCKETS] = float(value)
    return found


class NgramReward:
    """A weight for each bucket."""

    def __init__(self, weights: numpy.ndarray):
        self._weights = weights

    def score(self, prompts: Sequence[str], completions: Sequence[str]) -> list[float]:
        return [self._value(features(prompt, completion)) for prompt, completion in zip(prompts, completions)]

    def _value(self, found: dict[int, float]) -> float:
        return float(sum(self._weights[index] * value for index, value in found.items()))

    def save(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        numpy.save(directory / "weights.npy", self._weights)
        (directory / "scorer.json").write_text(json.dumps({"buckets": BUCKETS}))

    @staticmethod
    def load(directory: Path) -> NgramReward:
        return NgramReward(numpy.load(directory / "weights.npy"))


def train(configuration: Configuration) -> dict:
    """Bradley–Terry on differences of features, AdaGrad. Leaves the model in `runs/<name>/second-reward/model`."""
    run = RunDirectory(configuration, STAGE, configuration.scorer)
    if run.result:
        return run.result
    limit = configuration.scorer.examples or None
    pairs = read_labelled_pairs(configuration.data_directory, "train")[:limit]
    differences = [_difference(pair) for pair in pairs]
    weights, squares = numpy.zeros(BUCKETS), numpy.full(BUCKETS, 1e-8)
    generator = random.Random(configuration.seed)
    for epoch in range(EPOCHS):
        order = generator.sample(range(len(differences)), len(differences))
        losses = []
        for index in tqdm(order, desc=f"{STAGE} {epoch + 1}", mininterval=5):
            where, values = differences[index]
            margin = float(weights[where] @ values)
            losses.append(math.log1p(math.exp(-margin)) if margin > -30 else -margin)
            gradient = -values / (1 + math.exp(min(margin, 30))) + DECAY * weights[where]
            squares[where] += gradient**2
            weights[where] -= RATE * gradient / numpy.sqrt(squares[where])
        run.log(step=epoch + 1, loss=float(numpy.mean(losses)))
    model = NgramReward(weights)
    model.save(run.path / "model")
    evaluated = read_labelled_pairs(configuration.data_directory, "evaluation")[:limit]
    prompts = [pair.prompt for pair in evaluated]
    better = model.score(prompts, [pair.chosen for pair in evaluated])
    worse = model.score(prompts, [pair.rejected for pair in evaluated])
    right = sum(one > other for one, other in zip(better, worse))
    low, high = wilson(right, len(evaluated))
    return run.finish(
        {"pairs": len(pairs), "held_out": {"accuracy": right / max(len(evaluated), 1), "low": low, "high": high}}
    )


def _difference(pair: LabelledPair) -> tuple[numpy.ndarray, numpy.ndarray]:
    """Buckets and values of the better reply's features less the worse one's."""
    total = features(pair.prompt, pair.chosen)
    for index, value in features(pair.prompt, pair.rejected).items():
        total[index] = total.get(index, 0.0) - value
    kept = {index: value for index, value in total.items() if value != 0}
    return numpy.array(list(kept), dtype=int), numpy.array(list(kept.values()))
