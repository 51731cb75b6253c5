"""The private check before a session, and the offer of help within one. Nothing of it is stored or logged."""

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Label, Static

QUESTIONS = (
    "Are you afraid of the other person here?",
    "Has anyone here hurt you, or said that they would?",
    "Would it be unsafe for you to say openly what you feel?",
)
HELP = """If you or someone else is in danger, call your local emergency number.

Help lines for violence at home, and for people in crisis, exist almost everywhere and are confidential. \
Search for “domestic violence help line” or “crisis line” and your country, on a device that only you use."""


class SafetyScreen(ModalScreen[bool]):
    """Each partner alone answers every question; only whether all may go on comes out."""

    BINDINGS = [
        Binding("y", "answer(True)", "Yes", id="safety.yes"),
        Binding("n", "answer(False)", "No", id="safety.no"),
        Binding("enter,space", "begin", "I am alone at the keys", id="safety.begin"),
    ]

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self._names = names
        self._person = 0
        self._question = -1
        self._is_clear = True

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label("A private check", classes="title")
            yield Static(id="text")
            yield Label("[dim]What you press is not shown, not stored, and never told apart.[/dim]")

    def on_mount(self) -> None:
        self._show()

    def _show(self) -> None:
        name = self._names[self._person]
        others = " and ".join(other for other in self._names if other != name)
        if self._question < 0:
            text = (
                f"[b]{name}[/b], come to the keys alone. {others}, please look away.\n\nPress Enter when you are alone."
            )
        else:
            done = f"{self._question + 1} of {len(QUESTIONS)}"
            text = f"{name}, question {done}:\n\n[b]{QUESTIONS[self._question]}[/b]\n\nPress [b]y[/b] or [b]n[/b]."
        self.query_one("#text", Static).update(text)

    def action_begin(self) -> None:
        if self._question < 0:
            self._question = 0
            self._show()

    def action_answer(self, answer: bool) -> None:
        if self._question < 0:
            return
        self._is_clear = self._is_clear and not answer
        self._question += 1
        if self._question == len(QUESTIONS):
            self._person, self._question = self._person + 1, -1
        if self._person == len(self._names):
            self.dismiss(self._is_clear)
            return
        self._show()


class HelpOfferScreen(ModalScreen[str]):
    """After a disclosure: a pause, and help to look up. Says nothing of what was said."""

    BINDINGS = [
        Binding("1", "choose('help')", "Find help", id="offer.help"),
        Binding("2", "choose('stop')", "End for today", id="offer.stop"),
        Binding("3", "choose('resume')", "Go on", id="offer.resume"),
    ]

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Label("We pause here", classes="title")
            yield Static(
                "This is a good moment to pause. Each of you can take some time alone.\n\n"
                "[b]1[/b] How to find help\n[b]2[/b] End for today\n[b]3[/b] Go on with another step",
                id="text",
            )

    def action_choose(self, choice: str) -> None:
        if choice == "help":
            self.query_one("#text", Static).update(f"{HELP}\n\n[b]2[/b] End for today   [b]3[/b] Go on")
        else:
            self.dismiss(choice)
