"""The exported policy is the policy: its quantised weights, its logits, its replies token by token."""

from __future__ import annotations

import numpy
import onnx
import pytest
import torch
from peft import LoraConfig, get_peft_model
from transformers import LlamaForCausalLM

from parley_training.adapter import LINEAR_LAYERS
from parley_training.export.external_data import ExternalData
from parley_training.export.onnx_policy import OnnxPolicy
from parley_training.export.peft_adapter import adapter_of
from parley_training.export.policy_graph import build_graph, write_adapter_weights, write_base_weights
from parley_training.export.policy_weights import load_dequantised, quantise_policy
from parley_training.export.quantise import dequantise, quantise

TOKENS = [3, 17, 42, 5, 99, 64, 21]


@pytest.fixture(scope="module")
def model(llama):
    return llama(1)


@pytest.fixture(scope="module")
def exported(model, tmp_path_factory):
    """The graph in a folder, and the model with the weights that the graph has."""
    folder = tmp_path_factory.mktemp("policy")
    weights = quantise_policy(model)
    graph = build_graph(weights.config, write_base_weights(weights, folder))
    onnx.save(graph, folder / "policy.onnx")
    reference = load_dequantised(LlamaForCausalLM(model.config), weights).eval()
    return OnnxPolicy(folder / "policy.onnx", threads=1), reference, weights, folder


def logits_of(model, tokens):
    with torch.no_grad():
        return model(torch.tensor([tokens])).logits[0].numpy()


def close(one, other):
    # The products quantise their activations to 8 bits, so the logits are alike and not the same.
    assert numpy.abs(one - other).max() < 0.03 * numpy.abs(other).max()
    assert numpy.corrcoef(one.ravel(), other.ravel())[0, 1] > 0.999


def test_a_weight_comes_back_within_half_a_step_of_its_block():
    weight = numpy.random.default_rng(1).normal(size=(5, 64)).astype(numpy.float32)
    weight[0, :32] = 0
    found = quantise(weight)
    step = numpy.repeat(found.scales, 32, axis=1)
    assert (numpy.abs(dequantise(found) - weight) <= step / 2 + 1e-7).all()
    with pytest.raises(ValueError, match="no multiple"):
        quantise(weight[:, :40])


def test_quantising_what_was_dequantised_changes_nothing():
    weight = numpy.random.default_rng(2).normal(size=(7, 64)).astype(numpy.float32)
    once = dequantise(quantise(weight))
    numpy.testing.assert_allclose(dequantise(quantise(once)), once, atol=1e-6)


def test_a_context_is_read_as_the_model_reads_it(exported):
    policy, reference, _, _ = exported
    found, _ = policy.read(TOKENS, every=True)
    close(found, logits_of(reference, TOKENS))


def test_replies_side_by_side_are_what_each_is_alone(exported):
    policy, reference, _, _ = exported
    _, context = policy.read(TOKENS)
    rows = numpy.array([[7, 8, 9], [70, 80, 90], [1, 2, 3]])
    replies = policy.empty(len(rows))
    for step in range(rows.shape[1]):
        found = policy.extend(context, replies, rows[:, step : step + 1])
        expected = [logits_of(reference, TOKENS + row[: step + 1].tolist())[-1] for row in rows]
        close(found, numpy.stack(expected))
    assert replies.keys[0].shape == (3, 2, 4, 16)


def test_several_new_tokens_at_once_are_the_same_as_one_by_one(exported):
    policy, _, _, _ = exported
    _, context = policy.read(TOKENS)
    rows = numpy.array([[7, 8, 9], [70, 80, 90]])
    together, single = policy.empty(2), policy.empty(2)
    at_once = policy.extend(context, together, rows)
    for step in range(3):
        last = policy.extend(context, single, rows[:, step : step + 1])
    close(at_once, last)


def test_a_reply_without_a_context_needs_none(exported):
    policy, reference, _, _ = exported
    found = policy.extend(policy.empty(), policy.empty(1), numpy.array([TOKENS]))
    close(found, logits_of(reference, TOKENS)[-1:])


def test_an_adapter_shares_the_weights_of_the_base_and_changes_its_logits(exported, model):
    _, reference, weights, folder = exported
    torch.manual_seed(5)
    config = LoraConfig(r=4, lora_alpha=8, target_modules=LINEAR_LAYERS)
    peft = get_peft_model(load_dequantised(LlamaForCausalLM(model.config), weights), config).eval()
    for name, parameter in peft.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(parameter, std=0.05)
    places = write_adapter_weights(adapter_of(peft), folder, "arm")
    base = {name: place for name, place in write_base_weights(weights, folder).items()}
    onnx.save(build_graph(weights.config, base, places), folder / "arm.onnx")
    found, _ = OnnxPolicy(folder / "arm.onnx", threads=1).read(TOKENS, every=True)
    close(found, logits_of(peft, TOKENS))
    assert numpy.abs(found - logits_of(reference, TOKENS)).max() > 0.1
    shared = sum(path.stat().st_size for path in folder.glob("base-*.bin"))
    own = sum(path.stat().st_size for path in folder.glob("arm*"))
    assert own < shared / 2


def test_external_data_goes_on_in_a_new_file_before_one_is_too_large(tmp_path):
    data = ExternalData(tmp_path, "base", largest=14_000)
    for name in "abc":
        data.add(name, numpy.zeros(1200, dtype=numpy.float32))
    assert [data.places[name].file for name in "abc"] == ["base-0.bin", "base-0.bin", "base-1.bin"]
    assert data.places["b"].offset % 4096 == 0
    with pytest.raises(ValueError, match="written already"):
        data.add("a", numpy.zeros(1))
