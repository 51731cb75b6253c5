"""Which keys and which words work."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from voicerepair.wording import texts


class HelpScreen(ModalScreen[None]):
    """`now`: the answers that fit the present question. `is_session`: whether a session is running."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,f1,q", "dismiss", "Close", id="help.close"),
    ]

    def __init__(self, now: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._now = now

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="panel", id="help"):
            yield Static("Words and keys", classes="lead")
            if self._now:
                yield Static(Content(f"Now you can answer: {', '.join(self._now)}."))
            yield Static("Say or type these at any time in a session, or press the key.", classes="muted")
            rows = [
                Content.assemble((word.ljust(15), "bold"), (key.ljust(8), "bold $primary"), meaning)
                for word, key, meaning in texts.KEYS_AND_WORDS
            ]
            yield Static(Content("\n").join(rows))
            others = (
                ("t", "type into the line at the bottom; Enter sends, Esc leaves it"),
                ("1 to 9", "give the answer with that number"),
                ("Up, Down", "scroll a long prompt"),
                ("d", "light or dark"),
                ("Ctrl+P", "all commands, by name"),
                ("Esc", "close this page"),
            )
            keys = [Content.assemble((key.ljust(23), "bold $primary"), meaning) for key, meaning in others]
            yield Static(Content("\n").join(keys))
            yield Static("Any key silences the voice.", classes="muted")

    def on_mount(self) -> None:
        self.query_one("#help").focus()
