"""Typed settings: flags > VOICEREPAIR_* > config.toml > defaults. Nothing is created by reading."""

import difflib
import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

import msgspec
import platformdirs

from voicerepair.errors import ConfigError

PREFIX = "VOICEREPAIR_"
NOT_SETTINGS = frozenset({"VOICEREPAIR_HOME", "VOICEREPAIR_PASSPHRASE", "VOICEREPAIR_MODELS_URL"})
Keep = Literal["nothing", "agreements", "words"]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the app behaves. `rate` is words a minute; `turn_scale` multiplies every time limit, 0 removes them."""

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
    end_silence_ms: int = 700
    patience_seconds: float = 2.5
    turn_scale: float = 1.0
    theme: str = ""
    keep: Keep = "agreements"
    touch: bool = True
    local_model_url: str = ""
    local_model_name: str = ""


LIMITS: dict[str, tuple[float, float]] = {
    "rate": (60, 400), "pitch": (0, 100), "volume": (0, 1), "holdoff_ms": (0, 3000), "end_silence_ms": (200, 5000),
    "patience_seconds": (0, 60), "turn_scale": (0, 10),
}  # fmt: skip


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
        root = Path(home).absolute()
        return Paths(config=root / "config", data=root / "data", models=root / "models", log=root / "log")
    dirs = platformdirs.PlatformDirs("voicerepair", appauthor=False)
    data = Path(dirs.user_data_dir)
    return Paths(config=Path(dirs.user_config_dir), data=data, models=data / "models", log=Path(dirs.user_log_dir))


def ensure(folder: Path) -> Path:
    """The folder, made 0700 where it is missing."""
    if not folder.is_dir():
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
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
    try:
        text = file.read_text("utf-8")
        values.update(tomllib.loads(text))
    except FileNotFoundError:
        text = ""
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"{file} cannot be read.", "Check its permissions, or remove it.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{file} is not valid TOML: {error}.", "Check quotes on that line.") from error
    for key, value in values.items():
        _check(key, value, f"{file}{_line(text, key)}")
    for variable, written in environment.items():
        if variable.startswith(PREFIX) and variable not in NOT_SETTINGS:
            key = variable.removeprefix(PREFIX).lower()
            values[key] = _check(key, written, f"The variable {variable}")
    for key, value in (flags or {}).items():
        if value is not None:
            values[key] = _check(key, value, f"--{key.replace('_', '-')}")
    return msgspec.convert(values, Settings, strict=False)


def _check(key: str, value: Any, place: str) -> Any:
    known = Settings.__struct_fields__
    if key not in known:
        near = difflib.get_close_matches(key, known, 1, 0.5)
        meant = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(known)}."
        raise ConfigError(f"{place}: “{key}” is not a setting.", meant)
    try:
        converted = getattr(msgspec.convert({key: value}, Settings, strict=False), key)
    except msgspec.ValidationError as error:
        reason = str(error).split(" - at ")[0]
        raise ConfigError(f"{place}: {key} = “{value}” cannot be used. {reason}.", "See: voicerepair where") from error
    low, high = LIMITS.get(key, (float("-inf"), float("inf")))
    if isinstance(converted, int | float) and not low <= converted <= high:
        raise ConfigError(f"{place}: {key} = {value} is outside {low:g} to {high:g}.", "Choose one in between.")
    return converted


def _line(text: str, key: str) -> str:
    for number, line in enumerate(text.splitlines(), 1):
        if line.split("=")[0].strip().strip("\"'") == key:
            return f", line {number}"
    return ""


def save(changes: Mapping[str, Any], file: Path) -> None:
    """Write changed settings into config.toml, keeping its comments. Raises `ConfigError`."""
    import tomlkit

    for key, value in changes.items():
        _check(key, value, str(file))
    try:
        ensure(file.parent)
        document = tomlkit.parse(file.read_text("utf-8")) if file.exists() else tomlkit.document()
        document.update(changes)
        file.touch(mode=0o600)
        file.write_text(tomlkit.dumps(document), "utf-8")
    except OSError as error:
        raise ConfigError(f"{file} cannot be written.", "Check the disk and its permissions.") from error
