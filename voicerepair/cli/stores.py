"""Opening the store for commands that only look or delete."""

from collections.abc import Iterator
from contextlib import contextmanager

from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.cli.wiring import Wiring
from voicerepair.config import load, paths
from voicerepair.core import review as reviews
from voicerepair.core import session as sessions
from voicerepair.errors import StorageError
from voicerepair.translate import t


@contextmanager
def open_store() -> Iterator[SqlcipherStore | None]:
    """The encrypted store; None where there is none yet, so that nobody is asked for a passphrase in vain."""
    where = paths()
    if not where.store.exists():
        yield None
        return
    store = Wiring(load(), where).store()
    if not isinstance(store, SqlcipherStore):
        raise AssertionError("the store on disk is always encrypted")
    try:
        yield store
    finally:
        store.close()


def review_of(store: SqlcipherStore, session: str) -> reviews.Review:
    """The kept outcome of the session, or what its journal amounts to so far. Raises `StorageError`."""
    outcome = store.outcome(session)
    if outcome:
        return reviews.decode(outcome)
    state = sessions.fold(list(store.open(session).events()))
    if state is None:
        raise StorageError(t("Nothing of session {session} was kept.", session=session), t("See: voicerepair history"))
    return reviews.review(state)
