"""The policy's sureness of a reply is what its own network says of the reply's tokens, whoever it is batched with."""

from __future__ import annotations

import pytest
import torch

from parley_training.pairs import Pair
from parley_training.sureness import mean_log_probabilities


def expected(policy, tokenizer, prompt, reply):
    before, own = (tokenizer.encode(text, add_special_tokens=False).ids for text in (prompt, reply))
    logs = policy(torch.tensor([before + own])).logits[0].float().log_softmax(-1)
    picked = [logs[len(before) + at - 1, token] for at, token in enumerate(own)]
    return float(sum(picked) / len(picked))


def test_each_reply_gets_the_mean_of_its_own_tokens(policy, vocabulary):
    tokenizer = vocabulary.tokenizer
    pairs = [
        Pair(
            "<partner> Good morning <end> <agent> <plan>",
            "<do:greet> </plan> Good morning <end>",
            "<do:greet> </plan> {room} <end>",
        ),
        Pair(
            "<agent> <plan>",
            "<do:counter> </plan> {ask_rate} good morning {room} <end>",
            "<do:greet> </plan> Good <end>",
        ),
        Pair(
            "<partner> Good <end> <agent> <plan>",
            "<do:greet> </plan> Good <end>",
            "<do:counter> </plan> {ask_rate} <end>",
        ),
    ]
    found = mean_log_probabilities(policy, tokenizer, pairs * 2, 512)
    with torch.no_grad():
        for pair, (chosen, rejected) in zip(pairs * 2, found):
            assert chosen == pytest.approx(expected(policy, tokenizer, pair.prompt, pair.chosen), abs=1e-3)
            assert rejected == pytest.approx(expected(policy, tokenizer, pair.prompt, pair.rejected), abs=1e-3)
