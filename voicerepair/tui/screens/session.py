"""The session: who has the floor, what is said, what was understood."""

import asyncio
from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.events import Key, Resize
from textual.screen import Screen
from textual.widgets import Footer, Input, Static

from voicerepair.core.commands import Command
from voicerepair.core.events import SessionOpened
from voicerepair.core.machine import Machine
from voicerepair.core.state import Phase, SessionState
from voicerepair.errors import VoiceRepairError
from voicerepair.ports import EarconShown, LevelMeasured, Noticed, PartialHeard, Signal
from voicerepair.runtime.driver import Driver
from voicerepair.tui.screens.dialogs import HelpScreen, NoteScreen, QuestionScreen
from voicerepair.tui.screens.safety import HelpOfferScreen, SafetyScreen
from voicerepair.tui.widgets.panels import Captions, FloorBar, Meter, PromptCard, SidePanel

EARCONS = {"mic_open": "♪ microphone open", "mic_closed": "♪ microphone closed", "turn_ending": "♪ turn ending soon"}


class Bridge:
    """The `ports.Screen` that the driver talks to; it outlives the widget tree by doing nothing then."""

    def __init__(self) -> None:
        self.screen: SessionScreen | None = None

    def render(self, state: SessionState) -> None:
        if self.screen is not None:
            self.screen.show(state)

    def signal(self, signal: Signal) -> None:
        if self.screen is not None:
            self.screen.take(signal)


class SessionScreen(Screen[SessionState | None]):
    """Runs a driver and shows its state. Dismissed with the last state, or None when it could not run."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "space", "Done / silence", id="session.done"),
        Binding("p", "word('pause')", "Pause", id="session.pause"),
        Binding("r", "word('repeat')", "Repeat", id="session.repeat"),
        Binding("t", "type", "Type", id="session.type"),
        Binding("n", "note", "Note", id="session.note"),
        Binding("question_mark", "help", "Keys", id="session.keys"),
        Binding("f", "word('not finished')", "Not finished", id="session.unfinished", show=False),
        Binding("s", "word('slower')", "Slower", id="session.slower", show=False),
        Binding("m", "word('more time')", "More time", id="session.more", show=False),
        Binding("h", "word('help')", "Words", id="session.help", show=False),
        Binding("x", "word('pass')", "Pass", id="session.pass", show=False),
        Binding("k", "word('skip')", "Skip", id="session.skip", show=False),
        Binding("b", "word('back')", "Back", id="session.back", show=False),
        Binding("g", "word('trigger')", "Trigger", id="session.trigger", show=False),
        Binding("o", "word('time out')", "Time out", id="session.timeout", show=False),
        Binding("ctrl+c,ctrl+q", "stop", "Stop", id="session.stop", priority=True),
        Binding("escape", "leave_typing", "Leave typing", id="session.escape", show=False),
    ]

    def __init__(self, make: Callable[[Bridge], tuple[Driver, SessionOpened | None]]) -> None:
        super().__init__()
        self._make = make
        self._bridge = Bridge()
        self._driver: Driver | None = None
        self._partial = ""
        self._is_ending = False
        self._asked = Phase.PROMPT
        self._is_stopping = False

    def compose(self) -> ComposeResult:
        yield FloorBar(id="floor")
        with Horizontal(id="middle"):
            with Vertical(id="main"):
                yield PromptCard(id="prompt")
                yield Captions(id="captions")
            yield SidePanel(id="side")
        yield Static("", id="notice")
        yield Input(placeholder="t: type an answer, Enter sends it, Escape leaves", id="typed")
        yield Meter("", id="meter")
        yield Footer()

    def on_mount(self) -> None:
        self._bridge.screen = self
        self.query_one("#floor").focus()
        self.set_interval(0.25, self._tick)
        self.run_worker(self._run(), exit_on_error=False)

    def on_unmount(self) -> None:
        self._bridge.screen = None

    def on_resize(self, event: Resize) -> None:
        self.set_class(event.size.width < 70 or event.size.height < 18, "-small")
        self.set_class(event.size.height < 14, "-tiny")

    async def _run(self) -> None:
        try:
            self._driver, opened = self._make(self._bridge)
            state = await self._driver.run(opened)
        except VoiceRepairError as error:
            self.app.notify(f"{error.message} {error.hint}", severity="error", timeout=15)
            self.dismiss(None)
            return
        except asyncio.CancelledError:
            raise
        except Exception as error:  # a sentence instead of a traceback; the journal has everything
            self.app.notify(
                f"Something went wrong ({type(error).__name__}). All is kept.", severity="error", timeout=15
            )
            self.dismiss(None)
            return
        self.dismiss(state)

    # ---- showing ----------------------------------------------------------------------------------------

    def show(self, state: SessionState) -> None:
        """The state after a step."""
        if state.phase is not Phase.LISTEN:
            self._partial = ""
        self._is_ending = state.is_warned and state.phase is Phase.LISTEN
        self.query_one(PromptCard).show(state)
        self.query_one(Captions).show(state, self._partial)
        self.query_one(SidePanel).show(state)
        self._tick()
        self._ask_privately(state)

    def _ask_privately(self, state: SessionState) -> None:
        if state.phase is self._asked:
            return
        self._asked = state.phase
        if state.phase is Phase.PRIVATE:
            names = [partner.name for partner in state.opened.partners]
            self.app.push_screen(SafetyScreen(names), self._safety_answered)
        elif state.phase is Phase.HELP:
            self.app.push_screen(HelpOfferScreen(), self._help_answered)

    def _safety_answered(self, cleared: bool | None) -> None:
        if self._driver is not None:
            self._driver.safety(bool(cleared))

    def _help_answered(self, choice: str | None) -> None:
        if self._driver is not None:
            self._driver.command(choice or "stop")

    def _tick(self) -> None:
        driver = self._driver
        if driver is None or not driver.has_begun or not self.is_mounted:
            return
        state, now = driver.state, driver.clock.now()
        self.query_one(FloorBar).show(state, now, Machine(state, now).budget(), self._is_ending)

    def take(self, signal: Signal) -> None:
        """Something that passes."""
        match signal:
            case PartialHeard():
                self._partial = signal.text
                if self._driver is not None:
                    self.query_one(Captions).show(self._driver.state, self._partial)
            case LevelMeasured():
                self.query_one(Meter).show(signal.dbfs, signal.speech)
            case Noticed():
                self.query_one("#notice", Static).update(f"! {signal.message} {signal.hint}")
            case EarconShown():
                self.query_one("#notice", Static).update(EARCONS.get(signal.earcon, ""))

    # ---- hands ------------------------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        driver = self._driver
        if driver is None or not driver.has_begun:
            return
        phrases = driver.state.moment.phrases
        if event.key.isdecimal() and 1 <= int(event.key) <= len(phrases) and not self._is_typing:
            event.stop()
            driver.type(phrases[int(event.key) - 1])
        elif driver.state.phase is Phase.PROMPT and event.key not in ("ctrl+c", "ctrl+q", "tab"):
            driver.hush()

    @property
    def _is_typing(self) -> bool:
        return isinstance(self.focused, Input)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if self._driver is not None and event.value.strip():
            self._driver.type(event.value)
        event.input.clear()

    def action_space(self) -> None:
        if self._driver is not None and self._driver.has_begun:
            if self._driver.state.phase is Phase.PROMPT:
                self._driver.hush()
            else:
                self._driver.command(Command.DONE.value)

    def action_word(self, word: str) -> None:
        if self._driver is not None and self._driver.has_begun:
            if word == "pause" and self._driver.state.is_paused:
                word = "resume"
            self._driver.command(word)

    def action_type(self) -> None:
        self.query_one("#typed").focus()

    def action_leave_typing(self) -> None:
        self.set_focus(None)

    def action_help(self) -> None:
        self.app.push_screen(HelpScreen())

    def action_note(self) -> None:
        driver = self._driver
        if driver is None or not driver.has_begun:
            return
        names = [partner.name for partner in driver.state.opened.partners]

        def written(note: tuple[int, str] | None) -> None:
            if note is not None:
                driver.note(*note)
                self.app.notify("Kept for you alone.")

        self.app.push_screen(NoteScreen(names, driver.state.moment.partner), written)

    def action_stop(self) -> None:
        driver = self._driver
        if driver is None or not driver.has_begun or self._is_stopping:
            self.app.exit()
            return
        self._is_stopping = True

        def answered(stop: bool | None) -> None:
            self._is_stopping = False
            if stop:
                driver.command(Command.STOP.value)
                driver.type("yes")

        self.app.push_screen(
            QuestionScreen("Stop here? Everything is kept, and you can go on later.", "Stop", "Go on"), answered
        )
