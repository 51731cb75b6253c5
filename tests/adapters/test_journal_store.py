"""What the encrypted store has to stand: erasing, several processes, kills, full disks."""

import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from tests.adapters.journals import PASSPHRASE, SECRET, decrypted, fill, heard, opened
from voicerepair.adapters import journal_store
from voicerepair.adapters.journal_store import SqlcipherStore, destroy, is_in_use
from voicerepair.core import events as ev
from voicerepair.errors import StorageError

ROOT = Path(__file__).parents[2]


# ---- erasing ----


@pytest.mark.parametrize("how", ["agreements", "nothing", "delete"])
def test_erased_words_are_in_no_page_of_any_file(path: Path, store: SqlcipherStore, how: str) -> None:
    for number in range(40):
        fill(store, f"other{number}", "unimportant " * 50)
        if number == 20:
            fill(store, "a", f"{SECRET} " * 200)
    store.set_outcome("a", b"outcome")
    assert SECRET.encode() in decrypted(path)
    if how == "delete":
        store.delete("a")
    else:
        store.keep("a", "nothing" if how == "nothing" else "agreements")
    plain = decrypted(path)
    assert SECRET.encode() not in plain
    assert b"unimportant" in plain
    assert store.outcome("a") == (b"outcome" if how == "agreements" else None)
    assert len(list(store.open("other39").events())) == 4


def test_an_erasure_that_was_interrupted_is_finished_at_the_next_opening(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = SqlcipherStore(path, PASSPHRASE)
    fill(store, "a", f"{SECRET} " * 200)
    monkeypatch.setattr(SqlcipherStore, "_scrub", lambda self: None)  # as if killed in between
    store.delete("a")
    assert SECRET.encode() in decrypted(path)
    monkeypatch.undo()
    second = SqlcipherStore(path, PASSPHRASE)
    assert SECRET.encode() not in decrypted(path)
    assert not second._one("select 1 from erasure")
    second.close()
    store.close()


def test_an_erasure_that_another_process_holds_up_says_so(path: Path, store: SqlcipherStore) -> None:
    fill(store, "a")
    reader = SqlcipherStore(path, PASSPHRASE)
    reader._db.execute("begin")
    reader._db.execute("select * from event").fetchone()
    with pytest.raises(StorageError, match="not yet overwritten"):
        store.delete("a")
    assert list(store.sessions()) == []
    reader._db.execute("rollback")
    store.delete()
    assert not store._one("select 1 from erasure")
    reader.close()


def test_a_forgotten_store_is_destroyed_without_its_passphrase(path: Path) -> None:
    store = SqlcipherStore(path, PASSPHRASE)
    fill(store, "a")
    with pytest.raises(StorageError, match="using the store"):
        destroy(path)
    store.close()
    twin = path.with_name("twin")
    os.link(path, twin)
    destroy(path)
    assert [file.name for file in path.parent.iterdir()] == ["twin"]
    with pytest.raises(StorageError):
        SqlcipherStore(twin, PASSPHRASE)
    SqlcipherStore(path, "another").close()


# ---- several processes and threads ----


def test_other_processes_see_the_lock_for_as_long_as_the_store_is_open(path: Path) -> None:
    """Closing any descriptor of an open SQLite file drops its POSIX locks: nothing of ours may do that."""
    look = [sys.executable, "-c", "import sys, pathlib; from voicerepair.adapters.journal_store import is_in_use;"
            f"sys.exit(is_in_use(pathlib.Path({str(path)!r})))"]  # fmt: skip
    store = SqlcipherStore(path, PASSPHRASE)
    second = SqlcipherStore(path, PASSPHRASE)
    assert is_in_use(path)
    assert subprocess.run(look, cwd=ROOT, check=False).returncode == 1
    second.close()
    assert subprocess.run(look, cwd=ROOT, check=False).returncode == 1
    store.close()
    assert not is_in_use(path)
    assert subprocess.run(look, cwd=ROOT, check=False).returncode == 0


def test_a_store_held_by_another_process_is_an_error_in_words(path: Path, store: SqlcipherStore) -> None:
    journal = store.create("a")
    journal.append(opened("a"))
    other = SqlcipherStore(path, PASSPHRASE)
    other._db.execute("begin immediate")
    with pytest.raises(StorageError, match="Another voicerepair is using the store"):
        journal.append(heard(1001.0, "held up"))
    other._db.execute("rollback")
    journal.append(heard(1001.0, "held up"))
    assert len(list(journal.events())) == 2
    other.close()


def test_two_cannot_go_on_with_one_session(path: Path, store: SqlcipherStore) -> None:
    fill(store, "a")
    first, second = store.open("a"), store.open("a")
    first.append(ev.SessionResumed(at=1.0))
    with pytest.raises(StorageError, match="another voicerepair"):
        second.append(ev.SessionResumed(at=2.0))
    store.delete("a")
    with pytest.raises(StorageError, match="no session"):
        first.append(heard(3.0, "too late"))


def test_threads_may_share_the_store(store: SqlcipherStore) -> None:
    failures: list[BaseException] = []

    def work(session: str) -> None:
        try:
            journal = store.create(session)
            journal.append(opened(session))
            for number in range(20):
                journal.append(heard(number, f"word {number}"))
                list(journal.events())
                list(store.sessions())
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(f"t{number}",)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert {row.events for row in store.sessions()} == {21}


def test_after_closing_every_use_is_an_error_in_words(path: Path) -> None:
    store = SqlcipherStore(path, PASSPHRASE)
    fill(store, "a")
    journal = store.open("a")
    store.close()
    store.close()
    with pytest.raises(StorageError):
        journal.append(heard(1.0, "late"))
    with pytest.raises(StorageError):
        list(store.sessions())


# ---- killed, and full ----


def test_killed_again_and_again_nothing_acknowledged_is_lost(path: Path) -> None:
    acknowledged = 0
    for round_ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.adapters.appender", str(path), PASSPHRASE, "a"],
            stdout=subprocess.PIPE,
            cwd=ROOT,
        )
        assert process.stdout is not None
        for _ in range(3 + 4 * round_):
            acknowledged = int(process.stdout.readline())
        process.kill()
        rest = process.stdout.read().split(b"\n")
        acknowledged = max([acknowledged, *(int(line) for line in rest[:-1])])
        process.wait()
        process.stdout.close()
    store = SqlcipherStore(path, PASSPHRASE)
    texts = [event.text for event in store.open("a").events() if isinstance(event, ev.UtteranceHeard)]
    store.close()
    assert len(texts) >= acknowledged >= 8
    assert [text.split()[1] for text in texts] == [str(number) for number in range(len(texts))]


def test_a_full_disk_is_said_and_what_was_kept_stays(path: Path) -> None:
    SqlcipherStore(path, PASSPHRASE).close()
    bound = str(200_000)
    done = subprocess.run(
        [sys.executable, "-m", "tests.adapters.appender", str(path), PASSPHRASE, "a", bound],
        stdout=subprocess.PIPE,
        cwd=ROOT,
        check=True,
        text=True,
    )
    *counts, refused, again = done.stdout.splitlines()
    assert "disk is full" in refused
    assert "Free some space" in refused
    assert again == "kept again"
    store = SqlcipherStore(path, PASSPHRASE)
    events = list(store.open("a").events())
    assert len(events) == 1 + int(counts[-1]) + 1
    assert isinstance(events[-1], ev.UtteranceHeard)
    assert events[-1].text == "after"
    store.close()


def test_a_full_database_is_a_full_disk(store: SqlcipherStore) -> None:
    fill(store, "a")
    pages = store._one("pragma page_count")[0]
    store._one(f"pragma max_page_count = {pages}")
    journal = store.open("a")
    with pytest.raises(StorageError, match="disk is full"):
        journal.append(heard(2000.0, "many words " * 5000))
    journal.append(heard(2000.0, "few"))
    assert len(list(journal.events())) == 5


def test_a_store_that_could_not_be_founded_leaves_no_file(path: Path) -> None:
    code = (
        "import resource, signal, sys, pathlib\n"
        "from voicerepair.adapters.journal_store import SqlcipherStore\n"
        "from voicerepair.errors import StorageError\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    SqlcipherStore(pathlib.Path(sys.argv[1]), 'k')\n"
        "except StorageError as error:\n    sys.exit(7)\n"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=ROOT, check=False)
    assert done.returncode == 7
    assert list(path.parent.iterdir()) == []


def test_nothing_is_held_open_between_rows(store: SqlcipherStore) -> None:
    """A half-read history must not hold up a deletion."""
    for number in range(journal_store.PAGE + 10):
        store.create(f"s{number}").append(opened(f"s{number}", at=number))
    reading = store.sessions()
    next(reading)
    store.delete("s0")
    assert len(list(reading)) == journal_store.PAGE + 8
