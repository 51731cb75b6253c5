"""Protocols as TOML files: those shipped, those in the user's folder, or any file by path."""

import difflib
from importlib import resources
from pathlib import Path

from voicerepair.core.protocol import Protocol
from voicerepair.core.protocol_text import parse
from voicerepair.errors import ProtocolError

LARGEST_BYTES = 1_000_000


def available(user_folder: Path) -> dict[str, Path]:
    """Protocol files by id; the user's own come before those shipped."""
    shipped = Path(str(resources.files("voicerepair") / "data" / "protocols"))
    found: dict[str, Path] = {}
    for folder in (shipped, user_folder):
        if folder.is_dir():
            found.update({path.stem: path for path in sorted(folder.glob("*.toml"))})
    return found


def load(name: str, user_folder: Path) -> Protocol:
    """The protocol of that id, or in that file. Raises `ProtocolError` saying where it is broken."""
    if name.endswith(".toml") or "/" in name:
        return read(Path(name))
    found = available(user_folder)
    if name not in found:
        near = difflib.get_close_matches(name, found, 1)
        meant = f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(sorted(found))}."
        raise ProtocolError(f"There is no protocol “{name}”.", meant)
    return read(found[name])


def read(path: Path) -> Protocol:
    """The protocol in that file. Raises `ProtocolError`."""
    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise ProtocolError(f"{path} is far too large for a protocol.", "A protocol is a few pages of text.")
        text = path.read_text("utf-8")
    except UnicodeDecodeError as error:
        raise ProtocolError(f"{path} is not UTF-8 text.", "Save it as UTF-8.") from error
    except OSError as error:
        raise ProtocolError(f"{path} cannot be read: {error.strerror}.", "Check its name and permissions.") from error
    return parse(text, path.name)
