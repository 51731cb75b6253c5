"""Leaving a session from anywhere, trouble, and going on again: everything is kept, and a sentence says why."""

import asyncio

import pytest

from tests.tui.fake import FakeServices
from tests.tui.pilot import answer, app_for, begin, go_to, shown, state, until
from voicerepair.core import events as ev
from voicerepair.core.reflection import Reflection, ReflectionRequest
from voicerepair.core.state import Phase
from voicerepair.errors import StorageError
from voicerepair.tui.screens import session as session_module
from voicerepair.tui.screens.confirm import ConfirmScreen
from voicerepair.tui.screens.home import HomeScreen
from voicerepair.tui.screens.safety import SafetyScreen
from voicerepair.tui.screens.session import SessionScreen


async def test_ctrl_c_asks_and_everything_is_kept() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        await pilot.press("ctrl+c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await until(pilot, lambda: "Stop here? Everything is kept" in shown(app))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen))
        assert not state(services).is_over
        await pilot.press("ctrl+c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert state(services).reason == "stopped"
        assert isinstance(services.journal.written[-1], ev.SessionClosed)
        services.autostart = ""
        resumed = services.resume(app.screen, "s1")  # type: ignore[arg-type]
        assert not resumed.has_begun


@pytest.mark.parametrize("where", ["voice", "check", "note", "help", "typing", "thinking"])
async def test_ctrl_c_twice_stops_from_anywhere(where: str) -> None:
    services = FakeServices()
    services.waits = where == "voice"

    async def never(request: ReflectionRequest) -> Reflection:
        await asyncio.Event().wait()
        raise AssertionError

    if where == "thinking":
        services.reflect = never
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        if where == "voice":
            await until(pilot, lambda: services.driver and services.driver.has_begun)
            assert services.mouth is not None
            services.mouth.waits = False
        elif where == "check":
            await begin(pilot, services, check="")
        else:
            await begin(pilot, services)
            await go_to(pilot, services, "my_part/ask")
            if where == "thinking":
                await answer(pilot, services, "I shouted", "type")
                await until(pilot, lambda: state(services).phase is Phase.THINK)
            else:
                await pilot.press({"note": "n", "help": "f1", "typing": "t"}[where])
        await pilot.press("ctrl+c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("ctrl+c")
        await until(pilot, lambda: app.session is None)
        assert state(services).is_over


async def test_a_session_that_answers_nothing_any_more_can_still_be_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_module, "STOP_SECONDS", 0.05)
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")
        assert services.ear is not None
        monkeypatch.setattr(services.ear, "close_mic", lambda turn: None)
        monkeypatch.setattr(services.driver, "post", lambda report: None)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: not services.ear.is_started)


async def test_a_session_that_cannot_begin_says_why(monkeypatch: pytest.MonkeyPatch) -> None:
    services = FakeServices()

    def broken(*args: object) -> None:
        raise StorageError("The disk is full.", "Free some space.")

    monkeypatch.setattr(services, "begin", broken)
    app = app_for(services)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: "The disk is full. Free some space." in shown(app))
        assert isinstance(app.screen, HomeScreen)


async def test_an_unforeseen_error_is_a_sentence_without_anybodys_words(caplog: pytest.LogCaptureFixture) -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "my_part/ask")

        def burst(event: ev.TextTyped) -> None:
            raise KeyError(event.text)

        services.journal.append = burst  # type: ignore[method-assign]
        services.driver.type("my secret")  # type: ignore[union-attr]
        await until(pilot, lambda: "went wrong that should not have (KeyError)" in shown(app))
        assert isinstance(app.screen, HomeScreen)
        assert "secret" not in shown(app)
        assert "secret" not in caplog.text
        assert "burst" in caplog.text


async def test_resuming_goes_on_at_the_same_step() -> None:
    services = FakeServices()
    app = app_for(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, services)
        await go_to(pilot, services, "feel/ask")
        position = state(services).position
        await pilot.press("ctrl+c", "ctrl+c")
        await until(pilot, lambda: app.session is None)
    again = FakeServices()
    again.journal, again.autostart = services.journal, "s1"
    app = app_for(again)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: again.driver is not None and again.driver.has_begun)
        await go_to(pilot, again, "feel/ask")
        assert state(again).position == position
        assert not isinstance(app.screen, SafetyScreen)
