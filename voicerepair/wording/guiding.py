"""What a facilitator sees, in words: pure functions of the state, for every kind of screen."""

from dataclasses import dataclass

from voicerepair.core.facilitation import POINT, READY
from voicerepair.core.state import Phase, SessionState
from voicerepair.wording import describe

KEYS = (
    ("Enter", "say the waiting prompt aloud"),
    ("u", "only show it, and go on"),
    ("e", "say it in other words"),
    ("i", "say something of your own"),
    ("s", "silence the voice"),
    ("Space", "the turn is over"),
    ("1 to 8", "give that person the floor"),
    ("h", "hold everything; once more goes on"),
    ("x", "one minute more in this turn"),
    ("l", "hard limits: a turn ends when its time is up"),
    ("k, b", "one step on, one step back"),
    ("g", "the steps: Up and Down choose, Enter goes there, Esc leaves"),
    ("o", "open the next point of your agenda"),
    ("m", "mark this moment; M with a word of yours"),
    ("n", "a note for your eyes only"),
    ("a", "prompts without waiting for you, or waiting again"),
    ("r", "ask the question again"),
    ("t", "type an answer for somebody; Enter sends, Esc leaves"),
    ("v", "with --page: a link to the partners' own screen"),
    ("j", "all that was heard"),
    ("d", "light or dark"),
    ("Ctrl+C", "stop here; everything is kept"),
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
            f"ready {ready}" if ready.isdecimal() else "",
            f"upset {upset}" if upset.isdecimal() else "",
            f"{describe.minutes(seconds)} spoken",
            "speaks now" if state.floor == place else "",
        ]
        lines.append(f"{place + 1} {name}: {', '.join(fact for fact in facts if fact)}")
    return lines


def record(state: SessionState) -> list[str]:
    """What is switched on, and what was marked and noted."""
    own = sum(partner < 0 for partner, _ in state.notes)
    marks = f"{len(state.marks)} mark{'' if len(state.marks) == 1 else 's'}"
    last = f", the last at {describe.minutes(state.marks[-1].at - state.opened.at)}" if state.marks else ""
    return [
        "Limits are hard." if state.has_hard_limits else "Limits are soft.",
        "Prompts do not wait for you." if state.is_auto else "Prompts wait for you.",
        f"{marks}{last}. {own} note{'' if own == 1 else 's'} of yours.",
    ]


def offer(state: SessionState) -> tuple[str, str]:
    """A heading, and what would be said next, is being said, or was asked last."""
    if state.offered:
        return "Waits for you", state.offered
    if state.moment.name == "held":
        return "Everything rests. h goes on.", state.moment.text
    return ("The voice says" if state.phase is Phase.PROMPT else "The voice asked"), describe.prompt(state)
