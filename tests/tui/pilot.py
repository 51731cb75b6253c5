"""Walking through the app with keys and words, and reading what it shows."""

import asyncio
from collections.abc import Callable, Iterator
from typing import Any

from textual.app import App
from textual.pilot import Pilot

from tests.tui.fake import FakeServices
from voicerepair.core.profiles import Person
from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import Signal
from voicerepair.tui.app import RepairApp
from voicerepair.tui.screens.safety import SafetyScreen
from voicerepair.tui.screens.session import SessionScreen
from voicerepair.tui.widgets.answer import AnswerInput

ANSWERS = {
    "upset/ask": "3", "recall/ask": "we laugh together", "issue/ask": "hurtful words",
    "my_part/ask": "I raised my voice and I am sorry", "feel/ask": "I feel hurt",
    "feel/when": "when you come home late",
    "feel/because": "because it makes me think I do not matter", "agreement/ask": "I will call when I am late",
    "agreement/when": "every day", "agreement/more": "no", "helped/ask": "that you listened", "keep/ask": "agreements",
    "needs/ask": "respect", "my_part_listen/ask": "ready", "feel_listen/ask": "ready",
}  # fmt: skip
"""A whole session; "yes" to everything else."""
FRAMES = dict.fromkeys(map(ord, "│▌▐╭╮╰╯─▏▊▎▁▔"), " ")
SIZES = [(80, 24), (40, 12), (120, 40)]


def app_for(services: FakeServices, *known: Person) -> RepairApp:
    """An app that goes straight into a session of Ana and Ben, or resumes."""
    services.names = ("Ana", "Ben")
    services.autostart = services.autostart or "new"
    services.known = services.known or known
    return RepairApp(services)


async def until(pilot: Pilot[None], condition: Callable[[], object], seconds: float = 10.0) -> None:
    """Let the app run until `condition`; fails after `seconds`."""
    loop = asyncio.get_running_loop()
    deadline = loop.time() + seconds
    while not condition():
        assert loop.time() < deadline, f"still waiting, on {pilot.app.screen}, showing:\n{shown(pilot.app)}"
        await asyncio.sleep(0.002)


def lines(app: App[Any]) -> Iterator[str]:
    """The rows of the terminal, as the compositor paints them."""
    for strip in app.screen._compositor.render_strips():
        yield strip.text.replace("\xa0", " ")


def shown(app: App[Any]) -> str:
    """The words on the terminal now: white space made single, frames left out."""
    return " ".join(" ".join(lines(app)).translate(FRAMES).split())


def state(services: FakeServices) -> SessionState:
    assert services.driver is not None
    return services.driver.state


def here(services: FakeServices) -> str:
    return f"{state(services).stage.step.id}/{state(services).moment.name}"


async def begin(pilot: Pilot[None], services: FakeServices, check: str = "111") -> SessionScreen:
    """Past the private check, each partner pressing the keys of `check`; empty stops before it."""
    await until(pilot, lambda: isinstance(pilot.app.screen, SafetyScreen))
    screen = pilot.app.session  # type: ignore[attr-defined]
    assert isinstance(screen, SessionScreen)
    if check:
        for _ in state(services).opened.partners:
            await pilot.press("enter", *check)
        await until(pilot, lambda: state(services).phase is not Phase.PRIVATE)
    return screen


def is_waiting(services: FakeServices) -> bool:
    return services.driver is not None and (
        state(services).is_over or state(services).phase in (Phase.LISTEN, Phase.HELP)
    )


def is_drawn(pilot: Pilot[None], services: FakeServices) -> bool:
    """Whether the screen has come to the driver's state."""
    screen = pilot.app.session  # type: ignore[attr-defined]
    return screen is None or screen.state is state(services)


async def go_to(pilot: Pilot[None], services: FakeServices, where: str = "", by: str = "type") -> None:
    """Answer everything until "step/moment" is listened to, or to the end. Typed answers are drawn only at the end."""
    await until(pilot, lambda: is_waiting(services))
    assert services.driver is not None
    shown_on = services.driver.screen
    if by == "type" and where:
        services.driver.screen = Undrawn()
    try:
        for _ in range(200):
            await until(pilot, lambda: is_waiting(services))
            now = state(services)
            if now.is_over or here(services) == where:
                break
            await answer(pilot, services, ANSWERS.get(here(services), "yes"), by)
            turn = now.turn
            await until(pilot, lambda: state(services).turn != turn or state(services).is_over)  # noqa: B023
        else:
            raise AssertionError(f"never came to {where}")
    finally:
        if services.driver.screen is not shown_on:
            services.driver.screen = shown_on
            shown_on.render(state(services))
    await until(pilot, lambda: is_drawn(pilot, services))
    await pilot.pause()


class Undrawn:
    """A screen that nobody looks at."""

    def render(self, state: SessionState) -> None:
        """Nothing."""

    def signal(self, signal: Signal) -> None:
        """Nothing."""


async def answer(pilot: Pilot[None], services: FakeServices, text: str, by: str) -> None:
    assert services.driver is not None
    assert services.ear is not None
    if by == "keys":
        now = state(services)
        app, screen = pilot.app, pilot.app.session  # type: ignore[attr-defined]
        await until(pilot, lambda: is_drawn(pilot, services))
        if now.stage.step.kind == "rating" and text.isdigit():
            app.simulate_key(text)
        elif text in now.moment.phrases and now.stage.step.kind != "rating":
            app.simulate_key(str(now.moment.phrases.index(text) + 1))
        else:
            field = screen.query_one(AnswerInput)
            app.simulate_key("t")
            await until(pilot, lambda: app.focused is field)
            field.value = text  # letter by letter is another test's business
            app.simulate_key("enter")
            await until(pilot, lambda: not field.value)
            app.simulate_key("escape")
            await until(pilot, lambda: app.focused is None)
    elif by == "voice":
        services.ear.hear(text)
        await until(pilot, lambda: state(services).record is None or state(services).record.lines)  # type: ignore[union-attr]
        services.driver.command("done")
    else:
        services.driver.type(text)
