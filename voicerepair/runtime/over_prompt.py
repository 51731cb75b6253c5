"""What the ear does while the voice speaks: without its echo, it listens for the few words that silence it."""

from array import array
from collections import deque
from typing import Literal

import msgspec

from voicerepair.core.overhearing import FRAME_SECONDS, Heard, Overhearing
from voicerepair.ports import (
    SAMPLE_RATE,
    AudioBlock,
    CancelledBlock,
    CommandSpotter,
    EchoCanceller,
    VoiceActivityDetector,
)
from voicerepair.runtime.listener import dbfs

KEPT_SECONDS = 12.0
"""What was said over a prompt is kept so long, in memory, to be heard whole once the turn opens."""
AROUND_SECONDS = 0.3
"""Sound around a short voice that a spotter gets."""
AFTER_SECONDS = 0.6
"""A word that ends so long after the prompt has begun to be silent was still said over it."""


VOICED, LEAST_VOICED = 0.5, 2
"""The probability of speech, and how many frames must have it."""
UNSURE_FRAMES = 4
"""So many frames are not believed once the canceller has lost the echo."""
SOFT_SECONDS = 0.06
"""The last sounds of a word are too soft to be told from the room."""


class Spotted(msgspec.Struct, frozen=True):
    """`command`: the word, said from `began` to `ended` (seconds since the epoch)."""

    command: str
    began: float
    ended: float


class OverPrompt:
    """Takes all blocks of the microphone, gives them back without the echo, and tells of commands.

    `mode` "cancel" listens throughout a prompt, "pieces" only in the gaps that `gap` announces.
    """

    def __init__(
        self,
        canceller: EchoCanceller,
        detector: VoiceActivityDetector,
        spotter: CommandSpotter,
        mode: Literal["cancel", "pieces"] = "cancel",
    ) -> None:
        self.overhearing = Overhearing()
        self._canceller = canceller
        self._detector = detector
        self._spotter = spotter
        self._mode = mode
        self._frame_samples = detector.frame_samples
        self._pending = b""
        self._far_db = -96.0
        self._unsure_frames = 0
        self._began_at = 0.0
        self._frames: deque[bytes] = deque(maxlen=round(KEPT_SECONDS / FRAME_SECONDS))
        self._count = 0
        self._listens = (0.0, 0.0)

    @property
    def delay_seconds(self) -> float:
        """How long after it is due a sound comes back from the loudspeaker."""
        return self._canceller.delay_seconds

    # ---- what the voice does ----

    def play(self, at: float, pcm: bytes, *, is_prompt: bool) -> None:
        """The loudspeaker plays that from `at` on; commands are listened for while it is a prompt."""
        self._canceller.play(at, pcm)
        if is_prompt and self._mode == "cancel":
            self._listens = (at, at + len(pcm) / 2 / SAMPLE_RATE + AFTER_SECONDS)

    def silence(self, at: float) -> None:
        """The voice was silenced."""
        self._canceller.silence(at)
        self._listens = (self._listens[0], min(self._listens[1], at))

    def gap(self, began: float, until: float) -> None:
        """The voice is silent between two sentences; listen for a command."""
        self._listens = (began, until)

    # ---- sound ----

    def push(self, block: AudioBlock) -> tuple[list[CancelledBlock], list[Spotted]]:
        """The blocks without the echo, and the commands that were said over the prompt."""
        blocks = list(self._canceller.push(block))
        spotted = []
        for done in blocks:
            end = self._began_at + (self._count * self._frame_samples + len(self._pending) // 2) / SAMPLE_RATE
            if abs(done.at - end) > FRAME_SECONDS:
                self._began_at, self._pending, self._count = done.at, b"", 0
                self._frames.clear()
                self.overhearing.restart()
            self._pending += done.pcm
            self._far_db = done.far_db
            self._unsure_frames = UNSURE_FRAMES if not done.is_sure else self._unsure_frames
            while len(self._pending) >= 2 * self._frame_samples:
                frame = self._pending[: 2 * self._frame_samples]
                self._pending = self._pending[2 * self._frame_samples :]
                found = self._take(frame)
                if found is not None:
                    spotted.append(found)
        return blocks, spotted

    def since(self, at: float) -> AudioBlock | None:
        """What was heard from `at` on, as far as it is kept."""
        oldest = self._count - len(self._frames)
        first = max(oldest, int((at - self._began_at) / FRAME_SECONDS))
        frames = list(self._frames)[first - oldest :]
        pcm = b"".join(frames) + self._pending
        return AudioBlock(self._began_at + first * FRAME_SECONDS, pcm) if pcm else None

    @property
    def is_heard(self) -> bool:
        """Whether somebody may be speaking over the prompt, or in its gap, now."""
        return self.overhearing.is_active

    @property
    def speaking_since(self) -> float:
        """When somebody began to speak who still does; 0 for nobody."""
        frame = self.overhearing.sounding_since
        if frame < 0 or not self._is_voice(self._around(frame, self._count)):
            return 0.0
        return self._began_at + frame * FRAME_SECONDS

    def _take(self, frame: bytes) -> Spotted | None:
        at = self._began_at + self._count * FRAME_SECONDS
        self._frames.append(frame)
        self._count += 1
        if self._unsure_frames:
            self._unsure_frames -= 1
            self.overhearing.skip()
            return None
        if not self._listens[0] <= at <= self._listens[1] and self._far_db <= -96:
            self.overhearing.rest(dbfs(frame))
            return None
        heard = self.overhearing.push(dbfs(frame), self._far_db)
        return self._spot(heard) if heard is not None and heard.kind == "short" else None

    def _spot(self, heard: Heard) -> Spotted | None:
        began, ended = (self._began_at + edge * FRAME_SECONDS for edge in (heard.began, heard.ended))
        ended += SOFT_SECONDS
        if not self._listens[0] <= ended <= self._listens[1]:
            return None
        pcm = self._around(heard.began, heard.ended)
        command = self._spotter.spot(pcm) if self._is_voice(pcm) else ""
        return Spotted(command, began, ended) if command else None

    def _around(self, began: int, ended: int) -> bytes:
        """The sound of these frames, and a little before and after."""
        oldest = self._count - len(self._frames)
        around = round(AROUND_SECONDS / FRAME_SECONDS)
        frames = list(self._frames)[max(0, began - around - oldest) : ended - oldest + around]
        return _without_offset(b"".join(frames))

    def _is_voice(self, pcm: bytes) -> bool:
        """Whether it is speech, and no knock. Heard by itself: what is left of echoes makes the detector deaf."""
        self._detector.reset()
        size = 2 * self._frame_samples
        frames = [pcm[start : start + size] for start in range(0, len(pcm) - size + 1, size)]
        return sum(self._detector.probability(frame) >= VOICED for frame in frames) >= LEAST_VOICED


def _without_offset(pcm: bytes) -> bytes:
    samples = array("h", pcm)
    mean = round(sum(samples) / len(samples)) if samples else 0
    return array("h", (max(-32768, min(32767, sample - mean)) for sample in samples)).tobytes() if mean else pcm
