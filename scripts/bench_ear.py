"""Measure the ear: end of speech to event, load, memory, through a virtual microphone of its own.

Run: python -m scripts.bench_ear [MODEL]. Needs pulseaudio and espeak-ng. The latency is from `SpeechEnded.at`
(how true that is, scripts/bench_turns.py measures) to the arrival of the event in this process.
"""

import asyncio
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from tests.fixtures.pulse import Pulse, speech
from voicerepair.core.events import MicClosed, MicOpened, SpeechEnded, SpeechStarted, UtteranceHeard
from voicerepair.ports import EarReport, PartialHeard
from voicerepair.runtime.ear import EarProxy
from voicerepair.runtime.link import ChildSpec

END_SILENCE_MS = 700
ROUNDS = 4
SENTENCES = (
    "I feel hurt when you come home late and do not call",
    "I would like us to talk about the kitchen every Friday",
    "yes",
    "when you raise your voice I want to leave the room",
    "not quite",
)


class Arrivals:
    """Reports, with the time each came."""

    def __init__(self) -> None:
        self.all: list[tuple[float, EarReport]] = []
        self.turn_closed = asyncio.Event()

    def __call__(self, report: EarReport) -> None:
        self.all.append((time.time(), report))
        if isinstance(report, MicClosed):
            self.turn_closed.set()

    def delays(
        self, kind: type[SpeechEnded] | type[UtteranceHeard] | type[SpeechStarted] | type[MicOpened]
    ) -> list[float]:
        return [1000 * (at - report.at) for at, report in self.all if isinstance(report, kind)]


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory_mb(pid: int) -> float:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) / 1024


def figures(values: list[float]) -> str:
    p95 = statistics.quantiles(values, n=20)[-1] if len(values) > 1 else values[0]
    return f"p50 {statistics.median(values):6.0f} ms   p95 {p95:6.0f} ms   ({len(values)})"


async def measure(pulse: Pulse, model: str) -> None:
    arrivals = Arrivals()
    spec = ChildSpec("voicerepair.adapters.ear_parts:build", {"model": model, "end_silence_ms": str(END_SILENCE_MS)})
    ear = EarProxy(spec, arrivals)
    began = time.monotonic()
    await ear.start()
    print(f"recogniser                    {ear.recognizer}, ready after {time.monotonic() - began:.2f} s")
    assert ear.pid is not None
    spoken = 0.0
    used, since = cpu_seconds(ear.pid), time.monotonic()
    ends: list[float] = []
    for turn in range(1, ROUNDS * len(SENTENCES) + 1):
        pcm = speech(SENTENCES[turn % len(SENTENCES)], silence=0.5)
        spoken += len(pcm) / 32_000
        ear.open_mic(turn, "dictation", time.time() + 0.1, "", ())
        await asyncio.sleep(0.2)
        player = pulse.play(pcm)
        while player.poll() is None:  # noqa: ASYNC110 - the player tells no other way
            await asyncio.sleep(0.02)
        await asyncio.sleep(2.0)
        arrivals.turn_closed.clear()
        asked = time.monotonic()
        ear.close_mic(turn)
        await arrivals.turn_closed.wait()
        ends.append(1000 * (time.monotonic() - asked))
    load = (cpu_seconds(ear.pid) - used) / (time.monotonic() - since)
    finals = [at - r.at for at, r in arrivals.all if isinstance(r, UtteranceHeard)]
    partials = sum(isinstance(report, PartialHeard) for _, report in arrivals.all)
    last_end: float | None = None
    ended: list[float] = []
    for at, report in arrivals.all:  # pauses are told when they are over; only the last end of an utterance counts
        if isinstance(report, SpeechEnded):
            last_end = at - report.at
        elif isinstance(report, UtteranceHeard) and last_end is not None:
            ended.append(1000 * last_end)
    print(f"end of speech to SpeechEnded  {figures(ended)}; allowed {END_SILENCE_MS + 250}")
    print(f"decided to UtteranceHeard     {figures([1000 * s for s in finals])}")
    print(f"onset to SpeechStarted        {figures(arrivals.delays(SpeechStarted))}")
    print(f"CloseMic to MicClosed         {figures(ends)}")
    each = spoken / ROUNDS / len(SENTENCES)
    print(f"CPU of the child              {100 * load:.0f} % of one core, {each:.1f} s of sound a turn")
    print(f"memory of the child           {memory_mb(ear.pid):.0f} MB; {partials} partials")
    await ear.stop()


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="vr-bench-") as root:
        pulse = Pulse(Path(root))
        pulse.start()
        os.environ.update(pulse.env)
        try:
            asyncio.run(measure(pulse, sys.argv[1] if len(sys.argv) > 1 else ""))
        finally:
            pulse.close()


if __name__ == "__main__":
    main()
