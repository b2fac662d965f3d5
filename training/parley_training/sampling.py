"""Replies of the policy, sampled under the server's grammar."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Callable

import torch
import torch.nn.functional as functional
from tokenizers import Tokenizer

from .grammar_mask import Grammar, MaskState, TokenKinds
from .shared_prefix import ReplyCache, extend, pad, prefill
from .vocabulary import decode

# Finished replies leave the batch where it becomes smaller than this share of what it was.
WORTH_LEAVING = 0.8


@dataclass(frozen=True)
class Context:
    """A moment to reply to: the prompt's tokens, ending with `<plan>`, and the plans that are permitted."""

    tokens: list[int]
    grammar: Grammar


@dataclass(frozen=True)
class Reply:
    """Tokens from the plan to `<end>`, and the log-probability of each under the policy that sampled it and the mask."""

    tokens: list[int]
    log_probabilities: list[float]
    # Sampling stopped at the limit before `<end>`.
    cut_off: bool

    def text(self, tokenizer) -> str:
        return decode(tokenizer, self.tokens)


@dataclass
class _Written:
    """A reply as far as it is written."""

    state: MaskState
    tokens: list[int] = field(default_factory=list)
    logs: list[float] = field(default_factory=list)

    def add(self, token: int, log: float) -> None:
        if not self.state.done:
            self.tokens.append(token)
            self.logs.append(log)
            self.state.advance(token)


def smaller_batch(rows: list[list[int]], finished: Callable[[int], bool]) -> list[list[int]] | None:
    """The batch without contexts whose replies are finished, and with fewer rows for the others; none where it would hardly
    be smaller. Every context keeps as many rows as the one with most to write, so that some that are finished may stay.
    """
    left = [sum(not finished(row) for row in own) for own in rows]
    most = max(left)
    kept = [sorted(own, key=finished)[:most] for own, count in zip(rows, left) if count]
    return kept if len(kept) * most <= WORTH_LEAVING * sum(map(len, rows)) else None


class Sampler:
    """Samples replies with a model that stays where it is; `seed` makes a run repeatable."""

    def __init__(self, model, tokenizer: Tokenizer, device: str, seed: int, kinds: TokenKinds | None = None):
        self.tokenizer = tokenizer
        self.kinds = kinds or TokenKinds(tokenizer)
        self._model = model
        self._device = device
        self._generator = torch.Generator().manual_seed(seed)

    @torch.no_grad()
    def sample(
        self, contexts: list[Context], replies: int, maximum_tokens: int, temperature: float = 1.0
    ) -> list[list[Reply]]:
        """`replies` replies for each context. A temperature of 0 takes the likeliest token each time."""
        self._model.eval()
        ids, real = pad([context.tokens for context in contexts], self.kinds.pad, self._device)
        prefix, last = prefill(self._model, ids, real)
        written = [_Written(MaskState(context.grammar, self.kinds)) for context in contexts for _ in range(replies)]
        # The replies that are in the batch, as many for every context.
        rows = [list(range(at, at + replies)) for at in range(0, len(written), replies)]
        cache = ReplyCache.empty(len(self._model.model.layers))
        hidden = last.repeat_interleave(replies, dim=0)
        for step in range(maximum_tokens):
            running = [written[row] for own in rows for row in own]
            allowed = torch.stack([each.state.allowed() for each in running])
            chosen, log = self._choose(hidden, allowed, temperature)
            for each, token, value in zip(running, chosen.tolist(), log.tolist()):
                each.add(token, value)
            if all(each.state.done for each in running) or step + 1 == maximum_tokens:
                break
            kept = smaller_batch(rows, lambda row: written[row].state.done)
            if kept is not None:
                places = {row: place for place, row in enumerate(row for own in rows for row in own)}
                at = torch.tensor([places[row] for own in kept for row in own], device=self._device)
                of = {own[0] // replies: index for index, own in enumerate(rows)}
                contexts_kept = torch.tensor([of[own[0] // replies] for own in kept], device=self._device)
                prefix, cache, chosen = prefix.of_contexts(contexts_kept), cache.of_rows(at), chosen[at]
                rows = kept
            hidden = extend(self._model, prefix, cache, chosen[:, None])[:, -1]
        flat = [Reply(each.tokens, each.logs, not each.state.done) for each in written]
        return [flat[at : at + replies] for at in range(0, len(flat), replies)]

    def _choose(self, hidden: torch.Tensor, allowed: torch.Tensor, temperature: float):
        """A token for each row and its log-probability at temperature 1, renormalised under the mask."""
        logits = functional.linear(hidden, self._model.lm_head.weight).float()
        logits = logits.masked_fill(~allowed.to(logits.device), float("-inf"))
        log_probabilities = logits.log_softmax(dim=-1)
        if temperature == 0:
            chosen = logits.argmax(dim=-1)
        else:
            probabilities = (logits / temperature).softmax(dim=-1)
            chosen = torch.multinomial(probabilities.cpu(), 1, generator=self._generator)[:, 0].to(logits.device)
        return chosen, log_probabilities.gather(1, chosen[:, None])[:, 0]
