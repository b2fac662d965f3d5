"""Whether the SFT policy is worth training further: its words fit its plans, its replies differ, and it hears what is said.

It hears what is said where another worry of the partner gets another answer, and the same worry in other words does not. Both
are read off greedy replies by the classifier, which sees the words of a reply alone.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace

from . import rollout
from .base_sampler import sampler_of_base
from .configuration import Configuration
from .device import set_seeds
from .moments import Moment, read_moments
from .run_directory import RunDirectory
from .sampling import Sampler
from .scorers.intervals import share_of
from .scorers_of_run import classifier_of
from .text_statistics import unlike, words_of_completion

STAGE = "checks"
REPLIES = 8
BATCH = 8
_TAG = re.compile(r"<concern:[a-z_]+>")


@dataclass(frozen=True)
class Heard:
    """What the partner said last, with their worry, and everything before and after it in the prompt."""

    before: str
    said: str
    state: str
    concern: str

    def with_words_of(self, other: Heard) -> str:
        """The same moment, had the partner said what they said in another one."""
        return f"{self.before}{other.said}{_TAG.sub(f'<concern:{other.concern}>', self.state)}"


def heard(moment: Moment) -> Heard | None:
    """None where the partner states no worry, or has said nothing since our last reply."""
    if moment.concern is None:
        return None
    before, agent, state = moment.prompt.rpartition("<agent>")
    start = before.rfind("<partner>")
    if start < before.rfind("</plan>") or start < 0:
        return None
    return Heard(before[:start], before[start:], agent + state, moment.concern)


def check(configuration: Configuration) -> dict:
    settings = configuration.checks
    run = RunDirectory(configuration, STAGE, settings)
    if run.result:
        return run.result
    set_seeds(configuration.seed)
    checker = _Checker(configuration, sampler_of_base(configuration, configuration.seed))
    moments = read_moments(configuration.run_directory(rollout.STAGE) / "contexts.jsonl")
    generator = random.Random(configuration.seed)
    chosen = generator.sample(moments, min(settings.contexts, len(moments)))
    return run.finish({**checker.variety(chosen), **checker.hearing(moments, settings.swaps, generator)})


class _Checker:
    def __init__(self, configuration: Configuration, sampler: Sampler):
        self._sampler = sampler
        self._classifier = classifier_of(configuration)
        self._limit = configuration.rollout.maximum_new_tokens

    def _completions(self, moments: list[Moment], replies: int, temperature: float) -> list[list[str]]:
        found = []
        tokenizer, kinds = self._sampler.tokenizer, self._sampler.kinds
        for at in range(0, len(moments), BATCH):
            contexts = [moment.context(tokenizer, kinds) for moment in moments[at : at + BATCH]]
            for own in self._sampler.sample(contexts, replies, self._limit, temperature):
                found.append([reply.text(tokenizer) for reply in own])
        return found

    def variety(self, moments: list[Moment]) -> dict:
        """Share of replies that fit their plan, and how many of eight replies to one moment are unlike each other."""
        groups = self._completions(moments, REPLIES, 1.0)
        flat = [completion for group in groups for completion in group]
        prompts = [moment.prompt for moment in moments for _ in range(REPLIES)]
        fits = self._classifier.agrees(prompts, flat)
        counts = [unlike([words_of_completion(completion) for completion in group]) for group in groups]
        return {
            "replies": len(flat),
            "plan_text_agreement": share_of(sum(fits), len(fits)),
            "unlike_of_eight": sum(counts) / len(counts),
        }

    def hearing(self, moments: list[Moment], swaps: int, generator: random.Random) -> dict:
        """How often greedy replies speak to another worry when the partner has another one, or the same in other words."""
        known = [(moment, found) for moment in moments if (found := heard(moment)) is not None]
        generator.shuffle(known)
        originals, others, paraphrases = [], [], []
        for moment, own in known:
            different = [found for _, found in known if found.concern != own.concern]
            alike = [found for _, found in known if found.concern == own.concern and found.said != own.said]
            if not different or not alike or len(originals) >= swaps:
                continue
            originals.append(moment)
            others.append(replace(moment, prompt=own.with_words_of(generator.choice(different))))
            paraphrases.append(replace(moment, prompt=own.with_words_of(generator.choice(alike))))
        if not originals:
            return {"swaps": 0, "other_worry": None, "same_worry": None}
        spoken = [
            self._classifier.concerns([own[0] for own in self._completions(each, 1, 0.0)])
            for each in (originals, others, paraphrases)
        ]
        changed = [sum(one != two for one, two in zip(spoken[0], each)) for each in spoken[1:]]
        other, same = (share_of(count, len(originals)) for count in changed)
        return {"swaps": len(originals), "other_worry": other, "same_worry": same}
