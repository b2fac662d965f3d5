"""How well probabilities tell what is so: calibration, thresholds, precision and recall, ranking."""

from __future__ import annotations

from typing import Sequence

import numpy

# Below this a probability is a certainty, whose logit would be endless.
_CERTAIN = 1e-6
_NEWTON_STEPS = 30
_LEAST_SCALE = 0.05


def calibration_line(probabilities: Sequence[float], truths: Sequence[bool]) -> tuple[float, float]:
    """Scale and shift of the logit under which probabilities come true as often as they say (Platt's method).

    A network whose positives counted more than once says too much. Scale and shift are drawn towards 1 and 0 as by one
    observation, so that few or only negative examples move them little; the scale stays positive, so the order stays.
    """
    values = numpy.clip(numpy.asarray(probabilities, dtype=float), _CERTAIN, 1 - _CERTAIN)
    logits, labels = numpy.log(values / (1 - values)), numpy.asarray(truths, dtype=float)
    inputs = numpy.stack([logits, numpy.ones_like(logits)], axis=1)
    prior, line = numpy.array([1.0, 0.0]), numpy.array([1.0, 0.0])

    def loss(at: numpy.ndarray) -> float:
        own = inputs @ at
        return float((numpy.logaddexp(0, own) - labels * own).sum() + ((at - prior) ** 2).sum() / 2)

    for _ in range(_NEWTON_STEPS):
        expected = 1 / (1 + numpy.exp(-numpy.clip(inputs @ line, -500, 500)))
        gradient = inputs.T @ (expected - labels) + line - prior
        curvature = (inputs * (expected * (1 - expected))[:, None]).T @ inputs + numpy.eye(2)
        step = numpy.linalg.solve(curvature, gradient)
        # A full step can overshoot where most probabilities are certainties.
        length = 1.0
        while loss(line - length * step) > loss(line) and length > 1e-6:
            length /= 2
        line = line - length * step
        if numpy.abs(length * step).max() < 1e-9:
            break
    return max(_LEAST_SCALE, float(line[0])), float(line[1])


def moved(probabilities: Sequence[float], scale: float, shift: float) -> list[float]:
    """The probabilities after their logits were scaled and shifted."""
    values = numpy.clip(numpy.asarray(probabilities, dtype=float), _CERTAIN, 1 - _CERTAIN)
    return (1 / (1 + numpy.exp(-(scale * numpy.log(values / (1 - values)) + shift)))).tolist()


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
    return float((mean_ranks(values)[labels].sum() - positives * (positives + 1) / 2) / (positives * negatives))


def mean_ranks(values: Sequence[float]) -> numpy.ndarray:
    """Ranks from 1; ties share their mean rank."""
    _, inverse, counts = numpy.unique(numpy.asarray(values, dtype=float), return_inverse=True, return_counts=True)
    ends = counts.cumsum()
    return ((ends - counts + 1 + ends) / 2)[inverse]


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
