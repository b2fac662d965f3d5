"""What a scorer reads of a moment and a reply, and how much of it."""

from __future__ import annotations

import pytest

from parley_training.scorers.encoder import (
    collate,
    encode_pairs,
    load_encoder,
    new_encoder,
    new_tokenizer,
    save_encoder,
)
from parley_training.scorers.scorer_input import partner_words, scorer_text
from parley_training.text_statistics import words_of_completion

TAGS = ["<agent>", "<partner>", "<person>", "<end>", "<plan>", "</plan>", "<do:hold>", "<stage:bargaining>", "<may>"]
SLOTS = ["{ask_rate}", "{quote_1}"]
HEADER = "<system> {ota} to {hotel}, Hotel Aurora, Lisbon; language en <levers> <end>"
STATE = "<agent> <stage:bargaining> <may> <do:hold>"
COMPLETION = " <do:hold> </plan> I see. {ask_rate} is what we ask for. <end>"


def spoken(words: str) -> str:
    return f"{STATE} <plan> <do:hold> </plan> {words} <end>"


@pytest.fixture(scope="module")
def tokenizer():
    return new_tokenizer(TAGS, SLOTS)


def test_a_scorer_reads_messages_then_the_state_then_plan_and_words():
    prompt = f"{HEADER} {spoken('Hello.')} <partner> {{quote_1}} at best <end> {STATE} <plan>"
    text = scorer_text(prompt, COMPLETION)
    assert text.context == f"<agent> Hello. <end> <partner> {{quote_1}} at best <end> {STATE}"
    assert text.reply == "<do:hold> </plan> I see. {ask_rate} is what we ask for."


def test_an_opening_has_nothing_but_its_state():
    assert scorer_text(f"{HEADER} {STATE} <plan>", COMPLETION).context == STATE


def test_only_the_last_four_messages_are_read():
    said = " ".join(f"<partner> message {index} <end>" for index in range(6))
    context = scorer_text(f"{HEADER} {said} {STATE} <plan>", COMPLETION).context
    assert context == " ".join([f"<partner> message {index} <end>" for index in range(2, 6)] + [STATE])


def test_a_script_and_a_colleague_have_spoken_and_a_silent_turn_has_not():
    turns = f"{STATE} <script> </plan> Scripted. <end> <person> I take over <end> {STATE} <silent> </plan> <end>"
    context = scorer_text(f"{HEADER} {turns} {STATE} <plan>", COMPLETION).context
    assert context == f"<agent> Scripted. <end> <person> I take over <end> {STATE}"


def test_a_reply_reads_the_same_with_and_without_its_end():
    prompt = f"{HEADER} {STATE} <plan>"
    assert scorer_text(prompt, COMPLETION) == scorer_text(prompt, COMPLETION.removesuffix(" <end>"))


def test_the_partners_words_are_those_since_our_last_reply():
    prompt = f"{HEADER} <partner> old <end> {spoken('Hello.')} <partner> one <end> <partner> two <end> {STATE} <plan>"
    assert partner_words(prompt) == "one two"
    assert partner_words(f"{HEADER} {STATE} <plan>") == ""


def test_words_of_a_completion_are_without_plan_and_end():
    assert words_of_completion(COMPLETION) == "I see. {ask_rate} is what we ask for."


def test_a_tag_or_slot_is_one_token(tokenizer):
    found = tokenizer.encode("<stage:bargaining> low {quote_1}, <do:hold>", add_special_tokens=False).tokens
    assert found == ["<stage:bargaining>", "low", "{quote_1}", ",", "<do:hold>"]


def test_the_oldest_words_go_first_and_the_reply_stays_whole(tokenizer):
    context = "<partner> oldest words <end> <partner> newer words <end> <agent>"
    [(whole, _)] = encode_pairs(tokenizer, [(context, "yes we do")], 100)
    [(cut, types)] = encode_pairs(tokenizer, [(context, "yes we do")], len(whole) - 4)
    tokens = [tokenizer.id_to_token(index) for index in cut]
    assert tokens[:4] == ["[CLS]", "<partner>", "newer", "words"]
    assert tokens[-4:] == ["yes", "we", "do", "[SEP]"]
    assert types == [0] * (len(cut) - 4) + [1] * 4


def test_a_reply_that_is_too_long_by_itself_is_cut_at_its_end(tokenizer):
    [(ids, types)] = encode_pairs(tokenizer, [("<agent>", "one two three four five six")], 7)
    assert [tokenizer.id_to_token(index) for index in ids] == ["[CLS]", "one", "two", "three", "four", "[SEP]"]
    assert types == [0, 1, 1, 1, 1, 1]


def test_an_added_token_starts_as_the_mean_of_its_words(tokenizer):
    embedding = new_encoder("minilm", tokenizer, TAGS, SLOTS, 1).get_input_embeddings().weight.data
    ids = [tokenizer.token_to_id(token) for token in ("stage", "bargaining", "<stage:bargaining>")]
    assert (embedding[ids[0]] + embedding[ids[1]]).div(2).sub(embedding[ids[2]]).abs().max() < 1e-6


def test_an_encoder_comes_back_as_it_was_saved(tokenizer, tmp_path):
    encoder = new_encoder("random", tokenizer, TAGS, SLOTS, 1).eval()
    save_encoder(encoder, tokenizer, tmp_path)
    again, again_tokenizer = load_encoder(tmp_path)
    rows = encode_pairs(tokenizer, [("<agent>", "hello {ask_rate}")], 20)
    assert encode_pairs(again_tokenizer, [("<agent>", "hello {ask_rate}")], 20) == rows
    batch = collate(rows)
    first = encoder(input_ids=batch.ids, attention_mask=batch.real).last_hidden_state
    assert again.eval()(input_ids=batch.ids, attention_mask=batch.real).last_hidden_state.equal(first)
