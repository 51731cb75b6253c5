"""The one error tree. Adapters wrap foreign errors into it once; only `cli` and `tui` show it to a person."""


class VoiceRepairError(Exception):
    """Something went wrong that a person can do something about.

    `message` says what happened in one sentence; `hint` says what to do next.
    """

    exit_code = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class UsageError(VoiceRepairError):
    """The command or a setting was given a value that cannot be used."""

    exit_code = 2


class ConfigError(UsageError):
    """A settings file, flag or environment variable cannot be understood."""


class ProtocolError(UsageError):
    """A protocol file is broken; the message names the file, the line or key, and the nearest valid word."""


class DeviceError(VoiceRepairError):
    """No microphone, no loudspeaker, or one that went away."""


class ModelError(VoiceRepairError):
    """A speech model is missing, damaged, refused or could not be fetched."""


class VoiceError(VoiceRepairError):
    """Text to speech is missing or gave no usable sound."""


class StorageError(VoiceRepairError):
    """The journal cannot be opened, read or written."""


class WrongPassphraseError(StorageError):
    """The store exists, and this passphrase does not open it."""
