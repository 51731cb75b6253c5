"""What the screens need from the rest of the app; put in by the command line."""

from collections.abc import Callable, Sequence
from typing import Protocol

from voicerepair.core.events import SessionOpened
from voicerepair.core.review import Review
from voicerepair.core.state import SessionState
from voicerepair.ports import Ear, EarReport, Mouth, Screen, SessionInfo
from voicerepair.runtime.driver import Driver


class Services(Protocol):
    """Everything may raise `VoiceRepairError`, which a screen shows as a sentence."""

    names: Sequence[str]
    protocol: str
    autostart: str
    """"": the home screen; "new" or "resume": straight into a session."""

    def recognizer_line(self) -> str:
        """Which recogniser listens, and how to get a better one."""

    def devices(self) -> Sequence[str]:
        """Microphones."""

    def history(self) -> Sequence[SessionInfo]:
        """Sessions on this machine, newest first."""

    def review(self, session: str) -> Review:
        """What a session came to."""

    def begin(self, screen: Screen, names: Sequence[str]) -> tuple[Driver, SessionOpened]:
        """A new session and its first event."""

    def resume(self, screen: Screen, session: str) -> Driver:
        """A driver for a session that was not finished."""

    def trial(self, sink: Callable[[EarReport], None]) -> tuple[Ear, Mouth]:
        """Ear and voice for the set-up screen."""

    def finished(self, state: SessionState) -> Review:
        """The review of the session that has just ended."""
