"""Measure a session of three hours: the memory of both processes, and how the time of an event grows.

Run: python -m scripts.bench_long_session [HOURS]. Recorded speech through the real ear, recogniser (the project's own
Vosk model), core, reflection and encrypted journal, as fast as it can be heard.
"""

import asyncio
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import soundfile

from voicerepair.adapters import model_store, recordings
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.cli.demo import folder
from voicerepair.cli.parts import replay_parts
from voicerepair.cli.wiring import Wiring
from voicerepair.config import Settings, paths
from voicerepair.core.state import SessionState
from voicerepair.ports import SAMPLE_RATE, Signal
from voicerepair.runtime.clock import StreamClock

ROUNDS = 10
TURN_SECONDS = 45.0
GAP_SECONDS = 0.6
SPOKEN = ("my_part/0/ask", "my_part/1/ask", "feel/0/because", "feel/1/because", "clarify/0/ask", "request/0/ask")


def make(place: Path, hours: float) -> Path:
    """A protocol of that many hours, and what is said in it; the protocol's path."""
    lines = {line["cue"]: line["file"] for line in json.loads((folder() / "script.json").read_text("utf-8"))}
    gap = np.zeros(round(GAP_SECONDS * SAMPLE_RATE), dtype=np.float32)
    sentences = [recordings.load(folder() / lines[cue]) for cue in SPOKEN]
    long: list[np.ndarray] = []
    while sum(map(len, long)) < TURN_SECONDS * SAMPLE_RATE:
        long += [sentences[len(long) // 2 % len(sentences)], gap]
    soundfile.write(place / "turn.flac", np.concatenate(long), SAMPLE_RATE)
    soundfile.write(place / "yes.flac", recordings.load(folder() / lines["consent/0/ask"]), SAMPLE_RATE)
    parts = max(1, round(hours * 3600 / (TURN_SECONDS + 8) / ROUNDS / 2))
    script, steps = [], []
    for number in range(parts):
        steps.append(
            f'[[step]]\nid = "turn{number}"\nkind = "turn"\ntitle = "Turn"\npart = "p{number}"\nrounds = {ROUNDS}\n'
            f'who = "speaker"\nreflect = "app"\nsay = "{{speaker}}, please go on."\n'
        )
        for who in (0, 1):
            for moment, file in (("ask", "turn.flac"), ("verdict", "yes.flac")):
                cue = {"cue": f"turn{number}/{who}/{moment}", "file": file, "partner": "Ana", "text": ""}
                script += [cue] * ROUNDS
    (place / "script.json").write_text(json.dumps(script), "utf-8")
    protocol = place / "long.toml"
    protocol.write_text('id = "long"\ntitle = "Long"\nsummary = "Long."\n' + "\n".join(steps), "utf-8")
    return protocol


def memory_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


class Watch:
    """The screen: notes memory and the time between states, by tenths of the session."""

    def __init__(self, began: float, seconds: float) -> None:
        self._began, self._seconds = began, seconds
        self._last = time.perf_counter()
        self.ear: int | None = None
        self.rows: dict[int, list[tuple[float, float, float]]] = {}

    def render(self, state: SessionState) -> None:
        now = time.perf_counter()
        tenth = int(10 * (state.last_at - self._began) / self._seconds)
        row = (memory_mb(os.getpid()), memory_mb(self.ear) if self.ear else 0.0, now - self._last)
        self.rows.setdefault(tenth, []).append(row)
        self._last = now

    def signal(self, signal: Signal) -> None:
        """Levels and partials are not looked at."""


async def run(place: Path, hours: float) -> None:
    protocol = make(place, hours)
    wiring = Wiring(Settings(recognizer="vosk", model=model_store.TINY), paths())
    store = SqlcipherStore(place / "data" / "sessions.db", "bench")
    clock = StreamClock(time.time())
    watch = Watch(clock.now(), hours * 3600)
    model = model_store.find(model_store.TINY, place)
    driver = wiring.driver(
        store, "long", watch, is_new=True, clock=clock, parts=replay_parts(wiring, place, model, True)
    )
    opened = wiring.opened("long", ["Ana", "Ben"], str(protocol), store, clock.now())
    began = time.perf_counter()
    running = asyncio.create_task(driver.run(opened))
    while not running.done():
        await asyncio.sleep(1)
        watch.ear = getattr(driver.ear, "pid", None)
    state = await running
    took = time.perf_counter() - began
    print(f"{(state.last_at - opened.at) / 3600:.2f} hours in {took:.0f} s, {len(state.turns)} turns, {state.reason}")
    print("tenth   this process   ear      time of an event, median")
    for tenth, rows in sorted(watch.rows.items()):
        ours, ears = max(row[0] for row in rows), max(row[1] for row in rows)
        print(f"{tenth:<8}{ours:6.0f} MB{ears:12.0f} MB{1000 * statistics.median(row[2] for row in rows):10.1f} ms")
    store.close()


def main() -> None:
    hours = float(sys.argv[1]) if len(sys.argv) > 1 else 3.0
    with tempfile.TemporaryDirectory(prefix="vr-bench-") as root:
        os.environ["VOICEREPAIR_HOME"] = root
        asyncio.run(run(Path(root), hours))


if __name__ == "__main__":
    main()
