"""The SFT policy in 8 bits, and as numbers again: the base of every arm.

Quantised once, frozen, and what comes back is what adapters are trained on, so that what is trained is what is served, but for
the bfloat16 that training computes in (half a step of the 8 bits at the most) and the activations that serving rounds.
"""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path

import onnx
import torch
from tokenizers import Tokenizer
from transformers import LlamaForCausalLM

from . import supervised
from .configuration import Configuration
from .export.measures import Fidelity, fidelity, same_tokens
from .export.onnx_policy import OnnxPolicy
from .export.policy_graph import build_graph, write_base_weights
from .export.restore import read_base
from .export.step_parity import StepParity, step_parity
from .export.policy_weights import load_dequantised, quantise_policy
from .policy_model import base_byte_pairs, load_policy, save_policy
from .run_directory import RunDirectory
from .transcripts import ADDED, read_transcripts, weighted_tokens
from .vocabulary import Vocabulary, byte_pair_tokenizer, origins_of

STAGE = "base"
# Validation dialogues that the exported graph is held against the unquantised model on.
MEASURED_DIALOGUES = 24
# Dialogues whose last tokens are written one by one, and how many of them: the cache has to give what one pass gives.
STEPPED_DIALOGUES, STEPS = 4, 50


def make(configuration: Configuration) -> dict:
    """Leaves the dequantised policy in `runs/<name>/base/policy` and the graph with its weights in `runs/<name>/base/onnx`."""
    run = RunDirectory(configuration, STAGE, {})
    if run.result:
        return run.result
    trained, vocabulary = load_policy(configuration.run_directory(supervised.STAGE) / "policy", torch.float32, "cpu")
    weights = quantise_policy(trained)
    folder = run.path / "onnx"
    graph = build_graph(weights.config, write_base_weights(weights, folder))
    onnx.save(graph, folder / "policy.onnx")
    vocabulary.tokenizer.save(str(folder / "tokenizer.json"))
    trained.config.save_pretrained(folder)
    sequences = measured_sequences(configuration, vocabulary)
    exported = OnnxPolicy(folder / "policy.onnx", configuration.threads)
    measured = fidelity(exported, trained, sequences)
    longest = sorted((ids for ids, _ in sequences), key=len)[-STEPPED_DIALOGUES:]
    stepped = step_parity(exported, [ids[: len(longest[0])] for ids in longest], len(longest[0]) - STEPS)
    corpus = read_transcripts(configuration.data_directory / "transcripts.train.jsonl")
    cut_from = random.Random(configuration.seed).sample(corpus, min(10 * MEASURED_DIALOGUES, len(corpus)))
    texts = [piece for each in cut_from for piece in ADDED.split(each.text) if piece.strip()]
    reference = byte_pair_tokenizer(base_byte_pairs(configuration.base.policy))
    parity = same_tokens(vocabulary.tokenizer, reference, texts)
    base = load_dequantised(trained, weights).to(torch.bfloat16)
    save_policy(base, vocabulary, run.path / "policy")
    return run.finish(_result(measured, stepped, parity, folder))


def restore(configuration: Configuration) -> dict:
    """Takes the base from `models/policy/<version>`, so that a run can go on from it where it was not trained.

    :raises FileNotFoundError: where there are no such models
    """
    models = configuration.path(configuration.models) / "policy" / configuration.version
    manifest = json.loads((models / "manifest.json").read_text())
    weights = read_base(models / "policy.onnx")
    run = RunDirectory(configuration, STAGE, {})
    folder = run.path / "onnx"
    folder.mkdir(exist_ok=True)
    for name in ("policy.onnx", "tokenizer.json", "config.json"):
        shutil.copy(models / name, folder)
    for path in models.glob("base-*.bin"):
        shutil.copy(path, folder)
    tokenizer = Tokenizer.from_file(str(models / "tokenizer.json"))
    vocabulary = Vocabulary(tokenizer, origins_of(tokenizer, base_byte_pairs(configuration.base.policy)))
    base = load_dequantised(LlamaForCausalLM(weights.config), weights).to(torch.bfloat16)
    save_policy(base, vocabulary, run.path / "policy")
    RunDirectory(configuration, supervised.STAGE, configuration.supervised).finish(manifest["metrics"]["supervised"])
    return run.finish(manifest["gates"])


def measured_sequences(
    configuration: Configuration, vocabulary: Vocabulary, number: int = MEASURED_DIALOGUES
) -> list[tuple[list[int], list[bool]]]:
    """Tokens of validation dialogues, and which of them are ours: what an exported graph is held against its model on."""
    transcripts = read_transcripts(configuration.data_directory / "transcripts.validation.jsonl")
    chosen = random.Random(configuration.seed).sample(transcripts, min(number, len(transcripts)))
    rows = [weighted_tokens(each, vocabulary.tokenizer, configuration.supervised) for each in chosen]
    return [(row.ids, row.ours) for row in rows]


def policy_directory(configuration: Configuration) -> Path:
    """Where every later stage finds the base."""
    return configuration.run_directory(STAGE) / "policy"


def _result(measured: Fidelity, stepped: StepParity, parity: float, folder: Path) -> dict:
    return {
        "cross_entropy": {
            "unquantised": measured.reference_cross_entropy,
            "exported": measured.cross_entropy,
            "difference": measured.difference,
        },
        "greedy_agreement": measured.agreement,
        "tokens": measured.tokens,
        "step_agreement": stepped.agreement,
        "steps": stepped.steps,
        "same_tokens_as_the_base_model": parity,
        "bytes": {path.name: path.stat().st_size for path in sorted(folder.iterdir())},
    }
