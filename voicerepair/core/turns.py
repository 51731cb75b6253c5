"""Turns of a recording: voiced spans and words, gathered by silence, or by who had the floor when that is known."""

import itertools
from collections.abc import Iterable, Sequence

import msgspec

from voicerepair.core.words import Word

Span = tuple[float, float]

TURN_GAP_SECONDS = 0.8
"""Silence that ends a turn where nobody says who has the floor. It gives about as many turns as there are.

No figure gives the right ones: people pause longer inside their turns than others wait to answer.
"""
SCRAP_SECONDS = 0.1
"""Less speech than this at the edge of a floor belongs to the neighbour."""


class Floor(msgspec.Struct, frozen=True):
    """Somebody had the floor from `start` to `end`, seconds."""

    speaker: str
    start: float
    end: float


class Turn(msgspec.Struct, kw_only=True):
    """What was said in one go. Seconds from the beginning of the recording; `speaker` only where it is known."""

    start: float
    end: float
    speech_seconds: float
    speech: list[Span]
    text: str = ""
    speaker: str | msgspec.UnsetType = msgspec.UNSET


class Together(msgspec.Struct, frozen=True):
    """When two people each have a microphone: `overlap_seconds` in which both spoke, and who took over from whom.

    `interruptions` counts for each speaker the stretches that began while another spoke and outlasted the other's:
    a short "yes" in between is none. Neither good nor bad: in a lively talk both do.
    """

    overlap_seconds: float
    interruptions: dict[str, int]


def together(turns: Sequence[Turn]) -> Together:
    """Of turns whose speakers are known."""
    spans = sorted(
        (span, turn.speaker)
        for turn in turns
        if not isinstance(turn.speaker, msgspec.UnsetType)
        for span in turn.speech
    )
    interruptions = dict.fromkeys(sorted({speaker for _, speaker in spans}), 0)
    overlap = 0.0
    for (first, one), (second, other) in itertools.combinations(spans, 2):
        shared = min(first[1], second[1]) - second[0]
        if one != other and shared > SCRAP_SECONDS:
            overlap += shared
            interruptions[other] += second[1] > first[1]
    return Together(round(overlap, 3), interruptions)


def by_silence(spans: Iterable[Span], words: Sequence[Word], gap: float, speaker: str = "") -> list[Turn]:
    """Turns with no gap longer than `gap` seconds inside."""
    groups: list[list[Span]] = []
    for span in spans:
        if groups and span[0] - groups[-1][-1][1] <= gap:
            groups[-1].append(span)
        else:
            groups.append([span])
    edges = [(before[-1][1] + after[0][0]) / 2 for before, after in itertools.pairwise(groups)]
    limits = zip([float("-inf"), *edges], [*edges, float("inf")], strict=True) if groups else ()
    return [_turn(group, words, limit, speaker) for group, limit in zip(groups, limits, strict=True)]


def by_floor(spans: Sequence[Span], words: Sequence[Word], floors: Iterable[Floor]) -> list[Turn]:
    """One turn for each floor in which anything was said."""
    turns = []
    for floor in floors:
        inside = [(max(start, floor.start), min(end, floor.end)) for start, end in spans]
        said = [(start, end) for start, end in inside if end - start > SCRAP_SECONDS]
        if said:
            turns.append(_turn(said, words, (floor.start, floor.end), floor.speaker))
    return turns


def _turn(spans: list[Span], words: Sequence[Word], limits: Span, speaker: str) -> Turn:
    speech = [(round(start, 3), round(end, 3)) for start, end in spans]
    return Turn(
        start=speech[0][0],
        end=speech[-1][1],
        speech_seconds=round(sum(end - start for start, end in speech), 3),
        speech=speech,
        text=" ".join(word.text for word in words if limits[0] <= (word.start + word.end) / 2 < limits[1]),
        speaker=speaker or msgspec.UNSET,
    )
