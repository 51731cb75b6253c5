"""Typed settings: flags > VOICEREPAIR_* > config.toml > defaults. Nothing is created by reading."""

import difflib
import os
import tempfile
import tomllib
import typing
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import platformdirs

from voicerepair.errors import ConfigError, StorageError
from voicerepair.translate import t

PREFIX = "VOICEREPAIR_"
NOT_SETTINGS = frozenset({"VOICEREPAIR_HOME", "VOICEREPAIR_PASSPHRASE", "VOICEREPAIR_MODELS_URL"})
Keep = Literal["nothing", "agreements", "words"]
BargeIn = Literal["auto", "cancel", "pieces", "off"]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the app behaves.

    `rate` is words a minute, `volume` 0 to 1, `pitch` 0 to 100. `holdoff_ms` is the wait after a prompt before
    the microphone counts. `barge_in`: how "stop" is heard over a prompt (auto: as `doctor`'s echo test found best;
    cancel: without its echo; pieces: in gaps between its sentences; off: by key only). `patience_seconds` of silence
    end a turn (0: never). `turn_scale` multiplies every time limit, 0 removes them. `model`: a name or a folder; empty
    for the best one installed. `language`: of the session and of the interface; empty for English, and what the
    environment says.
    """

    rate: int = 165
    pitch: int = 50
    volume: float = 1.0
    voice: str = ""
    spoken: bool = True
    input_device: str = ""
    output_device: str = ""
    recognizer: Literal["auto", "vosk", "pocketsphinx"] = "auto"
    model: str = ""
    holdoff_ms: int = 350
    barge_in: BargeIn = "auto"
    end_silence_ms: int = 700
    patience_seconds: float = 2.5
    turn_scale: float = 1.0
    theme: str = ""
    keep: Keep = "agreements"
    touch: bool = True
    remember_passphrase: bool = False
    local_model_url: str = ""
    local_model_name: str = ""
    language: str = ""


LIMITS: dict[str, tuple[float, float]] = {
    "rate": (60, 400), "pitch": (0, 100), "volume": (0, 1), "holdoff_ms": (0, 3000), "end_silence_ms": (200, 5000),
    "patience_seconds": (0, 60), "turn_scale": (0, 10),
}  # fmt: skip
YES, NO = ("yes", "on", "true", "1"), ("no", "off", "false", "0")
_TYPES = typing.get_type_hints(Settings)


class Paths(msgspec.Struct, frozen=True, kw_only=True):
    """Where everything is kept. `ensure` makes a folder, for its owner only."""

    config: Path
    data: Path
    models: Path
    log: Path

    @property
    def config_file(self) -> Path:
        return self.config / "config.toml"

    @property
    def store(self) -> Path:
        return self.data / "sessions.db"


def paths(environment: Mapping[str, str] = os.environ) -> Paths:
    """The platform's usual folders, or all of them under VOICEREPAIR_HOME."""
    home = environment.get("VOICEREPAIR_HOME")
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(config=root / "config", data=root / "data", models=root / "models", log=root / "log")
    dirs = platformdirs.PlatformDirs("voicerepair", appauthor=False)
    data = Path(dirs.user_data_dir)
    return Paths(config=Path(dirs.user_config_dir), data=data, models=data / "models", log=Path(dirs.user_log_dir))


def ensure(folder: Path) -> Path:
    """The folder; it and what is missing above it are made 0700. Raises `StorageError`."""
    try:
        for parent in reversed((folder, *folder.parents)):
            if not parent.exists():
                parent.mkdir(mode=0o700, exist_ok=True)
        if not folder.is_dir():
            raise NotADirectoryError(20, t("it is not a folder"))
    except OSError as error:
        raise StorageError(
            t("{folder} cannot be made: {strerror}.", folder=folder, strerror=error.strerror), t("Check what is there.")
        ) from error
    return folder


def load(
    flags: Mapping[str, Any] | None = None,
    environment: Mapping[str, str] = os.environ,
    file: Path | None = None,
) -> Settings:
    """The settings in force; a flag that is None was not given.

    Raises `ConfigError` naming the file, line or variable, and the nearest valid word.
    """
    file = file or paths(environment).config_file
    values: dict[str, Any] = {}
    text = _read(file)
    try:
        written_down = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = t("it is nested too deeply") if isinstance(error, RecursionError) else error
        raise ConfigError(
            t("{file} is not valid TOML: {reason}.", file=file, reason=reason), t('Texts need quotes: theme = "dark"')
        ) from error
    for key, value in written_down.items():
        values[key] = _check(key, value, f"{file}{_line(text, key)}")
    for variable, given in environment.items():
        if variable.startswith(PREFIX) and variable not in NOT_SETTINGS:
            key = variable.removeprefix(PREFIX).lower()
            values[key] = _check(key, given, t("The variable {variable}", variable=variable))
    for key, value in (flags or {}).items():
        if value is not None:
            values[key] = _check(key, value, f"--{key.replace('_', '-')}")
    return Settings(**values)


def _read(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError as error:
        raise ConfigError(t("{file} is not UTF-8 text.", file=file), t("Save it as UTF-8.")) from error
    except OSError as error:
        raise ConfigError(
            t("{file} cannot be read: {strerror}.", file=file, strerror=error.strerror), t("Check its permissions.")
        ) from error


def _check(key: str, value: Any, place: str) -> Any:
    """The value as the setting's type. Lax, since variables are text: 165 may come as "165", true as "yes"."""
    if key not in _TYPES:
        raise ConfigError(t("{place}: “{key}” is not a setting.", place=place, key=key), _nearest(key, _TYPES))
    kind = _TYPES[key]
    words = typing.get_args(kind)
    shown = f"{value}"[:80]
    if kind is bool and isinstance(value, str):
        value = value.strip().lower() in YES if value.strip().lower() in YES + NO else value
        words = ("yes", "no")
    try:
        converted = msgspec.convert(value, kind, strict=False)
    except msgspec.ValidationError as error:
        expected = {int: t("a whole number"), float: t("a number"), str: t("text")}.get(kind, "")
        hint = t("It needs {expected}.", expected=expected) if expected else _nearest(shown, words or ("true", "false"))
        raise ConfigError(
            t("{place}: {key} = “{shown}” cannot be used.", place=place, key=key, shown=shown), hint
        ) from error
    low, high = LIMITS.get(key, (float("-inf"), float("inf")))
    if isinstance(converted, int | float) and not low <= converted <= high:
        raise ConfigError(
            t(
                "{place}: {key} = {shown} is outside {low} to {high}.",
                place=place,
                key=key,
                shown=shown,
                low=f"{low:g}",
                high=f"{high:g}",
            ),
            t("Choose one in between."),
        )
    return converted


def _nearest(word: str, known: Iterable[str]) -> str:
    known = list(known)
    near = difflib.get_close_matches(word.lower(), known, 1, 0.5)
    return t("Did you mean “{near}”?", near=near[0]) if near else f"Possible: {', '.join(known)}."


def _line(text: str, key: str) -> str:
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].strip(" \t[]\"'") == key:
            return t(", line {number}", number=number)
    return ""


def language() -> str:
    """The interface's language as config.toml has it, or nothing; a broken file is told of later, by `load`."""
    try:
        with paths().config_file.open("rb") as file:
            return str(tomllib.load(file).get("language", ""))
    except (OSError, ValueError):
        return ""


def save(changes: Mapping[str, Any], file: Path) -> None:
    """Write changed settings into config.toml, keeping its comments; None goes back to the default.

    The file is replaced in one step. Raises `ConfigError`, or `StorageError` where there can be no folder.
    """
    import tomlkit
    import tomlkit.exceptions

    checked = {key: None if value is None else _check(key, value, str(file)) for key, value in changes.items()}
    file = file.resolve()  # a link to somebody's own collection of settings stays a link
    ensure(file.parent)
    try:
        document = tomlkit.parse(_read(file))
    except tomlkit.exceptions.TOMLKitError as error:
        raise ConfigError(
            t("{file} is not valid TOML: {error}.", file=file, error=error), t("Mend it first, or remove it.")
        ) from error
    for key, value in checked.items():
        if value is None:
            document.pop(key, None)
        else:
            document[key] = value
    try:
        descriptor, fresh = tempfile.mkstemp(dir=file.parent, prefix=".config-")  # 0600 by itself
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as sink:
                sink.write(tomlkit.dumps(document))
            os.replace(fresh, file)
        except BaseException:
            os.unlink(fresh)
            raise
    except OSError as error:
        raise ConfigError(
            t("{file} cannot be written: {strerror}.", file=file, strerror=error.strerror),
            t("Check the disk and its permissions."),
        ) from error
