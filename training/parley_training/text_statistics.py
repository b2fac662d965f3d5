"""What words alone tell about a set of replies: length, repetition, variety."""

from __future__ import annotations

import re
from collections import Counter
from typing import Sequence

_WORD = re.compile(r"\{[a-z_0-9]+\}|[^\W_]+(?:['’][^\W_]+)*")


def words_of_completion(completion: str) -> str:
    """The words of a completion, without its plan and the end, with single spaces."""
    return " ".join(completion.partition("</plan>")[2].replace("<end>", "").split())


def words(text: str) -> list[str]:
    """Lower-case words; a slot is one."""
    return _WORD.findall(text.lower())


def distinct(texts: Sequence[str], n: int = 2) -> float:
    """Share of different n-grams among all n-grams of all texts; 1 where there are none."""
    grams = [gram for text in texts for gram in zip(*(words(text)[start:] for start in range(n)))]
    return len(set(grams)) / len(grams) if grams else 1.0


def repetition(text: str, n: int = 3) -> float:
    """Share of the n-grams of one text that stood in it before."""
    own = words(text)
    grams = list(zip(*(own[start:] for start in range(n))))
    return 1 - len(set(grams)) / len(grams) if grams else 0.0


def overlap(one: str, other: str) -> float:
    """Words that two texts share, as a share of the words of both (multiset Jaccard)."""
    first, second = Counter(words(one)), Counter(words(other))
    union = sum((first | second).values())
    return sum((first & second).values()) / union if union else 1.0


def unlike(texts: Sequence[str], limit: float = 0.6) -> int:
    """How many of the texts are pairwise unlike: each is counted if it overlaps less than `limit` with all counted before."""
    kept: list[str] = []
    for text in texts:
        if all(overlap(text, other) < limit for other in kept):
            kept.append(text)
    return len(kept)
