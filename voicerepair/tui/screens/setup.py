"""Set-up: which microphone, how loud, which recogniser; hear a prompt, say a sentence."""

import asyncio
import time
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Footer, Select, Static

from voicerepair.core.events import PromptPlayed, UtteranceHeard
from voicerepair.errors import VoiceRepairError
from voicerepair.ports import Ear, EarReport, LevelMeasured, Mouth, Noticed, PartialHeard
from voicerepair.translate import t
from voicerepair.tui.services import Preferences, Services
from voicerepair.tui.widgets.meter import Meter
from voicerepair.wording import texts
from voicerepair.wording.describe import DOUBTFUL

DEFAULT = t("the system's own choice")
DRAW_SECONDS = 0.1
HOLDOFF_SECONDS = 0.35


class SetupScreen(Screen[None]):
    """The microphone is open all the time here, except while a prompt is heard."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("v", "prompt", t("Hear a prompt"), id="setup.prompt"),
        Binding("i", "device", t("Microphone"), id="setup.device"),
        Binding("escape", "leave", t("Back"), id="setup.leave"),
    ]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._ear: Ear | None = None
        self._mouth: Mouth | None = None
        self._turn = 0
        self._level: LevelMeasured | None = None
        self._device = ""
        self._is_saying = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(t("Set-up"), classes="lead gap")
            yield Static("", id="trouble", markup=False)
            with Horizontal(classes="row"):
                yield Static(t("Microphone"), classes="label")
                if isinstance(self._services, Preferences):
                    yield Select[str]([(DEFAULT, "")], id="device", allow_blank=False, compact=True)
                else:
                    yield Static("", id="devices", markup=False)
            with Horizontal(classes="row"):
                yield Static(t("Level"), classes="label")
                yield Meter()
            with Horizontal(classes="row"):
                yield Static(t("Recogniser"), classes="label")
                yield Static("", id="recognizer", markup=False)
            with Horizontal(classes="row"):
                yield Static(t("Voice"), classes="label")
                yield Button(t("Hear a prompt"), id="prompt")
                yield Static("", id="voice-said", markup=False)
            with Horizontal(classes="row"):
                yield Static(t("Say a sentence"), classes="label")
                yield Static(t("For example: {TRY_SENTENCE}", TRY_SENTENCE=texts.TRY_SENTENCE), classes="muted")
            with Horizontal(classes="row"):
                yield Static(t("Understood"), classes="label")
                yield Static(t("nothing yet"), id="understood", markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.query_one("#trouble").display = False
        self.set_interval(DRAW_SECONDS, self._draw)
        self.run_worker(self._load(), exit_on_error=False)

    async def on_unmount(self) -> None:
        await self._end()

    async def _load(self) -> None:
        try:
            self.query_one("#recognizer", Static).update(self._services.recognizer_line())
            names = await asyncio.to_thread(self._services.devices)
        except VoiceRepairError as error:
            self._trouble(error.message, error.hint)
            names = []
        if isinstance(self._services, Preferences):
            self._device = self._services.device() if self._services.device() in names else ""
            with self.prevent(Select.Changed):
                select = self.query_one("#device", Select)
                select.set_options([(DEFAULT, ""), *((name, name) for name in names)])
                select.value = self._device
        else:
            self.query_one("#devices", Static).update("\n".join(names) or t("none"))
        if not names:
            self._trouble(t("There is no microphone."), t("You can type, or pick answers by key."))
        await self._start()

    # ---- ear and voice ----------------------------------------------------------------------------------

    async def _start(self) -> None:
        await self._end()
        try:
            self._ear, self._mouth = self._services.trial(self._take)
            await self._mouth.start()
            await self._ear.start()
        except VoiceRepairError as error:
            self._trouble(error.message, error.hint)
            return
        self._listen()

    async def _end(self) -> None:
        parts = [part for part in (self._ear, self._mouth) if part is not None]
        self._ear = self._mouth = None
        await asyncio.gather(*(part.stop() for part in parts), return_exceptions=True)

    def _listen(self) -> None:
        if self._ear is not None:
            self._turn += 1
            self._ear.open_mic(self._turn, "dictation", time.time() + HOLDOFF_SECONDS, "setup", ())

    def _take(self, report: EarReport) -> None:
        if not self.is_mounted:
            return
        understood = self.query_one("#understood", Static)
        match report:
            case LevelMeasured():
                self._level = report
            case PartialHeard(text=text) if text:
                understood.update(f"… {text} …")
            case UtteranceHeard() if report.words:
                words = " ".join(f"{word.text}{'?' if word.confidence < DOUBTFUL else ''}" for word in report.words)
                understood.update(f"“{words}”")
            case UtteranceHeard():
                understood.update(t("I heard you, but I did not understand."))
            case PromptPlayed():
                self._is_saying = False
                self.query_one("#voice-said", Static).update(
                    t("Shown only.") if report.how == "shown" else t("That was it.")
                )
                self._listen()
            case Noticed():
                self._trouble(report.message, report.hint)
            case _:
                pass

    def _draw(self) -> None:
        if self._level is not None:
            self.query_one(Meter).show(self._level.dbfs, self._level.speech)
            self._level = None

    def _trouble(self, message: str, hint: str) -> None:
        trouble = self.query_one("#trouble", Static)
        trouble.update(f"! {message} {hint}".rstrip())
        trouble.display = True
        self.call_after_refresh(trouble.scroll_visible, animate=False)

    # ---- keys -------------------------------------------------------------------------------------------

    @on(Select.Changed, "#device")
    async def _chosen(self, event: Select.Changed) -> None:
        name = event.value if isinstance(event.value, str) else ""
        if name == self._device or not isinstance(self._services, Preferences):
            return
        self._device = name
        try:
            await asyncio.to_thread(self._services.choose_device, name)
        except VoiceRepairError as error:
            self._trouble(error.message, error.hint)
        self.run_worker(self._start(), group="parts", exclusive=True, exit_on_error=False)

    def action_device(self) -> None:
        for select in self.query("#device"):
            select.focus()

    @on(Button.Pressed, "#prompt")
    def action_prompt(self) -> None:
        """The microphone is closed meanwhile, so that the app does not hear itself."""
        if self._mouth is None or self._is_saying:
            return
        if self._ear is not None:
            self._ear.close_mic(self._turn)
        self._is_saying = True
        self.query_one("#voice-said", Static).update(t("Saying: {words}", words=texts.TRY_PROMPT))
        self._mouth.speak(self._turn, texts.TRY_PROMPT)

    def on_key(self) -> None:
        if self._is_saying and self._mouth is not None:
            self._mouth.hush()

    def action_leave(self) -> None:
        self.dismiss(None)
