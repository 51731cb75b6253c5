"""Home, set-up, history, review, help: at every size, with and without trouble."""

import pytest

from tests.core.simulate import WHOLE, Simulation
from tests.tui.fake import FakeServices, info
from tests.tui.pilot import SIZES, begin, shown, until
from voicerepair.core import events as ev
from voicerepair.core import review as reviews
from voicerepair.core.words import Word
from voicerepair.errors import DeviceError, WrongPassphraseError
from voicerepair.ports import LevelMeasured, Noticed, PartialHeard
from voicerepair.tui.app import RepairApp
from voicerepair.tui.screens.help import HelpScreen
from voicerepair.tui.screens.history import HistoryScreen
from voicerepair.tui.screens.home import HomeScreen
from voicerepair.tui.screens.review import ReviewScreen
from voicerepair.tui.screens.session import SessionScreen
from voicerepair.tui.screens.setup import SetupScreen
from voicerepair.tui.services import Preferences, Services


class Plain:
    """Services that offer no preferences."""

    def __init__(self, services: FakeServices) -> None:
        self._services = services

    def __getattr__(self, name: str) -> object:
        if name in ("exercises", "device", "choose_device", "save_theme"):
            raise AttributeError(name)
        return getattr(self._services, name)


@pytest.mark.parametrize("size", SIZES)
async def test_home_says_what_it_is_and_offers_what_is_open_first(size: tuple[int, int]) -> None:
    services = FakeServices()
    services.past = [info("completed", session="s0"), info("break")]
    app = RepairApp(services)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.focused is not None and app.focused.id == "resume")
        await until(pilot, lambda: "back tomorrow at" in shown(app))
        assert "not therapy" in shown(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SessionScreen) or services.driver is not None)


async def test_home_takes_names_and_starts() -> None:
    services = FakeServices()
    app = RepairApp(services)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: app.focused is not None and app.focused.id == "first")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "Both partners need a name" in shown(app))
        await pilot.press(*"Ana", "enter", *"ana", "enter")
        await until(pilot, lambda: "The two names are the same" in shown(app))
        await pilot.press("home", *"J", "enter")
        await begin(pilot, services)
        assert [partner.name for partner in services.driver.state.opened.partners] == ["Ana", "Jana"]  # type: ignore[union-attr]


async def test_home_works_without_preferences() -> None:
    services = FakeServices()
    plain = Plain(services)
    assert not isinstance(plain, Preferences)
    wanted: Services = plain  # type: ignore[assignment]
    services.names = ("Ana", "Ben")
    app = RepairApp(wanted)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("escape", "d", "u")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and "USB headset" in shown(app))
        await pilot.press("escape", "s")
        await begin(pilot, services)


async def test_a_wrong_passphrase_is_a_sentence() -> None:
    services = FakeServices()
    services.trouble = WrongPassphraseError("This passphrase does not open your sessions.", "Try it once more.")
    app = RepairApp(services)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: "does not open" in shown(app))
        await pilot.press("escape", "e")
        await until(pilot, lambda: isinstance(app.screen, HistoryScreen))
        await until(pilot, lambda: "! This passphrase does not open your sessions. Try it once more." in shown(app))


@pytest.mark.parametrize("size", SIZES)
async def test_setup_shows_level_recogniser_and_what_was_understood(size: tuple[int, int]) -> None:
    services = FakeServices()
    services.waits = True
    app = RepairApp(services)
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("escape", "u")
        await until(pilot, lambda: services.ear is not None and services.ear.is_open)
        assert services.ear is not None
        assert services.mouth is not None
        assert "pocketsphinx" in shown(app)
        for dbfs, word in ((-90.0, "silent"), (-50.0, "quiet"), (-20.0, "good"), (-1.0, "too loud")):
            services.ear.sink(LevelMeasured(dbfs=dbfs, speech=word == "good"))
            await until(pilot, lambda word=word: word in shown(app))  # type: ignore[misc]
        services.ear.sink(PartialHeard(turn=1, text="i feel"))
        app.screen.query_one("#understood").scroll_visible(animate=False)
        await until(pilot, lambda: "… i feel …" in shown(app))
        words = (Word("hurt"), Word("late", confidence=0.1))
        services.ear.sink(ev.UtteranceHeard(at=1.0, turn=1, words=words))
        await until(pilot, lambda: "“hurt late?”" in shown(app))
        services.ear.sink(Noticed(message="The microphone is gone.", hint="You can type."))
        app.screen.query_one("#trouble").scroll_visible(animate=False)
        await until(pilot, lambda: "The microphone is gone." in shown(app))
        await pilot.press("v")
        assert not services.ear.is_open
        assert services.mouth.playing
        await pilot.press("z")
        await until(pilot, lambda: services.ear.is_open)  # type: ignore[union-attr]
        assert services.mouth.hushed == 1
        await pilot.press("escape")
        await until(pilot, lambda: not services.ear.is_started)  # type: ignore[union-attr]


async def test_another_microphone_is_kept_and_used() -> None:
    services = FakeServices()
    app = RepairApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("escape", "u")
        await until(pilot, lambda: services.ear is not None and services.ear.is_open)
        first = services.ear
        assert first is not None
        await pilot.press("i", "enter", "down", "down", "enter")
        await until(pilot, lambda: services.chosen == "USB headset")
        await until(pilot, lambda: services.ear is not first and services.ear.is_open)  # type: ignore[union-attr]
        assert not first.is_started


async def test_setup_without_a_microphone_is_a_sentence() -> None:
    services = FakeServices()
    app = RepairApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused is not None)
        services.trouble = DeviceError("PortAudio is missing.", "Install libportaudio2.")
        await pilot.press("escape", "u")
        await until(pilot, lambda: "! There is no microphone. You can type" in shown(app))


def whole() -> reviews.Review:
    return reviews.review(Simulation(WHOLE).run(), with_words=False)


@pytest.mark.parametrize("size", SIZES)
async def test_history_leads_to_a_review_with_figures_beside_its_bars(size: tuple[int, int]) -> None:
    services = FakeServices()
    services.past = [info("completed", session="s0"), info("not_today", session="s9")]
    services.reviews["s0"] = whole()
    app = RepairApp(services)
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("escape", "e")
        await until(pilot, lambda: "Ana and Ben, completed" in shown(app))
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: "Nothing of this session was kept." in shown(app))
        await pilot.press("up", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
        seen = ""
        for _ in range(40):
            await pilot.press("down")
            seen += shown(app)
        for text in ("I will knock", "Room to speak", "There is no right share", "%", "heard at once", "slowing"):
            assert text.lower() in seen.lower(), text
        assert "score" not in seen


async def test_an_empty_history_says_so() -> None:
    app = RepairApp(FakeServices())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("escape", "e")
        await until(pilot, lambda: "None yet." in shown(app))


@pytest.mark.parametrize("size", SIZES)
async def test_help_lists_words_and_keys(size: tuple[int, int]) -> None:
    app = RepairApp(FakeServices())
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("escape", "question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await until(pilot, lambda: "not finished" in shown(app))
        await pilot.press("end")
        await until(pilot, lambda: "Any key silences the voice." in shown(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_every_key_has_an_id_and_the_help_names_every_session_key() -> None:
    from textual.binding import Binding

    from voicerepair.wording import texts

    screens = (RepairApp, HomeScreen, SessionScreen, SetupScreen, HistoryScreen, ReviewScreen, HelpScreen)
    bindings = [binding for screen in screens for binding in screen.BINDINGS]
    assert all(isinstance(binding, Binding) and binding.id for binding in bindings)
    ids = [binding.id for binding in bindings if isinstance(binding, Binding)]
    assert len(set(ids)) == len(ids)
    listed = [key for _, key, _ in texts.KEYS_AND_WORDS] + [
        key for keys, _ in texts.MORE_KEYS for key in keys.split(", ")
    ]
    keys = {key.lower() for key in listed}
    for binding in SessionScreen.BINDINGS:
        assert isinstance(binding, Binding)
        if not binding.action.startswith(("pick", "scroll", "type", "scan")):
            assert binding.key in keys, binding.key


async def test_the_palette_offers_the_commands_of_the_session() -> None:
    services = FakeServices()
    services.names = ("Ana", "Ben")
    app = RepairApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused is not None)
        titles = {command.title for command in app.get_system_commands(app.screen)}
        assert {"Set-up", "Words and keys", "Light or dark", "Stop"} <= titles
        await pilot.press("escape", "s")
        screen = await begin(pilot, services)
        commands = {command.title: command.callback for command in app.get_system_commands(screen)}
        assert {"Pause", "Repeat", "Not finished", "Breathe", "Break", "Note"} <= set(commands)
        await until(pilot, lambda: services.driver is not None and services.driver.state.phase == "listen")
        await commands["Pause"]()
        await until(pilot, lambda: services.driver.state.is_paused)  # type: ignore[union-attr]


async def test_ctrl_c_outside_a_session_leaves() -> None:
    app = RepairApp(FakeServices())
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.focused is not None)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: not app.is_running)
    assert app.return_code == 0
