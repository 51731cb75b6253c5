"""All that was heard in this session, to be scrolled through."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from voicerepair.core.state import SessionState
from voicerepair.translate import t
from voicerepair.tui.widgets.cards import styled
from voicerepair.wording import describe


class TranscriptScreen(ModalScreen[None]):
    """Opens at the newest line; the arrow keys scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,j,q", "dismiss", t("Close"), id="transcript.close")]

    def __init__(self, state: SessionState) -> None:
        super().__init__()
        self._state = state

    def compose(self) -> ComposeResult:
        lines: list[Content] = []
        step = ""
        for record in self._state.turns:
            if not record.lines:
                continue
            title = self._state.plan[record.stage].step.title
            if title != step:
                step = title
                lines.append(Content.styled(title, "bold $primary"))
            who = self._state.name(record.partner) if record.partner >= 0 else t("Heard")
            pieces = [describe.Piece(f"{who}:", "name"), *describe.line(record)]
            if record.dropped:
                pieces.append(describe.Piece(t("(not counted)"), "note"))
            lines.append(styled(pieces))
        with VerticalScroll(classes="panel", id="transcript"):
            yield Static(t("All that was heard"), classes="lead")
            yield Static(Content("\n").join(lines) if lines else Content(t("Nothing yet.")))
            yield Static(t("? marks a word that may be misheard. Esc closes."), classes="muted")

    def on_mount(self) -> None:
        scroll = self.query_one("#transcript", VerticalScroll)
        scroll.focus()
        scroll.scroll_end(animate=False)
