"""The first page: go on with what is open, start, look back, set up."""

import asyncio
import time
from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Select, Static

from voicerepair.core.profiles import Person, find
from voicerepair.core.state import SessionState
from voicerepair.errors import VoiceRepairError
from voicerepair.ports import SessionInfo
from voicerepair.translate import t
from voicerepair.tui.screens.facilitator import FacilitatorScreen
from voicerepair.tui.screens.farewell import FarewellScreen
from voicerepair.tui.screens.history import HistoryScreen, in_a_line
from voicerepair.tui.screens.profile import ProfileScreen
from voicerepair.tui.screens.review import ReviewScreen
from voicerepair.tui.screens.session import Make, SessionScreen
from voicerepair.tui.screens.setup import SetupScreen
from voicerepair.tui.services import Guides, People, Preferences, SecondScreen, Services
from voicerepair.wording import texts

RESUMABLE = ("open", "break", "stopped")


class HomeScreen(Screen[None]):
    """Also where every session comes back to."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "resume", t("Go on"), id="home.resume"),
        Binding("s", "start", t("Start"), id="home.start"),
        Binding("e", "history", t("Earlier"), id="home.history"),
        Binding("1", "profile(0)", t("First partner"), show=False, id="home.first"),
        Binding("2", "profile(1)", t("Second partner"), show=False, id="home.second"),
        Binding("u", "setup", t("Set-up"), id="home.setup"),
        Binding("q", "app.quit", t("Quit"), id="home.quit"),
        Binding("escape", "unfocus", t("Leave the field"), show=False, id="home.unfocus"),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._open: SessionInfo | None = None

    def compose(self) -> ComposeResult:
        first, second = (*self._services.names, "", "")[:2]
        with VerticalScroll(classes="page", can_focus=False):
            yield Static("voicerepair", classes="lead")
            yield Static(texts.WHAT_IT_IS)
            yield Static(texts.NOT_THERAPY, classes="muted gap")
            with Horizontal(classes="buttons", id="open-row"):
                yield Button(t("Go on"), id="resume", classes="-main")
                yield Static("", id="open-who", markup=False)
            with Horizontal(classes="row"):
                yield Static(t("First partner"), classes="label")
                yield Input(first, placeholder=t("a name"), id="first", max_length=40)
                if isinstance(self._services, People):
                    yield Button(t("1  Needs"), id="profile-0")
            with Horizontal(classes="row"):
                yield Static(t("Second partner"), classes="label")
                yield Input(second, placeholder=t("a name"), id="second", max_length=40)
                if isinstance(self._services, People):
                    yield Button(t("2  Needs"), id="profile-1")
            if isinstance(self._services, Preferences):
                with Horizontal(classes="row"):
                    yield Static(t("Exercise"), classes="label")
                    yield Select[str]((), id="exercise", prompt=t("the usual one"), compact=True)
            with Horizontal(classes="buttons"):
                yield Button(t("Start"), id="start", classes="-main")
                yield Button(t("Earlier sessions"), id="history")
                yield Button(t("Set-up"), id="setup")
                yield Button(t("Quit"), id="quit")
            yield Static(t("Esc leaves a field; then the keys below work. ? shows words and keys."), classes="muted")
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#open-row").display = False
        self.run_worker(self._begin(), exit_on_error=False)

    async def _begin(self) -> None:
        services = self._services
        if isinstance(services, Preferences):
            try:
                exercises = await asyncio.to_thread(services.exercises)
                select = self.query_one("#exercise", Select)
                select.set_options([(title, name) for name, title in exercises])
                if services.protocol in (name for name, _ in exercises):
                    select.value = services.protocol
            except VoiceRepairError as error:
                self._sorry(error)
        await self._look()
        start, services.autostart = services.autostart, ""
        if start == "new":
            self._run_new(tuple(services.names))
        elif start:
            self._run_resumed(start)

    async def _look(self) -> None:
        """Offer what is open first, and the names of the last pair."""
        try:
            history = await asyncio.to_thread(self._services.history)
        except VoiceRepairError as error:
            self._sorry(error)
            history = []
        self._open = next((info for info in history if info.state in RESUMABLE), None)
        self.query_one("#open-row").display = self._open is not None
        if self._open is not None:
            self.query_one("#open-who", Static).update(in_a_line(self._open, time.time()))
        first, second = self.query_one("#first", Input), self.query_one("#second", Input)
        if history and not first.value and not second.value and len(history[0].partners) == 2:
            first.value, second.value = history[0].partners
        if self.app.screen is self:
            (self.query_one("#resume") if self._open is not None else first).focus()
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return action != "resume" or self._open is not None

    def _sorry(self, error: VoiceRepairError) -> None:
        self.app.notify(f"{error.message} {error.hint}".strip(), title=t("Sorry"), severity="error", timeout=30)

    # ---- sessions ---------------------------------------------------------------------------------------

    def _run_new(self, names: tuple[str, ...]) -> None:
        self._services.names = names
        self._run(lambda screen: self._services.begin(screen, names), names, "")

    def _run_resumed(self, session: str) -> None:
        names = self._open.partners if self._open is not None and self._open.session == session else ()
        self._run(lambda screen: (self._services.resume(screen, session), None), names, session)

    def _run(self, make: Make, names: Sequence[str], session: str) -> None:
        keeper = self._services if isinstance(self._services, People) else None
        try:
            listening = self._services.recognizer_line()
            known = keeper.people() if keeper is not None else ()
            is_guided = isinstance(self._services, Guides) and self._services.is_guided(session)
        except VoiceRepairError as error:
            self._sorry(error)
            return
        people = [person for name in names if (person := find(known, name)) is not None]
        kind = FacilitatorScreen if is_guided else SessionScreen
        page = self._services if isinstance(self._services, SecondScreen) else None
        self.app.push_screen(kind(make, listening, people, keeper, page), self._came_back)

    def _came_back(self, state: SessionState | None) -> None:
        self.run_worker(self._look(), exit_on_error=False)
        if state is None:
            return
        if state.reason == "completed":
            self.app.push_screen(ReviewScreen(self._services.finished(state)))
        elif state.reason in ("break", "not_today"):
            self.app.push_screen(FarewellScreen(state))
        elif state.reason == "stopped":
            self.app.notify(t("Everything is kept. To go on, choose Go on."), title=t("Stopped here"))

    def action_resume(self) -> None:
        if self._open is not None:
            self._run_resumed(self._open.session)

    def action_start(self) -> None:
        fields = (self.query_one("#first", Input), self.query_one("#second", Input))
        names = [field.value.strip() for field in fields]
        for field, name in zip(fields, names, strict=True):
            if not name:
                field.focus()
                self.app.notify(t("Both partners need a name."), severity="warning")
                return
        if names[0].casefold() == names[1].casefold():
            fields[1].focus()
            self.app.notify(t("The two names are the same. Give each partner their own."), severity="warning")
            return
        for select in self.query("#exercise").results(Select):
            if isinstance(select.value, str):
                self._services.protocol = select.value
        self._run_new(tuple(names))

    def action_history(self) -> None:
        self.app.push_screen(HistoryScreen(self._services))

    def action_setup(self) -> None:
        self.app.push_screen(SetupScreen(self._services))

    async def action_profile(self, place: int) -> None:
        """How that partner is called, answers, and likes to be shown things."""
        field = self.query_one(("#first", "#second")[place], Input)
        name = field.value.strip()
        if not name:
            field.focus()
            self.app.notify(t("A name first, please."), severity="warning")
        elif isinstance(self._services, People):
            try:
                known = await asyncio.to_thread(self._services.people)
            except VoiceRepairError as error:
                self._sorry(error)
                return
            self.app.push_screen(ProfileScreen(self._services, find(known, name) or Person(name=name)))

    def action_unfocus(self) -> None:
        self.set_focus(None)

    @on(Input.Submitted, "#first")
    def _first_named(self) -> None:
        self.query_one("#second").focus()

    @on(Input.Submitted, "#second")
    def _second_named(self) -> None:
        self.action_start()

    async def on_button_pressed(self, event: Button.Pressed) -> None:
        match event.button.id:
            case "resume":
                self.action_resume()
            case "start":
                self.action_start()
            case "history":
                self.action_history()
            case "setup":
                self.action_setup()
            case "profile-0" | "profile-1":
                await self.action_profile(int(str(event.button.id)[-1]))
            case _:
                await self.app.action_quit()
