"""What tells a policy that has become better from one that has found a hole in its reward."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Sequence

import numpy

from .independent_checker import violations
from .reward_function import Assessed
from .sampling import Reply
from .scorers.calibration import mean_ranks
from .text_statistics import distinct, repetition, unlike, words, words_of_completion

# A source that lies above this share of its range has nothing left to teach.
SATURATED = 0.95


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Rank correlation (Spearman), none where one of both does not vary."""
    if len(one) < 3:
        return None
    first, second = mean_ranks(one), mean_ranks(other)
    if first.std() == 0 or second.std() == 0:
        return None
    return float(numpy.corrcoef(first, second)[0, 1])


@dataclass(frozen=True)
class Sample:
    """Replies of one step with all that was measured about them, side by side."""

    replies: list[Reply]
    completions: list[str]
    assessed: list[Assessed]
    second: list[float]
    replies_per_context: int


def measure(sample: Sample) -> dict[str, Any]:
    """The monitors of one step."""
    assessed = sample.assessed
    rewarded = [index for index, each in enumerate(assessed) if each.reward is not None]
    clean = [index for index in rewarded if not assessed[index].blocking]
    texts = [words_of_completion(completion) for completion in sample.completions]
    filled = [each.assessment.get("text", text) for each, text in zip(assessed, texts)]
    counts = Counter(name for each in assessed for name in each.blocking)
    independent = Counter(name for text in filled for name in violations(text))
    total = len(assessed)
    size = sample.replies_per_context
    groups = [texts[at : at + size] for at in range(0, total, size)]

    def of(values: list[Any], indices: Sequence[int]) -> list[float]:
        return [float(values[index]) for index in indices if values[index] is not None]

    rewards, rm = [each.reward for each in assessed], [each.rm for each in assessed]
    rj, rf = [each.rj for each in assessed], [each.rf for each in assessed]
    pairs = {
        "reward_second": (of(rewards, rewarded), of(sample.second, rewarded)),
        "rm_rj": (of(rm, rewarded), of(rj, rewarded)),
        "rm_rf": (of(rm, rewarded), of(rf, rewarded)),
        "rj_rf": (of(rj, rewarded), of(rf, rewarded)),
    }
    return {
        "reward": _mean(of(rewards, rewarded)),
        "rm": _mean(of(rm, rewarded)),
        "rj": _mean(of(rj, rewarded)),
        "rf": _mean(of(rf, rewarded)),
        "second": _mean(of(sample.second, range(total))),
        "clean": len(clean) / max(total, 1),
        "blocking": {name: count / total for name, count in sorted(counts.items())},
        "independent": sum(independent.values()) / max(total, 1),
        "independent_by_name": {name: count / total for name, count in sorted(independent.items())},
        "failed": 1 - len(rewarded) / max(total, 1),
        "saturated_rm": _share([assessed[i].sources.get("rm") for i in rewarded], SATURATED),
        "saturated_feedback": _share([assessed[i].sources.get("feedback") for i in rewarded], SATURATED),
        "correlations": {name: correlation(*values) for name, values in pairs.items()},
        "length": _mean([float(len(words(text))) for text in texts]),
        "cut_off": sum(reply.cut_off for reply in sample.replies) / max(total, 1),
        "repetition": _mean([repetition(text) for text in texts]),
        "distinct_2": distinct(texts),
        "unlike": _mean([unlike(group) / len(group) for group in groups if group]),
    }


def _mean(values: Sequence[float]) -> float | None:
    return float(numpy.mean(values)) if values else None


def _share(values: Sequence[float | None], limit: float) -> float | None:
    known = [value for value in values if value is not None]
    return sum(abs(value) > limit for value in known) / len(known) if known else None
