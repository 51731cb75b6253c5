"""What is answered alone and in silence: the safety check, and the offer of help after a disclosure."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from voicerepair.wording import texts
from voicerepair.wording.private_check import PrivateCheck


class SafetyScreen(ModalScreen[object]):
    """Dismissed with whether everybody found it safe every time. Every answer looks the same on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ready", "I am alone with the screen", show=False, id="safety.ready"),
        *(
            Binding(str(number), f"answer({number})", answer, show=False, id=f"safety.answer_{number}")
            for number, answer in enumerate(texts.SAFETY_ANSWERS, 1)
        ),
        Binding("b", "again", "My answers again", show=False, id="safety.again"),
    ]

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._check = PrivateCheck(names)

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("A private check", classes="lead")
            yield Static(id="safety-text", classes="question", markup=False)
            yield Static(id="safety-keys", markup=False)
            yield Static(texts.SAFETY_PROMISE, classes="muted")

    def on_mount(self) -> None:
        self._draw()

    def _draw(self) -> None:
        check = self._check
        if check.is_waiting:
            text, keys = check.invitation, f"Enter   I am {check.name}, and nobody else can see the screen"
        else:
            text = check.question
            answers = "\n".join(f"{number}   {answer}" for number, answer in enumerate(texts.SAFETY_ANSWERS, 1))
            keys = f"{answers}\nb   begin my answers again"
        self.query_one("#safety-text", Static).update(text)
        self.query_one("#safety-keys", Static).update(keys)

    def action_ready(self) -> None:
        self._check.ready()
        self._draw()

    def action_again(self) -> None:
        self._check.again()
        self._draw()

    def action_answer(self, number: int) -> None:
        self._check.answer(number)
        if self._check.is_over:
            self.dismiss(self._check.is_clear)
        else:
            self._draw()


class HelpOfferScreen(ModalScreen[object]):
    """Dismissed with the command to give: "stop" or "resume". Says nothing of why it is there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("1", "show_lines", "How to find help", show=False, id="help_offer.lines"),
        Binding("2", "choose('stop')", "Leave it for today", show=False, id="help_offer.stop"),
        Binding("3", "choose('resume')", "Go on", show=False, id="help_offer.resume"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static(texts.PAUSED_HERE, classes="question")
            yield Static("1   How to find help\n2   Leave it for today\n3   Go on", id="help-keys")
            lines = Static("\n\n".join(texts.HELP_LINES), id="help-lines", markup=False)
            lines.display = False
            yield lines

    def action_show_lines(self) -> None:
        lines = self.query_one("#help-lines", Static)
        lines.display = not lines.display

    def action_choose(self, command: str) -> None:
        self.dismiss(command)
