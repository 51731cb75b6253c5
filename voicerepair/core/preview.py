"""A protocol read through before anybody uses it: what would be said to whom, and what is asked for then."""

import msgspec

from voicerepair.core import moves
from voicerepair.core.events import OpenAgreement, SessionOpened
from voicerepair.core.machine import Machine
from voicerepair.core.people import Partner
from voicerepair.core.plan import Stage
from voicerepair.core.protocol import Protocol
from voicerepair.core.state import SessionState

NAMES = ("Ana", "Ben", "Cleo", "Dov", "Ema", "Finn", "Gita", "Hal")
_SAMPLE = OpenAgreement(text="i will call when i am late", owner=0, due="every day")
_THEN: dict[str, str] = {
    "safety": "each answers alone, by key",
    "consent": "yes or no",
    "roles": "yes or no, to settle whose hurt it is",
    "rating": "a number from 0 to 10; a break is offered from {threshold}",
    "ready": "waits for “ready”",
    "turn": "speaks, up to {seconds} seconds",
    "slots": "speaks in three parts, up to {seconds} seconds each",
    "guess": "guesses, up to {seconds} seconds; the other says whether it is close",
    "request": "asks, and the other says yes, no, or offers something else",
    "agreement": "says what and by when; {confirm} confirms",
    "followup": "kept, partly or not yet; what got in the way",
    "helped": "answers, and it is kept",
    "break": "books the return, in 20 minutes to 24 hours",
    "keep": "chooses what is kept",
}


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that would be said. `then`: what is waited for; `note`: under which condition."""

    title: str
    text: str
    then: str = ""
    note: str = ""


def rehearse(protocol: Protocol, partners: tuple[Partner, ...]) -> list[Passage]:
    """Everything that would be said to these partners, one passage a stage, conditions not decided."""
    opened = SessionOpened(at=0.0, session="preview", protocol=protocol, partners=partners, open_agreements=(_SAMPLE,))
    state = SessionState(opened=opened, plan=moves.planned(opened))
    passages = []
    for position, stage in enumerate(state.plan):
        machine = Machine(msgspec.structs.replace(state, position=position), 0.0)
        text = machine.opening(stage)
        if stage.step.kind == "calm":
            text = " … ".join((text, *machine.lines(), machine.wording("check")))
        passages.append(Passage(title=stage.step.title, text=text, then=_then(stage), note=_note(machine, stage)))
    return passages


def _then(stage: Stage) -> str:
    step = stage.step
    if step.kind in ("choice", "pick"):
        labels = ", ".join(option.label for option in step.options)
        return f"{'any of' if step.kind == 'pick' else 'one of'}: {labels}{', or own words' if step.free else ''}"
    said = _THEN.get(step.kind, "").format(threshold=step.threshold, seconds=step.seconds, confirm=step.confirm)
    reflected = {"app": "; the app says what it heard", "listener": "; the listener says what they heard"}
    return said + reflected.get(step.reflect, "") if step.kind in ("turn", "slots") else said


def _note(machine: Machine, stage: Stage) -> str:
    notes = [f"only if {stage.step.only_if}"] if stage.step.only_if else []
    if stage.step.offer:
        notes.append(f"optional, asked first: {machine.wording('offer')}")
    if stage.step.kind == "followup":
        notes.append("for each open agreement")
    return "; ".join(notes)
