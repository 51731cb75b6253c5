"""Many sessions in figures: counts, lengths and rates, one session at a time, without anybody's words or names."""

import datetime
from collections import Counter
from collections.abc import Collection, Iterator

import msgspec

from voicerepair.core.language import Say, in_english

OWN = "own"
"""Stands for every exercise that is not shipped: its name could tell whose it is."""


class _Agreement(msgspec.Struct, frozen=True):
    confirmed_by: tuple[str, ...] = ()


class _FollowUp(msgspec.Struct, frozen=True):
    outcome: str


class Figures(msgspec.Struct, frozen=True):
    """What a summary reads of a `core.review.Review`; the rest, the words above all, is passed over unread."""

    protocol: str
    started_at: float
    seconds: float
    state: str
    partners: tuple[str, ...]
    talk_ms: dict[str, int]
    heard: dict[str, int]
    agreements: tuple[_Agreement, ...] = ()
    followups: tuple[_FollowUp, ...] = ()


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One session. `month` is "2026-11", in UTC; `largest_share` of the talk time, 0 to 1, 0 where nobody spoke."""

    month: str
    protocol: str
    state: str
    people: int
    minutes: float
    talk_minutes: float
    largest_share: float
    heard_at_once: int
    heard_after_correction: int
    own_words: int
    passed: int
    agreements: int
    confirmed_by_everyone: int
    kept: int
    partly_kept: int
    not_yet_kept: int


_DECODER = msgspec.json.Decoder(Figures)


def row(review: bytes, shipped: Collection[str]) -> Row:
    """The figures of an encoded review. Raises `msgspec.ValidationError` (a ValueError) on anything else."""
    found = _DECODER.decode(review)
    outcomes = Counter(followup.outcome for followup in found.followups)
    talked = sum(found.talk_ms.values())
    everyone = sum(len(item.confirmed_by) == len(found.partners) for item in found.agreements)
    return Row(
        month=f"{datetime.datetime.fromtimestamp(found.started_at, datetime.UTC):%Y-%m}",
        protocol=found.protocol if found.protocol in shipped else OWN,
        state=found.state,
        people=len(found.partners),
        minutes=round(found.seconds / 60, 1),
        talk_minutes=round(talked / 60_000, 1),
        largest_share=round(max(found.talk_ms.values()) / talked, 3) if talked else 0.0,
        heard_at_once=found.heard.get("heard", 0),
        heard_after_correction=found.heard.get("corrected", 0),
        own_words=found.heard.get("own_words", 0),
        passed=found.heard.get("passed", 0),
        agreements=len(found.agreements),
        confirmed_by_everyone=everyone,
        kept=outcomes["kept"],
        partly_kept=outcomes["partly"],
        not_yet_kept=outcomes["not_yet"],
    )


class Summary(msgspec.Struct):
    """Grows by `add`, never with the number of sessions."""

    sessions: int = 0
    unfinished: int = 0
    first: str = ""
    last: str = ""
    states: dict[str, int] = {}
    protocols: dict[str, int] = {}
    minutes: float = 0.0
    shortest: float = 0.0
    longest: float = 0.0
    talk_minutes: float = 0.0
    shares: float = 0.0
    spoken: int = 0
    heard_at_once: int = 0
    heard_after_correction: int = 0
    own_words: int = 0
    passed: int = 0
    agreements: int = 0
    confirmed_by_everyone: int = 0
    kept: int = 0
    partly_kept: int = 0
    not_yet_kept: int = 0

    def add(self, one: Row) -> None:
        """Take in one more session."""
        self.first = min(self.first or one.month, one.month)
        self.last = max(self.last, one.month)
        self.shortest = min(self.shortest, one.minutes) if self.sessions else one.minutes
        self.longest = max(self.longest, one.minutes)
        self.sessions += 1
        self.states[one.state] = self.states.get(one.state, 0) + 1
        self.protocols[one.protocol] = self.protocols.get(one.protocol, 0) + 1
        self.minutes += one.minutes
        self.talk_minutes += one.talk_minutes
        self.spoken += bool(one.talk_minutes)
        self.shares += one.largest_share
        for name in ADDED:
            setattr(self, name, getattr(self, name) + getattr(one, name))

    def lines(self, t: Say = in_english) -> Iterator[str]:
        """The summary in sentences. `t` gives them in the interface's language."""
        whole = self.sessions + self.unfinished
        if not whole:
            yield t("No session has been kept yet.")
            return
        states = [f"{count:,} {t(ENDINGS.get(state, state))}" for state, count in sorted(self.states.items())]
        ended = ", ".join([*states, f"{self.unfinished:,} {t('still open')}"] if self.unfinished else states)
        count = t("1 session") if whole == 1 else t("{count} sessions", count=f"{whole:,}")
        span = t(", {first} to {last}", first=self.first, last=self.last) if self.sessions else ""
        yield f"{count}{span}: {ended}."
        if not self.sessions:
            return
        exercises = ", ".join(f"{name} {count:,}" for name, count in sorted(self.protocols.items()))
        yield t("Exercises: {exercises}.", exercises=exercises)
        mean, shortest, longest = (
            f"{each:.0f}" for each in (self.minutes / self.sessions, self.shortest, self.longest)
        )
        yield t(
            "Length: {mean} minutes on average, {shortest} to {longest}.", mean=mean, shortest=shortest, longest=longest
        )
        turns = self.heard_at_once + self.heard_after_correction + self.own_words
        if turns:
            yield t(
                "Turns: {turns}; {once} heard at once, {after} after a correction, in {own} the own words stand. "
                "{passed} passed.",
                turns=f"{turns:,}", once=f"{self.heard_at_once / turns:.0%}",
                after=f"{self.heard_after_correction / turns:.0%}", own=f"{self.own_words / turns:.0%}",
                passed=f"{self.passed:,}",
            )  # fmt: skip
        if self.agreements:
            yield t(
                "Agreements: {count}, {each} a session; {everyone} confirmed by everyone.",
                count=f"{self.agreements:,}", each=f"{self.agreements / self.sessions:.1f}",
                everyone=f"{self.confirmed_by_everyone / self.agreements:.0%}",
            )  # fmt: skip
        again = self.kept + self.partly_kept + self.not_yet_kept
        if again:
            yield t(
                "Looked at again: {again}; {kept} kept, {partly} partly, {not_yet} not yet.",
                again=f"{again:,}", kept=f"{self.kept / again:.0%}", partly=f"{self.partly_kept / again:.0%}",
                not_yet=f"{self.not_yet_kept / again:.0%}",
            )  # fmt: skip
        if self.spoken and self.minutes:
            yield t(
                "Room to speak: whoever spoke most had {share} of the talk time on average; {talk} of the time "
                "somebody spoke.",
                share=f"{self.shares / self.spoken:.0%}", talk=f"{self.talk_minutes / self.minutes:.0%}",
            )  # fmt: skip


ADDED = ("heard_at_once", "heard_after_correction", "own_words", "passed", "agreements", "confirmed_by_everyone",
         "kept", "partly_kept", "not_yet_kept")  # fmt: skip
"""Figures that are simply summed."""
ENDINGS = {"completed": "to the end", "stopped": "stopped", "break": "in a break", "not_today": "not that day"}
