"""Plug-ins by entry point: listed without importing them, loaded one at a time.

A package brings protocols (group `voicerepair.protocols`: a folder of .toml files, or a function that gives one),
recognisers (`voicerepair.recognizers`: makes a `ports.Recognizer`) or voices (`voicerepair.voices`: makes a
`ports.Voice`). A recogniser or voice is chosen as “plugin:NAME” where a model or voice is named.
"""

from importlib.metadata import entry_points
from typing import Any, Literal

from voicerepair.errors import UsageError
from voicerepair.translate import t

Kind = Literal["recognizers", "voices", "protocols"]
PREFIX = "plugin:"


def names(kind: Kind) -> list[str]:
    """The plug-ins of that kind (entry-point group `voicerepair.KIND`)."""
    return sorted({entry.name for entry in entry_points(group=f"voicerepair.{kind}")})


def named(setting: str) -> str:
    """The plug-in that a setting chooses ("plugin:NAME"), or an empty string."""
    return setting.removeprefix(PREFIX) if setting.startswith(PREFIX) else ""


def load(kind: Kind, name: str) -> Any:
    """What the plug-in's entry point names. Raises `UsageError` when there is none or it is broken."""
    for entry in entry_points(group=f"voicerepair.{kind}", name=name):
        try:
            return entry.load()
        except Exception as error:  # a stranger's code may raise anything
            raise UsageError(
                t("The plug-in “{name}” cannot be loaded ({name__}).", name=name, name__=type(error).__name__),
                _mend(entry),
            ) from error
    raise UsageError(
        t("There is no plug-in “{name}”.", name=name), t("There are: {what}.", what=", ".join(names(kind)) or "none")
    )


def make(kind: Kind, name: str) -> Any:
    """What the plug-in's entry point makes when it is called. Raises `UsageError` as `load` does."""
    factory = load(kind, name)
    try:
        return factory()
    except Exception as error:  # a stranger's code may raise anything
        hint = t("Its package has to be mended, or another one chosen.")
        raise UsageError(
            t("The plug-in “{name}” does not start ({name__}).", name=name, name__=type(error).__name__), hint
        ) from error


def _mend(entry: Any) -> str:
    return t("Remove or mend the package {what}.", what=entry.dist.name if entry.dist else t("that brings it"))
