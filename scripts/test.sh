#!/usr/bin/env bash
# Install what is missing, then check everything. Arguments go to pytest.
. "$(dirname "$0")/_setup.sh" test
bin=.venv/bin
$bin/ruff format --check --quiet .
$bin/ruff check --quiet .
$bin/mypy
$bin/lint-imports --no-cache
unset VOICEREPAIR_HOME VOICEREPAIR_PASSPHRASE PULSE_SERVER
exec timeout 1500 $bin/pytest "$@"
