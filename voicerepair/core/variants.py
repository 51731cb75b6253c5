"""Which wording of a step its partners hear: the one mechanism behind no touch, blind, deaf, far apart, plain."""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from voicerepair.core.people import Partner
from voicerepair.core.protocol import Profile, Step

PROFILES: tuple[Profile, ...] = ("deaf", "blind", "distance", "no_touch", "plain")
"""In order of precedence: a wording that cannot be heard or seen is worse than one that is not plain."""
SHARED = frozenset({"distance", "no_touch"})
"""These change the prompt for all as soon as they are true of one: nobody can hold hands alone."""

NEEDS: Mapping[str, dict[str, bool]] = {
    "no-touch": {"touch": False},
    "blind": {"sight": False},
    "deaf": {"hearing": False},
    "far-apart": {"apart": True},
    "plain": {"plain_language": True},
    "no-reminders": {"reminders": False},
    "nudges": {"nudges": True},
}
"""What people call what they need or wish for, and what it says of a partner."""


def adapted(partner: Partner, needs: Sequence[str]) -> Partner:
    """The partner with those of `NEEDS`."""
    for need in needs:
        partner = replace(partner, **NEEDS[need])
    return partner


def profiles(partner: Partner) -> set[Profile]:
    """What is true of a partner."""
    found: dict[Profile, bool] = {
        "deaf": not partner.hearing,
        "blind": not partner.sight,
        "distance": partner.apart,
        "no_touch": not partner.touch,
        "plain": partner.plain_language,
    }
    return {profile for profile, is_true in found.items() if is_true}


def in_force(partners: Sequence[Partner], addressed: Sequence[int]) -> tuple[Profile, ...]:
    """The profiles a prompt to `addressed` (indexes) must suit, most important first."""
    own = {profile for index in addressed for profile in profiles(partners[index])}
    shared = {profile for partner in partners for profile in profiles(partner)} & SHARED
    return tuple(profile for profile in PROFILES if profile in own | shared)


def text(step: Step, key: str, wanted: Sequence[Profile]) -> str:
    """The step's prompt of that key for those profiles."""
    for profile in wanted:
        found = getattr(step.variants.get(profile), key, None)
        if found is not None:
            return str(found)
    if key == "touch" and SHARED & set(wanted):
        return ""
    return str(getattr(step, key))


def lines(step: Step, wanted: Sequence[Profile]) -> tuple[str, ...]:
    """The lines of a calm step for those profiles."""
    for profile in wanted:
        variant = step.variants.get(profile)
        if variant is not None and variant.lines is not None:
            return variant.lines
    return step.lines


def opening(step: Step, wanted: Sequence[Profile]) -> str:
    """What is said when the step begins: `say`, with `touch` before its last sentence where an answer is wanted."""
    say, touch = text(step, "say", wanted), text(step, "touch", wanted)
    if not touch:
        return say
    sentences = re.split(r"(?<=[.?!]) +", say.strip())
    if step.kind == "say" or len(sentences) < 2:
        return f"{say} {touch}"
    return " ".join((*sentences[:-1], touch, sentences[-1]))
