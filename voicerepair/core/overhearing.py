"""Whether somebody speaks over a prompt, from what is left once the prompt's echo is taken away. Pure.

What is left of the echo follows the prompt's own level by a distance that is learnt all the time; a voice in the room
does not keep to it. A command is a short voice with silence before and after.
"""

from collections import deque
from typing import Literal

import msgspec

FRAME_SECONDS = 0.032


class OverSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Levels are dB, times seconds. The figures are those of scripts/bench_barge_in.py.

    `above_db`: what counts as a voice is so much louder than echo and room would be. Where more than `most_leak_db` of
    the prompt is left, nothing over it is believed. `learning_seconds` of prompt
    come before anything is believed. A command is
    `shortest` to `longest` long, after `quiet_before`, and over after `quiet_after`; what goes on longer is speech.
    """

    above_db: float = 12.0
    most_leak_db: float = -15.0
    room_db: float = 10.0
    learning_seconds: float = 1.5
    shortest: float = 0.16
    longest: float = 1.2
    quiet_before: float = 0.2
    quiet_after: float = 0.13


class Heard(msgspec.Struct, frozen=True):
    """A short sound that may be a command, from `began` to `ended` (frames), or a longer one that is going on."""

    kind: Literal["short", "speech"]
    began: int
    ended: int


class Overhearing:
    """Follows frames of 32 ms; what it learns of the room and the echo is kept from prompt to prompt."""

    KEPT = 600
    LEAST = 30
    ENDLESS = 150
    QUANTILE = 0.8
    ROOM = 0.2

    def __init__(self, settings: OverSettings | None = None) -> None:
        self.settings = settings or OverSettings()
        self._leaks: deque[float] = deque(maxlen=self.KEPT)
        self._unsure: list[float] = []
        self._rooms: deque[float] = deque(maxlen=self.KEPT)
        self._learnt = 0
        self.restart()

    def restart(self) -> None:
        """A stream without gaps begins."""
        self._frame = 0
        self._ended = -1000
        self._end()

    def _end(self) -> None:
        self._began = -1
        self._last = -1
        self._leaks.extend(self._unsure)
        self._unsure.clear()
        self._is_told = False

    @property
    def leak_db(self) -> float:
        """What is left of the echo, above the prompt's own level; 0 while too little is known."""
        ordered = sorted(self._leaks)
        return ordered[int(self.QUANTILE * len(ordered))] if len(ordered) >= self.LEAST else 0.0

    @property
    def room_db(self) -> float:
        ordered = sorted(self._rooms)
        return ordered[int(self.ROOM * len(ordered))] if ordered else -70.0

    @property
    def is_active(self) -> bool:
        """Whether somebody may be speaking now."""
        return self._began >= 0

    @property
    def sounding_since(self) -> int:
        """The first frame of what is heard now, -1 where there is nothing."""
        return self._began

    def skip(self) -> None:
        """The next frame tells nothing: the echo was lost."""
        self._frame += 1
        self._unsure.clear()
        self._end()

    def rest(self, left_db: float) -> None:
        """The next frame, while nobody needs to be listened for: it tells of the room."""
        self._frame += 1
        self._end()
        self._rooms.append(left_db)

    def push(self, left_db: float, far_db: float) -> Heard | None:
        """Take the next frame: the level left, and the prompt's own level (-96 where it is silent)."""
        frame, settings = self._frame, self.settings
        self._frame += 1
        is_far = far_db > -60
        threshold = self.room_db + settings.room_db
        if is_far:
            threshold = max(threshold, far_db + self.leak_db + settings.above_db)
        is_loud = left_db > threshold
        if is_far:
            self._learnt += 1
            # What may be a voice is learnt from afterwards: it must not hide itself. If it never ends, it is the echo.
            (self._unsure if is_loud and self._began >= 0 else self._leaks).append(left_db - far_db)
            if len(self._unsure) > self.ENDLESS:
                self._end()
            if self._learnt * FRAME_SECONDS < settings.learning_seconds or self.leak_db > settings.most_leak_db:
                self._end()
                return None
        elif not is_loud or not self._rooms:
            self._rooms.append(left_db)
        if is_loud:
            if self._began < 0:
                self._began = frame
            self._last = frame
        return self._decide(frame)

    def _decide(self, frame: int) -> Heard | None:
        settings = self.settings
        if self._began < 0:
            return None
        length = (self._last - self._began + 1) * FRAME_SECONDS
        if length > settings.longest:
            if self._is_told:
                return self._over(frame)
            self._is_told = True
            return Heard("speech", self._began, self._last + 1)
        return self._over(frame)

    def _over(self, frame: int) -> Heard | None:
        """The end of what was heard, if it is."""
        settings = self.settings
        if (frame - self._last) * FRAME_SECONDS < settings.quiet_after:
            return None
        began, last = self._began, self._last
        before = (began - self._ended) * FRAME_SECONDS
        length = (last - began + 1) * FRAME_SECONDS
        self._end()
        self._ended = last + 1
        is_short = settings.shortest <= length <= settings.longest and before >= settings.quiet_before
        return Heard("short", began, last + 1) if is_short else None
