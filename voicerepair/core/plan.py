"""A protocol opened out into stages: who speaks, who is addressed, and whether a stage applies at all."""

import re
from collections.abc import Callable, Sequence

import msgspec

from voicerepair.core.people import Partner
from voicerepair.core.protocol import Protocol, Step

CONDITION = re.compile(r"(own )?([a-z][a-z0-9_]*) (>=|<=|>|<|is not|is) (.{1,60})")
"""`STEP >= NUMBER`, `STEP is WORDS`; with `own` it looks only at the answer of the person addressed."""
LISTENING = frozenset({"ready", "guess"})
"""Kinds in which the person addressed is the one who listens."""


class Stage(msgspec.Struct, frozen=True):
    """A step with its roles settled: `speaker`, `listener` and `addressed` are indexes of partners.

    `item` counts what a step is repeated over: the open agreement of a followup.
    """

    step: Step
    speaker: int
    addressed: tuple[int, ...]
    listener: int
    item: int = 0


def plan(
    protocol: Protocol, partners: Sequence[Partner], starter: int, hurt: int = -1, owners: Sequence[int] = ()
) -> tuple[Stage, ...]:
    """The protocol as it will be run: parts repeated for each speaker, `each` opened out.

    The starter speaks first in every other part, so that neither always has the last word. `hurt` is whose hurt
    is looked after (the starter's until that is settled); it changes roles, never the number of stages.
    `owners` of the open agreements (-1: everyone's) open out a followup; without any it falls away.
    """
    order = tuple((starter + offset) % len(partners) for offset in range(len(partners)))
    hurt = order[0] if hurt < 0 else hurt
    stages: list[Stage] = []
    steps = protocol.step
    position = parts = 0
    while position < len(steps):
        end = position + 1
        part, speakers, rounds = steps[position].part, order[:1], 1
        if part:
            while end < len(steps) and steps[end].part == part:
                end += 1
            rounds = steps[position].rounds
            speakers = order[1:] + order[:1] if parts % 2 else order
            parts += 1
        for speaker in speakers * rounds:
            for step in steps[position:end]:
                stages.extend(_stages(step, speaker, order, hurt, owners))
        position = end
    return tuple(stages)


def _stages(step: Step, speaker: int, order: tuple[int, ...], hurt: int, owners: Sequence[int]) -> list[Stage]:
    def after(partner: int) -> int:
        return order[(order.index(partner) + 1) % len(order)]

    if step.kind == "followup":
        return [
            Stage(step, max(owner, 0), (owner,) if owner >= 0 else order, after(max(owner, 0)), item)
            for item, owner in enumerate(owners)
        ]
    if step.kind == "roles":
        return [Stage(step, order[0], order[:1], after(order[0]))]
    match step.who:
        case "each":
            return [Stage(step, index, (index,), after(index)) for index in order]
        case "speaker":
            return [Stage(step, speaker, (speaker,), after(speaker))]
        case "listener":
            return [Stage(step, speaker, (after(speaker),), after(speaker))]
        case "others":
            return [Stage(step, speaker, tuple(index for index in order if index != speaker), after(speaker))]
        case "hurt" | "repairing":
            addressed = hurt if step.who == "hurt" else after(hurt)
            speaking = after(addressed) if step.kind in LISTENING else addressed
            return [Stage(step, speaking, (addressed,), after(speaking))]
        case _:
            return [Stage(step, speaker, order, after(speaker))]


def holds(condition: str, answers: Callable[[str, int], Sequence[str]], addressed: Sequence[int]) -> bool:
    """Whether a step's `only_if` is met. `answers(step, partner)` gives last answers, of everyone for partner -1."""
    found = CONDITION.fullmatch(condition)
    if found is None:
        return True
    own, step, operator, wanted = found.groups()
    asked = addressed if own and len(addressed) == 1 else (-1,)
    values = [value for partner in asked for value in answers(step, partner)]
    if operator == "is not":
        return all(value != wanted for value in values)
    return any(_compares(value, operator, wanted) for value in values)


def _compares(value: str, operator: str, wanted: str) -> bool:
    if operator == "is":
        return value == wanted
    if not (value.isdecimal() and wanted.isdecimal()):
        return False
    left, right = int(value), int(wanted)
    return {">=": left >= right, "<=": left <= right, ">": left > right, "<": left < right}[operator]
