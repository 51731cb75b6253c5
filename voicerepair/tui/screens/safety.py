"""What is answered alone and in silence: the safety check, and the offer of help after a disclosure."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from voicerepair.tui import texts


class SafetyScreen(ModalScreen[object]):
    """Dismissed with True when everybody found it safe every time, else False; only that leaves this class.

    Everybody is asked everything whatever was answered, and every answer looks the same on the screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "ready", "I am alone with the screen", show=False, id="safety.ready"),
        Binding("1", "answer(True)", texts.SAFETY_ANSWERS[0], show=False, id="safety.first"),
        Binding("2,3", "answer(False)", texts.SAFETY_ANSWERS[1], show=False, id="safety.second"),
        Binding("b", "again", "My answers again", show=False, id="safety.again"),
    ]

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names = names
        self._partner = 0
        self._question = -1
        self._mine: list[bool] = []
        self._is_clear = True

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static("A private check", classes="lead")
            yield Static(id="safety-text", classes="question", markup=False)
            yield Static(id="safety-keys", markup=False)
            yield Static(
                "Answers are not shown, not stored, and not told apart. Everyone is asked the same.", classes="muted"
            )

    def on_mount(self) -> None:
        self._draw()

    def _draw(self) -> None:
        name = self._names[self._partner]
        rest = [other for other in self._names if other != name]
        if self._question < 0:
            text = f"{name}, please take the keyboard. {' and '.join(rest)}, please look away."
            keys = f"Enter   I am {name}, and nobody else can see the screen"
        else:
            text = texts.SAFETY_QUESTIONS[self._question].format(other=" or ".join(rest))
            text = f"{self._question + 1} of {len(texts.SAFETY_QUESTIONS)}. {text}"
            answers = "\n".join(f"{number}   {answer}" for number, answer in enumerate(texts.SAFETY_ANSWERS, 1))
            keys = f"{answers}\nb   begin my answers again"
        self.query_one("#safety-text", Static).update(text)
        self.query_one("#safety-keys", Static).update(keys)

    def action_ready(self) -> None:
        if self._question < 0:
            self._question = 0
            self._draw()

    def action_again(self) -> None:
        if self._question >= 0:
            self._question, self._mine = 0, []
            self._draw()

    def action_answer(self, is_clear: bool) -> None:
        if self._question < 0:
            return
        self._mine.append(is_clear)
        self._question += 1
        if self._question == len(texts.SAFETY_QUESTIONS):
            self._is_clear = self._is_clear and all(self._mine)
            self._partner, self._question, self._mine = self._partner + 1, -1, []
            if self._partner == len(self._names):
                self.dismiss(self._is_clear)
                return
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
