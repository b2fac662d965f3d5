"""What a reply is worth: rules and signals from the server, scores from the trained models, combined by the server's spec."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol, Sequence

from .worker import Worker


class ScoredReply(Protocol):
    """What a model says of one reply: the reward model's raw score, and points by item of the rubric."""

    reward: float
    deductions: dict[str, float]


class Scorer(Protocol):
    version: str

    def score(self, prompts: Sequence[str], completions: Sequence[str]) -> Sequence[ScoredReply]: ...


@dataclass(frozen=True)
class Assessed:
    """One reply with everything that was measured about it. `reward` is none where it could not be checked."""

    assessment: dict[str, Any]
    rm: float | None
    # Points that the judge takes off.
    deductions: dict[str, float]
    reward: float | None
    rj: float | None
    rf: float
    # Normalised sources (`rm` is a, `feedback` is e of repo-bounded), and why a reward is missing.
    sources: dict[str, float]
    reason: str | None

    @property
    def blocking(self) -> list[str]:
        """Guardrails that would have stopped the reply."""
        return [finding["guardrail"] for finding in self.assessment.get("blocking", [])]


def judge_verdict(scorer: Scorer, scored: ScoredReply, rubric: str) -> dict[str, Any]:
    """A model's deductions in the server's form."""
    deductions = [
        {"item": item, "points": points, "reason": "by the trained judge"}
        for item, points in scored.deductions.items()
        if points > 0
    ]
    total = sum(deduction["points"] for deduction in deductions)
    return {"result": "judged", "deductions": deductions, "total": total, "rubric": rubric, "judge": scorer.version}


class RewardFunction:
    """Rewards of replies under one spec with frozen statistics."""

    def __init__(self, worker: Worker, scorer: Scorer, spec: str, statistics: dict[str, Any]):
        self._worker = worker
        self._scorer = scorer
        self._spec = spec
        self._statistics = statistics

    def __call__(
        self, conversations: Sequence[str], prompts: Sequence[str], completions: Sequence[str]
    ) -> list[Assessed]:
        """`conversations` are the worker's, standing at the moments that the replies were written for."""
        assessments = self._worker.call(
            "assess",
            [{"conversation": c, "completion": completion} for c, completion in zip(conversations, completions)],
        )
        return self.rewards(assessments, prompts, completions)

    def rewards(
        self, assessments: Sequence[dict[str, Any]], prompts: Sequence[str], completions: Sequence[str]
    ) -> list[Assessed]:
        """As a call, for replies that have been assessed already."""
        whole = [index for index, each in enumerate(assessments) if "score" in each]
        scored = self._scorer.score([prompts[index] for index in whole], [completions[index] for index in whole])
        items = []
        for index, score in zip(whole, scored):
            assessment = assessments[index]
            items.append(
                {
                    "spec": self._spec,
                    "statistics": self._statistics,
                    "score": assessment["score"],
                    "rm": score.reward,
                    "rmVersion": self._scorer.version,
                    "verdict": judge_verdict(self._scorer, score, assessment["verdict"]["rubric"]),
                }
            )
        answers = dict(zip(whole, zip(scored, self._worker.call_all("reward", items) if items else [])))
        results = []
        for index, assessment in enumerate(assessments):
            if index not in answers:
                reason = assessment.get("fault") or assessment.get("error") or "not assessed"
                results.append(Assessed(assessment, None, {}, None, None, 0.0, {}, reason))
                continue
            score, answer = answers[index]
            results.append(
                Assessed(
                    assessment,
                    score.reward,
                    dict(score.deductions),
                    answer.get("reward"),
                    answer.get("rj"),
                    answer["rf"],
                    answer["sources"],
                    answer.get("reason"),
                )
            )
        return results
