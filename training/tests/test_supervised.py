"""What supervised fine-tuning trains on, and what it goes on from."""

from __future__ import annotations

import pytest
import torch

from parley_training.configuration import Supervised
from parley_training.policy_model import base_byte_pairs, base_policy, save_policy, take_weights
from parley_training.supervised import chosen_of
from parley_training.transcripts import Transcript
from parley_training.vocabulary import build_vocabulary
from tests.conftest import SLOTS, TAGS

CORPUS = [Transcript(name, "", [], name.split("-")[0]) for name in ("plain-1", "old-1", "plainer-1", "old-2", "old-3")]


def ids(**settings):
    return sorted(each.id for each in chosen_of(CORPUS, Supervised(**settings)))


def test_without_emphasis_every_dialogue_is_used_once_or_as_many_as_are_asked_for():
    assert ids() == ["old-1", "old-2", "old-3", "plain-1", "plainer-1"]
    assert ids(dialogues=2) == ["old-1", "plain-1"]


def test_emphasised_writers_are_used_whole_and_several_times_and_the_limit_is_for_the_others():
    assert ids(emphasised=["plain"], emphasis=2) == ["old-1", "old-2", "old-3", *["plain-1"] * 2, *["plainer-1"] * 2]
    assert ids(emphasised=["plain"], emphasis=3, dialogues=1) == ["old-1", *["plain-1"] * 3, *["plainer-1"] * 3]


def test_an_earlier_policy_goes_on_with_a_vocabulary_that_has_grown(policy, vocabulary, tmp_path):
    save_policy(policy, vocabulary, tmp_path)
    grown = build_vocabulary(base_byte_pairs("random"), ["Good morning"], [*TAGS, "<do:hold>"], SLOTS, 400)
    model = base_policy("random", grown, seed=5)
    fresh = model.get_input_embeddings().weight.detach().clone()
    take_weights(model, grown, tmp_path)
    words = vocabulary.tokenizer.encode("Good <do:greet> morning {room}", add_special_tokens=False).ids
    same = grown.tokenizer.encode("Good <do:greet> morning {room}", add_special_tokens=False).ids
    with torch.no_grad():
        before = policy.eval()(input_ids=torch.tensor([words])).logits
        after = model.eval()(input_ids=torch.tensor([same])).logits
    kept = [(vocabulary.tokenizer.token_to_id(token), row) for token, row in grown.tokenizer.get_vocab().items()]
    old, new = zip(*[(one, other) for one, other in kept if one is not None])
    assert torch.allclose(before[..., list(old)], after[..., list(new)], atol=1e-4)
    added = grown.tokenizer.token_to_id("<do:hold>")
    assert torch.equal(model.get_input_embeddings().weight[added], fresh[added])


def test_where_there_is_no_policy_to_go_on_from_it_says_so(policy, vocabulary, tmp_path):
    with pytest.raises(FileNotFoundError, match="There is no policy to go on from"):
        take_weights(policy, vocabulary, tmp_path / "nowhere")
