"""The running session also as a page: what the partners see of it."""

import asyncio
import time
import urllib.error
import urllib.request
from http.cookiejar import CookieJar

import pytest

from tests.tui.fake import FakeServices
from voicerepair.cli.second_screen import SecondScreen
from voicerepair.core.state import SessionState
from voicerepair.ports import Signal


class Seen:
    """A screen that remembers."""

    def __init__(self) -> None:
        self.states: list[SessionState] = []

    def render(self, state: SessionState) -> None:
        self.states.append(state)

    def signal(self, signal: Signal) -> None:
        """Nothing is looked at."""


def opened(link: str) -> str:
    browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
    with browser.open(link, timeout=10) as page:
        return page.read().decode()


def test_the_page_follows_the_session_and_a_link_works_once() -> None:
    services, seen, second = FakeServices(), Seen(), SecondScreen()

    async def go() -> None:
        driver, first = services.begin(second.beside(seen), ("Ana", "Ben"))
        second.begin(driver)
        running = asyncio.create_task(driver.run(first))
        deadline = time.monotonic() + 10
        while not seen.states:
            assert time.monotonic() < deadline
            await asyncio.sleep(0.01)
        link = second.link()
        page = await asyncio.to_thread(opened, link)
        assert "Step " in page
        with pytest.raises(urllib.error.HTTPError) as refused:
            await asyncio.to_thread(opened, link)
        assert refused.value.code == 403
        refused.value.close()
        assert "Step " in await asyncio.to_thread(opened, second.link())
        running.cancel()

    asyncio.run(go())  # and the loop is gone, as when the app has ended
    second.close()
