"""Journals in memory only: `--keep nothing`, the demo, and tests."""

from collections.abc import Iterator
from typing import Literal

from voicerepair.core import events as ev
from voicerepair.errors import StorageError
from voicerepair.ports import SessionInfo


class MemoryJournal:
    """The events of one session, gone with the process."""

    def __init__(self, session: str) -> None:
        self.session = session
        self._events: list[ev.SessionEvent] = []
        self._info: SessionInfo | None = None

    def append(self, event: ev.SessionEvent) -> None:
        self._events.append(event)

    def events(self) -> Iterator[ev.SessionEvent]:
        return iter(tuple(self._events))

    def close(self) -> None:
        """Nothing to release."""

    def forget(self) -> None:
        """Drop the events, keep the row of the history."""
        self._info = self.info()
        self._events.clear()

    def info(self) -> SessionInfo | None:
        """The row of the history; None before the session was opened."""
        opened = next((event for event in self._events if isinstance(event, ev.SessionOpened)), None)
        if opened is None:
            return self._info
        state, return_at = "open", 0.0
        for event in self._events:
            if isinstance(event, ev.SessionClosed):
                state, return_at = event.reason, event.return_at
            elif isinstance(event, ev.SessionResumed):
                state, return_at = "open", 0.0
        names = tuple(partner.name for partner in opened.partners)
        return SessionInfo(session=self.session, started_at=opened.at, last_at=max(e.at for e in self._events),
                           protocol=opened.protocol.id, partners=names, state=state, events=len(self._events) - 1,
                           return_at=return_at)  # fmt: skip


class MemoryStore:
    """The in-memory `JournalStore`."""

    def __init__(self) -> None:
        self._journals: dict[str, MemoryJournal] = {}
        self._outcomes: dict[str, bytes] = {}

    def create(self, session: str) -> MemoryJournal:
        return self._journals.setdefault(session, MemoryJournal(session))

    def open(self, session: str) -> MemoryJournal:
        if session not in self._journals:
            raise StorageError(f"There is no session {session}.", "See: voicerepair history")
        return self._journals[session]

    def sessions(self) -> Iterator[SessionInfo]:
        found = [info for journal in self._journals.values() if (info := journal.info())]
        return iter(sorted(found, key=lambda info: -info.started_at))

    def set_outcome(self, session: str, outcome: bytes) -> None:
        self._outcomes[session] = outcome

    def outcome(self, session: str) -> bytes | None:
        return self._outcomes.get(session)

    def keep(self, session: str, keep: Literal["nothing", "agreements", "words"]) -> None:
        if keep == "nothing":
            self.delete(session)
        elif keep == "agreements":
            self._journals[session].forget()

    def delete(self, session: str) -> None:
        self._journals.pop(session, None)
        self._outcomes.pop(session, None)

    def close(self) -> None:
        """Nothing to release."""
