"""The packed pass gives what the plain pass of the same model gives."""

from __future__ import annotations

import torch

import pytest
from parley_training.shared_prefix import ReplyCache, extend, pad, prefill, states_before

CONTEXTS = [[5, 9, 17, 30, 41, 7], [12, 8, 3], [21, 22, 23, 24]]
REPLIES = [[31, 32, 33, 34, 35], [40, 41, 42, 43, 44], [50, 51, 52, 53, 54]] * 2


def plain(policy, context, reply):
    hidden = policy.model(input_ids=torch.tensor([context + reply]), use_cache=False).last_hidden_state[0]
    return hidden[len(context) - 1], hidden[len(context) :]


def pairs():
    # Two replies of each context, side by side.
    return [(CONTEXTS[row // 2], REPLIES[row]) for row in range(len(REPLIES))]


@pytest.mark.parametrize("context_gradient", [True, False])
def test_contexts_and_replies_in_one_pass_are_what_each_is_alone(policy, context_gradient):
    ids, real = pad(CONTEXTS, 0, "cpu")
    before = states_before(policy, ids, real, torch.tensor([reply for _, reply in pairs()]), context_gradient)
    for row, (context, reply) in enumerate(pairs()):
        expected_last, expected = plain(policy, context, reply)
        torch.testing.assert_close(before[row, 0], expected_last, atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(before[row, 1:], expected[:-1], atol=1e-5, rtol=1e-4)


def test_a_reply_token_by_token_is_what_it_is_in_one_pass(policy):
    ids, real = pad(CONTEXTS, 0, "cpu")
    prefix, last = prefill(policy, ids, real)
    replies = ReplyCache.empty(len(policy.model.layers))
    rows = torch.tensor([reply for _, reply in pairs()])
    steps = [extend(policy, prefix, replies, rows[:, at : at + 1]) for at in range(rows.shape[1])]
    own = torch.cat(steps, dim=1)
    for row, (context, reply) in enumerate(pairs()):
        expected_last, expected = plain(policy, context, reply)
        torch.testing.assert_close(last[row // 2], expected_last, atol=1e-5, rtol=1e-4)
        torch.testing.assert_close(own[row], expected, atol=1e-5, rtol=1e-4)


def test_gradients_reach_the_model_through_context_and_reply(policy):
    ids, real = pad(CONTEXTS, 0, "cpu")
    states_before(policy, ids, real, torch.tensor([reply for _, reply in pairs()])).sum().backward()
    packed = policy.model.layers[0].self_attn.k_proj.weight.grad.clone()
    policy.zero_grad()
    for context, reply in pairs():
        last, own = plain(policy, context, reply)
        (last.sum() + own[:-1].sum()).backward()
    torch.testing.assert_close(packed, policy.model.layers[0].self_attn.k_proj.weight.grad, atol=1e-3, rtol=1e-3)
