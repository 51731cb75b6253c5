"""The voice's child process: synthesises ahead, plays one sound at a time, and tells when its last sample played.

Native sound and speech code lives here, away from the session. Orders come in over a socket, reports go out;
when the socket closes the child is gone. One thread reads orders (so that silence is never kept waiting),
one plays, two synthesise.
"""

import contextlib
import importlib
import os
import queue
import shutil
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Protocol

import msgspec

from voicerepair.errors import VoiceRepairError
from voicerepair.ports import Clip, Loudspeaker, Voice, VoiceSettings
from voicerepair.translate import t


class _Message(msgspec.Struct, frozen=True, tag=True):
    pass


class Say(_Message, frozen=True):
    """Play `text`, then report `Ended(job)`."""

    job: int
    text: str
    settings: VoiceSettings


class Prepare(_Message, frozen=True):
    """Synthesise `text` ahead."""

    text: str
    settings: VoiceSettings


class Chime(_Message, frozen=True):
    """Play the earcon of that name."""

    earcon: str


class PlayFile(_Message, frozen=True):
    """Play a recording at `volume` 0 to 1; it gives way to the next `Say`."""

    path: str
    volume: float


class Silence(_Message, frozen=True):
    """Stop what plays and forget what waits."""


class Ready(_Message, frozen=True):
    """The child is up and takes orders."""


class Started(_Message, frozen=True):
    """The first sample of `job` was heard at `at`; the rest takes `seconds`."""

    job: int
    at: float
    seconds: float


class Sounding(_Message, frozen=True):
    """`job` (0: an earcon) is heard from `at` on; `pcm` is its sound at 16 kHz, for an echo canceller."""

    job: int
    at: float
    pcm: bytes


class Ended(_Message, frozen=True):
    """`job` is over. With a `fault` it was not (all) heard, and `fault` and `hint` say why."""

    job: int
    at: float
    hushed: bool = False
    fault: str = ""
    hint: str = ""


Order = Say | Prepare | Chime | PlayFile | Silence
Report = Ready | Started | Sounding | Ended
ORDERS = msgspec.msgpack.Decoder(Order)
REPORTS = msgspec.msgpack.Decoder(Report)


class Parts(Protocol):
    """What a factory named in `ChildSpec` builds. `clip` reads a WAV that `voice` wrote."""

    voice: Voice
    loudspeaker: Loudspeaker

    def earcon(self, name: str) -> Clip: ...

    def recording(self, path: str, volume: float) -> Clip: ...

    def clip(self, path: str) -> Clip: ...


class Larder:
    """Clips synthesised ahead, by text and settings. A WAV is on disk only until it has been read back."""

    LIMIT = 8  # prompts; about 0.4 MB each

    def __init__(self, parts: Parts, folder: Path) -> None:
        self._parts = parts
        self._folder = folder
        self._lock = threading.Lock()
        self._made = 0
        self._clips: OrderedDict[tuple[str, VoiceSettings], Future[Clip]] = OrderedDict()
        # Two, so that a prompt wanted now never waits for one made ahead.
        self._pool = ThreadPoolExecutor(2, thread_name_prefix="synthesis")

    def clip(self, text: str, settings: VoiceSettings) -> "Future[Clip]":
        key = (text, settings)
        with self._lock:
            future = self._clips.get(key)
            if future is None or (future.done() and future.exception() is not None):
                future = self._clips[key] = self._pool.submit(self._make, text, settings)
            self._clips.move_to_end(key)
            while len(self._clips) > self.LIMIT:
                self._clips.popitem(last=False)
            return future

    def _make(self, text: str, settings: VoiceSettings) -> Clip:
        with self._lock:
            self._made += 1
            path = self._folder / f"{self._made}.wav"
        try:
            self._parts.voice.synthesise(text, str(path), settings)
            return self._parts.clip(str(path))
        finally:
            path.unlink(missing_ok=True)
            _warm(self._parts.voice)


class _Job:
    """Something to play. `number` 0: nobody asks when it ended. `yields`: any prompt silences it."""

    def __init__(self, number: int, clip: "Future[Clip]", yields: bool) -> None:
        self.number = number
        self.clip = clip
        self.yields = yields
        self.silence = threading.Event()
        self.wake = threading.Event()

    def hush(self) -> None:
        self.silence.set()
        self.wake.set()


class Player:
    """Plays jobs in order, on a thread of its own."""

    def __init__(self, loudspeaker: Loudspeaker, report: Callable[[Report], None]) -> None:
        self._loudspeaker = loudspeaker
        self._report = report
        self._queue: queue.SimpleQueue[_Job] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._jobs: list[_Job] = []
        threading.Thread(target=self._run, name="player", daemon=True).start()

    def add(self, number: int, clip: "Future[Clip]", *, yields: bool = False) -> None:
        job = _Job(number, clip, yields)
        with self._lock:
            for other in self._jobs:
                if number and other.yields:
                    other.hush()
            self._jobs.append(job)
        clip.add_done_callback(lambda _: job.wake.set())
        self._queue.put(job)

    def hush(self) -> None:
        with self._lock:
            for job in self._jobs:
                job.hush()

    def _run(self) -> None:
        while True:
            job = self._queue.get()
            ended = self._play(job)
            with self._lock:
                self._jobs.remove(job)
            if job.number:
                self._report(ended)

    def _play(self, job: _Job) -> Ended:
        job.wake.wait()
        if job.silence.is_set():
            return Ended(job.number, time.time(), hushed=True)
        try:
            clip = job.clip.result()
            at = self._loudspeaker.play(clip, job.silence, lambda at: self._started(job, at, clip))
        except VoiceRepairError as error:
            return Ended(job.number, time.time(), fault=error.message, hint=error.hint)
        except Exception as error:
            # A bug in one prompt must not end the voice; its type alone is logged, for it may quote the text.
            print(f"job {job.number}: {type(error).__name__}", file=sys.stderr, flush=True)
            return Ended(job.number, time.time(), fault=t("The voice failed."), hint=t("The prompt is shown instead."))
        return Ended(job.number, at, hushed=job.silence.is_set())

    def _started(self, job: _Job, at: float, clip: Clip) -> None:
        if clip.reference:
            self._report(Sounding(job.number, at, clip.reference))
        if job.number:
            self._report(Started(job.number, at, clip.seconds))


def serve(connection: Connection, parts: Parts, folder: Path) -> None:
    """Carry out orders until the other end closes."""
    lock = threading.Lock()

    def report(message: Report) -> None:
        # The other end may be gone: then this process is about to be.
        with lock, contextlib.suppress(OSError):
            connection.send_bytes(msgspec.msgpack.encode(message))

    larder = Larder(parts, folder)
    player = Player(parts.loudspeaker, report)
    report(Ready())
    while True:
        try:
            order = ORDERS.decode(connection.recv_bytes())
        except (EOFError, OSError):
            return
        match order:
            case Say():
                player.add(order.job, larder.clip(order.text, order.settings))
            case Prepare():
                larder.clip(order.text, order.settings)
            case Chime():
                player.add(0, _now(partial(parts.earcon, order.earcon)))
            case PlayFile():
                player.add(0, _now(partial(parts.recording, order.path, order.volume)), yields=True)
            case Silence():
                player.hush()


def _now(make: Callable[[], Clip]) -> "Future[Clip]":
    """A future that already holds what `make` gave."""
    future: Future[Clip] = Future()
    try:
        future.set_result(make())
    except (VoiceRepairError, KeyError) as error:
        future.set_exception(error)
    return future


def _warm(part: object) -> None:
    """Let a part that can do so get ready; what goes wrong is told when it is needed."""
    warm = getattr(part, "warm", None)
    if warm is not None:
        with contextlib.suppress(VoiceRepairError):
            warm()


def _load(factory: str) -> Callable[[Mapping[str, str]], Parts]:
    module, _, name = factory.partition(":")
    build: Callable[[Mapping[str, str]], Parts] = getattr(importlib.import_module(module), name)
    return build


def main(arguments: list[str]) -> None:
    """Run the child: file descriptor of the socket, factory, folder for WAVs, then `key=value` options."""
    descriptor, factory, folder, *pairs = arguments
    os.dup2(2, 1)  # whatever native code prints goes to the log
    connection = Connection(int(descriptor))
    parts = _load(factory)(dict(pair.partition("=")[::2] for pair in pairs))
    _warm(parts.voice)
    _warm(parts.loudspeaker)
    try:
        serve(connection, parts, Path(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        close = getattr(parts.voice, "close", None)
        if close is not None:
            close()
        os._exit(0)  # threads may be inside native code that never returns


if __name__ == "__main__":
    main(sys.argv[1:])
