"""Earlier sessions, newest first; Enter shows what one came to."""

import asyncio
import time
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Footer, OptionList, Static
from textual.widgets.option_list import Option

from voicerepair.errors import VoiceRepairError
from voicerepair.ports import SessionInfo
from voicerepair.translate import joined, t
from voicerepair.tui.screens.farewell import when
from voicerepair.tui.screens.review import ReviewScreen
from voicerepair.tui.services import Services

REASONS = {"open": t("open"), "stopped": t("stopped"), "completed": t("completed"), "not_today": t("not today")}


def in_a_line(info: SessionInfo, now: float) -> str:
    """Who, how it stands, and when."""
    names = joined(info.partners)
    if info.state == "break":
        return t("{names}, back {return_at}", names=names, return_at=when(info.return_at, now))
    return f"{names}, {REASONS.get(info.state, info.state)} {when(info.last_at, now)}"


class HistoryScreen(Screen[None]):
    """A list; an empty one says so."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", t("Back"), id="history.leave")]

    def __init__(self, services: Services) -> None:
        super().__init__()
        self._services = services
        self._rows: Sequence[SessionInfo] = ()

    def compose(self) -> ComposeResult:
        with Vertical(classes="page"):
            yield Static(t("Earlier sessions"), classes="lead gap")
            yield Static("", id="history-empty", classes="muted", markup=False)
            yield OptionList(markup=False)
        yield Footer()

    def on_mount(self) -> None:
        self.run_worker(self._load(), exit_on_error=False)

    async def _load(self) -> None:
        empty = self.query_one("#history-empty", Static)
        try:
            self._rows = await asyncio.to_thread(self._services.history)
        except VoiceRepairError as error:
            empty.update(f"! {error.message} {error.hint}".rstrip())
            return
        now = time.time()
        self.query_one(OptionList).add_options([Option(in_a_line(info, now), info.session) for info in self._rows])
        if not self._rows:
            empty.update(t("None yet."))

    async def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        try:
            found = await asyncio.to_thread(self._services.review, self._rows[event.option_index].session)
        except VoiceRepairError as error:
            self.app.notify(f"{error.message} {error.hint}".strip(), title=t("Sorry"), severity="error")
            return
        self.app.push_screen(ReviewScreen(found))
