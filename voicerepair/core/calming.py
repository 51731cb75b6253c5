"""Calm steps: lines with silence between them, as often as the partners wish."""

from voicerepair.core import commands, moves
from voicerepair.core.commands import Command
from voicerepair.core.machine import Machine
from voicerepair.core.state import Moment


def played(m: Machine) -> None:
    """A line, or the introduction, is over: wait in silence, then go on."""
    if m.state.moment.name == "line":
        m.timer("gap", m.now + m.state.stage.step.gap_seconds)
    else:
        _say(m, 0)


def next_line(m: Machine) -> None:
    """The silence is over."""
    if m.state.line + 1 < len(m.lines()):
        _say(m, m.state.line + 1)
    else:
        text = m.wording("check")
        m.begin(Moment("more", text, moves.addressee(m), "answer", ("go on", "once more")))


def _say(m: Machine, number: int) -> None:
    m.begin(Moment("line", m.fill(m.lines()[number]), moves.addressee(m)))
    m.set(line=number)


def answered(m: Machine, text: str) -> None:
    """Once more, or on to the next step."""
    said = commands.yes_no(text)
    if commands.parse(text) is Command.REPEAT or "again" in commands.plain(text).split():
        _say(m, 0)
    elif said or commands.parse(text) in (Command.RESUME, Command.DONE):
        moves.advance(m)
    elif said is False:
        _say(m, 0)
    else:
        m.escalate(was_heard=True)
