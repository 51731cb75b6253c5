"""The running session also as a page on this machine: a second, larger screen for the partners."""

import asyncio
import time
from collections.abc import Callable

from voicerepair.core.state import SessionState
from voicerepair.errors import UsageError
from voicerepair.ports import Screen, Signal
from voicerepair.runtime.driver import Driver
from voicerepair.translate import t


class Both:
    """A `ports.Screen` that is two."""

    def __init__(self, first: Screen, second: Screen) -> None:
        self._screens = (first, second)

    def render(self, state: SessionState) -> None:
        for screen in self._screens:
            screen.render(state)

    def signal(self, signal: Signal) -> None:
        for screen in self._screens:
            screen.signal(signal)


class SecondScreen:
    """Serves the page for as long as the event loop runs that `begin` was called on. Raises `UsageError`."""

    def __init__(self, port: int = 0, now: Callable[[], float] = time.time) -> None:
        try:
            from voicerepair.web.access import Gate
            from voicerepair.web.app import WebApp
            from voicerepair.web.screen import WebScreen
            from voicerepair.web.server import listen, server
        except ImportError as error:
            raise UsageError(
                t("The browser view is not installed."), t("Install it: pip install 'voicerepair[serve]'")
            ) from error
        self._socket = listen(port)
        self._gate = Gate(self._socket.getsockname()[1])
        self._screen = WebScreen(now)
        self._app = WebApp(self._gate, self._screen)
        self._server = server(self._app)
        self._serving: asyncio.Task[None] | None = None

    def beside(self, screen: Screen) -> Screen:
        """That screen, and the page."""
        return Both(screen, self._screen)

    def begin(self, driver: Driver) -> None:
        """Serve the session of that driver."""
        self._screen.hands = driver
        if self._serving is None:
            self._serving = asyncio.get_running_loop().create_task(self._server.serve(sockets=[self._socket]))

    def link(self) -> str:
        """A new link, good for one opening; a page that was open is shut out."""
        self._app.close()
        return self._gate.renew()

    def close(self) -> None:
        """Let the port go, once the loop has ended."""
        self._socket.close()
