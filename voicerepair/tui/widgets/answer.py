"""The line for typing an answer or a command."""

from textual import events
from textual.binding import Binding
from textual.widgets import Input

from voicerepair.translate import t


class AnswerInput(Input):
    """Gives every key on to the screen first, since any key silences the voice."""

    BINDINGS = [Binding("escape", "leave", t("Leave the line"), show=False, id="answer.leave")]

    async def _on_key(self, event: events.Key) -> None:
        self.screen.any_key()  # type: ignore[attr-defined]
        await super()._on_key(event)

    def action_leave(self) -> None:
        self.screen.set_focus(None)
