"""What each kind of step does when it begins and when it is answered."""

from msgspec.structs import replace

from voicerepair.core import answers, calming, commands, followups, nudges, picking, pledges
from voicerepair.core.commands import Command
from voicerepair.core.effects import ApplyKeep, CloseMic, Hush
from voicerepair.core.events import SessionOpened
from voicerepair.core.machine import Machine
from voicerepair.core.plan import Stage, holds, plan
from voicerepair.core.reflecting import corrected, drafted, mirrored, think, verdict
from voicerepair.core.state import Answer, Moment, Phase, SessionState

__all__ = [
    "advance",
    "answered",
    "applies",
    "drafted",
    "enter",
    "is_answer",
    "not_finished",
    "passed",
    "planned",
    "prompt_over",
    "retreat",
    "skipped",
    "think",
]

BREATHING = (
    "Stop for a moment. Feel your feet on the floor. Breathe in slowly. And breathe out, longer than in. "
    "Once more, in. And out. You can stay quiet, breathe again, or take a longer break. "
    "Say resume when you want to go on."
)
THERAPIST = (
    "You have talked about this three times, and it has hardly moved. That happens, and it is nobody's fault. "
    "A couples' therapist may see what you cannot see from inside."
)
KEEPS = ("nothing", "agreements", "words")
YES_NO = ("yes", "no")
BREAKS = ("half an hour", "one hour", "tomorrow")
DICTATED = frozenset({"turn", "slots", "guess", "request", "helped"})
GUARDED = frozenset({"consent", "safety"})
"""Kinds that nobody can pass or skip: going on takes a yes (consent), or a cleared check."""


def planned(opened: SessionOpened, hurt: int = -1) -> tuple[Stage, ...]:
    """The stages of a session; `hurt` is whose hurt is looked after, once that is settled.

    What tells of earlier help falls away where nothing is known of any.
    """
    owners = tuple(agreement.owner for agreement in opened.open_agreements)
    stages = plan(opened.protocol, opened.partners, opened.starter, hurt, owners)
    return tuple(stage for stage in stages if opened.helped_before or "{helped}" not in stage.step.say)


def applies(state: SessionState, position: int) -> bool:
    """Whether the stage there has its condition met."""
    stage = state.plan[position]
    return not stage.step.only_if or holds(stage.step.only_if, state.last_answers, stage.addressed)


def addressee(m: Machine) -> int:
    """The partner the stage addresses, -1 for several."""
    addressed = m.state.stage.addressed
    return addressed[0] if len(addressed) == 1 else -1


def enter(m: Machine) -> None:
    """Come to a step: begin it, or offer it first."""
    m.set(attempt=0, retried=False, draft=None, held=None, interlude="", line=0)
    if m.state.stage.step.offer:
        m.begin(Moment("offer", m.wording("offer"), addressee(m), "answer", YES_NO))
    else:
        start(m)


def start(m: Machine) -> None:
    """Begin the step that the session has come to."""
    stage = m.state.stage
    step = stage.step
    who, text = addressee(m), m.opening(stage)
    if m.state.opened.suggests_therapist and step.kind == "say" and m.state.position == len(m.state.plan) - 1:
        text = f"{m.t(THERAPIST)} {text}"
    match step.kind:
        case "say" | "safety" | "calm":
            m.begin(Moment("say", text, who))
        case "consent" | "roles":
            m.begin(Moment("ask", text, who, "answer", YES_NO))
        case "break":
            m.begin(Moment("ask", text, who, "answer", (*BREAKS, "no break")))
        case "followup":
            m.begin(Moment("ask", text, who, "answer", followups.OUTCOMES))
        case "rating":
            m.begin(Moment("ask", text, who, "answer", ("zero", "three", "five", "seven", "ten")))
        case "ready":
            m.begin(Moment("ask", text, who, "answer", ("ready", "not yet")))
        case "choice" | "pick" | "keep":
            labels = tuple(option.label for option in step.options)
            m.begin(Moment("ask", text, who, "dictation" if step.free else "answer", labels))
        case _:
            m.begin(Moment("ask", text, who, "dictation", budget=float(step.seconds)))


def prompt_over(m: Machine) -> None:
    """A prompt was heard, or shown: listen, or go on."""
    if m.state.interlude:
        m.set(interlude="")
        m.reopen()
    elif m.state.moment.listening:
        m.listen()
    else:
        played(m)


def played(m: Machine) -> None:
    """A prompt that wants no answer is over."""
    if m.state.moment.name == "farewell":
        m.end(m.state.reason)
    elif m.state.stage.step.kind == "safety":
        m.set(phase=Phase.PRIVATE)
    elif m.state.stage.step.kind == "calm":
        calming.played(m)
    else:
        advance(m)


def advance(m: Machine) -> None:
    """On to the next step whose condition is met, or the end."""
    following = range(m.state.position + 1, len(m.state.plan))
    position = next((position for position in following if applies(m.state, position)), -1)
    if position >= 0:
        m.set(position=position, turns=tuple(record.settled() for record in m.state.turns))
        enter(m)
        return
    chosen = [
        KEEPS.index(answer.value) for answer in m.state.answers if answer.value in KEEPS and answer.step == "keep"
    ]
    m.do(ApplyKeep(KEEPS[min(chosen)] if chosen else "agreements"))  # type: ignore[arg-type]
    m.end("completed")


def retreat(m: Machine) -> None:
    """One step back, over those whose condition is not met."""
    before = range(m.state.position - 1, -1, -1)
    m.set(position=next((position for position in before if applies(m.state, position)), 0), held=None)
    enter(m)


def skipped(m: Machine) -> None:
    """One step on; a consent is asked for and a check is made all the same."""
    if m.state.stage.step.kind in GUARDED:
        _guarded(m)
        return
    m.drop_turn()
    m.set(held=None)
    advance(m)


def _guarded(m: Machine) -> None:
    """Neither a pass nor a skip is a yes."""
    kind, moment = m.state.stage.step.kind, m.state.moment
    if kind == "safety" or not moment.listening:
        m.do(Hush())
    elif moment.name == "leave":
        m.drop_turn()
        take_leave(m)
    else:
        m.drop_turn()
        ask(
            m, "leave", "We only go on with a yes, and you need no reason. Shall we leave it for today?", moment.partner
        )


def take_leave(m: Machine) -> None:
    m.set(reason="not_today")
    m.begin(Moment("farewell", m.wording("refuse") or "Not today is a good answer. Goodbye."))


def left_out(m: Machine) -> None:
    """An offer was declined: on past the step, and past what belongs to it for this speaker."""
    state, stage = m.state, m.state.stage
    store(m, stage.step.id, state.moment.partner, "left out")
    position = state.position
    following = state.plan[position + 1 :]
    for other in following if stage.step.part else ():
        if other.step.part != stage.step.part or other.speaker != stage.speaker:
            break
        position += 1
    m.set(position=position)
    advance(m)


def passed(m: Machine) -> None:
    """Passing needs no reason, and is recorded without a judgement."""
    record, state = m.state.record, m.state
    if state.held is not None:
        m.go_back()
        return
    if state.stage.step.kind in GUARDED:
        _guarded(m)
        return
    if state.stage.step.kind == "followup":
        followups.passed(m)
    if state.stage.step.kind == "roles":
        picking.settle_roles(m, state.opened.starter)
        return
    if state.moment.name == "offer":
        left_out(m)
        return
    m.silence()
    if record is not None and record.stage == state.position:
        m.put(replace(record, verdict=record.verdict or "passed", closed_at=record.closed_at or m.now))
    store(m, state.stage.step.id, state.moment.partner, "passed")
    advance(m)


def not_finished(m: Machine) -> None:
    """The floor goes back to the last speaker of this step, and what comes now is added to what was said."""
    state = m.state
    last = next((r for r in reversed(state.turns) if r.stage == state.position and not r.dropped and r.lines), None)
    if state.phase is Phase.LISTEN and last is not None and last.turn == state.turn:
        m.wait_patiently(m.now)
        return
    if last is None:
        return
    if state.phase is Phase.LISTEN:
        m.do(CloseMic(state.turn))
    elif state.phase is Phase.PROMPT:
        m.do(Hush())
    kind = state.stage.step.kind
    listening = "dictation" if kind in DICTATED | {"agreement"} and last.moment != "verdict" else "answer"
    budget = float(state.stage.step.seconds) if listening == "dictation" else 0.0
    m.set(turn=last.turn, attempt=max(0, state.attempt - 1))
    text = m.t("Please go on.")
    m.set(moment=Moment(last.moment, text, last.partner, listening, budget=budget))
    m.say(text)
    m.set(interlude=text)


def is_answer(m: Machine, text: str, given: Command) -> bool:
    """Whether words that could be a command answer the present question instead ("break" as an option)."""
    moment, step = m.state.moment, m.state.stage.step
    if m.state.held is not None:
        return moment.name in ("stop", "return") and given not in (Command.RESUME, Command.STOP)
    if step.kind in ("choice", "pick", "keep") and moment.name in ("ask", "more"):
        if moment.name == "more" and given is Command.DONE:
            return True
        return commands.choose(text, step.options) is not None
    if moment.listening != "answer":
        return moment.name == "more" and given is Command.DONE
    if step.kind == "calm" and moment.name == "more":
        return given in (Command.RESUME, Command.REPEAT, Command.DONE)
    if step.kind == "followup" and moment.name == "ask" and followups.outcome(m.english(text)):
        return True
    if step.kind == "break" and commands.minutes(m.english(text)) is not None:
        return True
    if (
        step.kind == "ready"
        and given in (Command.PASS, Command.PAUSE)
        and "pass" not in commands.plain(m.english(text))
    ):
        return True  # "not yet", "one moment"
    return given is Command.DONE or (given is Command.RESUME and moment.name == "more")


def understood(m: Machine, text: str) -> str:
    """A short answer in English, for the rules; own words, and the names of options, stay as they are."""
    step, moment = m.state.stage.step, m.state.moment
    is_short = moment.listening == "answer" or moment.name == "more"
    if not is_short or (m.state.held is None and commands.choose(text, step.options) is not None):
        return text
    return m.english(text)


def answered(m: Machine, text: str) -> None:
    """Somebody answered the present moment with `text`."""
    text = understood(m, text)
    if m.state.held is not None:
        answers.aside_answered(m, text)
        return
    match m.state.stage.step.kind, m.state.moment.name:
        case _, "verdict":
            verdict(m, text)
        case _, "amend":
            corrected(m, text)
        case _, "mirror":
            nudges.remind(m, text, is_listener=True)
            mirrored(m, text)
        case _, "leave":
            answers.leave(m, text)
        case _, "offer":
            answers.offered(m, text)
        case "consent", _:
            answers.consent(m, text)
        case "rating", _:
            answers.rating(m, text)
        case "ready", _:
            answers.ready(m, text)
        case "choice" | "keep", _:
            answers.choice(m, text)
        case "pick", _:
            picking.picked(m, text)
        case "roles", _:
            picking.roles(m, text)
        case "calm", _:
            calming.answered(m, text)
        case "followup", _:
            followups.answered(m, text)
        case "break", _:
            answers.booking(m, text)
        case "turn" | "slots", _:
            answers.spoken(m, text)
        case "guess", _:
            answers.guess(m, text)
        case "request", _:
            pledges.request(m, text)
        case "agreement", _:
            pledges.agreement(m, text)
        case "helped", _:
            keep(m, text)
            advance(m)
        case _:
            advance(m)


def store(m: Machine, step: str, partner: int, value: str) -> None:
    m.set(answers=(*m.state.answers, Answer(step, partner, value)))


def keep(m: Machine, value: str) -> None:
    """An answer that outlives the session's words."""
    m.set(kept=(*m.state.kept, Answer(m.state.stage.step.id, m.state.moment.partner, value)))


def ask(m: Machine, name: str, text: str, partner: int, phrases: tuple[str, ...] = YES_NO) -> None:
    m.begin(Moment(name, m.fill(m.t(text)), partner, "answer", phrases))
