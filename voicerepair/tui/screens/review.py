"""What a session came to."""

from rich.markup import escape
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Footer, Static

from voicerepair.core.review import HEARD, Review
from voicerepair.tui.widgets.panels import bars

ENDINGS = {
    "completed": "You went all the way.",
    "break": "A break. Your return is booked.",
    "stopped": "Stopped for now. You can go on where you were.",
    "not_today": "Not today is a good answer.",
    "open": "Not finished yet.",
}


class ReviewScreen(Screen[None]):
    """Talk time as opportunity, turns heard, agreements, what helped."""

    BINDINGS = [Binding("escape,q,enter", "dismiss", "Close", id="review.close")]

    def __init__(self, outcome: Review) -> None:
        super().__init__()
        self._outcome = outcome

    def compose(self) -> ComposeResult:
        outcome = self._outcome
        with VerticalScroll(id="review"):
            yield Static(f"[b]{escape(outcome.title)}[/b]  {outcome.seconds / 60:.0f} minutes", classes="title")
            yield Static(ENDINGS.get(outcome.state, ""))
            yield Static(self._agreements(), classes="card")
            heard = "\n".join(f"{count:>3}  {HEARD[key]}" for key, count in outcome.heard.items())
            yield Static(f"[b]Turns[/b]\n{heard}", classes="card")
            chart = bars(outcome.talk_share, outcome.talk_ms)
            yield Static(f"[b]Time each had to be heard[/b] (an opportunity, not a score)\n{chart}", classes="card")
            helped = "\n".join(f"“{escape(text)}”" for text in outcome.helped) or "[dim]Nothing was named.[/dim]"
            yield Static(f"[b]What helped[/b]\n{helped}", classes="card")
        yield Footer()

    def _agreements(self) -> str:
        lines = ["[b]Agreements[/b]"]
        for one in self._outcome.agreements:
            confirmed = " and ".join(one.confirmed_by)
            lines.append(
                f"✓ {escape(one.owner)}: “{escape(one.text)}”, {escape(one.due)}. Confirmed by {escape(confirmed)}."
            )
        if not self._outcome.agreements:
            lines.append("[dim]None this time. Understanding each other is an ending too.[/dim]")
        return "\n".join(lines)
