"""Starting with the desktop: one file where desktops look for it.

After the Desktop Application Autostart Specification and the Desktop Entry Specification (freedesktop.org).
"""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from voicerepair.adapters import whole_files
from voicerepair.errors import StorageError
from voicerepair.translate import t

RESERVED = '"`$\\'
"""What a backslash must stand before within a quoted argument; the entry's own strings double each backslash again."""


def place() -> Path:
    """The file, there or not."""
    config = os.environ.get("XDG_CONFIG_HOME", "")  # only an absolute path counts, says the specification
    folder = Path(config) if Path(config).is_absolute() else Path.home() / ".config"
    return folder / "autostart" / "voicerepair.desktop"


def command() -> list[str]:
    """How to start by voice, by full path: a desktop may have another PATH."""
    installed = shutil.which("voicerepair", path=str(Path(sys.executable).parent)) or shutil.which("voicerepair")
    return [*([installed] if installed else [sys.executable, "-m", "voicerepair"]), "session", "--by-voice"]


def entry(words: Sequence[str]) -> str:
    """The file's text."""
    run = " ".join(_quoted(word) for word in words)
    return f"[Desktop Entry]\nType=Application\nName=voicerepair\nTerminal=true\nExec={run}\n"


def put() -> Path:
    """Write the file, over an older one. Raises `StorageError`."""
    path = place()
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise _refused(path, error) from error
    whole_files.write(path, entry(command()).encode(), force=True)
    return path


def remove() -> bool:
    """Whether there was one. Raises `StorageError`."""
    try:
        place().unlink()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise _refused(place(), error) from error
    return True


def _quoted(word: str) -> str:
    for sign in ("\\", *RESERVED.replace("\\", "")):
        word = word.replace(sign, f"\\{sign}")
    return '"' + word.replace("\\", "\\\\").replace("%", "%%") + '"'


def _refused(path: Path, error: OSError) -> StorageError:
    return StorageError(
        t("{path} cannot be written: {strerror}.", path=path, strerror=error.strerror),
        t("Check the folder, the disk and its permissions."),
    )
