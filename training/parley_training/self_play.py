"""Conversations of the policy with simulated partners, many at once. Nothing stands between its words and the partner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Callable

from .configuration import Rollout
from .moments import Moment, moment_of
from .sampling import Reply, Sampler
from .worker import Worker

# A conversation that has not ended after this many turns of ours is given up; the procedure ends them long before.
MOST_TURNS = 40


# Told apart by identity: two conversations of one scenario are two.
@dataclass(eq=False)
class _Play:
    partners: str
    seed: int
    index: int
    completions: list[str]
    conversation: str = ""
    # None once the conversation has ended.
    moment: Moment | None = None

    def standing(self, standing: dict[str, Any]) -> _Play:
        """Takes what the worker says of the conversation now."""
        self.conversation = standing["conversation"]
        ended = "moment" not in standing
        self.moment = None if ended else moment_of(standing, self.partners, self.seed, self.index, self.completions)
        return self


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


def play(
    worker: Worker,
    sampler: Sampler,
    scenarios: list[tuple[str, int, int]],
    settings: Rollout,
    on_turns: Callable[[list[Turn]], bool],
    replies: int = 1,
) -> None:
    """Plays `(partners, seed, index)` to their ends, `settings.conversations_at_once` of them side by side.

    `on_turns` is given the turns of each round; where it answers false, playing stops and what is unfinished is left. Of
    several `replies` that are sampled in each moment the first is said.
    """
    tokenizer = sampler.tokenizer
    waiting = list(reversed(scenarios))
    running: list[_Play] = []
    go_on = True
    while go_on and (waiting or running):
        fresh = [waiting.pop() for _ in range(min(settings.conversations_at_once - len(running), len(waiting)))]
        items = [{"partners": p, "seed": s, "index": i, "budget": settings.context_tokens} for p, s, i in fresh]
        begun = worker.call_all("begin", items) if fresh else []
        running += [_Play(*scenario, []).standing(standing) for scenario, standing in zip(fresh, begun)]
        running = [each for each in running if each.moment is not None]
        if not running:
            continue
        contexts = [each.moment.context(tokenizer, sampler.kinds) for each in running]
        sampled = sampler.sample(contexts, replies, settings.maximum_new_tokens)
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
            each.standing(standing)
        running = [each for each in running if each.moment is not None]
        left = [each for each in running if not go_on or len(each.completions) >= MOST_TURNS]
        if left:
            worker.call_all("forget", [{"conversation": each.conversation} for each in left])
        running = [each for each in running if each not in left]
