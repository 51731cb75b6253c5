"""A session that somebody guides: everyone agrees to it first, and nothing is said that they did not choose."""

from msgspec.structs import replace

from voicerepair.core import language, moves
from voicerepair.core.effects import Speak
from voicerepair.core.events import FacilitatorActed
from voicerepair.core.machine import Machine
from voicerepair.core.plan import Stage
from voicerepair.core.protocol import Protocol, Step
from voicerepair.core.state import Held, Moment, Phase, SessionState

GUIDED, READY, POINT = "guided", "readiness", "point"
"""Ids of the steps that a guided session begins with, and of the answer that tells which point was opened."""
EXTENSION_SECONDS = 60
_GUIDED = (
    "{partner}, {facilitator} guides this session, and sees what is said on the screen. You can say stop at any time. "
    "Is that all right with you?"
)
_REFUSED = "Then we do not do it this way today. Thank you for saying so."
_READY = "{partner}, how ready are you to begin, from zero to ten? Zero is not at all. Ten is fully."


def guided(protocol: Protocol) -> Protocol:
    """The protocol with everyone's consent to the facilitator, and how ready each is, after its welcome."""

    def t(text: str) -> str:
        return language.sentence(protocol.language, text)

    taken = {step.id for step in protocol.step}
    steps = (
        Step(id=GUIDED, kind="consent", who="each", title=t("Guided"), say=t(_GUIDED), refuse=t(_REFUSED)),
        Step(id=READY, kind="rating", who="each", title=t("How ready you are"), say=t(_READY), threshold=11),
    )
    welcome = next((place for place, step in enumerate(protocol.step) if step.kind != "say"), 0)
    own = tuple(step for step in steps if step.id not in taken)
    return replace(protocol, step=(*protocol.step[:welcome], *own, *protocol.step[welcome:]))


def act(m: Machine, event: FacilitatorActed) -> None:
    """Carry out what the facilitator chose. Where it does not fit, nothing happens."""
    state = m.state
    is_open = state.phase in (Phase.PROMPT, Phase.LISTEN)
    match event.action:
        case "say" if state.offered:
            _speak(m, event.text.strip() or state.offered)
        case "show" if state.offered:
            m.set(offered="")
            moves.prompt_over(m)
        case "announce" if is_open and event.text.strip() and state.moment.name != "held":
            m.set(is_chosen=True)
            m.aside(event.text.strip())
        case "point" if is_open and 0 <= event.value < len(state.opened.agenda) and state.moment.name != "held":
            point = state.opened.agenda[event.value]
            moves.store(m, "issue", -1, point)
            moves.store(m, POINT, -1, point)
            m.set(is_chosen=True)
            m.aside(m.t("Our next point: {point}.", point=point))
        case "hold" if is_open and state.moment.name != "held":
            _hold(m)
        case "release" if state.moment.name == "held":
            _release(m)
        case "extend" if state.moment.budget:
            _extend(m, event.value or EXTENSION_SECONDS)
        case "limits":
            m.set(has_hard_limits=bool(event.value))
            _set_limits(m)
        case "auto":
            m.set(is_auto=bool(event.value))
            if event.value and state.offered:
                _speak(m, state.offered)
        case "go" if is_open and 0 <= event.value < len(state.plan):
            _go(m, reachable(state, event.value))
        case "floor" if is_open and 0 <= event.value < len(state.opened.partners):
            _give_floor(m, event.value)
        case _:
            pass


def reachable(state: SessionState, position: int) -> int:
    """The stage there, or the first on the way whose consent or check is still missing."""
    been = max((record.stage for record in state.turns), default=0)
    for place in range(state.position, position):
        stage = state.plan[place]
        if stage.step.kind in moves.GUARDED and place >= been and moves.applies(state, place):
            if stage.step.kind == "consent" and _agreed(state, stage):
                continue
            return place
    return position


def _agreed(state: SessionState, stage: Stage) -> bool:
    return all(state.answer(stage.step.id, partner) == "yes" for partner in stage.addressed)


def _speak(m: Machine, text: str) -> None:
    """Aloud, and on the screens in the same words."""
    state = m.state
    if text != state.offered:
        if state.interlude:
            m.set(interlude=text)
        else:
            m.set(moment=replace(state.moment, text=text))
    m.set(offered="")
    m.do(Speak(state.prompt, text))


def _hold(m: Machine) -> None:
    """Everything rests, and nothing is said of it."""
    state = m.state
    m.silence()
    text = m.t("{name} has asked for a moment.", name=state.opened.facilitator)
    m.set(phase=Phase.PROMPT, interlude="", prompt=state.prompt + 1)
    m.set(held=state.held or Held(state.moment, state.turn), moment=Moment("held", text))


def _release(m: Machine) -> None:
    """On where we were: the same turn listens again, or the same prompt waits again."""
    held = m.state.held
    if held is None:
        return
    m.set(held=None, moment=held.moment, turn=held.turn)
    record = m.state.record
    is_answering = record is not None and record.stage == m.state.position and record.moment == held.moment.name
    if is_answering and record is not None and not record.closed_at:
        m.reopen()
    else:
        m.say(held.moment.text)


def _extend(m: Machine, seconds: int) -> None:
    moment = m.state.moment
    m.set(moment=replace(moment, budget=moment.budget + seconds), is_warned=False, is_told=False)
    _set_limits(m)


def _set_limits(m: Machine) -> None:
    """The limits are others now: set the timers of whoever is speaking again."""
    record = m.state.record
    m.cancel("warning", "limit")
    if m.state.phase is Phase.LISTEN and record is not None and record.is_speaking:
        m.limit_times(record.speaking_since)


def _go(m: Machine, position: int) -> None:
    m.silence()
    m.set(position=position, turns=tuple(record.settled() for record in m.state.turns))
    moves.enter(m)


def _give_floor(m: Machine, partner: int) -> None:
    """A turn out of order; afterwards everything goes on where it was."""
    text = m.t("{name}, you have the floor.", name=m.state.name(partner))
    m.hold(Moment("floor", text, partner, "dictation", budget=float(m.state.stage.step.seconds)))
