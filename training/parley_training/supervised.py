"""Supervised fine-tuning of the policy on the corpus, and the learning curve over it.

A dialogue trains in one pass, since the transcript only grows at its end. The rate stays constant through the first epoch, so
that the validation loss at shares of it is a curve over the amount of data, every dialogue of it seen once.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import torch
import torch.nn.functional as functional
from torch.nn.utils.rnn import pad_sequence

from .batches import Batches
from .configuration import Configuration, Supervised
from .device import Device, choose_device, set_seeds
from .master_adamw import MasterAdamW
from .policy_model import base_byte_pairs, base_policy, save_policy, take_weights
from .run_directory import RunDirectory
from .transcripts import Corruption, Transcript, WeightedTokens, read_transcripts, weighted_tokens, words_between
from .vocabulary import Vocabulary, build_vocabulary
from .worker_vocabulary import read_tags

STAGE = "supervised"


@dataclass(frozen=True)
class Losses:
    """Mean cross-entropy, nats a token, of our replies: all of them, their plans, their words."""

    ours: float
    plan: float
    words: float


def train(configuration: Configuration) -> dict:
    """Trains the policy and leaves it in `runs/<name>/supervised/policy`."""
    settings = configuration.supervised
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(configuration.seed)
    device = choose_device(configuration.threads)
    transcripts = read_transcripts(configuration.data_directory / "transcripts.train.jsonl")
    validation = read_transcripts(configuration.data_directory / "transcripts.validation.jsonl")
    random.Random(configuration.seed).shuffle(transcripts)
    if settings.dialogues:
        validation = validation[: settings.dialogues]
    corpus = transcripts
    transcripts = chosen_of(corpus, settings)
    tags, slots = read_tags(configuration.data_directory)
    vocabulary = build_vocabulary(
        base_byte_pairs(configuration.base.policy),
        words_between(each.text for each in corpus),
        tags,
        slots,
        configuration.base.vocabulary,
    )
    model = base_policy(configuration.base.policy, vocabulary, configuration.seed)
    if settings.start:
        take_weights(model, vocabulary, configuration.path(settings.start))
    model = model.to(device.name, device.precision)
    trainer = _Trainer(settings, model, vocabulary, tags, device)
    held_out = [weighted_tokens(each, vocabulary.tokenizer, settings) for each in validation]

    lengths = [len(each.text) for each in transcripts]
    batches = Batches(len(transcripts), settings.dialogues_per_step, configuration.seed, lengths, stretch=16)
    total = settings.epochs * batches.per_epoch
    curve = {max(1, round(share * batches.per_epoch)): share for share in settings.curve}
    steps = run.steps(total, settings.save_every, {"optimiser": trainer.optimiser})
    if not run.metrics():
        run.log(step=0, share=0.0, validation=vars(trainer.evaluate(held_out)))
    for step in steps:
        rate = learning_rate(settings, step, total)
        batch = [transcripts[index] for index in batches[step]]
        metrics = trainer.step(batch, rate, random.Random(f"{configuration.seed}/{step}"))
        number = step + 1
        epoch = step // batches.per_epoch
        share = curve.get(number) if epoch == 0 else None
        if share is not None or number == total or number % batches.per_epoch == 0:
            metrics = {**metrics, "share": share, "validation": vars(trainer.evaluate(held_out))}
        run.log(step=number, epoch=epoch, rate=rate, **metrics)
        run.show(loss=f"{metrics['loss']:.3f}")
    save_policy(model, vocabulary, run.path / "policy")
    final = [line for line in run.metrics() if "validation" in line]
    return run.finish(
        {
            "dialogues": len(transcripts),
            "steps": total,
            "vocabulary": vocabulary.size,
            "parameters": sum(each.numel() for each in model.parameters()),
            "untrained": final[0]["validation"],
            "validation": final[-1]["validation"],
            "curve": [
                {"share": line["share"], "dialogues": round(line["share"] * len(transcripts)), **line["validation"]}
                for line in final
                if line.get("share")
            ],
        }
    )


def chosen_of(transcripts: list[Transcript], settings: Supervised) -> list[Transcript]:
    """What an epoch holds: dialogues of emphasised writers, each several times, and of the others as many as are asked for."""
    emphasised = [each for each in transcripts if each.writer.startswith(tuple(settings.emphasised))]
    others = [each for each in transcripts if not each.writer.startswith(tuple(settings.emphasised))]
    return emphasised * settings.emphasis + others[: settings.dialogues or None]


def learning_rate(settings: Supervised, step: int, total: int) -> float:
    """Warms up, stays, then falls to nothing in a straight line."""
    if step < settings.warmup_steps:
        return settings.learning_rate * (step + 1) / settings.warmup_steps
    constant = settings.constant_share * total
    if step <= constant:
        return settings.learning_rate
    return settings.learning_rate * (total - step) / (total - constant)


class _Trainer:
    def __init__(self, settings: Supervised, model, vocabulary: Vocabulary, tags: list[str], device: Device):
        self._settings = settings
        self._model = model
        self._tokenizer = vocabulary.tokenizer
        self._tags = tags
        self._device = device
        embedding = model.get_input_embeddings().weight
        first_added = min(vocabulary.tokenizer.token_to_id(tag) for tag in tags)
        rows = torch.arange(first_added, vocabulary.size, device=device.name)
        self.optimiser = MasterAdamW(
            model.parameters(),
            settings.learning_rate,
            settings.weight_decay,
            boosted=(embedding, rows),
            boost=settings.added_token_factor,
        )

    def step(self, batch: list[Transcript], rate: float, generator: random.Random) -> dict:
        corruption = Corruption(self._tags, self._settings.corrupted_tags, generator)
        rows = [weighted_tokens(each, self._tokenizer, self._settings, corruption) for each in batch]
        self._model.train()
        losses, weights, _ = self._losses(rows)
        loss = (losses * weights).sum() / weights.sum().clamp(min=1e-6)
        loss.backward()
        self.optimiser.set_learning_rate(rate)
        norm = self.optimiser.step()
        return {"loss": float(loss.detach()), "norm": norm, "tokens": sum(len(row.ids) for row in rows)}

    @torch.no_grad()
    def evaluate(self, rows: list[WeightedTokens]) -> Losses:
        self._model.eval()
        sums = torch.zeros(3)
        counts = torch.zeros(3)
        ordered = sorted(rows, key=lambda row: len(row.ids))
        for start in range(0, len(ordered), 8):
            losses, weights, ours = self._losses(ordered[start : start + 8])
            plan = ours & (weights == self._settings.plan_weight)
            words = ours & ~plan
            for index, chosen in enumerate((ours, plan, words)):
                sums[index] += losses[chosen].sum().cpu()
                counts[index] += chosen.sum().cpu()
        means = (sums / counts.clamp(min=1)).tolist()
        return Losses(*(round(mean, 4) for mean in means))

    def _losses(self, rows: list[WeightedTokens]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
        """Cross-entropy, weight and whether it is ours, of each token that has a weight or is ours; flat."""
        columns = zip(*((row.ids, row.weights, row.ours) for row in rows))
        ids, weights, ours = (
            pad_sequence([torch.tensor(own) for own in column], batch_first=True).to(self._device.name)
            for column in columns
        )
        # Padding stands at the end, where a causal mask hides it from everything that counts.
        hidden = self._model.model(input_ids=ids, use_cache=False).last_hidden_state
        chosen = (weights[:, 1:] > 0) | ours[:, 1:]
        logits = functional.linear(hidden[:, :-1][chosen], self._model.lm_head.weight).float()
        losses = functional.cross_entropy(logits, ids[:, 1:][chosen], reduction="none")
        return losses, weights[:, 1:][chosen], ours[:, 1:][chosen]
