"""What partners ask of each other and promise: requests and agreements, kept in their own words."""

from msgspec.structs import replace

from voicerepair.core import commands, moves
from voicerepair.core.machine import Machine, quoted
from voicerepair.core.state import Agreement, Moment


def request(m: Machine, text: str) -> None:
    """A request; the other says yes, no, or offers something else, and the asker answers that."""
    state, stage = m.state, m.state.stage
    match state.moment.name:
        case "ask":
            moves.store(m, f"{stage.step.id}_text", stage.speaker, text)
            phrases = ("yes", "no", "something else")
            m.begin(Moment("check", m.wording("check", stage.listener), stage.listener, "answer", phrases))
        case "check":
            said = commands.yes_no(text)
            if said is None and not _offers(text):
                m.escalate(was_heard=True)
            elif said is not None:
                moves.store(m, stage.step.id, stage.listener, "yes" if said else "no")
                moves.advance(m)
            else:
                text = m.t("{name}, what can you offer?", name=state.name(stage.listener))
                m.begin(Moment("counter", text, stage.listener, "dictation", budget=60.0))
        case "counter":
            moves.store(m, f"{stage.step.id}_counter", stage.listener, text)
            moves.ask(m, "settle", "{speaker}, would that do for now?", stage.speaker)
        case _:
            settled = commands.yes_no(text)
            if settled is None:
                m.escalate(was_heard=True)
                return
            moves.store(m, stage.step.id, stage.listener, "counter" if settled else "open")
            moves.advance(m)


def _offers(text: str) -> bool:
    said = commands.plain(text)
    return "else" in said or "counter" in said or "offer" in said or said.startswith(("partly", "maybe", "yes but"))


def agreement(m: Machine, text: str) -> None:
    """What, by when, read back in the owner's own words, and everyone says yes."""
    state, step = m.state, m.state.stage.step
    moment, owner = state.moment, state.moment.partner
    match moment.name:
        case "ask":
            m.set(draft=Agreement(text=text, owner=owner))
            m.begin(
                Moment(
                    "when",
                    m.wording("when", moment.partner),
                    moment.partner,
                    "dictation",
                    ("today", "every day", "by friday"),
                    budget=30.0,
                )
            )
        case "when" if state.draft is not None:
            m.set(draft=replace(state.draft, due=text))
            _confirm(m, 0)
        case "confirm" if state.draft is not None:
            said = commands.yes_no(text)
            if said is None:
                m.escalate(was_heard=True)
            elif not said:
                m.set(draft=None)
                moves.ask(m, "more", "Then this one stays open. Would you like to try another one?", -1)
            else:
                confirmed = (*state.draft.confirmed_by, moment.partner)
                m.set(draft=replace(state.draft, confirmed_by=confirmed))
                if step.confirm == "everyone" and len(confirmed) < len(state.opened.partners):
                    _confirm(m, len(confirmed))
                else:
                    m.set(agreements=(*state.agreements, m.state.draft), draft=None)
                    moves.ask(m, "more", m.wording("more"), -1) if step.more else moves.advance(m)
        case "more":
            said = commands.yes_no(text)
            if said is None:
                m.escalate(was_heard=True)
            elif said:
                moves.enter(m)
            else:
                moves.advance(m)
        case _:
            moves.advance(m)


def _confirm(m: Machine, place: int) -> None:
    """Ask the partners one after the other, the owner first."""
    draft, count = m.state.draft, len(m.state.opened.partners)
    if draft is None:
        return
    partner = (max(draft.owner, 0) + place) % count
    name = m.state.name(partner)
    words = m.t("“{text}”. When: “{due}”", text=quoted(draft.text), due=quoted(draft.due))
    if place:
        text = m.t("{name}, do you agree?", name=name)
    elif draft.owner >= 0:
        text = m.t("{name}, in your words: {words}. Do you agree?", name=name, words=words)
    else:
        text = m.t("In your words: {words}. {name}, do you agree?", name=name, words=words)
    m.begin(Moment("confirm", text, partner, "answer", moves.YES_NO))
