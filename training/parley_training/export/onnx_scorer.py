"""Runs an exported scorer in Python, for gates."""

from __future__ import annotations

from pathlib import Path
from typing import Sequence

import numpy

from ..scorers.encoder import collate
from .session import open_session


class OnnxScorer:
    def __init__(self, path: Path, threads: int = 0):
        self._session = open_session(path, threads)
        self.heads = [output.name for output in self._session.get_outputs()]

    def score(self, rows: Sequence[tuple[list, list]]) -> dict[str, numpy.ndarray]:
        """Rows as `encode_pairs` makes them, in one batch: (rows, classes) by head."""
        batch = collate(rows)
        feeds = {"input_ids": batch.ids.numpy(), "real": batch.real.numpy(), "types": batch.types.numpy()}
        return dict(zip(self.heads, self._session.run(None, feeds)))
