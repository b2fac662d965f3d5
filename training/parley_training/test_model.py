"""The tiny models of a dry run, with what they say, for the tests of the server: `test/models/`.

Their weights are as good as random. They have the layout, the tokenizer and the graph of real ones, and take few megabytes.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import torch

from . import quantised_base
from .configuration import Configuration, ConfigurationError
from .export.manifest import Description, write_manifest
from .export_stage import SCORER_GRAPH, write_reward_judge, write_sampling
from .policy_model import load_policy
from .scorers import reward_model
from .scorers.encoder import encode_pairs
from .scorers.labelled_pairs import read_labelled_pairs
from .scorers.policy_features import FEATURES, PolicyFeatures
from .scorers.scorer_input import scorer_text
from .scorers_of_run import reward_judge_of
from .transcripts import read_transcripts

REFERENCES = 3
# Replies that the reward model and judge have scored.
SCORED = 24
# Tokens of a prompt and of a reply to it; enough for the cache of a context and that of a reply to grow.
PROMPT, REPLY = 300, 40


def write(configuration: Configuration) -> dict:
    """:raises ConfigurationError: for a run on a real model, which is no model for tests"""
    if configuration.base.policy != "random":
        raise ConfigurationError("base.policy: only a random policy is a model for tests")
    return {"policy": _write_policy(configuration), "reward-judge": _write_reward_judge(configuration)}


def _folder(configuration: Configuration, name: str) -> Path:
    folder = configuration.training_directory.parent / "test" / "models" / name
    shutil.rmtree(folder, ignore_errors=True)
    return folder


def _write_policy(configuration: Configuration) -> dict:
    folder = _folder(configuration, "tiny-policy")
    shutil.copytree(configuration.run_directory(quantised_base.STAGE) / "onnx", folder)
    model, vocabulary = load_policy(quantised_base.policy_directory(configuration), torch.float32, "cpu")
    write_sampling(vocabulary, configuration.rollout.maximum_new_tokens, folder)
    references = []
    for transcript in read_transcripts(configuration.data_directory / "transcripts.validation.jsonl")[:REFERENCES]:
        ids = vocabulary.tokenizer.encode(transcript.text, add_special_tokens=False).ids[: PROMPT + REPLY]
        with torch.no_grad():
            logits = model(torch.tensor([ids])).logits[0].float()
        references.append(
            {
                "text": transcript.text,
                "prompt": ids[:PROMPT],
                "reply": ids[PROMPT:],
                # After the prompt, and after the reply's last token.
                "logits": [[round(value, 4) for value in logits[at].tolist()] for at in (PROMPT - 1, len(ids) - 1)],
            }
        )
    (folder / "reference.json").write_text(json.dumps(references))
    description = Description(
        name="tiny-policy",
        version="1",
        kind="policy",
        title="A tiny policy for tests",
        first_paragraph="As good as random: four steps of training on a network of two layers. For tests of the server alone.",
        metrics={},
        gates={},
        details={"graph": "policy.onnx", "adapters": [], "vocabulary": vocabulary.size},
    )
    write_manifest(configuration, description, folder)
    return {"bytes": sum(path.stat().st_size for path in folder.iterdir())}


def _write_reward_judge(configuration: Configuration) -> dict:
    folder = _folder(configuration, "tiny-reward-judge")
    folder.mkdir(parents=True)
    scorer = reward_judge_of(configuration)
    write_reward_judge(configuration, scorer, folder)
    policy, vocabulary = load_policy(quantised_base.policy_directory(configuration), torch.float32, "cpu")
    features = PolicyFeatures(policy, vocabulary.tokenizer, configuration.rollout.context_tokens)
    model = reward_model.with_features(configuration, features)
    pairs = read_labelled_pairs(configuration.data_directory, "validation")[:SCORED]
    references = []
    for pair in pairs:
        text = scorer_text(pair.prompt, pair.chosen)
        [(ids, types)] = encode_pairs(scorer.tokenizer, [(text.context, text.reply)], scorer.maximum_tokens)
        [score] = scorer.score([pair.prompt], [pair.chosen])
        [found] = features.of([pair.prompt], [pair.chosen]).tolist()
        references.append(
            {
                "prompt": pair.prompt,
                "completion": pair.chosen,
                "ids": ids,
                "types": types,
                "encoder": score.reward,
                "features": dict(zip(FEATURES, found)),
                "probabilities": list(score.probabilities.values()),
            }
        )
    (folder / "reference.json").write_text(json.dumps(references))
    description = Description(
        name="tiny-reward-judge",
        version="1",
        kind="reward-judge",
        title="A tiny reward model and judge for tests",
        first_paragraph="As good as random: a few steps of training on an encoder of two layers. For tests of the server alone.",
        metrics={},
        gates={},
        details={"graph": SCORER_GRAPH, "scorerVersion": model.version, "maximumTokens": scorer.maximum_tokens},
    )
    write_manifest(configuration, description, folder)
    return {"bytes": sum(path.stat().st_size for path in folder.iterdir())}
