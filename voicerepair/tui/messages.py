"""What reaches the session screen from the driver. Passing things replace each other while they wait."""

from textual.message import Message

from voicerepair.core.state import SessionState
from voicerepair.ports import LevelMeasured, PartialHeard, Signal


class StateChanged(Message):
    """The session has a new state; only the newest is worth drawing."""

    def __init__(self, state: SessionState) -> None:
        super().__init__()
        self.state = state

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, StateChanged)


class Signalled(Message):
    """A signal of the driver's."""

    def __init__(self, signal: Signal) -> None:
        super().__init__()
        self.signal = signal

    def can_replace(self, message: Message) -> bool:
        passing = isinstance(self.signal, PartialHeard | LevelMeasured)
        return passing and isinstance(message, Signalled) and type(message.signal) is type(self.signal)
