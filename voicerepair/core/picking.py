"""Answers that pick: several options one after the other, and whose hurt is looked after."""

import re
from collections.abc import Sequence

from voicerepair.core import commands, moves
from voicerepair.core.commands import Command
from voicerepair.core.machine import Machine
from voicerepair.core.protocol import Option
from voicerepair.core.state import Moment


def named(text: str, options: Sequence[Option]) -> list[Option]:
    """Every option the text names, by its words or its number, in their own order."""
    said = commands.plain(text)
    found = [
        option
        for option in options
        if any(
            re.search(rf"\b{re.escape(commands.plain(words))}\b", said)
            for words in (option.value, option.label, *option.words)
            if commands.plain(words)
        )
    ]
    if not found and len(said.split()) <= 6:
        numbers = commands.numbers(text)
        found = [option for number, option in enumerate(options, 1) if number in numbers]
    return found


def picked(m: Machine, text: str) -> None:
    """Some of the options, then: anything else?"""
    step, moment = m.state.stage.step, m.state.moment
    if moment.name == "more" and (commands.parse(text) is Command.DONE or commands.yes_no(text) is False):
        moves.advance(m)
        return
    values = [option.value for option in named(text, step.options)]
    if not values and moment.name == "more" and commands.yes_no(text):
        _more(m)
        return
    if not values and step.free:
        values = [text]
    if not values:
        m.escalate(was_heard=True)
        return
    already = _already(m)
    for value in dict.fromkeys(values):
        if value not in already:
            moves.store(m, step.id, moment.partner, value)
            if step.kept_as:
                moves.keep(m, value)
    _more(m)


def _already(m: Machine) -> set[str]:
    step, partner = m.state.stage.step.id, m.state.moment.partner
    return {answer.value for answer in m.state.answers if answer.step == step and answer.partner == partner}


def _more(m: Machine) -> None:
    step, moment, already = m.state.stage.step, m.state.moment, _already(m)
    left = tuple(option.label for option in step.options if option.value not in already)
    if not left and not step.free:
        moves.advance(m)
        return
    listening = "dictation" if step.free else "answer"
    text = m.wording("more", moment.partner)
    m.begin(Moment("more", text, moment.partner, listening, (*left, "that is all")))


def roles(m: Machine, text: str) -> None:
    """Each is asked whether today is about their hurt, until one says yes."""
    said, moment, stage = commands.yes_no(text), m.state.moment, m.state.stage
    if said is None:
        m.escalate(was_heard=True)
    elif said:
        settle_roles(m, moment.partner)
    elif moment.name == "ask":
        moves.ask(m, "check", stage.step.check, stage.listener)
    else:
        text = m.wording("rephrase", stage.speaker) or m.opening(stage)
        m.begin(Moment("ask", text, stage.speaker, "answer", moves.YES_NO))


def settle_roles(m: Machine, hurt: int) -> None:
    """From here on the steps of the hurt and the repairing partner address the right person."""
    moves.store(m, m.state.stage.step.id, hurt, "hurt")
    m.set(hurt=hurt, plan=moves.planned(m.state.opened, hurt))
    moves.advance(m)
