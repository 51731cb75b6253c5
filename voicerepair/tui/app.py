"""The full-screen app."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen

from voicerepair.errors import VoiceRepairError
from voicerepair.translate import t
from voicerepair.tui.screens.confirm import ConfirmScreen
from voicerepair.tui.screens.facilitator import FacilitatorScreen
from voicerepair.tui.screens.help import HelpScreen
from voicerepair.tui.screens.home import HomeScreen
from voicerepair.tui.screens.safety import HelpOfferScreen, SafetyScreen
from voicerepair.tui.screens.session import SessionScreen
from voicerepair.tui.screens.setup import SetupScreen
from voicerepair.tui.screens.unlock import UnlockScreen
from voicerepair.tui.services import Lock, Preferences, Services
from voicerepair.tui.themes import DARK, LIGHT, THEMES
from voicerepair.wording import describe

HIDDEN = ("pick", "app.", "scroll", "scan", "guide('floor'", "leave_field")
"""Actions that are keys only, not in the palette."""


class RepairApp(App[None]):
    """`theme` names the theme; empty for the dark one."""

    TITLE = "voicerepair"
    CSS_PATH = "app.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (60, "-medium"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (18, "-middle"), (34, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,f1", "help", t("Help"), key_display="?", id="app.help"),
        Binding("d", "light_or_dark", t("Light or dark"), show=False, id="app.theme"),
        Binding(
            "ctrl+p",
            "command_palette",
            t("palette"),
            tooltip=t("All commands, by name"),
            show=False,
            priority=True,
            id="app.palette",
        ),
        Binding("ctrl+c", "stop_here", t("Stop"), priority=True, id="app.stop"),
        Binding("ctrl+q", "quit", t("Quit"), show=False, priority=True, id="app.quit"),
    ]

    def __init__(self, services: Services, theme: str = "") -> None:
        super().__init__()
        self._services = services
        for own in THEMES:
            self.register_theme(own)
        self.theme = theme if theme in self.available_themes else DARK.name

    def get_theme_variable_defaults(self) -> dict[str, str]:
        current = self.current_theme
        colour = current.foreground or "#808080"
        return {
            "muted": colour,
            "partner-0": current.primary,
            "partner-1": current.accent or current.primary,
            "partner-2": current.secondary or current.primary,
        }

    def on_mount(self) -> None:
        if isinstance(self._services, Lock) and self._services.lock() != "open":
            self.push_screen(UnlockScreen(self._services), lambda _: self._open_home())
        else:
            self._open_home()

    def _open_home(self) -> None:
        self.push_screen(HomeScreen(self._services))

    @property
    def session(self) -> SessionScreen | None:
        """The running session's screen, wherever it is in the stack."""
        return next((screen for screen in self.screen_stack if isinstance(screen, SessionScreen)), None)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        yield SystemCommand(t("Words and keys"), t("Everything that can be said or pressed"), self.action_help)
        yield SystemCommand(t("Light or dark"), t("Change between the two themes"), self.action_light_or_dark)
        session = self.session
        if session is not None and screen is session:
            for binding in type(session).BINDINGS:
                if isinstance(binding, Binding) and not binding.action.startswith(HIDDEN):
                    yield SystemCommand(
                        binding.description, t("Key {key}", key=binding.key), self._call(session, binding.action)
                    )
        elif session is None:
            yield SystemCommand(t("Set-up"), t("Microphone, level, recogniser, voice"), self._open_setup)
        yield SystemCommand(t("Stop"), t("Stop here; everything is kept"), self.action_stop_here)

    def _call(self, session: SessionScreen, action: str):  # type: ignore[no-untyped-def]
        async def run() -> None:
            await session.run_action(action)

        return run

    def _open_setup(self) -> None:
        self.push_screen(SetupScreen(self._services))

    def action_command_palette(self) -> None:
        if self.use_command_palette and not isinstance(self.screen, CommandPalette):
            self.push_screen(CommandPalette(placeholder=t("Search for commands…"), id="--command-palette"))

    def action_help(self) -> None:
        if isinstance(self.screen, HelpScreen | SafetyScreen | HelpOfferScreen):
            return
        session = self.session
        now = () if session is None or session.state is None else describe.choices(session.state)
        labels = tuple(choice.label for choice in now if choice.label)
        self.push_screen(HelpScreen(labels, is_guide=isinstance(session, FacilitatorScreen)))

    def action_light_or_dark(self) -> None:
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name
        try:
            if isinstance(self._services, Preferences):
                self._services.save_theme(self.theme)
        except VoiceRepairError as error:
            self.notify(f"{error.message} {error.hint}".strip(), severity="warning")

    def action_stop_here(self) -> None:
        """Ctrl+C: ask while a session runs, leave otherwise; twice means yes."""
        if isinstance(self.screen, ConfirmScreen):
            self.screen.ask_to_stop()
        elif self.session is not None:
            self.session.ask_to_stop()
        else:
            self.exit()

    async def action_quit(self) -> None:
        self.action_stop_here()

    def _fatal_error(self) -> None:
        """Textual would print a traceback with local variables, that is, with people's words."""
        self._close_messages_no_wait()

    def run(self, **options: Any) -> None:
        """Run until the partners leave. An unforeseen error is raised here, once the terminal is itself again."""
        super().run(**options)
        if self._exception is not None:
            raise self._exception
