"""The stages of a run by name, in the order of the chain."""

from __future__ import annotations

from typing import Callable

from . import supervised
from .configuration import Configuration


class GateFailed(RuntimeError):
    """A model that may not be built upon; the message says which gate, what was reached and what was asked."""


STAGES: dict[str, Callable[[Configuration], dict]] = {
    "supervised": supervised.train,
}

CHAIN = list(STAGES)
