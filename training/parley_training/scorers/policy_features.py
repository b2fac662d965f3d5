"""What the SFT policy itself finds of a reply: how likely its words are, and where it would not have written them.

A reader sees at once where a small policy has lost the thread; an encoder that was trained on flaws in well-written replies does
not. The policy's own probabilities do: they cost one pass that shares the context, and nothing where the reply was just sampled.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Sequence

import torch
import torch.nn.functional as functional
from tokenizers import Tokenizer

from ..shared_prefix import pad, states_before

FEATURES = ("words", "least_likely", "excess", "entropy", "rare")
# Words that are less likely than this, in nats, stand out.
RARE = -5.0
# Rows of contexts that go through the network together.
CONTEXTS = 4
_PLAN_END = "</plan>"


class PolicyFeatures:
    """`FEATURES` of replies under a policy that stays as it is. Over the words of a reply, without its plan:

    words          mean log-probability
    least_likely   mean log-probability of the three least likely ones
    excess         mean of log-probability and entropy: below zero where others were likelier than usual
    entropy        mean entropy before each word, nats
    rare           share of words below `RARE`
    """

    def __init__(self, model, tokenizer: Tokenizer, context_tokens: int):
        self._model = model.eval()
        self._tokenizer = tokenizer
        self._context_tokens = context_tokens
        self._filler = tokenizer.token_to_id("<pad>")
        self._plan_end = tokenizer.token_to_id(_PLAN_END)

    def of(self, prompts: Sequence[str], completions: Sequence[str]) -> torch.Tensor:
        """(replies, features). Replies of the same prompt share its pass."""
        found = torch.zeros(len(prompts), len(FEATURES))
        for group in _groups(prompts):
            found[[row for rows in group for row in rows]] = self._of_group(
                [prompts[rows[0]] for rows in group], [completions[row] for rows in group for row in rows]
            )
        return found

    @torch.no_grad()
    def _of_group(self, prompts: list[str], completions: list[str]) -> torch.Tensor:
        device = self._model.device
        contexts, real = pad(
            [self._encode(prompt)[-self._context_tokens :] for prompt in prompts], self._filler, device
        )
        rows = [self._encode(completion) for completion in completions]
        replies, _ = pad(rows, self._filler, device)
        states = states_before(self._model, contexts, real, replies)
        logs = functional.linear(states, self._model.lm_head.weight).float().log_softmax(-1)
        chosen = logs.gather(2, replies[:, :, None])[:, :, 0].cpu()
        entropies = -(logs.exp() * logs).sum(-1).cpu()
        return torch.stack([self._of_reply(row, chosen[at], entropies[at]) for at, row in enumerate(rows)])

    def _of_reply(self, row: list[int], chosen: torch.Tensor, entropies: torch.Tensor) -> torch.Tensor:
        begin = row.index(self._plan_end) + 1 if self._plan_end in row else 0
        words, entropy = chosen[begin : len(row)], entropies[begin : len(row)]
        if len(words) == 0:
            # No words at all are what the policy would never have written.
            return torch.tensor([RARE, RARE, RARE, 0.0, 1.0])
        return torch.stack(
            [
                words.mean(),
                words.sort().values[:3].mean(),
                (words + entropy).mean(),
                entropy.mean(),
                (words < RARE).float().mean(),
            ]
        )

    def _encode(self, text: str) -> list[int]:
        return self._tokenizer.encode(text, add_special_tokens=False).ids


def _groups(prompts: Sequence[str]) -> list[list[list[int]]]:
    """Rows of each prompt, in groups of prompts with as many rows as each other and about as long."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row, prompt in enumerate(prompts):
        rows[prompt].append(row)
    by_count: dict[int, list[str]] = defaultdict(list)
    for prompt, own in rows.items():
        by_count[len(own)].append(prompt)
    groups = []
    for alike in by_count.values():
        alike.sort(key=len)
        groups += [[rows[prompt] for prompt in alike[at : at + CONTEXTS]] for at in range(0, len(alike), CONTEXTS)]
    return groups
