"""Agreements of earlier sessions: how they went, what got in the way, and which are still open."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from voicerepair.core import commands, moves
from voicerepair.core.events import OpenAgreement
from voicerepair.core.machine import Machine
from voicerepair.core.state import FollowUp, Moment

if TYPE_CHECKING:
    from voicerepair.core.review import Review

OUTCOMES = ("kept", "partly", "not yet")
_KEPT = ("kept", "keep", "held", "did it", "we did", "i did", "worked")
_PARTLY = ("partly", "partially", "sometimes", "half", "a bit", "a little", "mostly", "almost", "kind of", "sort of")
_NOT_YET = ("not yet", "not kept", "forgot", "did not", "didnt", "not really", "have not", "havent", "not at all")


def outcome(text: str) -> str:
    """kept, partly or not_yet; empty when the words do not tell."""
    said = commands.plain(text)
    if len(said.split()) > 8:
        return ""
    for value, words in (("not_yet", _NOT_YET), ("partly", _PARTLY), ("kept", _KEPT)):
        if any(f" {word} " in f" {said} " for word in words):
            return value
    yes = commands.yes_no(text)
    return "" if yes is None else "kept" if yes else "not_yet"


def answered(m: Machine, text: str) -> None:
    """Kept, partly or not yet; what got in the way; whether it stays open."""
    moment = m.state.moment
    match moment.name:
        case "ask":
            found = outcome(text)
            if not found:
                m.escalate(was_heard=True)
                return
            _record(m, found)
            if found == "kept":
                moves.advance(m)
            else:
                text = m.wording("because", moment.partner)
                m.begin(Moment("because", text, moment.partner, "dictation", budget=60.0))
        case "because":
            _change(m, obstacle=text)
            moves.ask(m, "stay", m.wording("check", moment.partner), moment.partner, ("stay", "let it go"))
        case _:
            said, plain = commands.yes_no(text), commands.plain(text)
            if said is True or "stay" in plain.split() or "open" in plain.split():
                _change(m, is_open=True)
            elif not (said is False or " go " in f" {plain} " or "drop" in plain):
                m.escalate(was_heard=True)
                return
            moves.advance(m)


def passed(m: Machine) -> None:
    """Passed over: it stays open, unless its outcome was told already."""
    if m.state.moment.name == "ask":
        _record(m, "passed")
    _change(m, is_open=True)


def _record(m: Machine, found: str) -> None:
    item = m.state.opened.open_agreements[m.state.stage.item]
    moves.store(m, m.state.stage.step.id, m.state.moment.partner, found)
    entry = FollowUp(text=item.text, owner=item.owner, due=item.due, outcome=found)
    before = tuple(one for one in m.state.followups if (one.text, one.owner) != (item.text, item.owner))
    m.set(followups=(*before, entry))


def _change(m: Machine, **changes: object) -> None:
    if m.state.followups:
        m.set(followups=(*m.state.followups[:-1], replace(m.state.followups[-1], **changes)))


def still_open(reviews: Iterable["Review"], names: Sequence[str], most: int = 5) -> tuple[OpenAgreement, ...]:
    """What is open between these partners, newest first. `reviews`: of their earlier sessions, newest first.

    Of an agreement that was followed up, the last answer counts. More than a handful would fill a session.
    """
    found: list[OpenAgreement] = []
    settled: set[tuple[str, str]] = set()
    for review in reviews:
        for entry in review.followups:
            if (entry.text, entry.owner) in settled:
                continue
            settled.add((entry.text, entry.owner))
            if entry.is_open:
                found.append(_open(entry.text, entry.owner, entry.due, review.started_at, names))
        for agreement in review.agreements:
            if (agreement.text, agreement.owner) not in settled:
                settled.add((agreement.text, agreement.owner))
                found.append(_open(agreement.text, agreement.owner, agreement.due, review.started_at, names))
    return tuple(found[:most])


def _open(text: str, owner: str, due: str, made_at: float, names: Sequence[str]) -> OpenAgreement:
    return OpenAgreement(text=text, owner=names.index(owner) if owner in names else -1, due=due, made_at=made_at)
