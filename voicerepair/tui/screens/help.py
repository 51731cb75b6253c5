"""Which keys and which words work."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from voicerepair.translate import t
from voicerepair.tui.widgets.floor import NARROW
from voicerepair.wording import guiding, texts


class HelpScreen(ModalScreen[None]):
    """`now`: the answers that fit the present question. `is_guide`: a facilitator reads it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", t("Close"), id="help.close"),
    ]

    def __init__(self, now: tuple[str, ...] = (), *, is_guide: bool = False) -> None:
        super().__init__()
        self._now = now
        self._is_guide = is_guide

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="panel", id="help"):
            yield Static(t("Words and keys"), classes="lead")
            if self._is_guide:
                yield Static(t("You guide. Everything is by key; nothing is said that you did not choose."))
                yield Static(Content("\n").join(self._row("", key, meaning) for key, meaning in guiding.KEYS))
                return
            if self._now:
                yield Static(Content(t("Now you can answer: {now}.", now=", ".join(self._now))))
            yield Static(t("Say or type these at any time in a session, or press the key."), classes="muted")
            rows = [self._row(word, key, meaning) for word, key, meaning in texts.KEYS_AND_WORDS]
            yield Static(Content("\n").join(rows))
            yield Static(Content("\n").join(self._row("", key, meaning) for key, meaning in texts.MORE_KEYS))
            yield Static(t("Any key silences the voice."), classes="muted")

    def _row(self, word: str, key: str, meaning: str) -> Content:
        """In columns where there is room for them."""
        if self.app.size.width < NARROW:
            keys = f" ({key})" if word and key else key
            return Content.assemble((word, "bold"), (keys, "bold $primary"), f": {meaning}")
        gap = (word.ljust(17), "bold") if word else ""
        return Content.assemble(gap, (key.ljust(8 if word else 25), "bold $primary"), meaning)

    def on_mount(self) -> None:
        self.query_one("#help").focus()
