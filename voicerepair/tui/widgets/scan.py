"""Choosing with two keys or switches: one steps through everything that can be done, the other takes it."""

from collections.abc import Sequence

from textual.content import Content

from voicerepair.core.state import SessionState
from voicerepair.translate import t
from voicerepair.tui.widgets.steady import Steady
from voicerepair.wording.stepping import Item, items


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
