"""How well probabilities tell what is so: thresholds, precision and recall, ranking, calibration."""

from __future__ import annotations

from typing import Sequence

import numpy


def best_threshold(probabilities: Sequence[float], truths: Sequence[bool]) -> float:
    """The threshold with the highest F1; 0.5 where there is nothing to find."""
    values, labels = numpy.asarray(probabilities), numpy.asarray(truths, dtype=bool)
    if not labels.any():
        return 0.5
    order = numpy.argsort(-values, kind="stable")
    hits = labels[order].cumsum()
    taken = numpy.arange(1, len(values) + 1)
    f1 = 2 * hits / (taken + labels.sum())
    # A threshold lies between two different probabilities, never inside of a tie.
    ends = numpy.append(values[order][1:] < values[order][:-1], True)
    best = int(numpy.where(ends, f1, -1).argmax())
    here = values[order][best]
    below = values[order][best + 1] if best + 1 < len(values) else 0.0
    return float((here + below) / 2)


def found_of(probabilities: Sequence[float], truths: Sequence[bool], threshold: float) -> dict[str, float | int | None]:
    """Precision, recall, F1 at the threshold, and the area under the curve; none where there is nothing to measure."""
    values, labels = numpy.asarray(probabilities), numpy.asarray(truths, dtype=bool)
    taken = values >= threshold
    hits = int((taken & labels).sum())
    positives, predicted = int(labels.sum()), int(taken.sum())
    precision = hits / predicted if predicted else None
    recall = hits / positives if positives else None
    f1 = 2 * hits / (predicted + positives) if predicted + positives else None
    return {
        "positives": positives,
        "precision": precision,
        "recall": recall,
        "f1": f1,
        "auc": area_under_curve(values, labels),
    }


def area_under_curve(values: numpy.ndarray, labels: numpy.ndarray) -> float | None:
    """Probability that a positive lies above a negative (ties count half); none without both."""
    positives, negatives = int(labels.sum()), int((~labels).sum())
    if positives == 0 or negatives == 0:
        return None
    _, inverse, counts = numpy.unique(values, return_inverse=True, return_counts=True)
    ends = counts.cumsum()
    ranks = ((ends - counts + 1 + ends) / 2)[inverse]
    return float((ranks[labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def calibration_error(probabilities: Sequence[float], truths: Sequence[bool], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width."""
    values, labels = numpy.asarray(probabilities), numpy.asarray(truths, dtype=float)
    which = numpy.minimum((values * bins).astype(int), bins - 1)
    error = 0.0
    for index in range(bins):
        own = which == index
        if own.any():
            error += own.mean() * abs(values[own].mean() - labels[own].mean())
    return float(error)
