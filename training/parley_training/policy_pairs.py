"""Pairs of the policy's own replies for blind readers, and their judgement as preference pairs.

A reward model that has only seen injected flaws learns to find flaws. What it is for is to tell two replies of one policy apart,
and only readers can say which of them is better. `draw` writes items for `npm run -s annotate -- deal`; what the readers agree
on comes back as `gold.jsonl` of the annotation set, and `read_gold` makes pairs of it. Half of the contexts are held out.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path

import torch
from tqdm import tqdm

from . import supervised
from .configuration import Configuration
from .device import choose_device, set_seeds
from .grammar_mask import TokenKinds
from .moments import Moment, stand_in, write_moments
from .policy_model import load_policy
from .preference import Pair
from .run_directory import RunDirectory
from .sampling import Sampler
from .self_play import Turn, play
from .text_statistics import overlap, words_of_completion
from .worker import Worker

STAGE = "policy-pairs"
# Two replies that share more of their words than this differ in nothing that a reader could prefer.
TOO_ALIKE = 0.7
REPLIES = 4
BATCH = 16


@dataclass(frozen=True)
class GoldPair:
    """A pair that most readers agree on. `held_out` pairs measure, the others train."""

    pair: Pair
    strength: float
    held_out: bool


def draw(configuration: Configuration) -> dict:
    """Leaves `items.jsonl` (what readers compare) and `pairs.jsonl` (prompts and completions by id) in the annotation set."""
    settings = configuration.policy_pairs
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(settings.seed)
    device = choose_device(configuration.threads)
    base = configuration.run_directory(supervised.STAGE) / "policy"
    model, vocabulary = load_policy(base, device.precision, device.name)
    tokenizer, kinds = vocabulary.tokenizer, TokenKinds(vocabulary.tokenizer)
    sampler = Sampler(model, tokenizer, kinds, device.name, torch.Generator().manual_seed(settings.seed))
    limits = (configuration.rollout.maximum_new_tokens, configuration.rollout.context_tokens)
    items, rows, used = [], [], []
    with Worker(configuration) as worker:
        moments = _moments(worker, sampler, tokenizer, kinds, configuration)
        for at in tqdm(range(0, len(moments), BATCH), desc=STAGE, mininterval=5):
            part = moments[at : at + BATCH]
            sampled = sampler.sample([moment.context(tokenizer, kinds) for moment in part], REPLIES, limits[0])
            conversations = stand_in(worker, part, limits[1])
            for conversation, moment, replies in zip(conversations, part, sampled):
                chosen = _unlike_pair([reply.text(tokenizer) for reply in replies if not reply.cut_off])
                if chosen is None:
                    continue
                answer = worker.call("item", [{"conversation": conversation, "a": chosen[0], "b": chosen[1]}])[0]
                if "error" in answer:
                    continue
                name = f"{settings.set}-{len(items) + 1:04d}"
                source = {"policy": configuration.name, "partners": moment.partners, "stage": moment.stage}
                items.append({"id": name, "kind": "pair", **answer, "source": source})
                rows.append({"id": name, "prompt": moment.prompt, "a": chosen[0], "b": chosen[1]})
                used.append(moment)
            worker.call_all("forget", [{"conversation": each} for each in conversations])
            if len(items) >= settings.pairs:
                break
    folder = configuration.path(settings.annotations) / settings.set
    folder.mkdir(parents=True, exist_ok=True)
    for name, lines in (("items.jsonl", items[: settings.pairs]), ("pairs.jsonl", rows[: settings.pairs])):
        (folder / name).write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
    write_moments(run.path / "contexts.jsonl", used[: settings.pairs])
    return run.finish({"pairs": min(len(items), settings.pairs), "contexts": len(moments)})


def _moments(worker: Worker, sampler: Sampler, tokenizer, kinds: TokenKinds, configuration: Configuration) -> list[Moment]:
    settings, rollout = configuration.policy_pairs, configuration.rollout
    met: list[Moment] = []

    def on_turns(turns: list[Turn]) -> bool:
        # Openings are alike, and there is one in every conversation.
        met.extend(turn.moment for turn in turns if turn.moment.completions or len(met) % 10 == 0)
        return len(met) < 3 * settings.pairs

    scenarios = [("A", settings.seed, index) for index in range(settings.pairs)]
    limits = (rollout.maximum_new_tokens, rollout.context_tokens)
    play(worker, sampler, tokenizer, kinds, scenarios, rollout.conversations_at_once, *limits, on_turns)
    return random.Random(settings.seed).sample(met, min(len(met), 2 * settings.pairs))


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
        found.append(GoldPair(Pair(row["prompt"], better, worse), float(line.get("strength", 1)), held_out))
    return found
