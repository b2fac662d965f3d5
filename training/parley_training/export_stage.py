"""Writes what a run has trained to `models/`: the policy with its adapters, reward model and judge, the act classifier."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any, Sequence

import numpy
import onnx
import torch
from peft import PeftModel
from transformers import LlamaConfig

from . import preference, quantised_base
from .configuration import Configuration
from .evaluation import read_evaluation
from .export.manifest import Description, write_manifest
from .export.measures import fidelity
from .export.onnx_policy import OnnxPolicy
from .export.onnx_scorer import OnnxScorer
from .export.peft_adapter import adapter_of
from .export.policy_digest import policy_digest
from .export.policy_graph import build_graph, write_adapter_weights
from .export.restore import read_places
from .export.scorer_graph import write_scorer
from .grammar_mask import TokenKinds
from .policy_model import load_policy
from .reference_statistics import frozen_statistics
from .run_directory import result_of
from .scorers import partner_acts, reward_model
from .scorers.classifier import MAXIMUM_TOKENS
from .scorers.encoder import encode_pairs
from .scorers.labelled_pairs import read_labelled_pairs
from .scorers.reward_judge_model import RewardJudge
from .scorers.scorer_input import scorer_text
from .scorers_of_run import classifier_of, reward_judge_of, reward_model_of
from .text_statistics import words_of_completion
from .vocabulary import Vocabulary, load_vocabulary

STAGE = "export"
# Pairs that an exported scorer is held against the trained one on.
MEASURED_PAIRS = 200
# Validation dialogues that an exported arm is held against its adapter on.
ARM_DIALOGUES = 8
SCORER_GRAPH = "scorer.onnx"


def export(configuration: Configuration) -> dict:
    """Writes `models/<name>/<version>/`; what the run has not trained is left out."""
    done = {"policy": _export_policy(configuration)}
    for name, exporter in (
        ("reward-judge", export_reward_judge),
        ("classifier", _export_classifier),
        (partner_acts.STAGE, export_partner_acts),
    ):
        if (configuration.run_directory(name) / "model").exists() and not _lacks_a_part(configuration, name):
            done[name] = exporter(configuration)
    return done


def _lacks_a_part(configuration: Configuration, name: str) -> bool:
    """Reward and judge are served together, and the reward is more than the encoder's."""
    return name == "reward-judge" and not (configuration.run_directory(reward_model.STAGE) / reward_model.FILE).exists()


def _folder(configuration: Configuration, name: str) -> Path:
    folder = configuration.path(configuration.models) / name / configuration.version
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def _export_policy(configuration: Configuration) -> dict:
    folder = _folder(configuration, "policy")
    made = configuration.run_directory(quantised_base.STAGE) / "onnx"
    for path in made.iterdir():
        shutil.copy(path, folder)
    base, config = read_places(folder / "policy.onnx"), LlamaConfig.from_pretrained(folder)
    policy = quantised_base.policy_directory(configuration)
    vocabulary = load_vocabulary(policy)
    sequences = quantised_base.measured_sequences(configuration, vocabulary, ARM_DIALOGUES)
    write_sampling(vocabulary, configuration.rollout.maximum_new_tokens, folder)
    adapters = []
    for arm in (preference.STAGE, *configuration.reinforcement):
        trained = configuration.run_directory(arm) / "adapter"
        if not trained.exists():
            continue
        fresh, _ = load_policy(policy, torch.float32, "cpu")
        peft = PeftModel.from_pretrained(fresh, trained)
        places = write_adapter_weights(adapter_of(peft), folder, arm)
        onnx.save(build_graph(config, base, places), folder / f"{arm}.onnx")
        found = fidelity(OnnxPolicy(folder / f"{arm}.onnx", configuration.threads), peft.eval(), sequences)
        gates = {"crossEntropyDifference": found.difference, "greedyAgreement": found.agreement}
        adapters.append({"name": arm, "graph": f"{arm}.onnx", **_of_arm(configuration, arm), "gates": gates})
    supervised, quantised = result_of(configuration, "supervised"), result_of(configuration, quantised_base.STAGE)
    evaluation = read_evaluation(configuration.results_directory)
    untrained, trained = supervised["untrained"]["ours"], supervised["validation"]["ours"]
    description = Description(
        name="policy",
        version=configuration.version,
        kind="policy",
        title="Parley's policy",
        first_paragraph=(
            f"Writes plan and words of a reply in a hotel-rate negotiation. On validation dialogues its replies have a "
            f"cross-entropy of {trained:.3f} nats a token ({untrained:.3f} before training). It is a small model: it misreads "
            f"what a partner means, repeats itself and invents small facts at times, so every reply has to pass Parley's "
            f"guardrails before it is sent. {_evaluated(evaluation)}"
        ),
        metrics={"supervised": supervised, "evaluation": evaluation and evaluation["arms"]},
        gates=quantised,
        details={"graph": "policy.onnx", "adapters": adapters, "vocabulary": supervised["vocabulary"]},
    )
    manifest = write_manifest(configuration, description, folder)
    size = sum(each["bytes"] for each in manifest["files"].values())
    return {"folder": str(folder), "bytes": size, "adapters": adapters}


def write_sampling(vocabulary: Vocabulary, maximum_new_tokens: int, folder: Path) -> None:
    """What a server needs to sample as the trainer did: which tokens words may hold, and how many a reply may have."""
    kinds = TokenKinds(vocabulary.tokenizer)
    words = torch.nonzero(kinds.words)[:, 0].tolist()
    described = {"end": kinds.end, "pad": kinds.pad, "words": words, "maximum_new_tokens": maximum_new_tokens}
    (folder / "sampling.json").write_text(json.dumps(described))


def _of_arm(configuration: Configuration, arm: str) -> dict[str, Any]:
    result = result_of(configuration, arm)
    return {"reward": result.get("reward"), "specHash": result.get("spec_hash"), "steps": result["steps"]}


def _evaluated(evaluation: dict | None) -> str:
    if not evaluation:
        return "No reinforcement learning has been done on it yet."
    shares = [
        f"{arm} {tables['B']['blocked']['value']:.1%}" for arm, tables in evaluation["arms"].items() if "B" in tables
    ]
    return f"Replies with a blocking finding, unguarded, with simulated partners B: {', '.join(shares)}."


def export_reward_judge(configuration: Configuration) -> dict:
    scorer = reward_judge_of(configuration)
    folder = _folder(configuration, "reward-judge")
    exported = write_reward_judge(configuration, scorer, folder)
    pairs = read_labelled_pairs(configuration.data_directory, "validation")[:MEASURED_PAIRS]
    prompts, replies = [p.prompt for p in pairs for _ in (0, 1)], [r for p in pairs for r in (p.chosen, p.rejected)]
    texts = [scorer_text(prompt, reply) for prompt, reply in zip(prompts, replies)]
    rows = encode_pairs(scorer.tokenizer, [(text.context, text.reply) for text in texts], scorer.maximum_tokens)
    found = _in_batches(exported, rows, "reward")[:, 0]
    expected = numpy.array([score.reward for score in scorer.score(prompts, replies)])
    same = (found[0::2] > found[1::2]) == (expected[0::2] > expected[1::2])
    result = {**result_of(configuration, "reward-judge"), "reward-model": result_of(configuration, reward_model.STAGE)}
    injected, policy = result["reward-model"]["injected"], result["reward-model"]["policy_pairs"]
    read = (
        f"On {policy['pairs']} held-out pairs of the policy's own replies it agrees with blind readers (language models) in "
        f"{policy['accuracy']:.1%} ({policy['low']:.1%} to {policy['high']:.1%})."
        if policy
        else "It has not been held against readers of the policy's own replies yet, and should not be trusted with them."
    )
    description = Description(
        name="reward-judge",
        version=configuration.version,
        kind="reward-judge",
        title="Parley's reward model and judge",
        first_paragraph=(
            f"Scores a reply to its moment, by an encoder and by what the policy finds of its words, and tells which items of the "
            f"rubric it violates. {read} On "
            f"{injected['pairs']} pairs whose flaws were put in by rules it is right in {injected['accuracy']:.1%}, which is no "
            f"evidence for anything but such flaws."
        ),
        metrics=result,
        gates={
            "same_order_as_unquantised": float(same.mean()),
            "largest_difference": float(numpy.abs(found - expected).max()),
        },
        details={
            "graph": SCORER_GRAPH,
            "scorerVersion": reward_model_of(configuration).version,
            "maximumTokens": scorer.maximum_tokens,
        },
    )
    return {"folder": str(folder), **write_manifest(configuration, description, folder)["gates"]}


def _export_classifier(configuration: Configuration) -> dict:
    classifier = classifier_of(configuration)
    network = classifier.network
    folder = _folder(configuration, "act-classifier")
    exported = _write_scorer(configuration, folder, "classifier", network, dict(network.heads.items()))
    pairs = read_labelled_pairs(configuration.data_directory, "validation")[:MEASURED_PAIRS]
    words = [words_of_completion(pair.chosen) for pair in pairs]
    rows = encode_pairs(classifier.tokenizer, [("", text) for text in words], MAXIMUM_TOKENS)
    found = _in_batches(exported, rows, "act").argmax(-1)
    expected = [max(each["act"], key=each["act"].get) for each in classifier.probabilities(words)]
    same = numpy.mean([classifier.classes["act"][index] == act for index, act in zip(found, expected)])
    result = result_of(configuration, "classifier")
    accuracy = result["accuracy"]
    description = Description(
        name="act-classifier",
        version=configuration.version,
        kind="act-classifier",
        title="Parley's act classifier",
        first_paragraph=(
            f"Tells from the words of one of our replies alone its act ({accuracy['act']['accuracy']:.1%} right on held-out "
            f"replies), tactic ({accuracy['tactic']['accuracy']:.1%}) and the worry that it speaks to "
            f"({accuracy['concern']['accuracy']:.1%}). It checks whether a policy's words fit its plan: good replies fit in "
            f"{result['good_replies_that_fit']:.1%}, replies under a wrong plan in {result['wrong_plans_that_fit']:.1%}."
        ),
        metrics=result,
        gates={"same_act_as_unquantised": float(same)},
        details={"graph": SCORER_GRAPH},
    )
    return {"folder": str(folder), **write_manifest(configuration, description, folder)["gates"]}


def export_partner_acts(configuration: Configuration) -> dict:
    """The reader of what partners write; needs nothing else of the run."""
    reader = partner_acts.PartnerActs.load(configuration.run_directory(partner_acts.STAGE) / "model")
    folder = _folder(configuration, partner_acts.STAGE)
    network = reader.network
    exported = _write_scorer(configuration, folder, partner_acts.STAGE, network, {partner_acts.HEAD: network.acts})
    turns = partner_acts.read_turns(configuration.data_directory, "evaluation")
    rows = partner_acts.rows_of(reader.tokenizer, turns, reader.maximum_tokens)
    found = 1 / (1 + numpy.exp(-_in_batches(exported, rows, partner_acts.HEAD)))
    expected = reader.probabilities(turns)
    offered = [at for at, act in enumerate(reader.acts) if reader.thresholds[act] is not None]
    thresholds = numpy.array([reader.thresholds[reader.acts[at]] for at in offered])
    same = (found[:, offered] >= thresholds) == (expected[:, offered] >= thresholds)
    result = result_of(configuration, partner_acts.STAGE)
    measured = result["evaluation"]["acts"]
    listed = ", ".join(
        f"{act} {measured[act]['precision']:.0%} and {measured[act]['recall']:.0%}"
        for act in (reader.acts[at] for at in offered)
        if measured[act]["precision"] is not None and measured[act]["recall"] is not None
    )
    description = Description(
        name=partner_acts.STAGE,
        version=configuration.version,
        kind=partner_acts.STAGE,
        title="Parley's reader of partners' acts",
        first_paragraph=(
            f"Tells what a partner's message does, beside the deterministic reading. On {result['evaluation']['turns']} turns of "
            f"partners that it has not seen, precision and recall against the writers' labels are: {listed}. The labels are a "
            f"language model's and often debatable. Acts that are not listed are not offered. It reads English, and no numbers."
        ),
        metrics=result,
        gates={
            "same_as_unquantised": float(same.mean()) if offered else 1.0,
            "largest_difference": float(numpy.abs(found - expected).max()),
        },
        details={"graph": SCORER_GRAPH},
        data="acts.manifest.json",
        versions=("text",),
    )
    return {"folder": str(folder), **write_manifest(configuration, description, folder)["gates"]}


def write_reward_judge(configuration: Configuration, scorer: RewardJudge, folder: Path) -> OnnxScorer:
    """Graph and files of reward model and judge, with the statistics that rewards are made with; the graph as it will be served."""
    heads = {"reward": scorer.network.reward, "judge": scorer.network.judge}
    exported = _write_scorer(configuration, folder, "reward-judge", scorer.network, heads)
    statistics, _ = frozen_statistics(configuration)
    (folder / "statistics.json").write_text(json.dumps(statistics, indent=2))
    weights = json.loads((configuration.run_directory(reward_model.STAGE) / reward_model.FILE).read_text())
    policy = policy_digest(configuration.run_directory(quantised_base.STAGE) / "onnx")
    described = {**weights, "policy": policy, "contextTokens": configuration.rollout.context_tokens}
    (folder / "reward.json").write_text(json.dumps(described, indent=2))
    return exported


def _write_scorer(
    configuration: Configuration, folder: Path, stage: str, network: torch.nn.Module, heads: dict[str, torch.nn.Linear]
) -> OnnxScorer:
    """Graph and files of a scorer that a stage has trained; the graph as it will be served."""
    arrays = {
        head: (linear.weight.detach().float().numpy(), linear.bias.detach().float().numpy())
        for head, linear in heads.items()
    }
    write_scorer(network.pooled.encoder, arrays, folder, SCORER_GRAPH.removesuffix(".onnx"))
    for file in ("config.json", "tokenizer.json", "scorer.json"):
        shutil.copy(configuration.run_directory(stage) / "model" / file, folder)
    return OnnxScorer(folder / SCORER_GRAPH, configuration.threads)


def _in_batches(scorer: OnnxScorer, rows: Sequence[tuple[list, list]], head: str) -> numpy.ndarray:
    return numpy.concatenate([scorer.score(rows[at : at + 32])[head] for at in range(0, len(rows), 32)])
