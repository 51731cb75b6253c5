"""What a facilitator sees, in words: pure functions of the state, for every kind of screen."""

from dataclasses import dataclass

from voicerepair.core.facilitation import POINT, READY
from voicerepair.core.state import Phase, SessionState
from voicerepair.translate import n, t
from voicerepair.wording import describe

KEYS = (
    (t("Enter"), t("say the waiting prompt aloud")),
    ("u", t("only show it, and go on")),
    ("e", t("say it in other words")),
    ("i", t("say something of your own")),
    ("s", t("silence the voice")),
    (t("Space"), t("the turn is over")),
    (t("1 to 8"), t("give that person the floor")),
    ("h", t("hold everything; once more goes on")),
    ("x", t("one minute more in this turn")),
    ("l", t("hard limits: a turn ends when its time is up")),
    ("k, b", t("one step on, one step back")),
    ("g", t("the steps: Up and Down choose, Enter goes there, Esc leaves")),
    ("o", t("open the next point of your agenda")),
    ("m", t("mark this moment; M with a word of yours")),
    ("n", t("a note for your eyes only")),
    ("a", t("prompts without waiting for you, or waiting again")),
    ("r", t("ask the question again")),
    ("t", t("type an answer for somebody; Enter sends, Esc leaves")),
    ("v", t("with --page: a link to the partners' own screen")),
    ("j", t("all that was heard")),
    ("d", t("light or dark")),
    ("Ctrl+C", t("stop here; everything is kept")),
)
"""Keys of a guided session, and what each does."""


@dataclass(frozen=True, slots=True)
class Line:
    """A step of the session as it will be run. `state`: done, now or next."""

    position: int
    text: str
    state: str


def plan(state: SessionState) -> list[Line]:
    """Every step with whom it is for."""
    found = []
    for position, stage in enumerate(state.plan):
        who = "" if len(stage.addressed) != 1 else f", {state.name(stage.addressed[0])}"
        when = "done" if position < state.position else "now" if position == state.position else "next"
        found.append(Line(position, f"{position + 1}. {stage.step.title}{who}", when))
    return found


def points(state: SessionState) -> list[tuple[str, bool]]:
    """The facilitator's own agenda: each point, and whether it was opened."""
    opened = {answer.value for answer in state.answers if answer.step == POINT}
    return [(point, point in opened) for point in state.opened.agenda]


def next_point(state: SessionState) -> int:
    """The first point that was not opened yet, -1 for none."""
    return next((place for place, (_, is_opened) in enumerate(points(state)) if not is_opened), -1)


def people(state: SessionState, now: float) -> list[str]:
    """Each person's readiness, how upset they said they are, and talk time so far."""
    lines = []
    for place, (name, seconds) in enumerate(describe.talk(state, now)):
        ready, upset = state.answer(READY, place), state.answer("upset", place)
        facts = [
            t("ready {ready}", ready=ready) if ready.isdecimal() else "",
            t("upset {upset}", upset=upset) if upset.isdecimal() else "",
            t("{seconds} spoken", seconds=describe.minutes(seconds)),
            t("speaks now") if state.floor == place else "",
        ]
        lines.append(f"{place + 1} {name}: {', '.join(fact for fact in facts if fact)}")
    return lines


def record(state: SessionState) -> list[str]:
    """What is switched on, and what was marked and noted."""
    own = sum(partner < 0 for partner, _ in state.notes)
    marks = n("{count} mark", "{count} marks", len(state.marks))
    last = (
        t(", the last at {minutes}", minutes=describe.minutes(state.marks[-1].at - state.opened.at))
        if state.marks
        else ""
    )
    return [
        t("Limits are hard.") if state.has_hard_limits else t("Limits are soft."),
        t("Prompts do not wait for you.") if state.is_auto else t("Prompts wait for you."),
        f"{marks}{last}. {n('{count} note of yours.', '{count} notes of yours.', own)}",
    ]


def offer(state: SessionState) -> tuple[str, str]:
    """A heading, and what would be said next, is being said, or was asked last."""
    if state.offered:
        return t("Waits for you"), state.offered
    if state.moment.name == "held":
        return t("Everything rests. h goes on."), state.moment.text
    return (t("The voice says") if state.phase is Phase.PROMPT else t("The voice asked")), describe.prompt(state)
