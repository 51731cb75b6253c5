"""What each kind of step does when it begins and when it is answered."""

from msgspec.structs import replace

from voicerepair.core import commands, pledges
from voicerepair.core.commands import Command
from voicerepair.core.effects import ApplyKeep, CloseMic, Hush
from voicerepair.core.machine import Machine
from voicerepair.core.reflecting import corrected, drafted, mirrored, think, verdict
from voicerepair.core.reflection import slots
from voicerepair.core.state import Answer, Moment, Phase

__all__ = ["advance", "answered", "drafted", "enter", "is_answer", "not_finished", "passed", "played", "think"]

BREATHING = (
    "Stop for a moment. Feel your feet on the floor. Breathe in slowly. And breathe out, longer than in. "
    "Once more, in. And out. You can stay quiet, breathe again, or take a longer break. "
    "Say resume when you want to go on."
)
WHEN_BACK = "Let's take a break of at least twenty minutes. When shall we come back?"
SHORTEST_BREAK, LONGEST_BREAK = 20, 24 * 60
"""Minutes. Under twenty the body is still flooded; after a day the issue drifts (Gottman, "flooding")."""
KEEPS = ("nothing", "agreements", "words")
YES_NO = ("yes", "no")
DICTATED = frozenset({"turn", "slots", "guess", "request", "helped"})


def enter(m: Machine) -> None:
    """Begin the step that the session has come to."""
    stage = m.state.stage
    step = stage.step
    m.set(attempt=0, retried=False, draft=None, held=None, interlude="")
    who = stage.addressed[0] if len(stage.addressed) == 1 else -1
    text = m.fill(step.say)
    if step.touch and all(partner.touch for partner in m.state.opened.partners):
        text = f"{text} {m.fill(step.touch)}"
    match step.kind:
        case "say" | "safety":
            m.begin(Moment("say", text, who))
        case "consent":
            m.begin(Moment("ask", text, who, "answer", YES_NO))
        case "rating":
            m.begin(Moment("ask", text, who, "answer", ("zero", "three", "five", "seven", "ten")))
        case "ready":
            m.begin(Moment("ask", text, who, "answer", ("ready", "not yet")))
        case "choice" | "keep":
            labels = tuple(option.label for option in step.options)
            m.begin(Moment("ask", text, who, "dictation" if step.free else "answer", labels))
        case _:
            m.begin(Moment("ask", text, who, "dictation", budget=float(step.seconds)))


def played(m: Machine) -> None:
    """A prompt that wants no answer is over."""
    if m.state.stage.step.kind == "safety":
        m.set(phase=Phase.PRIVATE)
    elif m.state.moment.name == "farewell":
        m.end(m.state.reason)
    else:
        advance(m)


def advance(m: Machine) -> None:
    """On to the next step, or the end."""
    if m.state.position + 1 < len(m.state.plan):
        m.set(position=m.state.position + 1)
        enter(m)
        return
    chosen = [
        KEEPS.index(answer.value) for answer in m.state.answers if answer.value in KEEPS and answer.step == "keep"
    ]
    m.do(ApplyKeep(KEEPS[min(chosen)] if chosen else "agreements"))  # type: ignore[arg-type]
    m.end("completed")


def passed(m: Machine) -> None:
    """Passing needs no reason, and is recorded without a judgement."""
    record, state = m.state.record, m.state
    if state.held is not None:
        m.go_back()
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
    m.set(moment=Moment(last.moment, "Please go on.", last.partner, listening, budget=budget))
    m.say("Please go on.")
    m.set(interlude="Please go on.")


def is_answer(m: Machine, text: str, given: Command) -> bool:
    """Whether words that could be a command answer the present question instead ("break" as an option)."""
    moment, step = m.state.moment, m.state.stage.step
    if m.state.held is not None:
        return moment.name in ("stop", "return") and given not in (Command.RESUME, Command.STOP)
    if moment.listening != "answer":
        return moment.name == "more" and given is Command.DONE
    if step.kind in ("choice", "keep") and moment.name == "ask":
        return commands.choose(text, step.options) is not None
    if step.kind == "ready" and given in (Command.PASS, Command.PAUSE):
        return True
    return given is Command.DONE or (given is Command.RESUME and moment.name == "more")


def answered(m: Machine, text: str) -> None:
    """Somebody answered the present moment with `text`."""
    if m.state.held is not None:
        _aside_answered(m, text)
        return
    match m.state.stage.step.kind, m.state.moment.name:
        case _, "verdict":
            verdict(m, text)
        case _, "amend":
            corrected(m, text)
        case _, "mirror":
            mirrored(m, text)
        case _, "leave":
            _leave(m, text)
        case "consent", _:
            _consent(m, text)
        case "rating", _:
            _rating(m, text)
        case "ready", _:
            _ready(m, text)
        case "choice" | "keep", _:
            _choice(m, text)
        case "turn" | "slots", _:
            _spoken(m, text)
        case "guess", _:
            _guess(m, text)
        case "request", _:
            pledges.request(m, text)
        case "agreement", _:
            pledges.agreement(m, text)
        case "helped", _:
            m.set(kept=(*m.state.kept, Answer(m.state.stage.step.id, m.state.moment.partner, text)))
            advance(m)
        case _:
            advance(m)


def store(m: Machine, step: str, partner: int, value: str) -> None:
    m.set(answers=(*m.state.answers, Answer(step, partner, value)))


def ask(m: Machine, name: str, text: str, partner: int, phrases: tuple[str, ...] = YES_NO) -> None:
    m.begin(Moment(name, m.fill(text), partner, "answer", phrases))


def _consent(m: Machine, text: str) -> None:
    said = commands.yes_no(text)
    moment = m.state.moment
    if said is None:
        m.escalate(was_heard=True)
    elif said:
        store(m, m.state.stage.step.id, moment.partner, "yes")
        advance(m)
    else:
        ask(m, "leave", "I heard no, and that needs no reason. Shall we leave it for today?", moment.partner)


def _leave(m: Machine, text: str) -> None:
    said = commands.yes_no(text)
    if said is None:
        m.escalate(was_heard=True)
    elif said:
        m.set(reason="not_today")
        m.begin(Moment("farewell", m.fill(m.state.stage.step.refuse)))
    else:
        enter(m)


def _rating(m: Machine, text: str) -> None:
    moment, step = m.state.moment, m.state.stage.step
    if moment.name == "flooded":
        said = commands.yes_no(text)
        if said is None:
            m.escalate(was_heard=True)
        elif said:
            m.hold(Moment("return", WHEN_BACK, -1, "answer", ("half an hour", "one hour", "tomorrow")))
        else:
            advance(m)
        return
    rated = commands.rating(text)
    if rated is None:
        m.escalate(was_heard=True)
        return
    store(m, step.id, moment.partner, str(rated))
    if rated >= step.threshold:
        ask(m, "flooded", "{partner}, that is a lot to carry right now. Would you like a break first?", moment.partner)
    else:
        advance(m)


def _ready(m: Machine, text: str) -> None:
    said = commands.plain(text)
    if commands.parse(text) in (Command.PASS, Command.PAUSE) or said in ("no", "not ready"):
        m.begin(replace(m.state.moment, text="That's fine. Say ready when you are.", tries=9))
    elif "ready" in said.split() or commands.yes_no(text):
        advance(m)
    else:
        m.escalate(was_heard=True)


def _choice(m: Machine, text: str) -> None:
    step, partner = m.state.stage.step, m.state.moment.partner
    option = commands.choose(text, step.options)
    if option is not None:
        store(m, step.id, partner, option.value)
    elif step.free:
        store(m, step.id, partner, text)
    else:
        m.escalate(was_heard=True)
        return
    advance(m)


def _spoken(m: Machine, text: str) -> None:
    """A turn of one's own words: ask for what is missing, once more where it blames, then reflect."""
    state, step = m.state, m.state.stage.step
    moment = state.moment
    budget = float(step.seconds)
    if step.retry and not state.retried and _wants_retry(step.retry_on, text):
        m.set(retried=True)
        m.begin(Moment(moment.name, m.fill(step.retry), moment.partner, "dictation", budget=budget))
        m.drop_turn()
        return
    if step.kind == "slots":
        filled = slots.fill(_said(m))
        if moment.name == "ask" and not filled.when:
            m.begin(Moment("when", m.fill(step.when), moment.partner, "dictation", budget=budget))
            return
        if moment.name in ("ask", "when") and not filled.because:
            m.begin(Moment("because", m.fill(step.because), moment.partner, "dictation", budget=budget))
            return
    if step.reflect == "none":
        advance(m)
    elif step.reflect == "listener":
        listener = state.stage.listener
        text = f"{state.name(listener)}, in your own words, what did you hear?"
        m.begin(Moment("mirror", text, listener, "dictation", budget=budget))
    else:
        think(m)


def _said(m: Machine) -> str:
    return " ".join(r.text for r in m.state.turns if r.stage == m.state.position and not r.dropped)


def _wants_retry(retry_on: str, text: str) -> bool:
    return (retry_on == "blame" and slots.blames(text)) or (retry_on == "but" and slots.apology_has_but(text))


def _guess(m: Machine, text: str) -> None:
    """The listener has guessed; the speaker says whether it is close, and corrects."""
    stage = m.state.stage
    if m.state.moment.name == "ask":
        m.begin(Moment("check", m.fill(stage.step.check), stage.speaker, "answer", ("yes", "partly", "no")))
        return
    if m.state.moment.name == "check":
        said = commands.yes_no(text)
        if said is True:
            record = next(
                (r for r in reversed(m.state.turns) if r.stage == m.state.position and r.moment == "ask"), None
            )
            if record is not None:
                m.put(replace(record, verdict="heard"))
            advance(m)
        elif said is False or commands.plain(text).startswith(("partly", "a bit", "almost", "kind of", "close")):
            text = f"Thank you. {m.state.name(stage.speaker)}, what is it like for you, then?"
            m.begin(Moment("correct", text, stage.speaker, "dictation", budget=60.0))
        else:
            m.escalate(was_heard=True)
        return
    think(m)


def _aside_answered(m: Machine, text: str) -> None:
    """An answer to a pause, a break offer, or "shall we stop?"."""
    moment = m.state.moment
    match moment.name:
        case "stop":
            said = commands.yes_no(text)
            if said is None:
                m.escalate(was_heard=True)
            elif said:
                m.end("stopped")
            else:
                m.go_back()
        case "return":
            asked = commands.minutes(text)
            if asked is None and commands.yes_no(text) is False:
                m.go_back()
            elif asked is None:
                m.escalate(was_heard=True)
            else:
                m.set(return_at=m.now + 60 * min(LONGEST_BREAK, max(SHORTEST_BREAK, asked)))
                m.end("break")
        case "comfort" if commands.plain(text) in ("again", "breathe again", "breathe"):
            m.hold(replace(moment, tries=0))
        case _ if commands.yes_no(text):
            m.go_back()
        case _:
            m.escalate(was_heard=True)


def help_text(m: Machine) -> str:
    """Which words work now."""
    moment = m.state.moment
    here = f"Now you can say {commands.spoken_list(moment.phrases[:6])}. " if moment.phrases else ""
    turn = "Say done when you have finished, or not finished to go on. " if moment.listening == "dictation" else ""
    return f"{here}{turn}At any time: pause, repeat, slower, pass, back, skip, time out, trigger, or stop."
