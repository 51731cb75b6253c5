"""A session's state in words: pure functions, so that what the screen says can be tested without a screen."""

import re
from dataclasses import dataclass

from voicerepair.core.floor import TurnRecord, budget_seconds
from voicerepair.core.review import HEARD
from voicerepair.core.state import Phase, SessionState

DOUBTFUL = 0.5
"""Words recognised with less confidence than this carry a question mark."""
SILENT_DBFS, QUIET_DBFS, LOUD_DBFS = -60.0, -42.0, -6.0


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text and what kind it is: name, word, doubtful, partial, note."""

    text: str
    kind: str = "word"


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer that a key gives. `text` is what is typed for it."""

    key: str
    label: str
    text: str


def minutes(seconds: float) -> str:
    """ "2:05"."""
    whole = max(0, int(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def step_line(state: SessionState) -> str:
    """Where we are, and who guides."""
    guide = f". Guided by {state.opened.facilitator}" if state.is_guided else ""
    return f"Step {state.position + 1} of {len(state.plan)}: {state.stage.step.title}{guide}"


def others(state: SessionState, partner: int) -> str:
    names = [other.name for index, other in enumerate(state.opened.partners) if index != partner]
    return " and ".join(names)


def headline(state: SessionState) -> tuple[str, str]:
    """Who has the floor, and what the others do."""
    moment, name = state.moment, state.name(state.moment.partner)
    is_one = moment.partner >= 0
    other = others(state, moment.partner) if is_one else ""
    verb = "listens" if len(state.opened.partners) == 2 else "listen"
    match state.phase:
        case Phase.PROMPT if state.offered or moment.name == "held":
            return "One moment", f"{state.opened.facilitator} chooses what comes next"
        case _ if state.is_paused and state.phase is not Phase.PROMPT:
            return "Paused", "Say resume, or press p, to go on"
        case Phase.PROMPT:
            if not moment.listening:
                return "The voice speaks", ""
            return "The voice speaks", f"then {name if is_one else name[:1].lower() + name[1:]}"
        case Phase.LISTEN if is_one and moment.listening == "dictation":
            return f"{name} speaks", f"{other} {verb}"
        case Phase.LISTEN if is_one:
            return f"{name} answers", f"{other} {verb}"
        case Phase.LISTEN:
            return f"{name} may answer", ""
        case Phase.FLUSH:
            return "One moment", "taking in the last words"
        case Phase.THINK:
            return "One moment", "thinking about what was said"
        case Phase.BREAK:
            return "A break", ""
        case Phase.ENDED:
            return "The end", ""
        case _:
            return "Quiet", ""


def microphone(state: SessionState) -> tuple[str, bool]:
    """Its state as symbol and words, and whether it is open."""
    if state.mic_open and state.phase is Phase.LISTEN:
        return "● microphone open", True
    if state.phase is Phase.LISTEN:
        return "◌ not listening: type or pick", False
    return "○ microphone closed", False


def budget(state: SessionState) -> float:
    """Seconds of talk time in this turn, 0 for no limit."""
    moment = state.moment
    if moment.listening != "dictation" or not moment.budget:
        return 0.0
    return budget_seconds(int(moment.budget), state.stage.step.limit, state.opened.turn_scale, 0.0)


def clock(state: SessionState, now: float) -> tuple[str, float]:
    """Talk time of the turn in words, and as a part of its budget (0 to 1; 0 without one)."""
    record = state.record
    if state.phase not in (Phase.LISTEN, Phase.FLUSH) or record is None:
        return "", 0.0
    if state.moment.listening != "dictation":
        return "a short answer", 0.0
    talked, whole = record.talk_seconds(now), budget(state)
    if not whole:
        return f"{minutes(talked)} spoken, no limit", 0.0
    over = ", take your time" if talked > whole else ""
    return f"{minutes(talked)} of {minutes(whole)} spoken{over}", min(1.0, talked / whole)


def level(dbfs: float) -> str:
    """An input level in a word."""
    if dbfs < SILENT_DBFS:
        return "silent"
    if dbfs < QUIET_DBFS:
        return "quiet"
    return "good" if dbfs < LOUD_DBFS else "too loud"


def prompt(state: SessionState) -> str:
    """What the voice says, or said last; nothing while it waits for the facilitator."""
    return "" if state.offered else state.interlude or state.moment.text


def choices(state: SessionState) -> tuple[Choice, ...]:
    """Answers that can be picked by key."""
    if state.phase not in (Phase.PROMPT, Phase.LISTEN) or state.interlude or state.offered:
        return ()
    if state.stage.step.kind == "rating" and state.moment.name == "ask" and state.held is None:
        numbers = [Choice(str(number), "", str(number)) for number in range(10)]
        return (*numbers, Choice("+", "10", "10"))
    return tuple(Choice(str(number), phrase, phrase) for number, phrase in enumerate(state.moment.phrases[:9], 1))


def as_read(words: str) -> str:
    """Recognised words as one reads them: recognisers write "i" and "i'm"."""
    return re.sub(r"\bi\b(?!-)", "I", words)


def line(record: TurnRecord) -> list[Piece]:
    """What was heard of a turn, doubtful words marked."""
    if record.typed:
        return [Piece(record.text)]
    if not record.words:
        return [Piece(as_read(record.text))] if record.lines else []
    return [
        Piece(f"{as_read(word.text)}?", "doubtful") if word.confidence < DOUBTFUL else Piece(as_read(word.text))
        for word in record.words
    ]


def captions(state: SessionState, partial: str = "", last: int = 4) -> list[list[Piece]]:
    """The last turns as lines of pieces, the partial hypothesis at the end of the present one.

    Turns of steps before this one are shown as notes: they are over. Of their short answers only the last stays.
    """
    is_listening = state.phase in (Phase.LISTEN, Phase.FLUSH)
    shown: list[list[Piece]] = []
    for record in state.turns:
        is_now = record.turn == state.turn and is_listening
        said = line(record) if record.lines else []
        if not said and not (is_now and partial):
            continue
        is_before = record.stage != state.position
        if is_before and record.listening == "answer" and record.turn < state.turn - 1:
            continue
        name = f"{state.name(record.partner) if record.partner >= 0 else 'Heard'}:"
        pieces = [Piece(name, "name"), *said]
        if is_before:
            pieces = [Piece(piece.text, "note") for piece in pieces]
        if is_now and partial:
            pieces.append(Piece(f"… {as_read(partial)} …", "partial"))
        if record.dropped:
            pieces.append(Piece("(not counted)", "note"))
        shown.append(pieces)
    return shown[-last:]


def reflection(state: SessionState) -> tuple[str, str]:
    """What the app says it heard in this step, and what the speaker made of it."""
    records = [record for record in state.turns if record.stage == state.position and record.reflection]
    if not records:
        return "", ""
    record = records[-1]
    if record.verdict:
        return record.reflection, HEARD[record.verdict]
    if state.phase is Phase.THINK or state.moment.name in ("amend", "again"):
        return record.reflection, "being put right"
    return record.reflection, f"waiting for {state.name(record.partner)}: yes, partly, or no?"


def agreements(state: SessionState) -> list[str]:
    """One line each, the one now being made last."""
    count = len(state.opened.partners)
    lines = [f"✓ {state.name(item.owner)}: “{item.text}”, {item.due}." for item in state.agreements]
    draft = state.draft
    if draft is not None:
        lines.append(
            f"· {state.name(draft.owner)}: “{draft.text}”{f', {draft.due}' if draft.due else ''}"
            f" ({len(draft.confirmed_by)} of {count} said yes)"
        )
    return lines


def talk(state: SessionState, now: float) -> list[tuple[str, float]]:
    """Each partner's talk time so far, seconds."""
    records = [record for record in state.turns if not record.dropped]
    return [
        (partner.name, sum(record.talk_seconds(now) for record in records if record.partner == index))
        for index, partner in enumerate(state.opened.partners)
    ]


EARCONS = {
    "mic_open": "● The microphone opens",
    "mic_closed": "○ The microphone closes",
    "turn_ending": "◔ About thirty seconds of this turn are left",
    "turn_closing": "◕ The turn is about to end: speak on to keep it",
}
"""The visible twin of each earcon."""
