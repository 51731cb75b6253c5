"""A session behind the real server on a real socket, with an ear that is played to and a voice that is silent."""

import asyncio
import contextlib
import http.client
import socket
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.tui.fake import FakeServices
from voicerepair.web.access import Gate
from voicerepair.web.app import WebApp
from voicerepair.web.screen import WebScreen
from voicerepair.web.server import listen, server


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    headers: Mapping[str, str]
    body: str


@dataclass
class Served:
    """The parts, and a plain client for them."""

    services: FakeServices
    screen: WebScreen
    gate: Gate
    app: WebApp
    port: int
    session: "asyncio.Task[object] | None" = None
    cookie: str = ""

    async def ask(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> Answer:
        """One request on a connection of its own. `headers` use _ for -; an empty one is left out."""
        return await asyncio.to_thread(self._ask, path, method, body, headers)

    def _ask(self, path: str, method: str, body: str | None, headers: dict[str, str]) -> Answer:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            fields = {name.replace("_", "-"): value for name, value in headers.items()}
            host = fields.pop("Host", f"127.0.0.1:{self.port}")
            link.putrequest(method, path, skip_host=True)
            for name, value in {"Host": host, "Cookie": self.cookie, **fields}.items():
                if value:
                    link.putheader(name, value)
            if body is not None:
                link.putheader("Content-Length", str(len(body.encode())))
                link.putheader("Content-Type", "application/x-www-form-urlencoded")
            link.endheaders(body.encode() if body is not None else None)
            got = link.getresponse()
            return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read().decode())
        finally:
            link.close()

    @property
    def path(self) -> str:
        return f"/{self.gate.view}/"

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def enter(self) -> Answer:
        """Open the link, keep the cookie."""
        answer = await self.ask(self.gate.link.removeprefix(self.origin))
        self.cookie = answer.headers.get("set-cookie", "").split(";")[0]
        return answer

    async def post(self, **fields: str) -> Answer:
        """Press a button of the page."""
        return await self.ask(f"{self.path}act", "POST", urlencode(fields), Origin=self.origin, X_View="script")

    def begin(self) -> None:
        """Start the session."""
        driver, opened = self.services.begin(self.screen, ("Ana", "Ben"))
        self.screen.hands = driver
        self.session = asyncio.create_task(driver.run(opened))


@contextlib.asynccontextmanager
async def served() -> AsyncIterator[Served]:
    listening: socket.socket = listen(0)
    port = listening.getsockname()[1]
    gate, screen = Gate(port), WebScreen(time.time)
    app = WebApp(gate, screen)
    running = server(app)
    task = asyncio.create_task(running.serve(sockets=[listening]))
    await until(lambda: running.started)
    one = Served(FakeServices(), screen, gate, app, port)
    try:
        yield one
    finally:
        app.close()
        if one.session is not None:
            one.session.cancel()
            await asyncio.gather(one.session, return_exceptions=True)
        running.should_exit = True
        await asyncio.wait_for(task, 10)


async def until(condition, seconds: float = 10.0):  # type: ignore[no-untyped-def]
    """Wait for a condition, with a deadline."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not (found := condition()):
        assert loop.time() < deadline, "still waiting"
        await asyncio.sleep(0.005)
    return found
