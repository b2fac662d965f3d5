"""An update raises what is rewarded and pays for leaving the base; PPO and GRPO share everything else."""

from __future__ import annotations

import copy

import pytest
import torch
from peft import LoraConfig, get_peft_model

from parley_training.adapter import LINEAR_LAYERS
from parley_training.configuration import Reinforcement
from parley_training.grammar_mask import Grammar, TokenKinds
from parley_training.policy_update import PolicyUpdate
from parley_training.sampling import Context, Sampler

GRAMMAR = {
    "states": [{"next": {"<do:greet>": 1, "<do:counter>": 1}}, {"next": {"</plan>": 2}}, {"next": {}, "slots": 0}],
    "slots": [[]],
}


def setting(policy, vocabulary, **settings):
    kinds = TokenKinds(vocabulary.tokenizer)
    peft = get_peft_model(policy, LoraConfig(r=4, lora_alpha=8, target_modules=LINEAR_LAYERS))
    update = PolicyUpdate(peft, Reinforcement(learning_rate=0.02, contexts_per_pass=2, **settings), kinds, "cpu")
    prompts = ["<agent> <plan>", "<partner> Good morning <end> <agent> <plan>", "<partner> no <end> <agent> <plan>"]
    grammar = Grammar.of(GRAMMAR, kinds)
    contexts = [
        Context(vocabulary.tokenizer.encode(prompt, add_special_tokens=False).ids, grammar) for prompt in prompts
    ]
    sampler = Sampler(peft.get_base_model(), vocabulary.tokenizer, "cpu", 1, kinds)
    return update, sampler, contexts, kinds.id_of("<do:counter>")


@pytest.mark.parametrize(("optimiser", "context_gradient"), [("grpo", True), ("ppo", True), ("grpo", False)])
def test_what_is_rewarded_becomes_more_frequent(policy, vocabulary, optimiser, context_gradient):
    update, sampler, contexts, wanted = setting(
        policy, vocabulary, optimiser=optimiser, divergence=0.01, context_gradient=context_gradient
    )

    def frequency():
        replies = sampler.sample(contexts, 32, 3)
        return torch.tensor([[float(reply.tokens[0] == wanted) for reply in own] for own in replies]).mean().item()

    before = frequency()
    for _ in range(15):
        replies = sampler.sample(contexts, 8, 3)
        rewards = torch.tensor([[float(reply.tokens[0] == wanted) for reply in own] for own in replies])
        result = update(contexts, replies, rewards)
    assert before < 0.8
    assert frequency() > max(0.9, before)
    assert result.divergence > 0


@pytest.mark.parametrize("optimiser", ["grpo", "ppo"])
def test_the_first_update_starts_at_the_base_and_no_divergence(policy, vocabulary, optimiser):
    update, sampler, contexts, _ = setting(policy, vocabulary, optimiser=optimiser)
    replies = sampler.sample(contexts, 2, 4)
    result = update(contexts, replies, torch.tensor([[1.0, 0.0]] * 3))
    assert result.divergence == pytest.approx(0, abs=1e-6)
    assert result.norm > 0


def test_replies_without_rewards_change_nothing(policy, vocabulary):
    update, sampler, contexts, _ = setting(policy, vocabulary, optimiser="grpo")
    replies = sampler.sample(contexts, 2, 4)
    result = update(contexts, replies, torch.full((3, 2), float("nan")))
    assert result.norm == 0
    assert result.constant == 1


def test_a_state_that_is_loaded_again_goes_on_where_it_was(policy, vocabulary):
    update, sampler, contexts, _ = setting(policy, vocabulary, optimiser="ppo")
    replies = sampler.sample(contexts, 2, 4)
    rewards = torch.tensor([[1.0, 0.0]] * 3)
    update(contexts, replies, rewards)
    saved = copy.deepcopy(update.state_dict())

    def is_as_saved():
        now = update.state_dict()["policy"]["masters"]
        return all(torch.equal(one, other) for one, other in zip(saved["policy"]["masters"], now))

    update(contexts, replies, rewards)
    assert not is_as_saved()
    update.load_state_dict(saved)
    assert is_as_saved()
