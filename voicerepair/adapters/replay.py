"""Recordings in place of a microphone: for the demo, for tests and for measuring."""

import time
from collections import defaultdict
from pathlib import Path

import msgspec
import numpy as np

from voicerepair.adapters.recordings import load as load
from voicerepair.adapters.resampling import Samples
from voicerepair.adapters.resampling import to_pcm as to_pcm
from voicerepair.errors import DeviceError
from voicerepair.ports import SAMPLE_RATE, AudioBlock
from voicerepair.translate import t

SCRIPT = "script.json"
BLOCK_SAMPLES = 512
ROOM_DBFS = -66.0
"""A quiet room's noise between the clips."""


class Line(msgspec.Struct, frozen=True):
    """One line of the script: `file` is heard `delay` seconds after somebody listens at that `cue`."""

    cue: str
    file: str
    delay: float = 0.4


class ReplaySource:
    """Plays the clip that a folder's script.json names for each cue, in order, then a quiet room.

    script.json: [{"cue": "feel/0/ask", "file": "003.flac", "delay": 0.4}, ...]. `is_paced`: as fast as it is
    asked, on its own clock that starts at `began_at`; otherwise in real time. Raises `DeviceError`.
    """

    def __init__(self, folder: Path, is_paced: bool = False, began_at: float = 0.0) -> None:
        try:
            lines = msgspec.json.decode((folder / SCRIPT).read_bytes(), type=list[Line])
        except OSError as error:
            raise DeviceError(
                t("{folder} holds no {SCRIPT}.", folder=folder, SCRIPT=SCRIPT), t("Name a folder of recordings.")
            ) from error
        except msgspec.DecodeError as error:
            raise DeviceError(
                t("The {SCRIPT} in {folder} is broken: {error}.", SCRIPT=SCRIPT, folder=folder, error=error),
                t("Mend or replace it."),
            ) from error
        self._lines: dict[str, list[Line]] = defaultdict(list)
        for line in lines:
            if not (folder / line.file).is_file():
                raise DeviceError(f"{folder} lacks {line.file}.", t("Name a folder with all its recordings."))
            self._lines[line.cue].append(line)
        self._folder = folder
        self._is_paced = is_paced
        self._clock = began_at or time.time()
        self._random = np.random.default_rng(0)
        self._samples: Samples = np.zeros(0, dtype=np.float32)
        self._is_playing = False

    def start(self, cue: str, after: float = 0.0) -> None:
        """Begin the next clip of that cue, counted from `after`. On its own clock, that moment is now."""
        self._clock = max(self._clock, after) if self._is_paced else max(time.time(), after)
        lines = self._lines[cue]
        self._samples = np.zeros(0, dtype=np.float32)
        if lines:
            line = lines.pop(0)
            silence = np.zeros(round(line.delay * SAMPLE_RATE), dtype=np.float32)
            self._samples = np.concatenate([silence, load(self._folder / line.file)])
        self._is_playing = True

    def read(self, timeout: float) -> AudioBlock | None:
        """The next block, at once or when its time has come."""
        if not self._is_playing:
            if not self._is_paced:
                time.sleep(timeout)
            return None
        if not self._is_paced:
            wait = self._clock + BLOCK_SAMPLES / SAMPLE_RATE - time.time()
            time.sleep(max(0.0, min(wait, timeout)))
            if wait > timeout:
                return None
        at = self._clock
        self._clock += BLOCK_SAMPLES / SAMPLE_RATE
        block = self._random.normal(0, 10 ** (ROOM_DBFS / 20), BLOCK_SAMPLES)
        clip, self._samples = self._samples[:BLOCK_SAMPLES], self._samples[BLOCK_SAMPLES:]
        block[: len(clip)] += clip
        return AudioBlock(at, to_pcm(block.astype(np.float32)))

    def stop(self) -> None:
        self._is_playing = False

    def close(self) -> None:
        self._is_playing = False
