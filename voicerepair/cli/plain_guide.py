"""A facilitator's typed lines in the plain session: a slash, and what to do."""

from collections.abc import Callable

from voicerepair.core.events import FacilitatorAction
from voicerepair.core.state import SessionState
from voicerepair.runtime.driver import Driver
from voicerepair.translate import t
from voicerepair.wording import guiding

WORDS = (
    (t("an empty line"), t("say the waiting prompt aloud")),
    (t("/say WORDS"), t("say it in other words")),
    ("/show", t("only show it, and go on")),
    (t("/announce WORDS"), t("say something of your own")),
    ("/hold, /release", t("everything rests, and goes on")),
    (t("/floor NAME"), t("give that person the floor")),
    (t("/extend SECONDS"), t("more time in this turn; 60 if you name none")),
    (t("/limits on, /limits off"), t("whether a turn ends when its time is up")),
    (t("/auto on, /auto off"), t("prompts without waiting for you")),
    (t("/steps, /go NUMBER"), t("the steps, and go to one")),
    (t("/points, /point NUMBER"), t("your agenda, and open a point of it")),
    ("/people", t("how ready and how upset each is, and how long they spoke")),
    (t("/mark WORDS"), t("mark this moment; words only if you like")),
    (t("/note WORDS"), t("a note for your eyes only")),
)
"""What a line may be, and what it does."""
PLAIN: dict[str, FacilitatorAction] = {"show": "show", "hold": "hold", "release": "release"}
WITH_WORDS: dict[str, FacilitatorAction] = {"say": "say", "announce": "announce"}
SWITCHES: dict[str, FacilitatorAction] = {"limits": "limits", "auto": "auto"}


def take(driver: Driver, line: str, echo: Callable[[str], None]) -> bool:
    """Do what a facilitator's line asks for; whether it was one."""
    state = driver.state
    if not line and state.offered:
        driver.guide("say")
        return True
    if not line.startswith("/"):
        return False
    word, _, rest = line[1:].strip().partition(" ")
    rest = rest.strip()
    if not (_acted(driver, word.lower(), rest) or _told(state, word.lower(), echo)):
        for keys, meaning in WORDS:
            echo(f"{keys}: {meaning}.")
    return True


def _acted(driver: Driver, word: str, rest: str) -> bool:
    state = driver.state
    number = int(rest) if rest.isascii() and rest.isdecimal() and len(rest) < 6 else -1
    if word in PLAIN:
        driver.guide(PLAIN[word])
    elif word in WITH_WORDS and rest:
        driver.guide(WITH_WORDS[word], text=rest)
    elif word in SWITCHES and rest in ("on", "off"):
        driver.guide(SWITCHES[word], int(rest == "on"))
    elif word == "extend":
        driver.guide("extend", max(0, number))
    elif word == "go" and 0 < number <= len(state.plan):
        driver.guide("go", number - 1)
    elif word == "floor" and (place := _partner(state, rest, number)) >= 0:
        driver.guide("floor", place)
    elif word == "point" and 0 < number <= len(state.opened.agenda):
        driver.guide("point", number - 1)
    elif word == "mark":
        driver.mark(rest)
    elif word == "note" and rest:
        driver.note(-1, rest)
    else:
        return False
    return True


def _partner(state: SessionState, name: str, number: int) -> int:
    names = [partner.name.lower() for partner in state.opened.partners]
    if name.lower() in names:
        return names.index(name.lower())
    return number - 1 if 0 < number <= len(names) else -1


def _told(state: SessionState, word: str, echo: Callable[[str], None]) -> bool:
    if word == "steps":
        lines = [f"{line.text} ({line.state})" for line in guiding.plan(state)]
    elif word == "points":
        lines = [f"{number}. {point}{' (opened)' if is_opened else ''}"
                 for number, (point, is_opened) in enumerate(guiding.points(state), 1)]  # fmt: skip
    elif word == "people":
        lines = [*guiding.people(state, state.last_at), *guiding.record(state)]
    else:
        return False
    for line in lines or [t("None.")]:
        echo(line)
    return True
