"""The full-screen app, wired: what its screens ask for, from the real parts."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from voicerepair.cli.sessions import unfinished
from voicerepair.cli.wiring import Relay, Wiring, new_session_id
from voicerepair.core import review as reviews
from voicerepair.core import session as sessions
from voicerepair.core.events import SessionOpened
from voicerepair.core.state import SessionState
from voicerepair.errors import StorageError
from voicerepair.ports import Clock, Ear, EarReport, Mouth, Screen, SessionInfo
from voicerepair.runtime.clock import WallClock
from voicerepair.runtime.driver import Driver
from voicerepair.tui.app import RepairApp

Parts = Callable[[Relay, Clock], tuple[Ear, Mouth]]


class AppServices:
    """The real `Services`."""

    def __init__(self, wiring: Wiring, store: Any, names: Sequence[str], protocol: str, parts: Parts) -> None:
        self.names = names
        self.protocol = protocol
        self.autostart = ""
        self._wiring = wiring
        self._store = store
        self._parts = parts

    def recognizer_line(self) -> str:
        return self._wiring.recognizer_line()

    def devices(self) -> list[str]:
        from voicerepair.adapters.microphone import list_devices

        return [device.name + (" (in use)" if device.is_default else "") for device in list_devices()]

    def history(self) -> list[SessionInfo]:
        return list(self._store.sessions())

    def review(self, session: str) -> reviews.Review:
        outcome = self._store.outcome(session)
        if outcome:
            return reviews.decode(outcome)
        state = sessions.fold(list(self._store.open(session).events()))
        if state is None:
            raise StorageError(f"Nothing of session {session} was kept.", "See: voicerepair history")
        return reviews.review(state)

    def begin(self, screen: Screen, names: Sequence[str]) -> tuple[Driver, SessionOpened]:
        session, clock = new_session_id(), WallClock()
        opened = self._wiring.opened(session, list(names), self.protocol, self._store, clock.now())
        driver = self._wiring.driver(self._store, session, screen, is_new=True, clock=clock, parts=self._parts)
        return driver, opened

    def resume(self, screen: Screen, session: str) -> Driver:
        return self._wiring.driver(self._store, session, screen, is_new=False, parts=self._parts)

    def trial(self, sink: Callable[[EarReport], None]) -> tuple[Ear, Mouth]:
        return self._wiring.trial(sink)

    def finished(self, state: SessionState) -> reviews.Review:
        return reviews.review(state)


def run_session(wiring: Wiring, chosen: dict[str, Any]) -> None:
    """The app with the real microphone and voice."""
    store = wiring.store(keep_nothing=wiring.settings.keep == "nothing")
    try:
        names = list(chosen.get("partners") or ())
        has_microphone = not chosen.get("no_mic")

        def parts(relay: Relay, clock: Clock) -> tuple[Ear, Mouth]:
            return wiring.ear(relay, has_microphone, clock), wiring.mouth(relay)

        services = AppServices(wiring, store, names, chosen.get("protocol") or "repair", parts)
        services.autostart = unfinished(store) if chosen.get("resume") else "new" if len(names) > 1 else ""
        RepairApp(services, wiring.settings.theme).run()
    finally:
        store.close()


def run_demo(wiring: Wiring, folder: Path) -> None:
    """The app hearing the demo's recordings in real time. Nothing is kept."""
    from voicerepair.cli.parts import demo_model, replay_parts

    store = wiring.store(keep_nothing=True)
    parts = replay_parts(wiring, folder, demo_model(wiring), is_fast=False)
    services = AppServices(wiring, store, ["Ana", "Ben"], "repair", parts)
    services.autostart = "new"
    RepairApp(services, wiring.settings.theme).run()
