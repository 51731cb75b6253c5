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
from voicerepair.translate import date, joined, n, t, weekday
from voicerepair.tui.screens.farewell import when
from voicerepair.tui.widgets.chart import Bar, Chart
from voicerepair.wording.describe import minutes

ENDINGS = {
    "completed": t("To the end"), "stopped": t("Stopped, can go on"), "break": t("A break"),
    "not_today": t("Not today"),
    "open": t("Not finished"),
}  # fmt: skip


def talk_rows(outcome: Review) -> list[Bar]:
    """Length by share of all talk time; the figure says minutes and share."""
    return [
        Bar(
            name,
            outcome.talk_share[name],
            t(
                "{minutes} min, {talk_share}",
                minutes=minutes(outcome.talk_ms[name] / 1000),
                talk_share=f"{outcome.talk_share[name]:.0%}",
            ),
        )
        for name in outcome.partners
    ]


def heard_rows(outcome: Review) -> list[Bar]:
    """How many turns ended in which way."""
    counts = {key: outcome.heard.get(key, 0) for key in HEARD}
    whole = sum(counts.values()) or 1
    return [
        Bar(
            t(label),
            counts[key] / whole,
            n("{count} turn", "{count} turns", counts[key]),
        )
        for key, label in HEARD.items()
        if counts[key]
    ]


def agreement_line(agreement: AgreementReview) -> Content:
    due = t(" When: {due}.", due=agreement.due) if agreement.due else ""
    confirmed = joined(agreement.confirmed_by)
    return Content.assemble(
        ("✓ ", "bold $success"), (f"{t(agreement.owner)}: ", "bold"), f"“{agreement.text}”.{due}",
        (t(' {confirmed} said yes.', confirmed=confirmed) if confirmed else "", "$muted"),
    )  # fmt: skip


class ReviewScreen(Screen[None]):
    """One page, scrolled with the arrow keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter", "dismiss", t("Back"), id="review.leave"),
        Binding("up", "scroll(-1)", t("Up"), show=False, id="review.up"),
        Binding("down", "scroll(1)", t("Down"), show=False, id="review.down"),
        Binding("pageup", "scroll(-10)", t("Page up"), show=False, id="review.page_up"),
        Binding("pagedown,space", "scroll(10)", t("Page down"), show=False, id="review.page_down"),
    ]

    def __init__(self, outcome: Review) -> None:
        super().__init__()
        self._outcome = outcome

    def compose(self) -> ComposeResult:
        outcome = self._outcome
        began = datetime.datetime.fromtimestamp(outcome.started_at)
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(f"{outcome.title}: {joined(outcome.partners)}", classes="lead", markup=False)
            whole = max(1, round(outcome.seconds / 60))
            length = n("{count} minute", "{count} minutes", whole)
            ending = ENDINGS.get(outcome.state, outcome.state)
            day = f"{weekday(began)} {date(began)}, {began:%H:%M}"
            yield Static(f"{day}. {length}. {ending}.", classes="muted", markup=False)
            if outcome.return_at:
                back = when(outcome.return_at, outcome.started_at + outcome.seconds)
                yield Static(t("Back {back}.", back=back), markup=False)
            yield Static(t("Agreements"), classes="heading")
            if outcome.agreements:
                for agreement in outcome.agreements:
                    yield Static(agreement_line(agreement))
            else:
                yield Static(t("None this time. We differ, and understand why, is an ending too."), classes="muted")
            yield Static(t("Room to speak"), classes="heading")
            yield Chart(talk_rows(outcome))
            yield Static(t("Time really spoken. There is no right share."), classes="muted")
            yield Static(t("Turns"), classes="heading")
            rows = heard_rows(outcome)
            if rows:
                yield Chart(rows)
            else:
                yield Static(t("None yet."), classes="muted")
            if outcome.followups:
                yield Static(t("From before"), classes="heading")
                yield Static("\n".join(followup_line(entry, t) for entry in outcome.followups), markup=False)
            for heading, lines in kept_lines(outcome).items():
                yield Static(t(heading), classes="heading")
                yield Static("\n".join(lines), markup=False)
            page = t("To keep this as a page: voicerepair export {session} --format html", session=outcome.session)
            yield Static(page, classes="muted", markup=False)
        yield Footer()

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
