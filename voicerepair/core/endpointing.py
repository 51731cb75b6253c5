"""Where speech begins and ends, from speech probabilities and levels of frames. Pure; knows no audio library.

QUIET -> STARTING (it may be a cough) -> SPEAKING -> STOPPING (it may be a pause) -> QUIET. Edges are told when
they are certain, and dated when they were true: the first voiced frame, the last voiced frame.
"""

import enum
from collections import deque
from typing import Literal

import msgspec


class EndpointSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Thresholds are speech probabilities 0 to 1; times are milliseconds; levels are dB.

    `onset`: speech is dated back over frames above this before it was certain. `gate_db`: a frame counts only
    so far above the learnt noise floor, so that a fan or a distant television does not keep a turn open.
    """

    frame_ms: float = 32.0
    on: float = 0.5
    off: float = 0.35
    onset: float = 0.2
    start_ms: float = 128.0
    end_silence_ms: float = 700.0
    onset_ms: float = 256.0
    gate_db: float = 6.0
    floor_db: float = -75.0


class EndpointState(enum.StrEnum):
    """Where the endpointer is."""

    QUIET = "quiet"
    STARTING = "starting"
    SPEAKING = "speaking"
    STOPPING = "stopping"


class Edge(msgspec.Struct, frozen=True):
    """Speech `started` with the beginning of `frame`, or `ended` with the end of `frame`."""

    kind: Literal["started", "ended"]
    frame: int


class Endpointer:
    """Feed it every frame in order; it tells edges. `reset` begins a new stream at frame 0."""

    FLOOR_FALL, FLOOR_RISE = 0.2, 0.01
    """How fast the noise floor follows quieter and louder frames, as a share of the difference."""

    def __init__(self, settings: EndpointSettings | None = None) -> None:
        self.settings = settings or EndpointSettings()
        self.floor_db = self.settings.floor_db
        self.reset()

    def reset(self) -> None:
        """A new stream; the noise floor of the room is kept."""
        self.state = EndpointState.QUIET
        self._frame = 0
        self._first = 0
        self._last = 0
        self._voiced = 0
        self._before: deque[tuple[int, float]] = deque(maxlen=round(self.settings.onset_ms / self.settings.frame_ms))

    def push(self, probability: float, dbfs: float) -> Edge | None:
        """Take the next frame; an edge if one is now certain."""
        settings, frame = self.settings, self._frame
        self._frame += 1
        is_loud = dbfs >= self.floor_db + settings.gate_db
        if probability < settings.onset:
            rate = self.FLOOR_FALL if dbfs < self.floor_db else self.FLOOR_RISE
            self.floor_db += rate * (max(dbfs, -96.0) - self.floor_db)
        match self.state:
            case EndpointState.QUIET:
                if probability >= settings.on and is_loud:
                    self._first, self._voiced = self._dated_back(frame), 1
                    self._last = frame
                    self.state = EndpointState.STARTING
                self._before.append((frame, probability))
            case EndpointState.STARTING:
                if probability >= settings.off and is_loud:
                    self._voiced += 1
                    self._last = frame
                    if self._voiced * settings.frame_ms >= settings.start_ms:
                        self.state = EndpointState.SPEAKING
                        return Edge("started", self._first)
                elif (frame - self._last) * settings.frame_ms > settings.start_ms:
                    self.state = EndpointState.QUIET
                self._before.append((frame, probability))
            case EndpointState.SPEAKING:
                if probability >= settings.off and is_loud:
                    self._last = frame
                else:
                    self.state = EndpointState.STOPPING
            case EndpointState.STOPPING:
                if probability >= settings.on and is_loud:
                    self._last = frame
                    self.state = EndpointState.SPEAKING
                elif (frame - self._last) * settings.frame_ms >= settings.end_silence_ms:
                    return self._end()
        return None

    def flush(self) -> Edge | None:
        """The stream is over: the end of what was being said."""
        if self.state in (EndpointState.SPEAKING, EndpointState.STOPPING):
            return self._end()
        self.state = EndpointState.QUIET
        return None

    @property
    def is_speech(self) -> bool:
        return self.state in (EndpointState.SPEAKING, EndpointState.STOPPING)

    def _end(self) -> Edge:
        self.state = EndpointState.QUIET
        self._before.clear()
        return Edge("ended", self._last)

    def _dated_back(self, frame: int) -> int:
        first = frame
        for before, probability in reversed(self._before):
            if probability < self.settings.onset:
                break
            first = before
        return first
