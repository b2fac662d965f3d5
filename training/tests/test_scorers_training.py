"""Training of the scorers on a handful of replies, with a stand-in for the worker."""

from __future__ import annotations

import dataclasses
import json
import shutil
import sys

import pytest

from parley_training.configuration import Base, Configuration, PolicyPairs, Scorer
from parley_training.export.scorer_graph import write_scorer
from parley_training.run_directory import RunDirectory
from parley_training.scorers import classifier, ngram_reward, reward_judge
from parley_training.scorers.classifier import Classifier, examples_of
from parley_training.scorers.labelled_pairs import LabelledPair, read_labelled_pairs
from parley_training.scorers.ngram_reward import NgramReward, features
from parley_training.scorers.reward_judge_model import Item, RewardJudge

TAGS = [
    *("<system>", "<partner>", "<agent>", "<end>", "<plan>", "</plan>", "<concern:none>", "<concern:cost>"),
    *("<do:greet>", "<do:empathise>", "<tactic:none>", "<tactic:empathy>"),
]
HEADER = "<system> {ota} to {hotel} <end>"
GREETING = " <do:greet> <tactic:none> </plan> Good morning from {ota}. <end>"
FEELING = " <do:empathise> <tactic:empathy> </plan> Heating all winter must be dear. <end>"
PRESSING = " <do:empathise> <tactic:none> </plan> Decide now or lose everything! <end>"
PROMPT = f"{HEADER} <partner> the heating is dear <end> <agent> <concern:cost> <plan>"
WORKER = """
import json, sys
for line in sys.stdin:
    items = [{"id": "pressure", "points": 30}, {"id": "too_long", "points": 10}]
    print(json.dumps({"id": json.loads(line)["id"], "items": [{"rubricItems": items}]}), flush=True)
"""


def write(path, rows):
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


@pytest.fixture()
def configuration(tmp_path):
    data = tmp_path / "data"
    data.mkdir()
    write(data / "vocabulary.jsonl", [{"tags": TAGS, "slots": ["{ota}", "{hotel}"]}])
    for split in ("train", "validation", "evaluation"):
        labels, pairs, transcripts = [], [], []
        for index in range(12):
            moment = f"{split}#{index}"
            labels.append({"id": f"{moment}:good", "deductions": {}})
            labels.append({"id": f"{moment}:good+pressure/guilt", "deductions": {"pressure": 30}})
            known = {"id": f"{moment}:good+pressure/guilt<good", "kind": "good-flawed", "class": "pressure"}
            pairs.append({**known, "prompt": PROMPT, "chosen": FEELING, "rejected": PRESSING})
            first = {"prompt": "<agent> <concern:none> <plan>", "completion": GREETING, "learn": True}
            second = {"prompt": PROMPT.removeprefix(HEADER + " "), "completion": FEELING, "learn": True}
            transcripts.append({"id": moment, "header": HEADER, "writer": "writer", "turns": [first, second]})
        write(data / f"labels.{split}.jsonl", labels)
        write(data / f"pairs.{split}.jsonl", pairs)
        write(data / f"transcripts.{split}.jsonl", transcripts)
    (tmp_path / "worker.py").write_text(WORKER)
    settings = Scorer(
        epochs=12, pairs_per_step=4, learning_rate=3e-3, head_learning_rate=3e-2, classifier_epochs=12, save_every=5
    )
    return Configuration(
        name="run",
        data=str(data),
        runs=str(tmp_path / "runs"),
        threads=1,
        worker=[sys.executable, str(tmp_path / "worker.py")],
        base=Base(scorer="random"),
        scorer=settings,
        # What readers compared in the repository is none of these tests' business.
        policy_pairs=PolicyPairs(annotations=str(tmp_path / "annotations")),
    )


def model_directory(configuration, stage):
    return configuration.run_directory(stage) / "model"


def test_a_pair_knows_what_both_of_its_replies_violate(configuration):
    [first, *_] = read_labelled_pairs(configuration.data_directory, "train")
    assert first.flaw == "pressure"
    assert first.chosen_items == frozenset() and first.rejected_items == {"pressure"}


def test_reward_model_and_judge_learn_which_reply_is_better_and_why(configuration):
    result = reward_judge.train(configuration)
    assert result["injected"]["accuracy"] == 1.0
    assert result["injected"]["low"] < 1.0 == result["injected"]["by_class"]["pressure"]["accuracy"]
    assert result["injected"]["items"]["pressure"]["f1"] == 1.0
    assert result["policy_pairs"] is None
    scorer = RewardJudge.load(model_directory(configuration, "reward-judge"))
    good, bad = scorer.score([PROMPT, PROMPT], [FEELING, PRESSING])
    assert good.reward > bad.reward
    assert good.deductions == {} and bad.deductions == {"pressure": 30}
    assert bad.expected_points > good.expected_points
    assert scorer.version == result["version"]


def test_a_loaded_scorer_scores_as_the_trained_one_was_measured(configuration):
    result = reward_judge.train(configuration)
    scorer = RewardJudge.load(model_directory(configuration, "reward-judge"))
    measured = reward_judge.evaluate(scorer, read_labelled_pairs(configuration.data_directory, "evaluation"))
    assert measured["accuracy"] == result["injected"]["accuracy"]
    assert measured["calibration_error"] == pytest.approx(result["injected"]["calibration_error"], abs=1e-6)


def test_scores_come_in_the_order_of_the_replies_whatever_their_length(configuration):
    reward_judge.train(configuration)
    scorer = RewardJudge.load(model_directory(configuration, "reward-judge"))
    replies = [FEELING, GREETING, PRESSING, FEELING]
    together = scorer.score([PROMPT] * 4, replies)
    for reply, score in zip(replies, together):
        assert score.reward == pytest.approx(scorer.score([PROMPT], [reply])[0].reward, abs=1e-4)


def test_calibrating_a_judge_moves_its_probabilities_and_nothing_else(configuration):
    reward_judge.train(configuration)
    scorer = RewardJudge.load(model_directory(configuration, "reward-judge"))
    [before] = scorer.score([PROMPT], [FEELING])
    scorer.calibrate({"pressure": (1.0, 2.0), "too_long": (1.0, 0.0)})
    [after] = scorer.score([PROMPT], [FEELING])
    assert after.probabilities["pressure"] > before.probabilities["pressure"]
    assert after.probabilities["too_long"] == before.probabilities["too_long"]
    assert after.reward == before.reward


def test_reward_model_and_judge_are_taken_from_what_was_exported_and_not_trained_again(configuration):
    trained = reward_judge.train(configuration)
    scorer = RewardJudge.load(model_directory(configuration, "reward-judge"))
    exported = configuration.run_directory("exported")
    heads = {name: getattr(scorer.network, name) for name in ("reward", "judge")}
    arrays = {name: (head.weight.detach().numpy(), head.bias.detach().numpy()) for name, head in heads.items()}
    write_scorer(scorer.network.pooled.encoder, arrays, exported, "scorer")
    for file in ("config.json", "tokenizer.json", "scorer.json"):
        shutil.copy(model_directory(configuration, "reward-judge") / file, exported)
    taking = dataclasses.replace(configuration.scorer, taken_from=str(exported))
    later = dataclasses.replace(configuration, name="later", scorer=taking)
    taken = reward_judge.train(later)
    assert (taken["taken_from"], taken["pairs"]) == (str(exported), 0)
    assert taken["injected"]["accuracy"] == trained["injected"]["accuracy"]
    restored = RewardJudge.load(model_directory(later, "reward-judge"))
    assert restored.items == scorer.items
    [expected], [found] = scorer.score([PROMPT], [PRESSING]), restored.score([PROMPT], [PRESSING])
    assert found.reward == pytest.approx(expected.reward, abs=0.1)
    assert found.probabilities["pressure"] == pytest.approx(expected.probabilities["pressure"], abs=0.05)


class _Interrupted(Exception):
    pass


@pytest.mark.parametrize("stage", [reward_judge, classifier])
def test_an_interrupted_training_goes_on_where_it_was_saved(configuration, monkeypatch, stage):
    log = RunDirectory.log

    def stop_at_eight(run, **metrics):
        if metrics["step"] == 8:
            raise _Interrupted
        log(run, **metrics)

    monkeypatch.setattr(RunDirectory, "log", stop_at_eight)
    with pytest.raises(_Interrupted):
        stage.train(configuration)
    monkeypatch.setattr(RunDirectory, "log", log)
    stage.train(configuration)
    lines = (configuration.run_directory(stage.STAGE) / "metrics.jsonl").read_text().splitlines()
    steps = [json.loads(line)["step"] for line in lines]
    assert steps == list(range(1, len(steps) + 1)) and len(steps) > 8


def test_replies_that_nobody_labelled_do_not_count_as_free_of_faults():
    class Knows:
        items = [Item("pressure", 30)]

        def score(self, prompts, completions):
            return [dataclasses.make_dataclass("S", ["reward", "probabilities"])(0.0, {"pressure": 0.5})] * len(prompts)

    unlabelled = LabelledPair(PROMPT, FEELING, PRESSING, "policy", None, None, None)
    labelled = LabelledPair(PROMPT, FEELING, PRESSING, "good-flawed", None, frozenset(), frozenset({"pressure"}))
    assert reward_judge.evaluate(Knows(), [unlabelled, labelled])["items"]["pressure"]["positives"] == 1
    assert reward_judge.evaluate(Knows(), [unlabelled, labelled])["calibration_error"] == 0.0


def test_only_acts_that_speak_to_a_worry_teach_a_concern(configuration):
    greeting, feeling, *_ = examples_of(configuration.data_directory / "transcripts.train.jsonl")
    assert greeting.tags == {"act": "greet", "tactic": "none", "concern": None}
    assert feeling.tags == {"act": "empathise", "tactic": "empathy", "concern": "cost"}


def test_the_classifier_tells_words_that_fit_their_plan_from_words_that_do_not(configuration):
    result = classifier.train(configuration)
    assert result["accuracy"]["act"] == {"examples": 24, "accuracy": 1.0}
    trained = Classifier.load(model_directory(configuration, "classifier"))
    swapped = FEELING.replace("<do:empathise>", "<do:greet>")
    # A plan without an act fits nothing.
    assert trained.agrees([PROMPT] * 4, [GREETING, FEELING, swapped, " </plan> Good morning <end>"]) == [
        *(True, True),
        *(False, False),
    ]
    assert trained.concerns([FEELING]) == ["cost"]


def test_the_second_reward_model_learns_from_words_alone(configuration):
    result = ngram_reward.train(configuration)
    assert result["held_out"]["accuracy"] == 1.0
    scorer = NgramReward.load(model_directory(configuration, "second-reward"))
    good, bad = scorer.score([PROMPT, PROMPT], [FEELING, PRESSING])
    assert good > bad


def test_the_second_reward_model_sees_no_tags():
    other = FEELING.replace("<do:empathise> <tactic:empathy>", "<do:greet> <tactic:none>")
    assert features(PROMPT, FEELING) == features(PROMPT, other)
    state = PROMPT.replace("<concern:cost>", "<concern:none>")
    assert features(PROMPT, FEELING) == features(state, FEELING)


def test_the_second_reward_model_sees_what_is_taken_up_of_the_partners_words():
    silent = PROMPT.replace("the heating is dear", "hello")
    assert features(PROMPT, FEELING) != features(silent, FEELING)


@pytest.mark.parametrize("stage", [reward_judge, classifier, ngram_reward])
def test_a_finished_stage_is_not_run_again(configuration, stage):
    result = json.loads(json.dumps(stage.train(configuration)))
    weights = configuration.run_directory(stage.STAGE) / "model" / "scorer.json"
    written = weights.stat().st_mtime_ns
    assert stage.train(configuration) == result
    assert weights.stat().st_mtime_ns == written
