"""Batches of an epoch: in random order, of like length where lengths are told, the same for a seed and an epoch."""

from __future__ import annotations

import random
from typing import Sequence


class Batches:
    """Positions of examples by step. With `lengths` a batch holds examples of like length, so that little is padded: they are
    sorted within stretches of `stretch` batches and not as a whole, so that the beginning of an epoch is a random part of it.
    """

    def __init__(self, count: int, size: int, seed: int, lengths: Sequence[int] | None = None, stretch: int = 1):
        self._count = count
        self._size = size
        self._seed = seed
        self._lengths = lengths
        self._stretch = stretch * size
        self.per_epoch = -(-count // size)
        self._epoch: int | None = None
        self._batches: list[list[int]] = []

    def __getitem__(self, step: int) -> list[int]:
        """The batch of a step, counted through all epochs."""
        epoch, position = divmod(step, self.per_epoch)
        if epoch != self._epoch:
            self._epoch, self._batches = epoch, self._draw(random.Random(f"{self._seed}/{epoch}"))
        return self._batches[position]

    def _draw(self, generator: random.Random) -> list[list[int]]:
        if self._lengths is None:
            return self._cut(generator.sample(range(self._count), self._count))
        order = list(range(self._count))
        generator.shuffle(order)
        batches: list[list[int]] = []
        for start in range(0, self._count, self._stretch):
            own = self._cut(sorted(order[start : start + self._stretch], key=self._lengths.__getitem__))
            generator.shuffle(own)
            batches.extend(own)
        return batches

    def _cut(self, order: list[int]) -> list[list[int]]:
        return [order[at : at + self._size] for at in range(0, len(order), self._size)]
