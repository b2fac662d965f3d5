"""Direct preference optimisation (DPO, arXiv 2305.18290) of an adapter on pairs of replies to the same moment."""

from __future__ import annotations

import random

import torch
import torch.nn.functional as functional

from .adapter import with_new_adapter
from .batches import Batches
from .configuration import Configuration
from .device import choose_device, set_seeds
from .logged_pairs import read_logged_pairs
from .master_adamw import MasterAdamW
from .pairs import Pair, read_pairs
from .quantised_base import policy_directory
from .run_directory import RunDirectory
from .shared_prefix import pad
from .trajectories import Packed, score_tokens

STAGE = "dpo"


def train(configuration: Configuration) -> dict:
    """Leaves the adapter in `runs/<name>/dpo/adapter`."""
    settings = configuration.preference
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(configuration.seed)
    device = choose_device(configuration.threads)
    base = policy_directory(configuration)
    peft, vocabulary = with_new_adapter(base, settings.rank, settings.rank, device.precision, device.name)
    trainer = _Trainer(peft, vocabulary.tokenizer, settings.beta, settings.context_tokens, device.name)
    optimiser = MasterAdamW(peft.parameters(), settings.learning_rate)
    pairs = read_pairs(configuration.data_directory / "pairs.train.jsonl")
    random.Random(configuration.seed).shuffle(pairs)
    logged = read_logged_pairs(configuration)
    pairs = pairs[: settings.pairs] + logged
    held_out = read_pairs(configuration.data_directory / "pairs.validation.jsonl")
    random.Random(configuration.seed).shuffle(held_out)
    held_out = held_out[: settings.held_out]
    batches = Batches(len(pairs), settings.pairs_per_step, configuration.seed)
    total = batches.per_epoch * settings.epochs
    for step in run.steps(total, settings.save_every, {"optimiser": optimiser}):
        loss, right = trainer.loss([pairs[index] for index in batches[step]])
        loss.backward()
        optimiser.set_learning_rate(settings.learning_rate * (1 - step / total))
        norm = optimiser.step()
        run.log(step=step + 1, loss=float(loss.detach()), right=right, norm=norm)
    with torch.no_grad():
        size = settings.pairs_per_step
        held = [trainer.loss(held_out[at : at + size]) for at in range(0, len(held_out), size)]
    peft.save_pretrained(run.path / "adapter")
    return run.finish(
        {
            "pairs": len(pairs),
            "logged_pairs": len(logged),
            "steps": total,
            "held_out_loss": float(sum(float(loss) for loss, _ in held) / len(held)),
            "held_out_right": sum(right for _, right in held) / len(held),
        }
    )


class _Trainer:
    def __init__(self, peft, tokenizer, beta: float, context_tokens: int, device: str):
        self._peft = peft
        self._model = peft.get_base_model()
        self._tokenizer = tokenizer
        self._beta = beta
        self._context_tokens = context_tokens
        self._device = device

    def loss(self, pairs: list[Pair]) -> tuple[torch.Tensor, float]:
        """The loss, and the share of pairs in which the better reply has gained more on the base than the worse one."""
        packed = self._pack(pairs)
        with torch.no_grad(), self._peft.disable_adapter():
            reference = score_tokens(self._model, packed).log_probabilities.sum(1)
        gained = (score_tokens(self._model, packed).log_probabilities.sum(1) - reference).view(len(pairs), 2)
        margin = gained[:, 0] - gained[:, 1]
        return -functional.logsigmoid(self._beta * margin).mean(), float((margin > 0).float().mean())

    def _pack(self, pairs: list[Pair]) -> Packed:
        """Pairs carry no grammar: every token counts as allowed."""

        def encode(text: str) -> list[int]:
            return self._tokenizer.encode(text, add_special_tokens=False).ids

        filler = self._tokenizer.token_to_id("<pad>")
        contexts = [encode(pair.prompt)[-self._context_tokens :] for pair in pairs]
        replies = [encode(reply) for pair in pairs for reply in (pair.chosen, pair.rejected)]
        context_ids, context_real = pad(contexts, filler, self._device)
        reply_ids, reply_real = pad(replies, filler, self._device)
        vocabulary = self._model.config.vocab_size
        allowed = torch.ones(1, 1, dtype=torch.bool, device=self._device).expand(int(reply_real.sum()), vocabulary)
        return Packed(context_ids, context_real, reply_ids, reply_real, allowed)
