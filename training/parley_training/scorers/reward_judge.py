"""Training of reward model and judge on pairs: which reply is better, and which items of the rubric each one violates."""

from __future__ import annotations

import json
import math
import random
from collections import defaultdict
from pathlib import Path
from typing import Sequence

import torch
import torch.nn.functional as functional
from tokenizers import Tokenizer
from transformers import BertConfig, BertModel

from ..batches import Batches
from ..configuration import Configuration, Scorer
from ..export.restore import read_scorer
from ..device import choose_device, set_seeds
from ..master_adamw import MasterAdamW
from ..logged_pairs import read_logged_pairs
from ..policy_pairs import read_gold
from ..run_directory import RunDirectory
from ..worker import Worker
from ..worker_vocabulary import read_tags
from .calibration import best_threshold, calibration_error, calibration_line, found_of, moved
from .encoder import PooledEncoder, collate, encode_pairs, new_encoder, new_tokenizer
from .intervals import wilson
from .labelled_pairs import LabelledPair, read_labelled_pairs
from .reward_judge_model import Item, RewardJudge, RewardJudgeNetwork, Score, version_of
from .scorer_input import scorer_text

STAGE = "reward-judge"
# A rare item counts more, but never so much that the judge sees it everywhere.
MOST_WEIGHT = 5.0


def train(configuration: Configuration) -> dict:
    """Leaves the model in `runs/<name>/reward-judge/model`."""
    settings = configuration.scorer
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(configuration.seed)
    gold = read_gold(configuration.path(configuration.policy_pairs.annotations) / configuration.policy_pairs.set)
    logged = read_logged_pairs(configuration)
    compared = [] if settings.taken_from else [each.pair for each in gold if not each.held_out] + logged
    if settings.taken_from:
        scorer, pairs = restore(configuration.path(settings.taken_from)), []
    else:
        scorer, pairs = _trained(configuration, run, [_of_gold(pair) for pair in compared])
    scorer.save(run.path / "model")
    limit = settings.examples or None
    held_out = [_of_gold(each.pair) for each in gold if each.held_out]
    evaluated = read_labelled_pairs(configuration.data_directory, "evaluation")
    random.Random(configuration.seed).shuffle(evaluated)
    return run.finish(
        {
            "version": version_of(run.path / "model"),
            "pairs": len(pairs),
            "taken_from": settings.taken_from or None,
            "gold_pairs": len(compared) and sum(not each.held_out for each in gold),
            "logged_pairs": len(compared) and len(logged),
            "injected": evaluate(scorer, evaluated[:limit]),
            "policy_pairs": accuracy(scorer, held_out) if held_out else None,
        }
    )


def _trained(
    configuration: Configuration, run: RunDirectory, compared: list[LabelledPair]
) -> tuple[RewardJudge, list[LabelledPair]]:
    """The trained and calibrated scorer, and the pairs that it has seen."""
    settings = configuration.scorer
    device = choose_device(configuration.threads)
    tags, slots = read_tags(configuration.data_directory)
    with Worker(configuration) as worker:
        items = [Item(each["id"], each["points"]) for each in worker.call_all("describe", [{}])[0]["rubricItems"]]
    tokenizer = new_tokenizer(tags, slots)
    encoder = new_encoder(configuration.base.scorer, tokenizer, tags, slots, configuration.seed)
    network = RewardJudgeNetwork(PooledEncoder(encoder), len(items)).to(device.name, device.precision)
    pairs = read_labelled_pairs(configuration.data_directory, "train")
    random.Random(configuration.seed).shuffle(pairs)
    pairs = pairs[: settings.examples or None] + compared * settings.gold_repeats
    trainer = _Trainer(network, tokenizer, items, pairs, settings, configuration.seed, device.name)
    total = settings.epochs * trainer.batches.per_epoch
    for step in run.steps(total, settings.save_every, trainer.optimisers):
        run.log(step=step + 1, **trainer.step(step, total))
    # Measured as it will be used: rewards of bfloat16 are so coarse that replies of like worth change their order.
    scorer = RewardJudge(network.float(), tokenizer, items, settings.maximum_tokens, "untrained")
    calibrate(scorer, read_labelled_pairs(configuration.data_directory, "validation")[: settings.examples or None])
    return scorer, pairs


def restore(exported: Path) -> RewardJudge:
    """Reward model and judge as an export wrote them, thresholds and calibration included; their weights went through 8 bits.

    :raises FileNotFoundError: where the folder or a file of it is missing
    """
    described = json.loads((exported / "scorer.json").read_text())
    items = [Item(**item) for item in described["items"]]
    encoder = BertModel(BertConfig.from_pretrained(exported), add_pooling_layer=False)
    state, heads = read_scorer(exported / "scorer.onnx", encoder.config.num_hidden_layers)
    encoder.load_state_dict(
        {**encoder.state_dict(), **{name: torch.from_numpy(own.copy()) for name, own in state.items()}}
    )
    network = RewardJudgeNetwork(PooledEncoder(encoder), len(items))
    for head, (weight, bias) in heads.items():
        getattr(network, head).load_state_dict(
            {"weight": torch.from_numpy(weight.copy()), "bias": torch.from_numpy(bias.copy())}
        )
    tokenizer = Tokenizer.from_file(str(exported / "tokenizer.json"))
    return RewardJudge(network, tokenizer, items, described["maximum_tokens"], "untrained")


def _of_gold(pair) -> LabelledPair:
    return LabelledPair(pair.prompt, pair.chosen, pair.rejected, "policy", None, None, None)


class _Trainer:
    def __init__(
        self,
        network: RewardJudgeNetwork,
        tokenizer: Tokenizer,
        items: list[Item],
        pairs: list[LabelledPair],
        settings: Scorer,
        seed: int,
        device: str,
    ):
        self._network = network
        self._items = items
        self._pairs = pairs
        self._settings = settings
        self._device = device
        texts = [
            (text.context, text.reply)
            for pair in pairs
            for text in (scorer_text(pair.prompt, pair.chosen), scorer_text(pair.prompt, pair.rejected))
        ]
        self._rows = encode_pairs(tokenizer, texts, settings.maximum_tokens)
        lengths = [len(ids) for ids, _ in self._rows[::2]]
        self.batches = Batches(len(pairs), settings.pairs_per_step, seed, lengths, stretch=32)
        self._weights = self._item_weights()
        heads = [*network.reward.parameters(), *network.judge.parameters()]
        self._body = MasterAdamW(network.pooled.parameters(), settings.learning_rate, settings.weight_decay)
        self._heads = MasterAdamW(heads, settings.head_learning_rate)
        self.optimisers = {"body": self._body, "heads": self._heads}

    def _item_weights(self) -> torch.Tensor:
        """How much a violation of each item counts against its absence: their odds, bounded."""
        labelled = [own for pair in self._pairs for own in (pair.chosen_items, pair.rejected_items) if own is not None]
        weights = []
        for item in self._items:
            positives = sum(item.id in own for own in labelled)
            weights.append(min(MOST_WEIGHT, max(1.0, (len(labelled) - positives) / max(positives, 1))))
        return torch.tensor(weights, device=self._device)

    def step(self, step: int, total: int) -> dict:
        settings = self._settings
        chosen = self.batches[step]
        batch = collate([self._rows[2 * index + side] for index in chosen for side in (0, 1)]).to(self._device)
        self._network.train()
        rewards, logits = self._network(batch.ids, batch.real, batch.types)
        rewards, logits = rewards.float(), logits.float()
        margin = rewards[0::2] - rewards[1::2]
        preference = -functional.logsigmoid(margin).mean()
        known, truth = self._truths([self._pairs[index] for index in chosen])
        judged = torch.zeros((), device=self._device)
        if known.any():
            judged = functional.binary_cross_entropy_with_logits(logits[known], truth[known], pos_weight=self._weights)
        loss = preference + settings.judge_weight * judged
        loss.backward()
        rate = _rate(step, total, settings.warmup_share)
        self._body.set_learning_rate(settings.learning_rate * rate)
        self._heads.set_learning_rate(settings.head_learning_rate * rate)
        norm = self._body.step()
        self._heads.step()
        right = float((margin > 0).float().mean())
        return {"preference": float(preference.detach()), "judge": float(judged.detach()), "right": right, "norm": norm}

    def _truths(self, pairs: Sequence[LabelledPair]) -> tuple[torch.Tensor, torch.Tensor]:
        """Which replies (two a pair) are labelled, and their violated items (replies, items)."""
        both = [own for pair in pairs for own in (pair.chosen_items, pair.rejected_items)]
        known = torch.tensor([own is not None for own in both], device=self._device)
        rows = [[float(item.id in (own or ())) for item in self._items] for own in both]
        return known, torch.tensor(rows, device=self._device)


def _rate(step: int, total: int, warmup_share: float) -> float:
    """Warms up in a straight line, then falls along a cosine."""
    warmup = max(1, round(warmup_share * total))
    if step < warmup:
        return (step + 1) / warmup
    return 0.5 * (1 + math.cos(math.pi * (step - warmup) / max(1, total - warmup)))


def calibrate(scorer: RewardJudge, pairs: list[LabelledPair]) -> None:
    """Makes probabilities come true on labelled pairs, then sets the thresholds that find most and accuse least."""
    probabilities, truths = _judged(scorer, pairs, _scored(scorer, pairs))
    lines = {item.id: calibration_line(probabilities[item.id], truths[item.id]) for item in scorer.items}
    scorer.calibrate(lines)
    scorer.items = [
        Item(item.id, item.points, best_threshold(moved(probabilities[item.id], *lines[item.id]), truths[item.id]))
        for item in scorer.items
    ]


def _scored(scorer: RewardJudge, pairs: list[LabelledPair]) -> list[tuple[Score, Score]]:
    """Scores of the better and the worse reply of each pair."""
    prompts = [pair.prompt for pair in pairs for _ in (0, 1)]
    scores = scorer.score(prompts, [reply for pair in pairs for reply in (pair.chosen, pair.rejected)])
    return list(zip(scores[0::2], scores[1::2]))


def _judged(
    scorer: RewardJudge, pairs: list[LabelledPair], scores: list[tuple[Score, Score]]
) -> tuple[dict[str, list[float]], dict[str, list[bool]]]:
    """Probability and truth of every item, over both replies of all pairs; replies that nobody labelled are left out."""
    known = [
        (score, own)
        for pair, both in zip(pairs, scores)
        for score, own in zip(both, (pair.chosen_items, pair.rejected_items))
        if own is not None
    ]
    return (
        {item.id: [score.probabilities[item.id] for score, _ in known] for item in scorer.items},
        {item.id: [item.id in own for _, own in known] for item in scorer.items},
    )


def evaluate(scorer: RewardJudge, pairs: list[LabelledPair]) -> dict:
    """Pairs by kind and by class of the flaw; every item at its threshold; how far probabilities can be believed."""
    scores = _scored(scorer, pairs)
    probabilities, truths = _judged(scorer, pairs, scores)
    kinds, classes = defaultdict(list), defaultdict(list)
    for pair, both in zip(pairs, scores):
        kinds[pair.kind].append(both)
        if pair.flaw:
            classes[pair.flaw].append(both)
    flat = [value for item in scorer.items for value in probabilities[item.id]]
    flat_truths = [value for item in scorer.items for value in truths[item.id]]
    return {
        **_accuracy(scores),
        "by_kind": {kind: _accuracy(own) for kind, own in sorted(kinds.items())},
        "by_class": {name: _accuracy(own) for name, own in sorted(classes.items())},
        "items": {
            item.id: {
                **found_of(probabilities[item.id], truths[item.id], item.threshold),
                "threshold": item.threshold,
                "calibration_error": calibration_error(probabilities[item.id], truths[item.id]),
            }
            for item in scorer.items
        },
        "calibration_error": calibration_error(flat, flat_truths),
    }


def accuracy(scorer: RewardJudge, pairs: list[LabelledPair]) -> dict:
    """Share of pairs whose better reply gets the higher reward, with Wilson's interval."""
    return _accuracy(_scored(scorer, pairs))


def _accuracy(scores: list[tuple[Score, Score]]) -> dict:
    right = sum(better.reward > worse.reward for better, worse in scores)
    low, high = wilson(right, len(scores))
    return {"pairs": len(scores), "accuracy": right / max(len(scores), 1), "low": low, "high": high}
