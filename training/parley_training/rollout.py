"""Self-play of the SFT policy: the contexts that every later stage draws from, and the replies that rewards are compared with.

Contexts come from the training partners alone.
"""

from __future__ import annotations

import dataclasses
import json
import random
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqdm import tqdm

from .base_sampler import sampler_of_base
from .configuration import Configuration
from .device import set_seeds
from .moments import Moment, write_moments
from .run_directory import RunDirectory
from .self_play import Turn, play
from .worker import Worker

STAGE = "rollout"
TRAINING_PARTNERS = "A"
REFERENCES = "references.jsonl"
# No stage of the procedure may fill more than this share of the contexts, or training would be about it alone.
MOST_OF_A_STAGE = 0.4


@dataclass(frozen=True)
class Reference:
    """A reply of the SFT policy with what rules and rubric say of it; the scorers are asked once they are trained."""

    prompt: str
    completion: str
    stage: str
    partner_act: str | None
    rubric: str
    soft_points: float
    blocked: bool


def reference_of(turn: Turn) -> Reference:
    assessment: dict[str, Any] = turn.assessment
    return Reference(
        turn.moment.prompt,
        turn.completion,
        turn.moment.stage,
        turn.moment.partner_act,
        assessment["verdict"]["rubric"],
        assessment["softPoints"],
        bool(assessment["blocking"]),
    )


class _Contexts:
    """Moments up to a number, openings and stages up to their shares of it."""

    def __init__(self, number: int, openings_share: float):
        self._number = number
        self._openings = openings_share
        self.kept: list[Moment] = []
        self._stages: Counter[str] = Counter()

    def offer(self, moment: Moment) -> None:
        share = self._openings if not moment.completions else MOST_OF_A_STAGE
        stage = "first" if not moment.completions else moment.stage
        if len(self.kept) < self._number and self._stages[stage] < share * self._number:
            self._stages[stage] += 1
            self.kept.append(moment)

    @property
    def full(self) -> bool:
        return len(self.kept) >= self._number


def draw(configuration: Configuration) -> dict:
    """Leaves `contexts.jsonl` and `references.jsonl` in `runs/<name>/rollout`."""
    settings = configuration.rollout
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(configuration.seed)
    sampler = sampler_of_base(configuration, settings.seed)
    contexts = _Contexts(settings.contexts, settings.openings_share)
    references: list[Reference] = []
    faults: Counter[str] = Counter()
    scenarios = [(TRAINING_PARTNERS, settings.seed, index) for index in range(settings.conversations)]
    random.Random(settings.seed).shuffle(scenarios)
    progress = tqdm(total=settings.contexts, desc=STAGE, mininterval=5)

    def on_turns(turns: list[Turn]) -> bool:
        for turn in turns:
            contexts.offer(turn.moment)
            if "score" not in turn.assessment:
                faults[turn.assessment.get("fault", "error")] += 1
            elif len(references) < settings.reference_replies:
                references.append(reference_of(turn))
        progress.update(len(contexts.kept) - progress.n)
        return not (contexts.full and len(references) >= settings.reference_replies)

    with Worker(configuration) as worker:
        play(worker, sampler, scenarios, settings, on_turns)
        share = worker.share
    write_moments(run.path / "contexts.jsonl", contexts.kept)
    _write_references(run.path / REFERENCES, references)
    return run.finish(
        {
            "contexts": len(contexts.kept),
            "stages": dict(Counter(moment.stage for moment in contexts.kept)),
            "openings": sum(not moment.completions for moment in contexts.kept),
            "references": len(references),
            "faults": dict(faults),
            "blocked": sum(reference.blocked for reference in references) / len(references),
            "worker_share": share,
        }
    )


def _write_references(path: Path, references: list[Reference]) -> None:
    lines = (json.dumps(dataclasses.asdict(reference), ensure_ascii=False) + "\n" for reference in references)
    path.write_text("".join(lines))


def read_references(configuration: Configuration) -> list[Reference]:
    with (configuration.run_directory(STAGE) / REFERENCES).open() as lines:
        return [Reference(**json.loads(line)) for line in lines]
