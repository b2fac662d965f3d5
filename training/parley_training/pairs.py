"""Two replies to the same moment, one of them better."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pair:
    prompt: str
    chosen: str
    rejected: str


def read_pairs(path: Path) -> list[Pair]:
    with path.open() as lines:
        rows = (json.loads(line) for line in lines)
        return [Pair(row["prompt"], row["chosen"], row["rejected"]) for row in rows]
