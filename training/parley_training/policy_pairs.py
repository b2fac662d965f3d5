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
from .pairs import Pair
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
ITEMS, PAIRS = "items.jsonl", "pairs.jsonl"


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
    folder = configuration.path(settings.annotations) / settings.set
    folder.mkdir(parents=True, exist_ok=True)
    collected = _Collected(settings.set, settings.pairs, configuration.name, folder, run)
    # Goes on behind the scenarios that were begun before an interruption; what was unfinished of them is left.
    set_seeds(settings.seed + collected.begun)
    sampler = sampler_of_base(configuration, settings.seed + collected.begun)
    scenarios = [(PARTNERS, settings.seed, index) for index in range(collected.begun, settings.pairs)]
    if not collected.full:
        with Worker(configuration) as worker:
            on_turns = partial(collected.add, worker)
            play(worker, sampler, scenarios, configuration.rollout, on_turns, replies=REPLIES)
    return run.finish({"pairs": collected.pairs, "moments": collected.moments, "alike": collected.alike})


class _Collected:
    """Items for readers, and the completions behind them, up to a number. They are written down round by round."""

    def __init__(self, name: str, number: int, policy: str, folder: Path, run: RunDirectory):
        self._name = name
        self._number = number
        self._policy = policy
        self._folder = folder
        self._run = run
        state = run.load_state() or {"pairs": 0, "openings": 0, "moments": 0, "alike": 0, "begun": 0}
        self.pairs: int = state["pairs"]
        self._openings: int = state["openings"]
        self.moments: int = state["moments"]
        self.alike: int = state["alike"]
        self.begun: int = state["begun"]
        for file in (ITEMS, PAIRS):
            path = folder / file
            kept = path.read_text().splitlines(keepends=True)[: self.pairs] if path.exists() else []
            path.write_text("".join(kept))

    @property
    def full(self) -> bool:
        return self.pairs >= self._number

    def add(self, worker: Worker, turns: list[Turn]) -> bool:
        """Takes what can be compared out of the turns of a round. False when there is enough."""
        items, pairs = [], []
        for turn in turns:
            self.begun = max(self.begun, turn.moment.index + 1)
            first = not turn.moment.completions
            # Every conversation has an opening, and openings are alike.
            if self.full or (first and self._openings >= OPENINGS_SHARE * self._number):
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
            self.pairs += 1
            name = f"{self._name}-{self.pairs:04d}"
            source = {"policy": self._policy, "partners": turn.moment.partners, "stage": turn.moment.stage}
            items.append({"id": name, "kind": "pair", **answer, "source": source})
            pairs.append({"id": name, "prompt": turn.moment.prompt, "a": chosen[0], "b": chosen[1]})
        self._write(items, pairs)
        return not self.full

    def _write(self, items: list[dict], pairs: list[dict]) -> None:
        for file, lines in ((ITEMS, items), (PAIRS, pairs)):
            with (self._folder / file).open("a") as out:
                out.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
        self._run.save_state(
            {
                "pairs": self.pairs,
                "openings": self._openings,
                "moments": self.moments,
                "alike": self.alike,
                "begun": self.begun,
            }
        )


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
