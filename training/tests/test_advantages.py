"""Advantages of groups and of tokens."""

from __future__ import annotations

import pytest
import torch

from parley_training.advantages import generalised_advantages, group_advantages, whiten


def test_a_group_is_measured_by_its_own_mean_and_by_the_spread_of_all():
    rewards = torch.tensor([[1.0, 0.0], [0.6, 0.4]])
    found = group_advantages(rewards, torch.ones(2, 2, dtype=torch.bool))
    assert found.values.sum(1).tolist() == pytest.approx([0, 0], abs=1e-6)
    # Five times the difference is five times the advantage: groups are not scaled one by one.
    assert found.values[0, 0] / found.values[1, 0] == pytest.approx(5)
    assert found.values.square().mean().item() == pytest.approx(1)


def test_a_group_whose_rewards_are_alike_teaches_nothing():
    rewards = torch.tensor([[0.500, 0.505, 0.495], [1.0, 0.0, 0.5]])
    found = group_advantages(rewards, torch.ones(2, 3, dtype=torch.bool))
    assert found.constant.tolist() == [True, False]
    assert found.values[0].abs().sum() == 0


def test_a_reply_without_a_reward_counts_nowhere():
    rewards = torch.tensor([[1.0, 0.0, 99.0]])
    real = torch.tensor([[True, True, False]])
    found = group_advantages(rewards, real)
    assert found.values[0].tolist() == pytest.approx([1, -1, 0])


def test_with_no_decay_an_advantage_is_all_that_follows_less_the_value():
    rewards = torch.tensor([[0.0, 0.0, 1.0], [0.5, 2.0, 0.0]])
    values = torch.tensor([[0.2, 0.3, 0.4], [0.1, 0.1, 0.0]])
    real = torch.tensor([[True, True, True], [True, True, False]])
    advantages, returns = generalised_advantages(rewards, values, real, 1.0)
    torch.testing.assert_close(advantages, torch.tensor([[0.8, 0.7, 0.6], [2.4, 1.9, 0.0]]))
    torch.testing.assert_close(returns, torch.tensor([[1.0, 1.0, 1.0], [2.5, 2.0, 0.0]]))


def test_with_full_decay_an_advantage_is_one_step():
    rewards = torch.tensor([[0.1, 1.0]])
    values = torch.tensor([[0.2, 0.5]])
    advantages, _ = generalised_advantages(rewards, values, torch.ones(1, 2, dtype=torch.bool), 0.0)
    torch.testing.assert_close(advantages, torch.tensor([[0.4, 0.5]]))


def test_whitening_looks_at_real_tokens_alone():
    values = torch.tensor([[1.0, 3.0, 100.0]])
    assert whiten(values, torch.tensor([[True, True, False]]))[0].tolist() == pytest.approx([-1, 1, 0])
