"""What counts in the loss, and what the interpreter's errors do to a prompt."""

from __future__ import annotations

import random

import pytest

from parley_training.configuration import Supervised
from parley_training.transcripts import Corruption, Transcript, Turn, weighted_tokens

HEADER = "Hotel Aurora"
FIRST = Turn("<agent> <plan>", " <do:greet> <ask:none> </plan> Good morning <end>", True)
SECOND = Turn("<partner> Good morning <end> <agent> <plan>", " <do:counter> <ask:first> </plan> {ask_rate} <end>", True)


def by_token(transcript, vocabulary, settings=Supervised()):
    row = weighted_tokens(transcript, vocabulary.tokenizer, settings)
    return [(vocabulary.tokenizer.id_to_token(index), weight) for index, weight in zip(row.ids, row.weights)]


def test_plans_count_most_then_our_words_then_the_partners_and_nothing_else(vocabulary):
    rows = by_token(Transcript("a", HEADER, [FIRST, SECOND]), vocabulary)
    weights = {}
    for token, weight in rows:
        weights.setdefault(token, set()).add(weight)
    assert weights["<do:greet>"] == {2.0} and weights["</plan>"] == {2.0}
    assert weights["{ask_rate}"] == {1.0}
    assert weights["<partner>"] == weights["<agent>"] == weights["<plan>"] == {0.0}
    # `<end>` closes what the partner says as well as what we say.
    assert weights["<end>"] == {0.25, 1.0}
    assert [weight for token, weight in rows[: len(HEADER)]] == [0.0] * len(HEADER)


def test_a_reply_that_is_not_to_be_learned_counts_nothing(vocabulary):
    turn = Turn(FIRST.prompt, FIRST.completion, False)
    assert {weight for _, weight in by_token(Transcript("a", HEADER, [turn]), vocabulary)} == {0.0}


def test_a_dialogue_that_is_too_long_loses_its_last_turns_whole(vocabulary):
    whole = weighted_tokens(Transcript("a", HEADER, [FIRST]), vocabulary.tokenizer, Supervised())
    settings = Supervised(maximum_tokens=len(whole.ids) + 3)
    cut = weighted_tokens(Transcript("a", HEADER, [FIRST, SECOND]), vocabulary.tokenizer, settings)
    assert cut.ids == whole.ids


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_only_tags_that_were_read_off_the_partners_words_are_corrupted(share):
    tags = ["<act:accept>", "<act:reject>", "<mood:warm>", "<mood:angry>", "<stage:opening>", "<stage:closing>"]
    prompt = "<partner> fine <end> <agent> <stage:opening> <act:accept> <mood:warm> <may> <do:greet>"
    corrupted = Corruption(tags, share, random.Random(1)).apply(prompt)
    if share == 0:
        assert corrupted == prompt
    else:
        assert corrupted == prompt.replace("<act:accept>", "<act:reject>").replace("<mood:warm>", "<mood:angry>")
