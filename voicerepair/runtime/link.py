"""A child process and the thread that listens to it. Spawned, never forked; stderr goes to the log."""

import asyncio
import contextlib
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

import msgspec


@dataclass(frozen=True)
class ChildSpec:
    """How to build a child's parts: an import string `module:function` and its options."""

    factory: str
    options: Mapping[str, str] = field(default_factory=dict)

    def arguments(self) -> list[str]:
        return [self.factory, *(f"{key}={value}" for key, value in self.options.items())]


class Link:
    """Not multiprocessing: its helper process needs a real sys.stderr, which a Textual app has not.

    `on_report(link, data)` is called on the event loop for each report, at the end with None.
    Raises `OSError` when no process can be started.
    """

    def __init__(
        self,
        module: str,
        arguments: Sequence[str],
        log: Path | None,
        on_report: Callable[["Link", bytes | None], None],
    ) -> None:
        ours, theirs = socket.socketpair()
        try:
            with _open_log(log) as errors:
                self.process = subprocess.Popen(  # noqa: S603 - our own module
                    [sys.executable, "-P", "-m", module, str(theirs.fileno()), *arguments],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    stderr=errors,
                    pass_fds=[theirs.fileno()],
                    env=_environment(),
                    start_new_session=True,  # Ctrl+C is the main process's to handle
                )
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._connection = Connection(ours.detach())
        self._on_report = on_report
        self._loop = asyncio.get_running_loop()
        threading.Thread(target=self._listen, name=module, daemon=True).start()

    def send(self, order: msgspec.Struct) -> None:
        with contextlib.suppress(OSError):  # dead: the listening thread reports it
            self._connection.send_bytes(msgspec.msgpack.encode(order))

    def kill(self) -> None:
        self.process.kill()

    def end(self, seconds: float) -> None:
        """Close, give the child `seconds` to go, then make it. Blocks."""
        with contextlib.suppress(OSError), socket.socket(fileno=os.dup(self._connection.fileno())) as ours:
            ours.shutdown(socket.SHUT_RDWR)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

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


def _environment() -> dict[str, str]:
    """Ours, with the place this package was imported from: never the working folder, which may hold anything."""
    root = str(Path(__file__).parents[2])
    others = [path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    return {**os.environ, "PYTHONPATH": os.pathsep.join([root, *others])}


@contextlib.contextmanager
def _open_log(log: Path | None) -> Iterator[int]:
    if log is None:
        yield subprocess.DEVNULL
        return
    log.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        yield descriptor
    finally:
        os.close(descriptor)
