"""Moments of simulated conversations: where a context comes from, kept so that it can be stood in again."""

from __future__ import annotations

import dataclasses
import json
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Iterable, Iterator, Sequence

from tokenizers import Tokenizer

from .grammar_mask import Grammar, TokenKinds
from .sampling import Context
from .worker import Worker


@dataclass(frozen=True)
class Moment:
    """One of our turns. Scenario and completions lead to it again; the same ones give the same prompt."""

    partners: str
    seed: int
    index: int
    completions: list[str]
    prompt: str
    grammar: dict[str, Any]
    stage: str
    partner_act: str | None
    concern: str | None

    def begin(self, budget: int) -> dict[str, Any]:
        """The item of the worker's `begin` that stands where this moment is."""
        return {
            "partners": self.partners,
            "seed": self.seed,
            "index": self.index,
            "budget": budget,
            "completions": self.completions,
        }

    def context(self, tokenizer: Tokenizer, kinds: TokenKinds) -> Context:
        return Context(tokenizer.encode(self.prompt, add_special_tokens=False).ids, Grammar.of(self.grammar, kinds))


def moment_of(standing: dict[str, Any], partners: str, seed: int, index: int, completions: list[str]) -> Moment:
    """A moment from what the worker answered to `begin` or `speak`."""
    found = standing["moment"]
    return Moment(
        partners,
        seed,
        index,
        list(completions),
        found["prompt"],
        found["grammar"],
        found["stage"],
        found["partnerAct"],
        found["concern"],
    )


@contextmanager
def standing_in(worker: Worker, moments: Sequence[Moment], budget: int) -> Iterator[list[str]]:
    """Goes to these moments again: the worker's conversations, which are forgotten afterwards.

    :raises RuntimeError: where another context comes of it, which means that the server's code has changed since
    """
    standings = worker.call_all("begin", [moment.begin(budget) for moment in moments])
    for moment, standing in zip(moments, standings):
        if standing.get("moment", {}).get("prompt") != moment.prompt:
            raise RuntimeError("A kept moment is no longer what it was; draw the contexts anew")
    conversations = [standing["conversation"] for standing in standings]
    try:
        yield conversations
    finally:
        worker.call_all("forget", [{"conversation": conversation} for conversation in conversations])


def write_moments(path: Path, moments: Iterable[Moment]) -> None:
    with path.open("w") as lines:
        for moment in moments:
            lines.write(json.dumps(dataclasses.asdict(moment), ensure_ascii=False) + "\n")


def read_moments(path: Path) -> list[Moment]:
    with path.open() as lines:
        return [Moment(**json.loads(line)) for line in lines]
