"""What is answered alone and in silence: the safety check, and the offer of help after a disclosure."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from voicerepair.core.language import sentence
from voicerepair.translate import t
from voicerepair.wording import texts
from voicerepair.wording.private_check import PrivateCheck

KEYS = (
    *((str(number), answer) for number, answer in enumerate(texts.SAFETY_ANSWERS, 1)),
    ("b", t("begin my answers again")),
)
HELP_KEYS = (("1", t("How to find help")), ("2", t("Leave it for today")), ("3", t("Go on")))


def marked(keys: Sequence[tuple[str, str]], place: int) -> str:
    """A line each; `place`, counted from 1, is the one that Enter takes, 0 none."""
    return "\n".join(f"{'▶' if number == place else key}   {words}" for number, (key, words) in enumerate(keys, 1))


class SafetyScreen(ModalScreen[object]):
    """Dismissed with whether everybody found it safe every time. Every answer looks the same on the screen."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "take", t("I am alone with the screen"), show=False, id="safety.ready"),
        Binding("tab", "step", t("Next answer"), show=False, id="safety.step"),
        *(
            Binding(str(number), f"answer({number})", answer, show=False, id=f"safety.answer_{number}")
            for number, answer in enumerate(texts.SAFETY_ANSWERS, 1)
        ),
        Binding("b", "again", t("My answers again"), show=False, id="safety.again"),
    ]

    def __init__(self, names: list[str], language: str = "en", step_seconds: float = 0.0) -> None:
        super().__init__()
        self._step_seconds = step_seconds
        self._check = PrivateCheck(names, language)
        self._keys = [(key, self._check.say(words)) for key, words in KEYS]
        self._marked = 0

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static(self._check.say("A private check"), classes="lead")
            yield Static(id="safety-text", classes="question", markup=False)
            yield Static(id="safety-keys", markup=False)
            yield Static(self._check.say(texts.SAFETY_PROMISE), classes="muted")

    def on_mount(self) -> None:
        if self._step_seconds:
            self.set_interval(self._step_seconds, self.action_step)
        self._draw()

    def _draw(self) -> None:
        check = self._check
        if check.is_waiting:
            text, keys = (
                check.invitation,
                f"Enter   {check.say('I am {name}, and nobody else can see the screen', name=check.name)}",
            )
        else:
            text = check.question
            keys = marked(self._keys, self._marked)
        self.query_one("#safety-text", Static).update(text)
        self.query_one("#safety-keys", Static).update(keys)

    def action_step(self) -> None:
        if not self._check.is_waiting:
            self._marked = self._marked % len(KEYS) + 1
            self._draw()

    def action_take(self) -> None:
        """Enter: alone with the screen, or the answer that Tab has stepped to."""
        if self._check.is_waiting:
            self._check.ready()
        elif self._marked == len(KEYS):
            self._check.again()
        elif self._marked:
            self.action_answer(self._marked)
            return
        self._marked = 0
        self._draw()

    def action_again(self) -> None:
        self._marked = 0
        self._check.again()
        self._draw()

    def action_answer(self, number: int) -> None:
        self._marked = 0
        self._check.answer(number)
        if self._check.is_over:
            self.dismiss(self._check.is_clear)
        else:
            self._draw()


class HelpOfferScreen(ModalScreen[object]):
    """Dismissed with the command to give: "stop" or "resume". Says nothing of why it is there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "step", t("Next"), show=False, id="help_offer.step"),
        Binding("enter", "take", t("Take it"), show=False, id="help_offer.take"),
        Binding("1", "show_lines", t("How to find help"), show=False, id="help_offer.lines"),
        Binding("2", "choose('stop')", t("Leave it for today"), show=False, id="help_offer.stop"),
        Binding("3", "choose('resume')", t("Go on"), show=False, id="help_offer.resume"),
    ]

    def __init__(self, language: str = "en", step_seconds: float = 0.0) -> None:
        super().__init__()
        self._step_seconds = step_seconds
        self._marked = 0
        self._language = language
        self._keys = [(key, sentence(language, words)) for key, words in HELP_KEYS]

    def compose(self) -> ComposeResult:
        with Vertical(classes="panel"):
            yield Static(sentence(self._language, texts.PAUSED_HERE), classes="question")
            yield Static(marked(self._keys, 0), id="help-keys", markup=False)
            said = "\n\n".join(sentence(self._language, line) for line in texts.HELP_LINES)
            lines = Static(said, id="help-lines", markup=False)
            lines.display = False
            yield lines

    def on_mount(self) -> None:
        if self._step_seconds:
            self.set_interval(self._step_seconds, self.action_step)

    def action_step(self) -> None:
        self._marked = self._marked % len(HELP_KEYS) + 1
        self.query_one("#help-keys", Static).update(marked(self._keys, self._marked))

    def action_take(self) -> None:
        match self._marked:
            case 1:
                self.action_show_lines()
            case 2:
                self.action_choose("stop")
            case 3:
                self.action_choose("resume")
            case _:
                pass

    def action_show_lines(self) -> None:
        lines = self.query_one("#help-lines", Static)
        lines.display = not lines.display

    def action_choose(self, command: str) -> None:
        self.dismiss(command)
