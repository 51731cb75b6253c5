#!/usr/bin/env bash
# Pin every dependency with its hashes, without naming the host they come from (docs/adr/0001).
# requirements-echo.lock holds what has to be compiled, and is installed only where there is a compiler.
set -euo pipefail
cd "$(dirname "$0")/.."
uv lock --quiet
export_options=(--quiet --frozen --format requirements-txt --no-emit-project --no-header --no-annotate --no-emit-index-url
  --no-emit-find-links)
uv export "${export_options[@]}" --all-extras --no-extra echo --group dev -o requirements.lock
uv export "${export_options[@]}" --extra echo --no-dev | awk '/^[^ ]/ { ours = /^aec-audio-processing/ } ours' >requirements-echo.lock
if grep -nE 'https?://' requirements.lock requirements-echo.lock; then
  echo "A lock names a host." >&2
  exit 1
fi
