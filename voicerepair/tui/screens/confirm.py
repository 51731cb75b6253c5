"""One question with two answers."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from voicerepair.translate import t


class ConfirmScreen(ModalScreen[bool]):
    """Dismissed with True for yes. A second Ctrl+C is a yes, Escape a no."""

    AUTO_FOCUS = "#no"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", t("Yes"), id="confirm.yes"),
        Binding("n,escape", "answer(False)", t("No"), id="confirm.no"),
    ]

    def __init__(self, question: str, yes: str = t("Yes"), no: str = t("No")) -> None:
        super().__init__()
        self._question = question
        self._yes, self._no = yes, no

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static(self._question, classes="question", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(f"y  {self._yes}", id="yes")
                yield Button(f"n  {self._no}", id="no")

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")

    def action_answer(self, is_yes: bool) -> None:
        self.dismiss(is_yes)

    def ask_to_stop(self) -> None:
        self.dismiss(True)
