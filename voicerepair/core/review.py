"""What a session came to: talk time, turns heard, agreements, what helped. A projection of its journal."""

from typing import Literal

import msgspec

from voicerepair.core.floor import shares
from voicerepair.core.language import Say, in_english
from voicerepair.core.state import Agreement, SessionState

Verdict = Literal["heard", "corrected", "own_words", "passed", ""]
HEARD: dict[str, str] = {
    "heard": "heard at once",
    "corrected": "heard after a correction",
    "own_words": "own words stand",
    "passed": "passed",
}

HEADINGS: dict[str, str] = {
    "helped": "What helped",
    "worth": "Why it is worth it",
    "appreciation": "Thanks",
    "reassurance": "What reassures",
    "gestures": "Small kindnesses",
    "boundaries": "Boundaries",
    "comfort": "What comforts",
    "dates": "Ideas for a date",
}
"""What kept answers are shown under, in this order."""
OUTCOMES: dict[str, str] = {"kept": "kept", "partly": "partly kept", "not_yet": "not yet", "passed": "left for later"}


class TurnReview(msgspec.Struct, frozen=True, kw_only=True):
    """One turn. `talk_ms` is voiced time only; `words` is empty once the words are no longer kept."""

    step: str
    partner: str
    at: float
    talk_ms: int
    words: str = ""
    reflection: str = ""
    verdict: Verdict = ""


class KeptReview(msgspec.Struct, frozen=True, kw_only=True):
    """An answer that was worth keeping, under its heading (`helped`, `worth`, `gestures`, ...)."""

    heading: str
    partner: str
    text: str


class FollowUpReview(msgspec.Struct, frozen=True, kw_only=True):
    """How an earlier agreement went: kept, partly, not_yet or passed. `owner` is a name, or "everyone"."""

    text: str
    owner: str
    outcome: str
    due: str = ""
    obstacle: str = ""
    is_open: bool = False


class AgreementReview(msgspec.Struct, frozen=True, kw_only=True):
    """One agreement, in its owner's words. `owner` is a name, or "everyone"."""

    text: str
    owner: str
    due: str
    confirmed_by: tuple[str, ...]


class MarkReview(msgspec.Struct, frozen=True, kw_only=True):
    """A moment the facilitator marked. `text` is theirs, and empty once the words are no longer kept."""

    at: float
    step: str
    text: str = ""


class Review(msgspec.Struct, frozen=True, kw_only=True):
    """A whole session. `talk_share` (0 to 1) is shown as opportunity, never as a score."""

    session: str
    protocol: str
    title: str
    recognizer: str = ""
    started_at: float
    seconds: float
    state: str
    partners: tuple[str, ...]
    steps: tuple[str, ...]
    turns: tuple[TurnReview, ...]
    agreements: tuple[AgreementReview, ...]
    talk_share: dict[str, float]
    talk_ms: dict[str, int]
    heard: dict[str, int]
    helped: tuple[str, ...] = ()
    worth: tuple[str, ...] = ()
    return_at: float = 0.0
    keep: str = ""
    kept: tuple[KeptReview, ...] = ()
    followups: tuple[FollowUpReview, ...] = ()
    starter: str = ""
    thread: str = ""
    suggested_therapist: bool = False
    facilitator: str = ""
    readiness: dict[str, str] = {}
    marks: tuple[MarkReview, ...] = ()  # for the facilitator's eyes, as are the notes
    facilitator_notes: tuple[str, ...] = ()


def review(state: SessionState, recognizer: str = "", with_words: bool = True) -> Review:
    """The review of a session so far. `with_words` False leaves out everything anybody said in a turn."""
    names = tuple(partner.name for partner in state.opened.partners)
    records = tuple(record for record in state.turns if not record.dropped and record.partner >= 0)
    turns = tuple(
        TurnReview(
            step=record.step,
            partner=names[record.partner],
            at=record.opened_at,
            talk_ms=round(1000 * record.talk_seconds()),
            words=record.text if with_words else "",
            reflection=record.reflection if with_words else "",
            verdict=record.verdict,  # type: ignore[arg-type]
        )
        for record in records
        if record.listening == "dictation" and (record.lines or record.verdict)
    )
    share = shares(records, len(names))
    talked = {
        name: round(1000 * sum(r.talk_seconds() for r in records if r.partner == index))
        for index, name in enumerate(names)
    }
    kept = _kept(state, names)
    done = state.plan[: state.position + (1 if state.phase == "ended" and state.reason == "completed" else 0)]
    return Review(
        session=state.opened.session,
        protocol=state.opened.protocol.id,
        title=state.opened.protocol.title,
        recognizer=recognizer,
        started_at=state.opened.at,
        seconds=max(0.0, state.last_at - state.opened.at),
        state=state.reason or "open",
        partners=names,
        steps=tuple(dict.fromkeys(stage.step.id for stage in done)),
        turns=turns,
        agreements=tuple(_agreement(agreement, names) for agreement in state.agreements),
        talk_share={name: round(part, 3) for name, part in zip(names, share, strict=True)},
        talk_ms=talked,
        heard={verdict: sum(turn.verdict == verdict for turn in turns) for verdict in HEARD},
        helped=tuple(entry.text for entry in kept if entry.heading == "helped"),
        worth=tuple(entry.text for entry in kept if entry.heading == "worth"),
        return_at=state.return_at,
        kept=kept,
        followups=tuple(
            FollowUpReview(
                text=entry.text,
                owner=_name(entry.owner, names),
                outcome=entry.outcome,
                due=entry.due,
                obstacle=entry.obstacle,
                is_open=entry.is_open,
            )
            for entry in state.followups
        ),
        starter=names[state.opened.starter],
        thread=state.opened.thread,
        suggested_therapist=state.opened.suggests_therapist,
        facilitator=state.opened.facilitator,
        readiness={name: answer for index, name in enumerate(names) if (answer := state.answer("readiness", index))},
        marks=tuple(
            MarkReview(at=mark.at, step=state.plan[mark.position].step.id, text=mark.text if with_words else "")
            for mark in state.marks
        ),
        facilitator_notes=tuple(text for partner, text in state.notes if partner < 0) if with_words else (),
    )


def kept_lines(outcome: Review) -> dict[str, list[str]]:
    """What is kept, by heading in words; reviews of before there were headings know two of them."""
    entries = outcome.kept or tuple(
        KeptReview(heading=heading, partner="", text=text)
        for heading, texts in (("helped", outcome.helped), ("worth", outcome.worth))
        for text in texts
    )
    found: dict[str, list[str]] = {}
    for heading, shown in HEADINGS.items():
        for entry in entries:
            if entry.heading == heading:
                name = f" ({entry.partner})" if entry.partner else ""
                found.setdefault(shown, []).append(f"“{entry.text}”{name}")
    return found


def followup_line(entry: FollowUpReview, t: Say = in_english) -> str:
    """How an earlier agreement went, in a line. `t` gives it in the interface's language."""
    outcome = t(OUTCOMES.get(entry.outcome, entry.outcome))
    line = t("{owner}: “{text}”, {outcome}.", owner=t(entry.owner), text=entry.text, outcome=outcome)
    obstacle = t(" In the way: “{obstacle}”.", obstacle=entry.obstacle) if entry.obstacle else ""
    still = t(" It stays open.") if entry.is_open else ""
    return f"{line}{obstacle}{still}"


def _kept(state: SessionState, names: tuple[str, ...]) -> tuple[KeptReview, ...]:
    headings = {step.id: step.kept_as for step in state.opened.protocol.step}
    return tuple(
        KeptReview(
            heading=headings.get(answer.step) or ("helped" if answer.step == "helped" else "worth"),
            partner=_name(answer.partner, names),
            text=answer.value,
        )
        for answer in state.kept
    )


def _name(partner: int, names: tuple[str, ...]) -> str:
    return names[partner] if 0 <= partner < len(names) else "everyone"


def _agreement(agreement: Agreement, names: tuple[str, ...]) -> AgreementReview:
    return AgreementReview(
        text=agreement.text,
        owner=_name(agreement.owner, names),
        due=agreement.due,
        confirmed_by=tuple(names[index] for index in agreement.confirmed_by),
    )


def encode(outcome: Review) -> bytes:
    """As JSON."""
    return msgspec.json.encode(outcome)


def decode(data: bytes) -> Review:
    """The review written by `encode`. Raises `msgspec.ValidationError`."""
    return msgspec.json.decode(data, type=Review)
