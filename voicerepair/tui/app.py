"""The full-screen app: screens, keys, themes."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.theme import Theme

from voicerepair.core.state import SessionState
from voicerepair.errors import VoiceRepairError
from voicerepair.tui.screens.dialogs import HelpScreen
from voicerepair.tui.screens.home import HomeScreen
from voicerepair.tui.screens.review import ReviewScreen
from voicerepair.tui.screens.session import SessionScreen
from voicerepair.tui.screens.setup import SetupScreen
from voicerepair.tui.services import Services

DARK = Theme(
    name="voicerepair-dark", dark=True, primary="#8fd3c8", secondary="#f2c78f", accent="#f2c78f", foreground="#f4f1ea",
    background="#14181b", surface="#1c2226", panel="#242c31", success="#a8e0a0", warning="#f7d070", error="#ffb0a8",
)  # fmt: skip
LIGHT = Theme(
    name="voicerepair-light", dark=False, primary="#0b4f47", secondary="#6b3f00", accent="#6b3f00",
    foreground="#14181b", background="#fbf9f4", surface="#f3efe6", panel="#e9e3d6", success="#1d5a16",
    warning="#6b4a00", error="#8c1d12",
)  # fmt: skip


class RepairApp(App[None]):
    """Needs `Services`; knows no device and no database itself."""

    CSS_PATH = "app.tcss"
    TITLE = "voicerepair"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "keys", "Keys", id="app.keys", show=False),
        Binding("f3", "toggle_theme", "Light / dark", id="app.theme", show=False),
    ]

    def __init__(self, services: Services, theme: str = "") -> None:
        super().__init__()
        self.services = services
        self._theme = theme
        self.last: SessionState | None = None

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = self._theme if self._theme in self.available_themes else DARK.name
        self.push_screen(HomeScreen(self.services))
        if self.services.autostart == "new":
            self.action_begin()
        elif self.services.autostart:
            self.action_resume(self.services.autostart)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield from super().get_system_commands(screen)
        yield SystemCommand("Light or dark", "Change between our two themes", self.action_toggle_theme)
        yield SystemCommand("Keys and words", "Everything you can press or say", self.action_keys)

    def action_keys(self) -> None:
        self.push_screen(HelpScreen())

    def action_toggle_theme(self) -> None:
        self.theme = LIGHT.name if self.theme == DARK.name else DARK.name

    def action_setup(self) -> None:
        self.push_screen(SetupScreen(self.services))

    def action_begin(self) -> None:
        services = self.services
        self.push_screen(SessionScreen(lambda bridge: services.begin(bridge, services.names)), self._finished)

    def action_resume(self, session: str) -> None:
        services = self.services
        self.push_screen(SessionScreen(lambda bridge: (services.resume(bridge, session), None)), self._finished)

    def action_review(self, session: str) -> None:
        try:
            self.push_screen(ReviewScreen(self.services.review(session)))
        except VoiceRepairError as error:
            self.notify(f"{error.message} {error.hint}", severity="error")

    def _finished(self, state: SessionState | None) -> None:
        if state is not None:
            self.last = state
            self.push_screen(ReviewScreen(self.services.finished(state)))
