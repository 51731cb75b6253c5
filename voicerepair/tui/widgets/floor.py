"""Who has the floor, whether the microphone is open, and how long they have really spoken."""

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Digits

from voicerepair.core.state import SessionState
from voicerepair.translate import t
from voicerepair.tui.widgets.chart import bar
from voicerepair.tui.widgets.steady import Steady
from voicerepair.wording import describe

BAR_CELLS = 32
NARROW = 60


class Floor(Widget):
    """Redrawn four times a second at most, by `show`."""

    def compose(self) -> ComposeResult:
        with Vertical(id="floor-words"):
            yield Steady(id="headline")
            yield Steady(id="clock")
        yield Digits("", id="digits")
        yield Steady(id="microphone")

    def show(self, state: SessionState, now: float, level: str, *, has_clock: bool = True) -> None:
        main, other = describe.headline(state)
        partner = state.floor
        colour = f"$partner-{partner % 2}" if partner >= 0 else "$foreground"
        is_narrow = self.app.size.width < NARROW
        self.query_one("#headline", Steady).put(
            Content.assemble((main.upper(), f"bold {colour}"), (f"   {other}" if other else "", "$muted"))
        )
        words, is_open = describe.microphone(state)
        mic_style = "bold $success" if is_open else "$muted"
        heard = t("\nlevel {level}", level=level) if is_open and level else ""
        microphone = self.query_one("#microphone", Steady)
        microphone.display = not is_narrow
        microphone.put(Content.assemble((words, mic_style), (heard, "$muted")))
        text, part = describe.clock(state, now) if has_clock else ("", 0.0)
        clock = self.query_one("#clock", Steady)
        if is_narrow:
            short = words.replace("microphone", "mic").split(":")[0]
            clock.put(Content.assemble((short, mic_style), f" {text.replace(' spoken', '')}"))
        else:
            cells = min(BAR_CELLS, clock.size.width - len(text) - 2)
            drawn = f"{bar(part, cells)}  " if describe.budget(state) and text and cells > 5 else ""
            clock.put(Content.assemble((drawn, colour), text))
        digits = self.query_one("#digits", Digits)
        if digits.styles.display == "block":
            digits.update(text.split(" ")[0] if text[:1].isdigit() else "")
