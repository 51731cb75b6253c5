from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import keyring.backend
import keyring.errors
import pytest

from voicerepair.adapters import keys
from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.errors import StorageError, WrongPassphraseError


class Ring(keyring.backend.KeyringBackend):
    """A system keyring of our own, or a broken one."""

    priority = 1

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        self._open()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._open()
        self.kept[(service, username)] = password

    def _open(self) -> None:
        if self.is_locked:
            raise keyring.errors.KeyringLocked


@pytest.fixture
def ring() -> Iterator[Ring]:
    before, ours = keyring.get_keyring(), Ring()
    keyring.set_keyring(ours)
    yield ours
    keyring.set_keyring(before)


def answering(*answers: str) -> Callable[[str], str]:
    left = list(answers)
    return lambda question: left.pop(0)


def test_the_variable_goes_first_then_the_keyring_then_asking(ring: Ring) -> None:
    keys.remember("ringed")
    assert keys.find_passphrase(None, is_new=False, environment={keys.VARIABLE: "given"}) == "given"
    assert keys.find_passphrase(None, is_new=False, environment={}) == "ringed"
    ring.kept.clear()
    assert keys.find_passphrase(answering("typed"), is_new=False, environment={}) == "typed"


def test_a_keyring_that_is_locked_is_as_good_as_none(ring: Ring) -> None:
    ring.is_locked = True
    assert keys.from_keyring() is None
    assert keys.remember("x") is False


def test_with_nobody_to_ask_the_error_says_what_to_do(ring: Ring) -> None:
    with pytest.raises(StorageError) as caught:
        keys.find_passphrase(None, is_new=False, environment={})
    assert keys.VARIABLE in caught.value.hint


def test_a_new_passphrase_is_asked_for_twice(ring: Ring) -> None:
    assert keys.find_passphrase(answering("one", "two", "three", "three"), is_new=True, environment={}) == "three"
    with pytest.raises(StorageError, match="No passphrase was chosen"):
        keys.find_passphrase(answering(""), is_new=True, environment={})


def test_a_mistyped_passphrase_may_be_typed_again(ring: Ring, tmp_path: Path) -> None:
    path = tmp_path / "data" / "sessions.db"
    SqlcipherStore(path, "right").close()
    keys.unlock(path, answering("wrong", "right"), keep_in_keyring=True, environment={}).close()
    assert keys.from_keyring() == "right"
    ring.kept.clear()
    with pytest.raises(WrongPassphraseError):
        keys.unlock(path, answering("wrong", "wrong", "wrong"), environment={})
    with pytest.raises(WrongPassphraseError):
        keys.unlock(path, None, environment={keys.VARIABLE: "wrong"})
