"""What a stage leaves behind: metrics line by line, and a state from which it goes on after an interruption."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from pathlib import Path
from typing import Any

import torch

from .configuration import Configuration


class RunDirectory:
    """`metrics.jsonl`, `state.pt`, `result.json` and whatever else a stage writes, under `runs/<name>/<stage>/`.

    A stage is done when `result.json` is there; it is written last. A state belongs to one configuration of its stage:
    with another one the stage refuses to go on, since the result would be of neither.
    """

    def __init__(self, configuration: Configuration, stage: str, settings: Any):
        self.path = configuration.run_directory(stage)
        self.path.mkdir(parents=True, exist_ok=True)
        described = json.dumps(
            {"seed": configuration.seed, "base": dataclasses.asdict(configuration.base), "settings": _plain(settings)},
            sort_keys=True,
            indent=2,
        )
        known = self.path / "settings.json"
        if known.exists() and known.read_text() != described:
            raise RuntimeError(f"{self.path} belongs to other settings (settings.json); delete it or name the run anew")
        known.write_text(described)
        self._started = time.time()

    @property
    def result(self) -> dict | None:
        path = self.path / "result.json"
        return json.loads(path.read_text()) if path.exists() else None

    def finish(self, result: dict) -> dict:
        _replace(self.path / "result.json", json.dumps(result, indent=2).encode())
        (self.path / "state.pt").unlink(missing_ok=True)
        return result

    def log(self, **metrics: Any) -> None:
        """One line of metrics; `seconds` counts from the start of this process."""
        with (self.path / "metrics.jsonl").open("a") as lines:
            lines.write(json.dumps({**metrics, "seconds": round(time.time() - self._started, 1)}) + "\n")

    def metrics(self) -> list[dict]:
        path = self.path / "metrics.jsonl"
        return [json.loads(line) for line in path.read_text().splitlines()] if path.exists() else []

    def save_state(self, state: dict) -> None:
        """Written beside and put in place at once, so that an interruption leaves the old state whole."""
        beside = self.path / "state.pt.new"
        torch.save(state, beside)
        os.replace(beside, self.path / "state.pt")

    def load_state(self) -> dict | None:
        """The last state; metrics of later steps, which will be taken again, are dropped."""
        path = self.path / "state.pt"
        if not path.exists():
            (self.path / "metrics.jsonl").unlink(missing_ok=True)
            return None
        state = torch.load(path, weights_only=False)
        kept = [line for line in self.metrics() if line.get("step", 0) <= state["step"]]
        _replace(self.path / "metrics.jsonl", "".join(json.dumps(line) + "\n" for line in kept).encode())
        return state


def _plain(settings: Any) -> Any:
    return dataclasses.asdict(settings) if dataclasses.is_dataclass(settings) else settings


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    os.replace(beside, path)
