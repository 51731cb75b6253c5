"""The driver's end of the voice: orders to the child, one `PromptPlayed` for every prompt, whatever happens."""

import asyncio
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

import msgspec

from voicerepair.core.events import FaultNoted, PromptPlayed
from voicerepair.ports import EarReport, Noticed, VoiceSettings
from voicerepair.runtime import _voice_child as child

How = Literal["played", "hushed", "shown", "failed"]

READING_MS_A_CHARACTER = 55
"""Time to read a shown prompt: about 220 words a minute, slow silent reading."""
SILENT_SECONDS = 10.0
"""After a fault of the engine or the loudspeaker, prompts are shown for so long before sound is tried again."""
START_SECONDS = 8.0
"""Longest wait for a prompt's first sample; two failed attempts to synthesise it fit in."""
END_SECONDS = 3.0
"""A prompt that has not ended so long after its time: the child hangs."""
HUSH_SECONDS = 0.5
"""Silence that has not come by then is forced by ending the child."""
CRASHES_ALLOWED = 3
CRASH_WINDOW_SECONDS = 60.0


@dataclass(frozen=True)
class VoiceSpec:
    """How to build the child's parts: an import string `module:function` and its options."""

    factory: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass
class _Prompt:
    """The prompt now being said or shown. `job` 0: only shown. `deadline`: its end, or the patience for it."""

    number: int
    text: str
    job: int = 0
    deadline: asyncio.TimerHandle | None = None


class _Link:
    """One child process and the thread that listens to it."""

    def __init__(self, spec: VoiceSpec, log: Path | None, on_report: Callable[["_Link", bytes | None], None]) -> None:
        self.folder = _private_folder()
        ours, theirs = socket.socketpair()
        options = [f"{key}={value}" for key, value in spec.options.items()]
        try:
            with _open_log(log) as errors:
                # Not multiprocessing: its helper process needs a real sys.stderr, which a Textual app has not.
                self.process = subprocess.Popen(  # noqa: S603 - our own module
                    [
                        sys.executable,
                        "-P",
                        "-m",
                        child.__name__,
                        str(theirs.fileno()),
                        spec.factory,
                        self.folder,
                        *options,
                    ],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    pass_fds=[theirs.fileno()],
                    env=_environment(),
                    start_new_session=True,  # Ctrl+C is the main process's to handle
                )
        except OSError:
            ours.close()
            self._tidy()
            raise
        finally:
            theirs.close()
        self._socket = ours
        self._connection = Connection(os.dup(ours.fileno()))
        self._on_report = on_report
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, name="voice", daemon=True).start()

    def send(self, order: child.Order) -> None:
        with contextlib.suppress(OSError):  # dead: the listening thread reports it
            self._connection.send_bytes(msgspec.msgpack.encode(order))

    def kill(self) -> None:
        self.process.kill()

    def end(self, seconds: float) -> None:
        """Close, give the child `seconds` to go, then make it. Blocks."""
        with self._socket, contextlib.suppress(OSError):  # the other end may be gone
            self._socket.shutdown(socket.SHUT_RDWR)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._tidy()

    def _tidy(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)

    def _listen(self) -> None:
        data: bytes | None = b""
        while data is not None:
            try:
                data = self._connection.recv_bytes()
            except (EOFError, OSError):
                data = None
            with contextlib.suppress(RuntimeError):  # the loop is closed: nobody is left to tell
                self._loop.call_soon_threadsafe(self._on_report, self, data)
        self._connection.close()


class VoiceProxy:
    """The real `Mouth`. Without a `spec` the voice is off and prompts are only shown.

    `sink` gets the reports on the event loop. `log` takes what native code prints (None: nowhere).
    `reading_ms`: how long a shown prompt counts as being read, for each character.
    """

    def __init__(
        self,
        spec: VoiceSpec | None,
        sink: Callable[[EarReport], None],
        *,
        settings: VoiceSettings | None = None,
        log: Path | None = None,
        reading_ms: float = READING_MS_A_CHARACTER,
    ) -> None:
        self._spec = spec
        self._sink = sink
        self._settings = settings or VoiceSettings()
        self._pace = 1.0
        self._log = log
        self._reading_seconds = reading_ms / 1000
        self._link: _Link | None = None
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
            self._notice("The voice is off: prompts are shown.", "Turn it on in the settings.", "info")
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
        self._jobs += 1
        current.job = self._jobs
        self._link.send(child.Say(current.job, text, self._paced()))
        self._expect(current, START_SECONDS)

    def prefetch(self, text: str) -> None:
        """Synthesise `text` ahead."""
        self._send(child.Prepare(text, self._paced()))

    def earcon(self, name: str) -> None:
        """Play `mic_open`, `mic_closed` or `turn_ending` after what plays now."""
        self._send(child.Chime(name))

    def play_file(self, path: str, volume: float = 1.0) -> None:
        """Play a recording after what plays now; nothing is reported."""
        self._send(child.PlayFile(path, volume))

    def hush(self) -> None:
        """Silence at once: prompt, earcon and recording."""
        self._send(child.Silence())
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

    async def stop(self) -> None:
        """End the child, within two seconds. A prompt still open counts as hushed."""
        self._stopped = True
        link, self._link = self._link, None
        self._close_open_prompts("hushed")
        if link is not None:
            await asyncio.to_thread(link.end, 1.0)

    def _paced(self) -> VoiceSettings:
        return msgspec.structs.replace(self._settings, rate=round(self._settings.rate * self._pace))

    # ---- the child ----

    def _send(self, order: child.Order) -> None:
        if self._link is not None:
            self._link.send(order)

    def _spawn(self, spec: VoiceSpec) -> _Link | None:
        try:
            return _Link(spec, self._log, self._on_report)
        except OSError as error:
            self._notice(f"The voice cannot start ({error.strerror}).", "Prompts are shown instead.", "warning")
            return None

    def _kill(self) -> None:
        """End a child that hangs; its death is then handled like any other."""
        self._hush_deadline = None
        if self._link is not None:
            self._link.kill()

    def _on_report(self, link: _Link, data: bytes | None) -> None:
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
        self._finish(current, "hushed" if ended.hushed else "played", ended.at)

    def _on_lost(self, link: _Link) -> None:
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
            self._sink(Noticed(message="The voice stopped and was started again.", level="warning"))
        else:
            self._notice("The voice keeps failing.", "Prompts are shown. Run: voicerepair doctor", "error")

    def _set_ready(self) -> None:
        if self._ready is not None and not self._ready.done():
            self._ready.set_result(None)

    # ---- prompts ----

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


def _private_folder() -> str:
    """A 0700 folder for WAVs that live for milliseconds, in memory where the system has such a place."""
    memory = "/dev/shm"  # noqa: S108 - mkdtemp makes a private folder in it
    return tempfile.mkdtemp(prefix="voicerepair-", dir=memory if os.access(memory, os.W_OK) else None)


def _environment() -> dict[str, str]:
    """Ours, with the place this package was imported from: never the working folder, which may hold anything."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))}


@contextlib.contextmanager
def _open_log(log: Path | None) -> Iterator[int]:
    descriptor = os.open(log or os.devnull, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
