"""The ear's proxy and child over recordings, with a detector and a recogniser that do as they are told."""

import json
import os
import signal
import time
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.runtime.ear_sink import SCRIPTED, Sink
from voicerepair.core.events import MicClosed, MicOpened, SpeechEnded, SpeechStarted, UtteranceHeard
from voicerepair.ports import SAMPLE_RATE, EarReport, LevelMeasured, Noticed, PartialHeard, TimePassed
from voicerepair.runtime import ear as ear_module
from voicerepair.runtime.ear import EarProxy
from voicerepair.runtime.link import ChildSpec

BEGAN_AT = 1000.0
Make = Callable[..., EarProxy]


def sound(*stretches: tuple[float, bool]) -> np.ndarray:
    """Noise for the seconds that are loud, silence for the others."""
    random = np.random.default_rng(0)
    return np.concatenate([random.normal(0, 0.1 if loud else 0, int(s * SAMPLE_RATE)) for s, loud in stretches])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    clips = {"long": sound((2.0, True)), "pause": sound((1.0, True), (0.5, False), (1.0, True))}
    clips["click"] = sound((0.1, True))
    clips["monologue"] = sound((16.0, True), (0.6, False), (2.0, True))
    for name, samples in clips.items():
        soundfile.write(tmp_path / f"{name}.flac", samples, SAMPLE_RATE)
    lines = [{"cue": name, "file": f"{name}.flac", "delay": 0.5} for name in clips for _ in range(3)]
    (tmp_path / "script.json").write_text(json.dumps(lines))
    return tmp_path


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
async def make(folder: Path, sink: Sink) -> AsyncIterator[Make]:
    made: list[EarProxy] = []

    def build(**options: str) -> EarProxy:
        proxy = EarProxy(ChildSpec(SCRIPTED, {"folder": str(folder), **options}), sink)
        made.append(proxy)
        return proxy

    yield build
    for proxy in made:
        await proxy.stop()


async def run_fast(ear: EarProxy, sink: Sink, turn: int, cue: str, seconds: float, at: float) -> list[EarReport]:
    """Listen for so long on the recording's own clock; everything reported but level and time."""
    before = len(sink.reports)
    ear.open_mic(turn, "dictation", at, cue, ())
    seen = len(sink.all(TimePassed))
    while seen == 0 or sink.all(TimePassed)[-1].at < at + seconds:
        ear.release()
        await passed(sink, seen)
        seen = len(sink.all(TimePassed))
    ear.close_mic(turn)
    await sink.until(lambda: any(report.turn == turn for report in sink.all(MicClosed)))
    return [report for report in sink.reports[before:] if not isinstance(report, LevelMeasured | TimePassed)]


async def passed(sink: Sink, seen: int) -> None:
    await sink.until(lambda: len(sink.all(TimePassed)) > seen)


async def round_trips(ear: EarProxy, sink: Sink) -> None:
    """After two of them, the child has obeyed every order and had the chance to run on."""
    for turn in (901, 902):
        ear.close_mic(turn)
        await sink.until(lambda: turn in [closed.turn for closed in sink.all(MicClosed)])  # noqa: B023 - awaited at once


async def test_an_utterance_is_reported_in_order_and_on_one_clock(make: Make, sink: Sink) -> None:
    ear = make(pace="fast", began_at=str(BEGAN_AT))
    await ear.start()
    assert ear.recognizer == "counting"
    reports = await run_fast(ear, sink, 7, "long", 4.0, BEGAN_AT + 1)

    opened, started = reports[:2]
    assert isinstance(opened, MicOpened)
    assert opened.at == BEGAN_AT + 1
    assert isinstance(started, SpeechStarted)
    assert started.at == pytest.approx(BEGAN_AT + 1.5, abs=0.06)
    ended = sink.all(SpeechEnded)[0]
    assert ended.at == pytest.approx(BEGAN_AT + 3.5, abs=0.09)
    heard = sink.all(UtteranceHeard)[0]
    assert heard.words[0].start == pytest.approx(started.at - 0.4, abs=0.06)  # the pre-roll
    assert [type(report) for report in reports[-3:]] == [SpeechEnded, UtteranceHeard, MicClosed]
    assert sink.all(PartialHeard)
    assert {getattr(report, "turn", 7) for report in reports} == {7}


async def test_a_fast_replay_is_the_same_every_time(folder: Path) -> None:
    runs: list[list[EarReport]] = []
    for _ in range(2):
        sink = Sink()
        ear = EarProxy(ChildSpec(SCRIPTED, {"folder": str(folder), "pace": "fast", "began_at": "1000"}), sink)
        await ear.start()
        await run_fast(ear, sink, 1, "pause", 4.0, BEGAN_AT)
        await run_fast(ear, sink, 2, "long", 4.0, BEGAN_AT + 5)
        await ear.stop()
        runs.append(sink.reports)
    assert runs[0] == runs[1]


async def test_a_pause_is_not_talk_time(make: Make, sink: Sink) -> None:
    ear = make(pace="fast", began_at=str(BEGAN_AT))
    await ear.start()
    await run_fast(ear, sink, 1, "pause", 4.0, BEGAN_AT)
    starts, ends = sink.all(SpeechStarted), sink.all(SpeechEnded)
    assert len(starts) == len(ends) == 2
    assert sum(e.at - s.at for s, e in zip(starts, ends, strict=True)) == pytest.approx(2.0, abs=0.15)
    assert len(sink.all(UtteranceHeard)) == 1


async def test_a_long_utterance_is_handed_over_when_the_speaker_takes_a_breath(make: Make, sink: Sink) -> None:
    ear = make(pace="fast", began_at=str(BEGAN_AT))
    await ear.start()
    await run_fast(ear, sink, 1, "monologue", 21.0, BEGAN_AT)
    first, second = sink.all(UtteranceHeard)
    assert first.at == pytest.approx(BEGAN_AT + 16.9, abs=0.2)
    assert first.words[-1].end <= BEGAN_AT + 17
    assert second.words[0].start == pytest.approx(BEGAN_AT + 16.8, abs=0.2)
    assert len(sink.all(SpeechStarted)) == 2


async def test_a_click_is_nothing(make: Make, sink: Sink) -> None:
    ear = make(pace="fast", began_at=str(BEGAN_AT))
    await ear.start()
    reports = await run_fast(ear, sink, 1, "click", 2.0, BEGAN_AT)
    assert [type(report) for report in reports] == [MicOpened, MicClosed]


async def test_a_replay_waits_for_permission(make: Make, sink: Sink) -> None:
    ear = make(pace="fast", began_at=str(BEGAN_AT))
    await ear.start()
    ear.open_mic(1, "dictation", BEGAN_AT, "long", ())
    await sink.one(TimePassed)
    await round_trips(ear, sink)
    assert len(sink.all(TimePassed)) == 1
    ear.release()
    ear.release()  # once is enough: the second is for a moment that has not come
    await sink.until(lambda: len(sink.all(TimePassed)) == 2)
    await round_trips(ear, sink)
    assert len(sink.all(TimePassed)) == 2


async def test_a_permission_from_before_the_opening_does_not_count(make: Make, sink: Sink) -> None:
    ear = make(pace="fast", began_at=str(BEGAN_AT))
    await ear.start()
    ear.open_mic(1, "dictation", BEGAN_AT, "long", ())
    await sink.one(TimePassed)
    ear.close_mic(1)
    ear.open_mic(2, "dictation", BEGAN_AT + 1, "long", ())
    ear.release()
    await sink.until(lambda: len(sink.all(TimePassed)) == 2)
    await round_trips(ear, sink)
    assert len(sink.all(TimePassed)) == 2


async def test_closing_a_turn_that_is_not_open_is_answered(make: Make, sink: Sink) -> None:
    ear = make()
    await ear.start()
    ear.close_mic(3)
    assert (await sink.one(MicClosed)).turn == 3


async def test_what_was_heard_by_a_killed_child_is_kept(make: Make, sink: Sink) -> None:
    ear = make()
    await ear.start()
    ear.open_mic(1, "dictation", time.time(), "long", ())
    await sink.one(PartialHeard)
    assert ear.pid is not None
    os.kill(ear.pid, signal.SIGKILL)
    killed_at = time.monotonic()
    heard = await sink.one(UtteranceHeard)
    assert heard.words[0].text == "w0"
    assert heard.words[0].confidence < 1
    assert len(sink.all(SpeechEnded)) == 1
    assert sink.faults() == ["ear_restarted"]
    await sink.until(lambda: len(sink.all(MicOpened)) == 2)
    assert time.monotonic() - killed_at < 10
    ear.close_mic(1)
    assert (await sink.one(MicClosed)).turn == 1


async def test_a_microphone_being_closed_when_the_child_dies_counts_as_closed(make: Make, sink: Sink) -> None:
    ear = make()
    await ear.start()
    assert ear.pid is not None
    os.kill(ear.pid, signal.SIGSTOP)
    ear.open_mic(1, "dictation", time.time(), "long", ())
    ear.close_mic(1)
    os.kill(ear.pid, signal.SIGKILL)
    assert (await sink.one(MicClosed)).turn == 1


async def test_an_ear_that_keeps_dying_is_given_up_and_said(make: Make, sink: Sink) -> None:
    ear = make(fault="always_dies")
    await ear.start()
    await sink.until(lambda: "ear_lost" in sink.faults())
    assert sink.all(Noticed)[-1].level == "error"
    assert "type your answers" in sink.notices()
    ear.open_mic(1, "dictation", time.time(), "long", ())
    ear.close_mic(1)
    assert (await sink.one(MicClosed)).turn == 1


async def test_a_model_that_crashes_the_ear_is_left_out(make: Make, sink: Sink) -> None:
    ear = make(fault="dies_at_start", model="/damaged")
    await ear.start()
    await sink.until(lambda: ear.recognizer == "counting")
    assert "embedded recogniser" in sink.notices()


async def test_an_ear_without_parts_says_why(make: Make, sink: Sink) -> None:
    ear = make(fault="fails")
    await ear.start()
    assert "There is no recogniser. Install one." in sink.notices()
    ear.close_mic(1)
    assert (await sink.one(MicClosed)).turn == 1


async def test_an_ear_that_hangs_is_replaced(make: Make, sink: Sink, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ear_module, "HANG_SECONDS", 1.5)
    monkeypatch.setattr(ear_module, "CLOSE_SECONDS", 0.2)
    ear = make(fault="hangs")
    await ear.start()
    ear.open_mic(1, "dictation", time.time(), "long", ())
    await sink.one(MicOpened)
    await sink.until(lambda: "ear_restarted" in sink.faults())
    ear.close_mic(1)
    assert (await sink.one(MicClosed)).turn == 1


async def test_stopping_ends_the_child(make: Make, sink: Sink) -> None:
    ear = make()
    await ear.start()
    pid = ear.pid
    assert pid is not None
    ear.open_mic(1, "dictation", time.time(), "long", ())
    ear.close_mic(1)
    await ear.stop()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert [event.turn for event in sink.all(MicClosed)] == [1]
