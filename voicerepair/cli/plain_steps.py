"""Choosing in the plain session with two keys: a line of a space reads the next choice, an empty line takes it."""

from collections.abc import Callable

from voicerepair.core.state import Phase, SessionState
from voicerepair.runtime.driver import Driver
from voicerepair.translate import t
from voicerepair.wording.stepping import Item, items

AFTER_HELP = (Item(t("go on"), "command", "resume"), Item(t("end it for today"), "command", "stop"))


class Steps:
    """Which choice was read last. A new question forgets it."""

    def __init__(self, echo: Callable[[str], None]) -> None:
        self._echo = echo
        self._question = (0, 0)
        self._items: tuple[Item, ...] = ()
        self._place = -1

    def next(self, state: SessionState) -> None:
        """Read the next choice; after the last comes the first."""
        question = (state.turn, state.prompt)
        if question != self._question or self._place < 0:
            self._items = AFTER_HELP if state.phase is Phase.HELP else items(state)
            self._question, self._place = question, -1
        self._place = (self._place + 1) % len(self._items)
        place, whole = self._place + 1, len(self._items)
        label = self._items[self._place].label.rstrip(".")
        self._echo(t("{place} of {whole}: {label}. Enter takes it.", place=place, whole=whole, label=label))

    def take(self, driver: Driver) -> bool:
        """Do what was read last; whether anything was."""
        state = driver.state
        if self._place < 0 or (state.turn, state.prompt) != self._question:
            return False
        chosen, self._place = self._items[self._place], -1
        if chosen.kind != "command":
            driver.type(chosen.value, aloud=chosen.kind == "sentence")
        elif chosen.value == "done" and state.phase is Phase.PROMPT:
            driver.hush()
        else:
            driver.command(chosen.value)
        return True
