"""The real voice through a virtual loudspeaker: prompts are really heard, end when they say, and fall silent."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any

import numpy as np
import pytest

from tests.fixtures.pulse import Pulse
from voicerepair.core.events import PromptPlayed
from voicerepair.ports import EarReport, Noticed
from voicerepair.runtime import voice as voice_module
from voicerepair.runtime.link import ChildSpec
from voicerepair.runtime.voice import VoiceProxy

REAL = ChildSpec("voicerepair.adapters.voice_parts:build")
RATE = 16_000
LOUD = 300
PROMPT = "Ana, please say what happened, and how it landed with you."


class Monitor:
    """What the loudspeaker plays, with the time at which each sample was played."""

    def __init__(self, recorder: Any) -> None:
        self._recorder = recorder
        self._chunks: list[tuple[float, np.ndarray]] = []
        self._thread = threading.Thread(target=self._read, daemon=True)
        self._thread.start()

    def _read(self) -> None:
        while data := self._recorder.stdout.read(320):
            self._chunks.append((time.time(), np.frombuffer(data, "<i2")))

    def is_running(self) -> bool:
        return bool(self._chunks)

    def now(self) -> float:
        return self._chunks[-1][0] if self._chunks else 0.0

    def loud(self, after: float) -> tuple[float, float, float]:
        """First and last loud moment after `after`, and the loudness (RMS) between them."""
        heard = [(at, samples) for at, samples in list(self._chunks) if at > after and np.abs(samples).max() > LOUD]
        assert heard, "nothing was heard"
        level = np.sqrt(np.mean(np.concatenate([samples for _, samples in heard]).astype(float) ** 2))
        return heard[0][0], heard[-1][0], float(level)

    def close(self) -> None:
        self._recorder.kill()
        self._recorder.wait()
        self._thread.join()
        self._recorder.stdout.close()


async def until(ready: Callable[[], bool]) -> None:
    async with asyncio.timeout(20):
        while not ready():  # noqa: ASYNC110 - the monitor is a thread's
            await asyncio.sleep(0.005)


@pytest.fixture
def monitor(pulse: Pulse) -> Iterator[Monitor]:
    monitor = Monitor(pulse.record_loudspeaker())
    yield monitor
    monitor.close()


class Heard:
    def __init__(self) -> None:
        self.reports: list[EarReport] = []
        self.voice = VoiceProxy(REAL, self.reports.append)

    async def played(self, prompt: int) -> PromptPlayed:
        def found() -> list[PromptPlayed]:
            return [r for r in self.reports if isinstance(r, PromptPlayed) and r.prompt == prompt]

        await until(lambda: bool(found()))
        return found()[0]


@pytest.fixture
async def heard(pulse: Pulse, monitor: Monitor) -> AsyncIterator[Heard]:
    await until(monitor.is_running)
    heard = Heard()
    await heard.voice.start()
    yield heard
    await heard.voice.stop()


async def test_a_prompt_is_really_heard_and_ends_when_it_says(heard: Heard, monitor: Monitor) -> None:
    asked_at = time.time()
    heard.voice.speak(1, PROMPT)
    event = await heard.played(1)
    await until(lambda: monitor.now() > event.at + 0.3)
    first, last, level = monitor.loud(asked_at)
    assert event.how == "played"
    assert level > 1000
    assert last - first > 2
    assert abs(last - event.at) < 0.2
    assert abs(first - heard.voice.first_sample_at) < 0.2


async def test_hush_is_really_silent(heard: Heard, monitor: Monitor) -> None:
    heard.voice.speak(1, PROMPT * 3)
    await until(lambda: heard.voice.first_sample_at > 0)
    began_at = heard.voice.first_sample_at
    await until(lambda: monitor.now() > began_at + 0.5)
    asked_at = time.time()
    heard.voice.hush()
    event = await heard.played(1)
    await until(lambda: monitor.now() > asked_at + 0.6)
    assert event.how == "hushed"
    assert monitor.loud(began_at - 0.1)[1] < asked_at + 0.25


async def test_earcons_are_heard(heard: Heard, monitor: Monitor) -> None:
    asked_at = time.time()
    heard.voice.earcon("turn_ending")
    heard.voice.speak(1, "")
    event = await heard.played(1)
    await until(lambda: monitor.now() > event.at + 0.2)
    first, last, _ = monitor.loud(asked_at)
    assert 0.4 < last - first < 0.8


async def test_without_a_sound_server_prompts_are_shown(pulse: Pulse, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent")
    reports: list[EarReport] = []
    voice = VoiceProxy(REAL, reports.append, reading_ms=0)
    await voice.start()
    for prompt in (1, 2):
        voice.speak(prompt, PROMPT)
        await until(lambda prompt=prompt: any(getattr(r, "prompt", 0) == prompt for r in reports))
    await voice.stop()
    assert [r.how for r in reports if isinstance(r, PromptPlayed)] == ["shown", "shown"]
    assert len([r for r in reports if isinstance(r, Noticed) and r.hint]) == 1


@pytest.mark.parametrize("fault", [Pulse.kill, Pulse.freeze], ids=["killed", "frozen"])
async def test_a_sound_server_lost_mid_prompt_costs_the_sound_and_not_the_session(
    heard: Heard, pulse: Pulse, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Pulse], None]
) -> None:
    monkeypatch.setattr(voice_module, "SILENT_SECONDS", 0.0)
    monkeypatch.setattr(heard.voice, "_reading_seconds", 0.0)
    heard.voice.speak(1, PROMPT * 3)
    await until(lambda: heard.voice.first_sample_at > 0)
    fault(pulse)
    assert (await heard.played(1)).how in {"shown", "failed"}
    assert len([r for r in heard.reports if isinstance(r, Noticed)]) == 1
    if fault is Pulse.kill:
        await asyncio.to_thread(pulse.start)
    else:
        pulse.thaw()
    heard.voice.speak(2, "We are back.")
    assert (await heard.played(2)).how == "played"
