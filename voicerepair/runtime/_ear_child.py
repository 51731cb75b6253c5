"""The ear's child process: source -> VAD -> endpointing -> recogniser -> reports over a socket.

Native audio and speech code lives here, away from the session. Orders come in, reports go out; when the socket
closes the child is gone. Frames are looked at only while the microphone is open for a turn.
"""

import contextlib
import importlib
import math
import sys
import time
from array import array
from collections import deque
from collections.abc import Sequence
from multiprocessing.connection import Connection
from typing import Protocol

import msgspec

from voicerepair.core.endpointing import Endpointer, EndpointSettings
from voicerepair.core.words import Word
from voicerepair.errors import DeviceError, VoiceRepairError
from voicerepair.ports import SAMPLE_RATE, AudioSource, Recognizer, VoiceActivityDetector

PREROLL_SECONDS = 0.45
"""Given to the recogniser from before the onset, so that a soft first word is not lost."""
LEVEL_SECONDS = 0.1
RETRY_SECONDS = 1.0
HEARTBEAT_SECONDS = 0.1


class _Message(msgspec.Struct, frozen=True, tag=True):
    pass


class Open(_Message, frozen=True):
    """Listen for `turn` from `after` on."""

    turn: int
    listening: str
    after: float
    cue: str
    phrases: tuple[str, ...] = ()


class Close(_Message, frozen=True):
    """Stop listening for `turn`."""

    turn: int


class GoOn(_Message, frozen=True):
    """A paced replay may run on."""


class Ready(_Message, frozen=True):
    """The child listens; `notices` say what could not be had."""

    recognizer: str
    notices: tuple[tuple[str, str], ...] = ()


class Opened(_Message, frozen=True):
    turn: int
    at: float


class Closed(_Message, frozen=True):
    turn: int
    at: float


class Started(_Message, frozen=True):
    turn: int
    at: float


class Ended(_Message, frozen=True):
    turn: int
    at: float


class Utterance(_Message, frozen=True):
    turn: int
    at: float
    words: tuple[Word, ...]


class Partial(_Message, frozen=True):
    turn: int
    text: str


class Level(_Message, frozen=True):
    dbfs: float
    speech: bool


class Passed(_Message, frozen=True):
    """A paced replay has come to `at` and waits."""

    at: float


class Lost(_Message, frozen=True):
    """The source is gone; it is tried again every second."""

    message: str
    hint: str


class Back(_Message, frozen=True):
    """The source delivers again."""


Order = Open | Close | GoOn
Report = Ready | Opened | Closed | Started | Ended | Utterance | Partial | Level | Passed | Lost | Back
ORDERS = msgspec.msgpack.Decoder(Order)
REPORTS = msgspec.msgpack.Decoder(Report)


class Parts(Protocol):
    """What a factory named in `EarSpec` builds. `is_paced`: the source runs only when told to."""

    source: AudioSource
    detector: VoiceActivityDetector
    recognizer: Recognizer
    endpointing: EndpointSettings
    is_paced: bool
    notices: tuple[tuple[str, str], ...]


def dbfs(frame: bytes) -> float:
    """RMS level of 16-bit PCM in dB below full scale, -96 at the least."""
    samples = array("h", frame)
    power = math.sumprod(samples, samples) if hasattr(math, "sumprod") else sum(x * x for x in samples)
    rms = math.sqrt(power / len(samples)) if samples else 0.0
    return max(-96.0, 20 * math.log10(rms / 32768)) if rms else -96.0


class Listener:
    """One opening of the microphone: frames in, reports out."""

    def __init__(self, order: Open, parts: Parts, endpointer: Endpointer) -> None:
        self.order = order
        self._parts = parts
        self._endpointer = endpointer
        self._frame_bytes = 2 * parts.detector.frame_samples
        self._frame_seconds = parts.detector.frame_samples / SAMPLE_RATE
        self._pending = b""
        self._began_at = 0.0
        self._frames = 0
        self._before: deque[bytes] = deque(maxlen=round(PREROLL_SECONDS / self._frame_seconds))
        self._utterance_frame = 0
        self._is_recognising = False
        self._partial = ""
        endpointer.reset()
        parts.detector.reset()

    @property
    def now(self) -> float:
        """The end of the last frame looked at, or the time it was opened for."""
        return self._at(self._frames) if self._began_at else self.order.after

    def _at(self, frame: int) -> float:
        return self._began_at + frame * self._frame_seconds

    def push(self, at: float, pcm: bytes) -> list[Report]:
        """Take a block whose first sample was at `at`. What came before `after` is not heard."""
        reports: list[Report] = []
        if not self._began_at:
            skip = 2 * max(0, math.ceil((self.order.after - at) * SAMPLE_RATE))
            if skip >= len(pcm):
                return reports
            pcm = pcm[skip:]
            self._began_at = at + skip / 2 / SAMPLE_RATE
            reports.append(Opened(self.order.turn, self._began_at))
        self._pending += pcm
        while len(self._pending) >= self._frame_bytes:
            frame, self._pending = self._pending[: self._frame_bytes], self._pending[self._frame_bytes :]
            reports.extend(self._frame(frame))
        return reports

    def _frame(self, frame: bytes) -> list[Report]:
        turn = self.order.turn
        edge = self._endpointer.push(self._parts.detector.probability(frame), dbfs(frame))
        self._frames += 1
        reports: list[Report] = []
        if edge and edge.kind == "started":
            self._utterance_frame = self._frames - 1 - len(self._before)
            self._parts.recognizer.start(self.order.phrases)
            self._is_recognising = True
            self._partial = ""
            self._parts.recognizer.accept(b"".join([*self._before, frame]))
            self._before.clear()
            reports.append(Started(turn, self._at(edge.frame)))
        elif self._is_recognising:
            partial = self._parts.recognizer.accept(frame)
            if partial and partial != self._partial:
                self._partial = partial
                reports.append(Partial(turn, partial))
            if edge:
                reports.extend(self._end(edge.frame))
        else:
            self._before.append(frame)
        return reports

    def _end(self, frame: int) -> list[Report]:
        self._is_recognising = False
        hypothesis = self._parts.recognizer.finish()
        base = self._at(self._utterance_frame)
        words = tuple(
            msgspec.structs.replace(word, start=word.start + base, end=word.end + base) for word in hypothesis.words
        )
        turn = self.order.turn
        return [Ended(turn, self._at(frame + 1)), Utterance(turn, self._at(self._frames), words)]

    def close(self) -> list[Report]:
        """The end of this opening: what was being said is finished first."""
        reports: list[Report] = []
        edge = self._endpointer.flush()
        if self._is_recognising:
            reports.extend(self._end(edge.frame if edge else self._frames - 1))
        return [*reports, Closed(self.order.turn, self.now)]


class Ear:
    """The loop."""

    def __init__(self, connection: Connection, parts: Parts) -> None:
        self._connection = connection
        self._parts = parts
        self._endpointer = Endpointer(parts.endpointing)
        self._listener: Listener | None = None
        self._is_lost = False
        self._retry_at = 0.0
        self._level_at = 0.0
        self._passed_at = 0.0
        self._is_waiting = False

    def run(self) -> None:
        """Until the socket closes (EOFError)."""
        self._send(Ready(self._parts.recognizer.name, self._parts.notices))
        while True:
            idle = self._parts.is_paced and (self._listener is None or self._is_waiting)
            while self._connection.poll(0.2 if idle or self._is_lost else 0):
                self._order(ORDERS.decode(self._connection.recv_bytes()))
                idle = False
            if not idle:
                self._listen()

    def _send(self, report: Report) -> None:
        self._connection.send_bytes(msgspec.msgpack.encode(report))

    def _order(self, order: Order) -> None:
        match order:
            case Open():
                if self._listener is not None:
                    self._close(self._listener)
                self._listener = Listener(order, self._parts, self._endpointer)
                self._passed_at = 0.0
                self._is_waiting = False
                self._attempt(lambda: self._parts.source.start(order.cue))
            case Close():
                if self._listener is not None and self._listener.order.turn == order.turn:
                    self._close(self._listener)
                else:
                    self._send(Closed(order.turn, time.time() if not self._parts.is_paced else self._passed_at))
            case GoOn():
                self._is_waiting = False

    def _close(self, listener: Listener) -> None:
        self._listener = None
        for report in listener.close():
            self._send(report)
        self._parts.source.stop()

    def _attempt(self, start: "contextlib.AbstractContextManager[None] | object") -> bool:
        try:
            start()  # type: ignore[operator]
        except DeviceError as error:
            if not self._is_lost:
                self._is_lost = True
                self._send(Lost(error.message, error.hint))
            self._retry_at = time.monotonic() + RETRY_SECONDS
            return False
        if self._is_lost:
            self._is_lost = False
            self._send(Back())
        return True

    def _listen(self) -> None:
        if self._is_lost:
            if time.monotonic() >= self._retry_at:
                cue = self._listener.order.cue if self._listener else ""
                self._attempt(lambda: self._parts.source.start(cue))
            return
        try:
            block = self._parts.source.read(0.1)
        except DeviceError as error:
            self._attempt(_raising(error))
            return
        if block is None:
            return
        self._meter(block.pcm)
        if self._listener is not None:
            for report in self._listener.push(block.at, block.pcm):
                self._send(report)
            end = block.at + len(block.pcm) / 2 / SAMPLE_RATE
            if self._parts.is_paced and end - self._passed_at >= HEARTBEAT_SECONDS:
                self._passed_at = end
                self._is_waiting = True
                self._send(Passed(end))

    def _meter(self, pcm: bytes) -> None:
        now = time.monotonic()
        if now - self._level_at >= LEVEL_SECONDS:
            self._level_at = now
            self._send(Level(round(dbfs(pcm), 1), self._listener is not None and self._endpointer.is_speech))


def _raising(error: DeviceError) -> object:
    def fail() -> None:
        raise error

    return fail


def main(arguments: Sequence[str]) -> None:
    """`descriptor factory option=value...`"""
    descriptor, factory, *options = arguments
    connection = Connection(int(descriptor))
    module, function = factory.split(":")
    try:
        parts: Parts = getattr(importlib.import_module(module), function)(dict(o.split("=", 1) for o in options))
    except VoiceRepairError as error:
        connection.send_bytes(msgspec.msgpack.encode(Lost(error.message, error.hint)))
        with contextlib.suppress(EOFError, OSError):
            while connection.recv_bytes():  # until told to go
                pass
        return
    try:
        Ear(connection, parts).run()
    except (EOFError, BrokenPipeError, ConnectionResetError):
        pass  # the session is over
    finally:
        parts.source.close()


if __name__ == "__main__":
    main(sys.argv[1:])
