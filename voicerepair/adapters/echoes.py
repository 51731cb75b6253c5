"""What the echo test found for a pair of devices, kept beside the store: levels and delays, nothing that was said."""

import os
import tempfile
from pathlib import Path
from typing import Literal

import msgspec

from voicerepair.config import ensure
from voicerepair.errors import StorageError
from voicerepair.translate import t

FILE = "echo.json"
GAP_SECONDS = 0.6
"""How long a prompt in pieces rests after each sentence."""


class EchoResult(msgspec.Struct, frozen=True, kw_only=True):
    """`mode`: how commands are heard over prompts ("cancel", "pieces", "off").

    `delay_seconds` from the time a sound is due at the loudspeaker to its echo; `echo_db` its level above what was
    played; `removed_db` how much of it the canceller takes away; `is_heard` whether it is above the room;
    `is_tested` False where no test was made.
    """

    mode: Literal["cancel", "pieces", "off"] = "cancel"
    delay_seconds: float = 0.0
    echo_db: float = 0.0
    removed_db: float = 0.0
    is_heard: bool = True
    is_tested: bool = False


def load(folder: Path, microphone: str, loudspeaker: str) -> EchoResult:
    """The result for these devices. Without one: cancelling, which believes nothing until it has seen that it works."""
    try:
        found = msgspec.json.decode((folder / FILE).read_bytes(), type=dict[str, EchoResult])
    except (OSError, msgspec.DecodeError):
        return EchoResult()
    return found.get(_key(microphone, loudspeaker), EchoResult())


def save(folder: Path, microphone: str, loudspeaker: str, result: EchoResult) -> None:
    """Keep the result. Raises `StorageError`."""
    path = ensure(folder) / FILE
    try:
        known = msgspec.json.decode(path.read_bytes(), type=dict[str, EchoResult]) if path.exists() else {}
    except (OSError, msgspec.DecodeError):
        known = {}
    known[_key(microphone, loudspeaker)] = result
    try:
        descriptor, fresh = tempfile.mkstemp(dir=path.parent, prefix=".echo-")  # 0600 by itself
        with os.fdopen(descriptor, "wb") as sink:
            sink.write(msgspec.json.format(msgspec.json.encode(known)))
        os.replace(fresh, path)
    except OSError as error:
        message = t("{path} cannot be written: {strerror}.", path=str(path), strerror=error.strerror)
        raise StorageError(message, t("Check the disk and its permissions.")) from error


def _key(microphone: str, loudspeaker: str) -> str:
    return f"{microphone}|{loudspeaker}"
