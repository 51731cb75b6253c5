"""Small screens over the others: help, a private note, and questions."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Button, Input, Label, Static

WORDS = """[b]Words that work at any time[/b], said alone, typed, or by key:

 done            you have finished          [b]space[/b]
 not finished    take the floor back        [b]f[/b]
 pause, resume   a rest                     [b]p[/b]
 repeat          hear it again              [b]r[/b]
 slower          the voice slows down       [b]s[/b]
 more time       one minute more            [b]m[/b]
 help            which words work now       [b]h[/b]
 pass            not now, no reason needed  [b]x[/b]
 skip, back      next or previous step      [b]k[/b], [b]b[/b]
 trigger         breathe, then choose       [b]g[/b]
 time out        a break, with a return     [b]o[/b]
 stop            end for now; all is kept   [b]ctrl+q[/b]

[b]1[/b] to [b]9[/b] pick an answer.  [b]t[/b] types one, [b]escape[/b] leaves typing.
[b]n[/b] writes a private note.  [b]Any key[/b] silences the voice.
[b]ctrl+p[/b] opens the command palette: themes and more.

One voice, many ways: you can change between speaking, keys and typing at any moment."""


class HelpScreen(ModalScreen[None]):
    """All keys and words."""

    BINDINGS = [Binding("escape,q,question_mark,enter,space", "dismiss", "Close", id="help.close")]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog"):
            yield Static(WORDS)
            yield Label("[dim]Escape closes this.[/dim]")


class NoteScreen(ModalScreen[tuple[int, str] | None]):
    """A note for its writer's eyes only."""

    BINDINGS = [Binding("escape", "dismiss", "Leave", id="note.leave")]

    def __init__(self, names: list[str], partner: int) -> None:
        super().__init__()
        self._names = names
        self._partner = max(partner, 0)

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(f"A private note of {self._names[self._partner]}. Nobody else will see it.")
            yield Input(placeholder="Write, then press Enter", password=True)
            yield Label("[dim]It is shown as dots, so that nobody can read along. Escape leaves.[/dim]")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        self.dismiss((self._partner, event.value) if event.value.strip() else None)


class QuestionScreen(ModalScreen[bool]):
    """Yes or no, by key or mouse."""

    BINDINGS = [
        Binding("y", "answer(True)", "Yes", id="question.yes"),
        Binding("n,escape", "answer(False)", "No", id="question.no"),
    ]

    def __init__(self, question: str, yes: str = "Yes", no: str = "No") -> None:
        super().__init__()
        self._question, self._yes, self._no = question, yes, no

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label(self._question)
            yield Button(f"{self._yes} (y)", id="yes", variant="primary")
            yield Button(f"{self._no} (n)", id="no")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)

    def on_button_pressed(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id == "yes")
