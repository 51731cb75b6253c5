"""Two microphones in a room each hear both people: keep of each channel what is not plainly another's voice."""

import numpy as np
from numpy.typing import NDArray

from voicerepair.ports import SAMPLE_RATE

Block = NDArray[np.float32]

OTHER_DB = 6.0
"""A channel that another is louder than by so much is silent."""
WINDOW = SAMPLE_RATE // 10
ALIKE_DB = -20.0


class Crosstalk:
    """Takes blocks of (samples, channels) in order. The microphones should be set to about the same level."""

    def __init__(self, channels: int) -> None:
        self._before = np.zeros((WINDOW, channels))

    def push(self, block: Block) -> Block:
        """The block with silence wherever another channel is louder."""
        power = np.concatenate([self._before, block.astype(np.float64) ** 2])
        self._before = power[-WINDOW:]
        summed = np.cumsum(power, axis=0)
        levels = (summed[WINDOW:] - summed[:-WINDOW]).clip(1e-12)
        is_own = levels * 10 ** (OTHER_DB / 10) >= levels.max(axis=1, keepdims=True)
        kept: Block = np.where(is_own, block, np.float32(0))
        return kept


class Likeness:
    """Whether all channels are one microphone's: such a recording says no more than one channel."""

    def __init__(self) -> None:
        self._power = self._difference = 0.0

    def push(self, block: Block) -> None:
        self._power += float((block.astype(np.float64) ** 2).sum())
        self._difference += float(((block - block.mean(axis=1, keepdims=True)).astype(np.float64) ** 2).sum())

    @property
    def is_one(self) -> bool:
        return self._difference <= self._power * 10 ** (ALIKE_DB / 10)
