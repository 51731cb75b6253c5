"""What an answer means for each simple kind of step, and in an aside."""

from msgspec.structs import replace

from voicerepair.core import commands, moves, nudges
from voicerepair.core.commands import Command
from voicerepair.core.machine import Machine
from voicerepair.core.reflecting import think
from voicerepair.core.reflection import slots
from voicerepair.core.state import Moment

WHEN_BACK = "Let's take a break of at least twenty minutes. When shall we come back?"
SHORTEST_BREAK, LONGEST_BREAK = 20, 24 * 60
"""Minutes. Under twenty the body is still flooded; after a day the issue drifts (Gottman, "flooding")."""


def consent(m: Machine, text: str) -> None:
    said = commands.yes_no(text)
    moment = m.state.moment
    if said is None:
        m.escalate(was_heard=True)
    elif said:
        moves.store(m, m.state.stage.step.id, moment.partner, "yes")
        moves.advance(m)
    else:
        moves.ask(m, "leave", "I heard no, and that needs no reason. Shall we leave it for today?", moment.partner)


def leave(m: Machine, text: str) -> None:
    said = commands.yes_no(text)
    if said is None:
        m.escalate(was_heard=True)
    elif said:
        moves.take_leave(m)
    else:
        moves.enter(m)


def offered(m: Machine, text: str) -> None:
    said = commands.yes_no(text)
    if said is None:
        m.escalate(was_heard=True)
    elif said:
        moves.start(m)
    else:
        moves.left_out(m)


def booking(m: Machine, text: str) -> None:
    """A booked return: the session breaks off and goes on with the step after this one."""
    asked = commands.minutes(text)
    if asked is None and (commands.yes_no(text) is False or "no break" in commands.plain(text)):
        moves.store(m, m.state.stage.step.id, -1, "no break")
        moves.advance(m)
    elif asked is None:
        m.escalate(was_heard=True)
    else:
        moves.store(m, m.state.stage.step.id, -1, "booked")
        book(m, asked)
        m.set(position=min(m.state.position + 1, len(m.state.plan) - 1))


def book(m: Machine, asked: int) -> None:
    """Break off until `asked` minutes from now, within what is good for a break."""
    m.set(return_at=m.now + 60 * min(LONGEST_BREAK, max(SHORTEST_BREAK, asked)))
    m.end("break")


def rating(m: Machine, text: str) -> None:
    moment, step = m.state.moment, m.state.stage.step
    if moment.name == "flooded":
        said = commands.yes_no(text)
        if said is None:
            m.escalate(was_heard=True)
        elif said:
            m.hold(Moment("return", WHEN_BACK, -1, "answer", moves.BREAKS))
        else:
            moves.advance(m)
        return
    rated = commands.rating(text)
    if rated is None:
        m.escalate(was_heard=True)
        return
    moves.store(m, step.id, moment.partner, str(rated))
    if rated >= step.threshold:
        moves.ask(
            m, "flooded", "{partner}, that is a lot to carry right now. Would you like a break first?", moment.partner
        )
    else:
        moves.advance(m)


def ready(m: Machine, text: str) -> None:
    said = commands.plain(text)
    if commands.parse(text) in (Command.PASS, Command.PAUSE) or said in ("no", "not ready"):
        m.begin(replace(m.state.moment, text="That's fine. Say ready when you are.", tries=9))
    elif "ready" in said.split() or commands.yes_no(text):
        moves.advance(m)
    else:
        m.escalate(was_heard=True)


def choice(m: Machine, text: str) -> None:
    step, partner = m.state.stage.step, m.state.moment.partner
    option = commands.choose(text, step.options)
    if option is None and not step.free:
        m.escalate(was_heard=True)
        return
    value = text if option is None else option.value
    moves.store(m, step.id, partner, value)
    if step.kept_as:
        moves.keep(m, value)
    moves.advance(m)


def spoken(m: Machine, text: str) -> None:
    """A turn of one's own words: ask for what is missing, once more where it blames, then reflect."""
    state, step = m.state, m.state.stage.step
    moment = state.moment
    budget = float(step.seconds)
    if step.retry and not state.retried and _wants_retry(m, step.retry_on, text):
        _once_more(m, m.wording("retry"))
        return
    if nudges.wants_nudge(m, text):
        _once_more(m, nudges.NUDGE)
        return
    nudges.remind(m, text)
    if step.kind == "slots":
        filled = slots.fill(_said(m))
        if moment.name == "ask" and not filled.when:
            m.begin(Moment("when", m.wording("when", moment.partner), moment.partner, "dictation", budget=budget))
            return
        if moment.name in ("ask", "when") and not filled.because:
            m.begin(Moment("because", m.wording("because", moment.partner), moment.partner, "dictation", budget=budget))
            return
    if step.reflect == "none":
        moves.advance(m)
    elif step.reflect == "listener":
        listener = state.stage.listener
        text = m.t("{name}, in your own words, what did you hear?", name=state.name(listener))
        m.begin(Moment("mirror", text, listener, "dictation", budget=budget))
    else:
        think(m)


def _once_more(m: Machine, text: str) -> None:
    """The same question once more; what was said before does not count."""
    moment = m.state.moment
    m.drop_turn()
    m.set(retried=True)
    budget = float(m.state.stage.step.seconds)
    m.begin(Moment(moment.name, text, moment.partner, "dictation", budget=budget))


def _said(m: Machine) -> str:
    return " ".join(r.text for r in m.state.turns if r.stage == m.state.position and not r.dropped)


def _wants_retry(m: Machine, retry_on: str, text: str) -> bool:
    return (retry_on == "blame" and nudges.blames(m, text)) or (retry_on == "but" and nudges.has_but(m, text))


def guess(m: Machine, text: str) -> None:
    """The listener has guessed; the speaker says whether it is close, and corrects."""
    stage = m.state.stage
    if m.state.moment.name == "ask":
        nudges.remind(m, text, is_listener=True)
        m.begin(Moment("check", m.wording("check", stage.speaker), stage.speaker, "answer", ("yes", "partly", "no")))
        return
    if m.state.moment.name == "check":
        said = commands.yes_no(text)
        if said is True:
            record = next(
                (r for r in reversed(m.state.turns) if r.stage == m.state.position and r.moment == "ask"), None
            )
            if record is not None:
                m.put(replace(record, verdict="heard"))
            moves.advance(m)
        elif said is False or commands.plain(text).startswith(("partly", "a bit", "almost", "kind of", "close")):
            text = m.t("Thank you. {name}, what is it like for you, then?", name=m.state.name(stage.speaker))
            m.begin(Moment("correct", text, stage.speaker, "dictation", budget=60.0))
        else:
            m.escalate(was_heard=True)
        return
    think(m)


def aside_answered(m: Machine, text: str) -> None:
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
        case "floor":
            m.go_back()
        case "return":
            asked = commands.minutes(text)
            if asked is None and commands.yes_no(text) is False:
                m.go_back()
            elif asked is None:
                m.escalate(was_heard=True)
            else:
                book(m, asked)
        case "comfort" if commands.plain(text) in ("again", "breathe again", "breathe"):
            m.hold(replace(moment, tries=0))
        case _ if commands.yes_no(text):
            m.go_back()
        case _:
            m.escalate(was_heard=True)


def help_text(m: Machine) -> str:
    """Which words work now."""
    moment = m.state.moment
    phrases = m.joined(moment.phrases[:6], "or")
    here = m.t("Now you can say {phrases}. ", phrases=phrases) if phrases else ""
    is_turn = moment.listening == "dictation"
    turn = m.t("Say done when you have finished, or not finished to go on. ") if is_turn else ""
    return here + turn + m.t("At any time: pause, repeat, slower, pass, back, skip, time out, trigger, or stop.")
