"""Conversations of the policy with simulated partners, many at once. Nothing stands between its words and the partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

from tokenizers import Tokenizer

from .grammar_mask import TokenKinds
from .moments import Moment, moment_of
from .sampling import Reply, Sampler
from .worker import Worker

# A conversation that has not ended after this many turns of ours is given up; the procedure ends them long before.
MOST_TURNS = 40


@dataclass
class _Play:
    partners: str
    seed: int
    index: int
    completions: list[str]
    conversation: str
    moment: Moment | None


@dataclass(frozen=True)
class Turn:
    """A moment, the reply that will be given there, and what the server's rules and signals say about it.

    `conversation` is the worker's, still standing at the moment; `others` are further replies that were sampled there.
    """

    conversation: str
    moment: Moment
    reply: Reply
    completion: str
    assessment: dict[str, Any]
    others: list[str]


@dataclass(frozen=True)
class Outcome:
    """How a conversation ended: status and tickets as the worker tells them, and the number of our replies."""

    partners: str
    index: int
    end: dict[str, Any] | None
    replies: int


def play(
    worker: Worker,
    sampler: Sampler,
    tokenizer: Tokenizer,
    kinds: TokenKinds,
    scenarios: list[tuple[str, int, int]],
    at_once: int,
    maximum_new_tokens: int,
    budget: int,
    on_turns: Callable[[list[Turn]], bool],
    replies: int = 1,
) -> list[Outcome]:
    """Plays `(partners, seed, index)` to their ends, `at_once` of them side by side.

    `on_turns` is given the turns of each round; where it answers false, playing stops and what is unfinished is left. Of
    several `replies` that are sampled in each moment the first is said.
    """
    waiting = list(reversed(scenarios))
    running: list[_Play] = []
    outcomes: list[Outcome] = []
    while waiting or running:
        fresh = [waiting.pop() for _ in range(min(at_once - len(running), len(waiting)))]
        items = [{"partners": p, "seed": s, "index": i, "budget": budget} for p, s, i in fresh]
        for (partners, seed, index), standing in zip(fresh, worker.call_all("begin", items) if fresh else []):
            running.append(_standing(_Play(partners, seed, index, [], "", None), standing, outcomes))
        running = [each for each in running if each.moment is not None]
        if not running:
            continue
        contexts = [each.moment.context(tokenizer, kinds) for each in running]
        sampled = sampler.sample(contexts, replies, maximum_new_tokens)
        completions = [own[0].text(tokenizer) for own in sampled]
        said = [{"conversation": p.conversation, "completion": text} for p, text in zip(running, completions)]
        assessments = worker.call_all("assess", said)
        turns = [
            Turn(
                p.conversation,
                p.moment,
                own[0],
                text,
                assessment,
                [each.text(tokenizer) for each in own[1:] if not each.cut_off],
            )
            for p, own, text, assessment in zip(running, sampled, completions, assessments)
        ]
        go_on = on_turns(turns)
        for each, text, standing in zip(running, completions, worker.call_all("speak", said)):
            each.completions.append(text)
            _standing(each, standing, outcomes)
        for each in running:
            if each.moment is not None and len(each.completions) >= MOST_TURNS:
                outcomes.append(Outcome(each.partners, each.index, None, len(each.completions)))
                worker.call_all("forget", [{"conversation": each.conversation}])
                each.moment = None
        running = [each for each in running if each.moment is not None]
        if not go_on:
            if running:
                worker.call_all("forget", [{"conversation": each.conversation} for each in running])
            break
    return outcomes


def _standing(each: _Play, standing: dict[str, Any], outcomes: list[Outcome]) -> _Play:
    each.conversation = standing["conversation"]
    if "moment" in standing:
        each.moment = moment_of(standing, each.partners, each.seed, each.index, each.completions)
    else:
        each.moment = None
        outcomes.append(Outcome(each.partners, each.index, standing["end"], len(each.completions)))
    return each
