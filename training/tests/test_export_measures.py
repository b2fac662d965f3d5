"""What the gates of an exported policy are measured with."""

from __future__ import annotations

import dataclasses

import numpy
import onnx
import pytest
import torch
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import LlamaForCausalLM

from parley_training.export import graph_builder
from parley_training.export.measures import fidelity, same_tokens
from parley_training.export.onnx_policy import OnnxPolicy
from parley_training.export.policy_graph import build_graph, write_base_weights
from parley_training.export.policy_weights import load_dequantised, quantise_policy
from parley_training.export.restore import read_base, read_places
from parley_training.export.step_parity import step_parity

TOKENS = [3, 17, 42, 5, 99, 64, 21, 8, 77]
# Activations stay float32, so that nothing but the order of sums is left of a difference.
EXACT = 1


@pytest.fixture(scope="module")
def made(llama, tmp_path_factory):
    """A model, its quantised weights and the folder of a graph that does not quantise activations."""
    model = llama(2)
    folder = tmp_path_factory.mktemp("exact")
    weights = quantise_policy(model)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph_builder, "ACCURACY_LEVEL", EXACT)
        graph = build_graph(weights.config, write_base_weights(weights, folder))
    onnx.save(graph, folder / "policy.onnx")
    model.config.save_pretrained(folder)
    return load_dequantised(LlamaForCausalLM(model.config), weights).eval(), weights, folder


def test_the_model_of_the_very_weights_that_are_served_says_the_same(made):
    reference, _, folder = made
    found = fidelity(OnnxPolicy(folder / "policy.onnx", threads=1), reference, [(TOKENS, [True] * len(TOKENS))])
    assert found.tokens == len(TOKENS) - 1
    assert found.agreement == 1.0
    assert abs(found.difference) < 1e-4
    with torch.no_grad():
        logits = reference(torch.tensor([TOKENS])).logits[0, :-1]
    expected = torch.nn.functional.cross_entropy(logits, torch.tensor(TOKENS[1:])).item()
    assert found.cross_entropy == pytest.approx(expected, abs=1e-4)


def test_only_predictions_that_count_are_measured(made):
    reference, _, folder = made
    policy = OnnxPolicy(folder / "policy.onnx", threads=1)
    counted = [False] * len(TOKENS)
    counted[4] = True
    found = fidelity(policy, reference, [(TOKENS, counted), (TOKENS, [False] * len(TOKENS))])
    with torch.no_grad():
        losses = -reference(torch.tensor([TOKENS])).logits[0].log_softmax(-1)
    assert found.tokens == 1
    assert found.reference_cross_entropy == pytest.approx(float(losses[3, TOKENS[4]]), abs=1e-4)


def test_another_model_is_found_to_be_another(made):
    reference, _, folder = made
    torch.manual_seed(9)
    other = LlamaForCausalLM(reference.config).eval()
    found = fidelity(OnnxPolicy(folder / "policy.onnx", threads=1), other, [(TOKENS, [True] * len(TOKENS))])
    assert abs(found.difference) > 0.1
    assert found.agreement < 0.5


def test_steps_give_what_one_pass_gives(made):
    _, _, folder = made
    found = step_parity(OnnxPolicy(folder / "policy.onnx", threads=1), [TOKENS, TOKENS[:4], TOKENS[::-1]], 4)
    assert found.steps == 2 * (len(TOKENS) - 4)
    assert found.agreement == 1.0
    assert found.largest_difference < 1e-4


def test_a_cache_that_is_lost_is_seen(made):
    _, _, folder = made

    class Forgetful(OnnxPolicy):
        def extend(self, context, replies, tokens):
            return super().extend(self.empty(), replies, tokens)

    found = step_parity(Forgetful(folder / "policy.onnx", threads=1), [TOKENS, TOKENS[::-1]], 4)
    assert found.largest_difference > 0.1
    assert found.agreement < 1.0


def test_without_steps_there_is_no_parity(made):
    _, _, folder = made
    with pytest.raises(ValueError, match="more than 9 tokens"):
        step_parity(OnnxPolicy(folder / "policy.onnx", threads=1), [TOKENS], len(TOKENS))


def test_weights_come_back_from_their_files_as_they_were_written(made):
    reference, weights, folder = made
    restored, places = read_base(folder / "policy.onnx"), read_places(folder / "policy.onnx")
    assert set(restored.matrices) == set(weights.matrices)
    assert set(restored.norms) == set(weights.norms)
    for name, matrix in [("embedding", weights.embedding), *weights.matrices.items()]:
        own = restored.embedding if name == "embedding" else restored.matrices[name]
        for field in dataclasses.fields(matrix):
            numpy.testing.assert_array_equal(getattr(own, field.name), getattr(matrix, field.name))
    again = load_dequantised(LlamaForCausalLM(restored.config), restored)
    for name, tensor in reference.state_dict().items():
        assert torch.equal(tensor, again.state_dict()[name]), name
    rebuilt = build_graph(restored.config, places)
    assert {each.name for each in rebuilt.graph.initializer} >= set(places)


def test_texts_that_are_split_in_the_same_way_are_counted():
    def tokenizer(vocabulary: dict[str, int], merges: list[tuple[str, str]]) -> Tokenizer:
        made = Tokenizer(models.BPE(vocab=vocabulary, merges=merges))
        made.pre_tokenizer = pre_tokenizers.Whitespace()
        return made

    merged = tokenizer({"a": 0, "b": 1, "ab": 2}, [("a", "b")])
    renumbered = tokenizer({"b": 0, "ab": 1, "a": 2}, [("a", "b")])
    plain = tokenizer({"a": 0, "b": 1}, [])
    texts = ["ab a", "b a", "a", "ab"]
    assert same_tokens(merged, renumbered, texts) == 1.0
    assert same_tokens(merged, plain, texts) == 0.5
