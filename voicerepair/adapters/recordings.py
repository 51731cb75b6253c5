"""Recordings of any format libsndfile reads, as 16 kHz sound."""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicerepair.adapters.resampling import Resampler, Samples
from voicerepair.errors import DeviceError
from voicerepair.translate import t

_BLOCK_SECONDS = 1.0


class Recording:
    """An open recording. Raises `DeviceError` when it cannot be read as sound."""

    def __init__(self, path: Path) -> None:
        import soundfile

        self._fault = soundfile.LibsndfileError
        self.path = path
        with self._told():
            self._file: Any = soundfile.SoundFile(path)
        self.rate: int = self._file.samplerate
        self.channels: int = self._file.channels
        self.seconds: float = self._file.frames / self.rate

    def blocks(self) -> Iterator[NDArray[np.float32]]:
        """The whole of it at 16 kHz, about a second at a time: arrays of (samples, channels)."""
        resamplers = [Resampler(self.rate) for _ in range(self.channels)]
        with self._told():
            self._file.seek(0)
            while len(block := self._file.read(int(self.rate * _BLOCK_SECONDS), dtype="float32", always_2d=True)):
                columns = [resampler.push(block[:, i]) for i, resampler in enumerate(resamplers)]
                yield np.stack(columns, axis=1)
        yield np.stack([resampler.flush() for resampler in resamplers], axis=1)

    def close(self) -> None:
        self._file.close()

    @contextlib.contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (self._fault, OSError) as error:
            message = t("does not exist") if not self.path.exists() else t("cannot be read as sound")
            raise DeviceError(f"{self.path.name} {message}.", t("Use WAV, FLAC, Ogg or MP3.")) from error


def load(path: Path) -> Samples:
    """A short recording as mono. Raises `DeviceError`."""
    recording = Recording(path)
    try:
        mono: Samples = np.concatenate([block.mean(axis=1) for block in recording.blocks()])
    finally:
        recording.close()
    return mono
