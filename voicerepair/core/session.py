"""Every transition of a session: `step(state, event)` -> the next state and what to do. Reads no clock."""

from dataclasses import dataclass

from msgspec.structs import replace

from voicerepair.core import answers, asked, calming, facilitation, moves
from voicerepair.core import events as ev
from voicerepair.core.commands import Command
from voicerepair.core.effects import Effect, Hush
from voicerepair.core.machine import Machine
from voicerepair.core.state import Mark, Moment, Phase, SessionState

AWAKENING = frozenset({Command.WAKE, Command.RESUME, Command.STOP})
"""What is obeyed while everything sleeps."""
WAKE = ("wake up",)


@dataclass(frozen=True, slots=True)
class Transition:
    """What `step` decided."""

    state: SessionState
    effects: tuple[Effect, ...] = ()


def begin(opened: ev.SessionOpened) -> Transition:
    """The first state of a session, and its first prompt."""
    state = SessionState(opened=opened, plan=moves.planned(opened), last_at=opened.at)
    machine = Machine(state, opened.at)
    if moves.applies(state, 0):
        moves.enter(machine)
    else:
        moves.advance(machine)
    return Transition(machine.state, tuple(machine.effects))


def fold(events: "list[ev.SessionEvent] | tuple[ev.SessionEvent, ...]") -> SessionState | None:
    """The state that a journal amounts to; None for an empty journal."""
    state: SessionState | None = None
    for event in events:
        if isinstance(event, ev.SessionOpened):
            state = begin(event).state
        elif state is not None:
            state = step(state, event).state
    return state


def step(state: SessionState, event: ev.SessionEvent) -> Transition:
    """Return the next state and what the driver must do.

    Total: an event that does not fit (late, stale, repeated) changes nothing but the record of its own turn.
    """
    machine = Machine(replace(state, last_at=max(state.last_at, event.at)), event.at)
    if not state.is_over or isinstance(event, ev.SessionResumed | ev.UtteranceHeard | ev.PrivateNoteAdded):
        _apply(machine, event, state.last_at)
    return Transition(machine.state, tuple(machine.effects))


def is_forgotten(state: SessionState, event: ev.SessionEvent) -> bool:
    """Whether the event must not even be written down: what is said to an app that sleeps."""
    if not state.is_asleep or not isinstance(event, ev.UtteranceHeard):
        return False
    return Machine(state, event.at).parse(event.text) not in AWAKENING


def _apply(m: Machine, event: ev.SessionEvent, before: float) -> None:
    state = m.state
    match event:
        case ev.PromptPlayed() if event.prompt == state.prompt and state.phase is Phase.PROMPT:
            moves.prompt_over(m)
        case ev.MicOpened() if event.turn == state.turn and state.phase is Phase.LISTEN:
            m.mic_opened()
        case ev.MicClosed() if event.turn == state.turn:
            m.set(mic_open=False)
            if state.phase is Phase.FLUSH:
                _settle(m)
        case ev.SpeechStarted():
            _speech_started(m, event)
        case ev.SpeechEnded():
            _speech_ended(m, event)
        case ev.UtteranceHeard():
            _heard(m, event)
        case ev.TextTyped() if state.phase in (Phase.LISTEN, Phase.PROMPT) and event.text.strip():
            _typed(m, event.text.strip(), event.aloud)
        case ev.CommandGiven():
            if event.command in {command.value for command in Command}:
                command(m, Command(event.command))
        case ev.BargedIn() if event.prompt == state.prompt and state.phase is Phase.PROMPT and not state.offered:
            if event.command in {command.value for command in Command}:
                m.set(heard_from=event.at)
                command(m, Command(event.command))
        case ev.ReflectionDrafted() if event.turn == state.turn and state.phase is Phase.THINK:
            moves.drafted(m, event)
        case ev.DisclosureFound():
            _disclosed(m, event)
        case ev.SafetyCleared() if state.phase is Phase.PRIVATE:
            moves.advance(m)
        case ev.SafetyDeclined() if state.phase is Phase.PRIVATE:
            m.end("not_today")
        case ev.TimerFired() if event.turn == state.turn:
            _timer(m, event.timer)
        case ev.PrivateNoteAdded():
            m.set(notes=(*state.notes, (event.partner, event.text)))
        case ev.PartnerChanged() if 0 <= event.partner < len(state.opened.partners):
            partners = list(state.opened.partners)
            partners[event.partner] = replace(event.needs, name=partners[event.partner].name)
            m.set(opened=replace(state.opened, partners=tuple(partners)))
        case ev.FacilitatorActed() if state.is_guided:
            facilitation.act(m, event)
        case ev.MomentMarked() if state.is_guided:
            m.set(marks=(*state.marks, Mark(event.at, state.position, event.text)))
        case ev.FaultNoted():
            m.set(faults=(*state.faults, event.fault))
        case ev.SessionResumed():
            _resumed(m, before)
        case ev.SessionClosed():
            m.set(phase=Phase.ENDED, reason=event.reason)
        case _:
            pass


def _speech_started(m: Machine, event: ev.SpeechStarted) -> None:
    record = m.state.turn_record(event.turn)
    if record is None:
        return
    m.put(record.speech_started(event.at))
    if event.turn == m.state.turn and m.state.phase is Phase.LISTEN:
        m.cancel("patience", "cue", "no_input", "tell")
        m.limit_times(event.at)


def _speech_ended(m: Machine, event: ev.SpeechEnded) -> None:
    record = m.state.turn_record(event.turn)
    if record is None:
        return
    m.put(record.speech_ended(event.at))
    if event.turn == m.state.turn and m.state.phase is Phase.LISTEN:
        m.cancel("warning", "limit")
        m.wait_patiently(event.at)
        if m.state.is_warned and not m.state.is_told and not m.state.is_guided:
            m.timer("tell", event.at + 1.2)


def _heard(m: Machine, event: ev.UtteranceHeard) -> None:
    record = m.state.turn_record(event.turn)
    if record is None or record.dropped:
        return
    is_current = event.turn == m.state.turn and m.state.phase in (Phase.LISTEN, Phase.FLUSH)
    given = m.parse(event.text) if is_current else None
    if m.state.is_asleep and given not in AWAKENING:
        return
    if given and not moves.is_answer(m, event.text, given):
        m.put(record.without_last_span())
        if m.state.phase is Phase.LISTEN:
            command(m, given)
        return
    m.put(record.heard(event.words))
    if is_current and m.state.phase is Phase.LISTEN and record.spans and not record.is_speaking:
        m.wait_patiently(record.spans[-1][1])


def _typed(m: Machine, text: str, aloud: bool = False) -> None:
    given = m.parse(text)
    if m.state.is_asleep and given is not Command.STOP:
        m.go_back()
        return
    if given and not moves.is_answer(m, text, given):
        command(m, given)
        return
    if m.state.phase is Phase.PROMPT:
        if not m.state.moment.listening or m.state.interlude:
            return
        m.do(Hush())
        m.listen()  # answered before the prompt was over
    record = m.state.record
    if record is not None:
        m.put(record.wrote(text))
        if aloud and m.state.moment.listening == "dictation":
            m.aside(text)
        else:
            m.close()


def _timer(m: Machine, timer: str) -> None:
    if timer == "gap" and m.state.phase is Phase.PROMPT and m.state.moment.name == "line":
        calming.next_line(m)
    if m.state.phase is not Phase.LISTEN:
        return
    record = m.state.record
    match timer:
        case "patience" | "no_input" | "limit" if not (timer == "patience" and record and record.is_speaking):
            m.close()
        case "cue" if record and not record.is_speaking:
            m.earcon("turn_closing")
        case "warning":
            m.set(is_warned=True)
            m.earcon("turn_ending")
        case "tell" if record and not record.is_speaking:
            m.set(is_told=True)
            m.aside("About thirty seconds left. Take your time.")
        case _:
            pass


def _settle(m: Machine) -> None:
    """The microphone is closed and all words are here: go on with what was said."""
    record = m.state.record
    if record is None:
        return
    m.put(replace(record.speech_ended(m.now), closed_at=m.now))
    if m.state.interlude:
        m.say(m.state.interlude)
        return
    text = record.text.strip()
    if not text:
        m.escalate(was_heard=bool(record.spans))
    else:
        moves.answered(m, text)


def _disclosed(m: Machine, event: ev.DisclosureFound) -> None:
    """Danger is never paraphrased: everything stops, help is offered on the screen, nothing is read aloud."""
    record = m.state.turn_record(event.turn)
    if record is not None:
        m.put(replace(record, lines=(), words=(), dropped=True))
    m.silence()
    m.set(phase=Phase.HELP, interlude="", held=None)


def _resumed(m: Machine, before: float) -> None:
    """Back at the exact step: what was said of an unfinished turn stays in it, up to the last event `before`."""
    state = m.state
    if state.phase is Phase.ENDED and state.reason != "stopped":
        return
    was_dictating = state.phase in (Phase.LISTEN, Phase.FLUSH) and state.moment.listening == "dictation"
    m.silence()
    m.set(mic_open=False, reason="", return_at=0.0, interlude="")
    record = state.record
    if record is not None and record.is_speaking:
        m.put(record.speech_ended(before))
    if state.phase in (Phase.BREAK, Phase.ENDED, Phase.PRIVATE, Phase.HELP):
        moves.enter(m)
    elif was_dictating and record is not None and record.text:
        m.aside("Welcome back. What you said so far is kept. Please go on.")
        m.say(m.state.interlude)
    elif state.phase is Phase.THINK:
        moves.think(m)
    else:
        m.begin(replace(state.moment, tries=0))


def command(m: Machine, given: Command) -> None:
    """Carry out a command, whoever gave it and however."""
    state = m.state
    if state.phase is Phase.PRIVATE:
        if given is Command.STOP:
            m.end("not_today")
        return
    if state.phase is Phase.HELP:
        if given is Command.RESUME:
            moves.enter(m)
        elif given in (Command.STOP, Command.TIME_OUT):
            m.end("not_today")
        return
    if state.moment.name == "held" and given is not Command.STOP:
        return  # the facilitator's to release
    if state.is_asleep and given not in AWAKENING:
        return
    if state.held is not None and given is Command.WAKE:
        m.go_back()
        return
    if state.moment.name == "floor" and given in (Command.DONE, Command.NOT_FINISHED):
        if state.phase is Phase.LISTEN and given is Command.DONE:
            m.close()
        return
    if state.held is not None and given in (Command.RESUME, Command.NOT_FINISHED, Command.DONE, Command.SKIP):
        m.go_back()
        return
    match given:
        case Command.DONE if state.phase is Phase.LISTEN:
            m.close()
        case Command.DONE if state.phase is Phase.PROMPT and not state.offered:
            m.do(Hush())
        case Command.NOT_FINISHED:
            moves.not_finished(m)
        case Command.REPEAT:
            m.aside(state.moment.text)
        case Command.SLOWER:
            m.slower()
        case Command.MORE_TIME:
            m.set(moment=replace(state.moment, budget=state.moment.budget + 60 if state.moment.budget else 0.0))
            m.set(is_warned=False, is_told=False)
            m.aside("One minute more.")
        case Command.HELP:
            m.aside(answers.help_text(m))
        case Command.PRIVATE_NOTE:
            m.aside("To write a private note, press n. Nobody else will see it.")
        case Command.PAUSE:
            m.hold(Moment("paused", "Paused. Take the time you need, and say resume.", -1, "answer", ("resume",)))
        case Command.TRIGGER:
            m.hold(Moment("comfort", moves.BREATHING, -1, "answer", ("resume", "again", "time out")))
        case Command.TIME_OUT:
            m.hold(Moment("return", answers.WHEN_BACK, -1, "answer", ("half an hour", "one hour", "tomorrow")))
        case Command.STOP:
            m.hold(Moment("stop", "Shall we stop here? Everything is kept, and you can go on later.", -1, "answer",
                          ("yes", "no")))  # fmt: skip
        case Command.SLEEP:
            m.hold(
                Moment("asleep", "Asleep. Nothing you say is kept. Say wake up, or press a key.", -1, "answer", WAKE)
            )
        case Command.WHERE:
            m.aside(asked.where(state))
        case Command.TIME:
            m.aside(asked.time(state))
        case Command.SAID:
            m.aside(asked.said(state))
        case Command.AGREEMENTS:
            m.aside(asked.agreements(state))
        case Command.BACK:
            m.drop_turn()
            moves.retreat(m)
        case Command.SKIP:
            moves.skipped(m)
        case Command.PASS:
            moves.passed(m)
        case _:
            pass
