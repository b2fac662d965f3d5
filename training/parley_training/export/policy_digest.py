"""What stands for an exported policy without its adapters: its graph and its weights."""

from __future__ import annotations

import hashlib
from pathlib import Path

GRAPH = "policy.onnx"


def policy_digest(folder: Path) -> str:
    """SHA-256 over names and hashes of graph and base weights; the server makes the same of a manifest.

    :raises FileNotFoundError: where there is no exported policy
    """
    lines = [f"{path.name} {_hash_of(path)}\n" for path in sorted([folder / GRAPH, *folder.glob("base-*.bin")])]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _hash_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
    return digest.hexdigest()
