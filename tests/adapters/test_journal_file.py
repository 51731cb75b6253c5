"""The encrypted file: whose it is, what opens it, and what is not ours."""

import os
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from tests.adapters.journals import PASSPHRASE, SECRET, decrypted, files, fill
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.errors import StorageError, WrongPassphraseError

ROOT = Path(__file__).parents[2]


def test_everything_is_for_its_owner_only_and_encrypted(path: Path, store: SqlcipherStore) -> None:
    fill(store, "a", SECRET)
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert sorted(files(path)) == ["sessions.db", "sessions.db-shm", "sessions.db-wal"]
    for file in path.parent.iterdir():
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert SECRET.encode() not in file.read_bytes()
        assert b"SQLite" not in file.read_bytes()
    assert SECRET.encode() in decrypted(path)  # what the erasure tests search is really there


def test_a_file_that_others_can_read_is_closed_to_them(path: Path) -> None:
    SqlcipherStore(path, PASSPHRASE).close()
    path.chmod(0o644)
    SqlcipherStore(path, PASSPHRASE).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_pragmas_that_durability_rests_on(store: SqlcipherStore) -> None:
    assert store._one("pragma journal_mode") == ("wal",)
    assert store._one("pragma synchronous") == (2,)
    assert store._one("pragma secure_delete") == (1,)


@pytest.mark.parametrize("passphrase", ["it's", 'a "b" ;--', "x'00'", "ключ 🔑", "nul\x00inside", "\udcff", " "])
def test_any_passphrase_opens_what_it_made(path: Path, passphrase: str) -> None:
    store = SqlcipherStore(path, passphrase)
    fill(store, "a")
    store.close()
    again = SqlcipherStore(path, passphrase)
    assert len(list(again.open("a").events())) == 4
    again.close()


def test_a_passphrase_is_the_same_however_its_letters_are_composed(path: Path) -> None:
    SqlcipherStore(path, "caf\u00e9").close()
    SqlcipherStore(path, "cafe\u0301").close()


def test_an_ordinary_sqlcipher_opens_the_store_with_the_passphrase(path: Path) -> None:
    store = SqlcipherStore(path, PASSPHRASE)
    fill(store, "a")
    store.close()
    plain = sqlcipher.connect(str(path))
    plain.execute("pragma key = '{}'".format(PASSPHRASE.replace("'", "''")))
    assert plain.execute("select count(*) from event").fetchone() == (4,)
    plain.close()


@pytest.mark.parametrize("passphrase", ["not this one", PASSPHRASE.upper()])
def test_a_wrong_passphrase_changes_nothing_and_shows_nothing(
    path: Path, passphrase: str, capfd: pytest.CaptureFixture[str]
) -> None:
    killed = subprocess.Popen(
        [sys.executable, "-m", "tests.adapters.appender", str(path), PASSPHRASE, "a"], stdout=subprocess.PIPE, cwd=ROOT
    )
    assert killed.stdout is not None
    assert killed.stdout.readline() == b"1\n"
    killed.kill()
    killed.communicate()
    before = files(path)
    assert "sessions.db-wal" in before
    with pytest.raises(WrongPassphraseError) as caught:
        SqlcipherStore(path, passphrase)
    assert passphrase not in str(caught.value)
    after = files(path)
    assert after["sessions.db"] == before["sessions.db"]
    assert after["sessions.db-wal"] == before["sessions.db-wal"]
    assert capfd.readouterr() == ("", "")
    store = SqlcipherStore(path, PASSPHRASE)
    assert len(list(store.open("a").events())) >= 2
    store.close()


def test_no_passphrase_is_refused(path: Path) -> None:
    with pytest.raises(StorageError, match="empty"):
        SqlcipherStore(path, "")
    assert not path.exists()


def plain_database(path: Path) -> None:
    database = sqlcipher.connect(str(path))
    database.execute("create table cake (x)")
    database.commit()
    database.close()


def strangers_database(path: Path) -> None:
    database = sqlcipher.connect(str(path))
    database.execute("pragma key = '{}'".format(PASSPHRASE.replace("'", "''")))
    database.execute("create table cake (x)")
    database.commit()
    database.close()


@pytest.mark.parametrize(
    ("make", "error"),
    [
        (plain_database, StorageError),
        (strangers_database, StorageError),
        (lambda path: path.write_bytes(os.urandom(10_000)), WrongPassphraseError),
        (lambda path: path.write_bytes(b"hello"), WrongPassphraseError),
        (lambda path: path.mkdir(), StorageError),
    ],
    ids=["plaintext", "another program's", "noise", "short", "folder"],
)
def test_what_is_not_ours_is_refused_and_not_touched(
    path: Path, make: Callable[[Path], None], error: type[StorageError]
) -> None:
    path.parent.mkdir()
    make(path)
    before = None if path.is_dir() else files(path)
    with pytest.raises(error) as caught:
        SqlcipherStore(path, PASSPHRASE)
    assert caught.value.hint
    assert before is None or files(path) == before


def test_a_store_of_a_newer_version_is_left_alone(path: Path, store: SqlcipherStore) -> None:
    store._db.execute("pragma user_version = 99")
    with pytest.raises(StorageError, match="newer"):
        SqlcipherStore(path, PASSPHRASE)


def test_an_event_of_a_newer_version_is_named(store: SqlcipherStore) -> None:
    fill(store, "a")
    store._db.execute('update event set data = \'{"type": "SomethingElse"}\' where number = 2')
    with pytest.raises(StorageError, match="another version"):
        list(store.open("a").events())


def test_a_damaged_store_is_a_sentence(path: Path) -> None:
    store = SqlcipherStore(path, PASSPHRASE)
    for number in range(30):
        fill(store, f"s{number}")
    store.close()
    data = bytearray(path.read_bytes())
    data[4096 * 3 :] = os.urandom(len(data) - 4096 * 3)
    path.write_bytes(data)
    with pytest.raises(StorageError, match="damaged"):  # noqa: PT012 - opening may notice it, or reading
        store = SqlcipherStore(path, PASSPHRASE)
        try:
            list(store.sessions())
            list(store.open("s20").events())
        finally:
            store.close()


def test_no_folder_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StorageError):
        SqlcipherStore(tmp_path / "file" / "data" / "sessions.db", PASSPHRASE)
