"""The HTTP server, on loopback only, with few connections and no patience for silent ones."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol

from voicerepair.errors import UsageError
from voicerepair.translate import t

MOST_CONNECTIONS = 24
SILENT_SECONDS = 5.0
"""A connection that has asked for nothing by then is closed."""


class FewConnections(H11Protocol):
    """Refuses connections over `MOST_CONNECTIONS`, and lets go of those that stay silent."""

    _first: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        if len(self.connections) > MOST_CONNECTIONS:
            transport.abort()
            return
        self._first = self.loop.call_later(SILENT_SECONDS, self._too_late)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._first is not None:
            self._first.cancel()
        super().connection_lost(exc)

    def _too_late(self) -> None:
        if self.conn.their_state is h11.IDLE:
            self.transport.close()


class Quiet(uvicorn.Server):
    """Leaves Ctrl+C to whoever runs it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listen(port: int) -> socket.socket:
    """A socket on loopback; `port` 0 for any free one. Raises `UsageError`."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind(("127.0.0.1", port))
        listening.listen(MOST_CONNECTIONS)
    except OSError as error:
        listening.close()
        raise UsageError(
            t("Port {port} cannot be used: {strerror}.", port=port, strerror=error.strerror),
            t("Choose another, or none."),
        ) from error
    return listening


def server(app: Any) -> Quiet:
    """The server; `await it.serve(sockets=[...])`. Nothing is logged: addresses hold the link."""
    config = uvicorn.Config(
        app, http=FewConnections, ws="none", lifespan="off", log_config=None, access_log=False,
        timeout_keep_alive=5, timeout_graceful_shutdown=1, server_header=False, date_header=False,
        h11_max_incomplete_event_size=16_384, proxy_headers=False,
    )  # fmt: skip
    return Quiet(config)
