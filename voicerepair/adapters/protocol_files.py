"""Protocols as TOML files: those shipped, those of plug-ins, those in the user's folder, or any file by path."""

import difflib
import os
import re
from collections.abc import Collection
from importlib import resources
from pathlib import Path

from voicerepair import plugins
from voicerepair.adapters import whole_files
from voicerepair.config import ensure
from voicerepair.core.facilitation import guided
from voicerepair.core.problems import printable
from voicerepair.core.protocol import Protocol
from voicerepair.core.protocol_text import parse
from voicerepair.errors import ProtocolError, StorageError, UsageError
from voicerepair.translate import t

LARGEST_BYTES = 1_000_000
DEFAULT_LANGUAGE = "en"
_STEM = re.compile(r"([a-z][a-z0-9_-]{0,40})(?:\.([a-z]{2,3}(?:-[a-z]{2})?))?")
_TOP_ID = re.compile(r"^id\s*=.*$", re.MULTILINE)


def shipped() -> frozenset[str]:
    """Ids of the protocols that everybody has."""
    folder = Path(str(resources.files("voicerepair") / "data" / "protocols"))
    return frozenset(path.name.split(".")[0] for path in folder.glob("*.toml"))


def is_shipped(name: str, title: str, steps: Collection[str]) -> bool:
    """Whether that is the protocol everybody has, and not one of somebody's own under the same id."""
    folder = Path(str(resources.files("voicerepair") / "data" / "protocols"))
    same = (guided(read(path)) for path in folder.glob("*.toml") if path.name.split(".")[0] == name)
    return any(one.title == title and {step.id for step in one.step}.issuperset(steps) for one in same)


def folders(user_folder: Path) -> list[Path]:
    """Where protocols are looked for; later ones come before earlier ones."""
    shipped = Path(str(resources.files("voicerepair") / "data" / "protocols"))
    return [shipped, *_plugged(), user_folder]


def _plugged() -> list[Path]:
    """Folders of plug-ins: the entry point names a path, or something to call that gives one.

    A broken plug-in takes nothing else away: it is left out here, and `plugins.load` says what is wrong with it.
    """
    found = []
    for name in plugins.names("protocols"):
        try:
            brought = plugins.load("protocols", name)
            found.append(Path(str(plugins.make("protocols", name) if callable(brought) else brought)))
        except UsageError:
            continue
    return found


def every(user_folder: Path) -> dict[tuple[str, str], Path]:
    """All protocol files by id and language."""
    found: dict[tuple[str, str], Path] = {}
    for folder in folders(user_folder):
        for path in sorted(folder.glob("*.toml")) if folder.is_dir() else ():
            name = _STEM.fullmatch(path.stem)
            if name:
                found[name[1], name[2] or DEFAULT_LANGUAGE] = path
    return found


def available(user_folder: Path, language: str = DEFAULT_LANGUAGE) -> dict[str, Path]:
    """Protocol files by id: in that language where there is one, in English or any other otherwise."""
    files = every(user_folder)
    chosen: dict[str, Path] = {}
    for name in dict.fromkeys(name for name, _ in files):
        spoken = [one for other, one in files if other == name]
        wanted = [one for one in (language, language.split("-")[0], DEFAULT_LANGUAGE, *spoken) if one in spoken]
        chosen[name] = files[name, wanted[0]]
    return chosen


def languages(name: str, user_folder: Path) -> list[str]:
    """The languages that the protocol of that id is there in."""
    return sorted(spoken for other, spoken in every(user_folder) if other == name)


def load(name: str, user_folder: Path, language: str = DEFAULT_LANGUAGE) -> Protocol:
    """The protocol of that id, or in that file. Raises `ProtocolError` saying where it is broken."""
    return read(locate(name, user_folder, language))


def locate(name: str, user_folder: Path, language: str = DEFAULT_LANGUAGE) -> Path:
    """The file of the protocol of that id, or that path itself. Raises `ProtocolError` naming the nearest id."""
    if name.endswith(".toml") or "/" in name or os.sep in name:
        return Path(name)
    found = available(user_folder, language)
    if name not in found:
        near = difflib.get_close_matches(name, found, 1)
        meant = (
            t("Did you mean “{near}”?", near=near[0])
            if near
            else t("There are: {join}.", join=", ".join(sorted(found)))
        )
        raise ProtocolError(t("There is no protocol “{name}”.", name=printable(name)), meant)
    return found[name]


def read(path: Path) -> Protocol:
    """The protocol in that file. Raises `ProtocolError`."""
    return parse(text(path), printable(path.name))


def text(path: Path) -> str:
    """What the file holds. Raises `ProtocolError` for one that is too large, no text, or cannot be read."""
    shown = printable(str(path), 200)
    try:
        with path.open("rb") as file:
            raw = file.read(LARGEST_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        reason = error.strerror if isinstance(error, OSError) else t("it is no file name")
        raise ProtocolError(
            t("{shown} cannot be read: {reason}.", shown=shown, reason=reason), t("Check its name and permissions.")
        ) from error
    if len(raw) > LARGEST_BYTES:
        raise ProtocolError(
            t("{shown} is far too large for a protocol.", shown=shown), t("A protocol is a few pages of text.")
        )
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ProtocolError(t("{shown} is not UTF-8 text.", shown=shown), t("Save it as UTF-8.")) from error


def target(name: str, user_folder: Path) -> Path:
    """Where a new protocol of that id goes. Raises `UsageError` for what cannot be an id."""
    if not _STEM.fullmatch(name) or "." in name:
        hint = t("Use lower-case letters, digits, _ and -, such as sunday-talk.")
        raise UsageError(t("“{name}” cannot be the name of a protocol.", name=printable(name)), hint)
    return user_folder / f"{name}.toml"


def copy(template: Path, name: str, user_folder: Path, force: bool = False) -> Path:
    """Write a copy of `template` called `name` into the user's folder, in one step.

    Raises `UsageError` when there is one already and not `force`, `ProtocolError` when it cannot be written.
    """
    goal = target(name, user_folder)
    source = text(template)
    parse(source, printable(template.name))
    made = _TOP_ID.sub(f'id = "{name}"', source, count=1)
    ensure(user_folder)
    try:
        whole_files.write(goal, made.encode(), force)
    except FileExistsError as error:
        raise UsageError(t("There is a protocol at {goal} already.", goal=goal), t("To replace it: --force")) from error
    except StorageError as error:
        raise ProtocolError(error.message, error.hint) from error
    return goal
