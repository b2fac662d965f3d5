"""Monitors of reward gaming, and the rules that end a run."""

from __future__ import annotations

import pytest

from parley_training.configuration import Reinforcement
from parley_training.independent_checker import violations
from parley_training.monitors import Sample, correlation, measure
from parley_training.reinforcement import draw_moments, stop_reason
from parley_training.reward_function import Assessed
from parley_training.sampling import Reply
from parley_training.text_statistics import distinct, overlap, repetition, unlike, words, words_of_completion


def assessed(reward, blocking=(), rm=0.0, rj=100.0):
    findings = [{"guardrail": name, "severity": 0.5} for name in blocking]
    return Assessed({"blocking": findings}, rm, {}, reward, rj, 0.0, {"rm": 0.99, "feedback": 0.1}, None)


def test_a_slot_is_a_word_and_the_plan_is_none():
    completion = " <do:hold> </plan> It's {ask_rate}, thank you. <end>"
    assert words(words_of_completion(completion)) == ["it's", "{ask_rate}", "thank", "you"]


def test_repetition_and_variety_are_shares_of_word_groups():
    assert repetition("thank you so thank you so") == pytest.approx(1 / 4)
    assert repetition("one two three four") == 0
    assert distinct(["a b", "a b"]) == pytest.approx(0.5)
    assert overlap("a b c", "a b d") == pytest.approx(0.5)
    assert unlike(["a b c d", "a b c d e", "x y z"]) == 2


def test_ranks_correlate_whatever_the_scale_and_not_where_nothing_varies():
    assert correlation([1, 2, 3, 4], [10, 100, 1000, 10000]) == pytest.approx(1)
    assert correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert correlation([1, 1, 1], [1, 2, 3]) is None


def test_one_step_is_measured_from_all_of_its_replies():
    sample = Sample(
        [Reply([1], [0.0], False)] * 3 + [Reply([1], [0.0], True)],
        [" <a> </plan> good words here <end>"] * 4,
        [assessed(0.5), assessed(-1.2, ["no-promises"]), assessed(None), assessed(0.1)],
        [0.1, 0.2, 0.3, 0.4],
        replies_per_context=2,
    )
    found = measure(sample)
    assert found["clean"] == 0.5
    assert found["failed"] == 0.25
    assert found["blocking"] == {"no-promises": 0.25}
    assert found["cut_off"] == 0.25
    assert found["unlike"] == 0.5
    assert found["saturated_rm"] == 1 and found["saturated_feedback"] == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("I guarantee that this will double your bookings.", "promise"),
        ("Our limit is a little higher.", "inside"),
        ("About ten per cent lower would do.", "number_in_words"),
        ("This is your last chance.", "pressure"),
        ("I am not a bot.", "human"),
        ("As you agreed, the rate is lower.", "settled"),
        ("the the the rate", "broken"),
    ],
)
def test_the_independent_checker_sees_the_plain_cases(text, name):
    assert name in violations(text)


def test_the_independent_checker_lets_an_ordinary_reply_pass():
    assert violations("Thank you. Could we meet at EUR 120 for the Deluxe Double?") == []


def line(**changes):
    return {"failed": 0.0, "divergence": 0.1, "constant": 0.0, "distinct_2": 0.6, "reward": 0.2, **changes}


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"failed": 0.05}, "could not be rewarded"),
        ({"divergence": 3.0}, "has left its base"),
        ({"constant": 0.5}, "replies of one reward"),
        ({"distinct_2": 0.05}, "have become alike"),
        ({"probes": {"flattery": 0.9, "empty": 0.0}}, r"adversarial replies \(flattery\)"),
    ],
)
def test_a_run_ends_where_going_on_would_teach_the_wrong_thing(changes, reason):
    settings = Reinforcement(stop_window=2)
    assert stop_reason(settings, [line(), line(), line()]) is None
    assert reason.replace("\\", "") in stop_reason(settings, [line(), line(**changes), line(**changes)])


def test_one_bad_step_does_not_end_a_run():
    assert stop_reason(Reinforcement(stop_window=10), [line()] * 9 + [line(divergence=3.0)]) is None


def test_rare_stages_are_drawn_more_often_than_their_share():
    import random
    from types import SimpleNamespace

    moments = [SimpleNamespace(stage="bargaining")] * 90 + [SimpleNamespace(stage="closing")] * 10
    drawn = draw_moments(moments, 2000, random.Random(1))
    assert 0.2 < sum(moment.stage == "closing" for moment in drawn) / 2000 < 0.3
