"""Nobody but whoever opened the link first gets in, and nobody can hold the server up."""

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from tests.web.served import Served, served, until
from voicerepair.errors import UsageError
from voicerepair.web import server as server_module
from voicerepair.web.access import Gate
from voicerepair.web.server import MOST_CONNECTIONS, listen


@pytest.fixture
async def site() -> AsyncIterator[Served]:
    async with served() as one:
        yield one


def test_it_listens_on_loopback_only() -> None:
    with listen(0) as listening:
        assert listening.getsockname()[0] == "127.0.0.1"
        with pytest.raises(UsageError, match="cannot be used"):
            listen(listening.getsockname()[1])


def test_links_cannot_be_guessed() -> None:
    links = {Gate(1).link for _ in range(50)}
    assert len(links) == 50
    assert all(len(link.rsplit("/", 1)[1]) >= 43 for link in links), "256 bits"


async def test_the_link_works_once(site: Served) -> None:
    link = site.gate.link.removeprefix(site.origin)
    answer = await site.enter()
    assert answer.status == 303
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie
    assert f"Path=/{site.gate.view}/" in cookie
    assert (await site.ask(site.path)).status == 200
    site.cookie, mine = "", site.cookie
    again = await site.ask(link)
    assert again.status == 403
    assert "set-cookie" not in again.headers
    site.cookie = mine
    assert (await site.ask(site.path)).status == 200


@pytest.mark.parametrize(
    "path", ["/", "/enter/", "/enter/x", "/favicon.ico", "/..%2f", "/view/", "/view/events", "/view/act"]
)
async def test_without_the_link_there_is_nothing(site: Served, path: str) -> None:
    for method in ("GET", "POST", "HEAD", "OPTIONS"):
        answer = await site.ask(path, method)
        assert answer.status in (403, 404), (method, path)
        assert "Ana" not in answer.body


async def test_a_wrong_cookie_or_the_right_one_elsewhere_is_refused(site: Served) -> None:
    await site.enter()
    right = site.cookie
    for cookie in ("", "voicerepair=", "voicerepair=x", f"{right}x", "voicerepair=é", ';=";=', f"other={right}"):
        site.cookie = cookie.encode().decode("latin-1")
        assert (await site.ask(site.path)).status == 403, cookie
    site.cookie = right
    assert (await site.ask("/elsewhere/")).status == 403


async def test_a_new_link_shuts_the_old_page_out(site: Served) -> None:
    await site.enter()
    old, cookie = site.path, site.cookie
    site.gate.renew()
    assert (await site.ask(old)).status == 403
    await site.enter()
    assert (await site.ask(site.path)).status == 200
    site.cookie = cookie
    assert (await site.ask(site.path)).status == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:{port}", "[::1]:{port}",
             "0.0.0.0:{port}",
             "127.0.0.1:{port}@evil.example", "127.0.0.1:{port}, evil.example"],
)  # fmt: skip
async def test_a_foreign_host_name_is_refused_even_with_the_cookie(site: Served, host: str) -> None:
    await site.enter()
    assert (await site.ask(site.path, Host=host.format(port=site.port))).status == 403
    assert (await site.ask(site.path, Host=f"localhost:{site.port}")).status == 200


async def test_the_link_is_not_used_up_by_a_foreign_host(site: Served) -> None:
    path = site.gate.link.removeprefix(site.origin)
    assert (await site.ask(path, Host="evil.example")).status == 403
    assert (await site.enter()).status == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"}, {"Origin": "null"}, {"Origin": "http://127.0.0.1:1"},
        {"Origin": "https://127.0.0.1"}, {"Origin": ""},
        {"Sec_Fetch_Site": "cross-site"}, {"Sec_Fetch_Site": "same-site"},
    ],
)  # fmt: skip
async def test_other_origins_cannot_post(site: Served, headers: dict[str, str]) -> None:
    await site.enter()
    site.begin()
    await until(lambda: site.screen.view.check)
    answer = await site.ask(f"{site.path}act", "POST", "private=ready", **headers)
    assert answer.status == 403
    assert site.screen.view.check is not None
    assert site.screen.view.check.is_waiting
    assert (await site.post(private="ready")).status == 204


async def test_other_origins_cannot_read(site: Served) -> None:
    await site.enter()
    assert (await site.ask(f"{site.path}events", Origin="http://evil.example")).status == 403
    answer = await site.ask(site.path, Sec_Fetch_Site="cross-site")
    assert answer.status == 403


async def test_every_answer_is_strict(site: Served) -> None:
    await site.enter()
    for path in (site.path, "/nothing", "/enter/x", f"{site.path}view.css", f"{site.path}view.js"):
        headers = (await site.ask(path)).headers
        assert headers["content-security-policy"].startswith("default-src 'none'"), path
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "access-control-allow-origin" not in headers
        assert "server" not in headers


async def test_what_is_said_cannot_become_markup(site: Served) -> None:
    await site.enter()
    site.begin()
    await until(lambda: site.screen.view.check)
    for _ in range(2):
        await site.post(private="ready")
        for _ in range(3):
            await site.post(private="1")
    state = await until(lambda: site.screen.view.mode == "session" and site.screen.view.state)
    await until(lambda: site.services.ear is not None and site.services.ear.is_open)
    await site.post(text="<script>alert(1)</script>")
    await until(lambda: state.turns != site.screen.view.state.turns)  # type: ignore[union-attr]
    body = (await site.ask(site.path)).body
    assert "<script>alert" not in body
    assert "&lt;script&gt;" in body


async def test_a_huge_post_is_refused(site: Served) -> None:
    await site.enter()
    assert (await site.ask(f"{site.path}act", "POST", "text=" + "x" * 100_000, Origin=site.origin)).status == 413


async def test_a_hundred_connections_are_limited_and_silent_ones_let_go(
    site: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "SILENT_SECONDS", 0.5)
    await site.enter()
    loop = asyncio.get_running_loop()
    sockets = []
    for _ in range(100):
        one = socket.create_connection(("127.0.0.1", site.port), 5)
        one.setblocking(False)
        sockets.append(one)
    try:
        ended = await asyncio.wait_for(asyncio.gather(*(gone(loop, one) for one in sockets)), 10)
        assert all(ended), "silent connections are closed, those over the limit at once"
        assert (await site.ask(site.path)).status == 200
    finally:
        for one in sockets:
            one.close()
    assert MOST_CONNECTIONS < 100


async def gone(loop: asyncio.AbstractEventLoop, one: socket.socket) -> bool:
    try:
        return await loop.sock_recv(one, 1) == b""
    except ConnectionError:
        return True


async def test_only_a_few_streams_are_open_at_once(site: Served) -> None:
    await site.enter()
    site.begin()
    tasks = [asyncio.create_task(site.ask(f"{site.path}events")) for _ in range(12)]
    done, rest = await asyncio.wait(tasks, timeout=5, return_when=asyncio.FIRST_COMPLETED)
    while len(done) < 8:
        more, rest = await asyncio.wait(rest, timeout=5, return_when=asyncio.FIRST_COMPLETED)
        assert more
        done |= more
    assert all("event: over" in task.result().body for task in done)
    site.app.close()
    await asyncio.wait_for(asyncio.gather(*rest), 5)
