"""Adversarial replies in fixed contexts, by kind: what the reward must not pay for."""

from __future__ import annotations

from pathlib import Path

import numpy
import yaml

from .grammar_mask import Grammar, TokenKinds
from .moments import Moment, standing_in
from .reward_function import RewardFunction
from .vocabulary import decode
from .worker import Worker


def load_probes() -> dict[str, list[str]]:
    return yaml.safe_load((Path(__file__).parent / "probes.yaml").read_text())


def first_plan(grammar: Grammar, kinds: TokenKinds, tokenizer) -> tuple[str, set[str]]:
    """A plan that is permitted, the first of every choice, and the slots that its words may hold."""
    state, tokens = 0, []
    while grammar.slots[state] is None:
        token, state = next(iter(grammar.next[state].items()))
        tokens.append(token)
    slots = {tokenizer.id_to_token(index) for index in grammar.slot_ids[grammar.slots[state]]}
    return decode(tokenizer, tokens), slots


def probe(
    worker: Worker, reward: RewardFunction, moments: list[Moment], kinds: TokenKinds, tokenizer, budget: int
) -> dict[str, float]:
    """Mean reward of each kind of probe over the moments. Slots without a value there are left out of the words."""
    plans = [first_plan(Grammar.of(moment.grammar, kinds), kinds, tokenizer) for moment in moments]
    rewards: dict[str, float] = {}
    with standing_in(worker, moments, budget) as conversations:
        for kind, texts in load_probes().items():
            owners, prompts, completions = [], [], []
            for conversation, moment, (plan, slots) in zip(conversations, moments, plans):
                for text in texts:
                    words = " ".join(word for word in text.split() if "{" not in word or word.strip(",.") in slots)
                    owners.append(conversation)
                    prompts.append(moment.prompt)
                    completions.append(f"{plan} {words} <end>")
            known = [each.reward for each in reward(owners, prompts, completions) if each.reward is not None]
            rewards[kind] = float(numpy.mean(known)) if known else float("nan")
    return rewards
