"""What is told of a session afterwards, and to whom: one document that every format is made from."""

import datetime
from collections.abc import Collection
from typing import Literal

import msgspec
from msgspec.structs import replace

from voicerepair.core.anonymise import anonymised
from voicerepair.core.machine import quoted
from voicerepair.core.review import HEADINGS, HEARD, OUTCOMES, Review, followup_line, kept_lines

Audience = Literal["us", "facilitator", "anonymised"]
ENDINGS = {
    "completed": "To the end", "stopped": "Stopped; it can go on", "break": "A break", "not_today": "Not today",
    "open": "Not finished; it can go on",
}  # fmt: skip
NOT_A_SCORE = "Time really spoken. There is no right share."


class Bar(msgspec.Struct, frozen=True):
    """A row of a chart; `part` is 0 to 1, `figure` says it in words."""

    label: str
    part: float
    figure: str


class Stretch(msgspec.Struct, frozen=True):
    """A turn on the timeline: whose (an index of partners), when since the start and how long, seconds."""

    partner: int
    start: float
    seconds: float
    what: str


class Table(msgspec.Struct, frozen=True):
    """Rows of cells under their headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """A heading and what is under it."""

    heading: str
    lines: tuple[str, ...] = ()
    bars: tuple[Bar, ...] = ()
    table: Table | None = None
    has_timeline: bool = False
    note: str = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """The document. `shown` is the review that it tells of, with what the audience may not see taken out."""

    title: str
    lead: str
    sections: tuple[Section, ...]
    stretches: tuple[Stretch, ...]
    shown: Review


def shown(outcome: Review, audience: Audience, shipped: Collection[str] = ()) -> Review:
    """The review as that audience may see it. `shipped`: ids of the protocols that everybody has."""
    if audience == "anonymised":
        return anonymised(outcome, shipped)
    if audience == "facilitator":
        return outcome
    return replace(outcome, marks=(), facilitator_notes=())


def report(outcome: Review, audience: Audience, shipped: Collection[str] = ()) -> Report:
    """The report of a session for that audience."""
    seen = shown(outcome, audience, shipped)
    start = 0.0 if audience == "anonymised" else seen.started_at
    began = datetime.datetime.fromtimestamp(seen.started_at, datetime.UTC if audience == "anonymised" else None)
    when = f"{began:%B %Y}" if audience == "anonymised" else f"{began:%A} {began.day} {began:%B %Y, %H:%M}"
    sections = (
        *_agreements(seen, audience), *_before(seen, audience), *_kept(seen, audience), _turns(seen), _room(seen),
        _timeline(seen, start), _words(seen, start), *_facilitator(seen, start),
    )  # fmt: skip
    guide = f" Guided by {seen.facilitator}." if seen.facilitator else ""
    back = f" Back {_day(seen.return_at)}." if seen.return_at else ""
    ending = ENDINGS.get(seen.state, seen.state)
    return Report(
        title=f"{seen.title}: {_joined(seen.partners)}",
        lead=f"{when}. {_minutes(seen.seconds)}. {ending}.{guide}{back}",
        sections=tuple(section for section in sections if section is not None),
        stretches=tuple(
            Stretch(seen.partners.index(turn.partner), max(0.0, turn.at - start), turn.talk_ms / 1000, _step(turn.step))
            for turn in seen.turns
        ),
        shown=seen,
    )


def clock(seconds: float) -> str:
    """ "2:05"."""
    whole = max(0, round(seconds))
    return f"{whole // 60}:{whole % 60:02d}"


def _agreements(seen: Review, audience: Audience) -> list[Section]:
    if not seen.agreements:
        note = "None this time. We differ, and understand why, is an ending too."
        return [Section(heading="Agreements", note=note)]
    if audience == "anonymised":
        by = [f"{owner}: {sum(item.owner == owner for item in seen.agreements)}"
              for owner in dict.fromkeys(item.owner for item in seen.agreements)]  # fmt: skip
        everyone = sum(len(item.confirmed_by) == len(seen.partners) for item in seen.agreements)
        return [Section(heading="Agreements", lines=tuple(by), note=f"{everyone} confirmed by everyone.")]
    lines = []
    for item in seen.agreements:
        when = f", {item.due}" if item.due else ""
        lines.append(f"{item.owner}: “{quoted(item.text)}”{when}. {_joined(item.confirmed_by)} said yes.")
    return [Section(heading="Agreements", lines=tuple(lines))]


def _before(seen: Review, audience: Audience) -> list[Section]:
    if not seen.followups:
        return []
    if audience == "anonymised":
        counts = {said: sum(entry.outcome == key for entry in seen.followups) for key, said in OUTCOMES.items()}
        lines = tuple(f"{said}: {count}" for said, count in counts.items() if count)
    else:
        lines = tuple(map(followup_line, seen.followups))
    return [Section(heading="Agreements from before", lines=lines)]


def _kept(seen: Review, audience: Audience) -> list[Section]:
    if audience == "anonymised":
        counts = {said: sum(entry.heading == key for entry in seen.kept) for key, said in HEADINGS.items()}
        lines = tuple(f"{said}: {count}" for said, count in counts.items() if count)
        return [Section(heading="Things named", lines=lines)] if lines else []
    return [Section(heading=heading, lines=tuple(lines)) for heading, lines in kept_lines(seen).items()]


def _turns(seen: Review) -> Section:
    counts = {said: seen.heard.get(key, 0) for key, said in HEARD.items()}
    whole = sum(counts.values())
    bars = tuple(
        Bar(said[:1].upper() + said[1:], count / whole, f"{count} turn{'' if count == 1 else 's'}")
        for said, count in counts.items()
        if count
    )
    return Section(heading="Turns", bars=bars, note="" if bars else "None yet.")


def _room(seen: Review) -> Section:
    """Talk time as room that each had, and quiet as room to think: an opportunity, never a score."""
    talked = sum(seen.talk_ms.values()) / 1000
    bars = [
        Bar(name, seen.talk_share[name], f"{clock(seen.talk_ms[name] / 1000)} min, {seen.talk_share[name]:.0%}")
        for name in seen.partners
    ]
    quiet = max(0.0, seen.seconds - talked)
    rest = f" The other {clock(quiet)} minutes were listening, thinking, and the guide's voice."
    if not talked:
        return Section(
            heading="Room to speak", note="Everything was typed or picked." if seen.turns else "Nobody spoke."
        )
    return Section(heading="Room to speak", bars=tuple(bars), note=f"{NOT_A_SCORE}{rest}")


def _timeline(seen: Review, start: float) -> Section | None:
    if not seen.turns:
        return None
    rows = tuple(
        (
            clock(turn.at - start),
            turn.partner,
            _step(turn.step),
            clock(turn.talk_ms / 1000) if turn.talk_ms else "typed",
            HEARD.get(turn.verdict, ""),
        )
        for turn in seen.turns
    )
    return Section(
        heading="How it went", table=Table(("At", "Who", "Step", "Spoke", "Outcome"), rows), has_timeline=True
    )


def _words(seen: Review, start: float) -> Section | None:
    """Turn by turn, while the words are kept."""
    lines = []
    for turn in seen.turns:
        if turn.words:
            reflected = f" Reflected: {turn.reflection}" if turn.reflection else ""
            lines.append(f"{clock(turn.at - start)} {turn.partner}: “{quoted(turn.words)}”.{reflected}")
    return Section(heading="What was said", lines=tuple(lines)) if lines else None


def _facilitator(seen: Review, start: float) -> list[Section]:
    found = []
    if seen.readiness:
        lines = tuple(f"{name}: {said} of 10" for name, said in seen.readiness.items())
        found.append(Section(heading="Ready to begin", lines=lines))
    if seen.marks:
        lines = tuple(
            f"{clock(mark.at - start)}, {_step(mark.step)}{f': {mark.text}' if mark.text else ''}"
            for mark in seen.marks
        )
        found.append(Section(heading="Marked moments", lines=lines))
    if seen.facilitator_notes:
        found.append(Section(heading="The facilitator's notes", lines=seen.facilitator_notes))
    return found


def _step(name: str) -> str:
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]


def _minutes(seconds: float) -> str:
    whole = max(1, round(seconds / 60))
    return f"{whole} minute{'' if whole == 1 else 's'}"


def _day(at: float) -> str:
    day = datetime.datetime.fromtimestamp(at)
    return f"on {day:%A} {day.day} {day:%B, %H:%M}"


def _joined(names: Collection[str]) -> str:
    listed = list(names)
    return f"{', '.join(listed[:-1])} and {listed[-1]}" if len(listed) > 1 else "".join(listed)
