"""A session's state in words: pure functions, so that what the screen says can be tested without a screen."""

import re
from dataclasses import dataclass

from voicerepair.core.floor import TurnRecord, budget_seconds
from voicerepair.core.review import HEARD
from voicerepair.core.state import Phase, SessionState
from voicerepair.translate import joined, n, t

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
    guide = t(". Guided by {facilitator}", facilitator=state.opened.facilitator) if state.is_guided else ""
    return t(
        "Step {position} of {plan}: {title}{guide}",
        position=state.position + 1,
        plan=len(state.plan),
        title=state.stage.step.title,
        guide=guide,
    )


def others(state: SessionState, partner: int) -> str:
    names = [other.name for index, other in enumerate(state.opened.partners) if index != partner]
    return joined(names)


def headline(state: SessionState) -> tuple[str, str]:
    """Who has the floor, and what the others do."""
    moment, name = state.moment, state.name(state.moment.partner)
    is_one = moment.partner >= 0
    other = others(state, moment.partner) if is_one else ""
    listening = n("{names} listens", "{names} listen", len(state.opened.partners) - 1, names=other)
    match state.phase:
        case Phase.PROMPT if state.offered or moment.name == "held":
            return t("One moment"), t("{facilitator} chooses what comes next", facilitator=state.opened.facilitator)
        case _ if state.is_asleep and state.phase is not Phase.PROMPT:
            return t("Asleep"), t("Say wake up, or press p; nothing else is heard")
        case _ if state.is_paused and state.phase is not Phase.PROMPT:
            return t("Paused"), t("Say resume, or press p, to go on")
        case Phase.PROMPT:
            if not moment.listening:
                return t("The voice speaks"), ""
            return t("The voice speaks"), t("then {name}", name=name if is_one else name[:1].lower() + name[1:])
        case Phase.LISTEN if is_one and moment.listening == "dictation":
            return t("{name} speaks", name=name), listening
        case Phase.LISTEN if is_one:
            return t("{name} answers", name=name), listening
        case Phase.LISTEN:
            return t("{name} may answer", name=name), ""
        case Phase.FLUSH:
            return t("One moment"), t("taking in the last words")
        case Phase.THINK:
            return t("One moment"), t("thinking about what was said")
        case Phase.BREAK:
            return t("A break"), ""
        case Phase.ENDED:
            return t("The end"), ""
        case _:
            return t("Quiet"), ""


def microphone(state: SessionState) -> tuple[str, bool]:
    """Its state as symbol and words, and whether it is open."""
    if state.mic_open and state.phase is Phase.LISTEN:
        return t("● microphone open"), True
    if state.phase is Phase.LISTEN:
        return t("◌ not listening: type or pick"), False
    return t("○ microphone closed"), False


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
        return t("a short answer"), 0.0
    talked, whole = record.talk_seconds(now), budget(state)
    if not whole:
        return t("{talked} spoken, no limit", talked=minutes(talked)), 0.0
    over = t(", take your time") if talked > whole else ""
    return t("{talked} of {whole} spoken{over}", talked=minutes(talked), whole=minutes(whole), over=over), min(
        1.0, talked / whole
    )


def level(dbfs: float) -> str:
    """An input level in a word."""
    if dbfs < SILENT_DBFS:
        return t("silent")
    if dbfs < QUIET_DBFS:
        return t("quiet")
    return t("good") if dbfs < LOUD_DBFS else t("too loud")


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
        name = f"{state.name(record.partner) if record.partner >= 0 else t('Heard')}:"
        pieces = [Piece(name, "name"), *said]
        if is_before:
            pieces = [Piece(piece.text, "note") for piece in pieces]
        if is_now and partial:
            pieces.append(Piece(f"… {as_read(partial)} …", "partial"))
        if record.dropped:
            pieces.append(Piece(t("(not counted)"), "note"))
        shown.append(pieces)
    return shown[-last:]


def reflection(state: SessionState) -> tuple[str, str]:
    """What the app says it heard in this step, and what the speaker made of it."""
    records = [record for record in state.turns if record.stage == state.position and record.reflection]
    if not records:
        return "", ""
    record = records[-1]
    if record.verdict:
        return record.reflection, t(HEARD[record.verdict])
    if state.phase is Phase.THINK or state.moment.name in ("amend", "again"):
        return record.reflection, t("being put right")
    return record.reflection, t("waiting for {partner}: yes, partly, or no?", partner=state.name(record.partner))


def agreements(state: SessionState) -> list[str]:
    """One line each, the one now being made last."""
    count = len(state.opened.partners)
    lines = [f"✓ {state.name(item.owner)}: “{item.text}”, {item.due}." for item in state.agreements]
    draft = state.draft
    if draft is not None:
        lines.append(
            t(
                "· {owner}: “{text}”{what} ({confirmed_by} of {count} said yes)",
                owner=state.name(draft.owner),
                text=draft.text,
                what=t(", {due}", due=draft.due) if draft.due else "",
                confirmed_by=len(draft.confirmed_by),
                count=count,
            )
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
    "mic_open": t("● The microphone opens"),
    "mic_closed": t("○ The microphone closes"),
    "turn_ending": t("◔ About thirty seconds of this turn are left"),
    "turn_closing": t("◕ The turn is about to end: speak on to keep it"),
}
"""The visible twin of each earcon."""
