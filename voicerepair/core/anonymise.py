"""A review without anything that tells who it was: no names, no words, no places, no day."""

import datetime
from collections.abc import Collection

from msgspec.structs import replace

from voicerepair.core.review import Review

OWN_EXERCISE = "An exercise of their own"
FACILITATOR = "The facilitator"


def anonymised(outcome: Review, shipped: Collection[str]) -> Review:
    """Counts, lengths and the course of the session are left. Times are seconds since its start.

    `shipped` are the ids of protocols that everybody has; any other could tell whose it is, and so could its steps.
    The day becomes the first of its month, in UTC.
    """
    letters = {name: f"Partner {chr(65 + place)}" for place, name in enumerate(outcome.partners)}
    is_known = outcome.protocol in shipped
    steps = {step: step if is_known else f"step {number}" for number, step in enumerate(_all_steps(outcome), 1)}

    def who(name: str) -> str:
        return letters.get(name, "everyone")

    day = datetime.datetime.fromtimestamp(outcome.started_at, datetime.UTC)
    month = day.replace(day=1, hour=0, minute=0, second=0, microsecond=0).timestamp()
    return Review(
        session="",
        protocol=outcome.protocol if is_known else "own",
        title=outcome.title if is_known else OWN_EXERCISE,
        recognizer="",
        started_at=month,
        seconds=float(round(outcome.seconds)),
        state=outcome.state,
        partners=tuple(letters.values()),
        steps=tuple(steps[step] for step in outcome.steps),
        turns=tuple(
            replace(turn, step=steps[turn.step], partner=who(turn.partner), at=_since(turn.at, outcome), words="",
                    reflection="")
            for turn in outcome.turns
        ),
        agreements=tuple(
            replace(item, text="", owner=who(item.owner), due="", confirmed_by=tuple(map(who, item.confirmed_by)))
            for item in outcome.agreements
        ),
        talk_share={who(name): share for name, share in outcome.talk_share.items()},
        talk_ms={who(name): length for name, length in outcome.talk_ms.items()},
        heard=outcome.heard,
        kept=tuple(replace(entry, partner=who(entry.partner), text="") for entry in outcome.kept),
        followups=tuple(
            replace(entry, text="", owner=who(entry.owner), due="", obstacle="") for entry in outcome.followups
        ),
        keep=outcome.keep,
        starter=who(outcome.starter) if outcome.starter else "",
        suggested_therapist=outcome.suggested_therapist,
        facilitator=FACILITATOR if outcome.facilitator else "",
        readiness={who(name): said for name, said in outcome.readiness.items()},
        marks=tuple(
            replace(mark, at=_since(mark.at, outcome), step=steps[mark.step], text="") for mark in outcome.marks
        ),
    )  # fmt: skip


def _all_steps(outcome: Review) -> list[str]:
    found = [*outcome.steps, *(turn.step for turn in outcome.turns), *(mark.step for mark in outcome.marks)]
    return list(dict.fromkeys(found))


def _since(at: float, outcome: Review) -> float:
    return float(round(at - outcome.started_at))
