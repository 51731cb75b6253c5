"""Everything that can be done now, in an order to step through: for two keys, or one switch."""

from collections.abc import Sequence
from dataclasses import dataclass

from voicerepair.core.state import Phase, SessionState
from voicerepair.translate import t
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
