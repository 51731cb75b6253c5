"""Recordings in place of a microphone: for the demo, for tests and for measuring."""

import json
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

from voicerepair.errors import DeviceError
from voicerepair.ports import SAMPLE_RATE, AudioBlock

BLOCK_SAMPLES = 512
ROOM_DBFS = -66.0
"""A quiet room's noise between the clips."""


def load(path: Path) -> Any:
    """A recording as float32 mono at 16 kHz, -1 to 1. Raises `DeviceError` when it cannot be read."""
    import soundfile

    try:
        samples, rate = soundfile.read(path, dtype="float32", always_2d=True)
    except (soundfile.LibsndfileError, OSError) as error:
        raise DeviceError(f"{path.name} cannot be read as sound.", "Use WAV, FLAC or Ogg.") from error
    return resample(samples.mean(axis=1), rate)


def resample(samples: Any, rate: int) -> Any:
    """To 16 kHz by the Fourier method: exact for band-limited sound, whole recordings only."""
    if rate == SAMPLE_RATE or not len(samples):
        return samples
    length = round(len(samples) * SAMPLE_RATE / rate)
    spectrum = np.fft.rfft(samples)
    wanted = np.zeros(length // 2 + 1, dtype=spectrum.dtype)
    shared = min(len(spectrum), len(wanted))
    wanted[:shared] = spectrum[:shared]
    return (np.fft.irfft(wanted, length) * (length / len(samples))).astype(np.float32)


def to_pcm(samples: Any) -> bytes:
    """Float samples as 16-bit PCM."""
    pcm: bytes = (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
    return pcm


class ReplaySource:
    """Plays the clip that a folder's script.json names for each cue, in order, then a quiet room.

    script.json: [{"cue": "feel/0/ask", "file": "003.flac", "delay": 0.4}, ...]. `is_paced`: as fast as it is
    asked, on its own clock that starts at `began_at`; otherwise in real time.
    """

    def __init__(self, folder: Path, is_paced: bool = False, began_at: float = 0.0) -> None:
        try:
            script = json.loads((folder / "script.json").read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise DeviceError(f"{folder} holds no script.json.", "Name a folder of recordings.") from error
        self._clips: dict[str, list[tuple[float, Path]]] = defaultdict(list)
        for line in script:
            self._clips[line["cue"]].append((float(line.get("delay", 0.4)), folder / line["file"]))
        self._is_paced = is_paced
        self._clock = began_at or time.time()
        self._random = np.random.default_rng(0)
        self._samples: Any = np.zeros(0, dtype=np.float32)
        self._position = 0
        self._is_playing = False

    def start(self, cue: str) -> None:
        """Begin the next clip of that cue."""
        if not self._is_paced:
            self._clock = time.time()
        clips = self._clips.get(cue)
        delay, path = clips.pop(0) if clips else (0.0, None)
        silence = np.zeros(round(delay * SAMPLE_RATE), dtype=np.float32)
        self._samples = np.concatenate([silence, load(path)]) if path else silence
        self._position = 0
        self._is_playing = True

    def advance_to(self, at: float) -> None:
        """The session's own clock has come to `at`."""
        self._clock = max(self._clock, at)

    def read(self, timeout: float) -> AudioBlock | None:
        if not self._is_playing:
            if not self._is_paced:
                time.sleep(timeout)
            return None
        at = self._clock
        if not self._is_paced:
            wait = at + BLOCK_SAMPLES / SAMPLE_RATE - time.time()
            if wait > timeout:
                time.sleep(timeout)
                return None
            time.sleep(max(0.0, wait))
        block = self._samples[self._position : self._position + BLOCK_SAMPLES]
        self._position += BLOCK_SAMPLES
        if len(block) < BLOCK_SAMPLES:
            block = np.concatenate([block, np.zeros(BLOCK_SAMPLES - len(block), dtype=np.float32)])
        noise = self._random.normal(0, 10 ** (ROOM_DBFS / 20), BLOCK_SAMPLES)
        self._clock += BLOCK_SAMPLES / SAMPLE_RATE
        return AudioBlock(at, to_pcm(block + noise))

    def stop(self) -> None:
        self._is_playing = False

    def close(self) -> None:
        self._is_playing = False
