"""Pairs with what is known about both of their replies: which is better, and which items of the rubric each violates."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class LabelledPair:
    """`chosen_items` and `rejected_items` name the violated items of the rubric; none where nobody has labelled them."""

    prompt: str
    chosen: str
    rejected: str
    kind: str
    flaw: str | None
    chosen_items: frozenset[str] | None
    rejected_items: frozenset[str] | None


def read_labelled_pairs(data_directory: Path, split: str) -> list[LabelledPair]:
    """Pairs of a split. A pair's id is `dialogue#reply:rejected<chosen`, and names its labels."""
    items: dict[str, frozenset[str]] = {}
    with (data_directory / f"labels.{split}.jsonl").open() as lines:
        for line in lines:
            row = json.loads(line)
            items[row["id"]] = frozenset(name for name, points in row["deductions"].items() if points > 0)
    pairs = []
    with (data_directory / f"pairs.{split}.jsonl").open() as lines:
        for line in lines:
            row = json.loads(line)
            rejected_id, _, chosen_quality = row["id"].partition("<")
            chosen_id = f"{rejected_id.partition(':')[0]}:{chosen_quality}"
            pairs.append(
                LabelledPair(
                    row["prompt"],
                    row["chosen"],
                    row["rejected"],
                    row["kind"],
                    row.get("class"),
                    items[chosen_id],
                    items[rejected_id],
                )
            )
    return pairs
