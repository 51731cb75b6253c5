"""Choosing with two keys or switches: one steps through everything that can be done, the other takes it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content

from voicerepair.core.state import Phase, SessionState
from voicerepair.translate import t
from voicerepair.tui.widgets.steady import Steady
from voicerepair.wording.cards import cards
from voicerepair.wording.describe import choices


@dataclass(frozen=True, slots=True)
class Item:
    """What is shown, and what taking it gives: an answer, a sentence said aloud, or a command."""

    label: str
    kind: str
    value: str


COMMANDS = ((t("Done"), "done"), (t("Say it again"), "repeat"), (t("Pause"), "pause"), (t("Pass"), "pass"),
            (t("Back"), "back"), (t("Skip"), "skip"), (t("Which words work?"), "help"), (t("A break"), "time out"),
            (t("Stop"), "stop"))  # fmt: skip


def items(state: SessionState, own: Sequence[str] = ()) -> tuple[Item, ...]:
    """Everything that can be done now, likeliest first."""
    if state.is_paused:
        return (Item(t("Resume"), "command", "resume"), Item(t("Stop"), "command", "stop"))
    answers = [Item(choice.label or choice.key, "answer", choice.text) for choice in choices(state)]
    said = [Item(sentence, "sentence", sentence) for sentence in cards(state, own)]
    rest = [Item(label, "command", value) for label, value in COMMANDS]
    if state.phase is Phase.PROMPT:
        rest[0] = Item(t("Silence the voice"), "command", "done")
    record = state.record
    if said and state.phase is Phase.LISTEN and record is not None and record.text:
        return (rest[0], *said, *rest[1:])
    return (*answers, *said, *rest)


class ScanBar(Steady):
    """The item that Enter takes, between arrows, and what comes after it. Begins anew with every question."""

    def __init__(self) -> None:
        super().__init__(id="scan", markup=False)
        self._items: tuple[Item, ...] = ()
        self._place = 0
        self._moment = (0, 0)

    def show(self, state: SessionState, own: Sequence[str]) -> None:
        fresh, moment = items(state, own), (state.turn, state.prompt)
        if moment != self._moment or fresh != self._items:
            self._place = 0 if moment != self._moment else min(self._place, len(fresh) - 1)
            self._items, self._moment = fresh, moment
        self._draw()

    @property
    def chosen(self) -> Item | None:
        return self._items[self._place] if self._items else None

    def step(self) -> None:
        if self._items:
            self._place = (self._place + 1) % len(self._items)
            self._draw()

    def _draw(self) -> None:
        if not self._items:
            self.put("")
            return
        here = self._items[self._place]
        after = [item.label for item in self._items[self._place + 1 :][:3]]
        rest = t("   then: {join}", join="; ".join(label.rstrip(".") for label in after)) if after else ""
        self.put(
            Content.assemble(
                (f"▶ {here.label} ◀", "bold reverse"),
                (t("  {place} of {items}", place=self._place + 1, items=len(self._items)), "bold"),
                (rest, "$muted"),
            )
        )
