"""Takes the app's own voice out of what the microphone hears: a frequency-domain Kalman filter over numpy.

Linear on purpose: it leaves a voice that speaks over the prompt as it was, where cancellers for telephony suppress
parts of it (docs/adr/0014-barge-in.md). The filter is the partitioned-block Kalman filter of Kuech, Mabande and
Enzner, "State-space architecture of the partitioned-block-based acoustic echo controller", ICASSP 2014.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from voicerepair.ports import SAMPLE_RATE, AudioBlock, CancelledBlock

BLOCK = 256
PARTITIONS = 24
"""Echoes are modelled for so many blocks: 0.38 s."""
LEAD = 640
"""The filter may begin so many samples before the strongest echo."""
EARLY, NEAR, FAR = 1_600, 1_600, 8_800
"""So many samples earlier an echo is looked for than it is due, and later: once the delay is known, and before."""
FOUND_IN = 8_000
"""Samples of a sound by which its echo is found."""
CLEAR = 5.0
"""So far above the usual likeness the best one must stand."""
STEADINESS = 0.999**2
"""How little the room is taken to change from block to block."""
FORGETTING = 0.8
GAP_SECONDS = 0.1
"""A block this far from where the last one ended begins a new stream."""
OFF, SLOWLY = 160, 0.02
"""Samples by which times may be off on average; single blocks are dated more roughly than that."""
PASSES = 4
FITTING = 0.85
AUDIBLE, LEAST_FIT = 0.1, 0.4
"""An echo that is predicted with more than that share of what is heard must be in it by at least so much."""
LOST_BLOCKS, PATIENT_BLOCKS = 10, 60
"""It is looked for anew after so many blocks without it, and then given so many."""
HELD_SECONDS = 0.35
"""The reference's level is its highest in so long: echoes outlast what they come from."""
SILENT_DB = -96.0


class KalmanCanceller:
    """The real `EchoCanceller`. `delay_seconds`: from the time a sample is due at the loudspeaker to its echo.

    Devices tell their times only roughly, and differently for each sound, so the first half second of a sound is held
    back until its echo has been found.
    """

    def __init__(self, delay_seconds: float = 0.0) -> None:
        self.delay_seconds = delay_seconds
        """As it was found for the last sound."""
        self._is_found = False
        self._sounds: list[_Sound] = []
        bins = BLOCK + 1
        self._spectra: NDArray[Any] = np.zeros((PARTITIONS, bins), np.complex64)
        self._filter: NDArray[Any] = np.zeros((PARTITIONS, bins), np.complex64)
        self._doubt: NDArray[Any] = np.ones((PARTITIONS, bins), np.float32)
        self._noise: NDArray[Any] = np.zeros(bins, np.float32)
        self._before: NDArray[np.float32] = np.zeros(BLOCK, np.float32)
        self._pending: NDArray[np.float32] = np.zeros(0, np.float32)
        self._next = 0
        self._off = 0.0
        self._fit = np.zeros(3)
        self._lost_blocks = self._patience_blocks = 0
        self._silent_blocks = PARTITIONS
        self._levels = [SILENT_DB] * max(1, round(HELD_SECONDS * SAMPLE_RATE / BLOCK))

    def play(self, at: float, pcm: bytes) -> None:
        """The loudspeaker plays `pcm` (16 kHz) from `at` on."""
        samples = (np.frombuffer(pcm, "<i2") / 32768).astype(np.float32)
        start = round((at + self.delay_seconds) * SAMPLE_RATE)
        self._sounds.append(_Sound(start, samples, len(samples) < 2 * FOUND_IN))

    def silence(self, at: float) -> None:
        """What was to be played after `at` is not."""
        end = round((at + self.delay_seconds) * SAMPLE_RATE)
        for sound in self._sounds:
            sound.samples = sound.samples[: max(0, end - sound.start)]
            sound.is_found = sound.is_found or len(sound.samples) < 2 * FOUND_IN

    def push(self, block: AudioBlock) -> list[CancelledBlock]:
        """The blocks that are complete now, without the echo."""
        begin = round(block.at * SAMPLE_RATE)
        off = begin - self._next - len(self._pending)
        if abs(off) > GAP_SECONDS * SAMPLE_RATE:
            self._next, self._pending, self._off = begin, np.zeros(0, np.float32), 0.0
        else:
            self._keep_time(off)
        samples = (np.frombuffer(block.pcm, "<i2") / 32768).astype(np.float32)
        self._pending = np.concatenate([self._pending, samples])
        self._find()
        done = []
        while len(self._pending) >= BLOCK and not self._is_held_back():
            heard, self._pending = self._pending[:BLOCK], self._pending[BLOCK:]
            done.append(self._cancel(heard))
        return done

    def _keep_time(self, off: int) -> None:
        """Follow the device's clock, which drifts, but only in silence: the filter is fitted to the time it knows."""
        self._off += SLOWLY * (off - self._off)
        if abs(self._off) > OFF and self._silent_blocks > PARTITIONS and not self._sounds:
            self._next += round(self._off)
            self._off = 0.0

    # ---- when a sound's echo comes ----

    def _is_held_back(self) -> bool:
        end = self._next + BLOCK
        return any(not sound.is_found and sound.start - EARLY < end for sound in self._sounds)

    def _find(self) -> None:
        """Date the sounds whose beginning has been heard by now."""
        late = NEAR if self._is_found else FAR
        for sound in self._sounds:
            if not sound.is_found and self._next + len(self._pending) >= sound.start + FOUND_IN + late:
                lag = self._lag(sound, late)
                sound.is_found = True
                if lag is None:
                    continue
                sound.start += lag
                self.delay_seconds += lag / SAMPLE_RATE
                if not self._is_found:
                    self._is_found = True
                    self._practise()

    def _practise(self) -> None:
        """Learn the room from the first sound's beginning several times over, before anything of it is let out."""
        before = self._spectra, self._before
        for _ in range(PASSES):
            for first in range(0, len(self._pending) - BLOCK + 1, BLOCK):
                self._feed(self._reference(self._next + first + LEAD))
                self._without_echo(self._pending[first : first + BLOCK])
        self._spectra, self._before = before
        self._fit = np.zeros(3)
        self._lost_blocks = self._patience_blocks = 0

    def _lag(self, sound: "_Sound", late: int) -> int | None:
        """By how many samples the echo comes later than was thought, None where it cannot be told.

        Generalised cross-correlation (Knapp and Carter 1976), half whitened, with what the filter makes of the sound.
        """
        first = sound.start - EARLY - self._next
        heard = self._pending[max(0, first) : first + EARLY + FOUND_IN + late]
        played = sound.samples[:FOUND_IN]
        size = 1 << int(np.ceil(np.log2(len(heard) + len(played) + PARTITIONS * BLOCK)))
        expected = np.fft.rfft(played, size)
        if np.any(self._filter):
            response = np.fft.irfft(self._filter, axis=1)[:, :BLOCK].ravel()
            ahead = np.exp(2j * np.pi * np.arange(size // 2 + 1) * LEAD / size)
            expected = expected * np.fft.rfft(response, size) * ahead
        cross = np.fft.rfft(heard, size) * np.conj(expected)
        likeness = np.fft.irfft(cross / (np.abs(cross) ** 0.7 + 1e-9), size)
        before = min(0, first) + EARLY
        lags = np.arange(-before, late)
        if not len(lags) or not len(heard):
            return None  # told of too late
        found = likeness[lags + before]
        best = int(np.argmax(found))
        is_clear = found[best] > CLEAR * float(np.sqrt(np.mean(found**2)))
        return int(lags[best]) if is_clear else None

    def _follow(self, heard: NDArray[np.float32], echo: NDArray[np.float32]) -> bool:
        """Whether what is heard still contains the echo as it is predicted; a voice over it changes nothing in that.

        It no longer does when a device has dropped samples: the rest of the sound is then looked for anew.
        """
        now = np.array([float(heard @ echo), float(echo @ echo), float(heard @ heard)])
        self._fit = FITTING * self._fit + (1 - FITTING) * now
        both, predicted, whole = self._fit
        is_lost = predicted > AUDIBLE * whole and both < LEAST_FIT * predicted
        self._lost_blocks = self._lost_blocks + 1 if is_lost and not self._patience_blocks else 0
        self._patience_blocks = max(0, self._patience_blocks - 1)
        if self._lost_blocks >= LOST_BLOCKS:
            self._lost_blocks, self._patience_blocks = 0, PATIENT_BLOCKS
            self._fit = np.zeros(3)
            begin = self._next + EARLY
            for sound in [sound for sound in self._sounds if sound.start < begin]:
                rest = sound.samples[begin - sound.start :]
                sound.samples = sound.samples[: begin - sound.start]
                self._sounds.append(_Sound(begin, rest, len(rest) < FOUND_IN))
        return not is_lost

    # ---- the filter ----

    def _cancel(self, heard: NDArray[np.float32]) -> CancelledBlock:
        far = self._reference(self._next + LEAD)
        at = self._next / SAMPLE_RATE
        self._next += BLOCK
        power = float(np.mean(far * far))
        self._levels = [*self._levels[1:], max(SILENT_DB, 10 * np.log10(power)) if power else SILENT_DB]
        self._silent_blocks = 0 if power else self._silent_blocks + 1
        self._feed(far)
        if self._silent_blocks > PARTITIONS:
            return CancelledBlock(at, _pcm(heard), SILENT_DB)
        left, is_sure = self._without_echo(heard)
        return CancelledBlock(at, _pcm(left), max(self._levels), is_sure)

    def _feed(self, far: NDArray[np.float32]) -> None:
        self._spectra = np.roll(self._spectra, 1, axis=0)
        self._spectra[0] = np.fft.rfft(np.concatenate([self._before, far]))
        self._before = far

    def _without_echo(self, heard: NDArray[np.float32]) -> tuple[NDArray[np.float32], bool]:
        """One step of the filter: predict the echo, subtract it, learn from what is left."""
        echo = np.fft.irfft((self._spectra * self._filter).sum(axis=0))[BLOCK:]
        left: NDArray[np.float32] = (heard - echo).astype(np.float32)
        is_sure = self._follow(heard, echo.astype(np.float32))
        if not is_sure and not self._patience_blocks:
            return left, False
        error = np.fft.rfft(np.concatenate([np.zeros(BLOCK, np.float32), left])).astype(np.complex64)
        self._noise = FORGETTING * self._noise + (1 - FORGETTING) * np.abs(error) ** 2
        powers = np.abs(self._spectra) ** 2
        gain = self._doubt / ((powers * self._doubt).sum(axis=0) + 2 * self._noise + 1e-10)
        step = np.fft.irfft(gain * np.conj(self._spectra) * error, axis=1)
        step[:, BLOCK:] = 0
        self._filter = self._filter + np.fft.rfft(step, axis=1).astype(np.complex64)
        doubt = STEADINESS * (1 - 0.5 * gain * powers) * self._doubt
        self._doubt = doubt + (1 - STEADINESS) * np.abs(self._filter) ** 2
        return left, is_sure

    def _reference(self, begin: int) -> NDArray[np.float32]:
        """What the loudspeaker played in the block that begins at that sample."""
        far = np.zeros(BLOCK, np.float32)
        for sound in self._sounds:
            first, last = max(begin, sound.start), min(begin + BLOCK, sound.start + len(sound.samples))
            if first < last:
                far[first - begin : last - begin] += sound.samples[first - sound.start : last - sound.start]
        self._sounds = [sound for sound in self._sounds if sound.start + len(sound.samples) > begin]
        return far


@dataclass
class _Sound:
    """`start`: the sample of the microphone's time at which its echo begins."""

    start: int
    samples: NDArray[np.float32]
    is_found: bool


def _pcm(samples: NDArray[np.float32]) -> bytes:
    """As it came, where nothing was taken away."""
    return np.clip(np.rint(samples * 32768), -32768, 32767).astype("<i2").tobytes()
