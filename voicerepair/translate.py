"""The interface's language, by gettext. English is the language of the code; `locale/` holds the others.

What is said in a session follows the session's own language instead (`core.language`): a journal must fold to the same
state whatever the machine is set to.
"""

import datetime
import gettext
import os
from collections.abc import Sequence
from functools import cache
from importlib import resources

DOMAIN = "voicerepair"
VARIABLE = "VOICEREPAIR_LANGUAGE"
_chosen = ""


def use(code: str) -> None:
    """Show everything in that language from now on, here and in child processes. Unknown ones are shown in English."""
    global _chosen
    _chosen = code
    os.environ[VARIABLE] = code


def named(arguments: Sequence[str]) -> str:
    """The language that a command line asks for, or nothing: it is needed before the command line is understood."""
    for place, argument in enumerate(arguments):
        if argument.startswith("--language="):
            return argument.partition("=")[2]
        if argument == "--language" and place + 1 < len(arguments):
            return arguments[place + 1]
    return ""


def chosen() -> str:
    """The code of the interface's language: as chosen, as the environment says, or English."""
    told = (_chosen, *(os.environ.get(name, "") for name in (VARIABLE, "LC_ALL", "LC_MESSAGES", "LANG")))
    said = next((code for code in told if code), "en")
    code = said.split(".")[0].split("_")[0].split("-")[0].lower()
    return code if code in available() else "en"


@cache
def available() -> frozenset[str]:
    """Codes of the languages that the interface is there in."""
    folders = (resources.files("voicerepair") / "locale").iterdir()
    return frozenset({"en"} | {folder.name for folder in folders if folder.is_dir()})


@cache
def _catalogue(code: str) -> gettext.NullTranslations:
    folder = str(resources.files("voicerepair") / "locale")
    return gettext.translation(DOMAIN, folder, [code], fallback=True)


def t(text: str, /, **fields: object) -> str:
    """The text in the interface's language, with its fields in braces filled in."""
    found = _catalogue(chosen()).gettext(text)
    return found.format(**fields) if fields else found


def n(one: str, several: str, count: int, /, **fields: object) -> str:
    """Like `t`, for so many things; `{count}` is the number."""
    return _catalogue(chosen()).ngettext(one, several, count).format(count=count, **fields)


def joined(names: Sequence[str]) -> str:
    """ "Ana", "Ana and Ben", "Ana, Ben and Cleo"."""
    if len(names) < 2:
        return "".join(names)
    return t("{names} and {last}", names=", ".join(names[:-1]), last=names[-1])


def weekday(day: datetime.date) -> str:
    """ "Monday"."""
    return (t("Monday"), t("Tuesday"), t("Wednesday"), t("Thursday"), t("Friday"), t("Saturday"), t("Sunday"))[
        day.weekday()
    ]


def date(day: datetime.date) -> str:
    """ "20 November 2026"."""
    names = (t("January"), t("February"), t("March"), t("April"), t("May"), t("June"), t("July"), t("August"),
             t("September"), t("October"), t("November"), t("December"))  # fmt: skip
    return t("{day} {month} {year}", day=day.day, month=names[day.month - 1], year=day.year)
