"""Runs an exported policy in Python, for gates: what the server does in its own language."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import numpy

from .graph_builder import HIDDEN
from .session import open_session


@dataclass
class Cache:
    """Keys and values per layer: (1, K, T, D) of a context, (B, K, P, D) of replies; one masked position at the least."""

    keys: list[numpy.ndarray]
    values: list[numpy.ndarray]
    # Positions that count; the first one of a cache that began empty does not.
    real: numpy.ndarray = field(default_factory=lambda: numpy.zeros(1, dtype=bool))


class OnnxPolicy:
    def __init__(self, path: Path, threads: int = 0):
        self._session = open_session(path, threads)
        self._outputs = [output.name for output in self._session.get_outputs()]
        shapes = {each.name: each.shape for each in self._session.get_inputs()}
        self.layers = sum(name.startswith("context_keys.") for name in shapes)
        self._heads, self._size = shapes["context_keys.0"][1], shapes["context_keys.0"][3]

    def empty(self, rows: int = 1) -> Cache:
        def blank() -> list[numpy.ndarray]:
            return [numpy.zeros((rows, self._heads, 1, self._size), dtype=numpy.float32) for _ in range(self.layers)]

        return Cache(blank(), blank())

    def read(self, tokens: list[int], every: bool = False) -> tuple[numpy.ndarray, Cache]:
        """A context in one pass: logits of its last token, (1, V), or of `every` token, (length, V); and its cache."""
        positions = numpy.arange(len(tokens)) if every else numpy.array([len(tokens) - 1])
        own = self.empty()
        logits, new = self._run(numpy.array([tokens]), 0, self.empty(), own, positions)
        return logits[0], Cache(new[0], new[1], numpy.ones(len(tokens), dtype=bool))

    def extend(self, context: Cache, replies: Cache, tokens: numpy.ndarray) -> numpy.ndarray:
        """New tokens of every row, (B, S): logits of the last one (B, V). `replies` grows by them."""
        before = int(context.real.sum()) + int(replies.real.sum())
        logits, new = self._run(tokens, before, context, replies, numpy.array([tokens.shape[1] - 1]))
        for old, own in ((replies.keys, new[0]), (replies.values, new[1])):
            old[:] = [numpy.concatenate([one, other], axis=2) for one, other in zip(old, own)]
        replies.real = numpy.append(replies.real, numpy.ones(tokens.shape[1], dtype=bool))
        return logits[:, 0]

    def _run(self, tokens: numpy.ndarray, before: int, context: Cache, replies: Cache, logit_positions: numpy.ndarray):
        rows, new = tokens.shape
        causal = numpy.triu(numpy.full((new, new), HIDDEN, dtype=numpy.float32), 1)
        earlier = numpy.where(replies.real, 0, HIDDEN).astype(numpy.float32)
        mask = numpy.concatenate([numpy.broadcast_to(earlier, (new, len(earlier))), causal], axis=1)
        feeds = {
            "input_ids": tokens.astype(numpy.int64),
            "positions": numpy.broadcast_to(before + numpy.arange(new), (rows, new)).astype(numpy.int64),
            "logit_positions": logit_positions.astype(numpy.int64),
            "context_mask": numpy.where(context.real, 0, HIDDEN).astype(numpy.float32),
            "reply_mask": numpy.broadcast_to(mask, (rows, *mask.shape)).astype(numpy.float32),
        }
        for layer in range(self.layers):
            feeds[f"context_keys.{layer}"], feeds[f"context_values.{layer}"] = (
                context.keys[layer],
                context.values[layer],
            )
            feeds[f"reply_keys.{layer}"], feeds[f"reply_values.{layer}"] = replies.keys[layer], replies.values[layer]
        found = dict(zip(self._outputs, self._session.run(None, feeds)))
        keys = [found[f"new_keys.{layer}"] for layer in range(self.layers)]
        values = [found[f"new_values.{layer}"] for layer in range(self.layers)]
        return found["logits"], (keys, values)
