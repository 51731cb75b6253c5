"""Where speech begins and ends, from speech probabilities and levels of frames. Pure; knows no audio library.

QUIET -> STARTING (it may be a cough) -> SPEAKING -> STOPPING (it may be a pause) -> QUIET. Edges are told when
they are certain, and dated when they were true: the first voiced frame, the last voiced frame.
"""

import enum
import math
from collections import deque
from typing import Literal

import msgspec


class EndpointSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Thresholds are speech probabilities 0 to 1; times are milliseconds; levels are dB.

    `end_silence_ms`: silence that ends an utterance. `pause_ms`: silence inside one that is not talk time.
    `start_ms`: voiced time before anything counts as speech (`answer_start_ms` where a "yes" is awaited: more coughs
    pass, no word is missed; `tail_start_ms` for what sounds already within `tail_within_ms` after a prompt: it may be
    the prompt itself, late from the loudspeaker), `resume_ms`: before it goes on after a pause.
    `onset_early_ms`, `end_early_ms`: the detector is late at both edges by so much. `background`,
    `background_db`: see `Background`. The figures are those of scripts/bench_turns.py.
    """

    frame_ms: float = 32.0
    on: float = 0.5
    off: float = 0.5
    start_ms: float = 256.0
    answer_start_ms: float = 192.0
    tail_start_ms: float = 608.0
    tail_within_ms: float = 160.0
    resume_ms: float = 96.0
    pause_ms: float = 200.0
    end_silence_ms: float = 700.0
    onset_early_ms: float = 30.0
    end_early_ms: float = 60.0
    background: float = 0.35
    background_db: float = 3.0


class EndpointState(enum.StrEnum):
    """Where the endpointer is."""

    QUIET = "quiet"
    STARTING = "starting"
    SPEAKING = "speaking"
    STOPPING = "stopping"


class Edge(msgspec.Struct, frozen=True):
    """An edge `at` seconds from the beginning of the stream.

    An utterance is `started` and `ended`. Once a pause inside it is over, it has `paused` and `resumed`.
    """

    kind: Literal["started", "paused", "resumed", "ended"]
    at: float


class Background:
    """The level below which voices belong to other people in the room, or to a television.

    A detector of speech hears those too. What tells them apart is that the quietest tenth of the last 24 seconds
    still sounds like speech: between the words of one person it does not. Then only what is louder counts.
    """

    FRAMES = 750
    LEAST = 90  # about three seconds; less says nothing about a room
    EVERY = 8
    QUIETEST = 0.1
    HEADROOM_DB = 6.0  # whoever is loudest is never shut out, even where nobody ever pauses

    def __init__(self, settings: EndpointSettings) -> None:
        self._settings = settings
        self._frames: deque[tuple[float, float]] = deque(maxlen=self.FRAMES)
        self._count = 0
        self.floor_db = -96.0
        """The level of the room when nobody speaks."""
        self.gate_db = -200.0

    def push(self, dbfs: float, probability: float) -> None:
        self._frames.append((dbfs, probability))
        self._count += 1
        if self._count % self.EVERY == 0 and len(self._frames) >= self.LEAST:
            by_level = sorted(self._frames)
            tenth = max(1, round(len(by_level) * self.QUIETEST))
            quietest = by_level[:tenth]
            self.floor_db = quietest[-1][0]
            voices = sum(probability for _, probability in quietest) / len(quietest)
            loudest_db = by_level[-tenth][0]
            gate_db = min(self.floor_db + self._settings.background_db, loudest_db - self.HEADROOM_DB)
            self.gate_db = gate_db if voices >= self._settings.background else -200.0


class Endpointer:
    """Feed it every frame in order; it tells edges, two frames late. `reset` begins a new stream at 0 seconds."""

    SMOOTHED = 5
    """Levels are averaged over as many frames, or single syllables would fall through the gate."""

    def __init__(self, settings: EndpointSettings | None = None) -> None:
        self.settings = settings or EndpointSettings()
        self.background = Background(self.settings)
        self.expects_answer = False
        """Whether a short answer is listened for, and not a turn."""
        self.reset()

    def reset(self, *, after_prompt: bool = False) -> None:
        """A new stream; what was learnt about the room is kept. `after_prompt`: the app spoke just before it."""
        self._is_after_prompt = after_prompt
        self.state = EndpointState.QUIET
        self._powers: deque[float] = deque(maxlen=self.SMOOTHED)
        self._ahead: deque[float] = deque()
        self._frame = 0
        self._first = 0
        self._last = 0
        self._voiced = 0

        self._blip = 0
        self._told = 0.0

    @property
    def is_speech(self) -> bool:
        return self.state in (EndpointState.SPEAKING, EndpointState.STOPPING)

    def push(self, probability: float, dbfs: float) -> tuple[Edge, ...]:
        """Take the next frame; the edges that are now certain."""
        self._powers.append(10 ** (dbfs / 10))
        self._ahead.append(probability)
        if len(self._ahead) <= self.SMOOTHED // 2:
            return ()
        return self._decide(self._ahead.popleft())

    def flush(self) -> tuple[Edge, ...]:
        """The stream is over: what was being said ends with its last voiced frame."""
        edges: tuple[Edge, ...] = ()
        while self._ahead:
            if len(self._powers) > 1:
                self._powers.popleft()
            edges += self._decide(self._ahead.popleft())
        if self.is_speech:
            edges += (self._ended(),)
        self.state = EndpointState.QUIET
        return edges

    def _decide(self, probability: float) -> tuple[Edge, ...]:
        dbfs = _decibels(sum(self._powers) / len(self._powers))
        self.background.push(dbfs, probability)
        if dbfs < self.background.gate_db:
            probability = 0.0
        frame = self._frame
        self._frame += 1
        match self.state:
            case EndpointState.QUIET:
                if probability >= self.settings.on:
                    self._first = self._last = frame
                    self._voiced = 1
                    self.state = EndpointState.STARTING
            case EndpointState.STARTING:
                return self._starting(frame, probability)
            case EndpointState.SPEAKING:
                if probability >= self.settings.off:
                    self._last = frame
                else:
                    self.state = EndpointState.STOPPING
                    self._voiced = 0

            case EndpointState.STOPPING:
                return self._stopping(frame, probability)
        return ()

    def _starting(self, frame: int, probability: float) -> tuple[Edge, ...]:
        if probability >= self.settings.off:
            self._last = frame
            self._voiced += 1
            settings = self.settings
            enough_ms = settings.answer_start_ms if self.expects_answer else settings.start_ms
            if self._is_after_prompt and self._first * settings.frame_ms < settings.tail_within_ms:
                enough_ms = settings.tail_start_ms
            if self._voiced * settings.frame_ms >= enough_ms:
                self.state = EndpointState.SPEAKING
                return (Edge("started", self._onset(self._first)),)
        elif self._silence_ms(frame) >= self.settings.pause_ms:
            self.state = EndpointState.QUIET
        return ()

    def _stopping(self, frame: int, probability: float) -> tuple[Edge, ...]:
        """A short pause, a longer one that needs proof of going on, or the end."""
        settings = self.settings
        if not self._voiced and probability >= settings.off and self._silence_ms(frame) < settings.pause_ms:
            self._last = frame
            self.state = EndpointState.SPEAKING
        elif probability >= (settings.off if self._voiced else settings.on):
            self._first = self._first if self._voiced else frame
            self._blip = frame
            self._voiced += 1
            if self._voiced * settings.frame_ms >= settings.resume_ms:
                paused = Edge("paused", self._end(self._last))
                self._last = frame
                self.state = EndpointState.SPEAKING
                return (paused, Edge("resumed", self._onset(self._first)))
        elif self._voiced and (frame - self._blip) * settings.frame_ms < settings.pause_ms:
            pass  # it may still be a word
        elif self._silence_so_far_ms(frame) >= settings.end_silence_ms:
            self.state = EndpointState.QUIET
            return (self._ended(),)
        else:
            self._voiced = 0
        return ()

    def _silence_so_far_ms(self, frame: int) -> float:
        """Silence since the end of the last voiced frame, with what is already known of the frames to come."""
        ahead = len(self._ahead) if all(probability < self.settings.off for probability in self._ahead) else 0
        return self._silence_ms(frame + ahead) + self.settings.end_early_ms

    def _silence_ms(self, frame: int) -> float:
        return (frame - self._last) * self.settings.frame_ms

    def _onset(self, frame: int) -> float:
        """When speech began that is certain from `frame` on; never before what was told last."""
        at = (frame * self.settings.frame_ms - self.settings.onset_early_ms) / 1000
        self._told = max(self._told, at)
        return self._told

    def _end(self, frame: int) -> float:
        at = ((frame + 1) * self.settings.frame_ms - self.settings.end_early_ms) / 1000
        self._told = max(self._told, at)
        return self._told

    def _ended(self) -> Edge:
        return Edge("ended", self._end(self._last))


def _decibels(power: float) -> float:

    return max(-96.0, 10 * math.log10(power)) if power > 0 else -96.0
