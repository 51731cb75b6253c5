"""Which source PulseAudio (or PipeWire in its place) really connects our recording stream to.

When a microphone is unplugged the server moves the stream to another source without a word, often to the
loudspeaker's own monitor: the app would then listen to itself.
"""

import json
import os
import shutil
import subprocess
import threading
from typing import Any

LOOK_SECONDS = 1.0


def connected_source(pid: int) -> str | None:
    """The name of the source that process `pid` records from; None when there is no way to know."""
    streams = _list("source-outputs")
    ours = [s for s in streams if str(s.get("properties", {}).get("application.process.id")) == str(pid)]
    if not ours:
        return None
    names = {source.get("index"): source.get("name") for source in _list("sources")}
    return names.get(ours[0].get("source"))


def is_loudspeaker(source: str) -> bool:
    """Whether that source is the monitor of the loudspeaker that prompts are played on."""
    return source == f"{_run('get-default-sink').strip()}.monitor"


def _list(what: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(_run("--format=json", "list", what) or "[]")
    except ValueError:
        return []
    return found if isinstance(found, list) else []


def _run(*arguments: str) -> str:
    """What pactl prints; nothing where it is missing or the server does not answer."""
    pactl = shutil.which("pactl")
    if pactl is None:
        return ""
    try:
        done = subprocess.run([pactl, *arguments], capture_output=True, text=True, timeout=2, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout


class RouteWatch:
    """Looks every second whether the stream of this process is still where it was, until `close`."""

    def __init__(self) -> None:
        self._closed = threading.Event()
        self.has_moved = False
        threading.Thread(target=self._run, name="route", daemon=True).start()

    def _run(self) -> None:
        first: str | None = None
        while not self._closed.wait(LOOK_SECONDS if first else LOOK_SECONDS / 5):
            source = connected_source(os.getpid())
            if source is None:
                if first is None:
                    return  # no such server here
                continue
            if source != (first or source) or (first is None and is_loudspeaker(source)):
                self.has_moved = True
                return
            first = source

    def close(self) -> None:
        self._closed.set()
