"""Files that are there whole or not at all, for their owner's eyes only."""

import errno
import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from voicerepair.errors import StorageError
from voicerepair.translate import t


def write(path: Path, data: bytes | Iterable[bytes], force: bool = False) -> None:
    """Write the file, whole or piece by piece, mode 0600; it appears only once it is complete.

    Raises `FileExistsError` when there is one already and not `force`, `StorageError` when it cannot be written.
    """
    try:
        if path.exists() and not path.is_file():
            raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))  # a rename would take a device's place
        descriptor, fresh = tempfile.mkstemp(dir=path.parent, prefix=".new-")  # 0600 by itself
        try:
            with os.fdopen(descriptor, "wb") as sink:
                sink.writelines((data,) if isinstance(data, bytes) else data)
                sink.flush()
                os.fsync(sink.fileno())
            if force:
                os.replace(fresh, path)
            else:
                _place(fresh, path)
        finally:
            Path(fresh).unlink(missing_ok=True)
    except FileExistsError:
        raise
    except OSError as error:
        hint = t("Check the folder, the disk and its permissions.")
        raise StorageError(
            t("{path} cannot be written: {strerror}.", path=path, strerror=error.strerror), hint
        ) from error


def _place(fresh: str, path: Path) -> None:
    """Give the file its name, replacing nothing. Raises `FileExistsError`."""
    try:
        os.link(fresh, path)  # unlike a rename, it never replaces what came there meanwhile
    except OSError as error:
        if error.errno not in (errno.EPERM, errno.ENOTSUP, errno.ENOSYS):
            raise
        os.close(os.open(path, os.O_CREAT | os.O_EXCL, 0o600))  # memory sticks (FAT) know no links
        os.replace(fresh, path)
