"""Tells from the words of a reply alone what it does: its act, its tactic, the worry that it speaks to.

It knows neither the plan nor the moment, so that it can be held against them: a plan fits its words where the classifier
finds the plan's act likely enough in them. "Enough" is set on good replies that were held out, so that `FITTING` of them
pass; what it finds in replies under a wrong plan is reported beside it. A concern is the one of the moment that a good
reply was written for, for the acts that speak to one.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Sequence

import numpy
import torch
import torch.nn.functional as functional
from tokenizers import Tokenizer

from ..batches import Batches
from ..configuration import Configuration
from ..device import choose_device, set_seeds
from ..master_adamw import MasterAdamW
from ..run_directory import RunDirectory
from ..text_statistics import words_of_completion
from ..transcripts import read_transcripts
from ..worker_vocabulary import read_tags
from .encoder import PooledEncoder, collate, encode_pairs, new_encoder, new_tokenizer
from .scorer_files import load_scorer, save_scorer

STAGE = "classifier"
FITTING = 0.98
HEADS = {"act": "do", "tactic": "tactic", "concern": "concern"}
# What speaks to a worry; under any other act the moment's concern says nothing about the words.
_SPEAKS_TO_A_CONCERN = frozenset(
    {"empathise", "explain", "answer", "counter", "hold", "propose", "ask_reason", "offer_lever"}
)
_STATE_CONCERN = re.compile(r"<concern:([a-z_]+)>")
MAXIMUM_TOKENS = 96
_BATCH = 64
# Stands for "not known" among the classes of a head.
_UNKNOWN = -100


@dataclass(frozen=True)
class Example:
    """Words of a reply, and the tag of each head; none where there is nothing to learn."""

    words: str
    tags: dict[str, str | None]


def act_of(completion: str) -> str | None:
    found = re.search(r"<do:([a-z_]+)>", completion)
    return found.group(1) if found else None


def examples_of(path: Path) -> list[Example]:
    """Good replies of a split."""
    examples = []
    for transcript in read_transcripts(path):
        for turn in transcript.turns:
            act = act_of(turn.completion)
            if not turn.learn or act is None:
                continue
            tactic = re.search(r"<tactic:([a-z_]+)>", turn.completion)
            concern = _STATE_CONCERN.findall(turn.prompt)
            known = concern and act in _SPEAKS_TO_A_CONCERN
            tags = {
                "act": act,
                "tactic": tactic.group(1) if tactic else None,
                "concern": concern[-1] if known else None,
            }
            examples.append(Example(words_of_completion(turn.completion), tags))
    return examples


class ClassifierNetwork(torch.nn.Module):
    """(rows, length) of ids, mask and types to logits of each head (rows, classes)."""

    def __init__(self, encoder: PooledEncoder, classes: dict[str, list[str]]):
        super().__init__()
        self.pooled = encoder
        self.heads = torch.nn.ModuleDict(
            {name: torch.nn.Linear(encoder.width, len(own)) for name, own in classes.items()}
        )

    def forward(self, ids: torch.Tensor, real: torch.Tensor, types: torch.Tensor) -> dict[str, torch.Tensor]:
        features = self.pooled(ids, real, types)
        return {name: head(features) for name, head in self.heads.items()}


class Classifier:
    """A trained classifier. `threshold` is the probability from which an act fits the words."""

    def __init__(
        self, network: ClassifierNetwork, tokenizer: Tokenizer, classes: dict[str, list[str]], threshold: float
    ):
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.classes = classes
        self.threshold = threshold

    @torch.no_grad()
    def probabilities(self, words: Sequence[str]) -> list[dict[str, dict[str, float]]]:
        """Of every class of every head, for each text."""
        rows = encode_pairs(self.tokenizer, [("", text) for text in words], MAXIMUM_TOKENS)
        device = str(next(self.network.parameters()).device)
        found = []
        for at in range(0, len(rows), _BATCH):
            batch = collate(rows[at : at + _BATCH]).to(device)
            logits = self.network(batch.ids, batch.real, batch.types)
            shares = {name: own.float().softmax(-1).tolist() for name, own in logits.items()}
            for index in range(len(batch.ids)):
                found.append({name: dict(zip(self.classes[name], own[index])) for name, own in shares.items()})
        return found

    def agrees(self, prompts: Sequence[str], completions: Sequence[str]) -> list[bool]:
        """Whether the words of each completion fit the act of its plan."""
        found = self.probabilities([words_of_completion(completion) for completion in completions])
        return [
            each["act"].get(act_of(completion) or "", 0.0) >= self.threshold
            for each, completion in zip(found, completions)
        ]

    def concerns(self, completions: Sequence[str]) -> list[str]:
        """The worry that each reply speaks to, the likeliest one; `none` where it speaks to none."""
        found = self.probabilities([words_of_completion(completion) for completion in completions])
        return [max(each["concern"], key=each["concern"].get) for each in found]

    def save(self, directory: Path) -> None:
        save_scorer(self.network, self.tokenizer, {"classes": self.classes, "threshold": self.threshold}, directory)

    @staticmethod
    def load(directory: Path) -> Classifier:
        network, tokenizer, described = load_scorer(
            directory, lambda encoder, described: ClassifierNetwork(encoder, described["classes"])
        )
        return Classifier(network, tokenizer, described["classes"], described["threshold"])


def train(configuration: Configuration) -> dict:
    """Leaves the model in `runs/<name>/classifier/model`."""
    settings = configuration.scorer
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(configuration.seed)
    device = choose_device(configuration.threads)
    tags, slots = read_tags(configuration.data_directory)
    limit = settings.examples or None
    examples = examples_of(configuration.data_directory / "transcripts.train.jsonl")[:limit]
    validation = examples_of(configuration.data_directory / "transcripts.validation.jsonl")[:limit]
    evaluated = examples_of(configuration.data_directory / "transcripts.evaluation.jsonl")[:limit]
    classes = {
        name: [tag[len(family) + 2 : -1] for tag in tags if tag.startswith(f"<{family}:")]
        for name, family in HEADS.items()
    }
    tokenizer = new_tokenizer(tags, slots)
    encoder = new_encoder(configuration.base.scorer, tokenizer, tags, slots, configuration.seed)
    network = ClassifierNetwork(PooledEncoder(encoder), classes).to(device.name, device.precision)
    body = MasterAdamW(network.pooled.parameters(), settings.learning_rate, settings.weight_decay)
    heads = MasterAdamW(network.heads.parameters(), settings.head_learning_rate)
    rows = encode_pairs(tokenizer, [("", example.words) for example in examples], MAXIMUM_TOKENS)
    batches = Batches(len(rows), 2 * settings.pairs_per_step, configuration.seed)
    total = settings.classifier_epochs * batches.per_epoch
    network.train()
    for step in run.steps(total, settings.save_every, {"body": body, "heads": heads}):
        chosen = batches[step]
        batch = collate([rows[index] for index in chosen]).to(device.name)
        logits = network(batch.ids, batch.real, batch.types)
        loss = torch.zeros((), device=device.name)
        for name, own in logits.items():
            targets = _targets([examples[index] for index in chosen], name, classes[name]).to(device.name)
            if (targets != _UNKNOWN).any():
                loss = loss + functional.cross_entropy(own.float(), targets, ignore_index=_UNKNOWN)
        loss.backward()
        body.set_learning_rate(settings.learning_rate * (1 - step / total))
        heads.set_learning_rate(settings.head_learning_rate * (1 - step / total))
        body.step()
        heads.step()
        run.log(step=step + 1, loss=float(loss.detach()))
    # Measured as it will be used, which is in float32.
    classifier = Classifier(network.float(), tokenizer, classes, 0.0)
    own = [
        each["act"][example.tags["act"]]
        for each, example in zip(classifier.probabilities([e.words for e in validation]), validation)
    ]
    classifier.threshold = float(numpy.quantile(own, 1 - FITTING))
    classifier.save(run.path / "model")
    return run.finish({"examples": len(examples), **_measured(classifier, evaluated, configuration.seed)})


def _targets(examples: Sequence[Example], head: str, classes: list[str]) -> torch.Tensor:
    tags = [example.tags[head] for example in examples]
    return torch.tensor([classes.index(tag) if tag in classes else _UNKNOWN for tag in tags])


def _measured(classifier: Classifier, examples: list[Example], seed: int) -> dict:
    """Accuracy of every head; share of good replies that fit their plan, and of good replies that fit another's."""
    found = classifier.probabilities([example.words for example in examples])
    accuracies = {}
    for head in HEADS:
        known = [(each[head], example.tags[head]) for each, example in zip(found, examples) if example.tags[head]]
        right = sum(max(shares, key=shares.get) == tag for shares, tag in known)
        accuracies[head] = {"examples": len(known), "accuracy": right / max(len(known), 1)}
    generator = random.Random(seed)
    acts = sorted({example.tags["act"] for example in examples})
    fits, wrongly = [], []
    for each, example in zip(found, examples):
        fits.append(each["act"][example.tags["act"]] >= classifier.threshold)
        others = [act for act in acts if act != example.tags["act"]]
        if others:
            wrongly.append(each["act"][generator.choice(others)] >= classifier.threshold)
    return {
        "accuracy": accuracies,
        "threshold": classifier.threshold,
        "good_replies_that_fit": sum(fits) / max(len(fits), 1),
        "wrong_plans_that_fit": sum(wrongly) / max(len(wrongly), 1),
    }
