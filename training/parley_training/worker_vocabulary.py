"""Tags and slots of the transcript, as the server's serialiser knows them (`vocabulary.jsonl` of the export)."""

from __future__ import annotations

import json
from pathlib import Path


def read_tags(data_directory: Path) -> tuple[list[str], list[str]]:
    """Tags and slots in the serialiser's order."""
    with (data_directory / "vocabulary.jsonl").open() as lines:
        row = json.loads(lines.readline())
    return row["tags"], row["slots"]
