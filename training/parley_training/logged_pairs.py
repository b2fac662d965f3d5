"""Pairs out of live conversations: rows of a `preference` dataset that the server exported (docs/datasets.md)."""

from __future__ import annotations

import json

from .configuration import Configuration
from .pairs import Pair


def read_logged_pairs(configuration: Configuration) -> list[Pair]:
    """None where the configuration names no file.

    :raises ValueError: where a line is no row of such a dataset; the message names file and line
    """
    settings = configuration.logged
    if not settings.preference:
        return []
    path = configuration.path(settings.preference)
    pairs = []
    with path.open() as lines:
        for number, line in enumerate(lines, start=1):
            try:
                row = json.loads(line)
                source, pair = row["source"], Pair(row["prompt"], row["chosen"], row["rejected"])
            except (ValueError, KeyError, TypeError) as error:
                raise ValueError(f"{path}:{number} is no row of a preference dataset: {error!r}") from error
            if source in settings.sources:
                pairs.append(pair)
    return pairs
