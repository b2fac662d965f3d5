"""Self-play of the SFT policy: the contexts that every later stage draws from, and the reward's frozen statistics.

Contexts come from the training partners alone. Statistics are taken on the policy's own replies, so that "better than usual"
means better than the policy that training starts from.
"""

from __future__ import annotations

import json
import random
from collections import Counter

from tqdm import tqdm

from .base_sampler import sampler_of_base
from .configuration import Configuration
from .device import set_seeds
from .moments import Moment, write_moments
from .reward_function import judge_verdict
from .run_directory import RunDirectory
from .scorers_of_run import reward_judge_of
from .self_play import Turn, play
from .worker import Worker

STAGE = "rollout"
TRAINING_PARTNERS = "A"
# No stage of the procedure may fill more than this share of the contexts, or training would be about it alone.
MOST_OF_A_STAGE = 0.4


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
    """Leaves `contexts.jsonl` and `statistics.json` in `runs/<name>/rollout`."""
    settings = configuration.rollout
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(configuration.seed)
    sampler = sampler_of_base(configuration, settings.seed)
    judge = reward_judge_of(configuration)
    contexts = _Contexts(settings.contexts, settings.openings_share)
    references: list[Turn] = []
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
                references.append(turn)
        progress.update(len(contexts.kept) - progress.n)
        return not (contexts.full and len(references) >= settings.reference_replies)

    with Worker(configuration) as worker:
        play(worker, sampler, scenarios, settings, on_turns)
        statistics, hashes = _freeze(worker, judge, references, configuration.name)
        share = worker.share
    write_moments(run.path / "contexts.jsonl", contexts.kept)
    (run.path / "statistics.json").write_text(json.dumps({"statistics": statistics, "specHashes": hashes}, indent=2))
    return run.finish(
        {
            "contexts": len(contexts.kept),
            "stages": dict(Counter(moment.stage for moment in contexts.kept)),
            "openings": sum(not moment.completions for moment in contexts.kept),
            "references": len(references),
            "faults": dict(faults),
            "blocked": sum(bool(turn.assessment["blocking"]) for turn in references) / len(references),
            "worker_share": share,
        }
    )


def frozen_statistics(configuration: Configuration) -> tuple[dict, dict]:
    """The reward's statistics, and the hash of every spec with them."""
    frozen = json.loads((configuration.run_directory(STAGE) / "statistics.json").read_text())
    return frozen["statistics"], frozen["specHashes"]


def _freeze(worker: Worker, judge, references: list[Turn], name: str) -> tuple[dict, dict]:
    """Statistics of the reference replies under reward model, judge and rules, and the hash of every spec with them."""
    scored = judge.score([turn.moment.prompt for turn in references], [turn.completion for turn in references])
    rubric = references[0].assessment["verdict"]["rubric"]
    replies = []
    for turn, score in zip(references, scored):
        total = judge_verdict(judge, score, rubric)["total"]
        replies.append(
            {
                "rm": score.reward,
                "rj": 100 - 2 * min(total, 100),
                "rf": -min(100, turn.assessment["softPoints"]),
                "stage": turn.moment.stage,
                "partnerAct": turn.moment.partner_act,
            }
        )
    identity = {"rm": judge.version, "judge": judge.version, "rubric": rubric}
    answer = worker.call_all("freeze", [{"id": name, "identity": identity, "replies": replies}])[0]
    return answer["statistics"], answer["specHashes"]
