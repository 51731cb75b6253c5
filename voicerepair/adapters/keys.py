"""Where the passphrase comes from: VOICEREPAIR_PASSPHRASE, the system keyring, or asking."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from voicerepair.adapters.journal_store import SqlcipherStore
from voicerepair.errors import StorageError, WrongPassphraseError
from voicerepair.translate import t

SERVICE, USER = "voicerepair", "store"
VARIABLE = "VOICEREPAIR_PASSPHRASE"
TRIES = 3
Ask = Callable[[str], str]


def _keyring(use: Callable[[Any], str | None]) -> str | None:
    import keyring
    import keyring.errors

    try:
        return use(keyring)
    except (keyring.errors.KeyringError, RuntimeError, OSError):  # headless, locked, or its service is not there
        return None


def from_keyring() -> str | None:
    """The passphrase in the system keyring; None where there is no keyring or it holds none."""
    return _keyring(lambda ring: ring.get_password(SERVICE, USER))


def remember(passphrase: str) -> bool:
    """Put it into the system keyring; False where there is none."""

    def use(ring: Any) -> str:
        ring.set_password(SERVICE, USER, passphrase)
        return "done"

    return _keyring(use) is not None


def find_passphrase(ask: Ask | None, *, is_new: bool, environment: Mapping[str, str] = os.environ) -> str:
    """The store's passphrase. `ask` prompts a person without echo (None: nobody is there); a new one twice.

    Raises `StorageError` when there is none to be had.
    """
    given = environment.get(VARIABLE) or from_keyring()
    if given:
        return given
    if ask is None:
        raise StorageError(
            t("The sessions on this machine are locked with a passphrase."),
            t(
                "Set {VARIABLE}, put it into the system keyring, or run this in a terminal to be asked.",
                VARIABLE=VARIABLE,
            ),
        )
    return _choose(ask) if is_new else ask(t("Passphrase"))


def _choose(ask: Ask) -> str:
    question = t("Choose a passphrase for your sessions (it cannot be recovered)")
    for _ in range(TRIES):
        first = ask(question)
        if not first:
            break
        if ask(t("The same once more")) == first:
            return first
        question = t("The two differ. Choose a passphrase")
    raise StorageError(t("No passphrase was chosen."), t("Try again, or keep nothing at all: --keep nothing"))


def unlock(
    path: Path, ask: Ask | None, *, keep_in_keyring: bool = False, environment: Mapping[str, str] = os.environ
) -> SqlcipherStore:
    """Open the store, or make it. A mistyped passphrase may be typed again; a typed one that opens can be remembered.

    Raises `WrongPassphraseError` and `StorageError`.
    """
    is_new = not path.exists() or path.stat().st_size == 0
    typed: list[str] = []

    def asked(question: str) -> str:
        typed[:] = [ask(question) if ask else ""]
        return typed[0]

    passphrase = find_passphrase(asked if ask else None, is_new=is_new, environment=environment)
    for left in reversed(range(TRIES)):
        try:
            store = SqlcipherStore(path, passphrase)
            break
        except WrongPassphraseError:
            if not (typed and left):
                raise
            passphrase = asked(t("That was not it. Passphrase"))
    if typed and keep_in_keyring:
        remember(passphrase)
    return store
