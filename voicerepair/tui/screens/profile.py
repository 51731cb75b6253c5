"""One person's profile: how to be called, how they answer, how long a silence is, what is shown and how."""

import asyncio
from typing import ClassVar

from msgspec.structs import replace
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Button, Footer, Input, Select, Static

from voicerepair.core.profiles import LONGEST_PATIENCE, Person, checked
from voicerepair.errors import VoiceRepairError
from voicerepair.translate import t
from voicerepair.tui.services import People

YES_NO = ((t("yes"), "yes"), (t("no"), "no"))
CHOICES: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "modality": (t("Answers by"), ((t("voice"), "voice"), (t("keys and buttons"), "keys"), (t("typing"), "typing"))),
    "patience": (
        t("A silence ends a turn after"),
        ((t("the usual time"), ""), (t("1.5 seconds"), "1.5"), (t("4 seconds"), "4"), (t("8 seconds"), "8"),
         (t("15 seconds"), "15"),         (t("never: only done ends it"), "0")),
    ),
    "rate": (
        t("The voice speaks"),
        ((t("as set for all"), "0"), (t("very slowly"), "100"), (t("slowly"), "130"), (t("quickly"), "210"),
         (t("very quickly"), "280")),
    ),
    "layout": (
        t("The session screen"),
        ((t("everything"), "usual"), (t("one thing at a time"), "one"), (t("very large letters"), "big")),
    ),
    "captions": (t("Captions of what was said"), YES_NO),
    "timers": (t("Clocks"), ((t("shown"), "yes"), (t("hidden"), "no"))),
    "scanning": (t("Choosing"), ((t("a key for each answer"), "no"), (t("step with Tab, take with Enter"), "yes"))),
    "step_seconds": (
        t("With one switch"),
        ((t("I step with a key"), "0"), (t("a step every 2 seconds"), "2"), (t("a step every 4 seconds"), "4"),
         (t("a step every 8 seconds"), "8")),
    ),
    "plain_language": (t("Plain language"), YES_NO),
    "touch": (t("Prompts about touching and looking"), YES_NO),
    "reminders": (t("Reminders of the rules"), YES_NO),
}  # fmt: skip
"""Field, its label, its choices as (words, value)."""
TEXTS = (("called", t("How to call you")), ("pronouns", t("Pronouns, if you like")))
FLAGS = frozenset({"captions", "timers", "scanning", "plain_language", "touch", "reminders"})


class ProfileScreen(Screen[Person | None]):
    """Dismissed with the profile as kept, or None when it was left as it was."""

    AUTO_FOCUS = "#called"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f10,ctrl+s", "keep", t("Keep"), key_display="F10", id="profile.keep"),
        Binding("escape", "leave", t("Leave"), id="profile.leave"),
    ]

    def __init__(self, people: People, person: Person) -> None:
        super().__init__()
        self._people = people
        self._person = person

    def compose(self) -> ComposeResult:
        person = self._person
        with VerticalScroll(classes="page", can_focus=False):
            yield Static(t("For {name}", name=person.shown_name), classes="lead", markup=False)
            yield Static(
                t("Kept encrypted on this machine. Everything can be changed at any time."), classes="muted gap"
            )
            for name, label in TEXTS:
                with Horizontal(classes="row"):
                    yield Static(label, classes="label")
                    yield Input(getattr(person, name), id=name, max_length=40)
            for name, (label, choices) in CHOICES.items():
                with Horizontal(classes="row"):
                    yield Static(label, classes="label")
                    yield Select[str](self._offered(name, choices), id=name, allow_blank=False, compact=True,
                                      value=self._value(name))  # fmt: skip
            with Horizontal(classes="row"):
                yield Static(t("Phrase cards"), classes="label")
                yield Input(
                    "; ".join(person.phrases), id="phrases", placeholder=t("sentences of yours; separate; them")
                )
            with Horizontal(classes="buttons"):
                yield Button(t("Keep"), id="keep", classes="-main")
                yield Button(t("Leave as it was"), id="leave")
        yield Footer()

    def _value(self, name: str) -> str:
        person = self._person
        if name == "patience":
            return "" if person.patience_seconds is None else f"{person.patience_seconds:g}"
        if name == "rate":
            return str(person.rate)
        if name == "step_seconds":
            return f"{person.step_seconds:g}"
        value = getattr(person, name)
        return ("yes" if value else "no") if name in FLAGS else str(value)

    def _offered(self, name: str, choices: tuple[tuple[str, str], ...]) -> list[tuple[str, str]]:
        """The choices, and a value of their own making that is none of them."""
        value = self._value(name)
        known = [chosen for _, chosen in choices]
        unit = t(" seconds") if name in ("patience", "step_seconds") else t(" words a minute")
        return [*choices, *([] if value in known else [(f"{value}{unit}", value)])]

    def _read(self) -> Person:
        def text(name: str) -> str:
            return self.query_one(f"#{name}", Input).value

        def chosen(name: str) -> str:
            return str(self.query_one(f"#{name}", Select).value)

        patience = chosen("patience")
        return checked(
            replace(
                self._person,
                called=text("called"),
                pronouns=text("pronouns"),
                modality=chosen("modality"),
                layout=chosen("layout"),
                patience_seconds=min(float(patience), LONGEST_PATIENCE) if patience else None,
                rate=int(chosen("rate")),
                step_seconds=float(chosen("step_seconds")),
                phrases=tuple(text("phrases").split(";")),
                **{name: chosen(name) == "yes" for name in FLAGS},
            )
        )

    @on(Button.Pressed, "#keep")
    async def action_keep(self) -> None:
        person = self._read()
        try:
            await asyncio.to_thread(self._people.keep_person, person)
        except VoiceRepairError as error:
            self.app.notify(f"{error.message} {error.hint}".strip(), title=t("Sorry"), severity="error", timeout=30)
            return
        self.dismiss(person)

    @on(Button.Pressed, "#leave")
    def action_leave(self) -> None:
        self.dismiss(None)
