"""Any sample rate to 16 kHz, in blocks of any length, with flat memory."""

import numpy as np
from numpy.typing import NDArray

from voicerepair.ports import SAMPLE_RATE

Samples = NDArray[np.float32]

_TAPS = 32
_PHASES = 512


class Resampler:
    """Windowed-sinc interpolation; `delay_seconds` of sound is still inside until `flush`."""

    def __init__(self, rate: int) -> None:
        self._step = rate / SAMPLE_RATE
        scale = max(1.0, self._step)
        self._half = int(np.ceil(_TAPS / 2 * scale))
        offsets = np.arange(-self._half + 1, self._half + 1)
        fractions = np.arange(_PHASES + 1)[:, None] / _PHASES
        x = (offsets[None, :] - fractions) / scale
        window = 0.5 + 0.5 * np.cos(np.pi * np.clip(x / (_TAPS / 2), -1, 1))
        kernel = np.sinc(x * 0.95) * window
        self._kernel = (kernel / kernel.sum(axis=1, keepdims=True)).astype(np.float32)
        self._kept: Samples = np.zeros(self._half, dtype=np.float32)
        self._next = float(self._half)
        self.delay_seconds = self._half / rate
        self._is_same = rate == SAMPLE_RATE

    def push(self, samples: Samples) -> Samples:
        """The 16 kHz samples that are now certain."""
        if self._is_same:
            return samples
        self._kept = np.concatenate([self._kept, samples])
        count = int((len(self._kept) - self._half - self._next) // self._step)
        if count <= 0:
            return np.zeros(0, dtype=np.float32)
        positions = self._next + self._step * np.arange(count)
        whole = positions.astype(np.int64)
        phases = np.round((positions - whole) * _PHASES).astype(np.int64)
        indexes = whole[:, None] + np.arange(-self._half + 1, self._half + 1)
        resampled: Samples = np.einsum("ij,ij->i", self._kept[indexes], self._kernel[phases])
        self._next = float(positions[-1] + self._step)
        used = max(0, int(self._next) - self._half)
        self._kept = self._kept[used:]
        self._next -= used
        return resampled

    def flush(self) -> Samples:
        """The rest."""
        return self.push(np.zeros(0 if self._is_same else self._half + 1, dtype=np.float32))


def to_pcm(samples: Samples) -> bytes:
    """Float samples, -1 to 1, as 16-bit PCM."""
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()
