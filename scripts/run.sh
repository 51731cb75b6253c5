#!/usr/bin/env bash
# Install what is missing, then start voicerepair: a session where there are a terminal and a microphone,
# otherwise the demonstration. With arguments: voicerepair ARGUMENTS.
. "$(dirname "$0")/_setup.sh" run
if [ $# -eq 0 ]; then set -- start; fi
exec .venv/bin/voicerepair "$@"
