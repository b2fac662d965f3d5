"""Replies are sampled under the grammar, and are scored as they were sampled."""

from __future__ import annotations

import pytest
import torch

from parley_training.grammar_mask import Grammar, MaskState, TokenKinds, masks_along
from parley_training.sampling import Context, Sampler, smaller_batch
from parley_training.trajectories import pack, score_tokens

# A greeting without a slot, or a counter offer with one.
GRAMMAR = {
    "states": [
        {"next": {"<do:greet>": 1, "<do:counter>": 2}},
        {"next": {"<ask:none>": 3}},
        {"next": {"<ask:first>": 4}},
        {"next": {"</plan>": 5}},
        {"next": {"</plan>": 6}},
        {"next": {}, "slots": 0},
        {"next": {}, "slots": 1},
    ],
    "slots": [[], ["{ask_rate}"]],
}


@pytest.fixture()
def kinds(vocabulary):
    return TokenKinds(vocabulary.tokenizer)


@pytest.fixture()
def contexts(vocabulary, kinds):
    grammar = Grammar.of(GRAMMAR, kinds)
    prompts = ["<partner> Good morning <end> <agent> <plan>", "<agent> <plan>"]
    return [Context(vocabulary.tokenizer.encode(prompt, add_special_tokens=False).ids, grammar) for prompt in prompts]


def sampler(policy, vocabulary, kinds, seed=1):
    return Sampler(policy, vocabulary.tokenizer, "cpu", seed, kinds)


def test_every_reply_has_a_plan_that_is_permitted_and_only_slots_that_have_a_value(policy, vocabulary, kinds, contexts):
    for replies in sampler(policy, vocabulary, kinds).sample(contexts, 40, 12):
        for reply in replies:
            text = reply.text(vocabulary.tokenizer)
            plan, _, words = text.partition(" </plan>")
            assert plan in (" <do:greet> <ask:none>", " <do:counter> <ask:first>")
            assert "{room}" not in words and ("{ask_rate}" not in words or "counter" in plan)
            assert not any(character.isdigit() and character.isascii() for character in words)
            assert reply.cut_off != text.endswith("<end>")


def test_a_reply_has_at_least_one_word(vocabulary, kinds, contexts):
    state = MaskState(contexts[0].grammar, kinds)
    for tag in ["<do:greet>", "<ask:none>", "</plan>"]:
        state.advance(kinds.id_of(tag))
    assert not state.allowed()[kinds.end]
    state.advance(vocabulary.tokenizer.encode("G").ids[0])
    assert state.allowed()[kinds.end]


def test_a_token_that_the_grammar_does_not_permit_is_an_error(kinds, contexts):
    with pytest.raises(KeyError):
        masks_along(contexts[0].grammar, kinds, [kinds.id_of("<ask:none>")])


def test_the_same_seed_gives_the_same_replies(policy, vocabulary, kinds, contexts):
    first = sampler(policy, vocabulary, kinds, 7).sample(contexts, 4, 8)
    assert first == sampler(policy, vocabulary, kinds, 7).sample(contexts, 4, 8)
    assert first != sampler(policy, vocabulary, kinds, 8).sample(contexts, 4, 8)


class Ending(Sampler):
    """Ends many replies early, which a random network hardly does by itself."""

    def _choose(self, hidden, allowed, temperature):
        may_end = allowed[:, self.kinds.end]
        ends = may_end & (torch.rand(len(hidden), generator=self._generator) < 0.25)
        forced = torch.zeros_like(allowed)
        forced[:, self.kinds.end] = True
        chosen, _ = super()._choose(hidden, torch.where(ends[:, None], forced, allowed), temperature)
        logits = (hidden @ self._model.lm_head.weight.T).masked_fill(~allowed, float("-inf"))
        return chosen, logits.log_softmax(-1).gather(1, chosen[:, None])[:, 0]


def test_one_pass_gives_the_log_probabilities_that_sampling_gave(policy, vocabulary, kinds, contexts):
    contexts = contexts * 3
    replies = Ending(policy, vocabulary.tokenizer, "cpu", 1, kinds).sample(contexts, 3, 16)
    # Replies of different lengths: some have left the batch before others were finished.
    assert len({len(reply.tokens) for own in replies for reply in own}) > 4
    scores = score_tokens(policy, pack(contexts, replies, kinds, "cpu"))
    for row, reply in enumerate(reply for own in replies for reply in own):
        expected = torch.tensor(reply.log_probabilities)
        torch.testing.assert_close(scores.log_probabilities[row, : len(expected)], expected, atol=1e-4, rtol=1e-4)
        assert scores.log_probabilities[row, len(expected) :].abs().sum() == 0


def test_a_token_without_a_choice_has_no_entropy_and_a_probability_of_one(policy, vocabulary, kinds, contexts):
    replies = sampler(policy, vocabulary, kinds).sample(contexts, 1, 6)
    scores = score_tokens(policy, pack(contexts, replies, kinds, "cpu"))
    assert scores.entropies[0, 1].item() == pytest.approx(0, abs=1e-6)
    assert scores.log_probabilities[0, 1].item() == pytest.approx(0, abs=1e-6)


def test_finished_replies_leave_the_batch_where_it_becomes_much_smaller():
    # Four contexts of three replies: the first has one left to write, the second two, the others none.
    rows = [[0, 1, 2], [3, 4, 5], [6, 7, 8], [9, 10, 11]]
    finished = {0, 2, 4, 6, 7, 8, 9, 10, 11}
    assert smaller_batch(rows, finished.__contains__) == [[1, 0], [3, 5]]
    assert smaller_batch(rows, {9, 10}.__contains__) is None
    assert smaller_batch(rows[:2], set().__contains__) is None
