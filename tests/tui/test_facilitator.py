"""The facilitator's screen: a session guided by key alone."""

import pytest

from tests.core.simulate import repair
from tests.tui.fake import FakeServices
from tests.tui.pilot import ANSWERS, here, shown, state, until
from tests.tui.test_contrast import faint
from voicerepair.core import events as ev
from voicerepair.core.facilitation import guided
from voicerepair.core.state import Phase, SessionState
from voicerepair.ports import Screen
from voicerepair.runtime.driver import Driver
from voicerepair.tui.app import RepairApp
from voicerepair.tui.screens.facilitator import FacilitatorScreen
from voicerepair.tui.screens.review import ReviewScreen
from voicerepair.tui.screens.safety import SafetyScreen

SIZES = [(80, 24), (120, 40), (40, 20)]


class GuidedServices(FakeServices):
    """Cleo guides Ana and Ben."""

    def __init__(self) -> None:
        super().__init__()
        self.names, self.autostart = ("Ana", "Ben"), "new"

    def is_guided(self, session: str) -> bool:
        return True

    def begin(self, screen: Screen, names: object) -> tuple[Driver, ev.SessionOpened]:
        driver, opened = super().begin(screen, ("Ana", "Ben"))
        changed = {"protocol": guided(repair()), "facilitator": "Cleo", "agenda": ("the holidays", "money")}
        return driver, ev.SessionOpened(**{**{name: getattr(opened, name) for name in opened.__struct_fields__},
                                           **changed})  # fmt: skip


async def drawn(pilot, services: GuidedServices) -> SessionState:  # type: ignore[no-untyped-def]
    """Wait until the screen shows what the driver has come to."""
    await until(pilot, lambda: services.driver is not None and services.driver.has_begun)
    await until(pilot, lambda: pilot.app.session is None or pilot.app.session.state is state(services))
    await pilot.pause()
    return state(services)


@pytest.mark.parametrize("size", SIZES)
async def test_a_prompt_waits_is_said_shown_or_put_in_other_words(size: tuple[int, int]) -> None:
    services = GuidedServices()
    app = RepairApp(services)
    async with app.run_test(size=size) as pilot:
        now = await drawn(pilot, services)
        assert now.offered
        assert services.mouth is not None
        assert services.mouth.said == []
        text = shown(app)
        assert "Waits for you" in text
        assert "Guided by Cleo" in text
        await pilot.press("enter")
        await until(pilot, lambda: state(services).position == 1)
        assert len(services.mouth.said) == 1
        await pilot.press("e")
        await pilot.press("end", *" Is it?")
        await pilot.press("enter")
        await until(pilot, lambda: state(services).phase is Phase.LISTEN)
        assert services.mouth.said[-1].endswith("Is that all right with you? Is it?")
        await drawn(pilot, services)
        assert "The voice asked" in shown(app)
        await pilot.press("space")
        await until(pilot, lambda: state(services).offered)
        await pilot.press("u")
        await until(pilot, lambda: state(services).phase is Phase.LISTEN)
        assert len(services.mouth.said) == 2


async def test_hold_floor_points_marks_notes_limits_and_steps_by_key() -> None:
    services = GuidedServices()
    app = RepairApp(services)
    async with app.run_test(size=(120, 40)) as pilot:
        await drawn(pilot, services)
        await pilot.press("h")
        await until(pilot, lambda: state(services).moment.name == "held")
        await drawn(pilot, services)
        assert "Everything rests" in shown(app)
        await pilot.press("h")
        await until(pilot, lambda: state(services).offered)
        await pilot.press("m", "l", "n")
        await pilot.press(*"ask about her mother", "enter")
        await pilot.press("M", *"silence", "enter")
        await until(pilot, lambda: len(state(services).marks) == 2)
        now = await drawn(pilot, services)
        assert [mark.text for mark in now.marks] == ["", "silence"]
        assert now.notes == ((-1, "ask about her mother"),)
        assert now.has_hard_limits
        text = shown(app)
        assert "2 marks" in text
        assert "1 note of yours" in text
        assert "Limits are hard" in text
        assert "ask about" not in text, "a note is not on the screen"
        await pilot.press("o")
        await until(pilot, lambda: state(services).answer("point", -1) == "the holidays")
        await drawn(pilot, services)
        assert "✓ the holidays" in shown(app)
        assert "· money" in shown(app)
        await pilot.press("2")
        await until(pilot, lambda: state(services).moment.name == "floor")
        await pilot.press("enter")
        await until(pilot, lambda: state(services).floor == 1)
        await drawn(pilot, services)
        assert "BEN SPEAKS" in shown(app)
        assert "speaks now" in shown(app)
        await pilot.press("space")
        await until(pilot, lambda: state(services).held is None)
        await pilot.press("k")
        await until(pilot, lambda: here(services).startswith("guided"))
        await pilot.press("g", "down", "down", "enter")
        await pilot.pause()
        assert here(services).startswith("guided"), "no way round a consent"


async def test_a_guided_session_comes_to_its_review() -> None:
    services = GuidedServices()
    app = RepairApp(services)
    answers = {**ANSWERS, "readiness/ask": "6"}
    async with app.run_test(size=(100, 30)) as pilot:
        await drawn(pilot, services)
        for _ in range(400):
            now = state(services)
            if now.is_over:
                break
            if isinstance(app.screen, SafetyScreen):
                for _ in now.opened.partners:
                    await pilot.press("enter", *"111")
                await until(pilot, lambda: state(services).phase is not Phase.PRIVATE)
            elif now.offered:
                assert services.driver is not None
                services.driver.guide("show")
                await until(pilot, lambda: state(services) is not now)  # noqa: B023
            elif now.phase is Phase.LISTEN:
                assert services.driver is not None
                services.driver.type(answers.get(here(services), "yes"))
                await until(pilot, lambda: state(services) is not now)  # noqa: B023
            else:
                await pilot.pause()
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        assert services.mouth is not None
        assert services.mouth.said == []
        assert len(state(services).agreements) == 2


async def test_its_colours_keep_their_contrast_and_its_help_names_its_keys() -> None:
    services = GuidedServices()
    app = RepairApp(services)
    async with app.run_test(size=(120, 40)) as pilot:
        await drawn(pilot, services)
        for _ in range(2):
            assert faint(app) == set()
            await pilot.press("g")
            await pilot.pause()
            assert faint(app) == set()
            await pilot.press("escape", "d")
            await pilot.pause()
        await pilot.press("question_mark")
        await until(pilot, lambda: "say the waiting prompt aloud" in shown(app))
        await pilot.press("escape")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(app.screen.query("Input").first(), object))
        assert isinstance(app.session, FacilitatorScreen)
        assert faint(app) == set()
