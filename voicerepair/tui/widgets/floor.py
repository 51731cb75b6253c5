"""Who has the floor, whether the microphone is open, and how long they have really spoken."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits, Static

from voicerepair.core.state import SessionState
from voicerepair.tui import describe
from voicerepair.tui.widgets.chart import bar

BAR_CELLS = 24


class Floor(Widget):
    """Redrawn four times a second at most, by `show`."""

    def compose(self) -> ComposeResult:
        yield Static(id="headline")
        yield Static(id="microphone")
        yield Static(id="clock")
        yield Digits("", id="digits")

    def show(self, state: SessionState, now: float, level: str) -> None:
        main, other = describe.headline(state)
        partner = state.floor
        colour = f"$partner-{partner % 2}" if partner >= 0 else "$foreground"
        self.query_one("#headline", Static).update(
            Content.assemble((main.upper(), f"bold {colour}"), (f"   {other}" if other else "", "$muted"))
        )
        words, is_open = describe.microphone(state)
        heard = f" · level {level}" if is_open and level else ""
        self.query_one("#microphone", Static).update(
            Content.assemble((words, "bold $success" if is_open else "$muted"), (heard, "$muted"))
        )
        text, part = describe.clock(state, now)
        cells = min(BAR_CELLS, max(0, self.size.width - len(text) - 3))
        drawn = bar(part, cells) + " " if describe.budget(state) and text and cells > 5 else ""
        self.query_one("#clock", Static).update(Content.assemble((drawn, colour), text))
        digits = self.query_one("#digits", Digits)
        if digits.display:
            digits.update(text.split(" ")[0] if text else "")
