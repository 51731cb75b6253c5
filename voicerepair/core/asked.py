"""What can be asked for aloud at any time: where we are, the time, what was said, the agreements."""

from voicerepair.core.floor import budget_seconds
from voicerepair.core.state import SessionState


def _length(seconds: float) -> str:
    """ "2 minutes 5 seconds"."""
    minutes, rest = divmod(round(seconds), 60)
    parts = [f"{count} {word}{'' if count == 1 else 's'}" for count, word in ((minutes, "minute"), (rest, "second"))
             if count]  # fmt: skip
    return " ".join(parts) or "no time"


def where(state: SessionState) -> str:
    """The step, its number, and who may speak."""
    step = state.stage.step
    place = f"We are at step {state.position + 1} of {len(state.plan)}: {step.title}."
    partner = state.moment.partner
    if not state.moment.listening:
        return place
    return (
        f"{place} {state.name(partner)} may answer." if partner < 0 else f"{place} It is {state.name(partner)}'s turn."
    )


def time(state: SessionState) -> str:
    """Talk time of the turn against its budget, and how long the session has been going."""
    whole = f"The session has taken {_length(state.last_at - state.opened.at)}."
    record = state.record
    if state.moment.listening != "dictation" or record is None:
        return whole
    spoken = f"{state.name(record.partner)} has spoken for {_length(record.talk_seconds(state.last_at))}"
    budget = budget_seconds(int(state.moment.budget), state.stage.step.limit, state.opened.turn_scale, 0.0)
    return f"{spoken}{f' of {_length(budget)}' if budget else ', and there is no limit'}. {whole}"


def said(state: SessionState) -> str:
    """The present turn as it was understood, or the last one that counts."""
    for record in reversed(state.turns):
        if record.lines and not record.dropped and record.listening == "dictation":
            return f"I heard from {state.name(record.partner)}: {record.text}."
    return "I have not heard anything yet."


def agreements(state: SessionState) -> str:
    """Every agreement with its owner and time."""
    if not state.agreements:
        return "There are no agreements yet."
    lines = [
        f"{state.name(item.owner)}: {item.text}{f', {item.due}' if item.due else ''}." for item in state.agreements
    ]
    count = len(lines)
    return f"{count} agreement{'' if count == 1 else 's'}. {' '.join(lines)}"
