"""The proxy of the voice, with a child whose parts make no sound; and what happens when things go wrong."""

import asyncio
import os
import signal
import stat
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from voicerepair.core.events import FaultNoted, PromptPlayed
from voicerepair.ports import EarReport, Noticed, VoiceSettings
from voicerepair.runtime import voice as voice_module
from voicerepair.runtime.link import ChildSpec
from voicerepair.runtime.voice import VoiceProxy

SILENT = "voicerepair.adapters.silent_voice:build"
LONG = "A rather long prompt that will be cut off while it is being said. " * 3


class Sink:
    """Collects reports and lets a test wait for one."""

    def __init__(self) -> None:
        self.reports: list[EarReport] = []

    def __call__(self, report: EarReport) -> None:
        asyncio.get_running_loop()  # raises unless this is the event loop's thread
        self.reports.append(report)

    def played(self) -> list[tuple[int, str]]:
        return [(r.prompt, r.how) for r in self.reports if isinstance(r, PromptPlayed)]

    def notices(self) -> list[Noticed]:
        return [r for r in self.reports if isinstance(r, Noticed)]

    def faults(self) -> list[str]:
        return [r.fault for r in self.reports if isinstance(r, FaultNoted)]

    async def until(self, ready: Callable[[], bool]) -> None:
        async with asyncio.timeout(15):
            while not ready():  # noqa: ASYNC110 - not everything waited for is a report
                await asyncio.sleep(0.002)

    async def until_played(self, prompt: int) -> PromptPlayed:
        await self.until(lambda: any(number == prompt for number, _ in self.played()))
        return next(r for r in self.reports if isinstance(r, PromptPlayed) and r.prompt == prompt)


Make = Callable[..., VoiceProxy]


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
async def make(sink: Sink) -> AsyncIterator[Make]:
    made: list[VoiceProxy] = []

    def build(spec: ChildSpec | None, **settings: object) -> VoiceProxy:
        proxy = VoiceProxy(spec, sink, **settings)  # type: ignore[arg-type]
        made.append(proxy)
        return proxy

    yield build
    for proxy in made:
        await proxy.stop()


def silent(**options: str) -> ChildSpec:
    return ChildSpec(SILENT, {"scale": "0.02", **options})


def slow(**options: str) -> ChildSpec:
    return ChildSpec(SILENT, {"scale": "1", **options})


async def begun(proxy: VoiceProxy, sink: Sink, prompt: int, text: str = LONG) -> None:
    """Speak, and wait until the first sample was played."""
    before = proxy.first_sample_at
    proxy.speak(prompt, text)
    await sink.until(lambda: proxy.first_sample_at > before)


def child_of(proxy: VoiceProxy) -> int:
    assert proxy._link is not None
    return proxy._link.process.pid


async def test_each_prompt_is_played_in_turn(make: Make, sink: Sink) -> None:
    proxy = make(silent())
    await proxy.start()
    asked_at = time.time()
    for prompt in range(3):
        proxy.speak(prompt, f"Prompt {prompt}.")
        event = await sink.until_played(prompt)
        assert asked_at < event.at <= time.time()
    assert sink.played() == [(0, "played"), (1, "played"), (2, "played")]
    assert sink.notices() == []


async def test_a_prompt_asked_for_before_the_child_is_ready_is_played(make: Make, sink: Sink) -> None:
    proxy = make(silent())
    started = asyncio.create_task(proxy.start())
    await asyncio.sleep(0)
    proxy.speak(1, "At once.")
    await started
    assert (await sink.until_played(1)).how == "played"


async def test_hush_silences_and_reports_once(make: Make, sink: Sink) -> None:
    proxy = make(slow())
    await proxy.start()
    await begun(proxy, sink, 1)
    asked_at = time.time()
    proxy.hush()
    proxy.hush()
    event = await sink.until_played(1)
    assert event.how == "hushed"
    assert event.at - asked_at < 0.1
    proxy.speak(2, "Hm.")
    await sink.until_played(2)
    assert sink.played() == [(1, "hushed"), (2, "played")]


async def test_hush_with_nothing_playing_reports_nothing(make: Make, sink: Sink) -> None:
    proxy = make(silent())
    await proxy.start()
    proxy.hush()
    proxy.speak(1, "Hm.")
    await sink.until_played(1)
    assert sink.played() == [(1, "played")]


async def test_a_second_prompt_silences_the_first(make: Make, sink: Sink) -> None:
    proxy = make(slow())
    await proxy.start()
    await begun(proxy, sink, 1)
    proxy.speak(2, "Hm.")
    await sink.until_played(2)
    assert sink.played() == [(1, "hushed"), (2, "played")]


async def test_a_prompt_silences_a_recording_but_waits_for_an_earcon(make: Make, sink: Sink) -> None:
    proxy = make(slow())
    await proxy.start()
    proxy.play_file("recording of a second")
    proxy.earcon("mic_closed")
    asked_at = time.time()
    await begun(proxy, sink, 1, "Hm.")
    assert 0.09 < proxy.first_sample_at - asked_at < 0.9
    await sink.until_played(1)


async def test_a_recording_or_earcon_that_fails_does_not_end_the_voice(make: Make, sink: Sink) -> None:
    proxy = make(ChildSpec("voicerepair.adapters.voice_parts:build", {"driver": "nonesuch"}), reading_ms=0)
    await proxy.start()
    proxy.play_file("/nonexistent.flac")
    proxy.earcon("trumpet")
    proxy.speak(1, "Hm.")
    assert (await sink.until_played(1)).how == "shown"
    assert sink.faults() == []


async def test_settings_and_pace_reach_the_next_prompt(make: Make, sink: Sink) -> None:
    proxy = make(slow())
    await proxy.start()
    seconds = []
    for prompt, pace in enumerate((1.0, 2.0)):
        proxy.set_pace(pace)
        await begun(proxy, sink, prompt, "Twenty characters it")
        began_at = proxy.first_sample_at
        seconds.append((await sink.until_played(prompt)).at - began_at)
    assert seconds[0] > 1.5 * seconds[1]
    proxy.set_settings(VoiceSettings(voice="nobody"))
    proxy.speak(9, "Hm.")
    await sink.until(lambda: bool(sink.notices()))
    assert "nobody" in sink.notices()[0].message


# ---- faults ----


async def test_a_killed_child_fails_its_prompt_and_comes_back(make: Make, sink: Sink) -> None:
    proxy = make(slow())
    await proxy.start()
    await begun(proxy, sink, 1)
    killed_at = time.time()
    os.kill(child_of(proxy), signal.SIGKILL)
    event = await sink.until_played(1)
    assert event.how == "failed"
    assert event.at - killed_at < 0.5
    await sink.until(lambda: bool(sink.notices()))
    assert sink.faults() == ["voice_restarted"]
    proxy.speak(2, "Hm.")
    assert (await sink.until_played(2)).how == "played"


async def test_a_child_that_hangs_is_ended(make: Make, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_module, "START_SECONDS", 0.3)
    proxy = make(slow())
    await proxy.start()
    os.kill(child_of(proxy), signal.SIGSTOP)
    proxy.speak(1, "Hm.")
    assert (await sink.until_played(1)).how == "failed"
    monkeypatch.undo()
    proxy.speak(2, "Hm.")
    assert (await sink.until_played(2)).how == "played"


async def test_hush_silences_even_a_child_that_hangs(make: Make, sink: Sink) -> None:
    proxy = make(slow())
    await proxy.start()
    await begun(proxy, sink, 1)
    os.kill(child_of(proxy), signal.SIGSTOP)
    proxy.hush()
    assert (await sink.until_played(1)).how == "hushed"
    assert sink.faults() == ["voice_restarted"]


async def test_a_child_that_keeps_dying_is_given_up(make: Make, sink: Sink) -> None:
    proxy = make(ChildSpec("voicerepair.adapters.silent_voice:nothing_of_that_name"), reading_ms=0)
    await proxy.start()
    await sink.until(lambda: "voice_lost" in sink.faults())
    assert sink.notices()[-1].level == "error"
    proxy.speak(1, "Hm.")
    assert (await sink.until_played(1)).how == "shown"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"voice_fault": "No engine."}, "No engine."),
        ({"device_fault": "No loudspeaker."}, "No loudspeaker."),
    ],
)
async def test_without_sound_prompts_are_shown_and_one_line_says_so(
    make: Make, sink: Sink, options: dict[str, str], said: str
) -> None:
    proxy = make(silent(**options), reading_ms=1)
    await proxy.start()
    for prompt in range(3):
        proxy.speak(prompt, "x" * 100)
        asked_at = time.time()
        event = await sink.until_played(prompt)
        assert event.how == "shown"
        assert event.at - asked_at >= 0.099
    assert [(notice.message, bool(notice.hint)) for notice in sink.notices()] == [(said, True)]


async def test_sound_is_tried_again_after_a_while(make: Make, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(voice_module, "SILENT_SECONDS", 0.0)
    proxy = make(silent(), settings=VoiceSettings(voice="nobody"), reading_ms=0)
    await proxy.start()
    proxy.speak(1, "Hm.")
    assert (await sink.until_played(1)).how == "shown"
    proxy.set_settings(VoiceSettings())
    proxy.speak(2, "Hm.")
    assert (await sink.until_played(2)).how == "played"


async def test_the_real_voice_without_an_engine_names_the_remedy(make: Make, sink: Sink) -> None:
    proxy = make(ChildSpec("voicerepair.adapters.voice_parts:build", {"driver": "nonesuch"}), reading_ms=0)
    await proxy.start()
    proxy.speak(1, "Hm.")
    assert (await sink.until_played(1)).how == "shown"
    assert "libespeak-ng1" in sink.notices()[0].hint


async def test_a_voice_that_is_off_shows_prompts(make: Make, sink: Sink) -> None:
    proxy = make(None, reading_ms=1)
    await proxy.start()
    proxy.prefetch("Hm.")
    proxy.earcon("mic_open")
    proxy.speak(1, "Hm.")
    await sink.until_played(1)
    proxy.speak(2, "x" * 60_000)
    proxy.hush()
    assert sink.played() == [(1, "shown"), (2, "hushed")]
    assert len(sink.notices()) == 1


async def test_stop_leaves_no_process_and_no_file(make: Make, sink: Sink) -> None:
    proxy = make(slow())
    await proxy.start()
    link = proxy._link
    assert link is not None
    assert stat.S_IMODE(os.stat(link.folder).st_mode) == 0o700
    await begun(proxy, sink, 1)
    assert os.listdir(link.folder) == []  # what is being said is in memory alone
    asked_at = time.monotonic()
    await proxy.stop()
    assert time.monotonic() - asked_at < 2
    assert not os.access(link.folder, os.F_OK)
    assert link.process.returncode is not None
    assert sink.played() == [(1, "hushed")]
    assert sink.faults() == []


async def test_stop_ends_even_a_child_that_hangs(make: Make, sink: Sink) -> None:
    proxy = make(slow())
    await proxy.start()
    pid = child_of(proxy)
    os.kill(pid, signal.SIGSTOP)
    await proxy.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


async def test_the_child_goes_by_itself_when_its_orders_end(make: Make, sink: Sink) -> None:
    proxy = make(slow())
    await proxy.start()
    link = proxy._link
    assert link is not None
    proxy._link = None  # nobody restarts it
    await asyncio.to_thread(link.end, 5)
    assert link.process.returncode == 0


async def test_what_native_code_prints_goes_to_the_log(make: Make, sink: Sink, tmp_path: Path) -> None:
    log = tmp_path / "voice.log"
    proxy = make(ChildSpec("voicerepair.adapters.silent_voice:nothing"), log=log, reading_ms=0)
    await proxy.start()
    await sink.until(lambda: "voice_lost" in sink.faults())
    assert "AttributeError" in log.read_text()
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


async def test_every_prompt_gets_exactly_one_answer_whatever_happens(make: Make, sink: Sink) -> None:
    proxy = make(silent())
    await proxy.start()
    prompts = 60
    for prompt in range(prompts):
        proxy.speak(prompt, "Some words to say.")
        match prompt % 6:
            case 1:
                await sink.until_played(prompt)
            case 2:
                proxy.hush()
            case 3:
                await asyncio.sleep(0.001)
                proxy.hush()
            case 4:
                proxy.prefetch("Some words to say.")
                proxy.earcon("mic_open")
        if prompt in (20, 41):
            os.kill(child_of(proxy), signal.SIGKILL)
    await sink.until_played(prompts - 1)
    await sink.until(lambda: len(sink.played()) >= prompts)
    assert sorted(number for number, _ in sink.played()) == list(range(prompts))
