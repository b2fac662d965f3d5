"""What a stage leaves behind: metrics line by line, and a state from which it goes on after an interruption."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from pathlib import Path
from typing import Any, Iterable, Iterator, Protocol

import torch
from tqdm import tqdm

from .configuration import Configuration
from .device import release_memory

# Steps after which free memory is given back to the system.
RELEASE_EVERY = 10


class Resumable(Protocol):
    def state_dict(self) -> dict: ...

    def load_state_dict(self, state: dict) -> None: ...


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
        self._bar: tqdm | None = None

    @property
    def result(self) -> dict | None:
        return _read_result(self.path)

    def steps(self, total: int, save_every: int, parts: dict[str, Resumable]) -> Iterator[int]:
        """The steps that are left, from 0: the last state is loaded now, and saved again after every `save_every` of them.

        A step counts as done when the next one is asked for; whoever stops before leaves the last state.
        """
        state = self.load_state()
        if state:
            for name, part in parts.items():
                part.load_state_dict(state[name])
        first = state["step"] if state else 0
        self._bar = tqdm(range(first, total), initial=first, total=total, desc=self.path.name, mininterval=5)
        return self._steps(self._bar, save_every, parts)

    def _steps(self, bar: Iterable[int], save_every: int, parts: dict[str, Resumable]) -> Iterator[int]:
        for step in bar:
            yield step
            done = step + 1
            if done % RELEASE_EVERY == 0:
                release_memory()
            if done % save_every == 0:
                self.save_state({"step": done, **{name: part.state_dict() for name, part in parts.items()}})

    def show(self, **values: Any) -> None:
        """Beside the progress bar."""
        if self._bar is not None:
            self._bar.set_postfix(**values)

    def finish(self, result: dict) -> dict:
        _replace(self.path / "result.json", json.dumps(result, indent=2).encode())
        (self.path / "state.pt").unlink(missing_ok=True)
        return result

    def log(self, **metrics: Any) -> dict[str, Any]:
        """Adds a line of metrics and returns it; `seconds` counts from the start of this process."""
        line = {**metrics, "seconds": round(time.time() - self._started, 1)}
        with (self.path / "metrics.jsonl").open("a") as lines:
            lines.write(json.dumps(line) + "\n")
        return line

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


def result_of(configuration: Configuration, stage: str) -> dict | None:
    """What a stage came to; none where it has not finished."""
    return _read_result(configuration.run_directory(stage))


def _read_result(directory: Path) -> dict | None:
    path = directory / "result.json"
    return json.loads(path.read_text()) if path.exists() else None


def _plain(settings: Any) -> Any:
    return dataclasses.asdict(settings) if dataclasses.is_dataclass(settings) else settings


def _replace(path: Path, content: bytes) -> None:
    beside = path.with_name(path.name + ".new")
    beside.write_bytes(content)
    os.replace(beside, path)
