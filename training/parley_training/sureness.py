"""How well the policy itself knows which of two of its replies readers prefer: by the mean log-probability of its tokens.

It costs nothing where a reply is sampled, so a server can break ties with it, and a reward model has to agree with readers better
than this to be worth its time.
"""

from __future__ import annotations

from typing import Sequence

import torch
import torch.nn.functional as functional

from .configuration import Configuration
from .device import choose_device
from .policy_model import load_policy
from .policy_pairs import read_gold
from .pairs import Pair
from .quantised_base import policy_directory
from .run_directory import RunDirectory
from .scorers.intervals import share_of
from .shared_prefix import pad, states_before

STAGE = "sureness"
BATCH = 4


def measure(configuration: Configuration) -> dict:
    """Share of the pairs that readers agree on in which the SFT policy is surer of the better reply.

    :raises FileNotFoundError: where there are no such pairs yet
    """
    run = RunDirectory(configuration, STAGE, configuration.policy_pairs)
    if run.result:
        return run.result
    settings = configuration.policy_pairs
    gold = read_gold(configuration.path(settings.annotations) / settings.set)
    if not gold:
        raise FileNotFoundError(f"{settings.annotations}/{settings.set}/gold.jsonl: no pairs that readers agree on")
    device = choose_device(configuration.threads)
    model, vocabulary = load_policy(policy_directory(configuration), device.precision, device.name)
    pairs = [each.pair for each in gold]
    sure = mean_log_probabilities(model.eval(), vocabulary.tokenizer, pairs, configuration.rollout.context_tokens)
    right = sum(chosen > rejected for chosen, rejected in sure)
    longer = sum(len(pair.chosen) > len(pair.rejected) for pair in pairs)
    return run.finish(
        {"pairs": len(pairs), "agrees": share_of(right, len(pairs)), "longer": share_of(longer, len(pairs))}
    )


@torch.no_grad()
def mean_log_probabilities(model, tokenizer, pairs: Sequence[Pair], context_tokens: int) -> list[tuple[float, float]]:
    """Of the chosen and of the rejected reply, nats a token, plan and words, without a mask."""

    def encode(text: str) -> list[int]:
        return tokenizer.encode(text, add_special_tokens=False).ids

    device = model.device
    filler = tokenizer.token_to_id("<pad>")
    found: list[tuple[float, float]] = [(0.0, 0.0)] * len(pairs)
    order = sorted(range(len(pairs)), key=lambda index: len(pairs[index].prompt))
    for at in range(0, len(order), BATCH):
        part = order[at : at + BATCH]
        contexts, real = pad([encode(pairs[index].prompt)[-context_tokens:] for index in part], filler, device)
        sides = [reply for index in part for reply in (pairs[index].chosen, pairs[index].rejected)]
        replies, counted = pad([encode(reply) for reply in sides], filler, device)
        logits = functional.linear(states_before(model, contexts, real, replies), model.lm_head.weight).float()
        logs = logits.log_softmax(-1).gather(2, replies[:, :, None])[:, :, 0]
        means = ((logs * counted).sum(1) / counted.sum(1)).tolist()
        for place, index in enumerate(part):
            found[index] = (means[2 * place], means[2 * place + 1])
    return found
