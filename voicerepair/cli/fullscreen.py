"""The full-screen app, wired: what its screens ask for, from the real parts."""

import asyncio
import logging
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from msgspec.structs import replace

from voicerepair import config
from voicerepair.adapters import keys, protocol_files
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.adapters.memory_journal import MemoryStore
from voicerepair.cli.introduce import introduced
from voicerepair.cli.second_screen import SecondScreen
from voicerepair.cli.sessions import unfinished
from voicerepair.cli.wiring import PROFILES, Relay, Wiring, new_session_id
from voicerepair.core import profiles
from voicerepair.core import review as reviews
from voicerepair.core import session as sessions
from voicerepair.core.events import SessionOpened
from voicerepair.core.people import Partner
from voicerepair.core.profiles import Person
from voicerepair.core.state import SessionState
from voicerepair.errors import ProtocolError, StorageError
from voicerepair.ports import Clock, Ear, EarReport, Mouth, Screen, SessionInfo
from voicerepair.runtime.clock import WallClock
from voicerepair.runtime.driver import Driver
from voicerepair.translate import t
from voicerepair.tui.app import RepairApp

log = logging.getLogger(__name__)

AnyStore = SqlcipherStore | MemoryStore
Parts = Callable[[Relay, Clock], tuple[Ear, Mouth]]


class AppServices:
    """The real `Services`, with `Preferences` and `Lock`. `store`: None until it is unlocked."""

    def __init__(
        self, wiring: Wiring, store: AnyStore | None, names: Sequence[str], protocol: str, parts: Parts
    ) -> None:
        self.names = names
        self.protocol = protocol
        self.autostart = ""
        self.wants_resume = False
        self.second: SecondScreen | None = None
        self.has_microphone = True
        self._wiring = wiring
        self._opened = store
        self._parts = parts

    # ---- the store -------------------------------------------------------------------------------------

    @property
    def _store(self) -> AnyStore:
        if self._opened is None:
            raise StorageError(t("Your sessions are still locked."), t("Type the passphrase first."))
        return self._opened

    def lock(self) -> Literal["open", "closed", "new"]:
        if self._opened is not None:
            return "open"
        path = self._wiring.paths.store
        return "closed" if path.exists() and path.stat().st_size else "new"

    def unlock(self, passphrase: str) -> None:
        self._adopt(SqlcipherStore(self._wiring.paths.store, passphrase))

    def keep_nothing(self) -> None:
        self._adopt(MemoryStore())

    def _adopt(self, store: AnyStore) -> None:
        self._opened = store
        if self.wants_resume:
            with suppress(StorageError):  # nothing to go on with: the first page says what there is
                self.autostart = unfinished(store)

    def close(self) -> None:
        """Let the store go, and the second screen."""
        if self.second is not None:
            self.second.close()
        if self._opened is not None:
            self._opened.close()

    # ---- preferences -----------------------------------------------------------------------------------

    def exercises(self) -> list[tuple[str, str]]:
        found = []
        language = self._wiring.language
        for name, path in protocol_files.available(self._wiring.paths.config / "protocols", language).items():
            try:
                loaded = protocol_files.read(path)
            except ProtocolError as error:
                log.warning("exercise %s cannot be read: %s", name, error.message)
                continue
            if (
                loaded.partners[0] <= 2 <= loaded.partners[1]
                and loaded.language.split("-")[0] == language.split("-")[0]
            ):
                found.append((name, loaded.title))
        return found

    def device(self) -> str:
        return self._wiring.settings.input_device

    def choose_device(self, name: str) -> None:
        self._keep_setting("input_device", name)

    def save_theme(self, name: str) -> None:
        self._keep_setting("theme", name)

    def _keep_setting(self, key: str, value: str) -> None:
        self._wiring.settings = replace(self._wiring.settings, **{key: value})
        config.save({key: value}, self._wiring.paths.config_file)

    # ---- people ----------------------------------------------------------------------------------------

    def people(self) -> tuple[Person, ...]:
        return profiles.decode(self._store.value(PROFILES))

    def keep_person(self, person: Person) -> None:
        self._store.set_value(PROFILES, profiles.encode(profiles.put(self.people(), person)))

    def as_partner(self, person: Person) -> Partner:
        settings = self._wiring.settings
        return profiles.partner(person, settings.patience_seconds, settings.touch)

    # ---- sessions --------------------------------------------------------------------------------------

    def recognizer_line(self) -> str:
        return self._wiring.recognizer_line() if self.has_microphone else t("nobody: type, or pick by key")

    def devices(self) -> list[str]:
        from voicerepair.adapters.microphone import list_devices

        return [device.name for device in list_devices()]

    def history(self) -> list[SessionInfo]:
        return list(self._store.sessions())

    def review(self, session: str) -> reviews.Review:
        outcome = self._store.outcome(session)
        if outcome:
            return reviews.decode(outcome)
        state = sessions.fold(list(self._store.open(session).events()))
        if state is None:
            raise StorageError(
                t("Nothing of session {session} was kept.", session=session), t("See: voicerepair history")
            )
        return reviews.review(state)

    def is_guided(self, session: str) -> bool:
        if not session:
            return bool(self._wiring.facilitator)
        first = next(iter(self._store.open(session).events()), None)
        return isinstance(first, SessionOpened) and bool(first.facilitator)

    def begin(self, screen: Screen, names: Sequence[str]) -> tuple[Driver, SessionOpened]:
        session, clock = new_session_id(), WallClock()
        opened = self._wiring.opened(session, list(names), self.protocol, self._store, clock.now())
        return self._drive(screen, session, is_new=True, clock=clock), opened

    def resume(self, screen: Screen, session: str) -> Driver:
        return self._drive(screen, session, is_new=False)

    def _drive(self, screen: Screen, session: str, *, is_new: bool, clock: Clock | None = None) -> Driver:
        shown = self.second.beside(screen) if self.second else screen
        driver = self._wiring.driver(self._store, session, shown, is_new=is_new, clock=clock, parts=self._parts)
        if self.second:
            self.second.begin(driver)
        return driver

    def page_link(self) -> str:
        return self.second.link() if self.second else ""

    def trial(self, sink: Callable[[EarReport], None]) -> tuple[Ear, Mouth]:
        return self._wiring.trial(sink)

    def finished(self, state: SessionState) -> reviews.Review:
        return reviews.review(state)


def run_session(wiring: Wiring, chosen: dict[str, Any]) -> None:
    """The app with the real microphone and voice. A store that nothing has the passphrase of is opened in it."""
    has_microphone = not chosen.get("no_mic")

    def parts(relay: Relay, clock: Clock) -> tuple[Ear, Mouth]:
        return wiring.ear(relay, has_microphone, clock), wiring.mouth(relay)

    names = list(chosen.get("partners") or ())
    keeps_nothing = wiring.settings.keep == "nothing"
    is_known = keeps_nothing or os.environ.get(keys.VARIABLE) or keys.from_keyring()
    by_voice = bool(chosen.get("by_voice")) and not names and has_microphone
    store = wiring.store(keeps_nothing) if is_known else MemoryStore() if by_voice else None
    if by_voice and store is not None and not chosen.get("resume"):
        names = asyncio.run(introduced(wiring, store, WallClock(), lambda take: None))
    services = AppServices(wiring, store, names, chosen.get("protocol") or "repair", parts)
    try:
        services.has_microphone = has_microphone
        services.second = SecondScreen() if chosen.get("page") else None
        services.wants_resume = bool(chosen.get("resume"))
        services.autostart = "new" if len(names) > 1 and not services.wants_resume else ""
        if services.wants_resume and store is not None:
            services.autostart = unfinished(store)
        RepairApp(services, wiring.settings.theme).run()
    finally:
        services.close()


def run_demo(wiring: Wiring, folder: Path) -> None:
    """The app hearing the demo's recordings in real time. Nothing is kept."""
    from voicerepair.cli.parts import demo_model, replay_parts

    parts = replay_parts(wiring, folder, demo_model(wiring), is_fast=False)
    services = AppServices(wiring, wiring.store(keep_nothing=True), ["Ana", "Ben"], "repair", parts)
    services.autostart = "new"
    RepairApp(services, wiring.settings.theme).run()
