"""What a session came to. Talk time is shown as room that each had, never as a score."""

import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer, Static

from voicerepair.core.review import HEARD, AgreementReview, Review, followup_line, kept_lines
from voicerepair.tui.screens.farewell import when
from voicerepair.tui.widgets.chart import Bar, Chart
from voicerepair.wording.describe import minutes

ENDINGS = {
    "completed": "To the end", "stopped": "Stopped, can go on", "break": "A break", "not_today": "Not today",
    "open": "Not finished",
}  # fmt: skip


def talk_rows(outcome: Review) -> list[Bar]:
    """Length by share of all talk time; the figure says minutes and share."""
    return [
        Bar(
            name,
            outcome.talk_share[name],
            f"{minutes(outcome.talk_ms[name] / 1000)} min, {outcome.talk_share[name]:.0%}",
        )
        for name in outcome.partners
    ]


def heard_rows(outcome: Review) -> list[Bar]:
    """How many turns ended in which way."""
    counts = {key: outcome.heard.get(key, 0) for key in HEARD}
    whole = sum(counts.values()) or 1
    return [
        Bar(label, counts[key] / whole, f"{counts[key]} turn{'' if counts[key] == 1 else 's'}")
        for key, label in HEARD.items()
        if counts[key]
    ]


def agreement_line(agreement: AgreementReview) -> Content:
    due = f" When: {agreement.due}." if agreement.due else ""
    confirmed = " and ".join(agreement.confirmed_by)
    return Content.assemble(
        ("✓ ", "bold $success"), (f"{agreement.owner}: ", "bold"), f"“{agreement.text}”.{due}",
        (f" {confirmed} said yes." if confirmed else "", "$muted"),
    )  # fmt: skip


class ReviewScreen(Screen[None]):
    """One page, scrolled with the arrow keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", "Back", id="review.leave"),
        Binding("up", "scroll(-1)", "Up", show=False, id="review.up"),
        Binding("down", "scroll(1)", "Down", show=False, id="review.down"),
        Binding("pageup", "scroll(-10)", "Page up", show=False, id="review.page_up"),
        Binding("pagedown,space", "scroll(10)", "Page down", show=False, id="review.page_down"),
    ]

    def __init__(self, outcome: Review) -> None:
        super().__init__()
        self._outcome = outcome

    def compose(self) -> ComposeResult:
        outcome = self._outcome
        began = datetime.datetime.fromtimestamp(outcome.started_at)
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(f"{outcome.title}: {' and '.join(outcome.partners)}", classes="lead", markup=False)
            whole = max(1, round(outcome.seconds / 60))
            length = f"{whole} minute{'' if whole == 1 else 's'}"
            ending = ENDINGS.get(outcome.state, outcome.state)
            yield Static(f"{began:%A %d %B %Y, %H:%M}. {length}. {ending}.", classes="muted", markup=False)
            if outcome.return_at:
                back = when(outcome.return_at, outcome.started_at + outcome.seconds)
                yield Static(f"Back {back}.", markup=False)
            yield Static("Agreements", classes="heading")
            if outcome.agreements:
                for agreement in outcome.agreements:
                    yield Static(agreement_line(agreement))
            else:
                yield Static("None this time. We differ, and understand why, is an ending too.", classes="muted")
            yield Static("Room to speak", classes="heading")
            yield Chart(talk_rows(outcome))
            yield Static("Time really spoken. There is no right share.", classes="muted")
            yield Static("Turns", classes="heading")
            rows = heard_rows(outcome)
            if rows:
                yield Chart(rows)
            else:
                yield Static("None yet.", classes="muted")
            if outcome.followups:
                yield Static("From before", classes="heading")
                yield Static("\n".join(map(followup_line, outcome.followups)), markup=False)
            for heading, lines in kept_lines(outcome).items():
                yield Static(heading, classes="heading")
                yield Static("\n".join(lines), markup=False)
            yield Static(f"To keep this as a page: voicerepair export {outcome.session} --format html", classes="muted",
                         markup=False)  # fmt: skip
        yield Footer()

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
