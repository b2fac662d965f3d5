#!/usr/bin/env bash
# The trainer's tests, and the whole chain on a tiny random model: whether everything fits together. Under five minutes.
set -euo pipefail
cd "$(dirname "$0")"

.venv/bin/ruff check --quiet .
.venv/bin/python -m pytest --quiet
[ -f data/manifest.json ] || (cd .. && npm run --silent corpus -- export > /dev/null)
[ -f data/acts.manifest.json ] || (cd .. && npm run --silent corpus -- acts > /dev/null)
rm -rf runs/smoke results/smoke
started=$SECONDS
.venv/bin/python -m parley_training chain --config configs/smoke.yaml 2> runs-smoke.log || { tail -50 runs-smoke.log >&2; exit 1; }
rm -f runs-smoke.log
echo "the chain took $((SECONDS - started)) s"
