"""The ear's child process: source -> VAD -> endpointing -> recogniser -> reports over a socket.

Native audio and speech code lives here, away from the session. Orders come in, reports go out; when the socket
closes the child is gone. Frames are looked at only while the microphone is open for a turn.
"""

import contextlib
import importlib
import sys
import time
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from typing import Protocol

import msgspec

from voicerepair.core.endpointing import Endpointer, EndpointSettings
from voicerepair.errors import DeviceError, VoiceRepairError
from voicerepair.ports import SAMPLE_RATE, AudioBlock, AudioSource, OverParts, Recognizer, VoiceActivityDetector
from voicerepair.runtime.ear_messages import (
    ORDERS,
    Back,
    Close,
    Closed,
    Commanded,
    Failed,
    Gap,
    GoOn,
    Level,
    Lost,
    Open,
    Overheard,
    Passed,
    Play,
    Ready,
    Report,
    Silence,
)
from voicerepair.runtime.listener import PREROLL_SECONDS, Listener, dbfs
from voicerepair.runtime.over_prompt import OverPrompt

LEVEL_SECONDS = 0.1
PACE_SECONDS = 0.1
"""A paced replay waits for permission after so much sound."""
RETRY_SECONDS = 1.0
READ_SECONDS = 0.1
IDLE_SECONDS = 0.2


class Parts(Protocol):
    """What a factory named in `ChildSpec` builds.

    `is_paced`: the source runs only when told to. `over`: what hears commands over prompts, if they are.
    """

    source: AudioSource
    detector: VoiceActivityDetector
    recognizer: Recognizer
    endpointing: EndpointSettings
    is_paced: bool
    over: OverParts | None
    notices: tuple[tuple[str, str], ...]


class Ear:
    """The loop."""

    def __init__(self, connection: Connection, parts: Parts) -> None:
        self._connection = connection
        self._parts = parts
        self._endpointer = Endpointer(parts.endpointing)
        self._listener: Listener | None = None
        self._is_lost = False
        self._must_start = not parts.is_paced
        self._retry_at = 0.0
        self._level = -96.0
        self._level_at = 0.0
        self._passed_at = 0.0
        self._waits_at = 0.0
        self._over = OverPrompt(*parts.over) if parts.over is not None else None
        self._prompt = 0
        self._is_overheard = False

    def run(self) -> None:
        """Until the socket closes (`EOFError`, `OSError`)."""
        self._send(Ready(self._parts.recognizer.name, self._parts.notices))
        while True:
            is_idle = self._parts.is_paced and (self._listener is None or self._waits_at > 0)
            is_idle = is_idle or (self._must_start and time.monotonic() < self._retry_at)
            wait = IDLE_SECONDS if is_idle else 0.0
            while self._connection.poll(wait):
                self._obey()
                is_idle, wait = True, 0.0
            if not is_idle:
                self._hear()

    def _send(self, report: Report) -> None:
        self._connection.send_bytes(msgspec.msgpack.encode(report))

    def _obey(self) -> None:
        match ORDERS.decode(self._connection.recv_bytes()):
            case Open() as order:
                self._close()
                parts = self._parts
                self._listener = Listener(order, parts.detector, parts.recognizer, self._endpointer, self._send)
                self._waits_at = 0.0
                if self._over is None:
                    self._must_start = True
                else:
                    self._begin_before(order, self._over)
            case Play() as order if self._over is not None:
                self._prompt = order.prompt or self._prompt
                self._over.play(order.at, order.pcm, is_prompt=order.prompt > 0)
            case Silence(at=at) if self._over is not None:
                self._over.silence(at)
            case Gap() as order if self._over is not None:
                self._prompt = order.prompt
                self._over.gap(order.began, order.until)
            case Close(turn=turn):
                if self._listener is not None and self._listener.order.turn == turn:
                    self._close()
                else:
                    self._send(Closed(turn, self._passed_at or time.time()))
            case GoOn(at=at):
                if at == self._waits_at:
                    self._waits_at = 0.0

    def _begin_before(self, order: Open, over: OverPrompt) -> None:
        """Hear what was said over the prompt's end whole: it is kept, without the prompt."""
        since = over.speaking_since
        after = min(order.after, since - PREROLL_SECONDS) if since else order.after
        kept = over.since(after)
        if self._listener is None or kept is None or after >= time.time():
            return
        self._listener.is_overlap = True
        if after < order.after:
            self._listener.order = msgspec.structs.replace(order, after=after)
        self._listener.push(kept.at, kept.pcm)

    def _close(self) -> None:
        """End the opening, with all sound up to now: a slow recogniser may be behind."""
        listener = self._listener
        if listener is None:
            return
        if not self._parts.is_paced and not self._is_lost:
            until = time.time()
            with contextlib.suppress(DeviceError):  # found out again, and told, by the next read
                while (block := self._parts.source.read(0)) is not None:
                    self._push(listener, block)
                    if block.at >= until:
                        break
        self._listener = None
        listener.close()
        self._parts.source.stop()

    def _push(self, listener: Listener | None, block: AudioBlock) -> None:
        """Give the sound to whoever listens: for a turn, or for a command over a prompt."""
        if self._over is None:
            if listener is not None:
                listener.push(block.at, block.pcm)
            return
        blocks, spotted = self._over.push(block)
        for done in blocks:
            if listener is not None:
                listener.push(done.at, done.pcm)
        if listener is not None:
            return
        for found in spotted:
            self._send(Commanded(self._prompt, found.command, found.ended))
        if self._over.is_heard != self._is_overheard:
            self._is_overheard = self._over.is_heard
            self._send(Overheard(self._is_overheard))

    def _start(self) -> None:
        """Let the source deliver. Raises `DeviceError`."""
        order = self._listener.order if self._listener is not None else None
        self._parts.source.start(order.cue if order else "", order.after if order else 0.0)
        self._must_start = False

    def _lose(self, error: DeviceError) -> None:
        """The source is gone: end what was being said, and try again in a while."""
        self._must_start = True
        self._retry_at = time.monotonic() + RETRY_SECONDS
        if not self._is_lost:
            self._is_lost = True
            if self._listener is not None:
                self._listener.interrupt()
            self._send(Lost(error.message, error.hint))

    def _hear(self) -> None:
        try:
            if self._must_start:
                self._start()
            block = self._parts.source.read(READ_SECONDS)
        except DeviceError as error:
            self._lose(error)
            return
        if block is None:
            self._tell_level(AudioBlock(time.time(), b""))
            return
        if self._is_lost:
            self._is_lost = False
            self._send(Back())
        self._push(self._listener, block)
        self._tell_level(block)
        end = block.at + len(block.pcm) / 2 / SAMPLE_RATE
        if self._parts.is_paced and end - self._passed_at >= PACE_SECONDS:
            self._passed_at = self._waits_at = end
            self._send(Passed(end))

    def _tell_level(self, block: AudioBlock) -> None:
        self._level = max(self._level, dbfs(block.pcm))
        if abs(block.at - self._level_at) >= LEVEL_SECONDS:
            is_speech = self._listener is not None and self._endpointer.is_speech
            self._send(Level(round(self._level, 1), is_speech))
            self._level, self._level_at = -96.0, block.at


def _build(factory: str, options: Mapping[str, str]) -> Parts:
    module, function = factory.split(":")
    parts: Parts = getattr(importlib.import_module(module), function)(options)
    return parts


def main(arguments: Sequence[str]) -> None:
    """`descriptor factory option=value...`"""
    descriptor, factory, *options = arguments
    connection = Connection(int(descriptor))
    with contextlib.suppress(EOFError, OSError):  # the session is over
        try:
            parts = _build(factory, dict(option.split("=", 1) for option in options))
        except VoiceRepairError as error:
            connection.send_bytes(msgspec.msgpack.encode(Failed(error.message, error.hint)))
            while connection.recv_bytes():  # nothing can be obeyed; wait to be told to go
                pass
            return
        try:
            Ear(connection, parts).run()
        finally:
            parts.source.close()


if __name__ == "__main__":
    main(sys.argv[1:])
