"""The page after a session that did not run to its end: a break, or not today."""

import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from voicerepair.core.language import sentence
from voicerepair.core.state import SessionState
from voicerepair.translate import date, t, weekday
from voicerepair.wording import texts


def when(at: float, now: float) -> str:
    """ "today at 15:40", "on Tuesday at 09:05", with the date when it is further away."""
    then, today = datetime.datetime.fromtimestamp(at), datetime.datetime.fromtimestamp(now).date()
    days = (then.date() - today).days
    if days in (0, 1, -1):
        near = (t("yesterday"), t("today"), t("tomorrow"))[days + 1]
        return t("{day} at {time}", day=near, time=f"{then:%H:%M}")
    if 0 < days < 7:
        return t("on {day} at {time}", day=weekday(then), time=f"{then:%H:%M}")
    return t("on {day} {date} at {time}", day=weekday(then), date=date(then), time=f"{then:%H:%M}")


class FarewellScreen(Screen[None]):
    """Says what happens next; nothing about why."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape", "dismiss", t("To the first page"), id="farewell.leave"),
    ]

    def __init__(self, state: SessionState) -> None:
        super().__init__()
        self._state = state

    def compose(self) -> ComposeResult:
        state = self._state
        with VerticalScroll(classes="page"):
            if state.reason == "break":
                yield Static(
                    t("A break. We go on {return_at}.", return_at=when(state.return_at, state.last_at)),
                    classes="lead gap",
                )
                yield Static(t("Walk, drink some water, breathe out slowly. Leave the issue alone until then.\n"))
                yield Static(t("Everything is kept, and we go on at the same step: choose Go on, on the first page."))
            else:
                said = [
                    sentence(state.opened.protocol.language, line) for line in (*texts.NOT_TODAY, *texts.HELP_LINES)
                ]
                yield Static(said[0], classes="lead gap")
                yield Static("\n\n".join(said[1:]))
        yield Footer()
