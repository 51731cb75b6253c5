"""What can be asked for aloud at any time: where we are, the time, what was said, the agreements."""

from voicerepair.core.floor import budget_seconds
from voicerepair.core.language import sentence
from voicerepair.core.state import SessionState


def _t(state: SessionState, text: str, /, **fields: str) -> str:
    """A sentence in the session's language, with its fields filled in."""
    return sentence(state.opened.protocol.language, text).format(**fields)


def _length(state: SessionState, seconds: float) -> str:
    """ "2 minutes 5 seconds"."""
    minutes, rest = divmod(round(seconds), 60)
    counted = ((minutes, "minute", "minutes"), (rest, "second", "seconds"))
    parts = [f"{count} {_t(state, one if count == 1 else several)}" for count, one, several in counted if count]
    return " ".join(parts) or _t(state, "no time")


def where(state: SessionState) -> str:
    """The step, its number, and who may speak."""
    number, count = str(state.position + 1), str(len(state.plan))
    title = state.stage.step.title
    place = _t(state, "We are at step {number} of {count}: {title}.", number=number, count=count, title=title)
    partner = state.moment.partner
    if not state.moment.listening:
        return place
    turn = "{name} may answer." if partner < 0 else "It is {name}'s turn."
    return f"{place} {_t(state, turn, name=state.name(partner))}"


def time(state: SessionState) -> str:
    """Talk time of the turn against its budget, and how long the session has been going."""
    length = _length(state, state.last_at - state.opened.at)
    whole = _t(state, "The session has taken {length}.", length=length)
    record = state.record
    if state.moment.listening != "dictation" or record is None:
        return whole
    name, spoken = state.name(record.partner), _length(state, record.talk_seconds(state.last_at))
    budget = budget_seconds(int(state.moment.budget), state.stage.step.limit, state.opened.turn_scale, 0.0)
    if budget:
        limit = _length(state, budget)
        said = _t(state, "{name} has spoken for {length} of {limit}.", name=name, length=spoken, limit=limit)
    else:
        said = _t(state, "{name} has spoken for {length}, and there is no limit.", name=name, length=spoken)
    return f"{said} {whole}"


def said(state: SessionState) -> str:
    """The present turn as it was understood, or the last one that counts."""
    for record in reversed(state.turns):
        if record.lines and not record.dropped and record.listening == "dictation":
            return _t(state, "I heard from {name}: {words}.", name=state.name(record.partner), words=record.text)
    return _t(state, "I have not heard anything yet.")


def agreements(state: SessionState) -> str:
    """Every agreement with its owner and time."""
    if not state.agreements:
        return _t(state, "There are no agreements yet.")
    lines = [
        f"{state.name(item.owner)}: {item.text}{f', {item.due}' if item.due else ''}." for item in state.agreements
    ]
    head = _t(state, "{count} agreement." if len(lines) == 1 else "{count} agreements.", count=str(len(lines)))
    return f"{head} {' '.join(lines)}"
