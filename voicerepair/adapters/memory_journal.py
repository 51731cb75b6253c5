"""Journals in memory only: `--keep nothing`, the demo, and tests."""

from collections.abc import Iterator
from typing import Literal

import msgspec

from voicerepair.core import events as ev
from voicerepair.errors import StorageError
from voicerepair.ports import SessionInfo
from voicerepair.translate import t


class MemoryJournal:
    """The events of one session, gone with the process."""

    def __init__(self, session: str) -> None:
        self.session = session
        self.info: SessionInfo | None = None
        self._events: list[ev.SessionEvent] = []

    def append(self, event: ev.SessionEvent) -> None:
        if isinstance(event, ev.SessionOpened):
            if self.info is not None:
                raise StorageError(
                    t("There is already a session {session}.", session=self.session), t("Begin another.")
                )
            names = tuple(partner.name for partner in event.partners)
            self.info = SessionInfo(session=self.session, started_at=event.at, last_at=event.at, state="open",
                                    protocol=event.protocol.id, partners=names, events=0)  # fmt: skip
        elif self.info is None:
            raise _none_such(self.session)
        self._events.append(event)
        last_at = max(self.info.last_at, event.at)
        self.info = msgspec.structs.replace(self.info, last_at=last_at, events=len(self._events))
        if isinstance(event, ev.SessionClosed):
            self.info = msgspec.structs.replace(self.info, state=event.reason, return_at=event.return_at)
        elif isinstance(event, ev.SessionResumed):
            self.info = msgspec.structs.replace(self.info, state="open", return_at=0.0)

    def events(self) -> Iterator[ev.SessionEvent]:
        return iter(tuple(self._events))

    def close(self) -> None:
        """Nothing to release."""

    def forget(self) -> None:
        """Drop the events, keep the row of the history."""
        self._events.clear()
        if self.info is not None:
            self.info = msgspec.structs.replace(self.info, events=0)


class MemoryStore:
    """The in-memory `JournalStore`."""

    def __init__(self) -> None:
        self._journals: dict[str, MemoryJournal] = {}
        self._outcomes: dict[str, bytes] = {}
        self._values: dict[str, bytes] = {}

    def create(self, session: str) -> MemoryJournal:
        there = self._journals.get(session)
        if there is not None and there.info is not None:
            raise StorageError(
                t("There is already a session {session}.", session=session), t("See: voicerepair history")
            )
        self._journals[session] = MemoryJournal(session)
        return self._journals[session]

    def open(self, session: str) -> MemoryJournal:
        return self._of(session)

    def sessions(self) -> Iterator[SessionInfo]:
        found = [journal.info for journal in self._journals.values() if journal.info]
        return iter(sorted(found, key=lambda info: (info.started_at, info.session), reverse=True))

    def set_outcome(self, session: str, outcome: bytes) -> None:
        self._of(session)
        self._outcomes[session] = outcome

    def outcome(self, session: str) -> bytes | None:
        return self._outcomes.get(session)

    def keep(self, session: str, keep: Literal["nothing", "agreements", "words"]) -> None:
        if keep == "nothing":
            self.delete(session)
        elif keep == "agreements":
            if session not in self._outcomes:
                raise StorageError(t("The agreements are not kept yet, so no words were erased."), t("Try again."))
            self._journals[session].forget()

    def delete(self, *sessions: str) -> None:
        """Remove them. Sessions that are not there are no error."""
        for session in sessions:
            self._journals.pop(session, None)
            self._outcomes.pop(session, None)

    def value(self, name: str) -> bytes | None:
        return self._values.get(name)

    def set_value(self, name: str, data: bytes) -> None:
        self._values[name] = data

    def close(self) -> None:
        """Nothing to release."""

    def _of(self, session: str) -> MemoryJournal:
        journal = self._journals.get(session)
        if journal is None or journal.info is None:
            raise _none_such(session)
        return journal


def _none_such(session: str) -> StorageError:
    return StorageError(t("There is no session {session}.", session=session), t("See: voicerepair history"))
