"""The driver's end of the ear: opens and closes the microphone, turns the child's reports into events."""

import asyncio
import contextlib
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Literal

from voicerepair.core import events as ev
from voicerepair.core.words import Word
from voicerepair.ports import EarReport, LevelMeasured, Noticed, PartialHeard, SpokenOver, TimePassed
from voicerepair.runtime import _ear_child as child
from voicerepair.runtime import ear_messages as msg
from voicerepair.runtime.link import ChildSpec, Link
from voicerepair.translate import t

START_SECONDS = 10.0
"""A recogniser with a large model takes some seconds to load."""
CLOSE_SECONDS = 4.0
"""Last words of a slow recogniser come within this; a child that hangs must not stop the session."""
HANG_SECONDS = 10.0
"""A child that listens and reports nothing for so long hangs."""
CRASHES_ALLOWED, CRASH_WINDOW_SECONDS = 3, 60.0
MODEL_CRASHES_ALLOWED = 2
WITHOUT_MODEL = {"model": ""}
"""What a child is started with after one has died while it loaded its parts, or two while they listened: a damaged
model can crash it at its first sound."""
UNSURE = 0.5
TYPE = t("Please type your answers. To check: voicerepair doctor")


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
        self._watch: asyncio.TimerHandle | None = None
        self._reported_at = 0.0
        self._is_ready = False
        self._has_source = True
        self._open: msg.Open | None = None
        self._speaking_since = 0.0
        self._was_lost = False
        self._partial = ""
        self._waits_at = 0.0
        self._closing: dict[int, asyncio.TimerHandle] = {}
        self._crashes: list[float] = []
        self.recognizer = ""
        """The recogniser in use, once started."""

    @property
    def pid(self) -> int | None:
        """The child's process, where there is one."""
        return self._link.process.pid if self._link is not None else None

    async def start(self) -> None:
        """Start the child and wait for its recogniser; not having one is not fatal."""
        self._ready = asyncio.get_running_loop().create_future()
        self._spawn()
        try:
            await asyncio.wait_for(asyncio.shield(self._ready), START_SECONDS)
        except TimeoutError:
            self._notice(t("The recogniser is slow to start."), t("You can type meanwhile."))

    def open_mic(self, turn: int, listening: str, after: float, cue: str, phrases: Sequence[str]) -> None:
        self._open = msg.Open(turn, listening, after, cue, tuple(phrases))
        self._speaking_since = self._waits_at = 0.0
        if self._link is None and self._crashes and not self._is_crashing():
            self._spawn()  # which also opens the microphone
        else:
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
        self._send(msg.Close(turn))

    def release(self) -> None:
        if self._waits_at:
            self._send(msg.GoOn(self._waits_at))
            self._waits_at = 0.0

    # ---- what is said over prompts ----

    def voice_plays(self, prompt: int, at: float, pcm: bytes) -> None:
        """The loudspeaker plays `pcm` (16 kHz) from `at` on; `prompt` 0 for an earcon."""
        self._send(msg.Play(prompt, at, pcm))

    def voice_silenced(self, at: float) -> None:
        """What was to be played after `at` is not."""
        self._send(msg.Silence(at))

    def voice_rests(self, prompt: int, began: float, until: float) -> None:
        """The prompt has a gap in which commands are listened for."""
        self._send(msg.Gap(prompt, began, until))

    async def stop(self) -> None:
        link, self._link = self._link, None
        self._open = None
        if self._watch is not None:
            self._watch.cancel()
        for turn in list(self._closing):
            self._closed(turn, None)
        if link is not None:
            await asyncio.to_thread(link.end, 1.0)

    # ---- the child ----

    def _send(self, order: msg.Order) -> None:
        if self._link is not None:
            self._link.send(order)

    def _spawn(self) -> None:
        self._is_ready = False
        self._has_source = True
        try:
            self._link = Link(child.__name__, self._spec.arguments(), self._log, self._on_report)
        except OSError as error:
            self._link = None
            self._set_ready()
            self._notice(t("The ear cannot start ({strerror}).", strerror=error.strerror), TYPE, "error")
            return
        if self._open is not None:
            self._send(self._open)
        self._look_after()

    def _look_after(self) -> None:
        """End a child that hangs; its death is then handled like any other."""
        if self._watch is not None:
            self._watch.cancel()
        self._watch = asyncio.get_running_loop().call_later(HANG_SECONDS / 4, self._look_after)
        is_quiet = time.monotonic() - self._reported_at > HANG_SECONDS
        if self._link is not None and is_quiet and self._is_ready and self._has_source and not self._waits_at:
            with contextlib.suppress(ProcessLookupError):
                self._link.kill()

    def _set_ready(self) -> None:
        if self._ready is not None and not self._ready.done():
            self._ready.set_result(None)

    def _on_report(self, link: Link, data: bytes | None) -> None:
        if link is not self._link:
            return
        self._reported_at = time.monotonic()
        if data is None:
            self._on_lost(link)
            return
        match msg.REPORTS.decode(data):
            case msg.Ready(recognizer=recognizer, notices=notices):
                self._is_ready = True
                self.recognizer = recognizer
                for message, hint in notices:
                    self._notice(message, hint)
                self._set_ready()
            case msg.Opened(turn=turn, at=at):
                self._sink(ev.MicOpened(at=at, turn=turn))
                if self._was_lost:
                    self._was_lost = False
                    self._notice(t("The ear is listening again."), t("Please repeat your last words."), "info")
            case msg.Closed(turn=turn, at=at):
                self._closed(turn, at)
            case msg.Started(turn=turn, at=at):
                self._speaking_since = at
                self._sink(ev.SpeechStarted(at=at, turn=turn))
            case msg.Ended(turn=turn, at=at):
                self._speaking_since = 0.0
                self._sink(ev.SpeechEnded(at=at, turn=turn))
            case msg.Utterance(turn=turn, at=at, words=words):
                self._partial = ""
                self._sink(ev.UtteranceHeard(at=at, turn=turn, words=words))
            case msg.Partial(turn=turn, text=text):
                self._partial = text
                self._sink(PartialHeard(turn=turn, text=text))
            case msg.Level(dbfs=dbfs, speech=speech):
                self._sink(LevelMeasured(dbfs=dbfs, speech=speech))
            case msg.Commanded(prompt=prompt, command=command, ended=ended):
                self._sink(ev.BargedIn(at=ended, prompt=prompt, command=command))
            case msg.Overheard(speaks=speaks):
                self._sink(SpokenOver(speaks=speaks))
            case msg.Passed(at=at):
                self._waits_at = at
                self._sink(TimePassed(at=at))
            case msg.Lost(message=message, hint=hint):
                self._has_source = False
                self._fault("microphone_lost")
                self._notice(message, hint)
            case msg.Back():
                self._has_source = True
                self._fault("microphone_back")
                self._notice(t("The microphone is back."), "", "info")
            case msg.Failed(message=message, hint=hint):
                self._set_ready()
                self._give_up(link, message, f"{hint} {TYPE}".strip())

    def _closed(self, turn: int, at: float | None) -> None:
        timer = self._closing.pop(turn, None)
        if timer is not None:
            timer.cancel()
            self._sink(ev.MicClosed(at=self._now() if at is None else at, turn=turn))

    def _on_lost(self, link: Link) -> None:
        """The child died: say so, start another, and listen on for the turn that was open."""
        link.end(0)
        self._keep_what_was_heard()
        now = time.monotonic()
        self._crashes = [at for at in self._crashes if now - at < CRASH_WINDOW_SECONDS] + [now]
        if self._spec.options.get("model") and (not self._is_ready or len(self._crashes) == MODEL_CRASHES_ALLOWED):
            self._spec = replace(self._spec, options={**self._spec.options, **WITHOUT_MODEL})
            problem = t("cannot be loaded") if not self._is_ready else t("makes the ear fail")
            self._notice(
                t("The speech model {problem}.", problem=problem), t("The embedded recogniser is used instead.")
            )
        if self._is_crashing():
            self._set_ready()
            self._give_up(link, t("The ear keeps failing."), TYPE)
            return
        for turn in list(self._closing):
            self._closed(turn, None)
        self._fault("ear_restarted")
        self._was_lost = True
        self._notice(t("The ear stopped and is started again."), t("One moment. What was said before is kept."))
        self._spawn()

    def _is_crashing(self) -> bool:
        now = time.monotonic()
        return sum(now - at < CRASH_WINDOW_SECONDS for at in self._crashes) > CRASHES_ALLOWED

    def _give_up(self, link: Link, message: str, hint: str) -> None:
        self._link = None
        link.end(0)
        for turn in list(self._closing):
            self._closed(turn, None)
        self._fault("ear_lost")
        self._notice(message, hint, "error")

    def _keep_what_was_heard(self) -> None:
        """Nobody will say when the speech ended (now, as far as anybody knows), or finish its words."""
        since, self._speaking_since = self._speaking_since, 0.0
        partial, self._partial = self._partial, ""
        turn = self._open.turn if self._open is not None else next(iter(self._closing), None)
        if turn is None or not since:
            return
        now = self._now()
        self._sink(ev.SpeechEnded(at=now, turn=turn))
        words = tuple(Word(text, since, now, UNSURE) for text in partial.split())
        if words:
            self._sink(ev.UtteranceHeard(at=now, turn=turn, words=words))

    def _fault(self, fault: str) -> None:
        self._sink(ev.FaultNoted(at=self._now(), fault=fault))

    def _notice(self, message: str, hint: str, level: Literal["info", "warning", "error"] = "warning") -> None:
        self._sink(Noticed(message=message, hint=hint, level=level))
