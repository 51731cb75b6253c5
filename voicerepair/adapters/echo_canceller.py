"""Takes the app's own voice out of what the microphone hears: a frequency-domain Kalman filter over numpy.

Linear on purpose: it leaves a voice that speaks over the prompt as it was, where cancellers for telephony suppress
parts of it (docs/adr/0014-barge-in.md). The filter is the partitioned-block Kalman filter of Kuech, Mabande and
Enzner, "State-space architecture of the partitioned-block-based acoustic echo controller", ICASSP 2014.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicerepair.adapters.resampling import to_pcm
from voicerepair.ports import SAMPLE_RATE, AudioBlock, CancelledBlock

BLOCK = 256
PARTITIONS = 24
"""Echoes are modelled for so many blocks: 0.38 s."""
LEAD_SECONDS = 0.04
"""The reference is taken so much earlier than the echo is expected: devices tell their times only roughly."""
STEADINESS = 0.9999**2
"""How little the room is taken to change from block to block."""
FORGETTING = 0.8
GAP_SECONDS = 0.1
"""A block this far from where the last one ended begins a new stream."""
HELD_SECONDS = 0.35
"""The reference's level is its highest in so long: echoes outlast what they come from."""
SILENT_DB = -96.0


class KalmanCanceller:
    """The real `EchoCanceller`. `delay_seconds`: from the time a sample is due at the loudspeaker to its echo."""

    def __init__(self, delay_seconds: float = 0.0) -> None:
        self._shift = round((delay_seconds - LEAD_SECONDS) * SAMPLE_RATE)
        self._sounds: list[tuple[int, NDArray[np.float32]]] = []
        bins = BLOCK + 1
        self._spectra: NDArray[Any] = np.zeros((PARTITIONS, bins), np.complex64)
        self._filter: NDArray[Any] = np.zeros((PARTITIONS, bins), np.complex64)
        self._doubt: NDArray[Any] = np.ones((PARTITIONS, bins), np.float32)
        self._noise: NDArray[Any] = np.zeros(bins, np.float32)
        self._before: NDArray[np.float32] = np.zeros(BLOCK, np.float32)
        self._pending: NDArray[np.float32] = np.zeros(0, np.float32)
        self._next = 0
        self._silent_blocks = PARTITIONS
        self._levels = [SILENT_DB] * max(1, round(HELD_SECONDS * SAMPLE_RATE / BLOCK))

    def play(self, at: float, pcm: bytes) -> None:
        """The loudspeaker plays `pcm` (16 kHz) from `at` on."""
        samples = (np.frombuffer(pcm, "<i2") / 32768).astype(np.float32)
        self._sounds.append((round(at * SAMPLE_RATE), samples))

    def silence(self, at: float) -> None:
        """What was to be played after `at` is not."""
        end = round(at * SAMPLE_RATE)
        self._sounds = [(begin, samples[: max(0, end - begin)]) for begin, samples in self._sounds]

    def push(self, block: AudioBlock) -> list[CancelledBlock]:
        """The blocks that are complete now, without the echo."""
        begin = round(block.at * SAMPLE_RATE)
        if abs(begin - self._next - len(self._pending)) > GAP_SECONDS * SAMPLE_RATE:
            self._next, self._pending = begin, np.zeros(0, np.float32)
        samples = (np.frombuffer(block.pcm, "<i2") / 32768).astype(np.float32)
        self._pending = np.concatenate([self._pending, samples])
        done = []
        while len(self._pending) >= BLOCK:
            heard, self._pending = self._pending[:BLOCK], self._pending[BLOCK:]
            done.append(self._cancel(heard))
        return done

    def _cancel(self, heard: NDArray[np.float32]) -> CancelledBlock:
        far = self._reference(self._next - self._shift)
        at = self._next / SAMPLE_RATE
        self._next += BLOCK
        power = float(np.mean(far * far))
        self._levels = [*self._levels[1:], max(SILENT_DB, 10 * np.log10(power)) if power else SILENT_DB]
        self._silent_blocks = 0 if power else self._silent_blocks + 1
        self._spectra = np.roll(self._spectra, 1, axis=0)
        self._spectra[0] = np.fft.rfft(np.concatenate([self._before, far]))
        self._before = far
        if self._silent_blocks > PARTITIONS:
            return CancelledBlock(at, to_pcm(heard), SILENT_DB)
        return CancelledBlock(at, to_pcm(self._without_echo(heard)), max(self._levels))

    def _without_echo(self, heard: NDArray[np.float32]) -> NDArray[np.float32]:
        """One step of the filter: predict the echo, subtract it, learn from what is left."""
        echo = np.fft.irfft((self._spectra * self._filter).sum(axis=0))[BLOCK:]
        left: NDArray[np.float32] = (heard - echo).astype(np.float32)
        error = np.fft.rfft(np.concatenate([np.zeros(BLOCK, np.float32), left])).astype(np.complex64)
        self._noise = FORGETTING * self._noise + (1 - FORGETTING) * np.abs(error) ** 2
        powers = np.abs(self._spectra) ** 2
        gain = self._doubt / ((powers * self._doubt).sum(axis=0) + 2 * self._noise + 1e-10)
        step = np.fft.irfft(gain * np.conj(self._spectra) * error, axis=1)
        step[:, BLOCK:] = 0
        self._filter = self._filter + np.fft.rfft(step, axis=1).astype(np.complex64)
        doubt = STEADINESS * (1 - 0.5 * gain * powers) * self._doubt
        self._doubt = doubt + (1 - STEADINESS) * np.abs(self._filter) ** 2
        return left

    def _reference(self, begin: int) -> NDArray[np.float32]:
        """What the loudspeaker played in the block that begins at that sample."""
        far = np.zeros(BLOCK, np.float32)
        for start, samples in self._sounds:
            first, last = max(begin, start), min(begin + BLOCK, start + len(samples))
            if first < last:
                far[first - begin : last - begin] += samples[first - start : last - start]
        self._sounds = [(start, samples) for start, samples in self._sounds if start + len(samples) > begin]
        return far
