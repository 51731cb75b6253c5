"""Parts for an ear child whose detector and recogniser do as a test says: named to it by import string.

`options`: those of the real replay source, and `fault`: dies_at_start (only with a model), hangs, fails.
"""

import os
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from voicerepair.adapters.replay import ReplaySource
from voicerepair.core.endpointing import EndpointSettings
from voicerepair.core.words import Hypothesis, Word
from voicerepair.errors import ModelError
from voicerepair.ports import SAMPLE_RATE
from voicerepair.runtime.listener import dbfs


class LevelDetector:
    """Whatever is loud is speech."""

    frame_samples = 512

    def probability(self, frame: bytes) -> float:
        return 1.0 if dbfs(frame) > -40 else 0.0

    def reset(self) -> None:
        """It has no past."""


class CountingRecognizer:
    """Hears one word for every half second of sound."""

    def __init__(self, fault: str) -> None:
        self.name = "counting"
        self._fault = fault
        self._samples = 0

    def start(self, phrases: Sequence[str] = ()) -> None:
        self._samples = 0

    def accept(self, pcm: bytes) -> str:
        assert pcm
        self._samples += len(pcm) // 2
        if self._fault == "hangs":
            time.sleep(3600)
        return " ".join(word.text for word in self._words())

    def finish(self) -> Hypothesis:
        return Hypothesis(self._words())

    def _words(self) -> tuple[Word, ...]:
        count = int(self._samples / SAMPLE_RATE / 0.5)
        return tuple(Word(f"w{i}", i * 0.5, i * 0.5 + 0.4) for i in range(count))


class ScriptedParts:
    def __init__(self, options: Mapping[str, str]) -> None:
        fault = options.get("fault", "")
        if fault == "dies_at_start" and options.get("model"):
            os._exit(11)
        if fault == "always_dies":
            os._exit(11)
        if fault == "fails":
            raise ModelError("There is no recogniser.", "Install one.")
        self.is_paced = options.get("pace") == "fast"
        self.source = ReplaySource(Path(options["folder"]), self.is_paced, float(options.get("began_at", 0)))
        self.detector = LevelDetector()
        self.recognizer = CountingRecognizer(fault)
        self.endpointing = EndpointSettings()
        self.notices = ()
        self.over = None


def build(options: Mapping[str, str]) -> ScriptedParts:
    return ScriptedParts(options)
