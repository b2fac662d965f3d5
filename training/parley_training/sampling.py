"""Replies of the policy, sampled under the server's grammar."""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as functional
from tokenizers import Tokenizer

from .grammar_mask import Grammar, MaskState, TokenKinds
from .shared_prefix import ReplyCache, extend, pad, prefill
from .vocabulary import decode


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
        states = [MaskState(context.grammar, self.kinds) for context in contexts for _ in range(replies)]
        tokens: list[list[int]] = [[] for _ in states]
        logs: list[list[float]] = [[] for _ in states]
        cache = ReplyCache.empty(len(self._model.model.layers))
        hidden = last.repeat_interleave(replies, dim=0)
        for step in range(maximum_tokens):
            chosen, log = self._choose(hidden, torch.stack([state.allowed() for state in states]), temperature)
            for row, (state, token, value) in enumerate(zip(states, chosen.tolist(), log.tolist())):
                if not state.done:
                    tokens[row].append(token)
                    logs[row].append(value)
                    state.advance(token)
            if all(state.done for state in states) or step + 1 == maximum_tokens:
                break
            hidden = extend(self._model, prefix, cache, chosen[:, None])[:, -1]
        flat = [Reply(own, log, not state.done) for own, log, state in zip(tokens, logs, states)]
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
