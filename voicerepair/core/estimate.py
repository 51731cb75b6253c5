"""About how long a protocol takes: what the voice says, and what people usually say to it."""

import msgspec

from voicerepair.core.people import Partner
from voicerepair.core.plan import plan
from voicerepair.core.protocol import Protocol, Step
from voicerepair.core.variants import opening

WORDS_A_MINUTE = 165
"""The voice's usual rate."""


class _Pace(msgspec.Struct, frozen=True):
    """How quick people are: the part of its talk time that a turn takes, seconds to think, and for a short answer."""

    used: float
    thinking: float
    answer: float


_PACES = (_Pace(0.35, 4.0, 4.0), _Pace(1.0, 12.0, 7.0))
"""In no hurry to say much, and with much to say."""
_GAP, _SAFETY, _SHORT_TALK = 1.5, 25.0, 20.0
_TALKED = frozenset({"turn", "slots", "guess", "request", "agreement", "helped"})
_BRIEF = frozenset({"request", "agreement", "helped"})


class Estimate(msgspec.Struct, frozen=True, kw_only=True):
    """Seconds, of a quick session and of one that takes its time; `stages` counts what is asked and said."""

    shortest: float
    longest: float
    stages: int


def estimate(protocol: Protocol, partners: int) -> Estimate:
    """How long it takes with that many partners, without breaks."""
    people = [Partner(name="Ana")] * partners
    stages = plan(protocol, people, 0)
    totals = [0.0, 0.0]
    for stage in stages:
        for index, pace in enumerate(_PACES):
            is_left_out = index == 0 and (stage.step.offer or stage.step.only_if)
            totals[index] += 0.0 if is_left_out else _seconds(stage.step, pace, partners)
    return Estimate(shortest=totals[0], longest=totals[1], stages=len(stages))


def spoken_seconds(text: str) -> float:
    """How long the voice takes for that."""
    return 60 * len(text.split()) / WORDS_A_MINUTE


def _seconds(step: Step, pace: _Pace, partners: int) -> float:
    said = spoken_seconds(opening(step, ())) + _GAP
    match step.kind:
        case "say":
            return said
        case "safety":
            return said + _SAFETY * partners
        case "calm":
            return said + sum(spoken_seconds(line) + step.gap_seconds for line in step.lines) + pace.answer
        case "pick":
            return said + 2 * (pace.answer + pace.thinking) + spoken_seconds(step.more)
        case kind if kind not in _TALKED:
            return said + pace.answer
    talk = pace.thinking + min(pace.used * step.seconds, _SHORT_TALK if step.kind in _BRIEF else step.seconds)
    asides = sum(
        spoken_seconds(text) + pace.answer for text in (step.when, step.because, step.check, step.more) if text
    )
    if step.kind == "agreement":
        asides += pace.answer * (partners if step.confirm == "everyone" else 1)
    reflected = {"none": 0.0, "app": 8.0 + pace.answer, "listener": 8.0 + pace.answer + talk}[step.reflect]
    return said + talk + asides + reflected
