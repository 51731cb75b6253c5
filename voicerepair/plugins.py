"""Plug-ins by entry point: listed without importing them, loaded one at a time."""

from importlib.metadata import entry_points
from typing import Any, Literal

from voicerepair.errors import UsageError

Kind = Literal["recognizers", "voices", "protocols"]


def names(kind: Kind) -> list[str]:
    """The plug-ins of that kind (entry-point group `voicerepair.KIND`)."""
    return sorted(entry.name for entry in entry_points(group=f"voicerepair.{kind}"))


def load(kind: Kind, name: str) -> Any:
    """What the plug-in's entry point names. Raises `UsageError` when there is none or it is broken."""
    for entry in entry_points(group=f"voicerepair.{kind}", name=name):
        try:
            return entry.load()
        except Exception as error:  # a stranger's code may raise anything
            hint = f"Remove or mend the package {entry.dist.name if entry.dist else 'that brings it'}."
            raise UsageError(f"The plug-in “{name}” cannot be loaded ({type(error).__name__}).", hint) from error
    raise UsageError(f"There is no plug-in “{name}”.", f"There are: {', '.join(names(kind)) or 'none'}.")
