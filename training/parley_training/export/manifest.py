"""`manifest.json` and `MODEL_CARD.md` of a model's folder: what it is, what it was made from, and what it reaches."""

from __future__ import annotations

import hashlib
import json
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..configuration import Configuration
from ..pretrained import MINILM, SMOLLM2

FORMAT = 1
BASES = {"smollm2": SMOLLM2, "minilm": MINILM}


@dataclass(frozen=True)
class Description:
    """What a folder under `models/` says about itself. `first_paragraph` opens the card: results and limits."""

    name: str
    version: str
    kind: str
    title: str
    first_paragraph: str
    metrics: dict[str, Any]
    gates: dict[str, Any]
    details: dict[str, Any]
    # The manifest of the data that it was made from, and what of it says how texts were put before the model.
    data: str = "manifest.json"
    versions: tuple[str, ...] = ("serialiser", "guardrails", "sop", "rubric")


def write_manifest(configuration: Configuration, description: Description, directory: Path) -> dict[str, Any]:
    """Hashes every file of the folder, and writes manifest and card beside them."""
    kind = "policy" if description.kind == "policy" else "scorer"
    pretrained = BASES.get(getattr(configuration.base, kind))
    base = {"name": "a random network", "licence": "Apache-2.0"}
    if pretrained:
        base = {"name": pretrained.name, "licence": pretrained.licence, "package": pretrained.package}
    written = ("manifest.json", "MODEL_CARD.md")
    files = {
        path.relative_to(directory).as_posix(): {"sha256": sha256_of(path), "bytes": path.stat().st_size}
        for path in sorted(directory.rglob("*"))
        if path.is_file() and path.name not in written
    }
    manifest = {
        "format": FORMAT,
        "name": description.name,
        "version": description.version,
        "kind": description.kind,
        "base": base,
        "licence": "Apache-2.0",
        "run": {
            "name": configuration.name,
            "configuration": configuration.hash,
            "seed": configuration.seed,
            **_made_from(configuration, description),
        },
        "metrics": description.metrics,
        "gates": description.gates,
        **description.details,
        "files": files,
    }
    (directory / "manifest.json").write_text(json.dumps(manifest, indent=2) + "\n")
    (directory / "MODEL_CARD.md").write_text(_card(description, manifest))
    return manifest


def sha256_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _made_from(configuration: Configuration, description: Description) -> dict[str, Any]:
    """The data's manifest by hash with the versions that it names, and the commit of the code, marked where it was changed."""
    data = configuration.data_directory / description.data
    described = json.loads(data.read_text())
    versions = {name: described[name] for name in description.versions}
    return {"data": sha256_of(data), **versions, "code": _commit(configuration.training_directory)}


def _commit(directory: Path) -> str:
    def git(*arguments: str) -> str:
        return subprocess.run(
            ["git", *arguments], cwd=directory, capture_output=True, text=True, check=False
        ).stdout.strip()

    commit = git("rev-parse", "HEAD") or "unknown"
    return f"{commit}+changes" if git("status", "--porcelain", "--", ".") else commit


def _card(description: Description, manifest: dict[str, Any]) -> str:
    base = manifest["base"]
    size = sum(entry["bytes"] for entry in manifest["files"].values()) / 2**20
    return f"""# {description.title}

{description.first_paragraph}

- Version {description.version}, {size:.1f} MiB. Made by the run `{manifest["run"]["name"]}`; `manifest.json` has the hashes of
  its configuration, data, code and files.
- Fine-tuned from {base["name"]} ({base["licence"]}). Trained on dialogues that a language model wrote
  ([training/corpus](../../../training/corpus/GUIDE.md)); no hotel has been talked to, and all partners are simulated.
- Meant for Parley's own server, behind its guardrails. Not meant to be used alone, or for anything but hotel rates.

```json
{json.dumps({"metrics": description.metrics, "gates": description.gates}, indent=2)}
```
"""
