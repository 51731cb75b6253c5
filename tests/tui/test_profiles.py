"""A profile made and changed with keys alone."""

import pytest
from textual.widgets import Select

from tests.tui.fake import FakeServices
from tests.tui.pilot import shown, state, until
from voicerepair.core.profiles import Person
from voicerepair.errors import StorageError
from voicerepair.tui.app import RepairApp
from voicerepair.tui.screens.home import HomeScreen
from voicerepair.tui.screens.profile import CHOICES, ProfileScreen


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_a_profile_is_made_kept_and_used(size: tuple[int, int]) -> None:
    services = FakeServices()
    services.names = ("Ana", "Ben")
    app = RepairApp(services)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("escape", "1")
        await until(pilot, lambda: isinstance(app.screen, ProfileScreen))
        await pilot.press(*"Annie", "tab", *"she")
        app.screen.query_one("#modality", Select).value = "typing"
        app.screen.query_one("#patience", Select).value = "0"
        app.screen.query_one("#touch", Select).value = "no"
        app.screen.query_one("#phrases").value = "Wait, please.;  I need   a moment "
        await pilot.press("f10")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert services.known == (
            Person(name="Ana", called="Annie", pronouns="she", modality="typing", patience_seconds=0.0, touch=False,
                   phrases=("Wait, please.", "I need a moment")),
        )  # fmt: skip
        await pilot.press("s")
        await until(pilot, lambda: services.driver is not None and services.driver.has_begun)
        ana = state(services).opened.partners[0]
        assert (ana.name, ana.modality, ana.patience_seconds, ana.touch) == ("Annie", "typing", 0.0, False)


async def test_what_is_kept_is_shown_again_even_a_value_of_its_own() -> None:
    services = FakeServices()
    services.names = ("Ana", "Ben")
    services.known = (Person(name="Ben", patience_seconds=3.5, rate=155, scanning=True),)
    app = RepairApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("escape", "2")
        await until(pilot, lambda: isinstance(app.screen, ProfileScreen))
        values = {name: app.screen.query_one(f"#{name}", Select).value for name in CHOICES}
        assert (values["patience"], values["rate"], values["scanning"]) == ("3.5", "155", "yes")
        assert "For Ben" in shown(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert services.known[0].patience_seconds == 3.5


async def test_without_a_name_and_with_trouble_it_says_so() -> None:
    services = FakeServices()
    app = RepairApp(services)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: app.focused is not None and app.focused.id == "first")
        await pilot.press("escape", "1")
        await until(pilot, lambda: "A name first, please" in shown(app))
        await pilot.press(*"Ana", "escape", "1")
        await until(pilot, lambda: isinstance(app.screen, ProfileScreen))
        services.trouble = StorageError("The disk is full.", "Free some space.")
        await pilot.press("f10")
        await until(pilot, lambda: "The disk is full" in shown(app))
        assert isinstance(app.screen, ProfileScreen)
