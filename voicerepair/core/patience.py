"""How long to wait in a silence before a turn counts as over: learnt from the speaker's own pauses. Pure."""

import itertools
from collections.abc import Iterable, Sequence

from voicerepair.core.turns import Span

LEAST_SECONDS, MOST_SECONDS = 1.0, 20.0
ENOUGH = 8
"""Fewer pauses say nothing about a person."""
KEPT = 60
SHORTEST = 0.3
"""Shorter silences are not pauses but part of speaking."""
MARGIN = 1.25
"""A pause longer than nearly all so far comes again: somebody cut off once does not go on."""
LONGEST_PART = 0.98


def pauses(spans: Iterable[Span]) -> tuple[float, ...]:
    """The silences, in seconds, within the turn that has these voiced spans."""
    ordered = sorted(spans)
    gaps = (after[0] - before[1] for before, after in itertools.pairwise(ordered))
    return tuple(gap for gap in gaps if gap >= SHORTEST)


def remembered(known: Sequence[float], new: Sequence[float]) -> tuple[float, ...]:
    """The last `KEPT` pauses."""
    return (*known, *new)[-KEPT:]


def learnt(known: Sequence[float], chosen: float) -> float:
    """The patience for somebody with these pauses, seconds.

    Never below what was `chosen` (2.5 s unless they said otherwise), since waiting costs less than cutting off;
    0, which is never, stays never.
    """
    if chosen <= 0 or len(known) < ENOUGH:
        return chosen
    ordered = sorted(known)
    long_pause = ordered[min(len(ordered) - 1, int(LONGEST_PART * len(ordered)))]
    return min(max(chosen, LEAST_SECONDS, long_pause * MARGIN), max(chosen, MOST_SECONDS))
