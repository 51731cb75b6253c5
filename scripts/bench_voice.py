"""Measure the voice: text to first sample, stop to silence, honest ends, memory. Run: python scripts/bench_voice.py

Needs pulseaudio, and plays into a virtual loudspeaker of its own, whose monitor is the judge of what was heard.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from voicerepair.core.events import PromptPlayed
from voicerepair.ports import EarReport
from voicerepair.runtime.link import ChildSpec
from voicerepair.runtime.voice import VoiceProxy

ROUNDS = 12
RATE = 16_000
NAMES = ("Ana", "Ben", "Kim", "Lou", "Mia", "Tom")
PROMPTS = (
    "{}, please say what happened, and how it landed with you.",
    "{}, I hear that you feel hurt when {} comes home late. Is that what you're saying?",
    "Take a breath, {}. When you are ready, tell {} what you need.",
)


class Monitor:
    """The samples the virtual loudspeaker played, placed on the wall clock."""

    def __init__(self) -> None:
        command = ["parec", "-d", "spk.monitor", f"--rate={RATE}", "--channels=1", "--format=s16le", "--raw"]
        self.process = subprocess.Popen([*command, "--latency-msec=20"], stdout=subprocess.PIPE)
        self.chunks: list[tuple[float, int, np.ndarray]] = []
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        count = 0
        assert self.process.stdout is not None
        while data := self.process.stdout.read(320):
            count += len(data) // 2
            self.chunks.append((time.time(), count, np.frombuffer(data, "<i2")))

    def loud(self, after: float) -> tuple[float, float]:
        """When the first and the last sample after `after` was loud. The earliest arrival dates the sample clock."""
        chunks = self.chunks[-3000:]
        base = min(at - count / RATE for at, count, _ in chunks)
        edges = []
        for at, count, samples in chunks:
            loud = np.flatnonzero(np.abs(samples) > 300)
            if at > after and loud.size:
                start = base + (count - len(samples)) / RATE
                edges += [start + loud[0] / RATE, start + loud[-1] / RATE]
        return min(edges), max(edges)


def figures(name: str, seconds: list[float], limit_ms: int) -> None:
    values = sorted(value * 1000 for value in seconds)
    p95 = values[min(len(values) - 1, round(0.95 * (len(values) - 1)))]
    print(f"{name:<52} p50 {statistics.median(values):6.0f} ms   p95 {p95:6.0f} ms   limit {limit_ms} ms")


def megabytes(pid: int) -> float:
    status = Path(f"/proc/{pid}/smaps_rollup").read_text()
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("Pss:")) / 1024


async def until(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not ready():  # noqa: ASYNC110 - the monitor is a thread's
            await asyncio.sleep(0.002)


class Bench:
    def __init__(self, monitor: Monitor) -> None:
        self.monitor = monitor
        self.reports: list[EarReport] = []
        self.voice = VoiceProxy(ChildSpec("voicerepair.adapters.voice_parts:build"), self.reports.append)
        self.number = 0

    def text(self) -> str:
        return random.choice(PROMPTS).format(*random.sample(NAMES, 2)) + f" Number {self.number}."

    async def begin(self, text: str) -> float:
        """Speak; return seconds from the text to the first sample on the loudspeaker."""
        self.number += 1
        asked_at = time.time()
        self.voice.speak(self.number, text)
        await until(lambda: self.voice.first_sample_at > asked_at)
        await asyncio.sleep(0.3)
        return self.monitor.loud(asked_at)[0] - asked_at

    async def end(self) -> PromptPlayed:
        await until(lambda: any(isinstance(r, PromptPlayed) and r.prompt == self.number for r in self.reports))
        played = [r for r in self.reports if isinstance(r, PromptPlayed)][-1]
        await asyncio.sleep(0.3)
        return played

    async def run(self) -> None:
        await until(lambda: bool(self.monitor.chunks))
        began_at = time.time()
        await self.voice.start()
        print(f"{'child started':<52} {1000 * (time.time() - began_at):10.0f} ms")
        cold, ahead, hushed, late = [], [], [], []
        for _ in range(ROUNDS):
            cold.append(await self.begin(self.text()))
            asked_at = time.time()
            self.voice.hush()
            await self.end()
            hushed.append(self.monitor.loud(asked_at - 0.2)[1] - asked_at)
            text = self.text()
            self.voice.prefetch(text)
            await asyncio.sleep(0.5)
            ahead.append(await self.begin(text))
            event = await self.end()
            late.append(abs(event.at - self.monitor.loud(event.at - 1.0)[1]))
        figures("text to first sample heard, not foreseen", cold, 250)
        figures("text to first sample heard, synthesised ahead", ahead, 60)
        figures("hush to the last sample heard (good to 20 ms)", [max(0.0, value) for value in hushed], 100)
        figures("PromptPlayed.at against the last sample heard", late, 100)
        assert self.voice._link is not None
        print(f"{'memory of the child (PSS)':<52} {megabytes(self.voice._link.process.pid):10.0f} MB")
        await self.voice.stop()


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parents[1]))
    from tests.fixtures.pulse import Pulse

    with tempfile.TemporaryDirectory(prefix="voicerepair-bench-") as root:
        pulse = Pulse(Path(root))
        pulse.start()
        os.environ.update(pulse.env)
        monitor = Monitor()
        try:
            asyncio.run(Bench(monitor).run())
        finally:
            monitor.process.kill()
            monitor.process.wait()
            pulse.close()


if __name__ == "__main__":
    main()
