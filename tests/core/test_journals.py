"""Any journal at all: `step()` is total, keeps its promises, and a fold of half a journal goes on."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core.library import NAMES, Answering, everyone, protocol
from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core import session
from voicerepair.core.commands import Command
from voicerepair.core.state import Phase
from voicerepair.core.words import Word

ats = st.floats(1000, 9000)
turns = st.integers(0, 6)
texts = st.sampled_from(
    ["yes", "no", "partly it was tuesday", "ready", "four", "nine", "i feel sad because", "done", "words", "pass",
     "half an hour", "resume", "hurtful words", "ééé 🙂", "i am sorry but you did", "not yet", "kept",
     "a walk", "again"]
)  # fmt: skip
timers = st.sampled_from(["patience", "no_input", "warning", "limit", "tell", "gap", "unknown"])
events = st.one_of(
    st.builds(ev.PromptPlayed, at=ats, prompt=st.integers(0, 12)),
    st.builds(ev.BargedIn, at=ats, prompt=st.integers(0, 12), command=st.sampled_from([*Command, "nonsense"])),
    st.builds(ev.MicOpened, at=ats, turn=turns),
    st.builds(ev.MicClosed, at=ats, turn=turns),
    st.builds(ev.SpeechStarted, at=ats, turn=turns),
    st.builds(ev.SpeechEnded, at=ats, turn=turns),
    st.builds(lambda at, turn, text: ev.UtteranceHeard(at=at, turn=turn, words=tuple(map(Word, text.split()))),
              ats, turns, texts),
    st.builds(ev.TextTyped, at=ats, turn=turns, text=texts),
    st.builds(ev.CommandGiven, at=ats, turn=turns, command=st.sampled_from([*Command, "nonsense"])),
    st.builds(ev.ReflectionDrafted, at=ats, turn=turns, text=texts),
    st.builds(ev.DisclosureFound, at=ats, turn=turns, kind=st.sampled_from(["violence", "self_harm"])),
    st.builds(ev.SafetyCleared, at=ats),
    st.builds(ev.TimerFired, at=ats, turn=turns, timer=timers),
    st.builds(ev.SessionResumed, at=ats),
    st.builds(ev.FaultNoted, at=ats, fault=st.just("ear_restarted")),
)  # fmt: skip
OPEN = (ev.OpenAgreement(text="i will knock", owner=1), ev.OpenAgreement(text="we will talk", owner=-1))


def whole_journal(name: str) -> list[ev.SessionEvent]:
    simulation = Answering({}, protocol(name), everyone(name)[0], open_agreements=OPEN)
    assert simulation.to_the_end().reason == "completed"
    return simulation.journal


JOURNALS = {name: whole_journal(name) for name in NAMES}


def settle(state, effects, depth=0):
    """Let prompts play and microphones close at once, so that random events reach deep into a session."""
    for effect in effects:
        if depth > 30:
            return state
        event = None
        if isinstance(effect, ef.Speak):
            event = ev.PromptPlayed(at=state.last_at, prompt=effect.prompt)
        elif isinstance(effect, ef.CloseMic):
            event = ev.MicClosed(at=state.last_at, turn=effect.turn)
        elif isinstance(effect, ef.OpenMic):
            event = ev.MicOpened(at=effect.after, turn=effect.turn)
        elif isinstance(effect, ef.SetTimer) and effect.timer == "gap":
            event = ev.TimerFired(at=effect.due, turn=effect.turn, timer="gap")
        if event is not None:
            after = session.step(state, event)
            state = settle(after.state, after.effects, depth + 1)
    return state


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(NAMES), st.integers(0, 5000), st.lists(st.tuples(events, st.booleans()), max_size=60))
def test_any_journal_keeps_the_promises(name: str, cut: int, journal) -> None:
    whole = JOURNALS[name]
    state = session.fold(whole[: 1 + cut % len(whole)])  # begin anywhere in the protocol
    assert state is not None
    for event, is_now in journal:
        if is_now and hasattr(event, "turn"):
            event = type(event)(**{f: getattr(event, f) for f in event.__struct_fields__} | {"turn": state.turn})
        transition = session.step(state, event)
        before, state = state, transition.state
        assert 0 <= state.position < len(state.plan)
        assert state.turn == 0 or state.turn_record(state.turn) is not None
        if before.is_over and not isinstance(event, ev.SessionResumed):
            assert not transition.effects
        speaks = [effect for effect in transition.effects if isinstance(effect, ef.Speak)]
        opens = [effect for effect in transition.effects if isinstance(effect, ef.OpenMic)]
        assert not (speaks and opens), "never speak and listen at once"
        last = [effect for effect in transition.effects if isinstance(effect, ef.Speak | ef.Hush)]
        assert not speaks or isinstance(last[-1], ef.Speak), "never silence what is only now being said"
        if state.phase in (Phase.HELP, Phase.PRIVATE):
            assert not [*speaks, *opens]
        for record in state.turns:
            assert all(end >= start for start, end in record.spans)
        for agreement in state.agreements:
            assert agreement.confirmed_by
            assert name == "circle" or len(agreement.confirmed_by) == 2
        state = settle(state, transition.effects)


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(NAMES), st.integers(1, 5000), st.floats(1, 90_000))
def test_a_session_cut_anywhere_goes_on_to_its_end(name: str, cut: int, gap: float) -> None:
    whole = JOURNALS[name]
    events_ = whole[: 1 + cut % len(whole)]
    state = session.fold(events_)
    assert state is not None
    again = Answering({}, protocol(name), everyone(name)[0], open_agreements=OPEN)
    again.journal, again.state, again.now = list(events_), state, state.last_at + gap
    again.pending.clear()
    before = {a.text for a in state.agreements}
    again.send(ev.SessionResumed(at=again.now))
    if again.state.phase is not Phase.ENDED:
        end = again.to_the_end()
        assert end.reason == "completed"
        assert before <= {a.text for a in end.agreements}
