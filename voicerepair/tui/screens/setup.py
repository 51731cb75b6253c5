"""Set-up: which microphone, how loud it is, which recogniser; hear a prompt, say a sentence."""

import time

from rich.markup import escape
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Footer, Static

from voicerepair.core.events import MicClosed, MicOpened, PromptPlayed, SpeechEnded, UtteranceHeard
from voicerepair.errors import VoiceRepairError
from voicerepair.ports import Ear, EarReport, LevelMeasured, Mouth, Noticed, PartialHeard
from voicerepair.tui.services import Services
from voicerepair.tui.widgets.panels import Meter

SENTENCE = "This is how I sound. Is that loud enough?"


class SetupScreen(Screen[None]):
    """Tries the real ear and the real voice."""

    BINDINGS = [
        Binding("h", "hear", "Hear a prompt", id="setup.hear"),
        Binding("s", "say", "Say a sentence", id="setup.say"),
        Binding("escape,q", "leave", "Back", id="setup.leave"),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._ear: Ear | None = None
        self._mouth: Mouth | None = None
        self._turn = 0

    def compose(self) -> ComposeResult:
        with VerticalScroll(id="setup"):
            yield Static("[b]Set-up[/b]", classes="title")
            yield Static("", id="devices")
            yield Meter("Level: waiting for the microphone", id="meter")
            with Horizontal(classes="row"):
                yield Button("Hear a prompt (h)", id="hear")
                yield Button("Say a sentence (s)", id="say")
            yield Static("", id="heard")
            yield Static("", id="notice")
            yield Static("[dim]Other devices, voices and models: voicerepair where, voicerepair models list[/dim]")
        yield Footer()

    def on_mount(self) -> None:
        try:
            devices = ", ".join(self._services.devices()) or "none found; answers can be typed"
            line = self._services.recognizer_line()
        except VoiceRepairError as error:
            devices, line = "cannot be listed", str(error)
        self.query_one("#devices", Static).update(f"Microphones: {escape(devices)}\nListening: {escape(line)}")
        self.run_worker(self._start(), exit_on_error=False)

    async def _start(self) -> None:
        try:
            self._ear, self._mouth = self._services.trial(self._take)
            await self._mouth.start()
            await self._ear.start()
        except VoiceRepairError as error:
            self.query_one("#notice", Static).update(f"! {error}")

    def _take(self, report: EarReport) -> None:
        if not self.is_mounted:
            return
        heard = self.query_one("#heard", Static)
        match report:
            case LevelMeasured():
                self.query_one(Meter).show(report.dbfs, report.speech)
            case Noticed():
                self.query_one("#notice", Static).update(escape(f"! {report.message} {report.hint}"))
            case MicOpened():
                heard.update("● The microphone is open: say a sentence.")
            case PartialHeard():
                heard.update(f"[i]{escape(report.text)} …[/i]")
            case UtteranceHeard():
                heard.update(f"I understood: “{escape(report.text) or '(no words)'}”")
            case SpeechEnded():
                if self._ear is not None:
                    self._ear.close_mic(report.turn)
            case PromptPlayed() | MicClosed():
                pass

    def on_button_pressed(self, event: Button.Pressed) -> None:
        if event.button.id == "hear":
            self.action_hear()
        else:
            self.action_say()

    def action_hear(self) -> None:
        if self._mouth is not None:
            self._turn += 1
            self._mouth.speak(self._turn, SENTENCE)

    def action_say(self) -> None:
        if self._ear is not None:
            self._turn += 1
            self._ear.open_mic(self._turn, "dictation", time.time() + 0.2, "setup", ())

    async def action_leave(self) -> None:
        for part in (self._ear, self._mouth):
            if part is not None:
                await part.stop()
        self._ear = self._mouth = None
        self.dismiss(None)
