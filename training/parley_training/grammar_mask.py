"""Which tokens may come next: the server's grammar of permitted plans, and after it words and slots that have a value.

Training samples under the same mask as serving, and takes log-probabilities renormalised under it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

import torch
from tokenizers import Tokenizer

from .vocabulary import END, PAD

# Words may not write what could pass for a tag or a slot, and no digit: a number is a slot or nothing.
_FORBIDDEN_IN_WORDS = re.compile(r"[<>{}0-9]")


class TokenKinds:
    """The tokenizer's tokens as the mask needs them. `words` is a boolean vector over the vocabulary."""

    def __init__(self, tokenizer: Tokenizer):
        size = tokenizer.get_vocab_size()
        self.size = size
        self.end: int = tokenizer.token_to_id(END)
        self.pad: int = tokenizer.token_to_id(PAD)
        self._tokenizer = tokenizer
        words = torch.ones(size, dtype=torch.bool)
        added = set(tokenizer.get_added_tokens_decoder())
        for index in range(size):
            if index in added or _FORBIDDEN_IN_WORDS.search(tokenizer.id_to_token(index)):
                words[index] = False
        self.words = words

    def id_of(self, token: str) -> int:
        """:raises KeyError: for a tag or slot that is no single token"""
        index = self._tokenizer.token_to_id(token)
        if index is None:
            raise KeyError(f"{token} is no token of the policy's vocabulary")
        return index


@dataclass
class Grammar:
    """The server's grammar of one moment, in token ids."""

    # next[state] maps a token to the state that it leads to; slots[state] is the set of slots of a whole plan, or none.
    next: list[dict[int, int]]
    slots: list[int | None]
    slot_ids: list[list[int]]

    @staticmethod
    def of(described: dict[str, Any], kinds: TokenKinds) -> Grammar:
        states = described["states"]
        return Grammar(
            next=[{kinds.id_of(tag): to for tag, to in state["next"].items()} for state in states],
            slots=[state.get("slots") for state in states],
            slot_ids=[[kinds.id_of(slot) for slot in slots] for slots in described["slots"]],
        )


@dataclass
class MaskState:
    """Where one reply stands. `allowed` is what may come next; `advance` takes the token that came."""

    grammar: Grammar
    kinds: TokenKinds
    state: int = 0
    # Set of slots that the words may hold; none while the plan is not whole.
    slot_set: int | None = None
    words: int = 0
    done: bool = False

    def allowed(self) -> torch.Tensor:
        """Boolean vector over the vocabulary."""
        if self.done:
            return _only([self.kinds.pad], self.kinds.size)
        if self.slot_set is None:
            return _only(list(self.grammar.next[self.state]), self.kinds.size)
        mask = self.kinds.words.clone()
        mask[self.grammar.slot_ids[self.slot_set]] = True
        mask[self.kinds.end] = self.words > 0
        return mask

    def advance(self, token: int) -> None:
        """:raises KeyError: for a token that the grammar does not permit"""
        if self.done:
            return
        if self.slot_set is None:
            self.state = self.grammar.next[self.state][token]
            self.slot_set = self.grammar.slots[self.state]
        elif token == self.kinds.end:
            self.done = True
        else:
            self.words += 1


def masks_along(grammar: Grammar, kinds: TokenKinds, tokens: list[int]) -> torch.Tensor:
    """What was allowed at each token of a reply: (tokens, vocabulary), boolean."""
    state = MaskState(grammar, kinds)
    rows = []
    for token in tokens:
        rows.append(state.allowed())
        state.advance(token)
    return torch.stack(rows)


def _only(ids: list[int], size: int) -> torch.Tensor:
    mask = torch.zeros(size, dtype=torch.bool)
    mask[ids] = True
    return mask
