"""What SQLCipher's errors mean for a person."""

import contextlib
from collections.abc import Iterator

from sqlcipher3 import dbapi2 as sqlcipher

from voicerepair.errors import StorageError
from voicerepair.translate import t

BUSY = t("Another voicerepair is using the store.")


@contextlib.contextmanager
def wrapped(action: str) -> Iterator[None]:
    """Raise SQLCipher's errors as `StorageError`, saying what did not work."""
    try:
        yield
    except sqlcipher.Error as error:
        raise explain(error, action) from error


def explain(error: Exception, action: str) -> StorageError:
    """The error to raise for that one."""
    match getattr(error, "sqlite_errorcode", 0) & 0xFF:
        case sqlcipher.SQLITE_FULL | sqlcipher.SQLITE_IOERR:
            return StorageError(
                t("The disk is full or failing: {action} did not work.", action=action),
                t("Free some space; what was kept stays."),
            )
        case sqlcipher.SQLITE_BUSY | sqlcipher.SQLITE_LOCKED:
            return StorageError(BUSY, t("Close it, then try again."))
        case sqlcipher.SQLITE_READONLY | sqlcipher.SQLITE_CANTOPEN | sqlcipher.SQLITE_PERM:
            return StorageError(
                t("The store cannot be written: {action} did not work.", action=action), t("Mend its permissions.")
            )
        case sqlcipher.SQLITE_CORRUPT:
            return StorageError(
                t("The store is damaged: {action} did not work.", action=action),
                t("Put back a copy of it, if you have one."),
            )
    return StorageError(t("The store failed: {action} did not work.", action=action), t("To check: voicerepair doctor"))
