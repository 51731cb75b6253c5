"""A command said over a prompt: the session's side of it."""

import pytest

from tests.core.simulate import WHOLE, Simulation
from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core import session
from voicerepair.core.state import Phase, SessionState


@pytest.fixture
def asking() -> SessionState:
    """A prompt that wants an answer is being said."""
    journal: list[ev.SessionEvent] = []
    simulation = Simulation(WHOLE)
    simulation.run()
    for event in simulation.journal:
        journal.append(event)
        state = session.fold(journal)
        if state is not None and state.phase is Phase.PROMPT and state.moment.listening == "dictation":
            return state
    raise AssertionError("no prompt wants an answer")


def barged(state: SessionState, command: str, prompt: int | None = None) -> session.Transition:
    number = state.prompt if prompt is None else prompt
    return session.step(state, ev.BargedIn(at=state.last_at + 1, prompt=number, command=command))


@pytest.mark.parametrize("command", ["stop", "pause", "repeat", "slower", "done"])
def test_a_command_over_a_prompt_silences_it_first(asking: SessionState, command: str) -> None:
    assert barged(asking, command).effects[0 if command != "slower" else 1] == ef.Hush()


def test_stop_asks_before_it_stops(asking: SessionState) -> None:
    after = barged(asking, "stop")
    assert "Shall we stop here" in after.state.moment.text
    assert not after.state.is_over


def test_what_follows_done_is_heard_whole(asking: SessionState) -> None:
    after = barged(asking, "done").state
    said_at = after.heard_from
    over = session.step(after, ev.PromptPlayed(at=said_at + 0.2, prompt=after.prompt, how="hushed"))
    opening = next(effect for effect in over.effects if isinstance(effect, ef.OpenMic))
    assert opening.after == said_at  # without a hold-off: the echo has been taken away
    assert not [effect for effect in over.effects if isinstance(effect, ef.PlayEarcon)]
    assert over.state.heard_from == 0


@pytest.mark.parametrize(("command", "prompt"), [("pause", 0), ("nonsense", None)])
def test_a_late_or_unknown_command_changes_nothing(asking: SessionState, command: str, prompt: int | None) -> None:
    after = barged(asking, command, prompt)
    assert (after.effects, after.state.moment) == ((), asking.moment)
