"""The cut tokenizer splits its corpus as the base does, and loses nothing of any text."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer, models, pre_tokenizers

from parley_training.vocabulary import (
    BytePairs,
    build_vocabulary,
    byte_pair_tokenizer,
    cut,
    decode,
    origins_of,
    words_of,
)

CORPUS = ["the lower rate", "lower the rate", "a lower low"]


def base() -> BytePairs:
    merges = [
        ("l", "o"),
        ("lo", "w"),
        ("e", "r"),
        ("low", "er"),
        ("Ġ", "low"),
        ("Ġlow", "er"),
        ("t", "h"),
        ("th", "e"),
        ("r", "a"),
    ]
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    return BytePairs(alphabet + [left + right for left, right in merges], merges)


def test_text_of_the_corpus_is_split_as_the_base_splits_it():
    pairs = base()
    small = byte_pair_tokenizer(cut(pairs, CORPUS, 300))
    reference = byte_pair_tokenizer(pairs)
    for text in CORPUS:
        assert small.encode(text).tokens == reference.encode(text).tokens


def test_tokens_that_the_corpus_does_not_need_are_cut_and_text_with_them_stays_whole():
    pairs = base()
    small = cut(pairs, ["a"], 258)
    assert len(small.tokens) == 258
    tokenizer = byte_pair_tokenizer(small)
    for text in ["the lowest rate, naïve 12%", "日本 \n\t x"]:
        assert tokenizer.decode(tokenizer.encode(text).ids) == text


def test_a_corpus_that_needs_more_than_there_is_room_for_is_refused():
    with pytest.raises(ValueError, match="needs 26"):
        cut(base(), CORPUS, 258)


def test_every_digit_is_a_token_of_its_own():
    assert byte_pair_tokenizer(base()).encode("2026").tokens == list("2026")


def test_tags_and_slots_are_one_token_and_come_back_as_they_were():
    vocabulary = build_vocabulary(base(), CORPUS, ["<do:hold>", "</plan>", "<end>"], ["{ask_rate}"], 300)
    text = " <do:hold> </plan> the lower ({ask_rate}) rate {ask_rate}. <end>"
    encoded = vocabulary.tokenizer.encode(text, add_special_tokens=False)
    tokens = [vocabulary.tokenizer.id_to_token(index) for index in encoded.ids]
    assert tokens[:2] == ["<do:hold>", "</plan>"]
    assert tokens.count("{ask_rate}") == 2
    assert decode(vocabulary.tokenizer, encoded.ids) == text


def test_an_added_token_starts_from_the_words_that_it_is_made_of():
    pairs = base()
    vocabulary = build_vocabulary(pairs, CORPUS, ["<do:lower>"], [], 300)
    index = vocabulary.tokenizer.token_to_id("<do:lower>")
    reference = Tokenizer(models.BPE(vocab={token: at for at, token in enumerate(pairs.tokens)}, merges=pairs.merges))
    assert words_of("<do:lower>") == "do lower"
    assert reference.id_to_token(vocabulary.origins[index][-1]) == "lower"


def test_a_tokenizer_that_is_loaded_again_has_the_same_origins(tmp_path):
    vocabulary = build_vocabulary(base(), CORPUS, ["<do:lower>", "<end>"], ["{ask_rate}"], 300)
    vocabulary.tokenizer.save(str(tmp_path / "tokenizer.json"))
    assert origins_of(Tokenizer.from_file(str(tmp_path / "tokenizer.json")), base()) == vocabulary.origins
