"""What is told of a session afterwards, and to whom: one document that every format is made from."""

import datetime
from collections.abc import Collection
from typing import Literal

import msgspec
from msgspec.structs import replace

from voicerepair.core.anonymise import anonymised
from voicerepair.core.language import Say, in_english
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


def report(outcome: Review, audience: Audience, shipped: Collection[str] = (), t: Say = in_english) -> Report:
    """The report of a session for that audience. `t` gives it in the interface's language."""
    seen = shown(outcome, audience, shipped)
    start = 0.0 if audience == "anonymised" else seen.started_at
    began = datetime.datetime.fromtimestamp(seen.started_at, datetime.UTC if audience == "anonymised" else None)
    month = t(f"{began:%B}")
    when = f"{month} {began.year}" if audience == "anonymised" else f"{_day(began, t)} {began.year}, {began:%H:%M}"
    sections = (
        *_agreements(seen, audience, t), *_before(seen, audience, t), *_kept(seen, audience, t), _turns(seen, t),
        _room(seen, t),        _timeline(seen, start, t), _words(seen, start, t), *_facilitator(seen, start, t),
    )  # fmt: skip
    guide = t(" Guided by {facilitator}.", facilitator=t(seen.facilitator)) if seen.facilitator else ""
    returns = datetime.datetime.fromtimestamp(seen.return_at)
    back = t(" Back on {day}, {time}.", day=_day(returns, t), time=f"{returns:%H:%M}") if seen.return_at else ""
    ending = t(ENDINGS.get(seen.state, seen.state))
    return Report(
        title=f"{t(seen.title)}: {_joined(seen.partners, t)}",
        lead=f"{when}. {_minutes(seen.seconds, t)}. {ending}.{guide}{back}",
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


def _agreements(seen: Review, audience: Audience, t: Say) -> list[Section]:
    if not seen.agreements:
        note = t("None this time. We differ, and understand why, is an ending too.")
        return [Section(heading=t("Agreements"), note=note)]
    if audience == "anonymised":
        by = [f"{t(owner)}: {sum(item.owner == owner for item in seen.agreements)}"
              for owner in dict.fromkeys(item.owner for item in seen.agreements)]  # fmt: skip
        everyone = sum(len(item.confirmed_by) == len(seen.partners) for item in seen.agreements)
        return [
            Section(heading=t("Agreements"), lines=tuple(by), note=t("{count} confirmed by everyone.", count=everyone))
        ]
    lines = []
    for item in seen.agreements:
        when = f", {item.due}" if item.due else ""
        what = {"owner": t(item.owner), "text": quoted(item.text), "when": when, "names": _joined(item.confirmed_by, t)}
        lines.append(t("{owner}: “{text}”{when}. {names} said yes.", **what))
    return [Section(heading=t("Agreements"), lines=tuple(lines))]


def _before(seen: Review, audience: Audience, t: Say) -> list[Section]:
    if not seen.followups:
        return []
    if audience == "anonymised":
        counts = {said: sum(entry.outcome == key for entry in seen.followups) for key, said in OUTCOMES.items()}
        lines = tuple(f"{t(said)}: {count}" for said, count in counts.items() if count)
    else:
        lines = tuple(followup_line(entry, t) for entry in seen.followups)
    return [Section(heading=t("Agreements from before"), lines=lines)]


def _kept(seen: Review, audience: Audience, t: Say) -> list[Section]:
    if audience == "anonymised":
        counts = {said: sum(entry.heading == key for entry in seen.kept) for key, said in HEADINGS.items()}
        lines = tuple(f"{t(said)}: {count}" for said, count in counts.items() if count)
        return [Section(heading=t("Things named"), lines=lines)] if lines else []
    return [Section(heading=t(heading), lines=tuple(lines)) for heading, lines in kept_lines(seen).items()]


def _turns(seen: Review, t: Say) -> Section:
    counts = {said: seen.heard.get(key, 0) for key, said in HEARD.items()}
    whole = sum(counts.values())
    bars = tuple(
        Bar(_capital(t(said)), count / whole, t("1 turn") if count == 1 else t("{count} turns", count=count))
        for said, count in counts.items()
        if count
    )
    return Section(heading=t("Turns"), bars=bars, note="" if bars else t("None yet."))


def _room(seen: Review, t: Say) -> Section:
    """Talk time as room that each had, and quiet as room to think: an opportunity, never a score."""
    talked = sum(seen.talk_ms.values()) / 1000
    bars = [
        Bar(name, seen.talk_share[name], f"{clock(seen.talk_ms[name] / 1000)} min, {seen.talk_share[name]:.0%}")
        for name in seen.partners
    ]
    quiet = max(0.0, seen.seconds - talked)
    rest = t(" The other {time} minutes were listening, thinking, and the guide's voice.", time=clock(quiet))
    if not talked:
        return Section(
            heading=t("Room to speak"), note="Everything was typed or picked." if seen.turns else "Nobody spoke."
        )
    return Section(heading=t("Room to speak"), bars=tuple(bars), note=f"{t(NOT_A_SCORE)}{rest}")


def _timeline(seen: Review, start: float, t: Say) -> Section | None:
    if not seen.turns:
        return None
    rows = tuple(
        (
            clock(turn.at - start),
            turn.partner,
            _step(turn.step),
            clock(turn.talk_ms / 1000) if turn.talk_ms else t("typed"),
            t(HEARD[turn.verdict]) if turn.verdict else "",
        )
        for turn in seen.turns
    )
    return Section(
        heading=t("How it went"),
        table=Table((t("At"), t("Who"), t("Step"), t("Spoke"), t("Outcome")), rows),
        has_timeline=True,
    )


def _words(seen: Review, start: float, t: Say) -> Section | None:
    """Turn by turn, while the words are kept."""
    lines = []
    for turn in seen.turns:
        if turn.words:
            reflected = t(" Reflected: {reflection}", reflection=turn.reflection) if turn.reflection else ""
            lines.append(f"{clock(turn.at - start)} {turn.partner}: “{quoted(turn.words)}”.{reflected}")
    return Section(heading=t("What was said"), lines=tuple(lines)) if lines else None


def _facilitator(seen: Review, start: float, t: Say) -> list[Section]:
    found = []
    if seen.readiness:
        lines = tuple(t("{name}: {said} of 10", name=name, said=said) for name, said in seen.readiness.items())
        found.append(Section(heading=t("Ready to begin"), lines=lines))
    if seen.marks:
        lines = tuple(
            f"{clock(mark.at - start)}, {_step(mark.step)}{f': {mark.text}' if mark.text else ''}"
            for mark in seen.marks
        )
        found.append(Section(heading=t("Marked moments"), lines=lines))
    if seen.facilitator_notes:
        found.append(Section(heading=t("The facilitator's notes"), lines=seen.facilitator_notes))
    return found


def _step(name: str) -> str:
    return _capital(name.replace("_", " "))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _minutes(seconds: float, t: Say) -> str:
    whole = max(1, round(seconds / 60))
    return t("1 minute") if whole == 1 else t("{count} minutes", count=whole)


def _day(day: datetime.datetime, t: Say) -> str:
    """ "Friday 20 November"."""
    return t("{weekday} {day} {month}", weekday=t(f"{day:%A}"), day=day.day, month=t(f"{day:%B}"))


def _joined(names: Collection[str], t: Say) -> str:
    listed = list(names)
    if len(listed) < 2:
        return "".join(listed)
    return t("{names} and {last}", names=", ".join(listed[:-1]), last=listed[-1])
