"""The driver's end of the ear: opens and closes the microphone, turns the child's reports into events."""

import asyncio
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from voicerepair.core import events as ev
from voicerepair.ports import EarReport, LevelMeasured, Noticed, PartialHeard, TimePassed
from voicerepair.runtime import _ear_child as child
from voicerepair.runtime.link import ChildSpec, Link

START_SECONDS = 10.0
"""A recogniser with a large model takes some seconds to load."""
CLOSE_SECONDS = 1.5
"""Last words come within this; a dead or hanging ear must not stop the session."""
CRASHES_ALLOWED, CRASH_WINDOW_SECONDS = 3, 60.0


class EarProxy:
    """The real `Ear`. `sink` gets events and signals on the event loop; `now` is the session's clock."""

    def __init__(
        self,
        spec: ChildSpec,
        sink: Callable[[EarReport], None],
        *,
        now: Callable[[], float] = time.time,
        log: Path | None = None,
    ) -> None:
        self._spec = spec
        self._sink = sink
        self._now = now
        self._log = log
        self._link: Link | None = None
        self._ready: asyncio.Future[None] | None = None
        self._open: child.Open | None = None
        self._is_speaking = False
        self._closing: dict[int, asyncio.TimerHandle] = {}
        self._crashes: list[float] = []
        self._is_stopped = False
        self.recognizer = ""
        """The recogniser in use, once started."""

    async def start(self) -> None:
        """Start the child and wait for its recogniser; not having one is not fatal."""
        self._ready = asyncio.get_running_loop().create_future()
        self._link = self._spawn()
        try:
            await asyncio.wait_for(asyncio.shield(self._ready), START_SECONDS)
        except TimeoutError:
            self._notice("The recogniser is slow to start.", "You can type meanwhile.")

    def open_mic(self, turn: int, listening: str, after: float, cue: str, phrases: Sequence[str]) -> None:
        self._open = child.Open(turn, listening, after, cue, tuple(phrases))
        self._is_speaking = False
        self._send(self._open)

    def close_mic(self, turn: int) -> None:
        if self._open is not None and self._open.turn == turn:
            self._open = None
        if self._link is None:
            self._sink(ev.MicClosed(at=self._now(), turn=turn))
            return
        if turn not in self._closing:
            loop = asyncio.get_running_loop()
            self._closing[turn] = loop.call_later(CLOSE_SECONDS, self._closed, turn, None)
        self._send(child.Close(turn))

    def release(self) -> None:
        self._send(child.GoOn())

    async def stop(self) -> None:
        self._is_stopped = True
        link, self._link = self._link, None
        for turn in list(self._closing):
            self._closed(turn, None)
        if link is not None:
            await asyncio.to_thread(link.end, 1.0)

    # ---- the child ----

    def _send(self, order: child.Order) -> None:
        if self._link is not None:
            self._link.send(order)

    def _spawn(self) -> Link | None:
        try:
            return Link(child.__name__, self._spec.arguments(), self._log, self._on_report)
        except OSError as error:
            self._set_ready()
            self._notice(f"The ear cannot start ({error.strerror}).", "Please type your answers.")
            return None

    def _set_ready(self) -> None:
        if self._ready is not None and not self._ready.done():
            self._ready.set_result(None)

    def _on_report(self, link: Link, data: bytes | None) -> None:
        if link is not self._link:
            return
        if data is None:
            self._on_lost(link)
            return
        match child.REPORTS.decode(data):
            case child.Ready(recognizer=recognizer, notices=notices):
                self.recognizer = recognizer
                for message, hint in notices:
                    self._notice(message, hint)
                self._set_ready()
            case child.Opened(turn=turn, at=at):
                self._sink(ev.MicOpened(at=at, turn=turn))
            case child.Closed(turn=turn, at=at):
                self._closed(turn, at)
            case child.Started(turn=turn, at=at):
                self._is_speaking = True
                self._sink(ev.SpeechStarted(at=at, turn=turn))
            case child.Ended(turn=turn, at=at):
                self._is_speaking = False
                self._sink(ev.SpeechEnded(at=at, turn=turn))
            case child.Utterance(turn=turn, at=at, words=words):
                self._sink(ev.UtteranceHeard(at=at, turn=turn, words=words))
            case child.Partial(turn=turn, text=text):
                self._sink(PartialHeard(turn=turn, text=text))
            case child.Level(dbfs=dbfs, speech=speech):
                self._sink(LevelMeasured(dbfs=dbfs, speech=speech))
            case child.Passed(at=at):
                self._sink(TimePassed(at=at))
            case child.Lost(message=message, hint=hint):
                self._set_ready()
                self._end_speech()
                self._fault("microphone_lost")
                self._notice(message, hint)
            case child.Back():
                self._fault("microphone_back")
                self._sink(Noticed(message="The microphone is back."))

    def _closed(self, turn: int, at: float | None) -> None:
        timer = self._closing.pop(turn, None)
        if timer is not None:
            timer.cancel()
            self._sink(ev.MicClosed(at=self._now() if at is None else at, turn=turn))

    def _on_lost(self, link: Link) -> None:
        """The child died: say so, start another, and listen on for the turn that was open."""
        self._set_ready()
        link.end(0)
        self._end_speech()
        for turn in list(self._closing):
            self._closed(turn, None)
        now = time.monotonic()
        self._crashes = [at for at in self._crashes if now - at < CRASH_WINDOW_SECONDS] + [now]
        self._link = self._spawn() if len(self._crashes) <= CRASHES_ALLOWED else None
        if self._link is None:
            self._fault("ear_lost")
            self._notice("The ear keeps failing.", "Please type your answers. To check: voicerepair doctor")
            return
        self._fault("ear_restarted")
        self._notice("The ear stopped and was started again.", "What was said before is kept.")
        if self._open is not None:
            self._send(self._open)

    def _end_speech(self) -> None:
        """Nobody will say when the speech that was heard ended: now, as far as anybody knows."""
        if self._is_speaking and self._open is not None:
            self._sink(ev.SpeechEnded(at=self._now(), turn=self._open.turn))
        self._is_speaking = False

    def _fault(self, fault: str) -> None:
        self._sink(ev.FaultNoted(at=self._now(), fault=fault))

    def _notice(self, message: str, hint: str) -> None:
        self._sink(Noticed(message=message, hint=hint, level="warning"))
