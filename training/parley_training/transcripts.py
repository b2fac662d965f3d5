"""Dialogues of the corpus as token sequences, with the weight that each token has in the loss."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Iterator

from tokenizers import Tokenizer

from .configuration import Supervised

ADDED = re.compile(r"<[a-z/][^<> ]*>|\{[a-z_0-9]+\}")
# Families of tags that come from reading the partner's words, and so may be wrong when serving.
READ_FAMILIES = ("act", "mood", "concern")
_READ_TAG = re.compile(r"<(act|mood|concern):([a-z_]+)>")


@dataclass(frozen=True)
class Turn:
    """What stands before our reply, and the reply: plan and words. `learn` is false where nothing is to be learned from it."""

    prompt: str
    completion: str
    learn: bool


@dataclass(frozen=True)
class Transcript:
    id: str
    header: str
    turns: list[Turn]
    # The part of the corpus that it belongs to.
    writer: str = ""

    @property
    def text(self) -> str:
        return self.header + "".join(f" {turn.prompt}{turn.completion}" for turn in self.turns)


@dataclass(frozen=True)
class WeightedTokens:
    """Token ids and, for each, its weight as a prediction; `ours` marks plans and words of replies that are learned."""

    ids: list[int]
    weights: list[float]
    ours: list[bool]


def read_transcripts(path: Path) -> list[Transcript]:
    with path.open() as lines:
        return [_transcript(json.loads(line)) for line in lines]


def _transcript(row: dict) -> Transcript:
    turns = [Turn(each["prompt"], each["completion"], each["learn"]) for each in row["turns"]]
    return Transcript(row["id"], row["header"], turns, row["writer"])


def words_between(texts: Iterator[str]) -> Iterator[str]:
    """The runs of words between tags and slots, which is what the vocabulary is cut from."""
    for text in texts:
        yield from (piece for piece in ADDED.split(text) if piece)


class Corruption:
    """Replaces a share of the tags that were read off the partner's words by another of the same family."""

    def __init__(self, tags: list[str], share: float, generator: random.Random):
        self._share = share
        self._generator = generator
        self._families = {family: [tag for tag in tags if tag.startswith(f"<{family}:")] for family in READ_FAMILIES}

    def apply(self, prompt: str) -> str:
        def replace(match: re.Match[str]) -> str:
            if self._generator.random() >= self._share:
                return match.group(0)
            others = [tag for tag in self._families[match.group(1)] if tag != match.group(0)]
            return self._generator.choice(others) if others else match.group(0)

        return _READ_TAG.sub(replace, prompt)


def weighted_tokens(
    transcript: Transcript, tokenizer: Tokenizer, settings: Supervised, corruption: Corruption | None = None
) -> WeightedTokens:
    """A dialogue as one sequence. Plans count most, words of the partner a little, header and state not at all.

    A dialogue of more than `maximum_tokens` loses its last turns.
    """
    ids: list[int] = []
    weights: list[float] = []
    ours: list[bool] = []

    def add(text: str, weight: float, own: bool) -> None:
        tokens = tokenizer.encode(text, add_special_tokens=False).ids
        ids.extend(tokens)
        weights.extend([weight] * len(tokens))
        ours.extend([own] * len(tokens))

    add(transcript.header, 0.0, False)
    for turn in transcript.turns:
        length = len(ids)
        prompt = corruption.apply(turn.prompt) if corruption else turn.prompt
        for said, text in _by_speaker(f" {prompt}"):
            add(text, settings.partner_weight if said else 0.0, False)
        plan, close, words = turn.completion.partition("</plan>")
        add(plan + close, settings.plan_weight if turn.learn else 0.0, turn.learn)
        if words:
            add(words, settings.text_weight if turn.learn else 0.0, turn.learn)
        if len(ids) > settings.maximum_tokens and length > 0:
            del ids[length:], weights[length:], ours[length:]
            break
    return WeightedTokens(ids, weights, ours)


def _by_speaker(prompt: str) -> Iterator[tuple[bool, str]]:
    """Splits what stands before a reply into what the partner said (true) and all else (tags, a colleague's words)."""
    position = 0
    for match in re.finditer(r"<partner>(.*?<end>)", prompt):
        yield False, prompt[position : match.start(1)]
        yield True, match.group(1)
        position = match.end()
    if position < len(prompt):
        yield False, prompt[position:]
