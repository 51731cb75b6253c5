"""A private note: whose it is, then the note, hidden while it is written."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from voicerepair.translate import t


class NoteScreen(ModalScreen[tuple[int, str] | None]):
    """Dismissed with (partner, text), or None."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", t("Leave"), id="note.leave"),
        Binding("f2", "show", t("Show or hide"), id="note.show"),
        *(
            Binding(
                str(number),
                f"whose({number - 1})",
                t("Partner {number}", number=number),
                show=False,
                id=f"note.whose_{number}",
            )
            for number in range(1, 9)
        ),
    ]

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names = names
        self._partner = -1

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            whose = "   ".join(f"{number}  {name}" for number, name in enumerate(self._names, 1))
            yield Static(t("A private note. Whose is it?"), classes="question", id="note-question")
            yield Static(whose, id="note-whose", markup=False)
            field = Input(password=True, placeholder=t("Hidden as you type; F2 shows it"))
            field.display = False
            yield field
            yield Static(t("Enter keeps it. Esc leaves without a note."), classes="muted")

    def action_whose(self, partner: int) -> None:
        if partner < len(self._names) and self._partner < 0:
            self._partner = partner
            self.query_one("#note-question", Static).update(t("For your eyes only."))
            self.query_one("#note-whose", Static).display = False
            field = self.query_one(Input)
            field.display = True
            field.focus()

    def action_show(self) -> None:
        field = self.query_one(Input)
        field.password = not field.password

    def on_input_submitted(self, event: Input.Submitted) -> None:
        text = event.value.strip()
        self.dismiss((self._partner, text) if text else None)

    def action_leave(self) -> None:
        self.dismiss(None)
