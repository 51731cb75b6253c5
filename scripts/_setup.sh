# Sourced by run.sh and test.sh: installs what is missing, says what it cannot install.
# Usage: . scripts/_setup.sh run|test
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
purpose=$1
packages=(libportaudio2 libespeak-ng1 libasound2-plugins)
[ "$purpose" = test ] && packages+=(pulseaudio pulseaudio-utils espeak-ng flite chromium)

say() { echo "voicerepair set-up: $*" >&2; }

missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -gt 0 ] && command -v dpkg-query >/dev/null; then
  as_root=()
  if [ "$(id -u)" != 0 ]; then
    if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then as_root=(sudo); else as_root=(none); fi
  fi
  if [ "${as_root[0]:-}" = none ]; then
    say "please have these packages installed, then run this again:"
    say "  apt-get install ${missing[*]}"
    [ "$purpose" = test ] && exit 1
    say "going on without them: prompts will be shown, answers typed."
  else
    say "installing ${missing[*]}"
    "${as_root[@]}" apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
  fi
fi

wanted=$(cat requirements.lock pyproject.toml | sha256sum | cut -d' ' -f1)
stamp=.venv/.voicerepair-lock
if [ ! -f "$stamp" ] || [ "$(cat "$stamp")" != "$wanted" ]; then
  if ! command -v uv >/dev/null; then
    # A place of our own for uv: Debian's pip refuses to install into the system.
    if [ ! -x .uv/bin/uv ]; then
      say "installing uv"
      python3 -m pip install --quiet --disable-pip-version-check --target .uv 'uv==0.13.8' >&2 \
        || python3 -m pip install --quiet --break-system-packages --target .uv 'uv==0.13.8' >&2
    fi
    export PATH="$root/.uv/bin:$PATH"
  fi
  say "installing the Python packages"
  [ -x .venv/bin/python ] || uv venv --quiet --python "$(command -v python3)" .venv
  UV_LINK_MODE=copy uv pip sync --quiet --python .venv/bin/python --require-hashes requirements.lock
  UV_LINK_MODE=copy uv pip install --quiet --python .venv/bin/python --no-deps --editable .
  echo "$wanted" >"$stamp"
fi
