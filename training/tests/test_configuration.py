"""A configuration is read strictly."""

from __future__ import annotations

from pathlib import Path

import pytest

from parley_training.configuration import ConfigurationError, load_configuration

CONFIGURATIONS = sorted((Path(__file__).parent.parent / "configs").glob("*.yaml"))


def load(tmp_path, text):
    path = tmp_path / "run.yaml"
    path.write_text(text)
    return load_configuration(path)


@pytest.mark.parametrize("path", CONFIGURATIONS, ids=lambda path: path.stem)
def test_every_configuration_of_the_project_can_be_read(path):
    assert load_configuration(path).name == path.stem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("seed: 1", "name: is missing"),
        ("name: x\nsupervised: { epoch: 2 }", "supervised.epoch: there is no such setting"),
        ("name: x\nsupervised: { epochs: many }", "supervised.epochs: must be int, not 'many'"),
        ("name: x\nsupervised: { epochs: true }", "supervised.epochs: must be int"),
        ("name: x\nreinforcement: { a: { rewards: rm-only } }", "reinforcement.a.rewards: there is no such setting"),
        ("name: x\nworker: npm", "worker: must be a list"),
    ],
)
def test_what_is_wrong_is_named(tmp_path, text, message):
    with pytest.raises(ConfigurationError, match=message):
        load(tmp_path, text)


def test_a_whole_number_may_stand_for_a_fraction(tmp_path):
    assert load(tmp_path, "name: x\nsupervised: { learning_rate: 1 }").supervised.learning_rate == 1.0


def test_the_hash_tells_configurations_apart_and_not_the_order_of_keys(tmp_path):
    one = load(tmp_path, "name: x\nseed: 2\nthreads: 1").hash
    assert one == load(tmp_path, "threads: 1\nname: x\nseed: 2").hash
    assert one != load(tmp_path, "name: x\nseed: 3\nthreads: 1").hash
