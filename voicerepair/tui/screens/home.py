"""The first screen: start, go on, look back, set up."""

import datetime

from rich.markup import escape
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Label, OptionList, Static
from textual.widgets.option_list import Option

from voicerepair.errors import VoiceRepairError
from voicerepair.ports import SessionInfo
from voicerepair.tui.services import Services

STATES = {"open": "not finished", "break": "on a break", "stopped": "stopped", "completed": "finished",
          "not_today": "not today"}  # fmt: skip


class HomeScreen(Screen[None]):
    """Names and a start button; unfinished sessions come first."""

    BINDINGS = [
        Binding("ctrl+s", "start", "Start", id="home.start"),
        Binding("f2", "setup", "Set-up", id="home.setup"),
        Binding("ctrl+q", "app.quit", "Quit", id="home.quit"),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._sessions: dict[str, SessionInfo] = {}

    def compose(self) -> ComposeResult:
        names = [*self._services.names, "", ""]
        with VerticalScroll(id="home"):
            yield Static("[b]voicerepair[/b]  a spoken companion for repair after a hurt", classes="title")
            yield Static("Everything stays on this machine. It is not therapy, and it cannot replace it.")
            yield Static("", id="recognizer")
            with Horizontal(classes="row"):
                yield Input(names[0], placeholder="First name", id="first")
                yield Input(names[1], placeholder="Second name", id="second")
            with Horizontal(classes="row"):
                yield Button("Start", id="start", variant="primary")
                yield Button("Set-up", id="setup")
            yield Label("Your sessions", id="before")
            yield OptionList(id="sessions")
        yield Footer()

    def on_mount(self) -> None:
        self._refresh()

    def on_screen_resume(self) -> None:
        self._refresh()

    def _refresh(self) -> None:
        try:
            self.query_one("#recognizer", Static).update(f"Listening: {escape(self._services.recognizer_line())}")
            self._sessions = {info.session: info for info in self._services.history()}
        except VoiceRepairError as error:
            self.notify(f"{error.message} {error.hint}", severity="error", timeout=15)
        unfinished = ("break", "open", "stopped")
        order = sorted(self._sessions.values(), key=lambda info: (info.state not in unfinished, -info.started_at))
        chosen = self.query_one("#sessions", OptionList)
        chosen.clear_options()
        for info in order[:50]:
            when = datetime.datetime.fromtimestamp(info.started_at).strftime("%d %b %H:%M")
            verb = "Go on" if info.state in unfinished else "Look back"
            names = escape(" and ".join(info.partners))
            back = ""
            if info.state == "break":
                back = datetime.datetime.fromtimestamp(info.return_at).strftime(", back on %A %H:%M")
            chosen.add_option(
                Option(f"{verb}: {when}, {names}, {STATES.get(info.state, info.state)}{back}", info.session)
            )
        chosen.display = bool(order)
        self.query_one("#before").display = bool(order)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        info = self._sessions[str(event.option.id)]
        if info.state in ("open", "break", "stopped"):
            self.app.call_later(self.app.run_action, f"app.resume('{info.session}')")
        else:
            self.app.call_later(self.app.run_action, f"app.review('{info.session}')")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "start":
            self.action_start()
        else:
            self.action_setup()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input.id == "first":
            self.query_one("#second").focus()
        else:
            self.action_start()

    def action_start(self) -> None:
        names = [self.query_one(f"#{field}", Input).value.strip() for field in ("first", "second")]
        if not all(names):
            self.notify("Please give both names.", severity="warning")
            self.query_one("#second" if names[0] else "#first").focus()
            return
        self._services.names = names
        self.app.call_later(self.app.run_action, "app.begin")

    def action_setup(self) -> None:
        self.app.call_later(self.app.run_action, "app.setup")
