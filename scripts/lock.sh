#!/usr/bin/env bash
# Pin every dependency with its hashes, without naming the host they come from (docs/adr/0001).
set -euo pipefail
cd "$(dirname "$0")/.."
uv lock --quiet
uv export --quiet --frozen --format requirements-txt --all-extras --group dev --no-emit-project --no-header --no-annotate \
  --no-emit-index-url --no-emit-find-links -o requirements.lock
if grep -nE 'https?://' requirements.lock; then
  echo "requirements.lock names a host." >&2
  exit 1
fi
