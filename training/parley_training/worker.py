"""The server's own code, asked over JSON lines: contexts, grammars, partners, guardrails, rewards (docs/training-worker.md)."""

from __future__ import annotations

import json
import subprocess
import tempfile
import time
from typing import Any, Sequence

from .configuration import Configuration


class WorkerError(RuntimeError):
    """The worker refused a call or ended; the message has what it said."""


class Worker:
    """One long-lived process. Not safe for several threads; use as a context manager."""

    def __init__(self, configuration: Configuration):
        self._errors = tempfile.TemporaryFile(mode="w+")
        self._process = subprocess.Popen(
            configuration.worker,
            cwd=configuration.training_directory.parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            encoding="utf-8",
        )
        self._calls = 0
        self._started = time.monotonic()
        self.seconds = 0.0

    def __enter__(self) -> Worker:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def share(self) -> float:
        """Share of the time since the start in which the trainer waited for the worker."""
        return self.seconds / max(time.monotonic() - self._started, 1e-9)

    def call(self, name: str, items: Sequence[dict[str, Any]] = ({},)) -> list[dict[str, Any]]:
        """One answer for each item, in order; an answer with `error` stands for a faulty item.

        :raises WorkerError: where the call itself is refused, or the worker has ended
        """
        begun = time.monotonic()
        self._calls += 1
        line = json.dumps({"id": self._calls, "call": name, "items": list(items)}, ensure_ascii=False)
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
            answer = self._process.stdout.readline()
        except BrokenPipeError:
            answer = ""
        self.seconds += time.monotonic() - begun
        if not answer:
            self._errors.seek(0)
            raise WorkerError(f"The worker ended in {name}: {self._errors.read()[-2000:]}")
        parsed = json.loads(answer)
        if "error" in parsed:
            raise WorkerError(f"{name}: {parsed['error']}")
        return parsed["items"]

    def call_all(self, name: str, items: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """As `call`, where no item may be faulty."""
        answers = self.call(name, items)
        for answer in answers:
            if "error" in answer:
                raise WorkerError(f"{name}: {answer['error']}")
        return answers

    def close(self) -> None:
        if self._process.stdin:
            self._process.stdin.close()
        try:
            self._process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._errors.close()
