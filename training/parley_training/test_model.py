"""The tiny policy of a dry run, with what it says, for the tests of the server: `test/models/tiny-policy`.

Its weights are as good as random. It has the layout, the tokenizer and the graph of a real one, and takes half a megabyte.
"""

from __future__ import annotations

import json
import shutil

import torch

from . import quantised_base
from .configuration import Configuration, ConfigurationError
from .export.manifest import Description, write_manifest
from .export_stage import write_sampling
from .policy_model import load_policy
from .transcripts import read_transcripts

REFERENCES = 3
# Tokens of a prompt and of a reply to it; enough for the cache of a context and that of a reply to grow.
PROMPT, REPLY = 300, 40


def write(configuration: Configuration) -> dict:
    """:raises ConfigurationError: for a run on a real model, which is no model for tests"""
    if configuration.base.policy != "random":
        raise ConfigurationError("base.policy: only a random policy is a model for tests")
    folder = configuration.training_directory.parent / "test" / "models" / "tiny-policy"
    shutil.rmtree(folder, ignore_errors=True)
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
    return {"folder": "test/models/tiny-policy", "bytes": sum(path.stat().st_size for path in folder.iterdir())}
