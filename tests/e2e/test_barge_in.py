"""Over a prompt, nothing replaced: real voice, real ear, a room in which the loudspeaker comes back."""

import asyncio
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.fixtures.pulse import Pulse, speech
from tests.runtime.ear_sink import Sink
from voicerepair.cli.wiring import Relay, Wiring
from voicerepair.config import Paths, Settings
from voicerepair.core.events import BargedIn, MicOpened, PromptPlayed, SpeechStarted, UtteranceHeard

PROMPT = "Ana, please say what happened between you, and how it landed with you, in a few sentences of your own."


class Collector:
    """In place of a driver."""

    def __init__(self) -> None:
        self.sink = Sink()

    def post(self, report: Any) -> None:
        self.sink(report)


@pytest.fixture
def room(pulse: Pulse) -> Pulse:
    pulse.pactl("load-module", "module-loopback", "source=spk.monitor", "sink=mic", "latency_msec=60")
    return pulse


def softened(word: str) -> bytes:
    samples = np.frombuffer(speech(word, voice="en-us+f3", silence=0.05), "<i2")
    return bytes((samples * 0.6).astype("<i2").tobytes())


async def test_stop_silences_a_prompt_and_the_prompt_does_not_stop_itself(room: Pulse, tmp_path: Path) -> None:
    places = Paths(config=tmp_path, data=tmp_path, models=tmp_path / "models", log=tmp_path)
    wiring = Wiring(Settings(rate=200), places, log=tmp_path / "log")
    collector = Collector()
    relay = Relay()
    relay.driver = collector  # type: ignore[assignment]
    sink = collector.sink
    ear, mouth = wiring.ear(relay), wiring.mouth(relay)
    await ear.start()
    await mouth.start()
    try:
        mouth.speak(1, PROMPT)
        await sink.until(lambda: len(sink.all(PromptPlayed)) == 1, 20)
        mouth.speak(2, PROMPT)
        await sink.until(lambda: len(sink.all(PromptPlayed)) == 2, 20)
        assert [over.how for over in sink.all(PromptPlayed)] == ["played", "played"]
        assert sink.all(BargedIn) == []

        mouth.speak(3, PROMPT)
        await asyncio.sleep(1.5)  # somewhere within the prompt
        room.play(softened("stop"))
        barged = await sink.one(BargedIn)
        await sink.until(lambda: len(sink.all(PromptPlayed)) == 3, 5)
        assert (barged.prompt, barged.command) == (3, "stop")
        assert sink.all(PromptPlayed)[2].how == "hushed"

        ear.open_mic(1, "dictation", barged.at, "", ())
        await sink.one(MicOpened)
        ear.close_mic(1)
        assert sink.all(SpeechStarted) == []
        assert sink.all(UtteranceHeard) == []
    finally:
        await asyncio.gather(ear.stop(), mouth.stop())
