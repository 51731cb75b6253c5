"""The full-screen app on its real services: a locked store, kept choices, exercises. No sound, no network."""

import stat
from pathlib import Path

import pytest

from tests.tui.pilot import shown, until
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.cli.fullscreen import AppServices
from voicerepair.cli.wiring import Wiring, silent_parts
from voicerepair.config import Paths, Settings, load
from voicerepair.core.profiles import Person
from voicerepair.errors import StorageError, WrongPassphraseError
from voicerepair.tui.app import RepairApp
from voicerepair.tui.screens.home import HomeScreen
from voicerepair.tui.screens.unlock import UnlockScreen
from voicerepair.tui.services import Lock, Preferences, Services
from voicerepair.tui.themes import LIGHT

PHRASE = "two calm words"


def places(folder: Path) -> Paths:
    return Paths(config=folder / "config", data=folder / "data", models=folder / "models", log=folder / "log")


def services_in(folder: Path) -> AppServices:
    return AppServices(Wiring(Settings(spoken=False), places(folder)), None, (), "repair", silent_parts)


def test_they_offer_all_that_screens_may_ask_for(tmp_path: Path) -> None:
    services = services_in(tmp_path)
    assert isinstance(services, Preferences)
    assert isinstance(services, Lock)
    typed: Services = services
    assert typed.protocol == "repair"


async def test_a_new_store_takes_a_passphrase_typed_twice_and_is_opened_with_it_next_time(tmp_path: Path) -> None:
    services = services_in(tmp_path)
    app = RepairApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen) and "Choose a passphrase" in shown(app))
        await pilot.press("enter", "enter")
        await until(pilot, lambda: "Please type it first" in shown(app))
        await pilot.press(*"abc", "enter", *"abd", "enter")
        await until(pilot, lambda: "The two differ" in shown(app))
        assert "abc" not in shown(app)
        await pilot.press(*"abc", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    services.close()
    store = places(tmp_path).store
    assert stat.S_IMODE(store.stat().st_mode) == 0o600
    again = services_in(tmp_path)
    assert again.lock() == "closed"
    with pytest.raises(WrongPassphraseError):
        again.unlock("abd")
    again.unlock("abc")
    assert again.lock() == "open"
    again.close()


async def test_a_locked_store_asks_again_after_a_wrong_passphrase(tmp_path: Path) -> None:
    SqlcipherStore(places(tmp_path).store, PHRASE).close()
    services = services_in(tmp_path)
    app = RepairApp(services)
    async with app.run_test(size=(40, 12)) as pilot:
        await until(pilot, lambda: "Your sessions are locked" in shown(app))
        await pilot.press(*"wrong", "enter")
        await until(pilot, lambda: "does not open" in shown(app))
        await pilot.press(*PHRASE, "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert services.history() == []
    services.close()


async def test_one_can_go_on_without_the_store(tmp_path: Path) -> None:
    SqlcipherStore(places(tmp_path).store, PHRASE).close()
    before = places(tmp_path).store.read_bytes()
    services = services_in(tmp_path)
    app = RepairApp(services)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        await pilot.press("f4")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    assert places(tmp_path).store.read_bytes() == before


async def test_ctrl_c_leaves_a_locked_app(tmp_path: Path) -> None:
    app = RepairApp(services_in(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        await pilot.press("ctrl+c")
    assert not app.is_running


def test_a_locked_store_says_so_to_whoever_asks(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="still locked"):
        services_in(tmp_path).history()


def test_choices_stay_for_the_next_start(tmp_path: Path) -> None:
    services = services_in(tmp_path)
    services.choose_device("USB headset")
    services.save_theme(LIGHT.name)
    assert services.device() == "USB headset"
    kept = load({}, {}, places(tmp_path).config_file)
    assert (kept.input_device, kept.theme) == ("USB headset", LIGHT.name)
    services.choose_device("")
    assert load({}, {}, places(tmp_path).config_file).input_device == ""


def test_exercises_leave_out_what_cannot_be_read(tmp_path: Path) -> None:
    own = places(tmp_path).config / "protocols"
    own.mkdir(parents=True)
    (own / "broken.toml").write_text("format = ", "utf-8")
    found = dict(services_in(tmp_path).exercises())
    assert found["repair"] == "Repair after a rupture"
    assert "broken" not in found


def test_profiles_are_kept_encrypted_and_shape_the_next_session(tmp_path: Path) -> None:
    services = services_in(tmp_path)
    services.unlock(PHRASE)
    services.keep_person(Person(name="Ana", called="Annie", pronouns="xe/xem", rate=120, patience_seconds=9.0))
    services.close()
    for file in places(tmp_path).data.iterdir():
        assert b"xe/xem" not in file.read_bytes()
    again = services_in(tmp_path)
    again.unlock(PHRASE)
    assert [person.pronouns for person in again.people()] == ["xe/xem"]
    wiring = Wiring(Settings(spoken=False), places(tmp_path))
    store = SqlcipherStore(places(tmp_path).store, PHRASE)
    opened = wiring.opened("s1", ["Ana", "Ben"], "repair", store, 0.0)
    assert [partner.name for partner in opened.partners] == ["Annie", "Ben"]
    assert opened.partners[0].patience_seconds == 9.0
    assert wiring.voice_settings().rate == 120
    store.close()
    again.close()
