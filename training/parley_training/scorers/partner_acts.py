"""Tells from what a partner writes which acts it does, several at a time, beside the server's deterministic reading.

The labels are those that the writers of the corpus gave their own lines. Every act has a threshold of its own, set on turns that
were held out (validation partners, and one dialogue in `HELD_OUT` of the training partners) so that `PRECISION` of what is found
is so; an act that does not get there is not offered at all. Every act has a doubt as well: a probability below which `MISSED` of
its true cases lie. The server adds what is found to what it reads itself, hears less of what is doubted, and asks back where
the two disagree about a yes.
"""

from __future__ import annotations

import json
import zlib
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
from .calibration import found_of
from .encoder import PooledEncoder, collate, encode_pairs, new_encoder, new_tokenizer
from .scorer_files import load_scorer, save_scorer

STAGE = "partner-acts"
HEAD = "acts"
# Of what is found on held-out turns. Labels are debatable: a second reader would not agree with all of them either.
PRECISION = 0.8
# Found at least so often on held-out turns, or the precision means nothing.
LEAST_FOUND = 5
# Share of the true cases of an act that may lie below its doubt.
MISSED = 0.02
# Fewer true cases say nothing about the lowest of them.
LEAST_TRUE = 15
# One training dialogue in so many sets thresholds and is not learned from: rare acts are too rare in validation alone.
HELD_OUT = 8
_BATCH = 64
_STRETCH = 20


@dataclass(frozen=True)
class Turn:
    """What a partner wrote in one turn, what it was an answer to, and what it does."""

    dialogue: str
    asked: str
    words: str
    acts: frozenset[str]

    @property
    def held_out(self) -> bool:
        return zlib.crc32(self.dialogue.encode()) % HELD_OUT == 0


def read_acts(data_directory: Path) -> list[str]:
    """All acts, in the server's order."""
    return json.loads((data_directory / "acts.manifest.json").read_text())["acts"]


def read_turns(data_directory: Path, split: str) -> list[Turn]:
    with (data_directory / f"acts.{split}.jsonl").open() as lines:
        rows = [json.loads(line) for line in lines]
    return [Turn(row["id"].rpartition(":")[0], row["asked"], row["words"], frozenset(row["acts"])) for row in rows]


class PartnerActsNetwork(torch.nn.Module):
    """(rows, length) of ids, mask and types to a logit of each act (rows, acts)."""

    def __init__(self, encoder: PooledEncoder, acts: Sequence[str]):
        super().__init__()
        self.pooled = encoder
        self.acts = torch.nn.Linear(encoder.width, len(acts))

    def forward(self, ids: torch.Tensor, real: torch.Tensor, types: torch.Tensor) -> torch.Tensor:
        return self.acts(self.pooled(ids, real, types))


class PartnerActs:
    """A trained reader of acts.

    `thresholds` by act: the probability from which it counts; none where it never does. `doubts`: the probability below which
    it is hardly ever so; 0 where that is not known.
    """

    def __init__(
        self,
        network: PartnerActsNetwork,
        tokenizer: Tokenizer,
        acts: Sequence[str],
        thresholds: dict[str, float | None],
        doubts: dict[str, float],
        maximum_tokens: int,
    ):
        self.network = network.eval()
        self.tokenizer = tokenizer
        self.acts = list(acts)
        self.thresholds = thresholds
        self.doubts = doubts
        self.maximum_tokens = maximum_tokens

    @torch.no_grad()
    def probabilities(self, turns: Sequence[Turn]) -> numpy.ndarray:
        """(turns, acts)"""
        rows = rows_of(self.tokenizer, turns, self.maximum_tokens)
        device = str(next(self.network.parameters()).device)
        found = []
        for at in range(0, len(rows), _BATCH):
            batch = collate(rows[at : at + _BATCH]).to(device)
            found.append(self.network(batch.ids, batch.real, batch.types).float().sigmoid().cpu().numpy())
        return numpy.concatenate(found) if found else numpy.zeros((0, len(self.acts)))

    def save(self, directory: Path) -> None:
        described = {
            "acts": self.acts,
            "thresholds": self.thresholds,
            "doubts": self.doubts,
            "maximum_tokens": self.maximum_tokens,
        }
        save_scorer(self.network, self.tokenizer, described, directory)

    @staticmethod
    def load(directory: Path) -> PartnerActs:
        network, tokenizer, described = load_scorer(
            directory, lambda encoder, described: PartnerActsNetwork(encoder, described["acts"])
        )
        known = (described[name] for name in ("acts", "thresholds", "doubts", "maximum_tokens"))
        return PartnerActs(network, tokenizer, *known)


def rows_of(tokenizer: Tokenizer, turns: Sequence[Turn], maximum_tokens: int) -> list[tuple[list, list]]:
    """What was asked for is the context, and what is said the part that counts."""
    return encode_pairs(tokenizer, [(turn.asked, turn.words) for turn in turns], maximum_tokens)


def threshold_of(probabilities: numpy.ndarray, truths: numpy.ndarray, precision: float = PRECISION) -> float | None:
    """The lowest threshold above which everything found is right in `precision` of the cases; none where there is no such."""
    order = numpy.argsort(-probabilities, kind="stable")
    values, right = probabilities[order], truths[order].cumsum() / numpy.arange(1, len(order) + 1)
    # A threshold lies between two different probabilities, never inside of a tie.
    ends = numpy.append(values[1:] < values[:-1], True)
    good = numpy.flatnonzero(ends & (right >= precision))
    if len(good) == 0 or good[-1] + 1 < LEAST_FOUND:
        return None
    below = values[good[-1] + 1] if good[-1] + 1 < len(values) else 0.0
    return float((values[good[-1]] + below) / 2)


def doubt_of(probabilities: numpy.ndarray, truths: numpy.ndarray) -> float:
    """The probability below which `MISSED` of the true cases lie; 0 where there are too few to tell."""
    own = probabilities[truths]
    return float(numpy.quantile(own, MISSED)) if len(own) >= LEAST_TRUE else 0.0


def train(configuration: Configuration) -> dict:
    """Leaves the model in `runs/<name>/partner-acts/model`."""
    settings = configuration.partner_acts
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(configuration.seed)
    device = choose_device(configuration.threads)
    limit = settings.turns or None
    data = configuration.data_directory
    acts = read_acts(data)
    own, validation, evaluated = (read_turns(data, split)[:limit] for split in ("train", "validation", "evaluation"))
    turns = [turn for turn in own if not turn.held_out]
    held_out = [*validation, *(turn for turn in own if turn.held_out)]
    tokenizer = new_tokenizer([], [])
    encoder = new_encoder(configuration.base.scorer, tokenizer, [], [], configuration.seed)
    network = PartnerActsNetwork(PooledEncoder(encoder), acts).to(device.name, device.precision)
    body = MasterAdamW(network.pooled.parameters(), settings.learning_rate, settings.weight_decay)
    head = MasterAdamW(network.acts.parameters(), settings.head_learning_rate)
    rows = rows_of(tokenizer, turns, settings.maximum_tokens)
    targets = torch.tensor([[act in turn.acts for act in acts] for turn in turns], dtype=torch.float32)
    lengths = [len(ids) for ids, _ in rows]
    batches = Batches(len(rows), settings.turns_per_step, configuration.seed, lengths, _STRETCH)
    total = settings.epochs * batches.per_epoch
    warm = max(1, int(settings.warmup_share * total))
    network.train()
    for step in run.steps(total, settings.save_every, {"body": body, "head": head}):
        chosen = batches[step]
        batch = collate([rows[index] for index in chosen]).to(device.name)
        logits = network(batch.ids, batch.real, batch.types).float()
        loss = functional.binary_cross_entropy_with_logits(logits, targets[chosen].to(device.name))
        loss.backward()
        rate = min((step + 1) / warm, (total - step) / max(total - warm, 1))
        body.set_learning_rate(settings.learning_rate * rate)
        head.set_learning_rate(settings.head_learning_rate * rate)
        body.step()
        head.step()
        run.log(step=step + 1, loss=float(loss.detach()))
    # Measured as it will be used, which is in float32.
    reader = PartnerActs(network.float(), tokenizer, acts, {}, {}, settings.maximum_tokens)
    known = reader.probabilities(held_out)
    reader.thresholds = {act: threshold_of(known[:, at], _truths(held_out, act)) for at, act in enumerate(acts)}
    reader.doubts = {act: doubt_of(known[:, at], _truths(held_out, act)) for at, act in enumerate(acts)}
    reader.save(run.path / "model")
    return run.finish(
        {"turns": len(turns), "held_out": measured(reader, held_out), "evaluation": measured(reader, evaluated)}
    )


def _truths(turns: Sequence[Turn], act: str) -> numpy.ndarray:
    return numpy.array([act in turn.acts for turn in turns], dtype=bool)


def measured(reader: PartnerActs, turns: Sequence[Turn]) -> dict:
    """Precision, recall and area under the curve of each act, at its threshold."""
    probabilities = reader.probabilities(turns)
    found = {}
    for at, act in enumerate(reader.acts):
        threshold = reader.thresholds[act]
        # Above every probability: nothing is found.
        found[act] = found_of(probabilities[:, at], _truths(turns, act), 2.0 if threshold is None else threshold)
    return {"turns": len(turns), "acts": found}
