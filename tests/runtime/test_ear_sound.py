"""The whole ear through a virtual microphone: real device, real detector, real recogniser, real faults."""

import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from tests.fixtures.pulse import Pulse, speech
from tests.runtime.ear_sink import Sink, microphone
from voicerepair.core.events import MicClosed, MicOpened, SpeechEnded, SpeechStarted, UtteranceHeard
from voicerepair.ports import LevelMeasured
from voicerepair.runtime.ear import EarProxy

Listen = Callable[[], Awaitable[EarProxy]]
SENTENCE = "I would like to talk about the kitchen"


@pytest.fixture(scope="module")
def sentence() -> bytes:
    return speech(SENTENCE, silence=0.3)


@pytest.fixture
def sink() -> Sink:
    return Sink()


@pytest.fixture
async def ear(pulse: Pulse, sink: Sink, tmp_path: Path) -> AsyncIterator[EarProxy]:
    """A started ear on the virtual microphone, listening for turn 1."""
    proxy = EarProxy(microphone(), sink, log=tmp_path / "ear.log")
    await proxy.start()
    proxy.open_mic(1, "dictation", time.time(), "", ())
    await sink.one(MicOpened)
    yield proxy
    await proxy.stop()


async def test_speech_opens_fills_and_ends_an_utterance(
    pulse: Pulse, ear: EarProxy, sink: Sink, sentence: bytes
) -> None:
    began = time.time()
    pulse.play(sentence)
    heard = await sink.one(UtteranceHeard)
    started, ended = sink.all(SpeechStarted)[0], sink.all(SpeechEnded)[-1]

    assert began + 0.2 < started.at < began + 1.0
    assert 1.2 < ended.at - started.at < len(sentence) / 32_000
    assert set(heard.text.split()) & set(SENTENCE.lower().split())
    assert all(started.at - 0.6 < word.start < word.end < ended.at + 0.6 for word in heard.words)
    assert max(level.dbfs for level in sink.all(LevelMeasured)) > -30


async def test_closing_flushes_what_was_being_said(pulse: Pulse, ear: EarProxy, sink: Sink, sentence: bytes) -> None:
    player = pulse.play(sentence)
    await sink.one(SpeechStarted)
    await sink.until(lambda: player.poll() is not None)
    ear.close_mic(1)
    closed = await sink.one(MicClosed)

    kinds = [type(report) for report in sink.reports if not isinstance(report, LevelMeasured)]
    assert kinds[-1] is MicClosed
    assert kinds.index(SpeechEnded) < kinds.index(UtteranceHeard)
    assert abs(closed.at - time.time()) < 2
    assert sink.text()


async def test_a_closed_microphone_hears_nothing(pulse: Pulse, ear: EarProxy, sink: Sink, sentence: bytes) -> None:
    ear.close_mic(1)
    await sink.one(MicClosed)
    player = pulse.play(sentence)
    await sink.until(lambda: player.poll() is not None)
    assert max(level.dbfs for level in sink.all(LevelMeasured)) > -30  # it was there to be heard
    ear.open_mic(2, "dictation", time.time(), "", ())
    await sink.until(lambda: len(sink.all(MicOpened)) == 2)
    ear.close_mic(2)
    await sink.until(lambda: len(sink.all(MicClosed)) == 2)

    assert not sink.all(SpeechStarted)
    assert not sink.all(UtteranceHeard)


async def test_what_comes_before_the_hold_off_is_not_heard(pulse: Pulse, sink: Sink, sentence: bytes) -> None:
    ear = EarProxy(microphone(), sink)
    await ear.start()
    seconds = len(sentence) / 32_000
    after = time.time() + seconds + 1.0
    ear.open_mic(1, "dictation", after, "", ())
    pulse.play(sentence)
    opened = await sink.one(MicOpened)
    ear.close_mic(1)
    await sink.one(MicClosed)
    await ear.stop()

    assert abs(opened.at - after) < 0.01
    assert not sink.all(SpeechStarted)


async def test_a_killed_ear_is_restarted_and_the_turn_kept(
    pulse: Pulse, ear: EarProxy, sink: Sink, sentence: bytes
) -> None:
    pulse.play(sentence)
    await sink.one(SpeechStarted)
    assert ear.pid is not None
    os.kill(ear.pid, signal.SIGKILL)
    await sink.until(lambda: "ear_restarted" in sink.faults())
    assert "is started again" in sink.notices()
    await sink.until(lambda: len(sink.all(MicOpened)) == 2)
    assert len(sink.all(SpeechEnded)) == len(sink.all(SpeechStarted))

    before = len(sink.all(UtteranceHeard))
    pulse.play(sentence)
    await sink.until(lambda: len(sink.all(UtteranceHeard)) > before)
    assert {event.turn for event in sink.all(UtteranceHeard)} == {1}


async def test_a_sound_server_that_dies_and_comes_back(
    pulse: Pulse, ear: EarProxy, sink: Sink, sentence: bytes
) -> None:
    pulse.kill()
    await sink.until(lambda: "microphone_lost" in sink.faults())
    ear.close_mic(1)
    await sink.one(MicClosed)
    ear.open_mic(2, "dictation", time.time(), "", ())
    pulse.start()
    await sink.until(lambda: "microphone_back" in sink.faults())
    await sink.until(lambda: any(event.turn == 2 for event in sink.all(MicOpened)))
    pulse.play(sentence)
    heard = await sink.one(UtteranceHeard)

    assert heard.turn == 2
    assert sink.faults() == ["microphone_lost", "microphone_back"]
    assert "Connect a microphone" in sink.notices()


async def test_an_unplugged_microphone_is_not_replaced_by_the_loudspeaker(
    pulse: Pulse, ear: EarProxy, sink: Sink, sentence: bytes
) -> None:
    pulse.unplug()
    await sink.until(lambda: "microphone_lost" in sink.faults())
    pulse.play(sentence, device="spk")  # what the room would hear, and the app must not
    pulse.plug()
    await sink.until(lambda: "microphone_back" in sink.faults())
    assert not sink.all(SpeechStarted)
    pulse.play(sentence)
    await sink.one(UtteranceHeard)


async def test_a_frozen_sound_server_does_not_hold_the_session_up(pulse: Pulse, ear: EarProxy, sink: Sink) -> None:
    pulse.freeze()
    await sink.until(lambda: "microphone_lost" in sink.faults())
    asked = time.monotonic()
    ear.close_mic(1)
    await sink.one(MicClosed)
    assert time.monotonic() - asked < 6
    pulse.thaw()
    await sink.until(lambda: "microphone_back" in sink.faults())


async def test_without_a_microphone_the_session_goes_on(
    sink: Sink, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PULSE_SERVER", f"unix:{tmp_path}/nothing")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    ear = EarProxy(microphone(), sink)
    await ear.start()
    await sink.until(lambda: "microphone_lost" in sink.faults())
    ear.open_mic(1, "answer", time.time(), "", ("yes", "no"))
    ear.close_mic(1)
    await sink.one(MicClosed)
    await ear.stop()
    assert "type your answers" in sink.notices()
