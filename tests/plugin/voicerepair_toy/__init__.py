"""A tiny plug-in: one protocol, one recogniser, one voice."""

import wave
from collections.abc import Sequence
from pathlib import Path

from voicerepair.core.words import Hypothesis, Word
from voicerepair.ports import VoiceSettings

PROTOCOLS = Path(__file__).parent / "protocols"


class Parrot:
    """Hears the same word whatever is said."""

    name = "parrot"

    def start(self, phrases: Sequence[str] = ()) -> None:
        self._bytes = 0

    def accept(self, pcm: bytes) -> str:
        self._bytes += len(pcm)
        return "squawk"

    def finish(self) -> Hypothesis:
        return Hypothesis((Word("squawk", 0.0, self._bytes / 32_000, 1.0),))


class Hum:
    """Says everything as a tenth of a second of silence."""

    name = "hum"

    def synthesise(self, text: str, path: str, settings: VoiceSettings) -> None:
        with wave.open(path, "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(16_000)
            file.writeframes(bytes(3_200))

    def voices(self) -> Sequence[str]:
        return ("hum",)


def broken() -> None:
    raise RuntimeError("this part never starts")
