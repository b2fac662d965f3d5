"""`python -m parley_training <stage> --config configs/<run>.yaml`: one command for each stage, `chain` for all of them."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from .configuration import ConfigurationError, load_configuration
from .gates import GateFailed
from .stages import EXTRA, STAGES, run


def main() -> int:
    parser = argparse.ArgumentParser(prog="parley_training", description=__doc__)
    parser.add_argument("stage", choices=["chain", *STAGES, *EXTRA])
    parser.add_argument("--config", type=Path, required=True)
    arguments = parser.parse_args()
    try:
        configuration = load_configuration(arguments.config)
        for stage in STAGES if arguments.stage == "chain" else [arguments.stage]:
            print(f"{stage}: {json.dumps(run(configuration, stage))}", flush=True)
    except (ConfigurationError, GateFailed) as error:
        print(f"stopped: {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
