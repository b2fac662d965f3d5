"""The reward model weighs few features as readers do; the policy's features of a reply are of its own words alone."""

from __future__ import annotations

import pytest
import torch

from parley_training.scorers.policy_features import FEATURES, RARE, PolicyFeatures
from parley_training.scorers.reward_model import NAMES, cross_fitted, fit, weighted

PROMPTS = ["<partner> Good morning <end> <agent> <plan>", "<agent> <plan>", "<partner> Good <end> <agent> <plan>"]
REPLIES = [
    "<do:greet> </plan> Good morning <end>",
    "<do:counter> </plan> {ask_rate} good morning {room} <end>",
    "<do:greet> </plan> Good <end>",
]


def words_of(policy, tokenizer, prompt, reply):
    """Log-probabilities and entropies at the words of a reply, computed one reply at a time."""
    before, own = (tokenizer.encode(text, add_special_tokens=False).ids for text in (prompt, reply))
    logs = policy(torch.tensor([before + own])).logits[0].float().log_softmax(-1)[len(before) - 1 : -1]
    begin = own.index(tokenizer.token_to_id("</plan>")) + 1
    chosen = logs.gather(1, torch.tensor(own)[:, None])[:, 0][begin:]
    return chosen, -(logs.exp() * logs).sum(-1)[begin:]


@torch.no_grad()
def test_features_are_those_of_the_words_whoever_a_reply_is_batched_with(policy, vocabulary):
    tokenizer = vocabulary.tokenizer
    features = PolicyFeatures(policy, tokenizer, 512)
    prompts = [*PROMPTS, PROMPTS[0], PROMPTS[0]]
    replies = [*REPLIES, REPLIES[1], REPLIES[2]]
    found = features.of(prompts, replies)
    for row, (prompt, reply) in enumerate(zip(prompts, replies)):
        words, entropies = words_of(policy, tokenizer, prompt, reply)
        expected = {
            "words": words.mean(),
            "least_likely": words.sort().values[:3].mean(),
            "excess": (words + entropies).mean(),
            "entropy": entropies.mean(),
            "rare": (words < RARE).float().mean(),
        }
        for at, name in enumerate(FEATURES):
            assert found[row, at] == pytest.approx(float(expected[name]), abs=1e-3), name


def test_nothing_is_asked_of_no_replies(policy, vocabulary):
    assert PolicyFeatures(policy, vocabulary.tokenizer, 512).of([], []).shape == (0, len(FEATURES))


def readers(pairs: int, seed: int, true: list[float]) -> torch.Tensor:
    """Differences of pairs that readers compared by `true` weights, with chance as a Bradley–Terry model has it."""
    generator = torch.Generator().manual_seed(seed)
    differences = torch.randn(pairs, len(NAMES), generator=generator)
    better = torch.rand(pairs, generator=generator) < (differences @ torch.tensor(true)).sigmoid()
    return torch.where(better[:, None], differences, -differences)


def test_the_fit_finds_what_readers_go_by():
    true = [1.5, 0.0, 0.0, -1.0, 0.0, 0.5]
    seen = readers(20_000, 1, true)
    weights = fit(seen, torch.full((len(seen),), 1 / len(seen)), 0.0)
    for at, name in enumerate(NAMES):
        assert weights.weights[name] / weights.scales[name] == pytest.approx(true[at], abs=0.08), name
    unseen = readers(2_000, 2, true)
    agreed = (weights.rewards(unseen) > 0).float().mean()
    assert agreed == pytest.approx(float((unseen @ torch.tensor(true) > 0).float().mean()), abs=0.02)


def test_a_pair_counts_as_much_as_it_is_told_to():
    first, second = torch.zeros(1, len(NAMES)), torch.zeros(1, len(NAMES))
    first[0, 0], second[0, 0] = 1.0, -1.0
    both = torch.cat([first, second])
    assert fit(both, torch.tensor([0.9, 0.1]), 0.01).weights[NAMES[0]] > 0
    assert fit(both, torch.tensor([0.1, 0.9]), 0.01).weights[NAMES[0]] < 0


def test_a_feature_that_never_differs_has_no_weight():
    seen = readers(500, 3, [1.0, 0.0, 0.0, 0.0, 0.0, 0.0])
    seen[:, 2] = 0.0
    assert fit(seen, torch.full((len(seen),), 1 / len(seen)), 0.01).weights[NAMES[2]] == pytest.approx(0.0, abs=1e-6)


def test_readers_count_more_where_constructed_pairs_point_elsewhere():
    """Constructed pairs differ in the encoder alone, which tells nothing of what readers prefer."""
    read = readers(120, 5, [2.0, 0, 0, 0, 0, 0])
    constructed = torch.zeros(300, len(NAMES))
    constructed[:, NAMES.index("encoder")] = 3.0
    few, half, all_of_it = (
        cross_fitted(read, constructed, share, 0.01).sigmoid().log().mean() for share in (0.05, 0.5, 1.0)
    )
    assert few < half < all_of_it


def test_a_pair_has_no_part_in_the_weights_that_it_is_measured_by():
    """Readers who toss a coin: weights that have seen the pairs seem to know them, weights that have not do not."""
    nothing = torch.zeros(0, len(NAMES))
    seen, unseen = [], []
    for seed in range(20):
        read = readers(30, seed, [0.0] * 6)
        seen.append((fit(*weighted(read, nothing, 1.0), 1e-6).rewards(read) > 0).float().mean())
        unseen.append((cross_fitted(read, nothing, 1.0, 1e-6) > 0).float().mean())
    assert torch.stack(seen).mean() > 0.6
    assert torch.stack(unseen).mean() < 0.55


def test_pairs_of_a_kind_share_its_part_alike_and_a_kind_that_is_missing_leaves_it_to_the_other():
    read, constructed = torch.zeros(2, len(NAMES)), torch.zeros(4, len(NAMES))
    pairs, importance = weighted(read, constructed, 0.8)
    assert pairs.shape == (6, len(NAMES))
    assert importance.tolist() == pytest.approx([0.4, 0.4, *[0.05] * 4])
    assert weighted(read[:0], constructed, 0.8)[1].tolist() == pytest.approx([0.25] * 4)
    assert weighted(read, constructed, 1.0)[1].tolist() == pytest.approx([0.5, 0.5])
