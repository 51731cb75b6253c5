"""The server's pages (ASGI): the link, the page, its events, and what its forms post."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from importlib import resources
from typing import Any
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from voicerepair.translate import t
from voicerepair.web import page
from voicerepair.web.access import Gate
from voicerepair.web.screen import WebScreen

MOST_STREAMS = 4
"""Pages open at once; the oldest is let go for a fifth."""
MOST_BODY_BYTES = 16_384
CLOCK_SECONDS = 1.0
TYPES = {"view.css": "text/css", "view.js": "text/javascript"}
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; "
    "form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
NOT_HERE = t("This page is for the two people of a session only.")
Handler = Callable[[Request], Awaitable[Response]]


def refused(code: int = 403) -> Response:
    """Says nothing about why."""
    lines = (NOT_HERE, t("A new link is shown where voicerepair serve runs, when you press Enter there."))
    return HTMLResponse(page.plain_page(t("Not here"), lines), code)


class WebApp:
    """`entered` is set when somebody opens the link, `left` when they leave after the end."""

    def __init__(self, gate: Gate, screen: WebScreen) -> None:
        self.entered = asyncio.Event()
        self.left = asyncio.Event()
        self._gate = gate
        self._screen = screen
        self._streams: list[asyncio.Event] = []
        routes = [
            Route("/enter/{token}", self._checked(self._enter), methods=["GET"]),
            Route("/{view}/", self._checked(self._inside(self._page)), methods=["GET"]),
            Route("/{view}/events", self._checked(self._inside(self._events)), methods=["GET"]),
            Route("/{view}/act", self._checked(self._inside(self._act)), methods=["POST"]),
            *(Route(f"/{{view}}/{name}", self._checked(self._inside(self._file)), methods=["GET"]) for name in TYPES),
        ]
        self._app = Starlette(routes=routes, exception_handlers={404: self._none, 405: self._none})
        self._app.router.redirect_slashes = False

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self._app(scope, receive, send)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        for stream in self._streams:
            stream.set()

    # ---- who may ---------------------------------------------------------------------------------------

    def _checked(self, handler: Handler) -> Handler:
        """Meant for us, and from one of our own pages; every answer with the same strict headers."""

        async def check(request: Request) -> Response:
            is_post = request.method == "POST"
            if self._gate.is_host(request.headers) and self._gate.is_from_here(request.headers, must_say=is_post):
                response = await handler(request)
            else:
                response = refused()
            response.headers.update(HEADERS)
            return response

        return check

    def _inside(self, handler: Handler) -> Handler:
        """Whoever has come in by the link."""

        async def check(request: Request) -> Response:
            is_in = self._gate.is_in(request.headers, request.path_params["view"])
            return await handler(request) if is_in else refused()

        return check

    async def _none(self, request: Request, error: Exception) -> Response:
        response = refused(404)
        response.headers.update(HEADERS)
        return response

    async def _enter(self, request: Request) -> Response:
        cookie = self._gate.enter(request.path_params["token"])
        if cookie is None:
            return refused()
        self.close()  # whoever was in before is out
        self.entered.set()
        return RedirectResponse(f"/{self._gate.view}/", 303, {"Set-Cookie": cookie})

    # ---- the page --------------------------------------------------------------------------------------

    async def _page(self, request: Request) -> Response:
        return HTMLResponse(page.document(self._screen.view, self._screen.now()))

    async def _file(self, request: Request) -> Response:
        name = request.url.path.rsplit("/", 1)[1]
        data = resources.files("voicerepair.web").joinpath("static", name).read_bytes()
        return Response(data, media_type=TYPES[name])

    async def _events(self, request: Request) -> Response:
        if len(self._streams) >= MOST_STREAMS:
            self._streams.pop(0).set()
        over = asyncio.Event()
        self._streams.append(over)
        return StreamingResponse(self._news(over), media_type="text/event-stream")

    async def _news(self, over: asyncio.Event) -> AsyncIterator[str]:
        """What is different since the last time, at once after every event and each second for the clock."""
        regions: dict[str, str] = {}
        lines: dict[str, str] = {}
        try:
            while not over.is_set():
                seen = self._screen.changes
                view = self._screen.view
                fresh = page.regions(view, self._screen.now())
                heard = page.captions(view)
                news = {
                    "title": page.title(view),
                    "mode": view.mode,
                    "regions": {name: html for name, html in fresh.items() if regions.get(name) != html},
                    "captions": [(name, html) for name, html in heard if lines.get(name) != html],
                }
                if news["regions"] or news["captions"]:
                    yield f"data: {json.dumps(news)}\n\n"
                regions, lines = fresh, dict(heard)
                await self._screen.changed(seen, over, CLOCK_SECONDS)
            yield "event: over\ndata: -\n\n"
        finally:
            if over in self._streams:
                self._streams.remove(over)

    async def _act(self, request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > MOST_BODY_BYTES:
                return refused(413)
        fields = {name: values[0] for name, values in parse_qs(body.decode("utf-8", "replace")).items()}
        if "leave" in fields:
            self.left.set()
        elif not self._screen.act(fields):
            return refused(400)
        if request.headers.get("x-view") == "script":
            return Response(status_code=204)
        return RedirectResponse("./", 303)
