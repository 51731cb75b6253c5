"""The passphrase of the store: asked for, or chosen and typed twice. Hidden as it is typed."""

import asyncio
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Static

from voicerepair.errors import VoiceRepairError
from voicerepair.translate import t
from voicerepair.tui.services import Lock

WHY_A_PASSPHRASE = t("Your sessions are kept encrypted on this machine. A few words are good; it cannot be recovered.")


class UnlockScreen(Screen[None]):
    """Dismissed once the store is open, or nothing is to be kept."""

    AUTO_FOCUS = "#passphrase"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "show", t("Show or hide"), id="unlock.show"),
        Binding("f4", "keep_nothing", t("Keep nothing"), id="unlock.keep_nothing"),
    ]

    def __init__(self, lock: Lock) -> None:
        super().__init__()
        self._lock = lock
        self._is_new = lock.lock() == "new"

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="page", can_focus=False):
            if self._is_new:
                yield Static(t("Choose a passphrase"), classes="lead")
                yield Static(WHY_A_PASSPHRASE, classes="gap")
            else:
                yield Static(t("Your sessions are locked"), classes="lead gap")
            with Horizontal(classes="row"):
                yield Static(t("Passphrase"), classes="label")
                yield Input(password=True, id="passphrase", placeholder=t("hidden as you type; F2 shows it"))
            if self._is_new:
                with Horizontal(classes="row"):
                    yield Static(t("Once more"), classes="label")
                    yield Input(password=True, id="again")
            yield Static("", id="unlock-trouble", classes="gap", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(t("Open") if not self._is_new else t("Use it"), id="open", classes="-main")
                yield Button(t("Keep nothing this time"), id="nothing")
        yield Footer()

    def _say(self, text: str) -> None:
        self.query_one("#unlock-trouble", Static).update(text)

    def action_show(self) -> None:
        for field in self.query(Input):
            field.password = not field.password

    @on(Button.Pressed, "#nothing")
    def action_keep_nothing(self) -> None:
        self._lock.keep_nothing()
        self.dismiss(None)

    @on(Input.Submitted, "#passphrase")
    async def _first(self) -> None:
        if self._is_new:
            self.query_one("#again").focus()
        else:
            await self._open()

    @on(Input.Submitted, "#again")
    @on(Button.Pressed, "#open")
    async def _open(self) -> None:
        field = self.query_one("#passphrase", Input)
        if not field.value:
            field.focus()
            self._say(t("! Please type it first, or keep nothing this time."))
            return
        for again in self.query("#again").results(Input):
            if again.value != field.value:
                again.value = ""
                again.focus()
                self._say(t("! The two differ. Once more, please."))
                return
        self._say(t("One moment …"))
        try:
            await asyncio.to_thread(self._lock.unlock, field.value)
        except VoiceRepairError as error:
            field.value = ""
            field.focus()
            self._say(f"! {error.message} {error.hint}".rstrip())
            return
        self.dismiss(None)
