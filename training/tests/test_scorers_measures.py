"""What a scorer is measured by."""

from __future__ import annotations

import numpy
import pytest

from parley_training.scorers.calibration import (
    area_under_curve,
    best_threshold,
    calibration_error,
    calibration_line,
    found_of,
    moved,
)
from parley_training.scorers.intervals import bootstrap, wilson


def test_wilsons_interval_is_the_one_of_the_tables():
    assert wilson(8, 10) == pytest.approx((0.4902, 0.9433), abs=1e-4)
    assert wilson(0, 0) == (0.0, 1.0)
    assert wilson(0, 5)[0] == 0.0 and wilson(5, 5)[1] == 1.0


def test_a_bootstrap_holds_the_mean_and_is_the_same_for_a_seed():
    values = [0.0, 1.0, 1.0, 0.0, 1.0, 1.0]
    low, high = bootstrap(values, seed=3)
    assert low < numpy.mean(values) < high
    assert bootstrap(values, seed=3) == (low, high)
    with pytest.raises(ValueError, match="no values"):
        bootstrap([])


def test_the_best_threshold_lies_between_what_is_so_and_what_is_not():
    assert 0.4 < best_threshold([0.1, 0.4, 0.8, 0.9], [False, False, True, True]) < 0.8
    assert best_threshold([0.1, 0.2], [False, False]) == 0.5


def test_a_threshold_never_splits_equal_probabilities():
    probabilities, truths = [0.7, 0.7, 0.7, 0.2], [True, False, True, False]
    taken = numpy.asarray(probabilities) >= best_threshold(probabilities, truths)
    assert taken.tolist() == [True, True, True, False]


def test_precision_recall_and_f1_are_counted_at_the_threshold():
    found = found_of([0.9, 0.8, 0.3, 0.1], [True, False, True, False], 0.5)
    assert (found["precision"], found["recall"], found["f1"], found["positives"]) == (0.5, 0.5, 0.5, 2)


def test_what_cannot_be_measured_is_none():
    found = found_of([0.1, 0.2], [False, False], 0.5)
    assert (found["precision"], found["recall"], found["f1"], found["auc"]) == (None, None, None, None)


def test_the_area_under_the_curve_counts_ties_half():
    assert area_under_curve(numpy.array([0.9, 0.1]), numpy.array([True, False])) == 1.0
    assert area_under_curve(numpy.array([0.5, 0.5]), numpy.array([True, False])) == 0.5


def test_probabilities_that_come_true_have_no_calibration_error():
    assert calibration_error([0.25] * 4, [True, False, False, False]) == pytest.approx(0)
    assert calibration_error([0.95] * 4, [True, False, False, False]) == pytest.approx(0.7)


def test_calibration_takes_back_what_positive_weights_put_on():
    generator = numpy.random.default_rng(1)
    logits = generator.normal(-2, 2, 4000)
    truths = generator.random(4000) < 1 / (1 + numpy.exp(-logits))
    # Positives that count five times add the logarithm of five to the logit.
    inflated = 1 / (1 + numpy.exp(-(logits + numpy.log(5))))
    scale, shift = calibration_line(inflated, truths)
    assert scale == pytest.approx(1, abs=0.15) and shift == pytest.approx(-numpy.log(5), abs=0.25)
    assert calibration_error(moved(inflated, scale, shift), truths) < 0.03 < calibration_error(inflated, truths)


@pytest.mark.parametrize("probabilities", [[0.0, 1.0], [0.5, 0.5], [1.0, 0.0]])
def test_calibration_keeps_the_order_whatever_it_is_given(probabilities):
    for truths in ([False, False], [True, True], [False, True]):
        scale, shift = calibration_line(probabilities, truths)
        assert scale > 0 and numpy.isfinite([scale, shift]).all()
