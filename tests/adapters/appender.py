"""A process that keeps events and says how many were acknowledged, until it is killed.

Run as: appender.py STORE PASSPHRASE SESSION [LARGEST_FILE]. With LARGEST_FILE (bytes) the disk is full there: it
goes on until the first refusal, says so, lifts the bound, and keeps one event more.
"""

import resource
import signal
import sys
from pathlib import Path

from tests.adapters.journals import heard, opened
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.errors import StorageError


def main(path: str, passphrase: str, session: str, largest: int = 0) -> None:
    store = SqlcipherStore(Path(path), passphrase)
    try:
        journal, kept = store.create(session), 0
        journal.append(opened(session))
    except StorageError:
        journal = store.open(session)
        kept = sum(1 for _ in journal.events()) - 1
    if largest:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))
    while True:
        try:
            journal.append(heard(2000.0 + kept, f"word {kept} " + "and then " * 20))
        except StorageError as error:
            print(f"refused {error.message} {error.hint}", flush=True)
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            journal.append(heard(9000.0, "after"))
            print("kept again", flush=True)
            store.close()
            return
        kept += 1
        print(kept, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:4], *(int(bound) for bound in sys.argv[4:]))
