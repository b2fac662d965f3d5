"""Intervals at 95%."""

from __future__ import annotations

from typing import Sequence

import numpy

Z = 1.959964


def wilson(successes: int, total: int) -> tuple[float, float]:
    """Wilson's interval of a share; (0, 1) where nothing was counted."""
    if total == 0:
        return 0.0, 1.0
    share = successes / total
    denominator = 1 + Z**2 / total
    centre = (share + Z**2 / (2 * total)) / denominator
    half = Z * ((share * (1 - share) / total + Z**2 / (4 * total**2)) ** 0.5) / denominator
    return max(0.0, centre - half), min(1.0, centre + half)


def share_of(successes: int, total: int) -> dict[str, float]:
    """A share of something that was counted, with its interval: `value`, `low`, `high`."""
    low, high = wilson(successes, total)
    return {"value": successes / total, "low": low, "high": high}


def bootstrap(values: Sequence[float], resamples: int = 1000, seed: int = 1) -> tuple[float, float]:
    """Percentile bootstrap of a mean.

    :raises ValueError: where there are no values
    """
    array = numpy.asarray(values, dtype=float)
    if array.size == 0:
        raise ValueError("There are no values to resample")
    generator = numpy.random.default_rng(seed)
    means = [array[generator.integers(0, array.size, array.size)].mean() for _ in range(resamples)]
    low, high = numpy.quantile(means, [0.025, 0.975])
    return float(low), float(high)
