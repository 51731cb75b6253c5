"""Journals in SQLCipher: append-only, encrypted, durable when `append` returns, for the owner's eyes only."""

import contextlib
import fcntl
import logging
import os
import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

import msgspec
from sqlcipher3 import dbapi2 as sqlcipher

from voicerepair.adapters.store_errors import BUSY, explain, wrapped
from voicerepair.config import ensure
from voicerepair.core import events as ev
from voicerepair.errors import StorageError, WrongPassphraseError
from voicerepair.ports import SessionInfo
from voicerepair.translate import t

log = logging.getLogger(__name__)

PLAIN_HEADER = b"SQLite format 3\x00"
VERSION = 2
PAGE = 256
"""Rows fetched at once: no statement stays open between them, since an open one would hold back a deletion."""
SCHEMA = f"""
begin immediate;
create table if not exists session (
    id text primary key, started_at real not null, last_at real not null, protocol text not null,
    partners text not null, state text not null, events integer not null, return_at real not null, outcome blob
);
create index if not exists newest on session (started_at, id);
create table if not exists event (
    session text not null, number integer not null, data blob not null, primary key (session, number)
) without rowid;
create table if not exists erasure (due integer primary key);
create table if not exists value (name text primary key, data blob not null) without rowid;
pragma user_version = {VERSION};
commit;
"""
COLUMNS = "id, started_at, last_at, protocol, partners, state, events, return_at"
SHARED_LOCK = (510, 0x40000002)
"""Length and start of the bytes that every open SQLite connection holds a read lock on (sqlite.org/lockingv3)."""

_open_here: Counter[Path] = Counter()
"""Stores open in this process. Closing any other descriptor of such a file would drop SQLite's POSIX locks on it."""


class SqlcipherStore:
    """The real `JournalStore`. May be used from several threads.

    Opening takes 0.3 s (the key derivation). Raises `WrongPassphraseError`, or `StorageError` for anything else;
    a file that is not ours is never touched.
    """

    def __init__(self, path: Path, passphrase: str, busy_seconds: float = 5.0) -> None:
        self._path = path.absolute()
        self._lock = threading.RLock()
        self._busy_seconds = busy_seconds
        if not passphrase:
            raise StorageError(t("The passphrase is empty."), t("Choose one of at least a few words."))
        key = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogateescape").hex()
        if not _open_here[self._path]:
            self._prepare(key)
            if self._path.with_name(self._path.name + "-wal").exists():
                self._connect(key, "ro").close()  # after a crash: a wrong key's connection would fold the log in
        self._db = self._connect(key)
        _open_here[self._path] += 1
        self._is_open = True
        if self._one("select 1 from erasure"):
            try:
                self._scrub()
            except StorageError as error:
                log.warning("an interrupted erasure could not be finished: %s", error.message)

    def _prepare(self, key: str) -> None:
        """Make the file 0600 in a 0700 folder before anything is in it; refuse what is plain."""
        ensure(self._path.parent)
        try:
            try:
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
                is_made = True
            except FileExistsError:
                is_made = False
                self._path.chmod(0o600)
            header = _header(self._path)
            if not header:
                self._found(key, is_made)
                header = _header(self._path)
        except OSError as error:
            raise StorageError(
                t("{path} cannot be used: {strerror}.", path=self._path, strerror=error.strerror),
                t("Check the folder."),
            ) from error
        if header == PLAIN_HEADER:
            raise StorageError(
                t("{path} is not encrypted, so it is not ours.", path=self._path),
                t("Move it away; it was not touched."),
            )

    def _found(self, key: str, is_made: bool) -> None:
        """Create the store through a connection of its own, so that its header can be looked at afterwards."""
        try:
            self._connect(key).close()
        except StorageError:
            if is_made and not is_in_use(self._path):
                _unlink(self._path)
            raise

    def _connect(self, key: str, mode: Literal["rw", "ro"] = "rw") -> Any:
        with wrapped(t("opening")):
            database: Any = sqlcipher.connect(
                f"{self._path.as_uri()}?mode={mode}",
                uri=True,
                isolation_level=None,
                check_same_thread=False,
                timeout=self._busy_seconds,
            )
            try:
                self._unlock(database, key)
                if mode == "rw":
                    self._set_up(database)
            except BaseException:
                database.close()
                raise
        return database

    def _unlock(self, database: Any, key: str) -> None:
        database.execute("pragma cipher_log_level = none")  # it would write on the screen
        if not database.execute("pragma cipher_version").fetchone():
            raise StorageError(t("This SQLite cannot encrypt."), t("Install voicerepair again."))
        database.execute(f"pragma hexkey = '{key}'")
        try:
            version = database.execute("pragma user_version").fetchone()[0]
            tables = database.execute("select count(*) from sqlite_master").fetchone()[0]
        except sqlcipher.DatabaseError as error:
            if getattr(error, "sqlite_errorcode", 0) == sqlcipher.SQLITE_NOTADB:
                raise WrongPassphraseError(
                    t("This passphrase does not open the store, or the file is not a voicerepair store."),
                    t("Try again. The file is {path}; it was not touched.", path=self._path),
                ) from None
            raise
        if tables and version == 0:
            raise StorageError(
                t("{path} belongs to another program.", path=self._path), t("Move it away; it was not touched.")
            )
        if version > VERSION:
            raise StorageError(t("The store was written by a newer voicerepair."), t("Update voicerepair."))

    def _set_up(self, database: Any) -> None:
        for pragma in ("journal_mode = wal", "synchronous = full", "secure_delete = on"):
            database.execute(f"pragma {pragma}").fetchall()
        if database.execute("pragma user_version").fetchone()[0] < VERSION:
            database.executescript(SCHEMA)

    # ---- the port ----

    def create(self, session: str) -> "SqlcipherJournal":
        if self._one("select 1 from session where id = ?", session):
            raise StorageError(
                t("There is already a session {session}.", session=session), t("See: voicerepair history")
            )
        return SqlcipherJournal(self, session, 0)

    def open(self, session: str) -> "SqlcipherJournal":
        row = self._one("select events from session where id = ?", session)
        if row is None:
            raise _none_such(session)
        return SqlcipherJournal(self, session, row[0])

    def sessions(self) -> Iterator[SessionInfo]:
        query = (
            f"select {COLUMNS} from session where (started_at, id) < (?, ?) order by started_at desc, id desc limit ?"  # noqa: S608 - constants
        )
        last: tuple[float, str] = (float("inf"), "")
        while rows := self._all(t("reading the history"), query, *last, PAGE):
            for row in rows:
                names = msgspec.json.decode(row[4], type=tuple[str, ...])
                yield SessionInfo(session=row[0], started_at=row[1], last_at=row[2], protocol=row[3], partners=names,
                                  state=row[5], events=row[6], return_at=row[7])  # fmt: skip
            last = (rows[-1][1], rows[-1][0])

    def set_outcome(self, session: str, outcome: bytes) -> None:
        """Keep the session's encoded review, which outlives its words."""
        with self._transaction(t("keeping the outcome")):
            if self._db.execute("update session set outcome = ? where id = ?", (outcome, session)).rowcount != 1:
                raise _none_such(session)

    def outcome(self, session: str) -> bytes | None:
        row = self._one("select outcome from session where id = ?", session)
        return row[0] if row else None

    def keep(self, session: str, keep: Literal["nothing", "agreements", "words"]) -> None:
        if keep == "nothing":
            self.delete(session)
        elif keep == "agreements":
            if self.outcome(session) is None:
                raise StorageError(t("The agreements are not kept yet, so no words were erased."), t("Try again."))
            with self._transaction(t("erasing the words")):
                self._db.execute("delete from event where session = ?", (session,))
                self._db.execute("update session set events = 0 where id = ?", (session,))
                self._db.execute("insert or ignore into erasure values (1)")
            self._scrub()

    def delete(self, *sessions: str) -> None:
        """Remove them for good, in one go. Sessions that are not there are no error."""
        with self._transaction(t("deleting")):
            for session in sessions:
                self._db.execute("delete from event where session = ?", (session,))
                self._db.execute("delete from session where id = ?", (session,))
            self._db.execute("insert or ignore into erasure values (1)")
        self._scrub()

    def value(self, name: str) -> bytes | None:
        """What was put under that name, or None: for what belongs to people and not to a session."""
        row = self._one("select data from value where name = ?", name)
        return row[0] if row else None

    def set_value(self, name: str, data: bytes) -> None:
        """Put it there, in place of what was there."""
        with self._transaction(t("keeping a profile")):
            self._db.execute("insert or replace into value values (?, ?)", (name, data))

    def close(self) -> None:
        with self._lock, wrapped(t("closing")):
            if self._is_open:
                self._is_open = False
                _open_here[self._path] -= 1
                self._db.close()

    # ---- inside ----

    def _one(self, query: str, *values: object) -> Any:
        with self._lock, wrapped(t("reading")):
            return self._db.execute(query, values).fetchone()

    def _all(self, action: str, query: str, *values: object) -> list[Any]:
        with self._lock, wrapped(action):
            rows: list[Any] = self._db.execute(query, values).fetchall()
            return rows

    @contextlib.contextmanager
    def _transaction(self, action: str) -> Iterator[None]:
        with self._lock, wrapped(action):
            self._db.execute("begin immediate")
            try:
                yield
                self._db.execute("commit")
            except BaseException:
                with contextlib.suppress(sqlcipher.Error):  # a full disk has rolled back already
                    self._db.execute("rollback")
                raise

    def _scrub(self) -> None:
        """Write the file anew and empty the write-ahead log, so that nothing deleted is left in either.

        Noted as due in the transaction that deletes: what is interrupted here is finished at the next opening.
        """
        with self._lock:
            try:
                self._db.execute("vacuum")
                if self._db.execute("pragma wal_checkpoint(truncate)").fetchone()[0]:
                    raise StorageError(BUSY)
                self._db.execute("delete from erasure")
            except (sqlcipher.Error, StorageError) as error:
                reason = error if isinstance(error, StorageError) else explain(error, t("overwriting"))
                raise StorageError(
                    t("It is deleted, but not yet overwritten in the file. {message}", message=reason.message),
                    t("Close every voicerepair and free some space; the next start finishes it."),
                ) from error

    def append(self, session: str, event: ev.SessionEvent, number: int) -> None:
        """Event `number` in one transaction, with the session's row of the history."""
        with self._transaction(t("keeping an event")):
            if isinstance(event, ev.SessionOpened):
                names = msgspec.json.encode([partner.name for partner in event.partners]).decode()
                row = (session, event.at, event.at, event.protocol.id, names, "open", 1, 0.0, None)
                try:
                    self._db.execute("insert into session values (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
                except sqlcipher.IntegrityError as error:
                    raise StorageError(
                        t("There is already a session {session}.", session=session), t("Begin another.")
                    ) from error
            else:
                self._update(session, event, number)
            self._db.execute("insert into event values (?, ?, ?)", (session, number, ev.encode(event)))

    def _update(self, session: str, event: ev.SessionEvent, number: int) -> None:
        changed = self._db.execute(
            "update session set last_at = max(last_at, ?), events = events + 1 where id = ? and events = ?",
            (event.at, session, number),
        )
        if changed.rowcount != 1:
            if not self._one("select 1 from session where id = ?", session):
                raise _none_such(session)
            raise StorageError(
                t("This session goes on in another voicerepair."), t("Go on there, or close it and resume here.")
            )
        if isinstance(event, ev.SessionClosed):
            values = (event.reason, event.return_at, session)
            self._db.execute("update session set state = ?, return_at = ? where id = ?", values)
        elif isinstance(event, ev.SessionResumed):
            self._db.execute("update session set state = 'open', return_at = 0 where id = ?", (session,))

    def read(self, session: str) -> Iterator[ev.SessionEvent]:
        """The session's events in order, streaming."""
        query = "select number, data from event where session = ? and number > ? order by number limit ?"
        last = -1
        while rows := self._all(t("reading a session"), query, session, last, PAGE):
            for _, data in rows:
                try:
                    yield ev.decode(data)
                except ValueError as error:
                    raise StorageError(
                        t("Session {session} was written by another version.", session=session),
                        t("Its review can still be read."),
                    ) from error
            last = rows[-1][0]


class SqlcipherJournal:
    """One session's events in the store. `number`: how many there are."""

    def __init__(self, store: SqlcipherStore, session: str, number: int) -> None:
        self.session = session
        self._store = store
        self._number = number

    def append(self, event: ev.SessionEvent) -> None:
        self._store.append(self.session, event, self._number)
        self._number += 1

    def events(self) -> Iterator[ev.SessionEvent]:
        return self._store.read(self.session)

    def close(self) -> None:
        """The store stays open for the others."""


def is_in_use(path: Path) -> bool:
    """Whether any process has the store open."""
    if _open_here[path.absolute()]:
        return True
    with path.open("r+b") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, *SHARED_LOCK)
        except OSError:
            return True
    return False


def destroy(path: Path) -> None:
    """Overwrite and remove the whole store; needs no passphrase. Raises `StorageError`, also while it is in use."""
    try:
        if is_in_use(path):
            raise StorageError(BUSY, t("Close it, then try again."))
        for file in _files(path):
            with file.open("r+b") as opened:
                for _ in range(0, file.stat().st_size, 1 << 20):
                    opened.write(os.urandom(1 << 20))
                opened.flush()
                os.fsync(opened.fileno())
        _unlink(path)
    except OSError as error:
        raise StorageError(
            t("{path} cannot be deleted: {strerror}.", path=path, strerror=error.strerror), t("Check its permissions.")
        ) from error


def _files(path: Path) -> list[Path]:
    return [file for ending in ("-wal", "-shm", "") if (file := path.with_name(path.name + ending)).exists()]


def _unlink(path: Path) -> None:
    for file in _files(path):
        file.unlink(missing_ok=True)


def _header(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(16)


def _none_such(session: str) -> StorageError:
    return StorageError(t("There is no session {session}.", session=session), t("See: voicerepair history"))
