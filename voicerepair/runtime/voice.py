"""The driver's end of the voice: orders to the child, one `PromptPlayed` for every prompt, whatever happens."""

import asyncio
import contextlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

import msgspec

from voicerepair.core.events import FaultNoted, PromptPlayed
from voicerepair.ports import EarReport, Noticed, VoiceSettings
from voicerepair.runtime import _voice_child as child
from voicerepair.runtime.link import ChildSpec, Link
from voicerepair.translate import t

How = Literal["played", "hushed", "shown", "failed"]

READING_MS_A_CHARACTER = 55
"""Time to read a shown prompt: about 220 words a minute, slow silent reading."""
SILENT_SECONDS = 10.0
"""After a fault of the engine or the loudspeaker, prompts are shown for so long before sound is tried again."""
START_SECONDS = 8.0
"""Longest wait for a prompt's first sample; two failed attempts to synthesise it fit in."""
END_SECONDS = 3.0
"""A prompt that has not ended so long after its time: the child hangs."""
SHORT_SENTENCE = 12
"""Characters. No gap is left after less."""
HUSH_SECONDS = 0.5
"""Silence that has not come by then is forced by ending the child."""
SILENCE_SECONDS = 0.1
"""What is still heard after an order to be silent."""
LONGEST_GAP_SECONDS, AFTER_SPEECH_SECONDS = 3.0, 0.45
"""Whoever speaks in a gap is waited for so long, and so long after they have stopped: what they said is looked at."""
CRASHES_ALLOWED = 3
CRASH_WINDOW_SECONDS = 60.0


class Over(Protocol):
    """Who listens to what is said over prompts: the ear's proxy."""

    def voice_plays(self, prompt: int, at: float, pcm: bytes) -> None: ...

    def voice_silenced(self, at: float) -> None: ...

    def voice_rests(self, prompt: int, began: float, until: float) -> None: ...


@dataclass
class _Prompt:
    """The prompt now being said or shown. `job` 0: only shown, or resting between two sentences.

    `rest`: its sentences that are still to come. `deadline`: its end, or the patience for it.
    """

    number: int
    text: str
    job: int = 0
    rest: tuple[str, ...] = ()
    deadline: asyncio.TimerHandle | None = None


class _Child(Link):
    """The child process, and the folder its WAVs are in."""

    def __init__(self, spec: ChildSpec, log: Path | None, on_report: Callable[[Link, bytes | None], None]) -> None:
        self.folder = _private_folder()
        factory, *options = spec.arguments()
        try:
            super().__init__(child.__name__, [factory, self.folder, *options], log, on_report)
        except OSError:
            self._tidy()
            raise

    def end(self, seconds: float) -> None:
        """Close, give the child `seconds` to go, then make it. Blocks."""
        super().end(seconds)
        self._tidy()

    def _tidy(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class VoiceProxy:
    """The real `Mouth`. Without a `spec` the voice is off and prompts are only shown.

    `sink` gets the reports on the event loop. `log` takes what native code prints (None: nowhere).
    `over` is told what plays, so that commands can be heard over it; with `gap_seconds` a prompt rests that long after
    each of its sentences. `reading_ms`: how long a shown prompt counts as being read, for each character.
    """

    def __init__(
        self,
        spec: ChildSpec | None,
        sink: Callable[[EarReport], None],
        *,
        settings: VoiceSettings | None = None,
        log: Path | None = None,
        reading_ms: float = READING_MS_A_CHARACTER,
        over: Over | None = None,
        gap_seconds: float = 0.0,
    ) -> None:
        self._spec = spec
        self._sink = sink
        self._settings = settings or VoiceSettings()
        self._pace = 1.0
        self._log = log
        self._reading_seconds = reading_ms / 1000
        self._over = over
        self._gap_seconds = gap_seconds
        self._is_spoken_over = False
        self._link: Link | None = None
        self._ready: asyncio.Future[None] | None = None
        self._prompt: _Prompt | None = None
        self._jobs = 0
        self._hushing: dict[int, int] = {}  # job -> prompt, told to be silent and not yet over
        self._hush_deadline: asyncio.TimerHandle | None = None
        self._silent_until = 0.0
        self._noticed = ""
        self._crashes: list[float] = []
        self._stopped = False
        self.first_sample_at = 0.0
        """When the first sample of the latest prompt was heard (epoch seconds), for benchmarks and `doctor`."""

    async def start(self) -> None:
        """Start the child and wait until it takes orders, five seconds at most; not having one is not fatal."""
        if self._spec is None:
            self._notice(t("The voice is off: prompts are shown."), t("Turn it on in the settings."), "info")
            return
        self._ready = asyncio.get_running_loop().create_future()
        self._link = self._spawn(self._spec)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(asyncio.shield(self._ready), 5)

    def set_settings(self, settings: VoiceSettings) -> None:
        """How it sounds from the next prompt on."""
        self._settings = settings

    def set_pace(self, pace: float) -> None:
        """Speak at `pace` times the chosen rate from the next prompt on."""
        self._pace = pace

    def speak(self, prompt: int, text: str) -> None:
        """Say `text`, silencing what is being said; one `PromptPlayed(prompt)` follows.

        An earcon asked for before is still heard; a recording gives way.
        """
        if self._prompt is not None:
            self.hush()
        self._prompt = current = _Prompt(prompt, text)
        if self._link is None or time.monotonic() < self._silent_until:
            self._show(current)
            return
        first, *rest = sentences(text) if self._gap_seconds else [text]
        current.rest = tuple(rest)
        for sentence in rest[:1]:
            self.prefetch(sentence)
        self._play(current, first)

    def prefetch(self, text: str) -> None:
        """Synthesise `text` ahead."""
        first = sentences(text)[0] if self._gap_seconds else text
        self._send(child.Prepare(first, self._paced()))

    def earcon(self, name: str) -> None:
        """Play `mic_open`, `mic_closed`, `turn_ending` or `turn_closing` after what plays now."""
        self._send(child.Chime(name))

    def play_file(self, path: str, volume: float = 1.0) -> None:
        """Play a recording after what plays now; nothing is reported."""
        self._send(child.PlayFile(path, volume))

    def hush(self) -> None:
        """Silence at once: prompt, earcon and recording."""
        self._send(child.Silence())
        if self._over is not None:
            self._over.voice_silenced(time.time() + SILENCE_SECONDS)
        current, self._prompt = self._prompt, None
        if current is None:
            return
        if current.deadline is not None:
            current.deadline.cancel()
        if not current.job:
            self._report_played(current.number, "hushed")
            return
        self._hushing[current.job] = current.number
        if self._hush_deadline is None:
            self._hush_deadline = asyncio.get_running_loop().call_later(HUSH_SECONDS, self._kill)

    def hush_prompt(self, prompt: int) -> None:
        """Silence that prompt, if it is the one that is being said."""
        if self._prompt is not None and self._prompt.number == prompt:
            self.hush()

    async def stop(self) -> None:
        """End the child, within two seconds. A prompt still open counts as hushed."""
        self._stopped = True
        link, self._link = self._link, None
        self._close_open_prompts("hushed")
        if link is not None:
            await asyncio.to_thread(link.end, 1.0)

    def _paced(self) -> VoiceSettings:
        return msgspec.structs.replace(self._settings, rate=round(self._settings.rate * self._pace))

    def spoken_over(self, speaks: bool) -> None:
        """Somebody speaks in the present gap, or no longer does: they are heard out before the prompt goes on."""
        self._is_spoken_over = speaks
        current = self._prompt
        if current is not None and current.rest and not current.job:
            self._clear(current)
            current.deadline = asyncio.get_running_loop().call_later(
                LONGEST_GAP_SECONDS if speaks else AFTER_SPEECH_SECONDS, self._go_on, current
            )

    # ---- the child ----

    def _send(self, order: child.Order) -> None:
        if self._link is not None:
            self._link.send(order)

    def _spawn(self, spec: ChildSpec) -> Link | None:
        try:
            return _Child(spec, self._log, self._on_report)
        except OSError as error:
            self._notice(
                t("The voice cannot start ({strerror}).", strerror=error.strerror),
                t("Prompts are shown instead."),
                "warning",
            )
            return None

    def _kill(self) -> None:
        """End a child that hangs; its death is then handled like any other."""
        self._hush_deadline = None
        if self._link is not None:
            self._link.kill()

    def _on_report(self, link: Link, data: bytes | None) -> None:
        if link is not self._link:
            return
        if data is None:
            self._on_lost(link)
            return
        match child.REPORTS.decode(data):
            case child.Ready():
                self._set_ready()
            case child.Started(job=job, at=at, seconds=seconds):
                if self._prompt is not None and self._prompt.job == job:
                    self.first_sample_at = at
                    self._expect(self._prompt, seconds + END_SECONDS)
            case child.Sounding(job=job, at=at, pcm=pcm) if self._over is not None:
                is_prompt = self._prompt is not None and self._prompt.job == job and job > 0
                number = self._prompt.number if self._prompt is not None and is_prompt else 0
                self._over.voice_plays(number, at, pcm)
            case child.Ended() as ended:
                self._on_ended(ended)

    def _on_ended(self, ended: child.Ended) -> None:
        if ended.job in self._hushing:
            self._report_played(self._hushing.pop(ended.job), "hushed", ended.at)
            if not self._hushing and self._hush_deadline is not None:
                self._hush_deadline.cancel()
                self._hush_deadline = None
            return
        current = self._prompt
        if current is None or current.job != ended.job:
            return
        if ended.fault:
            self._silent_until = time.monotonic() + SILENT_SECONDS
            self._notice(ended.fault, ended.hint, "warning")
            self._show(current)
            return
        self._noticed = ""
        if current.rest and not ended.hushed:
            self._rest(current, ended.at)
            return
        self._finish(current, "hushed" if ended.hushed else "played", ended.at)

    def _on_lost(self, link: Link) -> None:
        """The child died: say so, start another, and fail the prompts it took with it."""
        self._set_ready()
        link.end(0)
        now = time.monotonic()
        self._crashes = [at for at in self._crashes if now - at < CRASH_WINDOW_SECONDS] + [now]
        again = len(self._crashes) <= CRASHES_ALLOWED
        self._link = self._spawn(self._spec) if self._spec is not None and again else None
        fault = "voice_restarted" if self._link is not None else "voice_lost"
        self._close_open_prompts("failed")
        self._sink(FaultNoted(at=time.time(), fault=fault))
        if self._link is not None:
            self._sink(Noticed(message=t("The voice stopped and was started again."), level="warning"))
        else:
            self._notice(t("The voice keeps failing."), t("Prompts are shown. Run: voicerepair doctor"), "error")

    def _set_ready(self) -> None:
        if self._ready is not None and not self._ready.done():
            self._ready.set_result(None)

    # ---- prompts ----

    def _play(self, current: _Prompt, text: str) -> None:
        if self._link is None:
            self._show(current)
            return
        self._jobs += 1
        current.job = self._jobs
        self._link.send(child.Say(current.job, text, self._paced()))
        self._expect(current, START_SECONDS)

    def _rest(self, current: _Prompt, at: float) -> None:
        """Leave a gap for a command."""
        self._clear(current)
        current.job = 0
        self._is_spoken_over = False
        if self._over is not None:
            self._over.voice_rests(current.number, at, at + self._gap_seconds + LONGEST_GAP_SECONDS)
        left = max(0.0, at - time.time()) + self._gap_seconds
        current.deadline = asyncio.get_running_loop().call_later(left, self._go_on, current)

    def _go_on(self, current: _Prompt) -> None:
        """The gap is over: the next sentence."""
        if self._prompt is not current:
            return
        sentence, *rest = current.rest
        current.rest = tuple(rest)
        for following in rest[:1]:
            self.prefetch(following)
        self._play(current, sentence)

    def _show(self, current: _Prompt) -> None:
        """Let the prompt count as read after the time it takes to read it."""
        current.job = 0
        self._clear(current)
        current.deadline = asyncio.get_running_loop().call_later(
            len(current.text) * self._reading_seconds, self._finish, current, "shown"
        )

    def _expect(self, current: _Prompt, seconds: float) -> None:
        """Give the child so long to report on; then it hangs and is ended."""
        self._clear(current)
        current.deadline = asyncio.get_running_loop().call_later(seconds, self._kill)

    @staticmethod
    def _clear(current: _Prompt) -> None:
        if current.deadline is not None:
            current.deadline.cancel()

    def _finish(self, current: _Prompt, how: How, at: float | None = None) -> None:
        self._clear(current)
        if self._prompt is current:
            self._prompt = None
        self._report_played(current.number, how, at)

    def _close_open_prompts(self, how: How) -> None:
        if self._hush_deadline is not None:
            self._hush_deadline.cancel()
            self._hush_deadline = None
        hushing, self._hushing = self._hushing, {}
        for number in hushing.values():
            self._report_played(number, "hushed")
        if self._prompt is not None and (self._prompt.job or self._stopped):
            self._finish(self._prompt, how)

    def _report_played(self, prompt: int, how: How, at: float | None = None) -> None:
        self._sink(PromptPlayed(at=time.time() if at is None else at, prompt=prompt, how=how))

    def _notice(self, message: str, hint: str, level: Literal["info", "warning", "error"]) -> None:
        """Say it once, not for every prompt."""
        if message != self._noticed:
            self._noticed = message
            self._sink(Noticed(message=message, hint=hint, level=level))


def sentences(text: str) -> list[str]:
    """The text's sentences; a very short one stays with the next."""
    found: list[str] = []
    for part in re.split(r"(?<=[.!?…;:])[\s]+", text.strip()):
        if found and len(found[-1]) < SHORT_SENTENCE:
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def _private_folder() -> str:
    """A 0700 folder for WAVs that live for milliseconds, in memory where the system has such a place."""
    memory = "/dev/shm"  # noqa: S108 - mkdtemp makes a private folder in it
    return tempfile.mkdtemp(prefix="voicerepair-", dir=memory if os.access(memory, os.W_OK) else None)
