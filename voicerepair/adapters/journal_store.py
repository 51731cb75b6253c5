"""Journals in SQLCipher: append-only, encrypted, durable when `append` returns, for the owner's eyes only."""

import contextlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from sqlcipher3 import dbapi2 as sqlcipher

from voicerepair.core import events as ev
from voicerepair.errors import StorageError, WrongPassphraseError
from voicerepair.ports import SessionInfo

PLAIN_HEADER = b"SQLite format 3\x00"
SCHEMA = """
create table if not exists session (
    id text primary key, started_at real not null, last_at real not null, protocol text not null,
    partners text not null, state text not null, events integer not null, return_at real not null, outcome blob
);
create table if not exists event (
    session text not null, number integer not null, data blob not null, primary key (session, number)
) without rowid;
"""
BUSY = "Another voicerepair is using the store."


@contextlib.contextmanager
def _wrapped(action: str) -> Iterator[None]:
    try:
        yield
    except sqlcipher.Error as error:
        text = str(error).lower()
        if "full" in text or "disk i/o" in text:
            raise StorageError(
                f"The disk is full: {action} failed.", "Free some space; what was kept stays."
            ) from error
        if "locked" in text:
            raise StorageError(BUSY, "Close it, then try again.") from error
        raise StorageError(f"The store failed: {action} did not work.", "To check: voicerepair doctor") from error


class SqlcipherStore:
    """The real `JournalStore`. Raises `WrongPassphraseError`, or `StorageError` for anything else."""

    def __init__(self, path: Path, passphrase: str) -> None:
        self._path = path
        self._lock = threading.RLock()
        is_new = self._prepare()
        try:
            self._db: Any = sqlcipher.connect(str(path), isolation_level=None, check_same_thread=False, timeout=5)
        except sqlcipher.Error as error:
            raise StorageError(f"{path} cannot be opened.", "Check its permissions.") from error
        try:
            self._unlock(passphrase, is_new)
        except BaseException:
            self._db.close()
            if is_new:
                path.unlink(missing_ok=True)
            raise

    def _prepare(self) -> bool:
        """Make the file 0600 in a 0700 folder before anything is in it; refuse what is not ours."""
        try:
            if not self._path.parent.is_dir():
                self._path.parent.mkdir(mode=0o700, parents=True)
                self._path.parent.chmod(0o700)
            os.close(os.open(self._path, os.O_CREAT | os.O_RDWR, 0o600))
            with self._path.open("rb") as file:
                header = file.read(16)
        except OSError as error:
            raise StorageError(f"{self._path} cannot be used: {error.strerror}.", "Check the folder.") from error
        if header == PLAIN_HEADER:
            raise StorageError(
                f"{self._path} is not encrypted, so it is not ours.", "Move it away; it was not touched."
            )
        return not header

    def _unlock(self, passphrase: str, is_new: bool) -> None:
        try:
            quoted = passphrase.replace("'", "''")
            self._db.execute(f"pragma key = '{quoted}'")
            if not self._db.execute("pragma cipher_version").fetchone():
                raise StorageError("This SQLite cannot encrypt.", "Install voicerepair again.")
            self._db.execute("select count(*) from sqlite_master").fetchone()
            for pragma in ("journal_mode = wal", "synchronous = full", "secure_delete = on"):
                self._db.execute(f"pragma {pragma}")
            self._db.executescript(SCHEMA)
        except sqlcipher.DatabaseError as error:
            if "not a database" in str(error) and not is_new:
                raise WrongPassphraseError(
                    "This passphrase does not open the store, or the file is not a voicerepair store.",
                    f"Try again. The file is {self._path}; it was not touched.",
                ) from None
            with _wrapped("opening"):
                raise
        with self._path.open("rb") as file:
            if file.read(16) == PLAIN_HEADER:
                raise StorageError("The store would not be encrypted.", "Nothing was written. Install again.")

    # ---- the port ----

    def create(self, session: str) -> "SqlcipherJournal":
        return SqlcipherJournal(self, session)

    def open(self, session: str) -> "SqlcipherJournal":
        if not self._one("select 1 from session where id = ?", session):
            raise StorageError(f"There is no session {session}.", "See: voicerepair history")
        return SqlcipherJournal(self, session)

    def sessions(self) -> Iterator[SessionInfo]:
        columns = "id, started_at, last_at, protocol, partners, state, events, return_at"
        with _wrapped("reading the history"):
            for row in self._db.execute(f"select {columns} from session order by started_at desc"):  # noqa: S608
                names = tuple(row[4].split("\n"))
                yield SessionInfo(session=row[0], started_at=row[1], last_at=row[2], protocol=row[3], partners=names,
                                  state=row[5], events=row[6], return_at=row[7])  # fmt: skip

    def set_outcome(self, session: str, outcome: bytes) -> None:
        """Keep the session's review (`core.review.encode`), which outlives its words."""
        with self._lock, _wrapped("keeping the outcome"):
            self._db.execute("update session set outcome = ? where id = ?", (outcome, session))

    def outcome(self, session: str) -> bytes | None:
        row = self._one("select outcome from session where id = ?", session)
        return row[0] if row else None

    def keep(self, session: str, keep: Literal["nothing", "agreements", "words"]) -> None:
        if keep == "nothing":
            self.delete(session)
        elif keep == "agreements":
            self._erase("delete from event where session = ?", session)

    def delete(self, session: str) -> None:
        self._erase("delete from event where session = ?", session)
        self._erase("delete from session where id = ?", session)

    def close(self) -> None:
        with contextlib.suppress(sqlcipher.Error):
            self._db.close()

    # ---- inside ----

    def _one(self, query: str, *values: object) -> Any:
        with self._lock, _wrapped("reading"):
            return self._db.execute(query, values).fetchone()

    def _erase(self, query: str, session: str) -> None:
        """Delete, overwrite the pages, and empty the write-ahead log, so that nothing is left in any file."""
        with self._lock, _wrapped("deleting"):
            self._db.execute(query, (session,))
            self._db.execute("pragma wal_checkpoint(truncate)").fetchone()
            self._db.execute("vacuum")
            self._db.execute("pragma wal_checkpoint(truncate)").fetchone()

    def append(self, session: str, event: ev.SessionEvent) -> None:
        """One event in one transaction, with the session's row of the history."""
        with self._lock, _wrapped("keeping an event"):
            self._db.execute("begin immediate")
            try:
                self._row(session, event)
                number = self._db.execute("select events from session where id = ?", (session,)).fetchone()[0]
                self._db.execute("insert into event values (?, ?, ?)", (session, number, ev.encode(event)))
                self._db.execute("commit")
            except BaseException:
                with contextlib.suppress(sqlcipher.Error):
                    self._db.execute("rollback")
                raise

    def _row(self, session: str, event: ev.SessionEvent) -> None:
        if isinstance(event, ev.SessionOpened):
            names = "\n".join(partner.name.replace("\n", " ") for partner in event.partners)
            row = (session, event.at, event.at, event.protocol.id, names, "open", 0, 0.0, None)
            self._db.execute("insert into session values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
            return
        self._db.execute(
            "update session set last_at = max(last_at, ?), events = events + 1 where id = ?", (event.at, session)
        )
        if isinstance(event, ev.SessionClosed):
            values = (event.reason, event.return_at, session)
            self._db.execute("update session set state = ?, return_at = ? where id = ?", values)
        elif isinstance(event, ev.SessionResumed):
            self._db.execute("update session set state = 'open', return_at = 0 where id = ?", (session,))

    def read(self, session: str) -> Iterator[ev.SessionEvent]:
        """The session's events in order, streaming."""
        with _wrapped("reading a session"):
            for (data,) in self._db.execute("select data from event where session = ? order by number", (session,)):
                try:
                    yield ev.decode(data)
                except ValueError as error:
                    raise StorageError(
                        f"Session {session} was written by another version.", "Its review can still be read."
                    ) from error


class SqlcipherJournal:
    """One session's events in the store."""

    def __init__(self, store: SqlcipherStore, session: str) -> None:
        self.session = session
        self._store = store

    def append(self, event: ev.SessionEvent) -> None:
        self._store.append(self.session, event)

    def events(self) -> Iterator[ev.SessionEvent]:
        return self._store.read(self.session)

    def close(self) -> None:
        """The store stays open for the others."""
