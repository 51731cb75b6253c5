"""Where the passphrase comes from: VOICEREPAIR_PASSPHRASE, the system keyring, or asking."""

import os
from collections.abc import Callable, Mapping

from voicerepair.errors import StorageError

SERVICE, USER = "voicerepair", "store"
VARIABLE = "VOICEREPAIR_PASSPHRASE"


def from_keyring() -> str | None:
    """The passphrase in the system keyring; None where there is no keyring or it holds none."""
    import keyring
    import keyring.errors

    try:
        return keyring.get_password(SERVICE, USER)
    except keyring.errors.KeyringError:
        return None
    except RuntimeError:  # keyring's "no backend" is a RuntimeError of its own
        return None


def remember(passphrase: str) -> bool:
    """Put it into the system keyring; False where there is none."""
    import keyring
    import keyring.errors

    try:
        keyring.set_password(SERVICE, USER, passphrase)
    except (keyring.errors.KeyringError, RuntimeError):
        return False
    return True


def find_passphrase(
    ask: Callable[[str], str] | None, *, is_new: bool, environment: Mapping[str, str] = os.environ
) -> str:
    """The store's passphrase. `ask` prompts a person without echo (None: nobody is there); a new one twice.

    Raises `StorageError` when there is none to be had.
    """
    given = environment.get(VARIABLE) or from_keyring()
    if given:
        return given
    if ask is None:
        raise StorageError(
            "The sessions on this machine are locked with a passphrase.",
            f"Set {VARIABLE}, put it into the system keyring, or run this in a terminal to be asked.",
        )
    if not is_new:
        return ask("Passphrase")
    while True:
        first = ask("Choose a passphrase for your sessions (it cannot be recovered)")
        if first and ask("The same once more") == first:
            return first
        if not first:
            raise StorageError("No passphrase was given.", "To keep nothing at all: --keep nothing")
