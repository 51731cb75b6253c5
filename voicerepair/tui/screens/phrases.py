"""Phrase cards: one key gives a whole sentence, and the voice says it."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static

from voicerepair.translate import t


class PhrasesScreen(ModalScreen[str | None]):
    """Dismissed with the sentence, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "take(0)", t("Leave"), id="phrases.leave"),
        *(
            Binding(
                str(number),
                f"take({number})",
                t("Card {number}", number=number),
                show=False,
                id=f"phrases.card_{number}",
            )
            for number in range(1, 10)
        ),
    ]

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__()
        self._sentences = tuple(sentences)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static(t("Phrase cards"), classes="lead")
            yield OptionList(*(f"{number}  {words}" for number, words in enumerate(self._sentences, 1)), markup=False)
            yield Static(t("A number, or Enter, says it aloud for you. Esc leaves."), classes="muted")

    def action_take(self, number: int) -> None:
        if number <= len(self._sentences):
            self.dismiss(self._sentences[number - 1] if number else None)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        self.action_take(event.option_index + 1)
