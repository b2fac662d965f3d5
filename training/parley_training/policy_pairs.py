"""Pairs of the policy's own replies for blind readers, and their judgement as preference pairs.

A reward model that has only seen injected flaws learns to find flaws. What it is for is to tell two replies of one policy apart,
and only readers can say which of them is better. `draw` writes items for `npm run -s annotate -- deal`; what the readers agree
on comes back as `gold.jsonl` of the annotation set, and `read_gold` makes pairs of it. Half of the contexts are held out.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from .base_sampler import sampler_of_base
from .configuration import Configuration
from .device import set_seeds
from .preference import Pair
from .run_directory import RunDirectory
from .self_play import Turn, play
from .text_statistics import overlap, words_of_completion
from .worker import Worker

STAGE = "policy-pairs"
# Two replies that share more of their words than this differ in nothing that a reader could prefer.
TOO_ALIKE = 0.7
REPLIES = 4
OPENINGS_SHARE = 0.05
PARTNERS = "A"


@dataclass(frozen=True)
class GoldPair:
    """A pair that most readers agree on. `held_out` pairs measure, the others train."""

    pair: Pair
    held_out: bool


def draw(configuration: Configuration) -> dict:
    """Leaves `items.jsonl` (what readers compare) and `pairs.jsonl` (prompts and completions by id) in the annotation set."""
    settings = configuration.policy_pairs
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(settings.seed)
    sampler = sampler_of_base(configuration, settings.seed)
    scenarios = [(PARTNERS, settings.seed, index) for index in range(settings.pairs)]
    collected = _Collected(settings.set, settings.pairs, configuration.name)
    with Worker(configuration) as worker:
        on_turns = partial(collected.add, worker)
        play(worker, sampler, scenarios, configuration.rollout, on_turns, replies=REPLIES)
    folder = configuration.path(settings.annotations) / settings.set
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("items.jsonl", collected.items), ("pairs.jsonl", collected.pairs)):
        (folder / name).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    return run.finish({"pairs": len(collected.items), "moments": collected.moments, "alike": collected.alike})


class _Collected:
    """Items for readers, and the completions behind them, up to a number."""

    def __init__(self, name: str, number: int, policy: str):
        self._name = name
        self._number = number
        self._policy = policy
        self._openings = 0
        self.items: list[dict] = []
        self.pairs: list[dict] = []
        self.moments = 0
        self.alike = 0

    def add(self, worker: Worker, turns: list[Turn]) -> bool:
        """Takes what can be compared out of the turns of a round. False when there is enough."""
        for turn in turns:
            first = not turn.moment.completions
            # Every conversation has an opening, and openings are alike.
            if len(self.items) >= self._number or (first and self._openings >= OPENINGS_SHARE * self._number):
                continue
            self.moments += 1
            own = [] if turn.reply.cut_off else [turn.completion]
            chosen = _unlike_pair([*own, *turn.others])
            if chosen is None:
                self.alike += 1
                continue
            answer = worker.call("item", [{"conversation": turn.conversation, "a": chosen[0], "b": chosen[1]}])[0]
            if "error" in answer:
                continue
            self._openings += first
            name = f"{self._name}-{len(self.items) + 1:04d}"
            source = {"policy": self._policy, "partners": turn.moment.partners, "stage": turn.moment.stage}
            self.items.append({"id": name, "kind": "pair", **answer, "source": source})
            self.pairs.append({"id": name, "prompt": turn.moment.prompt, "a": chosen[0], "b": chosen[1]})
        return len(self.items) < self._number


def _unlike_pair(completions: list[str]) -> tuple[str, str] | None:
    """The two that share the fewest words; none where even they are alike."""
    best: tuple[float, str, str] | None = None
    for index, one in enumerate(completions):
        for other in completions[index + 1 :]:
            shared = overlap(words_of_completion(one), words_of_completion(other))
            if best is None or shared < best[0]:
                best = (shared, one, other)
    return None if best is None or best[0] > TOO_ALIKE else (best[1], best[2])


def read_gold(folder: Path) -> list[GoldPair]:
    """Pairs that readers agree on, ties left out. Every second pair is held out."""
    gold, pairs = folder / "gold.jsonl", folder / "pairs.jsonl"
    if not gold.exists():
        return []
    rows = {row["id"]: row for row in map(json.loads, pairs.read_text().splitlines())}
    found = []
    for line in map(json.loads, gold.read_text().splitlines()):
        row = rows.get(line["itemId"])
        if row is None or line.get("choice") not in ("a", "b"):
            continue
        better, worse = (row["a"], row["b"]) if line["choice"] == "a" else (row["b"], row["a"])
        held_out = int(line["itemId"].rpartition("-")[2]) % 2 == 0
        found.append(GoldPair(Pair(row["prompt"], better, worse), held_out))
    return found
