"""The exported scorer is the scorer."""

from __future__ import annotations

import numpy
import pytest
import torch

from parley_training.export.onnx_scorer import OnnxScorer
from parley_training.export.quantise import dequantise, quantise
from parley_training.export.restore import read_scorer
from parley_training.export.scorer_graph import write_scorer
from parley_training.scorers.encoder import PooledEncoder, collate, encode_pairs, new_encoder, new_tokenizer

TAGS, SLOTS = ["<agent>", "<partner>", "<end>", "</plan>", "<do:hold>"], ["{ask_rate}"]
TEXTS = [
    ("<partner> That is too low for us <end> <agent>", "<do:hold> </plan> I see. {ask_rate} is what we ask for."),
    ("", "</plan> Thank you."),
    ("<partner> hello <end> <agent>", "</plan> Good morning, this is the assistant."),
]


@pytest.fixture(scope="module")
def scorer(tmp_path_factory):
    tokenizer = new_tokenizer(TAGS, SLOTS)
    encoder = new_encoder("random", tokenizer, TAGS, SLOTS, 1).eval()
    for parameter in encoder.parameters():
        if parameter.dim() > 1:
            torch.nn.init.normal_(parameter, std=0.1)
        # As they come back from 8 bits, so that what is left of a difference is the graph's and its activations'.
        if parameter.dim() == 2 and parameter.shape[1] % 32 == 0:
            parameter.data = torch.from_numpy(dequantise(quantise(parameter.data.numpy())))
    generator = numpy.random.default_rng(1)
    heads = {
        name: (generator.normal(size=(size, 64)), generator.normal(size=size))
        for name, size in (("reward", 1), ("judge", 5))
    }
    folder = tmp_path_factory.mktemp("scorer")
    write_scorer(encoder, heads, folder, "scorer")
    return PooledEncoder(encoder).eval(), tokenizer, heads, OnnxScorer(folder / "scorer.onnx", threads=1), folder


def test_every_head_says_what_the_network_says(scorer):
    pooled, tokenizer, heads, exported, _ = scorer
    rows = encode_pairs(tokenizer, TEXTS, 64)
    batch = collate(rows)
    with torch.no_grad():
        features = pooled(batch.ids, batch.real, batch.types).numpy()
    found = exported.score(rows)
    assert set(found) == {"reward", "judge"}
    for name, (weight, bias) in heads.items():
        expected = features @ weight.T + bias
        assert numpy.abs(found[name] - expected).mean() < 0.05 * numpy.abs(expected).max()
        assert numpy.corrcoef(found[name].ravel(), expected.ravel())[0, 1] > 0.99


def test_padding_changes_nothing(scorer):
    _, tokenizer, _, exported, _ = scorer
    rows = encode_pairs(tokenizer, TEXTS, 64)
    together = exported.score(rows)["judge"]
    for index, row in enumerate(rows):
        # Activations are quantised by row, so neighbours leave a row nearly, not exactly, alone.
        numpy.testing.assert_allclose(exported.score([row])["judge"][0], together[index], atol=0.3)


def test_a_reply_is_kept_and_the_beginning_of_its_context_is_not(scorer):
    _, tokenizer, _, _, _ = scorer
    [(ids, types)] = encode_pairs(tokenizer, [("one two three four five", "six seven")], 7)
    words = [tokenizer.id_to_token(index) for index in ids]
    assert words == ["[CLS]", "four", "five", "[SEP]", "six", "seven", "[SEP]"]
    assert types == [0, 0, 0, 0, 1, 1, 1]


def test_what_is_read_back_is_what_was_written(scorer):
    pooled, _, heads, _, folder = scorer
    state, found = read_scorer(folder / "scorer.onnx", pooled.encoder.config.num_hidden_layers)
    written = pooled.encoder.state_dict()
    assert set(state) == {name for name in written if not name.endswith("position_ids")}
    for name, array in state.items():
        numpy.testing.assert_allclose(array, written[name].numpy(), atol=1e-6)
    for name, (weight, bias) in heads.items():
        numpy.testing.assert_allclose(found[name][0], weight, atol=1e-6)
        numpy.testing.assert_allclose(found[name][1], bias, atol=1e-6)
