"""Time limits: soft, warned of, extended by a word, stretched or switched off; nothing is lost by waiting."""

import pytest

from tests.core.simulate import WHOLE, Simulation
from voicerepair.core import effects as ef
from voicerepair.core import events as ev
from voicerepair.core import session
from voicerepair.core.floor import budget_seconds
from voicerepair.core.state import Phase


def speaking(scale: float) -> Simulation:
    """Ana has begun to speak in a turn of two minutes."""
    simulation = Simulation(WHOLE)
    simulation.run(until="my_part/ask")
    opened = ev.SessionOpened(
        at=1000.0, session="s", protocol=simulation.state.opened.protocol, partners=simulation.state.opened.partners,
        turn_scale=scale,
    )  # fmt: skip
    simulation.journal[0] = opened
    state = session.fold(simulation.journal)
    assert state is not None
    simulation.state = state
    simulation.timers.clear()
    simulation.send(ev.SpeechStarted(at=simulation.now, turn=state.turn))
    for effect in simulation.pending:
        if isinstance(effect, ef.SetTimer):
            simulation.timers[effect.timer] = ev.TimerFired(at=effect.due, turn=effect.turn, timer=effect.timer)
    return simulation


@pytest.mark.parametrize(("scale", "seconds"), [(1.0, 90.0), (10.0, 1170.0)])
def test_one_is_warned_thirty_seconds_before(scale: float, seconds: float) -> None:
    simulation = speaking(scale)
    assert simulation.timers["warning"].at - simulation.now == pytest.approx(seconds)
    simulation.pending.clear()
    simulation.send(simulation.timers["warning"])
    assert ef.PlayEarcon("turn_ending") in simulation.pending
    assert simulation.state.phase is Phase.LISTEN, "a soft limit ends nothing"


def test_limits_can_be_off() -> None:
    assert "warning" not in speaking(0.0).timers
    assert "limit" not in speaking(0.0).timers
    assert budget_seconds(120, "hard", 0.0, 0.0) == 0.0


def test_more_time_by_a_word_keeps_what_was_said() -> None:
    simulation = speaking(1.0)
    simulation.send(ev.SpeechEnded(at=simulation.now + 5, turn=simulation.state.turn))
    before = simulation.state
    simulation.send(ev.CommandGiven(at=simulation.now + 6, turn=before.turn, command="more time"))
    assert simulation.state.moment.budget == before.moment.budget + 60
    assert simulation.state.turns[-1].spans == before.turns[-1].spans


def test_waiting_loses_nothing_and_asks_no_more_after_the_fourth_time() -> None:
    simulation = Simulation(WHOLE)
    simulation.run(until="consent/ask")
    for _ in range(12):
        simulation.send(ev.TimerFired(at=simulation.now + 60, turn=simulation.state.turn, timer="no_input"))
        simulation.run(until="consent/ask")
    assert simulation.state.stage.step.id == "consent"
    assert simulation.state.moment.tries >= 4
    simulation.send(ev.MicOpened(at=simulation.now, turn=simulation.state.turn))
    assert not any(isinstance(effect, ef.SetTimer) and effect.timer == "no_input" for effect in simulation.pending)
