"""Prompts in pieces: a gap after each sentence, in which whoever speaks is heard out."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from tests.runtime.test_voice import Sink, silent
from voicerepair.runtime import voice as voice_module
from voicerepair.runtime.voice import VoiceProxy, sentences

TEXT = "Ana, this is for you. Say what happened, please. Then tell me how it landed."


class Over:
    """Writes down what the ear would be told."""

    def __init__(self) -> None:
        self.rests: list[tuple[int, float, float]] = []
        self.silenced = 0

    def voice_plays(self, prompt: int, at: float, pcm: bytes) -> None:
        """The silent voice has no sound to hear."""

    def voice_silenced(self, at: float) -> None:
        self.silenced += 1

    def voice_rests(self, prompt: int, began: float, until: float) -> None:
        self.rests.append((prompt, began, until))


@pytest.fixture
def over() -> Over:
    return Over()


@pytest.fixture
async def voice(over: Over) -> AsyncIterator[tuple[VoiceProxy, Sink]]:
    sink = Sink()
    proxy = VoiceProxy(silent(), sink, over=over, gap_seconds=0.05)
    await proxy.start()
    yield proxy, sink
    await proxy.stop()


def test_where_a_text_is_cut() -> None:
    assert sentences(TEXT) == ["Ana, this is for you.", "Say what happened, please.", "Then tell me how it landed."]
    assert sentences("Paused. Take the time you need.") == ["Paused. Take the time you need."]
    assert sentences("You can say yes") == ["You can say yes"]


async def test_a_gap_follows_each_sentence_but_the_last(voice: tuple[VoiceProxy, Sink], over: Over) -> None:
    proxy, sink = voice
    proxy.speak(1, TEXT)
    await sink.until_played(1)
    assert [prompt for prompt, _, _ in over.rests] == [1, 1]
    assert sink.played() == [(1, "played")]


async def test_hushed_in_a_gap_it_says_no_more(voice: tuple[VoiceProxy, Sink], over: Over) -> None:
    proxy, sink = voice
    proxy.speak(1, TEXT)
    await sink.until(lambda: bool(over.rests))
    proxy.hush_prompt(2)  # another one
    proxy.hush_prompt(1)
    await sink.until_played(1)
    assert (sink.played(), len(over.rests)) == ([(1, "hushed")], 1)


async def test_whoever_speaks_in_a_gap_is_heard_out(
    voice: tuple[VoiceProxy, Sink], over: Over, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(voice_module, "AFTER_SPEECH_SECONDS", 0.02)
    proxy, sink = voice
    proxy.speak(1, TEXT)
    await sink.until(lambda: bool(over.rests))
    proxy.spoken_over(True)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(sink.until_played(1), 0.3)
    assert len(over.rests) == 1
    proxy.spoken_over(False)
    await sink.until_played(1)
    assert len(over.rests) == 2
