"""A link to open elsewhere, whole, so that it can be copied."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from voicerepair.translate import t


class LinkScreen(ModalScreen[None]):
    """Dismissed by Enter or Escape."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,escape", "dismiss(None)", t("Close"), id="link.close")]

    def __init__(self, what: str, link: str) -> None:
        super().__init__()
        self._what = what
        self._link = link

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel", id="link"):
            yield Static(self._what, classes="question", markup=False)
            yield Static(self._link, markup=False)
            yield Static(t("Enter or Esc closes this."), classes="muted")
