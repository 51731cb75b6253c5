#!/usr/bin/env bash
# Build models/voicerepair-tiny-en-us from nothing. Stages that are done are skipped; remove build/vosk_model to start over.
#   scripts/build_vosk_model/build.sh [WORK]     (WORK: build/vosk_model)
# PYTHON: an interpreter with the dependency group build-model. VOSK_PYTHON: one with vosk (the project's own .venv).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
work=${1:-$root/build/vosk_model}
python=${PYTHON:-python}
vosk_python=${VOSK_PYTHON:-$root/.venv/bin/python}
export OMP_NUM_THREADS=${OMP_NUM_THREADS:-1} OMP_WAIT_POLICY=passive
mkdir -p "$work/done"

stage() { # stage NAME COMMAND...: run it once
  local name=$1 began=$SECONDS
  shift
  if [[ -e $work/done/$name ]]; then
    echo "== $name: done before"
    return
  fi
  echo "== $name"
  (cd "$here" && "$@")
  echo "== $name: $((SECONDS - began)) s" | tee "$work/done/$name"
}

stage corpus "$python" corpus.py "$work"
stage synth "$python" synth.py "$work"
stage features "$python" features.py "$work"
stage align "$python" align.py "$work"
stage train "$python" train.py "$work" --threads "$OMP_NUM_THREADS"
stage loops "$python" package.py loops "$work"
stage graph "$python" graph.py "$work"
stage package "$python" package.py package "$work" "$work/voicerepair-tiny-en-us"
stage pocketsphinx "$python" pocketsphinx_lm.py "$work" "$work/pocketsphinx"
stage verify timeout 3600 "$vosk_python" verify.py "$work/voicerepair-tiny-en-us" "$work" --json "$work/report.json"
echo "The model is in $work/voicerepair-tiny-en-us; the pocketsphinx files are in $work/pocketsphinx."
