"""What the screens need from the rest of the app; put in by the command line."""

from collections.abc import Callable, Sequence
from typing import Literal, Protocol, runtime_checkable

from voicerepair.core.events import SessionOpened
from voicerepair.core.people import Partner
from voicerepair.core.profiles import Person
from voicerepair.core.review import Review
from voicerepair.core.state import SessionState
from voicerepair.ports import Ear, EarReport, Mouth, Screen, SessionInfo
from voicerepair.runtime.driver import Driver


class Services(Protocol):
    """Everything may raise `VoiceRepairError`, which a screen shows as a sentence.

    `devices`, `history` and `review` may block; the screens call them in a thread.
    """

    names: Sequence[str]
    protocol: str
    autostart: str
    """Empty: the first page. "new": straight into a session of `names`. Else: resume the session of that name."""

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


@runtime_checkable
class Preferences(Protocol):
    """What services may offer besides: choices that stay for the next start. Screens do without where they don't."""

    def exercises(self) -> Sequence[tuple[str, str]]:
        """(id, title) of every protocol for two; one id may be put into `Services.protocol`."""

    def device(self) -> str:
        """The chosen microphone, as `Services.devices` names it; empty for the system's own choice."""

    def choose_device(self, name: str) -> None:
        """Use that microphone from now on."""

    def save_theme(self, name: str) -> None:
        """Use that theme from now on."""


@runtime_checkable
class People(Protocol):
    """What services may offer besides: profiles, kept encrypted. Any may raise `StorageError`."""

    def people(self) -> Sequence[Person]:
        """Everybody known."""

    def keep_person(self, person: Person) -> None:
        """Keep a profile, new or changed."""

    def as_partner(self, person: Person) -> Partner:
        """Them as a partner of a session, with what the settings say."""


@runtime_checkable
class Guides(Protocol):
    """What services may offer besides: sessions that somebody guides."""

    def is_guided(self, session: str) -> bool:
        """Whether that session is, or with an empty name a new one would be. May raise `VoiceRepairError`."""


@runtime_checkable
class SecondScreen(Protocol):
    """What services may offer besides: the session as a page, for the partners."""

    def page_link(self) -> str:
        """A new link to it, good for one opening; empty where there is no page."""


@runtime_checkable
class Lock(Protocol):
    """What services may offer besides: a store that waits for its passphrase."""

    def lock(self) -> Literal["open", "closed", "new"]:
        """ "open": nothing to ask. "closed": ask for the passphrase. "new": let one be chosen."""

    def unlock(self, passphrase: str) -> None:
        """Open the store, or make it; takes a third of a second. Raises `StorageError`."""

    def keep_nothing(self) -> None:
        """Go on in memory: nothing is read from disk, nothing written."""
