"""The reader of what partners write: thresholds that keep their promise, and training on a handful of turns."""

from __future__ import annotations

import json

import numpy
import pytest

from parley_training.configuration import Base, Configuration, PartnerActs as Settings
from parley_training.scorers import partner_acts
from parley_training.scorers.partner_acts import PartnerActs, Turn, doubt_of, read_turns, threshold_of

ACTS = ["accept", "later", "opt_out"]


def test_a_threshold_keeps_the_precision_and_finds_as_much_as_it_can():
    probabilities = numpy.array([0.9] * 8 + [0.8] * 4 + [0.7] * 4 + [0.1] * 20)
    truths = numpy.array([True] * 8 + [True, True, False, False] + [False] * 4 + [False] * 20)
    # 8 of 8 above 0.9, 10 of 12 above 0.8, 10 of 16 above 0.7.
    assert threshold_of(probabilities, truths, 0.8) == pytest.approx(0.75)
    assert threshold_of(probabilities, truths, 0.6) == pytest.approx(0.4)


def test_an_act_that_is_hardly_ever_found_has_no_threshold():
    assert threshold_of(numpy.array([0.9] * 4 + [0.1] * 50), numpy.array([True] * 4 + [False] * 50)) is None
    assert threshold_of(numpy.linspace(0, 1, 50), numpy.zeros(50, dtype=bool)) is None


def test_a_threshold_never_cuts_a_tie():
    probabilities = numpy.array([0.9] * 10 + [0.5] * 10)
    truths = numpy.array([True] * 10 + [True] * 5 + [False] * 5)
    assert threshold_of(probabilities, truths, 0.8) == pytest.approx(0.7)


def test_below_a_doubt_lie_few_of_the_true_cases():
    truths = numpy.array([True] * 100 + [False] * 100)
    probabilities = numpy.concatenate([numpy.linspace(0.2, 1, 100), numpy.linspace(0, 0.5, 100)])
    assert (probabilities[truths] < doubt_of(probabilities, truths)).mean() == pytest.approx(0.02)
    assert doubt_of(numpy.array([0.9] * 3), numpy.array([True] * 3)) == 0


@pytest.fixture()
def configuration(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    rows = [
        {"asked": "rate", "words": "yes we can do that", "acts": ["accept"]},
        {"asked": "nothing", "words": "let me come back to you", "acts": ["later"]},
        {"asked": "rate", "words": "do not write to me", "acts": ["opt_out", "upset"]},
    ]
    for split in ("train", "validation", "evaluation"):
        lines = [{"id": f"{split}-{index}:{index}", **rows[index % 3]} for index in range(48)]
        (data / f"acts.{split}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (data / "acts.manifest.json").write_text(json.dumps({"acts": ACTS, "text": "act-text-1"}))
    return Configuration(
        name="t",
        base=Base(scorer="random"),
        data=str(data),
        runs=str(tmp_path / "runs"),
        partner_acts=Settings(epochs=12, turns_per_step=8, learning_rate=3e-3, save_every=10),
    )


def test_dialogues_that_set_thresholds_are_whole_and_some(configuration):
    turns = read_turns(configuration.data_directory, "train")
    held_out = [turn for turn in turns if turn.held_out]
    assert 0 < len(held_out) < len(turns) / 2
    assert Turn("a-001", "rate", "x", frozenset()).held_out == Turn("a-001", "rate", "y", frozenset()).held_out


def test_it_learns_acts_that_go_together_and_is_the_same_once_loaded(configuration):
    result = partner_acts.train(configuration)
    assert result["evaluation"]["acts"]["later"]["auc"] > 0.95
    reader = PartnerActs.load(configuration.run_directory("partner-acts") / "model")
    assert all(threshold is not None for threshold in reader.thresholds.values())
    turns = [Turn("d", "rate", "do not write to me", frozenset())]
    again = PartnerActs.load(configuration.run_directory("partner-acts") / "model")
    assert reader.probabilities(turns).argmax() == ACTS.index("opt_out")
    assert numpy.array_equal(reader.probabilities(turns), again.probabilities(turns))
    assert partner_acts.train(configuration) == result
